"""A place that writes nonsense by hand harms itself alone: all others read, publish and forget as before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.many.gathered import Wanted
from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.server import Server
from tests.register.test_attacks import ATTACKER, VICTIM
from tests.register.test_push import send

REFUSED = (
    "UPDATE register.sessions SET held_on = 'infinity'",
    "UPDATE register.sessions SET final_on = '-infinity'",
    "UPDATE register.sessions SET held_on = '4713-01-01 BC'",
    "UPDATE register.actions SET due = 'infinity'",
    "UPDATE register.actions SET first_due = '10000-01-01'",
    "UPDATE register.subjects SET labels = '5'",
    "UPDATE register.told SET data = '[]'",
)
TAKEN = (
    "UPDATE register.subjects SET labels = '[1, {\"a\": null}, []]', lowest = -32768, name = E'\\x01'",
    "UPDATE register.agreed_levels SET level = 32767, answers = -2147483648, mark = 'a b c', evidence = ''",
    "UPDATE register.actions SET status = 'x', mark = -1, item = '', moved = NOT moved",
    "UPDATE register.answers SET answers = 2147483647, level = -5, item = '////'",
    "UPDATE register.sessions SET place_name = '', held = 'zzz', template = '', counter = -1, content = ''",
    "DELETE FROM register.told WHERE tidy_table = 'session'",
    'UPDATE register.told SET data = \'{"name": [], "owner": 5, "text": {"Priya Shah": "Priya Shah"}}\''
    " WHERE tidy_table IN ('people', 'actions')",
    "INSERT INTO register.told SELECT place, session, 'session', 7, '{\"id\": 5, \"forgotten\": 5}'"
    " FROM register.sessions",
    "INSERT INTO register.forgotten SELECT place, 'x', '{}' FROM register.sessions",
    "INSERT INTO register.forgotten SELECT place, 'y', '5' FROM register.sessions",
)


def test_it_harms_itself_alone(register: str, server: Server, sql: Sql, tmp_path: Path) -> None:
    import psycopg

    from sessions.clock import utc_now
    from sessions.register.database import registered
    from sessions.register.export import export
    from sessions.register.postgres import forget, status, texts
    from sessions.register.side_by_side import side_by_side
    from sessions.register.texts import Wanted as Person, without

    session = every_kind()
    send(server.target(VICTIM), session, with_text=True)
    own = session.model_copy(update={"place": "North Vale", "id": "own"})
    send(server.target(ATTACKER), own, with_text=True)
    for statement in REFUSED:
        with pytest.raises(psycopg.errors.CheckViolation):
            sql(statement, role=ATTACKER)
    for statement in TAKEN:
        sql(statement, role=ATTACKER)
    with registered(register) as (connection, who):
        assert status(connection, who).sessions == 2
    told = side_by_side(register, Wanted(dt.date(2026, 11, 1), "Old Library"))
    assert told.own == "Old Library"
    assert any(row.own is not None for row in told.rows)
    assert export(register, tmp_path / "all")
    with registered(register) as (connection, _), connection.transaction():
        found = [without(told, Person("Priya Shah"), utc_now()) for told in texts(connection)]
        forget(connection, [after for after in found if after is not None])
    assert all("Priya" not in str(row["data"]) for row in sql("SELECT data FROM register.told"))
    again = session.model_copy(update={"counter": session.counter + 1})
    assert send(register, again, with_text=True) == "renewed"
    assert send(register, own.model_copy(update={"counter": own.counter + 1}), with_text=True) == "renewed"
