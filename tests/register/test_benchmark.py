"""Places side by side from the register, against the same worked out of the sessions themselves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pytest

from sessions.many import benchmark_words as say
from sessions.many.benchmark import Benchmark, benchmark
from sessions.many.gathered import Wanted
from sessions.many.shown_before import Shown
from sessions.many.standings import standing_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.register.rows import pushed
from sessions.spans import plain_text
from sessions.summary.model import Facts
from tests.builders import NOW
from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.many import PLACES, sessions
from tests.register.server import Server
from workshop.cli import main

TODAY = dt.date(2026, 11, 1)


def put(target: str, made: Sequence[Session]) -> None:
    from sessions.register.database import registered
    from sessions.register.migrate import init
    from sessions.register.postgres import push

    places = sorted({" ".join(session.place.split()).casefold() for session in made})
    init(target, [(place.title(), place.replace(" ", "_")) for place in places], ("region",))
    with registered(target) as (connection, _):
        for session in made:
            assert push(connection, pushed(session)) in ("new", "renewed")


def from_register(target: str, wanted: Wanted) -> Benchmark:
    from sessions.register.side_by_side import side_by_side

    return side_by_side(target, wanted, names=True)


def as_json(told: Benchmark) -> Any:
    return json.loads(json.dumps(say.as_json(told)))


@pytest.fixture
def many() -> tuple[Session, ...]:
    return tuple(sessions(PLACES, 4))


def test_the_register_says_what_the_sessions_say(
    database: str, server: Server, sql: Sql, many: tuple[Session, ...]
) -> None:
    """Three times, with more sessions each time, so that what was shown before counts, too."""
    shown: dict[bool, Shown] = {}
    local, kept = Shown({}, "secret"), 0
    for upto in (20, 34, len(many)):
        put(database, many[kept:upto])
        kept = upto
        sql("INSERT INTO register.secret (secret) VALUES ('secret') ON CONFLICT DO NOTHING")
        standings = [standing_of(session) for session in many[:upto]]
        for wanted in (
            Wanted(TODAY),
            Wanted(TODAY, "place 3"),
            Wanted(TODAY, "place 4", letters=True),
            Wanted(TODAY, final=True),
        ):
            told, local = benchmark(standings, wanted, local)
            assert from_register(database, wanted) == told
            assert as_json(from_register(database, wanted)) == as_json(told)
    hidden = sum(row.shown is None for row in told.rows)
    assert len(told.rows) > hidden, "something is shown"
    assert any(row.shown and row.shown.quartiles for row in told.rows)
    assert told.actions.shown is not None
    assert any(row.actions.own for row in from_register(database, Wanted(TODAY, "place 3")).rows)
    assert told.apart
    assert shown == {}


def test_region_and_places_see_what_was_published(
    database: str, server: Server, sql: Sql, many: tuple[Session, ...]
) -> None:
    put(database, many)
    region, place = server.target("region"), server.target("place_5")
    for target in (region, place):
        with pytest.raises(Problem, match="Nothing is published yet"):
            from_register(target, Wanted(TODAY))
    published = from_register(database, Wanted(TODAY))
    own = from_register(database, Wanted(TODAY, "Place 5"))
    later = Wanted(TODAY + dt.timedelta(days=40))
    on = {"published_on": TODAY.isoformat()}
    assert as_json(from_register(region, later)) == {**as_json(published), **on}
    assert as_json(from_register(place, later)) == {**as_json(own), **on}
    facts = say.document(from_register(region, later), later.today, now=NOW).blocks[1]
    assert isinstance(facts, Facts)
    assert [plain_text(line) for name, line in facts.rows if name in ("Published", "As of")] == ["1 Nov 2026"]
    assert any(row.own is not None for row in own.rows)
    with pytest.raises(Problem, match="no single place"):
        from_register(region, Wanted(TODAY, "Place 5"))
    lettered = from_register(database, Wanted(TODAY, "Place 5", letters=True))
    assert from_register(place, Wanted(TODAY)).own == lettered.own
    rows = sql("SELECT item, places, median FROM register.figures", role="region")
    assert len(rows) == len(published.rows)
    by_item = {row["item"]: row for row in rows}
    for row in published.rows:
        n = row.shown.n if row.shown else None
        median = row.shown.median + row.subject.base if row.shown else None
        assert by_item[row.subject.id] == {"item": row.subject.id, "places": n, "median": median}


def test_what_is_pushed_later_shows_only_in_the_next_release(
    database: str, server: Server, sql: Sql, many: tuple[Session, ...]
) -> None:
    """So that nobody takes one live figure from the next."""
    put(database, many[:30])
    from_register(database, Wanted(TODAY))
    before = sql("SELECT * FROM register.releases", role="region")
    put(database, many[30:])
    assert sql("SELECT * FROM register.releases", role="region") == before


def test_on_the_shell(database: str, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    put(database, [every_kind()])
    assert main(["register", "benchmark", database, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["places"] == ["Old Library"]
    assert {row["places"] for row in told["items"]} == {"[c]"}
    assert main(["register", "benchmark", server.target("region")]) == 0
    printed = capsys.readouterr()
    assert "[c]" in printed.out
    assert "These figures were published on" in printed.err


def test_a_place_that_writes_nonsense_takes_nothing_down(
    database: str, server: Server, sql: Sql, many: tuple[Session, ...]
) -> None:
    put(database, many)
    whole = from_register(database, Wanted(TODAY))
    sql("UPDATE register.subjects SET name = 'AAA', labels = '[\"x\"]'", role="place_1")
    sql("UPDATE register.agreed_levels SET mark = 'a b c'", role="place_2")
    sql("UPDATE register.agreed_levels SET level = 99", role="place_3")
    sql("UPDATE register.sessions SET place_name = 'Place 5'", role="place_4")
    after = from_register(database, Wanted(TODAY))
    assert sorted(after.places, key=str.casefold)[4:6] == sorted(whole.places, key=str.casefold)[4:6]
    assert len(after.places) == PLACES
    assert [row.subject for row in after.rows] == [row.subject for row in whole.rows]
