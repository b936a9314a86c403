"""The commands of the register, as they are typed, against a server."""

from __future__ import annotations

import errno
import json
import stat
from pathlib import Path

import pytest

from sessions.register.model import SCHEMA
from sessions.store.library import Library
from tests.every_kind import meeting
from tests.register.conftest import Run, Sql
from tests.register.server import Server
from tests.unit.cli.test_unprinted import Full
from workshop.cli import asked, main, register_keep, register_push


def test_from_init_to_forget(run: Run, database: str, server: Server, sql: Sql, tmp_path: Path) -> None:
    code, out, _ = run(
        "register", "init", database, "--place", "Old Library=old_library", "--region", "region"
    )
    assert (code, f"of version {SCHEMA} now" in out, "New places: Old Library." in out) == (0, True, True)
    code, out, _ = run("register", "init", database, "--json")
    assert json.loads(out) == {
        **{"before": SCHEMA, "after": SCHEMA, "places": []},
        **{"roles": [], "moved": []},
    }
    place = server.target("old_library")

    code, out, err = run("register", "push", str(tmp_path / "sessions"), "--to", place)
    assert (code, out) == (2, ""), "nobody was asked, so nothing leaves"
    assert "draft stays here: it is not signed off" in err
    assert "every: " in err
    assert "No names of people or bodies" in err
    assert json.loads(run("register", "status", "--json")[1])["waiting"] == []

    code, out, err = run("register", "push", "every", "--to", place, "--with-text", "--yes", "--json")
    assert (code, json.loads(out)["sent"]) == (0, [{"session": "every", "outcome": "new"}])
    assert "With titles, names" in err
    code, out, _ = run("register", "push", "draft", "--drafts", "--to", place, "--yes")
    assert (code, out) == (0, "1 session now in the register\n")
    code, out, _ = run("register", "status", place)
    assert "You write and read what is of Old Library." in out
    assert "2 sessions, 1 final, 1 with text, the latest of 1 Dec 2026." in out

    code, out, _ = run("register", "forget", place, "--person", "Priya Shah", "--yes")
    assert (code, "In every:" in out, "Backups of the server" in out) == (0, True, True)
    assert run("register", "forget", place, "--person", "Priya Shah", "--yes")[0] == 1
    assert all("Priya" not in json.dumps(row["data"]) for row in sql("SELECT data FROM register.told"))
    code, out, _ = run("register", "push", "every", "--to", place, "--with-text", "--yes")
    assert code == 0, "an older copy is pushed again"
    assert all("Priya" not in json.dumps(row["data"]) for row in sql("SELECT data FROM register.told"))

    code, out, _ = run("register", "withdraw", "every", "--from", place)
    assert (code, out) == (2, "")
    assert run("register", "withdraw", "every", "--from", place, "--yes")[0] == 0
    assert run("register", "withdraw", "every", "--from", place, "--yes")[0] == 1
    assert sql("SELECT count(*) AS n FROM register.told") == [{"n": 0}]
    assert "Priya" not in "".join(
        path.read_text() for path in (tmp_path / "data").rglob("*") if path.is_file()
    )


def test_without_a_network_it_waits(run: Run, register: str, server: Server, tmp_path: Path) -> None:
    place = server.target("old_library")
    server.stop()
    try:
        code, out, err = run("register", "push", "every", "--to", place, "--yes")
        assert (code, out) == (1, "")
        assert "can't be reached" in err
        assert "1 session waits on this laptop" in err
        (waiting,) = (tmp_path / "data" / "register").glob("*.json")
        assert stat.S_IMODE(waiting.stat().st_mode) == 0o600
        assert stat.S_IMODE(waiting.parent.stat().st_mode) == 0o700
        assert json.loads(run("register", "status", "--json")[1])["waiting"][0]["session"] == "every"
    finally:
        server.start()
    assert run("register", "push", "--to", place)[:2] == (0, "1 session now in the register\n")
    assert run("register", "push", "--to", place)[2] == "Nothing waits to go.\n"
    assert run("register", "status")[1] == run("register")[1] == "Nothing waits on this laptop.\n"


def test_what_is_refused_waits_and_takes_none_down(
    run: Run, register: str, server: Server, tmp_path: Path
) -> None:
    """A draft of another place beside one that goes."""
    library = Library(tmp_path / "sessions")
    library.create(meeting().model_copy(update={"id": "aside", "place": "Elsewhere"})).close()
    place = server.target("old_library")
    code, out, err = run("register", "push", "every", "aside", "--drafts", "--to", place, "--yes", "--json")
    assert (code, json.loads(out)["waiting"]) == (1, 1)
    assert "takes no session of 'Elsewhere'" in err
    assert run("register", "withdraw", "aside", "--from", place, "--yes")[0] == 0
    assert json.loads(run("register", "status", "--json")[1])["waiting"] == []


def test_somebody_at_the_keyboard_is_asked(
    run: Run, register: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (register_push, register_keep):
        monkeypatch.setattr(module, "asks", lambda: True)
    assert asked.asks() in (True, False)
    place = server.target("old_library")
    for says, code in ((False, 2), (True, 0)):
        monkeypatch.setattr(register_push, "sure", lambda _, says=says: says)
        assert run("register", "push", "every", "--to", place)[0] == code
    for says, code in ((False, 2), (True, 0)):
        monkeypatch.setattr(register_keep, "sure", lambda _, says=says: says)
        assert run("register", "withdraw", "every", "--from", place)[0] == code


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (("status", "host=register.example password=secret"), "password"),
        (("status", "postgresql://me:secret@register.example/r"), "password"),
        (("status", "host=register.example sslmode=require"), "would let others read"),
        (("status", "host=localhost hostaddr=10.0.0.1 sslmode=disable"), "would let others read"),
        (("status", "service=mine sslmode=prefer"), "would let others read"),
        (("status", "no database"), "There is no register in this folder"),
        (("status", "=no database"), "names no database"),
        (("init", "DATABASE", "--place", "Vale"), "no place with a role"),
        (("forget", "DATABASE", "--person", " "), "Nobody is named"),
    ],
)
def test_what_is_not_done(run: Run, register: str, argv: tuple[str, ...], what: str) -> None:
    code, out, err = run("register", *(register if word == "DATABASE" else word for word in argv))
    assert (code, out) == (2, "")
    assert what in err
    assert "secret" not in err


def test_a_database_without_a_register_says_so(run: Run, database: str) -> None:
    code, _, err = run("register", "status", database)
    assert (code, "There is no register in this database" in err) == (2, True)


def test_a_register_of_another_version_is_left_alone(run: Run, register: str, sql: Sql) -> None:
    for version, what in ((99, "Install the program anew"), (1, "brings it up to date")):
        sql(f"UPDATE register.schema_version SET version = {version}")
        for argv in (("status", register), ("push", "every", "--to", register, "--yes")):
            code, _, err = run("register", *argv)
            assert (code, what in err) == (2 if argv[0] == "status" else 1, True), argv
    sql("UPDATE register.schema_version SET version = 99")
    assert run("register", "init", register)[0] == 2


def test_an_export_that_could_not_be_printed_is_there(
    register: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", Full(errno.ENOSPC))
    assert main(["register", "export", register, "--to", str(tmp_path / "there")]) == 1
    assert "It is recorded, but it could not be printed" in capsys.readouterr().err
    assert (tmp_path / "there" / "register.json").is_file()
