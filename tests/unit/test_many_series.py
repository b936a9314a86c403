"""Series of a folder from its cards: which belong together, and which are offered one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.edits import notes as note_edits
from sessions.edits.notes import ActionFields
from sessions.edits.series import follow
from sessions.many.card import followed
from sessions.many.cards import Cards
from sessions.many.series import (
    alone,
    by_id,
    check_way,
    last_of,
    none_linked,
    offered,
    open_elsewhere,
    read_back,
    series_in,
    way_back,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW, new_session
from workshop.going_on import elsewhere

WEEK = dt.timedelta(weeks=1)


class Folder:
    """Sessions of one place and of others, a week apart."""

    def __init__(self, path: Path) -> None:
        self.library = Library(path)
        self.made = 0

    def add(self, session_id: str, *before: Session, place: str = "North", takes_on: bool = True) -> Session:
        self.made += 1
        at = NOW + self.made * WEEK
        about = {"id": session_id, "title": session_id.upper(), "place": place}
        session = new_session().model_copy(update={**about, "date": at.date(), "created_at": at})
        session = note_edits.add_action(ActionFields(f"Of {session_id}")).apply(session, at)
        if before:
            session = follow(before, takes_on=takes_on).apply(session, at)
        with self.library.create(session):
            pass
        return session

    @property
    def cards(self) -> dict[str, object]:
        return dict(by_id(Cards(self.library.folder).refresh()))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_series_is_what_goes_on_from_one_another(folder: Folder) -> None:
    a = folder.add("a")
    b = folder.add("b", a)
    folder.add("x")
    folder.add("y", place="South")
    c = folder.add("c", b, a)
    known = by_id(Cards(folder.library.folder).refresh())
    assert [[card.id for card in cards] for cards in series_in(known)] == [["a", "b", "c"]]
    assert way_back("c", known) == ("b", "a")
    assert last_of("a", known).id == "c"
    assert [held.id for held in read_back(folder.library, c)] == ["c", "b", "a"]
    assert followed(known.values()) == {"a", "b"}
    folder.library.paths()[0].unlink()
    assert [held.id for held in read_back(folder.library, c)] == ["c", "b"], "as far back as they are here"
    known = by_id(Cards(folder.library.folder).refresh())
    assert [[card.id for card in cards] for cards in series_in(known)] == [["b", "c"]]


def test_a_session_that_was_put_in_afterwards_leaves_what_is_open_where_it_stands(folder: Folder) -> None:
    a = folder.add("a")
    b = folder.add("b", a, takes_on=False)
    assert followed(Cards(folder.library.folder).refresh()) == set(), "what is open in a is nowhere else"
    folder.add("c", b, a)
    assert followed(Cards(folder.library.folder).refresh()) == {"a", "b"}


def test_at_a_known_place_the_last_session_is_offered(folder: Folder) -> None:
    a = folder.add("a")
    folder.add("b", a)
    folder.add("z", place="Northumbria")
    known = by_id(Cards(folder.library.folder).refresh())

    def offers(place: str, **more: object) -> str | None:
        card = offered(place, known, **more)  # type: ignore[arg-type]
        return card.id if card else None

    assert (offers("North"), offers(" nORTH "), offers("South"), offers("")) == ("b", "b", None, None)
    assert (offers("No"), offers("Nort"), offers("Northu")) == (None, None, None), "only where a person types"
    assert (offers("Nort", begun=True), offers("Northu", begun=True)) == (None, "z"), (
        "as soon as one is meant"
    )
    assert offers("North", on=a.date.isoformat() if a.date else "") is None, (
        "b was later, and a goes on already"
    )
    assert offers("North", but="a") is None, "b comes after it"
    assert offers("North", but="b") == "a"


def test_no_session_goes_on_from_what_comes_after_it(folder: Folder) -> None:
    a = folder.add("a")
    b = folder.add("b", a)
    folder.add("c", b, a)
    known = by_id(Cards(folder.library.folder).refresh())
    for before in ("a", "b", "c"):
        with pytest.raises(Problem, match="can't go on from"):
            check_way("a", before, known)
    check_way("c", "a", known)
    folder.add("d", a)
    known = by_id(Cards(folder.library.folder).refresh())
    with pytest.raises(Problem, match="parts after a"):
        last_of("a", known)


def test_a_circle_in_files_ends_nowhere(folder: Folder) -> None:
    """A file that somebody wrote may say anything."""
    a, b = folder.add("a"), folder.add("b")
    for session, before in ((a, b), (b, a)):
        series = follow((before,)).apply(session, NOW).series
        with folder.library.open(session.id) as file:
            file.save(file.session.model_copy(update={"series": series}))
    known = by_id(Cards(folder.library.folder).refresh())
    assert way_back("a", known) == ("b",)
    assert {last_of("a", known).id, last_of("b", known).id} <= {"a", "b"}
    assert len(read_back(folder.library, folder.library.read("a"))) == 2
    assert offered("North", known) is None
    assert sum(map(len, series_in(known))) == 2


def test_sessions_of_a_place_that_are_in_none_are_offered_one_and_stay_alone(
    folder: Folder,
) -> None:
    folder.add("a")
    folder.add("b")
    folder.add("single", place="South")
    known = by_id(Cards(folder.library.folder).refresh())
    assert [[card.id for card in cards] for cards in alone(known)] == [["a", "b"]]
    assert [[card.id for card in cards] for cards in none_linked(known)] == [["a", "b"]]
    assert series_in(known) == ()
    assert all(folder.library.read(session_id).series is None for session_id in known)
    folder.add("c", folder.library.read("b"))
    known = by_id(Cards(folder.library.folder).refresh())
    assert [[card.id for card in cards] for cards in alone(known)] == [["a"]]
    assert none_linked(known) == (), "once it was begun, nobody is asked on"


def test_a_copy_that_a_sync_program_left_is_no_other_session_of_its_place(folder: Folder) -> None:
    folder.add("a")
    file = folder.library.folder / "a.json"
    (file.parent / "a (conflicted copy).json").write_bytes(file.read_bytes())
    known = by_id(Cards(file.parent).refresh())
    assert len(known) == 2
    assert none_linked(known) == alone(known) == ()


def test_what_is_open_at_the_place_is_told_where_a_session_goes_on_from_none(folder: Folder) -> None:
    a = folder.add("a")
    b = folder.add("b", a)
    alone_there = folder.add("c")
    known = by_id(Cards(folder.library.folder).refresh())
    many, last = open_elsewhere(alone_there, known)
    assert (many, last and last.id) == (2, "b"), "each open action once"
    assert open_elsewhere(b, known) == (0, None)
    assert open_elsewhere(a, known) == (0, None), "those of later sessions are nothing from before"
    text = elsewhere(alone_there, known.values())
    assert text.startswith(
        "2 actions are open at this place from before, and not here; the last session was B, "
    )
    assert elsewhere(folder.add("d", place="South"), known.values()) == ""
