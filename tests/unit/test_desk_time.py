"""Time over the use cases: the clock, its recovery after a kill, undo; and parked points in one step."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessions import plan, schedule
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds import gaps as gap_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Sector, Stop
from sessions.store.library import Library
from tests.builders import NOW, agendas, packs, said
from workshop.desk import Desk
from workshop.prepare import Draft, start

PACKS, TEMPLATES = packs(), agendas()
TIPS = tuple(item.id for item in PACKS["tips"].items())


class Room:
    """A learning set on disk, and a clock that a test puts on."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.library = Library(folder)
        partners: tuple[tuple[str, Sector, None], ...] = (
            ("County Council", "council", None),
            ("ICB", "NHS", None),
        )
        draft = Draft("tips-and-pulse", "Set", on=NOW.date(), partners=partners)
        self.desk = Desk(start(self.library, PACKS, TEMPLATES, draft, clock=self.clock), self.clock)
        self.go("s1")

    def clock(self) -> dt.datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)

    def go(self, activity_id: str) -> None:
        """To the first stop of an activity."""
        places = plan.stops(self.desk.session)
        self.desk.go(next(place for place in places if place.activity_id == activity_id))

    def saved(self) -> Session:
        """What is on disk."""
        return self.library.read(self.desk.session.id)

    def taken(self, activity_id: str) -> int:
        return schedule.taken(self.desk.session, activity_id, self.now)

    def killed(self, *, saved: dt.datetime, back: dt.datetime) -> None:
        """The program is killed, its last save having been at `saved`; and opened again at `back`."""
        session_id, path = self.desk.session.id, self.desk.path
        self.desk.close()
        os.utime(path, (saved.timestamp(), saved.timestamp()))
        self.now = back
        self.desk = Desk(self.library.open(session_id), self.clock)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.desk.close()


# --- the clock ------------------------------------------------------------------------------------


def test_the_clock_goes_along_from_step_to_step_and_is_on_disk(room: Room) -> None:
    room.desk.run_clock()
    room.passes(60)
    room.go("s2")
    room.passes(30)
    assert (room.taken("s1"), room.taken("s2")) == (60, 30)
    room.go("s1")
    room.passes(5)
    assert (room.taken("s1"), room.taken("s2")) == (65, 30), "all visits together"
    assert room.saved() == room.desk.session
    assert [(spell.activity_id, spell.seconds) for spell in room.saved().spells] == [("s1", 60), ("s2", 30)]


def test_from_item_to_item_of_a_step_the_clock_runs_on(room: Room) -> None:
    room.go("s5")
    room.desk.run_clock()
    since = room.desk.session.running
    for _ in range(3):
        room.passes(20)
        room.desk.step(1)
    assert room.desk.session.running == since
    assert room.taken("s5") == 60


def test_it_stands_while_the_session_is_left(room: Room) -> None:
    room.desk.run_clock()
    room.passes(40)
    room.desk.stop_clock()
    assert room.saved().running is None
    room.passes(3600)
    room.go("s2")
    assert room.desk.session.running is None, "going about does not start a clock that stands"
    room.go("s1")
    room.desk.run_clock()
    room.passes(10)
    assert room.taken("s1") == 50


def test_a_session_that_has_no_place_yet_has_no_clock(tmp_path: Path) -> None:
    draft = Draft("tips-and-pulse", "Set")
    with Desk(start(Library(tmp_path), PACKS, TEMPLATES, draft), lambda: NOW) as desk:
        before = desk.session
        desk.run_clock()
        assert desk.session == before
        desk.stop_clock()
        assert desk.session == before


def test_looking_only_starts_no_clock(room: Room) -> None:
    with Desk(room.library.open(room.desk.session.id), room.clock) as other:
        assert other.read_only is not None
        other.run_clock()
        assert other.session.running is None
        other.stop_clock()
        assert other.session.running is None
        other.go(plan.stops(other.session)[3])
    assert room.saved() == room.desk.session


def test_after_a_kill_the_time_until_the_last_save_counts_and_not_the_time_off(room: Room) -> None:
    room.desk.run_clock()
    room.killed(saved=NOW + dt.timedelta(seconds=300), back=NOW + dt.timedelta(hours=20))
    assert room.saved().running is not None, "nobody stopped it"
    room.desk.run_clock()
    assert room.taken("s1") == 300
    room.passes(7)
    assert room.taken("s1") == 307
    room.desk.stop_clock()
    assert [spell.seconds for spell in room.saved().spells] == [307]


def test_a_save_that_seems_older_than_the_start_takes_nothing_away(room: Room) -> None:
    room.desk.run_clock()
    room.killed(saved=NOW - dt.timedelta(hours=1), back=NOW + dt.timedelta(hours=1))
    room.desk.run_clock()
    assert room.taken("s1") == 0


