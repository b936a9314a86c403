"""Draft or final: what a final record lets happen, how it is opened again, and what is said of all that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessions import sign_off as acts
from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.many.changed import signed_off
from sessions.outputs import manifest, markdown
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.spans import plain_text
from sessions.store import rehearsal
from sessions.store.library import Library
from sessions.store.load import backups
from sessions.store.undo import read_kept, undo_path
from sessions.summary.build import build
from tests.builders import NOW, new_session
from workshop import handing, signing
from workshop.desk import Desk
from workshop.history import History

LATER = NOW + dt.timedelta(days=2)
MEETING = dt.date(2027, 1, 12)


def chaired() -> Session:
    """Three partners, and Priya in the chair."""
    session = new_session("learning-set", "County Council", "ICB", "Age UK")
    return people_edits.set_people([Person(name="Priya Shah", chair=True)]).apply(session, NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """That session, open on a laptop."""
    with Desk(Library(tmp_path / "sessions").create(chaired()), lambda: NOW, author="aaaa") as desk:
        desk.apply(note_edits.add_note("decision", "We meet as one"))
        yield desk


def reopened_at(path: Path) -> Desk:
    """The session as another run of the program opens it."""
    return Desk(Library(path.parent).open(path.stem), lambda: LATER, author="aaaa")


# --- the acts ---------------------------------------------------------------------------------------


def test_final_is_by_who_says_so_or_else_the_chair() -> None:
    final = acts.signed_off(chaired(), NOW)
    assert (acts.state(final), final.final_at, final.final_by) == ("final", NOW, "Priya Shah")
    assert acts.signed_off(chaired(), NOW, " Tom\nOkafor ").final_by == "Tom Okafor"
    assert acts.signed_off(new_session(), NOW).final_by == ""


def test_what_was_signed_off_stays_on_record_when_it_is_opened_again() -> None:
    final = acts.signed_off(chaired(), NOW)
    again = acts.reopened(final, LATER, "A wrong name", "Tom", "c" * 64)
    assert acts.state(again) == "draft"
    (act,) = again.reopened
    assert (act.reason, act.at, act.by) == ("A wrong name", LATER, "Tom")
    assert (act.final_at, act.final_by, act.checksum) == (NOW, "Priya Shah", "c" * 64)


def test_an_approval_is_of_what_was_signed_off_then_and_no_longer_once_that_is_opened_again() -> None:
    final = acts.signed_off(chaired(), NOW)
    approved = acts.approved(final, LATER, on=MEETING, amendments=["For ICB read both", " "])
    act = acts.approval(approved)
    assert act is not None
    assert (act.on, act.amendments) == (MEETING, ("For ICB read both",))
    assert acts.state(approved) == "final"
    again = acts.reopened(approved, LATER, "A slip")
    assert acts.approval(again) is None
    assert acts.approval(acts.signed_off(again, LATER)) is None
    assert [plain_text(line).partition(" on ")[0] for line in acts.acts(acts.signed_off(again, LATER))] == [
        "Signed off by Priya Shah",
        "Approved",
        "Opened again by Priya Shah",
        "Signed off by Priya Shah",
    ]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda s: acts.reopened(s, NOW, "Why"), "It is a draft"),
        (lambda s: acts.approved(s, NOW, on=MEETING), "It is a draft"),
        (lambda s: acts.signed_off(acts.signed_off(s, NOW), NOW), "It is final already"),
        (lambda s: acts.reopened(acts.signed_off(s, NOW), NOW, " \n"), "Say why"),
        (lambda s: acts.signed_off(s.model_copy(update={"rehearsal": True}), NOW), "A rehearsal"),
        (
            lambda s: acts.approved(acts.approved(acts.signed_off(s, NOW), NOW, on=None), NOW, on=None),
            "It is approved already",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(act: Callable[[Session], Session], said: str) -> None:
    with pytest.raises(Problem) as refused:
        act(chaired())
    assert refused.value.what.startswith(said)
    assert refused.value.hint


# --- on the desk ------------------------------------------------------------------------------------


def test_a_final_record_is_refused_every_change_and_says_how_it_is_opened_again(desk: Desk) -> None:
    signing.sign_off(desk)
    before = desk.path.read_bytes()
    for change in (
        lambda: desk.apply(note_edits.add_note("comment", "More")),
        desk.undo,
        desk.redo,
        desk.must_write,
        lambda: signing.sign_off(desk),
    ):
        if change in (desk.undo, desk.redo):
            assert change() is None, "undo ends at the sign-off"
            continue
        with pytest.raises(Problem, match="final"):
            change()
    assert "--reopen REASON" in (desk.read_only or "")
    desk.run_clock()
    desk.step(1)
    desk.step(1)
    desk.mark_summarised()
    desk.stop_clock()
    assert desk.path.read_bytes() == before, "not even its place and clock are written"
    assert desk.session.at is not None, "and yet one can look around"


def test_looking_at_it_later_leaves_every_byte_as_it_was(desk: Desk) -> None:
    signing.sign_off(desk)
    path, before = desk.path, desk.path.read_bytes()
    desk.close()
    with reopened_at(path) as later:
        later.run_clock()
        later.step(1)
    assert path.read_bytes() == before
    assert signed_off(path) == "unchanged"


def test_time_that_runs_is_counted_before_it_is_signed_off(desk: Desk) -> None:
    desk.step(1)
    desk.run_clock()
    desk.clock = lambda: NOW + dt.timedelta(minutes=3)
    signing.sign_off(desk)
    assert desk.session.running is None
    assert sum(spell.seconds for spell in desk.session.spells) == 180


def test_undo_ends_at_the_sign_off_also_for_what_is_kept_on_disk(desk: Desk) -> None:
    desk.apply(note_edits.add_note("comment", "A secret"))
    assert read_kept(desk.path).done
    signing.sign_off(desk)
    assert not undo_path(desk.path).exists()
    signing.reopen(desk, "A slip")
    assert desk.undo() is None
    desk.apply(note_edits.add_note("comment", "Put right"))
    assert desk.undo() is not None
    assert desk.undo() is None
    assert desk.session.reopened, "an act is no edit"
    assert [note.text for note in desk.session.notes] == ["We meet as one", "A secret"]


def test_what_a_program_that_ran_before_remembers_does_not_get_past_it(desk: Desk) -> None:
    history, path = History(list(desk.history.done)), desk.path
    signing.sign_off(desk)
    signing.reopen(desk, "A slip")
    desk.close()
    with Desk(Library(path.parent).open(path.stem), lambda: LATER, history) as later:
        assert later.undo() is None


def test_it_is_opened_again_corrected_and_signed_off_once_more(desk: Desk) -> None:
    signing.sign_off(desk)
    first = manifest.checksum(desk.path.read_bytes())
    assert manifest.sealed(desk.path) == first
    path = desk.path
    desk.close()
    with reopened_at(path) as later:
        signing.reopen(later, "A wrong name", "Tom")
        assert later.session.reopened[0].checksum == first
        assert (later.read_only, manifest.sealed(path), signed_off(path)) == (None, "", None)
        later.apply(note_edits.add_note("comment", "Put right"))
        signing.sign_off(later)
    assert manifest.sealed(path) == manifest.checksum(path.read_bytes()) != first


def test_approving_is_written_into_a_final_record_and_it_is_sealed_again(desk: Desk) -> None:
    signing.sign_off(desk)
    with pytest.raises(Problem):
        desk.apply(note_edits.add_note("comment", "More"))
    signing.approve(desk, on=MEETING, amendments=["For ICB read both"])
    assert desk.read_only is not None
    assert Library(desk.path.parent).read("s").approvals[0].on == MEETING
    assert signed_off(desk.path) == "unchanged"


def test_what_was_signed_off_is_among_the_backups(desk: Desk) -> None:
    signing.sign_off(desk)
    assert backups(desk.path)[0].path.read_bytes() == desk.path.read_bytes()


def test_where_the_disk_refuses_it_stays_a_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("sessions.store.storage.write_durably", full)
        with pytest.raises(Problem, match="the disk is full"):
            signing.sign_off(desk)
    assert acts.state(desk.session) == "draft"
    assert desk.undo() is not None


def test_what_is_not_saved_yet_is_not_signed_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    desk.holds = True
    with monkeypatch.context() as broken:
        broken.setattr("sessions.store.storage.write_durably", full)
        desk.apply(note_edits.add_note("comment", "Held"))
        with pytest.raises(Problem):
            signing.sign_off(desk)
    assert acts.state(desk.session) == "draft"
    signing.sign_off(desk)
    assert len(Library(desk.path.parent).read("s").notes) == 2


def test_another_window_opens_nothing_again(desk: Desk) -> None:
    signing.sign_off(desk)
    with Desk(Library(desk.path.parent).open("s"), lambda: NOW) as second:
        with pytest.raises(Problem, match="read only"):
            signing.reopen(second, "A slip")
        with pytest.raises(Problem, match="read only"):
            signing.approve(second, on=MEETING)


def test_it_goes_to_another_laptop_and_back_and_stays_as_it_was_signed_off(
    desk: Desk, tmp_path: Path
) -> None:
    signing.sign_off(desk)
    handed = handing.hand_over(desk, tmp_path)
    assert signed_off(desk.path) == "unchanged"
    with pytest.raises(Problem, match="handed over"):
        signing.reopen(desk, "A slip")
    there = handing.take(tmp_path / "there", handed, clock=lambda: NOW).path
    assert signed_off(there) == "unchanged"
    path = desk.path
    desk.close()
    with reopened_at(there) as theirs:
        signing.reopen(theirs, "A slip")
        theirs.apply(note_edits.add_note("comment", "Put right"))
        signing.sign_off(theirs)
        back = handing.hand_over(theirs, tmp_path)
    assert handing.take(path.parent, back, clock=lambda: LATER).outcome == "continued"
    assert signed_off(path) == "unchanged"
    assert [act.reason for act in Library(path.parent).read("s").reopened] == ["A slip"]


def test_one_that_was_taken_back_stays_as_it_was_signed_off(desk: Desk, tmp_path: Path) -> None:
    signing.sign_off(desk)
    handing.hand_over(desk, tmp_path)
    path = desk.path
    desk.close()
    with Library(path.parent).open("s") as file:
        handing.take_back(file)
    assert signed_off(path) == "unchanged"
    assert acts.state(Library(path.parent).read("s")) == "final"


def test_one_that_was_changed_is_still_found_out_once_it_was_handed_over(desk: Desk, tmp_path: Path) -> None:
    signing.sign_off(desk)
    path = desk.path
    desk.close()
    path.write_bytes(path.read_bytes().replace(b"We meet as one", b"We meet as two"))
    with reopened_at(path) as changed:
        handing.hand_over(changed, tmp_path)
    assert signed_off(path) == "changed"


def test_where_a_final_one_was_opened_again_elsewhere_it_is_a_draft_here_too(
    desk: Desk, tmp_path: Path
) -> None:
    signing.sign_off(desk)
    handed = handing.hand_over(desk, tmp_path)
    path = desk.path
    desk.close()
    with reopened_at(handing.take(tmp_path / "there", handed, clock=lambda: NOW).path) as theirs:
        signing.reopen(theirs, "A slip")
        back = handing.hand_over(theirs, tmp_path)
    handing.take(path.parent, back, clock=lambda: LATER)
    assert (signed_off(path), acts.state(Library(path.parent).read("s"))) == (None, "draft")


def test_a_rehearsal_of_a_final_session_can_be_tried_out(desk: Desk) -> None:
    signing.sign_off(desk)
    file = rehearsal.rehearse(desk.session, "s", clock=lambda: NOW)
    with Desk(file, lambda: NOW) as tried:
        tried.apply(note_edits.add_note("comment", "Tried"))
        assert tried.session.notes[-1].text == "Tried"
    rehearsal.end(file.path)
    assert acts.state(desk.session) == "final"


# --- what is said of it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quorum", "attendances", "said", "met"),
    [
        (None, (), "", None),
        (2, (), "2 of 3 partners: 3 came, so it was met", True),
        (3, ("apologies",), "3 of 3 partners: 2 came, so it was not met", False),
        (3, ("late",), "3 of 3 partners: 3 came, so it was met", True),
        (3, ("left",), "3 of 3 partners: 3 came, so it was met until 1 left", True),
        (2, ("left",), "2 of 3 partners: 3 came, so it was met", True),
    ],
)
def test_whether_there_was_a_quorum(
    quorum: int | None, attendances: tuple[str, ...], said: str, met: bool | None
) -> None:
    session = chaired()
    if quorum is not None:
        session = event_edits.set_quorum(quorum).apply(session, NOW)
    for partner, attendance in zip(session.partners, attendances, strict=False):
        session = people_edits.set_attendance(partner.uid, attendance).apply(session, NOW)  # type: ignore[arg-type]
    assert (plain_text(acts.quorum_line(session)), acts.quorum_met(session)) == (said, met)


@pytest.mark.parametrize("partners", [0, -1, 100])
def test_a_quorum_that_is_none_is_refused(partners: int) -> None:
    with pytest.raises(Problem, match="A quorum is"):
        event_edits.set_quorum(partners).apply(chaired(), NOW)


def test_one_person_is_in_the_chair_and_no_body() -> None:
    session = people_edits.set_people([*chaired().people, Person(name="Tom")]).apply(chaired(), NOW)
    priya, tom = session.people
    after = people_edits.set_chair(tom.uid).apply(session, NOW)
    assert [person.chair for person in after.people] == [False, True]
    assert not any(person.chair for person in people_edits.set_chair(None).apply(after, NOW).people)
    assert people_edits.set_chair(priya.uid).apply(session, NOW).people[0] is priya
    with pytest.raises(Problem, match="a person takes the chair"):
        people_edits.set_chair(session.partners[0].uid).apply(session, NOW)


@pytest.mark.parametrize(
    ("role", "chairs"),
    [("Chair", 1), ("Chairman of the board", 1), ("co-chair, ICB", 1), ("Deputy chair", 0), ("Chairs", 1),
     ("Vice-Chair", 0), ("Wheelchair services", 0), ("", 0)],
)  # fmt: skip
def test_whose_role_says_chair_is_in_it_where_nobody_is_noted(role: str, chairs: int) -> None:
    people = [Person(name="Priya Shah", role=role), Person(name="Tom", role="Director")]
    session = people_edits.set_people(people).apply(new_session(), NOW)
    assert acts.signed_off(session, NOW).final_by == "Priya Shah" * chairs
    text = markdown.render(build(session, now=NOW, form="minutes")).decode()
    assert ("**Chair:** Priya Shah" in text) is bool(chairs)
    noted = people_edits.set_chair(session.people[1].uid).apply(session, NOW)
    assert acts.signed_off(noted, NOW).final_by == "Tom"
    away = people_edits.set_attendance(session.people[0].uid, "apologies").apply(session, NOW)
    assert acts.signed_off(away, NOW).final_by == ""


def test_whoever_declared_it_an_interest_stands_beside_the_name() -> None:
    session = chaired()
    for row, text in ((session.partners[1], "Owns the\x00 building"), (session.people[0], "Married to it")):
        session = people_edits.declare_interests(row.uid, text).apply(session, NOW)
    assert session.partners[1].interests == "Owns the building"
    assert session.people[0].interests == "Married to it"
    assert (
        people_edits.declare_interests(session.people[0].uid, "").label(session) == "interests of Priya Shah"
    )
