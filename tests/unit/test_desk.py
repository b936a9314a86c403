"""The use cases: every change is saved before anybody sees it, and can be taken back."""

import datetime as dt
import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sessions import plan
from sessions.edit import Edit
from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, round_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.text import clean
from tests.builders import NOW, agendas, new_session, packs, said
from workshop.desk import Desk
from workshop.history import MOST_AT_HAND, Change, History

PACKS, TEMPLATES = packs(), agendas()
ITEMS = ("icbo/D1.1", "icbo/D1.2")
REVEAL = f"reveal of 1.1 {next(item for item in PACKS['icbo'].items() if item.id == ITEMS[0]).name}"
PARTNERS = ("county-council", "icb", "care-providers")


@dataclass
class MemoryFile:
    """Stands in for a session's file; `refuses` makes every save fail as a full disk does."""

    session: Session
    path: Path = Path("memory.json")
    read_only: str | None = None
    warning: str | None = None
    refuses: bool = False
    saved: list[Session] = field(default_factory=list)
    closed: bool = False

    def save(self, session: Session) -> None:
        if self.refuses:
            full = OSError(errno.ENOSPC, "full")
            raise Problem("The session can't be saved: the disk is full", hint="Free some space.") from full
        self.saved.append(session)
        self.session = session

    def close(self) -> None:
        self.closed = True


def taken(template_id: str) -> Edit:
    """The edit that takes the agenda of another template."""
    return event_edits.set_material(template_id, *plan.agenda(TEMPLATES[template_id], PACKS))


def made() -> Session:
    return new_session("four-domains", "County Council", "ICB", "Care providers")


def desk_on(session: Session) -> tuple[Desk, MemoryFile]:
    file = MemoryFile(session)
    return Desk(file, clock=lambda: NOW), file  # type: ignore[arg-type]  # all of it that is used


@pytest.fixture
def file() -> MemoryFile:
    return MemoryFile(made())


@pytest.fixture
def desk(file: MemoryFile) -> Desk:
    return Desk(file, clock=lambda: NOW)  # type: ignore[arg-type]  # all of it that is used


def in_use(desk: Desk) -> None:
    """A few changes, one of them undone."""
    desk.apply(score_edits.answer_level(ITEMS[0], "icb", 2))
    desk.apply(score_edits.reveal(ITEMS[0]))
    desk.apply(note_edits.add_note("comment", "Said."))
    desk.undo()


# --- saved, and only then seen --------------------------------------------------------------------


def test_every_change_is_on_the_file_when_it_returns(desk: Desk, file: MemoryFile) -> None:
    in_use(desk)
    assert len(file.saved) == 4
    assert desk.session is file.saved[-1]


def test_what_cannot_be_saved_did_not_happen(desk: Desk, file: MemoryFile) -> None:
    in_use(desk)
    before = desk.session
    file.refuses = True
    for change in (
        lambda: desk.apply(score_edits.answer_level(ITEMS[1], "icb", 4)),
        lambda: desk.apply(note_edits.add_action(note_edits.ActionFields("Do it"))),
        desk.undo,
        desk.redo,
    ):
        with pytest.raises(Problem, match="disk is full"):
            change()
        assert desk.session is before
    assert desk.unsaved is None, "and nothing is held"
    file.refuses = False
    assert desk.redo() == "comment N1 “Said.”", "what could be done again before still can"
    assert [desk.undo() for _ in range(4)] == ["comment N1 “Said.”", REVEAL, "answer of ICB on 1.1", None]
    assert said(desk.session) == said(made())


def test_a_refused_edit_is_no_step_of_the_history(desk: Desk, file: MemoryFile) -> None:
    for refused in (
        lambda: desk.apply(score_edits.answer_level(ITEMS[0], "icb", 9)),
        lambda: desk.apply(score_edits.answer_level(ITEMS[0], "police", 1)),
        lambda: desk.apply(score_edits.reveal(ITEMS[0])),
        lambda: desk.apply(score_edits.agree(ITEMS[0], 3, dissents=[("ICB", "No"), ("police", "No")])),
    ):
        with pytest.raises(Problem):
            refused()
    assert file.saved == []
    assert desk.undo() is None


def test_a_change_that_changes_nothing_is_neither_saved_nor_undone(desk: Desk, file: MemoryFile) -> None:
    desk.apply(score_edits.withdraw_agreement(ITEMS[0]))
    desk.apply(people_edits.set_people(()))
    assert (file.saved, desk.undo(), desk.redo()) == ([], None, None)


def test_a_new_change_forgets_what_was_undone(desk: Desk) -> None:
    in_use(desk)
    desk.apply(note_edits.add_note("decision", "Another."))
    assert desk.redo() is None


# --- looking only ---------------------------------------------------------------------------------