def test_undo_and_redo_leave_the_time_alone(room: Room) -> None:
    room.desk.run_clock()
    room.passes(60)
    room.desk.apply(note_edits.add_note("comment", "Said."))
    room.desk.apply(agenda_edits.set_minutes("s1", 12))
    room.passes(60)
    for step in (room.desk.undo, room.desk.undo, room.desk.redo, room.desk.redo):
        assert step() is not None
        assert room.taken("s1") == 120
        room.passes(10)
        assert room.taken("s1") == 130
        room.passes(-10)
    room.go("s2")
    room.passes(30)
    room.desk.stop_clock()
    room.desk.undo()
    assert {spell.activity_id: spell.seconds for spell in room.saved().spells} == {"s1": 120, "s2": 30}


def test_where_undo_goes_back_to_an_earlier_step_its_clock_runs(room: Room) -> None:
    room.desk.run_clock()
    room.desk.apply(note_edits.add_note("comment", "Said in the first step."))
    room.passes(60)
    room.go("s2")
    room.passes(30)
    room.desk.undo()
    here, running = room.desk.session.at, room.desk.session.running
    assert here is not None
    assert running is not None
    assert here.activity_id == running.activity_id == "s1"
    room.passes(15)
    assert (room.taken("s1"), room.taken("s2")) == (75, 30)


# --- minutes and order ----------------------------------------------------------------------------


def test_every_change_of_the_agenda_says_what_it_was(room: Room) -> None:
    desk = room.desk
    desk.apply(agenda_edits.set_minutes("s1", 9))
    desk.apply(agenda_edits.set_item_minutes(2))
    desk.apply(agenda_edits.move_activity("s2", -1))
    desk.apply(agenda_edits.set_state("s6", "skipped"))
    desk.apply(agenda_edits.postpone_rest("s5"))
    desk.apply(vote_edits.vote("s3", "icb", {TIPS[0]: 3}))
    desk.apply(vote_edits.change_dots("s3", dots=5, stack=True))
    desk.apply(vote_edits.reveal_vote("s3"))
    desk.apply(gap_edits.order_gaps(["icbo/D1.1"]))
    assert room.saved() == desk.session
    undone = []
    while label := desk.undo():
        undone.append(label)
    assert undone[::-1] == [
        "minutes of Welcome",
        "countdown for each item",
        "place of Open actions",
        "Actions: skipped",
        "moving the rest of Pulse: how we work together",
        "dots of ICB in Dots on the ten tips",
        "number of dots in Dots on the ten tips",
        "reveal of the dots in Dots on the ten tips",
        "order of the gaps",
    ]


def test_what_is_refused_is_no_step_of_the_history(room: Room) -> None:
    desk, before = room.desk, room.desk.session
    refusals: tuple[Callable[[], object], ...] = (
        lambda: desk.apply(agenda_edits.set_minutes("s1", -1)),
        lambda: desk.apply(agenda_edits.set_item_minutes(0)),
        lambda: desk.apply(agenda_edits.move_activity("s4", -1)),
        lambda: desk.apply(agenda_edits.postpone_rest("s1")),
        lambda: desk.apply(vote_edits.vote("s3", "icb", {TIPS[0]: 4})),
        lambda: desk.apply(vote_edits.vote("s3", "icb", {"A1": 1})),
        lambda: desk.apply(vote_edits.reveal_vote("s3")),
        lambda: desk.apply(vote_edits.change_dots("s3", dots=0, stack=True)),
        lambda: desk.apply(note_edits.drop_parked("N1")),
    )
    for refused in refusals:
        with pytest.raises(Problem):
            refused()
    assert desk.session == before == room.saved()
    assert desk.undo() is None


# --- parked points --------------------------------------------------------------------------------


def parked(room: Room) -> Session:
    room.desk.apply(note_edits.add_note("comment", "Not parked."))
    return room.desk.apply(note_edits.add_note("parked", "Who pays?", origin=TIPS[2]))


def test_a_parked_point_becomes_an_action_in_one_step_to_undo(room: Room) -> None:
    before = parked(room)
    due = dt.date(2027, 1, 30)
    fields = note_edits.ActionFields(
        "Ask who pays", owner="Priya", body="ICB", due=due, measure="Told", risk=True
    )
    session = room.desk.apply(note_edits.parked_to_action("N2", fields))
    (action,) = session.actions
    assert (action.id, action.text, action.owner, action.body, action.due, action.measure) == (
        "A1",
        "Ask who pays",
        "Priya",
        "ICB",
        due,
        "Told",
    )
    assert (action.risk, action.status, action.origin) == (True, "open", TIPS[2]), "from where it was parked"
    assert [(note.outcome, note.outcome_uid) for note in session.notes] == [
        ("", None),
        ("action", action.uid),
    ]
    assert session == room.saved()
    assert room.desk.undo() == "action from parked point N2 “Who pays?”"
    assert said(room.saved()) == said(before)
    room.desk.redo()
    assert said(room.saved()) == said(session)


