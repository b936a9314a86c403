"""What a nervous hand types: the wrong folder, the wrong register, the same again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.register.conftest import Run, Sql
from tests.register.server import Server
from workshop.cli import output, register_keep, register_push


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """A folder with a letter in it."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear colleague")
    return folder


def test_a_register_is_laid_among_no_other_things(
    run: Run, register: str, server: Server, others: Path
) -> None:
    """Nor is it begun in a file; and neither is kept to go another time."""
    for where, what in ((others, "holds other things"), (others / "letter.txt", "This is a file")):
        for argv in (
            ("push", "every", "--to", str(where), "--yes"),
            ("export", register, "--to", str(where)),
        ):
            code, out, err = run("register", *argv)
            assert (code, out, what in err) == (2, "", True), (argv, err)
    assert [path.name for path in others.iterdir()] == ["letter.txt"]
    assert json.loads(run("register", "status", "--json")[1])["waiting"] == []
    own = others / "register"
    (own / "sessions").mkdir(parents=True)
    (own / ".DS_Store").touch()
    assert run("register", "push", "every", "--to", str(own), "--yes")[0] == 0, (
        "a first push was killed there"
    )
    (own / "READ ME.txt").touch()
    assert run("register", "push", "every", "--to", str(own), "--yes")[0] == 0, "it is a register"


@pytest.mark.parametrize("typed", ["", " "])
def test_an_empty_name_is_none(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.chdir(tmp_path / "sessions")
    assert run("register", "push", "every", "--to", typed, "--yes")[0] == 2
    assert "No session" in run("register", "push", typed, "--to", str(tmp_path / "out"), "--yes")[2]
    assert not (tmp_path / "out").exists()


def test_a_folder_without_sessions_says_so(run: Run, others: Path, tmp_path: Path) -> None:
    code, _, err = run("register", "push", str(others), "--to", str(tmp_path / "out"), "--yes")
    assert (code, "There is no session in this folder" in err) == (2, True)


def test_what_waits_is_said_whatever_keeps_it(
    run: Run, register: str, server: Server, tmp_path: Path
) -> None:
    """A role that is not let in, and a register for which nothing waits."""
    way = server.target("nobody_here")
    code, out, err = run("register", "push", "every", "--to", way, "--yes", "--json")
    told = json.loads(out)
    assert (code, told["reached"], told["waiting"], told["sent"]) == (1, False, 1, [])
    assert "does not let you in" in err
    assert f"1 session waits on this laptop: `workshop register push --to '{way}'`" in err
    code, out, err = run("register", "push", "--to", register)
    assert (code, out) == (0, "")
    assert f"but 1 session waits for {way}" in err


def test_stopped_amid_it_the_rest_waits_and_that_is_said(
    run: Run, register: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(register_push, "send", stops)
    code, out, err = run("register", "push", "every", "--to", server.target("old_library"), "--yes")
    assert (code, out, "1 session waits on this laptop" in err) == (130, "", True)


def test_what_leaves_is_set_in_lines_that_the_terminal_has_room_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(register_push, "asks", lambda: True)
    monkeypatch.setattr(register_push, "sure", asked.append)
    argv = ("register", "push", str(tmp_path / "sessions"), "--drafts", "--to", "service=mine")
    code, _, whole = run(*argv)
    assert (code, asked) == (2, ["Send 2 sessions to service=mine?"])
    assert "\n  every: " in whole, "what is of a session stands under what is said of all"
    assert "\n  draft, not signed off: " in whole
    monkeypatch.setattr(output, "columns", lambda: 60)
    narrow = run(*argv)[2]
    assert max(map(len, narrow.splitlines())) < 60
    assert narrow.split() == whole.split()


def test_a_session_is_withdrawn_by_a_part_of_its_id(
    run: Run, register: str, server: Server, tmp_path: Path
) -> None:
    """As it is pushed; and it is said what was there, and what still holds it."""
    place, folder = server.target("old_library"), str(tmp_path / "out")
    for to, still in ((place, "Backups of the server"), (folder, "Backups of the folder")):
        assert run("register", "push", "eve", "--to", to, "--yes")[0] == 0
        code, out, _ = run("register", "withdraw", "eve", "--from", to, "--yes")
        assert (code, out.startswith("every is withdrawn. "), still in out) == (0, True, True)
        assert run("register", "withdraw", "eve", "--from", to, "--yes", "--json")[0] == 1
    assert run("register", "push", "dra", "--drafts", "--to", str(tmp_path / "no" / "out"), "--yes")[0] == 1
    code, out, err = run("register", "withdraw", "dra", "--from", str(tmp_path / "no" / "out"), "--yes")
    assert (code, out) == (1, "")
    assert "draft waits on this laptop no longer." in err
    assert json.loads(run("register", "status", "--json")[1])["waiting"] == []


def test_what_only_waited_is_no_withdrawal(run: Run, register: str, server: Server) -> None:
    place = server.target("north_vale")
    assert run("register", "push", "every", "--to", place, "--yes")[0] == 1, "it is of another place"
    code, out, err = run("register", "withdraw", "every", "--from", place, "--yes")
    assert (code, out) == (0, "The register had nothing of it, of what you may change.\n")
    assert "every waits on this laptop no longer." in err


def test_nobody_is_held_up_while_somebody_thinks(
    run: Run, register: str, server: Server, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = server.target("old_library")
    assert run("register", "push", "every", "--to", place, "--with-text", "--yes")[0] == 0

    def thinks(_: str) -> bool:
        sql("SET lock_timeout = '1s'; UPDATE register.sessions SET counter = counter + 1")
        return True

    monkeypatch.setattr(register_keep, "asks", lambda: True)
    monkeypatch.setattr(register_keep, "sure", thinks)
    code, out, _ = run("register", "forget", place, "--person", "Priya Shah")
    assert (code, "Taken out of 1 session." in out) == (0, True)
    assert all("Priya" not in json.dumps(row["data"]) for row in sql("SELECT data FROM register.told"))


def test_forgetting_says_how_many_also_as_json(run: Run, register: str, server: Server) -> None:
    place = server.target("old_library")
    assert run("register", "push", "every", "--to", place, "--with-text", "--yes")[0] == 0
    forget = ("register", "forget", place, "--person")
    for person, more, code, told in (
        ("Nobody Here", ("--yes",), 1, (False, 0)),
        ("Priya Shah", (), 2, (False, 1)),
        ("Priya Shah", ("--yes",), 0, (True, 1)),
    ):
        done, out, _ = run(*forget, person, *more, "--json")
        data = json.loads(out)
        assert (done, (data["done"], data["sessions"])) == (code, told)
    assert run("register", "push", "every", "--to", place, "--with-text", "--yes")[0] == 0
    assert run(*forget, "Tom Okafor", "--yes")[1].endswith(
        "Taken out of 1 session.\nBackups of the server still hold it until they are written over:"
        " ask whoever runs it how long that is.\n"
    )