def test_the_oldest_change_goes_where_there_are_too_many_to_keep_at_hand() -> None:
    history, session = History(), made()
    for number in range(MOST_AT_HAND + 2):
        history.add(Change(str(number), session, session, NOW))
    assert len(history.done) == MOST_AT_HAND
    assert (history.done[0].label, history.done[-1].label) == ("2", str(MOST_AT_HAND + 1))


def test_read_only_refuses_every_change_but_goes_about(desk: Desk, file: MemoryFile) -> None:
    file.read_only = "It is open in another window."
    before = desk.session
    for change in (
        lambda: desk.apply(score_edits.answer_level(ITEMS[0], "icb", 2)),
        lambda: desk.apply(note_edits.add_action(note_edits.ActionFields("Do it"))),
    ):
        with pytest.raises(Problem, match="open in another window"):
            change()
    assert desk.session == before
    desk.mark_summarised()
    assert desk.session.summary_at is None
    desk.step(1)
    assert plan.where(desk.session) == 1
    assert file.saved == []


# --- going about ----------------------------------------------------------------------------------


def test_where_we_are_is_kept_and_is_no_step_of_the_history(desk: Desk, file: MemoryFile) -> None:
    places = plan.stops(desk.session)
    desk.go(places[4])
    assert file.session.at == places[4]
    desk.step(1)
    assert file.session.at == places[5]
    desk.step(-99)
    assert file.session.at == places[0]
    desk.step(99)
    assert file.session.at == places[-1]
    assert desk.undo() is None


def test_undo_goes_back_to_where_the_change_was_made(desk: Desk) -> None:
    places = plan.stops(desk.session)
    desk.go(places[4])
    desk.apply(score_edits.answer_level(ITEMS[0], "icb", 2))
    desk.go(places[9])
    desk.undo()
    assert desk.session.at == places[4]


def test_undo_leaves_the_fact_that_a_summary_was_written(desk: Desk) -> None:
    desk.apply(note_edits.add_note("comment", "Said."))
    desk.mark_summarised()
    assert desk.undo() == "comment N1 “Said.”"
    assert desk.session.summary_at == NOW
    desk.redo()
    assert desk.session.summary_at == NOW
    assert len(desk.session.notes) == 1


def test_leaving_lets_go_of_the_file(file: MemoryFile) -> None:
    with Desk(file):  # type: ignore[arg-type]  # all of it that is used
        assert not file.closed
    assert file.closed


# --- the use cases say what they did --------------------------------------------------------------


def test_every_change_has_words_for_undo(desk: Desk) -> None:
    item = ITEMS[0]
    desk.apply(score_edits.answer(item, "icb", (0, 2, 1, 0, 0), 1))
    desk.apply(score_edits.reveal(item))
    desk.apply(score_edits.second_round(item))
    desk.apply(score_edits.agree(item, 3, target=4, evidence="some", dissents=[("ICB", "Not yet.")]))
    desk.apply(score_edits.dissent(item, "county council", "Nor we."))
    desk.apply(score_edits.withdraw_agreement(item))
    desk.apply(note_edits.add_note("parked", "Later.", origin=item))
    desk.apply(note_edits.change_note("N1", kind="evidence", text="Seen."))
    desk.apply(
        note_edits.add_action(
            note_edits.ActionFields("Draft it", owner="Priya", due=dt.date(2027, 1, 30), risk=True),
            origin=item,
        )
    )
    desk.apply(note_edits.change_action(desk.session.actions[0].model_copy(update={"status": "done"})))
    desk.apply(event_edits.describe(title="T", place="P", on=None, as_bodies=False))
    desk.apply(taken("one-domain"))
    desk.apply(people_edits.add_partner("Police"))
    desk.apply(people_edits.change_partner("police", name="Constabulary", sector="other", members=2))
    desk.apply(people_edits.remove_partner("police"))
    desk.apply(people_edits.set_people([Person(name="Sam")]))
    labels = []
    while label := desk.undo():
        labels.append(label)
    assert labels[::-1] == [
        "counts of ICB on 1.1",
        REVEAL,
        "second round on 1.1",
        "agreed level 3 on 1.1",
        "dissent of County Council on 1.1",
        "withdrawal of the agreed level on 1.1",
        "parked point N1 “Later.”",
        "change of note N1 “Later.”",
        "action A1 “Draft it”",
        "change of action A1 “Draft it”",
        "change of the session's details",
        "change of template",
        "partner Police",
        "change of partner Police",
        "removal of Constabulary",
        "list of people",
    ]
    assert said(desk.session) == said(made())


# --- any order of changes -------------------------------------------------------------------------

LEVELS = st.one_of(st.none(), st.integers(1, 5))
TEXTS = st.text(min_size=1, max_size=20)


