"""What cannot be done: said with what, where and what to do; exit 2; and nothing changed on disk."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library

Run = Callable[..., tuple[int, str, str]]

ON_A_SESSION = [
    # (arguments, with SESSION for the session's id; what the message names)
    (("answer", "SESSION", "9.9", "ICB", "3"), "9.9"),
    (("answer", "SESSION", "D1", "ICB", "3"), "section"),
    (("answer", "SESSION", "1.3", "Police", "3"), "Police"),
    (("answer", "SESSION", "1.3", "ca", "3"), "fits several"),
    (("answer", "SESSION", "1.3", "ICB", "6"), "level 6"),
    (("answer", "SESSION", "1.3", "ICB", "3.5"), "3.5"),
    (("answer", "SESSION", "1.3", "ICB", "³"), "³"),
    (("answer", "SESSION", "1.3", "ICB", "-1"), "-1"),
    (("answer", "SESSION", "1.3", "ICB"), "--counts"),
    (("answer", "SESSION", "1.3", "ICB", "3", "--counts", "1,0,0,0,0"), "--counts"),
    (("answer", "SESSION", "1.3", "ICB", "3", "--dont-know", "1"), "--dont-know"),
    (("answer", "SESSION", "1.3", "ICB", "--counts", "1,2,3"), "3 counts"),
    (("answer", "SESSION", "1.3", "ICB", "--counts", "1,2,x,0,0"), "'x'"),
    (("answer", "SESSION", "1.3", "ICB", "--counts=-1,0,0,0,0"), "-1"),
    (("answer", "SESSION", "1.3", "ICB", "--counts", "1,0,0,0,0", "--dont-know", "-2"), "below nought"),
    (("answer", "SESSION", "1.3", "County", "--counts", "9,0,0,0,0"), "6 people"),
    (("answer", "SESSION", "1.3", "ICB", "3", "--round", "3"), "round 3"),
    (("agree", "SESSION", "9.9", "3"), "9.9"),
    (("agree", "SESSION", "1.3", "0"), "level 0"),
    (("agree", "SESSION", "1.3", "6"), "level 6"),
    (("agree", "SESSION", "1.3", "four"), "four"),
    (("agree", "SESSION", "1.3", "3", "--target", "2"), "target 2"),
    (("agree", "SESSION", "1.3", "3", "--target", "9"), "target 9"),
    (("agree", "SESSION", "1.3", "3", "--evidence", "lots"), "lots"),
    (("agree", "SESSION", "1.3", "3", "--dissent", "Police: no"), "Police"),
    (("agree", "SESSION", "1.3", "3", "--dissent", "ICB"), "ICB"),
    (("agree", "SESSION", "1.3", "3", "--dissent", "ICB: "), "no reason"),
    (("note", "SESSION", " \n"), "empty"),
    (("note", "SESSION", "text", "--item", "9.9"), "9.9"),
    (("note", "SESSION", "text", "--kind", "rumour"), "rumour"),
    (("act", "SESSION", ""), "empty"),
    (("act", "SESSION", "@Priya ^30 Jan"), "empty"),
    (("act", "SESSION", "Draft it", "--item", "9.9"), "9.9"),
    (("summary", "SESSION", "--format", "pdf"), "pdf"),
    (("summary", "SESSION", "--format", ","), "format"),
    (("open", "SESSION"), "terminal"),
]
ON_NO_SESSION = [
    (("answer", "nowhere", "1.3", "ICB", "3"), "nowhere"),
    (("agree", "nowhere", "1.3", "3"), "nowhere"),
    (("note", "nowhere", "text"), "nowhere"),
    (("act", "nowhere", "text"), "nowhere"),
    (("show", "nowhere"), "nowhere"),
    (("show", ""), "session"),
    (("summary", "nowhere"), "nowhere"),
    (("check", "nowhere"), "nowhere"),
    (("check", "nowhere", "--repair"), "nowhere"),
    (("open", "nowhere"), "nowhere"),
    (("new", "--template", "brunch"), "brunch"),
    (("new", "--date", "31/2/2026"), "31 Feb"),
    (("new", "--partner", "ICB:NHS", "--partner", "icb:NHS"), "already"),
    (("new", "--partner", ":NHS"), "empty"),
    (("new", "--partner", "ICB:NHS:0"), "at least one"),
    (("new", "--person", " "), "empty"),
    (("new", "--section", "d1"), "sections"),
    (("new", "--template", "one-domain", "--section", "d9"), "d9"),
    (("packs", "show", "nothing"), "nothing"),
    (("packs", "check", "nowhere.toml"), "nowhere.toml"),
    (("packs",), "list"),
    (("brunch",), "brunch"),
    (("list", "--colour"), "--colour"),
    ((), "terminal"),
]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file under `folder` and what is in it; None for a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def named(part: object) -> str:
    """Name of a case: the command as it is typed, and what the message names."""
    return " ".join(part)[:60] if isinstance(part, tuple) else str(part)


def assert_refused(result: tuple[int, str, str], names: str) -> None:
    """Exit 2, nothing on stdout, and a message that says what is wrong and, indented below, what to do."""
    code, out, err = result
    assert (code, out) == (2, "")
    first, *more = err.rstrip("\n").split("\n")
    assert first.startswith("workshop: ")
    assert names in err
    assert more
    assert all(line.startswith("  ") and line.strip() for line in more)


@pytest.mark.parametrize(("argv", "names"), ON_A_SESSION, ids=named)
def test_a_slip_on_a_session_changes_nothing(
    run: Run, made: str, tmp_path: Path, argv: tuple[str, ...], names: str
) -> None:
    before = tree(tmp_path)
    assert_refused(run(*(made if argument == "SESSION" else argument for argument in argv)), names)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(("argv", "names"), ON_NO_SESSION, ids=named)
def test_a_slip_without_a_session_makes_nothing(
    run: Run, tmp_path: Path, argv: tuple[str, ...], names: str
) -> None:
    assert_refused(run(*argv), names)
    assert tree(tmp_path) == {}


def test_a_part_of_an_id_that_fits_several_names_them(run: Run, folder: Path) -> None:
    first, second = (run("new", "--place", "Exampleshire", "--no-open")[1].strip() for _ in range(2))
    code, out, err = run("note", "exampleshire", "text")
    assert (code, out) == (2, "")
    assert first in err
    assert second in err


def damaged(data: bytes) -> bytes:
    return data[: len(data) // 2]


def foreign(_: bytes) -> bytes:
    return b'{"_default": {"1": {"name": "somebody else\'s"}}}'


def newer(data: bytes) -> bytes:
    tables = json.loads(data)
    tables["meta"]["1"]["schema_version"] += 1
    return json.dumps(tables).encode()


ON_ANY = [
    ("answer", "SESSION", "1.3", "ICB", "3"),
    ("agree", "SESSION", "1.3", "3"),
    ("note", "SESSION", "text"),
    ("act", "SESSION", "text"),
    ("show", "SESSION"),
    ("summary", "SESSION"),
]


@pytest.mark.parametrize("argv", ON_ANY, ids=lambda argv: argv[0])
@pytest.mark.parametrize("spoil", [damaged, foreign, newer])
def test_a_file_that_is_no_sound_session_is_left_alone(
    run: Run, made: str, folder: Path, argv: tuple[str, ...], spoil: Callable[[bytes], bytes]
) -> None:
    path = folder / f"{made}.json"
    path.write_bytes(spoil(path.read_bytes()))
    before = tree(folder)
    assert_refused(run(*(made if argument == "SESSION" else argument for argument in argv)), str(path))
    assert tree(folder) == before


def test_repair_leaves_a_newer_file_alone(run: Run, made: str, folder: Path) -> None:
    path = folder / f"{made}.json"
    path.write_bytes(newer(path.read_bytes()))
    before = path.read_bytes()
    assert run("check", made)[0] == 1
    code, _, err = run("check", made, "--repair")
    assert code == 2
    assert "Update the program" in err
    assert path.read_bytes() == before


@pytest.mark.parametrize("argv", ON_ANY[:4], ids=lambda argv: argv[0])
def test_a_session_that_is_open_elsewhere_is_not_changed(
    run: Run, made: str, folder: Path, argv: tuple[str, ...]
) -> None:
    with Library(folder).open(made):
        before = tree(folder)
        result = run(*(made if argument == "SESSION" else argument for argument in argv))
        assert tree(folder) == before
    assert_refused(result, "open in another window")


def test_a_session_that_is_open_elsewhere_can_be_looked_at(run: Run, made: str, folder: Path) -> None:
    with Library(folder).open(made):
        before = (folder / f"{made}.json").read_bytes()
        assert run("show", made)[0] == 0
        assert run("summary", made)[0] == 0
        assert run("list")[0] == 0
        assert (folder / f"{made}.json").read_bytes() == before


def test_a_session_that_is_open_elsewhere_is_not_repaired(run: Run, made: str, folder: Path) -> None:
    path = folder / f"{made}.json"
    with Library(folder).open(made):
        path.write_bytes(damaged(path.read_bytes()))
        before = path.read_bytes()
        code, _, err = run("check", made, "--repair")
        assert code == 2
        assert "open in another window" in err
        assert path.read_bytes() == before


REACHING_FOR_THE_FOLDER = [
    ("list",),
    ("new", "--no-open"),
    ("demo", "--no-open"),
    ("show", "x"),
    ("check",),
]


@pytest.mark.parametrize("argv", REACHING_FOR_THE_FOLDER, ids=lambda argv: argv[0])
def test_a_folder_that_is_a_file(run: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    stone = tmp_path / "stone"
    stone.write_text("not a folder", "utf-8")
    assert_refused(run(*argv, "--folder", str(stone)), str(stone))
    assert stone.read_text("utf-8") == "not a folder"


def test_a_summary_into_a_folder_that_is_a_file(run: Run, made: str, folder: Path, tmp_path: Path) -> None:
    stone = tmp_path / "stone"
    stone.write_text("not a folder", "utf-8")
    before = (folder / f"{made}.json").read_bytes()
    assert_refused(run("summary", made, "--to", str(stone)), str(stone))
    assert (folder / f"{made}.json").read_bytes() == before


@pytest.mark.parametrize("argv", ON_ANY[:4], ids=lambda argv: argv[0])
def test_a_full_disk(
    run: Run, made: str, folder: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = (folder / f"{made}.json").read_bytes()
    monkeypatch.setattr("sessions.disk.os.fsync", full)
    assert_refused(run(*(made if argument == "SESSION" else argument for argument in argv)), "disk is full")
    assert (folder / f"{made}.json").read_bytes() == before
    assert Library(folder).paths() == (folder / f"{made}.json",)


def test_a_full_disk_makes_no_session(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder.mkdir()
    monkeypatch.setattr("sessions.disk.os.fsync", full)
    assert_refused(run("new", "--no-open"), "disk is full")
    assert Library(folder).paths() == ()


def test_text_that_is_not_utf_8(run: Run, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Latin:
        class buffer:  # noqa: N801
            @staticmethod
            def read() -> bytes:
                return "Grüße".encode("latin-1")

    monkeypatch.setattr("sys.stdin", Latin)
    assert_refused(run("note", made, "-"), "UTF-8")