def test_a_parked_point_becomes_a_decision_in_one_step_to_undo(room: Room) -> None:
    before = parked(room)
    session = room.desk.apply(note_edits.parked_to_decision("N2", "The ICB pays."))
    assert [(note.id, note.kind, note.text, note.origin, note.outcome) for note in session.notes[1:]] == [
        ("N2", "parked", "Who pays?", TIPS[2], "decision"),
        ("N3", "decision", "The ICB pays.", TIPS[2], ""),
    ]
    assert session.notes[1].outcome_uid == session.notes[2].uid
    assert room.desk.undo() == "decision on parked point N2 “Who pays?”"
    assert said(room.saved()) == said(before)


def test_a_parked_point_is_dropped_and_parked_again(room: Room) -> None:
    before = parked(room)
    assert room.desk.apply(note_edits.drop_parked("N2")).notes[1].outcome == "dropped"
    assert room.desk.undo() == "dropping of parked point N2 “Who pays?”"
    assert said(room.saved()) == said(before)
    for wrong in ("N1", "N9", ""):
        with pytest.raises(Problem, match="No parked point"):
            room.desk.apply(note_edits.drop_parked(wrong))


@pytest.mark.parametrize("what", ["action", "decision"])
def test_where_half_of_it_is_refused_nothing_is_done(room: Room, what: str) -> None:
    before = parked(room)

    def become(note_id: str, text: str) -> None:
        if what == "action":
            room.desk.apply(note_edits.parked_to_action(note_id, note_edits.ActionFields(text)))
        else:
            room.desk.apply(note_edits.parked_to_decision(note_id, text))

    with pytest.raises(Problem, match="is empty"):
        become("N2", "  ")
    with pytest.raises(Problem, match="No parked point"):
        become("N1", "A comment is not parked")
    assert room.desk.session == before


def test_a_place_that_is_left_out_is_not_gone_to_by_stepping(room: Room) -> None:
    room.desk.apply(agenda_edits.set_state("s2", "next session"))
    room.go("s1")
    last = [stop for stop in plan.stops(room.desk.session) if stop.activity_id == "s1"][-1]
    room.desk.go(last)
    room.desk.step(1)
    assert room.desk.session.at == Stop(activity_id="s3")


# --- steps that move or are added, and where one is -------------------------------------------------


def test_who_is_at_what_moves_to_the_end_goes_on_to_the_next_step(room: Room) -> None:
    desk = room.desk
    desk.run_clock()
    room.go("s5")
    desk.apply(agenda_edits.postpone_rest("s5"))
    assert [step.id for step in desk.session.agenda][4:] == ["s6", "s7", "s5", "s8"], (
        "nothing was done: all of it"
    )
    assert room.saved().at == Stop(activity_id="s6")
    assert desk.undo() == "moving the rest of Pulse: how we work together"
    assert room.saved().at.activity_id == "s5"  # type: ignore[union-attr]


def test_who_is_at_what_is_done_stays_there(room: Room) -> None:
    desk = room.desk
    room.go("s5")
    desk.apply(note_edits.add_note("comment", "Said.", origin="principles/P1"))
    here = desk.session.at
    desk.apply(agenda_edits.postpone_rest("s5"))
    assert room.saved().at == here
    room.go("s1")
    desk.undo()
    room.go("s2")
    desk.apply(agenda_edits.postpone_rest("s5"))
    assert room.saved().at == Stop(activity_id="s2"), "what moves elsewhere moves nobody"


def test_a_step_is_added_and_taken_off_with_its_clock(room: Room) -> None:
    desk = room.desk
    desk.run_clock()
    coffee = BreakActivity(id="new", kind="break", title="Coffee", minutes=10)
    desk.apply(agenda_edits.add_activity("s1", coffee))
    room.passes(30)
    room.go("s9")
    room.passes(20)
    desk.apply(agenda_edits.rename_activity("s9", "Tea"))
    desk.apply(agenda_edits.remove_activity("s9"))
    assert room.saved().at == Stop(activity_id="s2")
    assert (room.taken("s1"), room.taken("s2")) == (30, 20), "the time goes to where one is"
    assert [desk.undo() for _ in range(4)] == ["removed Tea", "new title of Coffee", "added Coffee", None]
    assert len(room.saved().agenda) == 8
    assert [desk.redo() for _ in range(2)] == ["added Coffee", "new title of Coffee"]
    assert room.saved().activity("s9").title == "Tea"
