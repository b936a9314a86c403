"""What is published stays as its owner published it, whoever looks, and with whichever key."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sessions.many.benchmark import Benchmark
from sessions.many.gathered import Wanted
from sessions.problem import Problem
from sessions.register.rows import pushed
from tests.register.conftest import Run, Sql
from tests.register.many import sessions
from tests.register.server import Server

TODAY = dt.date(2026, 11, 1)
PLACES = 6


def seen(target: str, place: str = "", *, letters: bool = False, **more: bool) -> Benchmark:
    from sessions.register.seen import side_by_side

    return side_by_side(target, Wanted(TODAY, place, letters=letters), **more)  # type: ignore[arg-type]


@pytest.fixture
def many(database: str, server: Server) -> str:
    """A register with sessions of six places."""
    from sessions.register.database import registered
    from sessions.register.migrate import init
    from sessions.register.postgres import push

    init(database, [(f"Place {number}", f"place_{number}") for number in range(PLACES)], ["region"])
    for session in sessions(PLACES, 2):
        name = f"Place {int(session.id.rpartition('-')[2]) % PLACES}"
        with registered(database) as (connection, _):
            push(connection, pushed(session.model_copy(update={"place": name})))
    return database


def test_looking_publishes_nothing(many: str, sql: Sql) -> None:
    """As the screen does: the owner sees what is published, and any place laid over it."""
    with pytest.raises(Problem, match="Nothing is published yet"):
        seen(many, publish=False)
    published = seen(many)
    sql("DELETE FROM register.sessions")
    assert seen(many, publish=False).rows == published.rows
    assert seen(many, publish=False).published == TODAY.isoformat()


def test_the_owner_lays_a_place_over_it_and_a_place_no_other(many: str, server: Server) -> None:
    published = seen(many, "Place 3")
    looked = seen(many, "place 3", publish=False)
    assert (looked.own, [row.own for row in looked.rows]) == ("Place 3", [row.own for row in published.rows])
    place = server.target("place_3")
    assert seen(place).own == seen(place, "place 3").own == "Place 3"
    with pytest.raises(Problem, match="sees where Place 3 stands, and no other"):
        seen(place, "Place 4")
    with pytest.raises(Problem, match="where no single place stands"):
        seen(server.target("region"), "Place 4")
    with pytest.raises(Problem, match="No session is of the place"):
        seen(many, "Elsewhere", publish=False)


def test_whoever_looks_may_call_places_by_letters(many: str, server: Server) -> None:
    seen(many)
    called = tuple("ABCDEF")
    for target in (many, server.target("region"), server.target("place_3")):
        told = seen(target, letters=True, publish=False)
        assert told.places == called
        assert told.own in ("", *called)
    assert seen(server.target("place_3"), letters=True).own in called
    assert seen(server.target("region")).places[0] == "Place 0", "what is published stays"


def test_of_no_place_nobody_knows_a_letter(register: str) -> None:
    assert seen(register).places == seen(register).places == (), "it is published again"


def test_its_files_take_the_place_of_none_of_the_folders(many: str, run: Run, tmp_path: Path) -> None:
    for argv in (("benchmark",), ("register", "benchmark", many)):
        assert run(*argv, "--format", "json", "--to", str(tmp_path / "out"))[0] == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_names_are_not_published_by_the_way(many: str, server: Server, run: Run) -> None:
    """Who takes part was kept from all: it takes a word of its own to tell."""
    place = server.target("place_3")
    code, _, err = run("register", "benchmark", many, "--letters")
    assert (code, "It is published" in err) == (0, True)
    letter = seen(place).own
    for final in ((), ("--final",)):
        code, out, err = run("register", "benchmark", many, *final)
        assert (code, out, "published by letters" in err) == (2, "", True)
    assert (seen(place).own, seen(place, letters=True).own) == (letter, letter), "the letter that it has"
    code, out, _ = run("register", "benchmark", many, "--names", "--json")
    assert (code, json.loads(out)["places"][0]) == (0, "Place 0")
    assert seen(place).own == "Place 3"
    _, _, err = run("register", "benchmark", place, "--final")
    assert "register benchmark DATABASE --final" in err
