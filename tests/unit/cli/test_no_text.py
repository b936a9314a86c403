"""Bytes that are no text: refused by the name of the argument; a path may have any."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests.unit.cli.ready import ready

Run = Callable[..., tuple[int, str, str]]
BAD = os.fsdecode(b"Soci\xe9t\xe9") if sys.platform != "win32" else "Soci\udce9t\udce9"


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        (("new", "--title", BAD, "--no-open"), "--title"),
        (("new", "--place", BAD, "--no-open"), "--place"),
        (("new", "--partner", f"{BAD}:NHS", "--no-open"), "--partner"),
        (("new", f"--person={BAD}", "--no-open"), "--person"),
        (("note", "S", BAD), "TEXT"),
        (("note", "S", "--edit", "N1", BAD), "--edit"),
        (("act", "S", f"Ask {BAD}"), "TEXT"),
        (("act", "S", "Ask", "--owner", BAD), "--owner"),
        (("agree", "S", "1.6", "3", "--dissent", f"ICB: {BAD}"), "--dissent"),
        (("dissent", "S", "1.6", "ICB", BAD), "REASON"),
        (("answer", "S", "1.3", BAD, "3"), "PARTNER"),
        (("vote", "S", "s7", "ICB", f"{BAD}=1"), "ITEM=DOTS"),
        (("action", "S", "A1", "--remark", BAD), "--remark"),
        (("partners", "S", "--rename", "ICB", BAD), "--rename"),
        (("people", "S", "--add", BAD), "--add"),
        (("agenda", "S", "--rename", "s5", BAD), "--rename"),
        (("details", "S", "--title", BAD), "--title"),
        (("parked", "S", "N2", "--decision", BAD), "--decision"),
        (("show", BAD), "SESSION"),
        (("glossary", BAD), "TERM"),
    ],
)
def test_it_is_refused_with_which_argument(run: Run, folder: Path, argv: tuple[str, ...], name: str) -> None:
    session_id = ready(folder)
    before = (folder / f"{session_id}.json").read_bytes()
    code, out, err = run(*(session_id if word == "S" else word for word in argv))
    assert (code, out) == (2, "")
    assert f"argument {name}" in err
    assert r"Soci\xe9t\xe9" in err
    assert "bytes that are no text" in err
    assert (folder / f"{session_id}.json").read_bytes() == before
    assert len(Library(folder).paths()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no path has such bytes")
def test_paths_may_have_them(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / BAD
    session_id = ready(odd)
    assert run("--folder", str(odd), "list")[0] == 0
    assert run("note", session_id, "Said", "--folder", str(odd)) == (0, "N3\n", "")
    assert run("note", str(odd / f"{session_id}.json"), "Said")[0] == 0
    assert (
        run("summary", session_id, "--folder", str(odd), "--to", str(odd / "out"), "--format", "md")[0] == 0
    )
    monkeypatch.setenv("WORKSHOP_FOLDER", str(odd))
    assert run("note", session_id, "Said")[0] == 0
    assert run("list", "--json")[0] == 0
    assert run("undo", session_id)[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no path has such bytes")
def test_a_path_with_them_is_said_whole(run: Run, tmp_path: Path) -> None:
    odd, said = tmp_path / BAD, rf"{tmp_path}{os.sep}Soci\xe9t\xe9"
    for argv in (("list", "--folder", str(odd)), ("--folder", str(odd), "list"), ("list", f"--folder={odd}")):
        assert said in run(*argv)[2], "named as it is, and not without its bytes"
    assert said in run("show", "none", "--folder", str(odd))[2]
    assert f"{said}{os.sep}keys.txt" in "".join(run("keys", "--to", str(odd / "keys.txt"))[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="has no bytes in arguments")
def test_the_same_from_a_real_shell(folder: Path) -> None:
    session_id = ready(folder)
    argv = [os.fsencode(part) for part in (sys.executable, "-m", "workshop", "note", session_id)]
    done = subprocess.run([*argv, b"Soci\xe9t\xe9"], capture_output=True, check=False, env=dict(os.environ))
    assert done.returncode == 2
    assert rb"argument TEXT: 'Soci\xe9t\xe9' holds bytes that are no text" in done.stderr
    assert len(Library(folder).read(session_id).notes) == 2


def test_stdin_is_refused_by_its_name(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    session_id = ready(folder)
    for argv in (("note", session_id, "-"), ("action", session_id, "A1", "--remark", "-")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Soci\xe9t\xe9")))
        code, _, err = run(*argv)
        assert code == 2
        assert "(stdin)" in err
