"""Changing an action in its own session, from a list over all: what is changed, refused and taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.acts import HandOver
from sessions.edits.notes import ActionFields, add_action
from sessions.edits.people import add_partner
from sessions.many.cards import Cards
from sessions.many.everywhere import all_actions
from sessions.problem import Problem
from sessions.record import Session
from sessions.sign_off import signed_off
from sessions.store.library import Library
from tests.builders import NOW, new_session
from workshop.desk import Desk
from workshop.elsewhere import Elsewhere, due_on, owned_by, owner_typed, remarked, status_of

TODAY = NOW.date()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session = new_session("tips-and-pulse", "County Council", "Integrated Care Board (ICB)")
    session = session.model_copy(update={"id": "first", "title": "Steering group"})
    fields = ActionFields("Draft it", owner="Priya", due=dt.date(2026, 11, 1))
    Library(tmp_path).create(add_action(fields).apply(session, NOW)).close()
    return tmp_path


def saved(folder: Path) -> Session:
    return Library(folder).read("first")


def uid(folder: Path) -> str:
    return saved(folder).actions[0].uid


@pytest.fixture
def elsewhere(folder: Path) -> Elsewhere:
    return Elsewhere(Cards(folder), clock=lambda: NOW, author="laptop")


def test_each_change_is_on_disk_with_its_author_and_all_of_them_are_taken_back(
    folder: Path, elsewhere: Elsewhere
) -> None:
    path, before = folder / "first.json", saved(folder).actions[0]
    for edit_of in (
        status_of("done"),
        due_on("30 Jan", TODAY),
        owned_by("Sam (ICB)"),
        remarked("Both boards have it."),
    ):
        assert elsewhere.change(path, before.uid, edit_of) == saved(folder).actions[0]
    now = saved(folder).actions[0]
    assert (now.uid, now.status, now.due) == (before.uid, "done", dt.date(2027, 1, 30))
    assert (now.owner, now.body) == ("Sam", "Integrated Care Board (ICB)")
    assert [past.due for past in now.past_dues] == [dt.date(2026, 11, 1)]
    assert [remark.text for remark in now.remarks] == ["Both boards have it."]
    assert now.author == "laptop"
    undone = [elsewhere.undo() for _ in range(4)]
    assert [done and done[1:] for done in undone] == [(path, before.uid)] * 4
    assert elsewhere.undo() is None
    after = saved(folder).actions[0]
    for name in ("status", "due", "owner", "body", "past_dues", "remarks"):
        assert getattr(after, name) == getattr(before, name)


def test_who_is_meant_is_read_back_from_the_session_and_none_is_nobody(
    folder: Path, elsewhere: Elsewhere
) -> None:
    path = folder / "first.json"
    session = elsewhere.must_write(path)
    known = owner_typed("icb", session), owner_typed("Sam (county)", session), owner_typed(" None ", session)
    assert [(owner.person, owner.body) for owner in known] == [
        ("", "Integrated Care Board (ICB)"),
        ("Sam", "County Council"),
        ("", ""),
    ]
    now = elsewhere.change(path, uid(folder), owned_by("none"))
    assert (now.owner, now.body) == ("", "")


def test_the_list_follows_at_once(folder: Path) -> None:
    cards = Cards(folder)
    cards.refresh(with_texts=True)
    Elsewhere(cards).change(folder / "first.json", uid(folder), status_of("dropped"))
    assert [row.action.status for row in all_actions(cards.glance(), cards.packed()[0])] == ["dropped"]


def test_a_date_is_taken_off_kept_in_words_or_refused(folder: Path, elsewhere: Elsewhere) -> None:
    path = folder / "first.json"
    assert elsewhere.change(path, uid(folder), due_on("none", TODAY)).due is None
    assert elsewhere.change(path, uid(folder), due_on("when Cabinet agrees", TODAY)).due_words
    with pytest.raises(Problem):
        elsewhere.change(path, uid(folder), due_on("31 Feb", TODAY))
    assert saved(folder).actions[0].due_words == "when Cabinet agrees"


def test_a_session_that_is_open_in_another_window_is_left_alone_and_said_so(
    folder: Path, elsewhere: Elsewhere
) -> None:
    with Desk(Library(folder).open("first")), pytest.raises(Problem, match="Close it there first"):
        elsewhere.change(folder / "first.json", uid(folder), status_of("done"))
    assert saved(folder).actions[0].status == "open"
    elsewhere.change(folder / "first.json", uid(folder), status_of("done"))


def test_a_final_one_stays_as_it_is_byte_by_byte(folder: Path, elsewhere: Elsewhere) -> None:
    with Library(folder).open("first") as file:
        file.save(signed_off(file.session, NOW, "Ann"))
    before = (folder / "first.json").read_bytes()
    for change in (
        lambda: elsewhere.must_write(folder / "first.json"),
        lambda: elsewhere.change(folder / "first.json", uid(folder), status_of("done")),
    ):
        with pytest.raises(Problem, match=r"“Steering group” can't be changed now.*open it again"):
            change()
    assert (folder / "first.json").read_bytes() == before


def test_one_that_was_handed_over_or_is_damaged_is_refused_with_what_to_do(
    folder: Path, elsewhere: Elsewhere
) -> None:
    session, path, wanted = saved(folder), folder / "first.json", uid(folder)
    gone = HandOver(at=NOW, to="/media/stick", counter=1, digest="0" * 64)
    with Library(folder).open("first") as file:
        file.save(session.model_copy(update={"handovers": (gone,)}))
    with pytest.raises(Problem, match="handed over"):
        elsewhere.change(path, wanted, status_of("done"))
    path.write_bytes(b"{")
    with pytest.raises(Problem, match="workshop check first --repair"):
        elsewhere.change(path, wanted, status_of("done"))


def test_what_somebody_else_changed_since_is_not_taken_back_from_here(
    folder: Path, elsewhere: Elsewhere
) -> None:
    path = folder / "first.json"
    elsewhere.change(path, uid(folder), status_of("done"))
    with Desk(Library(folder).open("first")) as desk:
        desk.apply(add_partner("Care providers", "provider"))
    with pytest.raises(Problem, match="changed since"):
        elsewhere.undo()
    now = saved(folder)
    assert now.actions[0].status == "done"
    assert now.partners[-1].name == "Care providers"


def test_an_action_that_is_gone_from_its_session_is_said_so(folder: Path, elsewhere: Elsewhere) -> None:
    with pytest.raises(Problem, match="gone from its session"):
        elsewhere.change(folder / "first.json", "0" * 16, status_of("done"))
