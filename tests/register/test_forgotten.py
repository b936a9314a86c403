"""Whoever is forgotten on a laptop goes from the registers, too: without hands, and without twins."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.register.model import TABLES
from sessions.store.library import Library
from tests.builders import NOW
from tests.every_kind import meeting
from tests.register.conftest import Sql
from tests.register.server import Server
from tests.register.test_faults import MENDED, RAISES
from workshop.cli import main

OLD, NEW = "set-of-priya-shah-1", "set-of-a-participant-1"
FORGET = ("forget", OLD, "--person", "Priya Shah", "--yes")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(library: Library, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("list")` gives (exit code, all that was said); there is a final session with a name in its id."""
    library.create(named()).close()

    def command(*argv: str) -> tuple[int, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        return code, out + err

    return command


def named() -> Session:
    """A session with somebody's name in its title, and so in its id."""
    update = {"id": OLD, "title": "Set of Priya Shah", "final_at": NOW, "final_by": "Tom Okafor"}
    return meeting().model_copy(update=update)


class Place:
    """A register of either kind: how to push to it, and all that it holds, as text."""

    def __init__(self, target: str, sql: Sql, folder: Path | None = None) -> None:
        self.target = target
        self._sql = sql
        self._folder = folder

    def rows(self, table: str) -> list[dict[str, Any]]:
        if self._folder is None:
            return self._sql(f"SELECT * FROM register.{table}")
        from sessions.register.parquet import opened, rows_of

        with opened(self._folder) as connection:
            return rows_of(connection, f"SELECT * FROM {table}")

    def sessions(self) -> set[str]:
        return {str(row["session"]) for row in self.rows("sessions")}

    def text(self) -> str:
        return json.dumps([self.rows(table.name) for table in TABLES], default=str).casefold()


@pytest.fixture(params=["database", "folder"])
def place(request: pytest.FixtureRequest, server: Server, sql: Sql, tmp_path: Path) -> Place:
    if request.param == "folder":
        return Place(str(tmp_path / "parquet"), sql, tmp_path / "parquet")
    request.getfixturevalue("register")
    return Place(server.target("old_library"), sql)


@pytest.fixture
def database_place(register: str, server: Server, sql: Sql) -> Place:
    return Place(server.target("old_library"), sql)


def kept(folder: Path) -> str:
    """All that lies in a folder, names of files included."""
    return "".join(
        path.name + path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    ).casefold()


@pytest.mark.parametrize("text", [(), ("--with-text",)])
def test_the_old_one_goes_with_the_push_of_the_new_one(
    run: Run, place: Place, tmp_path: Path, text: tuple[str, ...]
) -> None:
    push = ("register", "push", "--to", place.target, "--yes", *text)
    assert run(*push, OLD)[0] == 0
    assert place.sessions() == {identity_of(OLD)}
    code, out = run("forget", OLD, "--person", "Priya Shah")
    assert (code, "workshop register push --to " in out) == (2, True), "it is said before it is done"
    code, out = run(*FORGET)
    assert (code, out.count("workshop register push --to ")) == (0, 2)
    assert "priya" not in kept(tmp_path / "data")
    assert f"to be taken out of {place.target}: {NEW}" in run("register", "status")[1]
    told = json.loads(run("register", "status", "--json")[1])
    assert told["to_take_out"] == [{"session": NEW, "from": place.target}]
    assert place.sessions() == {identity_of(OLD)}, "nothing leaves by itself"

    code, out = run(*push, "--drafts", NEW)
    assert (code, "1 session now in the register in place of an earlier state" in out) == (0, True)
    assert place.sessions() == {identity_of(NEW)}
    assert "priya" not in place.text()
    assert run("register", "status")[1] == "Nothing waits on this laptop.\n"
    assert run("register", "push", "--to", place.target)[1] == "Nothing waits to go.\n"


def test_the_old_one_goes_alone_where_nothing_else_does(run: Run, place: Place) -> None:
    push = ("register", "push", "--to", place.target)
    assert run(*push, OLD, "--with-text", "--yes")[0] == 0
    assert run(*FORGET)[0] == 0
    code, out = run(*push)
    assert (code, "1 session taken out" in out, "Backups" in out) == (0, True, True)
    assert place.sessions() == set()
    assert "priya" not in place.text()
    assert run(*push) == (0, "Nothing waits to go.\n")


def test_an_older_copy_brings_no_twin_and_no_name_back(run: Run, place: Place, tmp_path: Path) -> None:
    """From a second laptop, or from a stick: under the old identity, which the register knows by a mark."""
    push = ("register", "push", "--to", place.target, "--yes", "--drafts")
    copy = tmp_path / "stick"
    copy.mkdir()
    (copy / f"{OLD}.json").write_bytes((tmp_path / "sessions" / f"{OLD}.json").read_bytes())
    assert run(*push, OLD)[0] == 0
    assert run(*FORGET)[0] == 0
    assert run(*push, NEW)[0] == 0
    for text in ((), ("--with-text",)):
        code, out = run(*push, str(copy), *text)
        assert (code, "without somebody's name" in out, "workshop forget" in out) == (1, True, True)
    assert place.sessions() == {identity_of(NEW)}
    assert "priya" not in place.text()
    assert run("register", "withdraw", OLD, "--from", place.target, "--yes")[0] == 0, "of what waits"


def test_forgotten_in_the_register_first(run: Run, place: Place, tmp_path: Path) -> None:
    """It stands there under a new identity; the laptop's own forgetting leads to the same one."""
    push = ("register", "push", "--to", place.target, "--yes", "--drafts", "--with-text")
    assert run(*push, OLD)[0] == 0
    assert run("register", "forget", place.target, "--person", "Priya Shah", "--yes")[0] == 0
    assert "priya" not in place.text()
    assert place.sessions() == {identity_of(NEW)}
    code, out = run(*push, OLD)
    assert (code, "without somebody's name" in out) == (1, True)
    code, out = run(*FORGET)
    assert (code, "is dropped" in out) == (0, True)
    assert "priya" not in kept(tmp_path / "data")
    assert run(*push, NEW)[0] == 0
    assert place.sessions() == {identity_of(NEW)}
    assert "priya" not in place.text()


def test_two_forget_it_by_other_words(run: Run, database_place: Place) -> None:
    """The register has it by one name, the laptop by another: the latter takes the place of the former."""
    push = ("register", "push", "--to", database_place.target, "--yes", "--drafts", "--with-text")
    assert run(*push, OLD)[0] == 0
    by = ("--as", "the director")
    assert run("register", "forget", database_place.target, "--person", "Priya Shah", "--yes", *by)[0] == 0
    assert database_place.sessions() == {identity_of("set-of-the-director-1")}
    assert run(*FORGET)[0] == 0
    assert run(*push, NEW)[0] == 0
    assert database_place.sessions() == {identity_of(NEW)}


def test_somebody_whose_name_is_not_in_the_id(run: Run, place: Place, tmp_path: Path) -> None:
    """Text has the name, and goes; figures have none, and stay."""
    other = tmp_path / "others"
    push = ("register", "push", "--yes", "--drafts")
    forget = ("forget", OLD, "--person", "Tom Okafor", "--yes")
    assert run(*push, OLD, "--with-text", "--to", place.target)[0] == 0
    assert run(*push, OLD, "--to", str(other))[0] == 0
    code, out = run(*forget)
    assert (code, f"{place.target}, with its text" in out, str(other) in out) == (0, True, False)
    assert run(*push, OLD, "--with-text", "--to", place.target)[0] == 0
    assert place.sessions() == {identity_of(OLD)}
    assert "okafor" not in place.text()
    assert run("register", "status")[1] == "Nothing waits on this laptop.\n"


def test_what_waits_with_the_name_waits_no_longer(run: Run, tmp_path: Path) -> None:
    away = tmp_path / "stick" / "register"
    push = ("register", "push", "--to", str(away), "--yes")
    assert run(*push, OLD)[0] == 1
    assert "priya" in kept(tmp_path / "data")
    code, out = run(*FORGET)
    assert (code, f"is dropped; push it again afterwards:\n  {away}" in out) == (0, True)
    assert "priya" not in kept(tmp_path / "data")
    assert json.loads(run("register", "status", "--json")[1])["waiting"] == []
    (tmp_path / "stick").mkdir()
    assert run(*push, "--drafts", NEW)[0] == 0
    assert Place(str(away), lambda: [], away).sessions() == {identity_of(NEW)}
    assert run("register", "status")[1] == "Nothing waits on this laptop.\n"


def test_withdrawn_is_what_was_before_too(run: Run, database_place: Place) -> None:
    assert run("register", "push", OLD, "--to", database_place.target, "--yes")[0] == 0
    assert run(*FORGET)[0] == 0
    code, out = run("register", "withdraw", NEW, "--from", database_place.target, "--yes")
    assert (code, f"{NEW} is withdrawn" in out) == (0, True)
    assert database_place.sessions() == set()
    assert run("register", "status")[1] == "Nothing waits on this laptop.\n"


def test_once_more_before_the_register_heard_of_the_first(run: Run, database_place: Place) -> None:
    """Two people are forgotten, one after the other; the session was pushed as it was before both."""
    push = ("register", "push", "--to", database_place.target, "--yes", "--drafts")
    assert run(*push, OLD)[0] == 0
    assert run(*FORGET, "--as", "Tom Okafor")[0] == 0
    assert run("forget", "set-of-tom-okafor-1", "--person", "Tom Okafor", "--yes")[0] == 0
    assert run(*push, NEW)[0] == 0
    assert database_place.sessions() == {identity_of(NEW)}
    assert run("register", "status")[1] == "Nothing waits on this laptop.\n"


def test_where_it_fails_the_register_and_what_is_to_go_are_as_before(
    run: Run, register: str, server: Server, sql: Sql
) -> None:
    """The server is gone: both wait, and both go once it is back."""
    place = Place(server.target("old_library"), sql)
    push = ("register", "push", "--to", place.target, "--yes", "--drafts")
    assert run(*push, OLD)[0] == 0
    assert run(*FORGET)[0] == 0
    server.stop()
    try:
        code, out = run(*push, NEW)
        assert (code, "can't be reached" in out) == (1, True)
        assert f"to be taken out of {place.target}" in run("register", "status")[1]
    finally:
        server.start()
    assert place.sessions() == {identity_of(OLD)}
    assert run("register", "push", "--to", place.target)[0] == 0
    assert place.sessions() == {identity_of(NEW)}


def test_it_is_one_transaction(run: Run, register: str, server: Server, sql: Sql) -> None:
    """What is refused at the last of its rows takes nothing out with it."""
    from sessions.register.database import registered
    from sessions.register.model import Gone
    from sessions.register.postgres import push
    from sessions.register.rows import pushed

    place, new = Place(server.target("old_library"), sql), named().model_copy(update={"id": NEW})
    gone = [Gone(identity_of(OLD), identity_of(NEW))]
    assert run("register", "push", OLD, "--to", place.target, "--yes")[0] == 0
    sql(RAISES.format("RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100';"))
    with registered(place.target) as (connection, _):
        with pytest.raises(Problem, match="no room left"):
            push(connection, pushed(new), gone)
        assert place.sessions() == {identity_of(OLD)}
        assert sql("SELECT count(*) AS n FROM register.forgotten") == [{"n": 0}]
        sql(MENDED)
        assert push(connection, pushed(new), gone) == "renewed"
        assert push(connection, pushed(new), gone) == "unchanged"
        with pytest.raises(Problem, match="without somebody's name"):
            push(connection, pushed(named()))
    assert place.sessions() == {identity_of(NEW)}
    (row,) = sql("SELECT mark FROM register.forgotten")
    assert identity_of(OLD) not in json.dumps(row["mark"]), "nobody reads from it what it was"


def test_another_places_row_is_told_where_it_stands(run: Run, register: str, server: Server) -> None:
    """A place that was corrected: the other place's role alone can take the session out there."""
    first, second = server.target("old_library"), server.target("north_vale")
    assert run("register", "push", OLD, "--to", first, "--yes")[0] == 0
    assert run("sign-off", OLD, "--reopen", "the place was wrong")[0] == 0
    assert run("details", OLD, "--place", "North Vale")[0] == 0
    code, out = run("register", "push", OLD, "--drafts", "--to", second, "--yes")
    assert (code, f"stands in {first} as another place's" in out) == (0, True)
    assert run("register", "withdraw", OLD, "--from", first, "--yes")[0] == 0
    assert "another place's" not in run("register", "push", OLD, "--drafts", "--to", second, "--yes")[1]


def test_what_else_is_done_to_a_session_leaves_its_identity(
    run: Run, database_place: Place, tmp_path: Path
) -> None:
    """Another title and day, the bin, another laptop, a copy for each table, and a merge."""
    push = ("register", "push", "--to", database_place.target, "--yes", "--drafts")
    tables = tmp_path / "tables"
    tables.mkdir()
    assert run(*push, OLD)[0] == 0
    for line in (
        ("sign-off", OLD, "--reopen", "a typing mistake"),
        ("details", OLD, "--title", "Something else", "--date", "3 Dec 2026"),
        ("bin", OLD),
        ("bin", OLD, "--restore"),
        ("hand-over", OLD, "--to", str(tmp_path)),
        ("hand-over", OLD, "--back"),
        ("split", OLD, "--tables", "2", "--to", str(tables)),
        ("note", OLD, "said later"),
        ("merge", OLD, str(tables)),
    ):
        code, out = run(*line)
        assert code == 0, (line, out)
        code, out = run(*push, OLD) if line[:2] != ("bin", OLD) or len(line) > 2 else (0, "")
        assert code == 0, (line, out)
        assert database_place.sessions() == {identity_of(OLD)}, line
    assert run(*push, str(tables))[0] == 1, "those of the tables are earlier states of the one that is there"
    assert database_place.sessions() == {identity_of(OLD)}
