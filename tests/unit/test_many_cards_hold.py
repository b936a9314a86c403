"""Cards from sessions and files, in the index and in lists: what comes back is what was put there."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest

from sessions.edits import notes, series
from sessions.edits.notes import ActionFields
from sessions.many import index
from sessions.many.actions import (
    ActionCard,
    StandingCard,
    pack,
    unpack_actions,
    unpack_standing,
)
from sessions.many.card import (
    LINE,
    UNDATED,
    Card,
)
from sessions.many.cards import Cards
from sessions.many.everywhere import (
    ActionRow,
    StandingRow,
    all_actions,
    all_standing,
    in_order,
    series_names,
    sorted_by,
)
from sessions.many.in_series import files_of, ids_of
from sessions.many.make import card_of, read_card
from sessions.rows import Held, Series, Stop
from sessions.store.library import Library
from tests.apart import titled_apart
from tests.builders import NOW, new_session
from tests.every_kind import every_kind, meeting
from tests.unit.test_many_card_holds import FIELDS, card

# --- from a session ------------------------------------------------------------------------------------


def texts(session: Any) -> dict[str, str]:
    return dict(zip(FIELDS, card_of(session).card("s.json").parts, strict=True))


def test_a_card_of_a_session_has_all_its_texts() -> None:
    session = every_kind().model_copy(update={"summary_at": NOW, "final_at": NOW, "final_by": "P"})
    session = session.model_copy(
        update={"series": Series(id="x", previous="before", earlier=(Held(id="first", title="First"),))}
    )
    told = texts(session)
    assert told | {"answered": "", "items": "", "template_id": ""} == {
        **dict.fromkeys(FIELDS, ""),
        **{"file": "s.json", "changed": "0", "size": "0", "inode": "0", "backups": "0", "settled": "0"},
        **{"title": "A day of every kind", "place": "Old Library", "date": "2026-12-01", "begun": "0"},
        **{"created_at": NOW.isoformat(), "summary_at": NOW.isoformat(), "final": NOW.isoformat()},
        **{"dues": f"2027-02-01 2027-03-31 {UNDATED} {UNDATED} {UNDATED}"},
        **{"previous": "before", "taken": f"first{LINE}before"},
    }
    assert told["template_id"] == session.template_id
    settled = card_of(session).card("s.json", (1, 2, 3, 4), settled=True).parts
    assert settled[:6] == ("s.json", "1", "2", "3", "4", "1")


def test_a_session_that_is_at_a_stop_has_begun() -> None:
    session = new_session("tips-and-pulse", "ICB")
    here = session.model_copy(update={"at": Stop(activity_id=session.agenda[0].id)})
    assert [texts(own)["begun"] for own in (session, here)] == ["0", "1"]


def test_what_is_to_be_settled_is_counted_and_nothing_told_where_it_was_never_shared() -> None:
    assert texts(new_session())["to_settle"] == ""
    apart = titled_apart(new_session("tips-and-pulse", "ICB"))
    assert texts(apart)["to_settle"] == "1"


def test_actions_and_decisions_are_packed_with_their_words() -> None:
    row = card_of(meeting())
    actions = unpack_actions(row.actions)
    assert [(action.label, action.due, action.status, action.owner, action.body) for action in actions] == [
        ("A1", "2027-01-08", "open", "Priya Shah", "ICB"),
        ("A2", "2027-01-15", "done", "Tom Okafor", "County Council"),
        ("A3", "2027-01-22", "open", "", "Voluntary sector"),
        ("A4", "2027-01-29", "open", "", ""),
    ]
    assert [action.text for action in actions][3] == "Book the hall for March"
    assert [action.uid for action in actions] == [action.uid for action in meeting().actions]
    assert (actions[1].remarks, actions[0].remarks, actions[0].origin) == ("“Sent on Monday”", "", "")
    decided = unpack_standing(row.standing)
    assert [(card.is_a, card.label, card.text, card.said, card.origin, card.stands) for card in decided] == [
        ("decision", "N1", "The protocol is approved as drafted.", "4 for, 0 against, 0 abstaining", "", "1"),
        ("decision", "N2", "The group meets every month until June.", "", "", "1"),
    ]


def test_where_they_came_from_and_words_instead_of_a_day_are_packed_too() -> None:
    row = card_of(every_kind())
    by_text = {action.text: action for action in unpack_actions(row.actions)}
    assert by_text["Ask Cabinet"].due_words == "when Cabinet has met"
    assert by_text["Draft the protocol"].origin == "Standard 1.2 Leaders who lead and answer together"
    assert by_text["Draft the protocol"].status == "in progress"
    assert "“Waits for the lawyers.” · “They have begun.”" in by_text["Draft the protocol"].remarks
    standing = unpack_standing(row.standing)
    origins = {card.text: card.origin for card in standing if card.is_a == "decision"}
    assert origins["The boards meet as one from April."] == by_text["Draft the protocol"].origin
    risks = [(card.label, card.said, card.stands, card.origin) for card in standing if card.is_a == "risk"]
    assert {stands for _, _, stands, _ in risks} == {"1", ""}
    assert {(label, origin) for label, _, _, origin in risks} == {("", "")}


ACTION = ActionCard("2026-01-01", "u", "open", "A1", "Priya", "ICB", "Ask", "", "1.2", "“So.”")
STANDS = StandingCard("risk", "r", "", "Text", "high", "", "1")


def test_what_was_packed_comes_back_and_what_is_none_is_left_out() -> None:
    for rows in ([], [ACTION], [ACTION, ACTION._replace(uid="v")]):
        assert unpack_actions(pack(rows)) == rows
    assert unpack_standing(pack([STANDS, STANDS])) == [STANDS, STANDS]
    assert pack([]) == ""
    assert unpack_actions(pack([ACTION, STANDS])) == [ACTION]  # type: ignore[list-item]
    assert unpack_standing(pack([ACTION, STANDS])) == [STANDS]  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("status", "due", "is_open", "is_late"),
    [
        ("open", "2026-01-01", True, True),
        ("in progress", "2026-01-01", True, True),
        ("open", "2026-01-02", True, False),
        ("open", "", True, False),
        ("done", "2026-01-01", False, False),
        ("dropped", "2026-01-01", False, False),
    ],
)
def test_an_action_is_late_once_its_day_has_passed(
    status: str, due: str, is_open: bool, is_late: bool
) -> None:
    action = ACTION._replace(status=status, due=due)
    assert (action.is_open, action.is_overdue("2026-01-02")) == (is_open, is_late)


def test_a_file_that_cannot_be_read_has_a_card_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(b"{")
    os.utime(path, (0, 0))
    row = read_card(path)
    told = dict(zip(FIELDS, row.card("s.json").parts, strict=True))
    assert told["created_at"] == "1970-01-01T00:00:00+00:00"
    empty = ("title", "place", "date", "template_id", "summary_at", "dues", "away", "final", "previous")
    assert {told[name] for name in (*empty, "taken", "to_settle")} == {""}
    assert (told["begun"], told["answered"], told["items"]) == ("0", "0", "0")
    assert told["what"]
    assert (row.actions, row.standing, row.is_whole) == ("", "", True)
    gone = read_card(tmp_path / "gone.json")
    assert (gone.is_whole, bool(gone.card("gone.json").what)) == (False, True)


# --- the index -----------------------------------------------------------------------------------------


def test_each_part_of_the_index_comes_back_and_what_is_no_plain_name_stays_out(tmp_path: Path) -> None:
    cards = [card("b"), card("a", title="Tä"), card("c\x1b")]
    index.write(tmp_path, cards, {"a.json": "actions", "x.json": "y"}, {"b.json": "standing"})
    assert index.read(tmp_path) == {"b.json": cards[0], "a.json": cards[1]}
    assert list(index.read(tmp_path)) == ["b.json", "a.json"]
    assert index.read_actions(tmp_path) == {"a.json": "actions"}
    assert index.read_standing(tmp_path) == {"b.json": "standing"}
    index.write(tmp_path, cards[:1])
    assert list(index.read(tmp_path)) == ["b.json"]
    assert index.read_actions(tmp_path) == index.read_standing(tmp_path) == {}


def test_a_part_that_is_damaged_takes_no_other_down(tmp_path: Path) -> None:
    index.write(tmp_path, [card("a")], {"a.json": "actions"}, {"a.json": "standing"})
    whole = (tmp_path / index.FILE).read_bytes()
    for old, kept in ((b"actions", (1, 0, 1)), (b"standing", (1, 1, 0)), (b"2026-11-01T09", (0, 1, 1))):
        (tmp_path / index.FILE).write_bytes(whole.replace(old, b"X" * len(old)))
        found = index.read(tmp_path), index.read_actions(tmp_path), index.read_standing(tmp_path)
        assert tuple(map(len, found)) == kept
    for head in (b"", b"workshop", whole.partition(b"\n")[0][:-3], b"x" * 300):
        (tmp_path / index.FILE).write_bytes(head + b"\n" + whole.partition(b"\n")[2])
        assert index.read_standing(tmp_path) == {}


# --- sessions that belong together ---------------------------------------------------------------------


def test_the_sessions_of_a_series_by_their_files(tmp_path: Path) -> None:
    first = new_session("tips-and-pulse", "ICB").model_copy(update={"id": "b-first"})
    second = series.follow([first]).apply(first.model_copy(update={"id": "a-second", "series": None}), NOW)
    alone = first.model_copy(update={"id": "alone"})
    for session in (first, second, alone):
        Library(tmp_path).create(session).close()
    both = (tmp_path / "a-second.json", tmp_path / "b-first.json")
    assert files_of(tmp_path, both[0]) == files_of(tmp_path, both[1]) == both
    assert files_of(tmp_path, tmp_path / "alone.json") == (tmp_path / "alone.json",)
    assert files_of(tmp_path, tmp_path / "gone.json") == (tmp_path / "gone.json",)
    assert files_of(tmp_path, tmp_path / "bin" / "b-first.json") == (tmp_path / "bin" / "b-first.json",)
    both[1].unlink()
    assert files_of(tmp_path, both[0]) == both[:1]


def test_what_goes_on_from_the_same_is_joined_though_that_is_gone_or_unread() -> None:
    cards = [
        card("a", previous="gone"),
        card("b", previous="gone"),
        card("c", previous="bad"),
        card("bad", previous="a", what="Damaged"),
        card("d", previous="b"),
        card("x"),
        Card(("new.json",)),
    ]
    assert ids_of(cards, "a") == ids_of(cards, "d") == {"a", "b", "d"}
    assert ids_of(cards, "c") == {"c"}
    assert ids_of(cards, "x") == {"x"}
    assert ids_of(cards, "bad") == {"c"}
    assert ids_of(cards, "nobody") == frozenset()


# --- everywhere ----------------------------------------------------------------------------------------


def test_of_two_that_carry_an_action_the_later_one_tells_it() -> None:
    late, early = "2026-11-02T09:00:00+00:00", "2026-11-01T09:00:00+00:00"
    done = pack([ACTION._replace(status="done")])
    cards = [card("a", created_at=late), card("b", created_at=early)]
    (row,) = all_actions(cards, {"a.json": pack([ACTION]), "b.json": done})
    assert (row.card.id, row.action.status) == ("a", "open")
    copies = [card("a (1)"), card("a")]
    (row,) = all_actions(copies, {"a.json": pack([ACTION]), "a (1).json": done})
    assert row.card.id == "a", "made at once, the shorter name comes last"
    assert list(in_order([*cards, card("bad", what="Damaged"), Card(("new.json",))])) == ["b", "a"]
    assert all_actions([card("z")], {}) == []


def test_risks_stand_once_a_series_and_decisions_once_wherever_they_are() -> None:
    cards = [
        card("one", date="2026-10-01"),
        card("two", date="2026-11-01", previous="one", created_at="2026-11-02T09:00:00+00:00"),
        card("else", created_at="2026-12-03T09:00:00+00:00"),
    ]
    low = STANDS._replace(said="low", stands="")
    other = STANDS._replace(uid="o")
    packed = {"one.json": pack([STANDS, other]), "two.json": pack([low]), "else.json": pack([STANDS])}
    rows = all_standing(cards, packed, "risk")
    assert [(row.standing.uid, row.card.id, row.series) for row in rows] == [
        ("r", "else", "else"),
        ("o", "one", "one"),
    ]
    decided = STANDS._replace(is_a="decision")
    both = {"one.json": pack([decided]), "else.json": pack([decided])}
    assert [row.card.id for row in all_standing(cards, both, "decision")] == ["else"]
    assert all_standing(cards, both, "risk") == []


def test_a_series_is_called_after_its_latest_session() -> None:
    def row(at: Card) -> StandingRow:
        return StandingRow(STANDS, at, "one")

    old = row(card("one", title="Old", place="Vale", date="2026-10-01"))
    new = row(card("two", title="New", date="2026-11-01"))
    again = row(card("three", title="Again", date="2026-11-01", created_at="2026-11-05T09:00:00+00:00"))
    assert series_names([old]) == {"one": "Vale · Old"}
    assert series_names([old, new]) == series_names([new, old]) == {"one": "New"}
    assert series_names([again, new, old]) == {"one": "Again"}
    alone = StandingRow(STANDS, card("x", place="Dale"), "x")
    assert series_names([new, alone]) == {"one": "New", "x": "Dale"}


def test_headings_are_said_for_each_order() -> None:
    at = card("one", title="Old", place="Vale")
    rows = [ActionRow(ACTION._replace(owner="", body=""), at, "one"), ActionRow(ACTION, card("two"), "two")]

    def headings(order: str) -> list[str]:
        return [heading for heading, _ in sorted_by(order, rows, "2026-01-01")]

    assert headings("due") == ["To come", "To come"], "on the day itself nothing is late"
    assert headings("owner") == ["Priya", "Nobody named yet"]
    assert headings("body") == ["ICB", "No body named"]
    assert headings("place") == ["Vale", "No place named"]
    assert headings("series") == ["", "Vale · Old"]
    assert [heading for heading, _ in sorted_by("due", rows, "2026-01-02")] == ["Overdue", "Overdue"]
    nobody = [ActionRow(ACTION._replace(owner=""), at, "one")]
    assert sorted_by("owner", nobody, "2026-01-01")[0][0] == "ICB", "a body where no person is named"


def test_a_session_that_was_saved_is_in_the_list_and_kept_when_asked(tmp_path: Path) -> None:
    session = new_session("tips-and-pulse", "ICB")
    Library(tmp_path).create(session).close()
    cards = Cards(tmp_path)
    cards.refresh()
    before = (tmp_path / index.FILE).read_bytes()
    later = notes.add_action(ActionFields("Ask", due=dt.date(2026, 1, 1))).apply(session, NOW)
    cards.keep()
    assert (tmp_path / index.FILE).read_bytes() == before, "nothing was saved since"
    cards.renew(tmp_path / "s.json", later)
    (card,) = cards.glance()
    assert (card.open_actions, card.holds((0, 0, 0), 0)) == (1, False)
    assert [action.text for action in cards.actions(card)] == ["Ask"]
    cards.keep()
    assert [known.open_actions for known in index.read(tmp_path).values()] == [1]
    assert [action.text for action in unpack_actions(index.read_actions(tmp_path)["s.json"])] == ["Ask"]
    assert Cards(tmp_path).refresh()[0].open_actions == 0, "the file is the source"