class Workshop(RuleBasedStateMachine):
    """Changes in any order; refusals are part of it. Undoing all of them, and redoing, ends where it was."""

    def __init__(self) -> None:
        super().__init__()
        self.desk, self.file = desk_on(made())
        self.first = self.desk.session

    def try_to(self, change: Callable[[], object]) -> None:
        before = self.desk.session
        try:
            change()
        except Problem:
            assert self.desk.session is before

    def asked(self) -> bool:
        """Whether the items are among the material: another template may have put them away."""
        return any(pack.id == "icbo" and pack.sections[0].id == "d1" for pack in self.desk.session.packs)

    @precondition(asked)
    @rule(item=st.sampled_from(ITEMS), partner=st.sampled_from(PARTNERS), level=LEVELS)
    def answer(self, item: str, partner: str, level: int | None) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.answer_level(item, partner, level)))

    @precondition(asked)
    @rule(
        item=st.sampled_from(ITEMS),
        partner=st.sampled_from(PARTNERS),
        hands=st.lists(st.integers(0, 3), min_size=5, max_size=5),
    )
    def show_hands(self, item: str, partner: str, hands: list[int]) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.answer(item, partner, hands)))

    @precondition(asked)
    @rule(item=st.sampled_from(ITEMS))
    def reveal(self, item: str) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.reveal(item)))

    @precondition(asked)
    @rule(item=st.sampled_from(ITEMS))
    def again(self, item: str) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.second_round(item)))

    @precondition(asked)
    @rule(item=st.sampled_from(ITEMS), level=st.integers(1, 5), aim=LEVELS)
    def agree(self, item: str, level: int, aim: int | None) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.agree(item, level, target=aim)))

    @precondition(asked)
    @rule(item=st.sampled_from(ITEMS), partner=st.sampled_from(PARTNERS), reason=st.text(max_size=9))
    def dissent(self, item: str, partner: str, reason: str) -> None:
        self.try_to(lambda: self.desk.apply(score_edits.dissent(item, partner, reason)))

    @rule(text=TEXTS, origin=st.sampled_from((None, *ITEMS, "icbo/d1")))
    def note_and_act(self, text: str, origin: str | None) -> None:
        self.try_to(lambda: self.desk.apply(note_edits.add_note("comment", text, origin=origin)))
        self.try_to(
            lambda: self.desk.apply(note_edits.add_action(note_edits.ActionFields(text), origin=origin))
        )

    @rule(partner=st.sampled_from(PARTNERS), name=TEXTS)
    def partners(self, partner: str, name: str) -> None:
        self.try_to(lambda: self.desk.apply(people_edits.add_partner(name)))
        self.try_to(lambda: self.desk.apply(people_edits.remove_partner(partner)))

    @rule(template=st.sampled_from(sorted(TEMPLATES)))
    def choose(self, template: str) -> None:
        self.try_to(lambda: self.desk.apply(taken(template)))

    @rule()
    def undo(self) -> None:
        self.desk.undo()

    @rule()
    def redo(self) -> None:
        self.desk.redo()

    @rule(by=st.integers(-3, 3))
    def step(self, by: int) -> None:
        # Undo returns to where a change was made, so that moves alone are not compared below.
        if not BALLOTS.of(self.desk.session):
            return
        self.desk.step(by)

    @invariant()
    def the_record_is_sound(self) -> None:
        session = self.desk.session
        assert session is self.file.session
        history = self.desk.history
        assert history.fits(session) or not (history.done or history.undone)
        assert Session.model_validate(session.model_dump()) == session
        voices = {voice.id for voice in session.voices()}
        keys = [(ballot.item_id, ballot.partner_id, ballot.round) for ballot in BALLOTS.of(session)]
        assert len(set(keys)) == len(keys)
        for ballot in BALLOTS.of(session):
            assert ballot.partner_id in voices
            assert len(ballot.counts) == session.scale_of(ballot.item_id).top
            assert ballot.answers + ballot.dont_know > 0
            assert ballot.round <= round_of(session, ballot.item_id)[0]
        for agreement in AGREEMENTS.of(session):
            assert agreement.level <= session.scale_of(agreement.item_id).top
            assert agreement.target is None or agreement.target >= agreement.level
            assert all(dissent.partner_id in voices and dissent.reason for dissent in agreement.dissents)
        for row in (*session.notes, *session.actions):
            assert note_edits.check_origin(session, row.origin) == row.origin
            assert row.text == clean(row.text) != ""
        names = [partner.name.casefold() for partner in session.partners]
        assert len(set(names)) == len(names)
        assert all(session.find_partner(partner.id) == partner for partner in session.partners)
        plan.stops(session)

    def teardown(self) -> None:
        while self.desk.redo():
            pass
        last = self.desk.session.model_copy(update={"at": None})
        steps = 0
        while self.desk.undo():
            steps += 1
        assert said(self.desk.session.model_copy(update={"at": None})) == said(self.first)
        for _ in range(steps):
            self.desk.redo()
        assert said(self.desk.session.model_copy(update={"at": None})) == said(last)


TestWorkshop = Workshop.TestCase
TestWorkshop.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
