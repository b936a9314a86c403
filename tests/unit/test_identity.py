"""Who wrote what last, and what is gone: what merging stands on, and never a clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sessions import plan
from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.identity import LISTS, stamped, tables_of
from sessions.kinds import gaps as gap_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, ROUNDS_OF_ITEMS
from sessions.record import Session
from sessions.rows import Row, Tombstone
from sessions.store.file import SessionFile
from sessions.store.library import Library
from sessions.store.undo import clear_kept
from tests.builders import NOW, agendas, new_session, packs, said
from workshop.desk import Desk
from workshop.history import History
from workshop.prepare import Draft, start

ITEM, OTHER = "principles/P1", "principles/P2"
COFFEE = BreakActivity(id="new", kind="break", title="Coffee", minutes=10)
EDITS: tuple[Edit, ...] = (
    score_edits.answer_level(ITEM, "icb", 2),
    score_edits.answer_level(OTHER, "icb", 4),
    score_edits.reveal(ITEM),
    score_edits.agree(ITEM, 2, target=4),
    score_edits.dissent(ITEM, "icb", "Not here."),
    vote_edits.vote("s3", "icb", {"tips/T1": 2}),
    vote_edits.reveal_vote("s3"),
    gap_edits.order_gaps([ITEM]),
    note_edits.add_note("parked", "Who pays?"),
    note_edits.parked_to_action("N1", note_edits.ActionFields("Ask who pays")),
    people_edits.add_partner("Police"),
    people_edits.change_partner("police", name="Constabulary", sector="other"),
    agenda_edits.set_minutes("s1", 9),
    agenda_edits.add_activity("s2", COFFEE),
    score_edits.take_back(OTHER, "icb"),
    score_edits.withdraw_agreement(ITEM),
    people_edits.remove_partner("police"),
    agenda_edits.remove_activity("s9"),
)
"""What makes, changes and removes rows of every table that people change."""


def rows_of(session: Session) -> dict[str, Row]:
    """All rows, by their uid."""
    return {row.uid: row for rows in tables_of(session).values() for row in rows}


def begun() -> Session:
    return new_session("tips-and-pulse", "County Council", "ICB")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    file = Library(tmp_path).create(begun())
    return Desk(file, lambda: NOW, author="laptop-a")


# --- stamps ---------------------------------------------------------------------------------------


def test_every_change_raises_the_counter_and_stamps_what_it_changed_and_nothing_else(desk: Desk) -> None:
    with desk:
        for edit in EDITS:
            before = desk.session
            after = desk.apply(edit)
            assert after.counter == before.counter + 1
            old, new = rows_of(before), rows_of(after)
            changed = [row for uid, row in new.items() if uid not in old or row is not old[uid]]
            assert changed or old.keys() - new.keys(), edit.label(before)
            assert all((row.author, row.counter) == ("laptop-a", after.counter) for row in changed)
            assert all(row != old[row.uid] for row in changed if row.uid in old), "what is equal is the same"
        votes = VOTES.of(desk.session)
        assert [row.counter for row in votes] == [6], "that of the change which made it"


def test_undo_and_redo_are_changes_too(desk: Desk) -> None:
    with desk:
        desk.apply(score_edits.answer_level(ITEM, "icb", 2))
        desk.apply(score_edits.answer_level(ITEM, "icb", 3))
        counters = [desk.session.counter]
        for step in (desk.undo, desk.undo, desk.redo, desk.redo):
            step()
            counters.append(desk.session.counter)
        assert counters == [2, 3, 4, 5, 6]
        (ballot,) = BALLOTS.of(desk.session)
        assert (ballot.counts, ballot.author, ballot.counter) == ((0, 0, 1, 0, 0), "laptop-a", 6)


def test_a_row_that_is_answered_anew_keeps_its_identity(desk: Desk) -> None:
    with desk:
        first = BALLOTS.of(desk.apply(score_edits.answer_level(ITEM, "icb", 2)))[0]
        again = BALLOTS.of(desk.apply(score_edits.answer_level(ITEM, "icb", 3)))[0]
        assert (again.uid, again.counter) == (first.uid, first.counter + 1)
        assert BALLOTS.of(desk.session)[0] is again


def test_where_we_are_is_no_change_and_the_time_that_was_taken_has_an_author(desk: Desk) -> None:
    with desk:
        first, *_, last = plan.stops(desk.session)
        desk.go(first)
        desk.run_clock()
        assert desk.session.counter == 0
        desk.go(last)
        assert [(spell.activity_id, spell.author) for spell in desk.session.spells] == [
            (first.activity_id, "laptop-a")
        ]
        assert desk.session.spells[0].counter == desk.session.counter == 1


def test_the_counter_goes_on_from_the_highest_that_is_known() -> None:
    before = begun()
    joined = score_edits.answer_level(ITEM, "icb", 2).apply(before, NOW).model_copy(update={"counter": 40})
    after = stamped(before, joined, "laptop-a")
    assert after.counter == 41
    assert BALLOTS.of(after)[0].counter == 41


def test_a_new_session_is_all_this_laptops(tmp_path: Path) -> None:
    draft = Draft("tips-and-pulse", "Set", partners=(("ICB", "NHS", None),))
    with start(Library(tmp_path), packs(), agendas(), draft, author="laptop-a") as file:
        stamps = {(row.author, row.counter) for row in rows_of(file.session).values()}
        assert (stamps, file.session.counter) == ({("laptop-a", 1)}, 1)
        assert file.session.agenda
        assert len(rows_of(file.session)) == sum(len(rows) for rows in tables_of(file.session).values())


# --- what is gone ---------------------------------------------------------------------------------

GONE: dict[str, tuple[str, tuple[Edit, ...], Edit]] = {
    "an answer": (
        BALLOTS.name,
        (score_edits.answer_level(ITEM, "icb", 2),),
        score_edits.take_back(ITEM, "icb"),
    ),
    "an agreed level": (
        AGREEMENTS.name,
        (score_edits.agree(ITEM, 2),),
        score_edits.withdraw_agreement(ITEM),
    ),
    "dots": (VOTES.name, (vote_edits.vote("s3", "icb", {"tips/T1": 2}),), vote_edits.vote("s3", "icb", {})),
    "a note": (
        "notes",
        (note_edits.add_note("comment", "Said."),),
        note_edits.change_note("N1", kind="comment", text=""),
    ),
    "a partner": ("partners", (people_edits.add_partner("Police"),), people_edits.remove_partner("police")),
    "a step": ("agenda", (agenda_edits.add_activity("s2", COFFEE),), agenda_edits.remove_activity("s9")),
}


@pytest.mark.parametrize("what", GONE)
def test_what_is_taken_out_leaves_a_tombstone_and_undo_takes_that_away(desk: Desk, what: str) -> None:
    table, before, removal = GONE[what]
    known = rows_of(desk.session).keys()
    with desk:
        for edit in before:
            desk.apply(edit)
        (uid,) = rows_of(desk.session).keys() - known
        assert desk.session.tombstones == ()
        desk.apply(removal)
        stone = Tombstone(uid=uid, table=table, author="laptop-a", counter=desk.session.counter)
        assert desk.session.tombstones == (stone,)
        assert uid not in rows_of(desk.session)
        desk.undo()
        assert desk.session.tombstones == ()
        assert rows_of(desk.session)[uid].counter == desk.session.counter, (
            "it was brought back by this change"
        )
        desk.redo()
        assert [stone.uid for stone in desk.session.tombstones] == [uid]


def test_what_undo_takes_out_leaves_a_tombstone_too(desk: Desk) -> None:
    with desk:
        uid = desk.apply(note_edits.add_note("comment", "Said.")).notes[0].uid
        desk.undo()
        assert [(stone.uid, stone.table) for stone in desk.session.tombstones] == [(uid, "notes")]
        desk.redo()
        assert desk.session.tombstones == ()
        assert desk.session.notes[0].uid == uid


def test_tombstones_stay_while_other_things_change(desk: Desk) -> None:
    with desk:
        desk.apply(note_edits.add_note("comment", "Said."))
        stones = desk.apply(note_edits.change_note("N1", kind="comment", text="")).tombstones
        assert desk.apply(score_edits.answer_level(ITEM, "icb", 2)).tombstones is stones
        assert Library(desk.path.parent).read(desk.session.id).tombstones == stones


def test_a_table_that_is_gone_as_a_whole_leaves_its_rows_as_tombstones() -> None:
    before = score_edits.reveal(ITEM).apply(score_edits.answer_level(ITEM, "icb", 2).apply(begun(), NOW), NOW)
    tables = {name: rows for name, rows in before.tables.items() if name != ROUNDS_OF_ITEMS.name}
    after = stamped(before, before.model_copy(update={"tables": tables}), "laptop-a")
    assert [(stone.uid, stone.table) for stone in after.tombstones] == [
        (ROUNDS_OF_ITEMS.of(before)[0].uid, ROUNDS_OF_ITEMS.name)
    ]
    assert BALLOTS.of(after) is BALLOTS.of(before)


def test_every_list_of_rows_is_stamped() -> None:
    """A field that holds rows and is not in the list would never get an author."""
    session = begun()
    rows = {name for name, field in Session.model_fields.items() if _holds_rows(field.annotation)}
    assert rows == {*LISTS, "tables"}
    assert set(tables_of(session)) == {*LISTS, *session.tables}


def _holds_rows(annotation: object) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Row)
    arguments: tuple[object, ...] = getattr(annotation, "__args__", ())
    return any(_holds_rows(argument) for argument in arguments)


# --- the history of a session that was closed ------------------------------------------------------


def _nothing(desk: Desk) -> None:
    """Leave it as it is."""


def _undone(times: int) -> Callable[[Desk], None]:
    def undo(desk: Desk) -> None:
        for _ in range(times):
            desk.undo()

    return undo


def _undone_and_some_redone(desk: Desk) -> None:
    for step in (desk.undo, desk.undo, desk.undo, desk.redo):
        step()


def _gone_on(desk: Desk) -> None:
    first, *_, last = plan.stops(desk.session)
    desk.go(first)
    desk.run_clock()
    desk.go(last)
    desk.stop_clock()
    desk.mark_summarised()


@pytest.mark.parametrize(
    "meanwhile",
    [_nothing, _undone(1), _undone(len(EDITS)), _undone_and_some_redone, _gone_on],
    ids=["all done", "one undone", "all undone", "some redone", "gone on"],
)
def test_the_history_leads_to_the_session_when_it_is_opened_again(
    desk: Desk, meanwhile: Callable[[Desk], None]
) -> None:
    first = said(desk.session)
    with desk:
        for edit in EDITS:
            desk.apply(edit)
        everything = said(desk.session)
        meanwhile(desk)
    done, undone = len(desk.history.done), len(desk.history.undone)
    assert done + undone == len(EDITS)
    with Desk(
        Library(desk.path.parent).open("s"), lambda: NOW, history=desk.history, author="laptop-a"
    ) as again:
        assert (len(again.history.done), len(again.history.undone)) == (done, undone), "nothing was dropped"
        while again.redo() is not None:
            pass
        assert _without_place(said(again.session)) == _without_place(everything)
        steps = 0
        while again.undo() is not None:
            steps += 1
        assert steps == len(EDITS)
        assert _without_place(said(again.session)) == _without_place(first)


def _without_place(what: dict[str, object]) -> dict[str, object]:
    """Without what undo leaves alone: place, time, and that a summary was written."""
    return {name: value for name, value in what.items() if name not in ("at", "spells", "summary_at")}


def test_a_history_of_a_session_that_somebody_else_changed_gives_way_to_what_was_kept(desk: Desk) -> None:
    with desk:
        desk.apply(note_edits.add_note("comment", "Said."))
    with Desk(Library(desk.path.parent).open("s"), lambda: NOW, author="laptop-b") as other:
        other.apply(note_edits.add_note("decision", "Said elsewhere."))
    with Desk(Library(desk.path.parent).open("s"), lambda: NOW, history=desk.history) as again:
        assert [change.label for change in again.history.done] == [
            "comment N1 “Said.”",
            "decision N2 “Said elsewhere.”",
        ]
        assert again.undo() == "decision N2 “Said elsewhere.”"
        assert [note.text for note in again.session.notes] == ["Said."]


def test_a_history_that_leads_nowhere_is_dropped(desk: Desk) -> None:
    with desk:
        desk.apply(note_edits.add_note("comment", "Said."))
    clear_kept(desk.path)
    with SessionFile.open(desk.path, called="s", wait=0, clock=lambda: NOW) as file:
        file.save(note_edits.add_note("comment", "By another program.").apply(file.session, NOW))
    with Desk(Library(desk.path.parent).open("s"), lambda: NOW, history=desk.history) as again:
        assert again.history == History()
        assert again.undo() is None
