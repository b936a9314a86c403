"""Marks of who was forgotten, what the room's window is shown, and names in the folder: each at its edges."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from sessions.acts import Forgotten, NameMark
from sessions.files import BACKUPS, BIN, FORGOTTEN, SHOWING
from sessions.forgetting import Forgetting
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.store import forgotten, library as library_module
from sessions.store.forgotten import (
    digest_of,
    drop_marks,
    is_marked,
    keep_marks,
    mark_of,
    marks_beside,
    respected,
    session_id_in,
    with_mark,
)
from sessions.store.library import Library, check_id
from sessions.store.wall import WallStateFile, read_wall_state, wall_state_path
from sessions.wall import WallState
from tests.builders import NOW
from tests.small import small_session
from tests.systems import WINDOWS

SALT = "5" * 32


def mark(*names: str, owners: tuple[str, ...] = (), **more: Any) -> Forgotten:
    marks = [NameMark(digest=digest_of(name, SALT), words=len(name.split())) for name in names]
    marks += [NameMark(digest=digest_of(name, SALT), words=1, as_owner=True) for name in owners]
    fields = {"uid": "f" * 16, "salt": SALT, "by": "a participant", "at": NOW, "names": tuple(marks)}
    return Forgotten(**(fields | more))


# --- marks ---------------------------------------------------------------------------------------------


def test_a_digest_is_of_a_name_however_it_is_written_and_of_the_salt() -> None:
    assert digest_of("Priya Shah", "a") == digest_of("priya  SHAH", "a")
    assert digest_of("Priya Shah", "a") != digest_of("Priya Shah", "b")
    assert digest_of("Priya Shah", "a") != digest_of("Priya Shaw", "a")
    assert digest_of("Ann", "x") == "069c6cbac5dca7d541609beea91724a3", "marks of before are still known"
    assert digest_of("\ud800", "x")


def test_a_mark_has_every_spelling_and_the_owners_that_mean_nobody_else() -> None:
    plan = Forgetting(("Priya Shah", "P. Shah", " "), "a director", frozenset({"Priya", "Priya Shah"}))
    made = mark_of(plan, ["p2", "p1"], NOW)
    assert (made.by, made.at, made.people) == ("a director", NOW, ("p1", "p2"))
    assert [(name.words, name.as_owner) for name in made.names] == [(2, False), (2, False), (1, True)]
    assert made.names[2].digest == digest_of("Priya", made.salt)
    assert len(made.salt) == 32
    assert made.salt != mark_of(plan, [], NOW).salt
    assert is_marked("priya shah", made)
    assert is_marked("Priya", made)
    assert not is_marked("Shah", made)


def tables(*texts: str, people: tuple[tuple[str, str], ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "session": {"1": {"id": "s"}},
        "people": {str(at): {"uid": uid, "name": name} for at, (uid, name) in enumerate(people)},
        "notes": {str(at): {"id": f"N{at}", "text": text} for at, text in enumerate(texts)},
        **more,
    }


def test_an_older_copy_is_without_them_wherever_a_name_may_stand() -> None:
    told = respected(
        tables(
            "Then Priya Shah’s word, (Priya Shah) and Priya Shah.",
            "No priya shah in small letters alone",
            "priya shah",
            "Priya Shaw",
            people=(("p1", "P. Shah"), ("p2", "Ann")),
            actions={"1": {"id": "A1", "owner": "Priya"}, "2": {"id": "A2", "owner": "Ann"}},
        ),
        [mark("Priya Shah", owners=("Priya",), people=("p1",))],
    )
    assert [row["text"] for row in told["notes"].values()] == [
        "Then a participant’s word, (a participant) and a participant.",
        "No a participant in small letters alone",
        "A participant",
        "Priya Shaw",
    ]
    assert [row["name"] for row in told["people"].values()] == ["a participant", "Ann"]
    assert [row["owner"] for row in told["actions"].values()] == ["a participant", "Ann"]
    (kept,) = told["session"]["1"]["forgotten"]
    assert kept["uid"] == "f" * 16


def test_a_copy_that_knows_the_mark_is_the_same_and_one_without_the_name_gets_the_mark_alone() -> None:
    own = mark("Priya Shah")
    knowing = with_mark(tables("Priya Shah"), own)
    assert respected(knowing, [own]) is knowing
    plain = tables("nobody")
    told = respected(plain, [own])
    assert told["notes"] == plain["notes"]
    assert len(told["session"]["1"]["forgotten"]) == 1
    two = respected(plain, [own, mark("Ann", uid="e" * 16)])
    assert [row["uid"] for row in two["session"]["1"]["forgotten"]] == ["f" * 16, "e" * 16]


def test_marks_go_into_documents_alone_and_ids_are_read_as_they_stand() -> None:
    own = mark()
    odd = {"session": {"1": {"id": "s", "forgotten": [1]}, "2": "odd"}}
    told = with_mark(odd, own)
    assert (told["session"]["1"]["forgotten"][0], told["session"]["2"]) == (1, "odd")
    assert with_mark({"session": [1]}, own) == {"session": [1]}
    assert [session_id_in(tables) for tables in (odd, {}, {"session": {"1": {"id": 5}}})] == ["s", None, 5]


def test_marks_lie_beside_a_session_privately_and_odd_ids_have_none(tmp_path: Path) -> None:
    own = mark("Priya Shah")
    keep_marks(tmp_path, "s", [own])
    path = tmp_path / FORGOTTEN / "s.json"
    assert marks_beside(tmp_path, "s") == (own,)
    assert json.loads(path.read_text("utf-8"))["forgotten"][0]["by"] == "a participant"
    assert WINDOWS or stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert WINDOWS or stat.S_IMODE(path.stat().st_mode) == 0o600
    for odd in (None, 5, "", "../s", "a\\s", "t"):
        assert marks_beside(tmp_path, odd) == ()
    for text in ("", "[]", '{"forgotten": 5}', '{"forgotten": [{}]}', "[" * 90_000):
        path.write_text(text)
        assert marks_beside(tmp_path, "s") == ()
    path.write_text("{}")
    assert marks_beside(tmp_path, "s") == ()
    drop_marks(tmp_path, "s")
    drop_marks(tmp_path, "s")
    assert not path.exists()
    assert forgotten.marks_path(tmp_path, "s") == path


# --- the room's window ---------------------------------------------------------------------------------


def showing(step_id: str, **more: Any) -> WallState:
    return WallState(at=Stop(activity_id=step_id), since=NOW, **more)


def test_what_the_room_is_shown_is_written_where_it_is_another_and_gone_when_cleared(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    file, state = WallStateFile(path), showing("s1", blank=True)
    assert read_wall_state(path) is None
    file.write(state)
    shown = tmp_path / SHOWING / "s.json"
    assert wall_state_path(path) == shown
    assert read_wall_state(path) == state
    shown.unlink()
    file.write(state)
    assert not shown.exists(), "nothing is another"
    file.write(showing("s2"))
    assert shown.exists()
    file.clear()
    file.clear()
    assert not shown.exists()
    file.write(showing("s2"))
    assert shown.exists(), "after a clearing all is new"
    for text in ("", "[]", '{"blank": "maybe"}', "[" * 90_000):
        shown.write_text(text)
        assert read_wall_state(path) is None
    shown.unlink()
    shown.mkdir()
    file.write(state)
    shown.rmdir()
    file.write(state)
    assert read_wall_state(path) == state, "what could not be written is tried again"


# --- the folder ----------------------------------------------------------------------------------------


def named(session_id: str, title: str = "", **more: Any) -> Session:
    return small_session().model_copy(update={"id": session_id, "title": title or session_id, **more})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "here", clock=lambda: NOW)
    for session in (named("alpha-1", "Day of Beta"), named("alpha-2", "beta"), named("gamma", "Delta")):
        made.create(session).close()
    return made


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (" alpha-1 ", "alpha-1"),
        ("alpha-2.json", "alpha-2"),
        ("GAMMA", "gamma"),
        ("gam", "gamma"),
        ("beta", "alpha-2"),
        ("delt", "gamma"),
        ("day of", "alpha-1"),
        ("alpha", None),
        ("a-2", "alpha-2"),
        ("nothing", None),
    ],
)
def test_a_session_is_found_by_id_then_title_then_a_part(
    library: Library, wanted: str, found: str | None
) -> None:
    if found is not None:
        assert library.find(wanted).stem == found
    else:
        with pytest.raises(Problem):
            library.find(wanted)


def test_a_path_is_found_anywhere_and_what_is_no_path_is_none(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.JSON"
    other.write_text("{}")
    assert library.find(str(other)) == other
    odd = library_module._as_path
    assert odd("other") is odd("a/b") is odd("x.json") is odd("a/\0") is None
    assert odd(str(other)) == other
    assert odd(str(tmp_path) + "/") is None
    assert library.read(str(library.folder / "gamma.json")).title == "Delta"


def test_entries_come_newest_first_and_what_cannot_be_read_by_its_time(library: Library) -> None:
    on = dt.date(2027, 5, 4)
    library.create(named("later", date=on)).close()
    library.create(named("older", created_at=NOW - dt.timedelta(days=900))).close()
    (library.folder / "bad.json").write_text("{")
    entries = library.entries()
    ids = [entry.id for entry in entries if entry.id != "bad"]
    assert ids == ["later", "gamma", "alpha-2", "alpha-1", "older"]
    bad = next(entry for entry in entries if entry.id == "bad")
    assert (bad.session, bad.problem is not None) == (None, True)
    assert [path.name for path in library.paths()] == sorted(f"{entry.id}.json" for entry in entries)


def test_an_id_is_made_of_title_place_and_day_and_is_free_everywhere(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = iter("aaaabbbbccccdddd")
    monkeypatch.setattr(library_module.secrets, "choice", lambda _: next(chance))
    for place, name in ((library.folder, "x-aaaa.json"), (library.folder / BIN, "x-bbbb.json")):
        place.mkdir(exist_ok=True)
        (place / name).write_text("")
    (library.folder / BACKUPS).mkdir(exist_ok=True)
    (library.folder / BACKUPS / "x-cccc.1.json").write_text("")
    assert library.free_id("X", "", None) == "x-dddd"
    monkeypatch.undo()
    assert library.free_id("Tä & Co", "Vale", dt.date(2026, 5, 4))[:-5] == "ta-co-vale-2026-05-04"
    assert library.free_id("⁂", "", None)[:-5] == "session"


@pytest.mark.parametrize(
    ("session_id", "is_one"),
    [("a", True), ("A-b_9", True), ("a" * 100, True), ("a" * 101, False), ("-a", False), ("", False),
     ("a.b", False), ("a b", False), ("nul", False), ("COM1", False), ("com10", True)],
)  # fmt: skip
def test_what_can_be_the_name_of_a_file(session_id: str, is_one: bool) -> None:
    if is_one:
        check_id(session_id)
        return
    with pytest.raises(Problem) as refused:
        check_id(session_id)
    assert refused.value.what == f"{session_id!r} can't be the name of a file"


def test_names_in_the_bin_are_numbered_and_given_back(library: Library) -> None:
    def binned(session_id: str) -> str:
        return library.bin(library.folder / f"{session_id}.json").name

    assert binned("gamma") == "gamma.json"
    library.create(named("gamma")).close()
    assert binned("gamma") == "gamma~2.json"
    library.create(named("gamma")).close()
    assert binned("gamma") == "gamma~3.json"
    (library.folder / "odd~7.json").write_text("{}")
    assert binned("odd~7") == "odd~7~1.json"
    back = [library.restore(library.folder / BIN / name).name for name in ("gamma~2.json", "odd~7~1.json")]
    assert back == ["gamma.json", "odd~7.json"]
    (library.folder / "alpha-1.json").unlink()
    with pytest.raises(Problem, match=r"^The session can't be put in the bin: "):
        library.bin(library.folder / "alpha-1.json")
    with pytest.raises(Problem, match=r"^The session can't be brought back: "):
        library.restore(library.folder / BIN / "gone.json")
