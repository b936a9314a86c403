"""Sessions go to a register whole, once, and only as far as was said."""

from __future__ import annotations

import pytest

from sessions.kinds.registry import revealed_only
from sessions.many.standings import identity_of, standing_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.register.model import TABLES
from sessions.register.rows import pushed
from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.server import Server


def send(target: str, session: Session, *, with_text: bool = False) -> str:
    from sessions.register.database import registered
    from sessions.register.postgres import push

    with registered(target) as (connection, _):
        return push(connection, pushed(session, with_text=with_text))


def test_a_session_of_every_kind_goes_in_whole_and_once(register: str, server: Server, sql: Sql) -> None:
    session = every_kind()
    place = server.target("old_library")
    assert send(place, session) == "new"
    assert send(place, session) == "unchanged"
    assert send(register, session) == "unchanged", "the owner sends the same"
    here = pushed(session)
    for table in TABLES:
        columns = ", ".join(column.name for column in table.columns)
        rows = sql(f"SELECT {columns} FROM register.{table.name}")
        there = [{name: _plain(value) for name, value in row.items() if name != "place"} for row in rows]
        ours = [dict(row) for row in here.tables[table.name]]
        assert sorted(map(repr, map(_sorted, there))) == sorted(map(repr, map(_sorted, ours))), table.name
    assert len(here.tables["agreed_levels"]) == len(standing_of(session).agreed) > 5
    assert len(here.tables["answers"]) > 20
    assert len(here.tables["actions"]) == len(revealed_only(session).actions) > 0


def _sorted(row: dict[str, object]) -> list[tuple[str, object]]:
    return sorted(row.items())


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_a_changed_session_takes_the_place_of_itself(register: str, server: Server, sql: Sql) -> None:
    session = every_kind()
    send(register, session)
    later = session.model_copy(update={"actions": (), "counter": session.counter + 1})
    assert send(server.target("old_library"), later) == "renewed"
    assert sql("SELECT count(*) AS n FROM register.sessions") == [{"n": 1}]
    assert sql("SELECT count(*) AS n FROM register.actions") == [{"n": 0}]
    with pytest.raises(Problem, match="later state"):
        send(register, session)
    moved = later.model_copy(update={"place": "North Vale", "counter": later.counter + 1})
    assert send(register, moved) == "renewed"
    assert sql("SELECT name FROM register.places JOIN register.sessions USING (place)") == [
        {"name": "North Vale"}
    ]


def test_a_place_writes_for_itself_alone(register: str, server: Server, sql: Sql) -> None:
    with pytest.raises(Problem, match="takes no session of 'Old Library'") as raised:
        send(server.target("north_vale"), every_kind())
    assert "North Vale" in raised.value.hint
    assert "South Vale" not in str(raised.value)
    with pytest.raises(Problem, match="not allow"):
        send(server.target("region"), every_kind())
    assert sql("SELECT count(*) AS n FROM register.sessions") == [{"n": 0}]


def test_withdrawn_leaves_nothing(register: str, server: Server, sql: Sql) -> None:
    from sessions.register.database import registered
    from sessions.register.postgres import withdraw

    session = every_kind()
    send(register, session, with_text=True)
    with registered(server.target("north_vale")) as (connection, _):
        assert withdraw(connection, session.id) == 0, "nobody takes out what is another place's"
    with registered(server.target("old_library")) as (connection, _):
        assert withdraw(connection, session.id) == 1
        assert withdraw(connection, identity_of(session.id)) == 0
    for table in TABLES:
        assert sql(f"SELECT count(*) AS n FROM register.{table.name}") == [{"n": 0}], table.name
