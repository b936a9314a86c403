"""The folder of sessions: what is in it, finding one, naming, binning and bringing back."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sessions.identity import seeded
from sessions.problem import Problem
from sessions.record import Session
from sessions.store import load as loading
from sessions.store.library import Library, Listed
from sessions.store.storage import Damaged

NOW = dt.datetime(2026, 12, 5, 9, 30, tzinfo=dt.UTC)


def session(session_id: str, title: str = "A workshop", on: dt.date | None = None, hours: int = 0) -> Session:
    made = NOW + dt.timedelta(hours=hours)
    return Session(id=session_id, title=title, template_id="t", created_at=made, date=on)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "sessions")


@pytest.fixture
def stocked(library: Library) -> Library:
    """A library of three."""
    for stored in (
        session("harrogate-2026-12-05-ab2c", "Joint learning: Harrogate", dt.date(2026, 12, 5)),
        session("harrogate-2027-01-09-k7qz", "Joint learning: Harrogate again", dt.date(2027, 1, 9)),
        session("ripon-mm55", "Straße board", None, hours=24),
    ):
        library.create(stored).close()
    return library


def test_making_one_and_looking_around_makes_nothing(library: Library) -> None:
    assert library.entries() == ()
    with pytest.raises(Problem, match="No session 'x'"):
        library.find("x")
    library.free_id("a", "b", None)
    assert not library.folder.exists()


def test_newest_first_by_day_and_then_by_when_it_was_made(stocked: Library) -> None:
    stocked.create(session("zz-same-day", on=dt.date(2026, 12, 5), hours=-1)).close()
    damaged = stocked.folder / "damaged.json"
    damaged.write_text("{", "utf-8")
    os.utime(damaged, (0, dt.datetime(2027, 1, 1, tzinfo=dt.UTC).timestamp()))
    assert [entry.id for entry in stocked.entries()] == [
        "harrogate-2027-01-09-k7qz",
        "damaged",
        "ripon-mm55",
        "harrogate-2026-12-05-ab2c",
        "zz-same-day",
    ]


def test_an_entry_has_a_session_or_a_problem(stocked: Library) -> None:
    path = stocked.folder / "ripon-mm55.json"
    assert Listed(path, stocked.read("ripon"), None) in stocked.entries()
    path.write_bytes(b"")
    (entry,) = [entry for entry in stocked.entries() if entry.problem]
    assert (entry.path, entry.id, entry.session) == (path, "ripon-mm55", None)
    assert isinstance(entry.problem, Damaged)


def test_only_sessions_are_entries(stocked: Library) -> None:
    stocked.open("ripon").close()
    for name in (
        ".hidden.json",
        "~$ripon.json",
        "ripon-mm55.damaged-1.json",
        "notes.txt",
        "x.json.tmp",
        ".json",
    ):
        (stocked.folder / name).touch()
    (stocked.folder / "folder.json").mkdir()
    assert (stocked.folder / "backups").is_dir()
    assert (stocked.folder / ".locks").is_dir()
    assert len(stocked.entries()) == 3
    (stocked.folder / "By hand, St. Mary's.JSON").write_bytes(stocked.find("ripon").read_bytes())
    assert len(stocked.entries()) == 4


def test_a_folder_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        Library(tmp_path / "file").entries()
    assert caught.value.where == str(tmp_path / "file")


def test_a_file_that_cannot_be_read_is_an_entry_with_a_problem(
    stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(loading, "read", refuse)
    assert [str(entry.problem)[:23] for entry in stocked.entries()] == ["The session can't be re"] * 3


# --- finding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ripon-mm55", "ripon-mm55"),
        ("RIPON", "ripon-mm55"),
        (" mm55 ", "ripon-mm55"),
        ("ripon-mm55.json", "ripon-mm55"),
        ("k7qz", "harrogate-2027-01-09-k7qz"),
        ("STRASSE", "ripon-mm55"),
        ("again", "harrogate-2027-01-09-k7qz"),
        ("joint learning: harrogate", "harrogate-2026-12-05-ab2c"),
    ],
)
def test_finds_by_id_part_of_it_or_title(stocked: Library, wanted: str, found: str) -> None:
    assert stocked.find(wanted) == stocked.folder / f"{found}.json"


@pytest.mark.parametrize("wanted", ["harrogate", "learning"])
def test_several_are_named(stocked: Library, wanted: str) -> None:
    with pytest.raises(Problem, match="harrogate-2026-12-05-ab2c, harrogate-2027-01-09-k7qz"):
        stocked.find(wanted)


@pytest.mark.parametrize("wanted", ["", " ", "leeds", "no/such.json", "\x00.json", "x" * 5000 + ".json"])
def test_none_is_a_problem_with_a_way_out(stocked: Library, wanted: str) -> None:
    with pytest.raises(Problem, match="No session") as caught:
        stocked.find(wanted)
    assert "workshop list" in caught.value.hint


def test_several_ids_are_not_settled_by_one_title(stocked: Library) -> None:
    stocked.create(session("leeds-a", "Leeds board")).close()
    stocked.create(session("leeds-b", "Another")).close()
    with pytest.raises(Problem, match="leeds-a, leeds-b"):
        stocked.find("leeds")


def test_an_exact_id_wins_over_longer_ones(stocked: Library) -> None:
    stocked.create(session("harrogate")).close()
    assert stocked.find("harrogate").stem == "harrogate"
    assert stocked.find("HARROGATE").stem == "harrogate"


def test_a_path_is_found_anywhere(stocked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "usb" / "copy.json"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(stocked.find("ripon").read_bytes())
    monkeypatch.chdir(tmp_path)
    for wanted in (str(elsewhere), "usb/copy.json", "./usb/copy.json"):
        assert stocked.find(wanted) == elsewhere
    with stocked.open("usb/copy.json") as file:
        assert file.read_only is None
        assert file.session.title == "Straße board"
        with stocked.open("ripon") as other:
            assert other.read_only is None
    elsewhere.write_bytes(b"")
    with pytest.raises(Damaged, match="empty") as caught:
        stocked.read("usb/copy.json")
    assert str(elsewhere) in caught.value.hint


# --- making -----------------------------------------------------------------------------------------


def test_an_id_says_what_where_and_when(library: Library) -> None:
    made = library.free_id("Joint learning!", "Harrogate", dt.date(2026, 12, 5))
    assert re.fullmatch(r"joint-learning-harrogate-2026-12-05-[a-z2-7]{4}", made)
    assert re.fullmatch(r"session-[a-z2-7]{4}", library.free_id("北京", "", None))


@given(title=st.text(max_size=80), place=st.sampled_from(["", "con", "NUL.json", "../..", "Ærø"]))
def test_every_id_is_a_file_name_everywhere(title: str, place: str) -> None:
    made = Library(Path("none")).free_id(title, place, dt.date(2026, 12, 5))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 60
    assert not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", made)


def test_an_id_that_is_taken_or_was_is_not_given_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.create(session("x-aaaa")).close()
    library.create(session("x-bbbb")).close()
    library.bin(library.find("x-bbbb"))
    (library.folder / "backups").mkdir()
    (library.folder / "backups" / "x-cccc.20261205T093000Z-000.json").touch()
    chances: Iterator[str] = iter("aaaabbbbccccdddd")
    monkeypatch.setattr(secrets, "choice", lambda _: next(chances))
    assert library.free_id("X", "", None) == "x-dddd"


def test_create_refuses_what_is_there_and_leaves_it(library: Library) -> None:
    library.create(session("x", "First")).close()
    with pytest.raises(Problem, match="There is a session x already"):
        library.create(session("x", "Second"))
    assert library.read("x").title == "First"
    with library.open("x") as file:
        assert file.read_only is None


@pytest.mark.parametrize("bad", ["", "a/b", "..", ".x", "con", "LPT1", "a b", "x" * 101, "é", "a\n"])
def test_create_refuses_what_is_no_file_name(library: Library, bad: str) -> None:
    with pytest.raises(Problem, match="can't be the name of a file"):
        library.create(session(bad))
    assert not library.folder.exists()


def test_create_where_no_folder_can_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        Library(tmp_path / "file" / "sessions").create(session("x"))
    assert "--folder" in caught.value.hint


def test_create_on_a_full_disk_leaves_no_file_and_no_lock(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    library.create(session("before")).close()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Problem, match="disk is full") as caught:
            library.create(session("x"))
    assert [entry.id for entry in library.entries()] == ["before"]
    library.create(session("x")).close()
    assert seeded(library.read("x"), "x") == seeded(session("x"), "x")
    assert caught.value.__traceback__  # which holds the frames, so no lock was let go by being forgotten


# --- the bin ----------------------------------------------------------------------------------------


def test_into_the_bin_and_back(stocked: Library) -> None:
    path = stocked.find("ripon")
    data = path.read_bytes()
    binned = stocked.bin(path)
    assert binned == stocked.folder / "bin" / "ripon-mm55.json"
    assert len(stocked.entries()) == 2
    assert stocked.restore(binned) == path
    assert path.read_bytes() == data
    assert len(stocked.entries()) == 3
    assert not binned.exists()


@pytest.mark.parametrize("name", ["again", "again~2", "again~1~1"])
def test_the_bin_keeps_all_of_one_name_and_gives_it_back(library: Library, name: str) -> None:
    binned = []
    for text in ("one", "two", "three"):
        library.folder.mkdir(exist_ok=True)
        (library.folder / f"{name}.json").write_text(text, "utf-8")
        binned.append(library.bin(library.folder / f"{name}.json"))
    assert [path.read_text("utf-8") for path in binned] == ["one", "two", "three"]
    back = library.restore(binned[1])
    assert (back.name, back.read_text("utf-8")) == (f"{name}.json", "two")
    with pytest.raises(Problem, match="already"):
        library.restore(binned[2])
    assert (back.read_text("utf-8"), binned[2].read_text("utf-8")) == ("two", "three")


def test_an_open_session_is_not_binned(stocked: Library) -> None:
    with stocked.open("ripon") as file:
        with pytest.raises(Problem, match="open in another window") as caught:
            stocked.bin(file.path)
        assert caught.value.hint
        assert file.path.exists()
    stocked.bin(file.path)


def test_a_damaged_one_can_be_binned(stocked: Library) -> None:
    path = stocked.find("ripon")
    path.write_bytes(b"")
    assert stocked.bin(path).read_bytes() == b""


def test_only_what_lies_in_the_folder_goes_to_the_bin_and_back(stocked: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.touch()
    with pytest.raises(Problem):
        stocked.bin(other)
    with pytest.raises(Problem):
        stocked.restore(other)
    with pytest.raises(Problem, match="not there"):
        stocked.bin(stocked.folder / "gone.json")
    with pytest.raises(Problem, match="not there"):
        stocked.restore(stocked.folder / "bin" / "gone.json")
    assert other.exists()


def test_a_move_that_fails_leaves_it_where_it_was(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, __: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = stocked.find("ripon")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(Problem, match="can't be put in the bin"):
            stocked.bin(path)
    assert stocked.read("ripon").title == "Straße board"
    stocked.bin(path)
