"""What a check shows: page, aside, what to say next, the agenda, and the room's wall in every size."""

from __future__ import annotations

import pytest

from sessions import plan
from sessions.edits import notes as note_edits
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import ChecklistActivity
from sessions.many.differences import differences
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import does_not_apply
from sessions.spans import plain_text
from sessions.voices import take_no_part
from tests.builders import NOW, TODAY, aside, hidden_answers, page, say_next
from tests.checklists import (
    BOARD,
    GROUP,
    MEASURES,
    NEED,
    POOLED,
    after,
    checklist_session,
    filled,
    said,
    stop_at,
)
from tests.offered import step_offers
from workshop.contents import summary_contents
from workshop.steps.position import agenda_rows
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.figures import figures
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.shown import shown

SECTION = "lead-provider/checklist"
SIZES = ((80, 24), (120, 36))


@pytest.fixture
def session() -> Session:
    return checklist_session("County Council", "ICB", "Voluntary sector")


def on_wall(session: Session, stop: Stop, width: int = 80, height: int = 24, number: int = 0) -> str:
    """What the room sees, line by line."""
    wall, _ = shown(session, stop, TODAY, NOW, None)
    return "\n".join(line.plain.rstrip() for line in laid_out(wall, width, height, page=number))


def flat(session: Session, stop: Stop, width: int = 80, height: int = 24) -> str:
    """All its pages on one line."""
    wall, _ = shown(session, stop, TODAY, NOW, None)
    return " ".join(" ".join(on_wall(session, stop, width, height, n).split()) for n in range(pages(wall)))


def lines(session: Session, stop: Stop) -> list[str]:
    return [line.text for line in page(session, stop).lines]


def commands(session: Session, stop: Stop) -> frozenset[str]:
    scene = Scene(session, stop, TODAY)
    return view_at(scene).commands(scene) - view_at(scene).idle(scene)


# --- the facilitator ------------------------------------------------------------------------------


def test_what_is_asked_and_which_digits_answer(session: Session) -> None:
    (ask, script) = say_next(session, stop_at(session, NEED))
    assert "1 yes, 2 partly, 3 no" in ask
    assert script == "Read the check aloud. → goes on."


@pytest.mark.parametrize(
    ("answer", "said_next"),
    [
        ("yes", "What shows it?"),
        ("partly", "a takes it"),
        ("no", "a takes it"),
        ("unknown", "Who could find out?"),
    ],
)
def test_what_is_missing_offers_an_action_at_once(session: Session, answer: str, said_next: str) -> None:
    made = after(session, edits.tick(NEED, answer))  # type: ignore[arg-type]
    assert said_next in " ".join(say_next(made, stop_at(made, NEED)))


def test_once_an_action_is_taken_another_is_not_asked_for(session: Session) -> None:
    made = after(
        session, edits.tick(NEED, "no"), note_edits.add_action(note_edits.ActionFields("Do"), origin=NEED)
    )
    assert say_next(made, stop_at(made, NEED)) == ("n adds a remark. → goes on.",)


def test_questions_that_are_not_answered_are_asked_for_first(session: Session) -> None:
    made = after(session, edits.tick(MEASURES, "no"))
    assert "↑ ↓ choose a question" in say_next(made, stop_at(made, MEASURES))[0]
    made = after(made, *(edits.tick_question(MEASURES, number, "yes") for number in (1, 2)))
    assert "What would make it a yes" in say_next(made, stop_at(made, MEASURES))[0]


def test_questions_stand_beside_a_check_that_is_not_answered(session: Session) -> None:
    question = session.item(MEASURES).questions[0]
    assert question in [line.text for line in aside(session, stop_at(session, MEASURES))]
    made = after(session, edits.tick(MEASURES, "yes"))
    assert question not in [line.text for line in aside(made, stop_at(made, MEASURES))]


def test_the_close_of_a_section_says_how_far_it_is_and_what_is_missing(session: Session) -> None:
    made = filled(session)
    text = lines(made, stop_at(made, SECTION, "closing"))
    assert text[:2] == [
        "Which no do we turn into a yes first?",
        "3 of 16 answered: 1 yes, 1 partly, 1 no; 1 not known yet; 12 to go.",
    ]
    assert text[2:8] == [
        "✗ No (1)",
        "10 A steering group → A1 Set it up",
        "◐ Partly (1)",
        "2 Measures of performance “who reports?”",
        "? Not known yet (1)",
        "3 Practice staff are ready",
    ]
    assert text[8] == "To go (12)"
    assert text[9].startswith("4 How we buy; 5 How we pay; ")
    assert text[9].count(";") == 11


def test_the_start_of_a_section_says_how_far_it_is() -> None:
    session = checklist_session("ICB")
    (pack,) = (pack for pack in session.packs if pack.id == "inclusion")
    about = tuple(s.model_copy(update={"about": "It is about who is in."}) for s in pack.sections)
    pack = pack.model_copy(update={"sections": about})
    made = session.model_copy(update={"packs": (session.packs[0], pack)})
    stop = stop_at(made, "inclusion/board", "section")
    assert lines(made, stop) == ["It is about who is in.", "0 of 6 answered; 6 to go."]
    assert "0 of 6 checked" in on_wall(made, stop)


def test_the_agenda_marks_what_is_answered(session: Session) -> None:
    rows = {row.stop.ref: (row.mark, row.words.strip()) for row in agenda_rows(filled(session), NOW)}
    assert rows[NEED] == ("✓", "1 Need assessed · yes")
    assert rows[GROUP] == ("✓", "10 A steering group · no")
    assert rows["lead-provider/C3"] == ("•", "3 Practice staff are ready · not known yet")
    assert rows["lead-provider/C4"] == ("·", "4 How we buy")
    assert rows[POOLED] == ("–", "8 Pooled budgets · does not apply")


def test_commands_hold_where_they_do_something(session: Session) -> None:
    together, partners = stop_at(session, MEASURES), stop_at(session, BOARD)
    here = commands(session, together)
    assert here >= {"answer_level_1", "answer_level_3", "dont_know", "questions", "dot_rule"}
    assert not here & {"reveal", "counts", "agree", "dissent", "takes_no_part"}
    assert "questions" not in commands(session, stop_at(session, NEED)), "there is none under it"
    assert "dissent" in commands(after(session, edits.tick(MEASURES, "no")), together)
    assert commands(session, partners) >= {"reveal", "counts", "whole_room", "takes_no_part"}
    seen = after(said(session), edits.reveal_check(BOARD))
    assert commands(seen, partners) >= {"agree", "counts"}
    assert "reveal" not in commands(seen, partners)
    assert commands(after(session, does_not_apply(NEED, "x")), stop_at(session, NEED)) == frozenset()


def test_a_peek_shows_what_is_hidden_and_nothing_after(session: Session) -> None:
    made = said(session)
    stop = stop_at(made, BOARD)
    assert hidden_answers(made, stop) == (
        ("County Council", "yes"),
        ("ICB", "no"),
        ("Voluntary sector", "don't know"),
    )
    assert hidden_answers(after(made, edits.reveal_check(BOARD)), stop) == ()
    people = made.model_copy(update={"as_bodies": False})
    assert hidden_answers(people, stop) == (("All together", "1 yes, 0 partly, 1 no, 1 don't know (n = 2)"),)


# --- the room -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_the_room_reads_the_check_and_is_asked(session: Session, size: tuple[int, int]) -> None:
    text = flat(session, stop_at(session, NEED), *size)
    assert "We have assessed need, unmet need too, and thought of patients" in text
    assert "Yes, partly or no?" in text
    assert "0 of 17 checked" in text


@pytest.mark.parametrize(
    ("answer", "sign"),
    [("yes", "✓ YES"), ("partly", "◐ PARTLY"), ("no", "✗ NO"), ("unknown", "? NOT KNOWN YET")],
)
def test_an_answer_is_a_sign_and_a_word(session: Session, answer: str, sign: str) -> None:
    made = after(session, edits.tick(NEED, answer))  # type: ignore[arg-type]
    text = on_wall(made, stop_at(made, NEED))
    assert sign in text
    assert "Yes, partly or no?" not in text
    drawn = figures(sign, wide=2)
    if drawn is not None and len(drawn[0]) < 110:
        large = on_wall(made, stop_at(made, NEED), 120, 36)
        assert all(row.rstrip() in large for row in drawn)


def test_questions_open_under_no_and_partly_and_are_folded_under_yes(session: Session) -> None:
    question = session.item(MEASURES).questions[0]
    for answer, opens in (("yes", False), ("unknown", False), ("partly", True), ("no", True)):
        made = after(session, edits.tick(MEASURES, answer))  # type: ignore[arg-type]
        assert (question in flat(made, stop_at(made, MEASURES))) is opens, answer
    made = after(session, edits.tick(MEASURES, "yes"), edits.tick_question(MEASURES, 2, "no"))
    text = flat(made, stop_at(made, MEASURES))
    assert "· … How often" in text
    assert "✗ no Who gets the reports?" in text


def test_before_the_reveal_only_who_has_answered(session: Session) -> None:
    made = after(session, edits.say_one(BOARD, "icb", "no"))
    for size in SIZES:
        text = flat(made, stop_at(made, BOARD), *size)
        assert "✓ ICB" in text
        assert "… County Council" in text
        assert "1 of 3 answered" in text
        assert "✗" not in text


def test_after_the_reveal_what_was_said_and_by_whom(session: Session) -> None:
    made = after(said(session), edits.reveal_check(BOARD), take_no_part(BOARD, "icb", "It bids"))
    text = flat(made, stop_at(made, BOARD))
    assert "✓ yes 1 █▌ County Council" in text
    assert "✗ no 0" in text
    assert "? don't know 1 █▌ Voluntary sector" in text
    assert "Takes no part in this: ICB (It bids)." in text
    settled = flat(after(made, edits.tick(BOARD, "partly")), stop_at(made, BOARD))
    assert "◐ PARTLY" in settled
    assert "WHAT PARTNERS SAID" in settled


def test_people_are_not_named(session: Session) -> None:
    made = after(said(session), edits.reveal_check(BOARD)).model_copy(update={"as_bodies": False})
    text = flat(made, stop_at(made, BOARD))
    assert "County Council" not in text
    assert "✓ yes 1" in text


@pytest.mark.parametrize("size", SIZES)
def test_the_close_of_a_section_lists_what_is_missing_with_counts(
    session: Session, size: tuple[int, int]
) -> None:
    made = filled(session)
    text = flat(made, stop_at(made, SECTION, "closing"), *size)
    for part in (
        "3 of 16 answered: 1 yes, 1 partly, 1 no; 1 not known yet; 12 to go.",
        "✗ NO: 1 10 A steering group",
        "◐ PARTLY: 1 2 Measures of performance",
        "TO GO: 12",
    ):
        assert part in text


def test_a_long_list_goes_over_several_pages(session: Session) -> None:
    made = after(session, *(edits.tick(f"lead-provider/C{n}", "no") for n in range(1, 18)))
    wall, _ = shown(made, stop_at(made, SECTION, "closing"), TODAY, NOW, None)
    assert pages(wall) > 1
    text = flat(made, stop_at(made, SECTION, "closing"))
    assert all(made.item(f"lead-provider/C{n}").name in text for n in range(1, 18))


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36), (200, 50)])
def test_every_state_fits_every_window(size: tuple[int, int]) -> None:
    names = ("The County Council of Exampleshire and North Vale", *(f"Partner number {n}" for n in range(9)))
    session = checklist_session(*names)
    made = after(filled(session), *(edits.say_one(BOARD, p.id, "no") for p in session.partners))
    for state in (session, made, after(made, edits.reveal_check(BOARD), edits.tick(BOARD, "unknown"))):
        for stop in plan.stops(state):
            wall, _ = shown(state, stop, TODAY, NOW, None)
            for number in range(pages(wall)):
                drawn = laid_out(wall, *size, page=number)
                assert len(drawn) == size[1]
                assert all(line.cell_length <= size[0] for line in drawn)


# --- in the room ----------------------------------------------------------------------------------


def test_a_checklist_can_be_added_on_whatever_the_session_carries(session: Session) -> None:
    offers = [offer for offer in step_offers(session, "s1") if offer.activity.kind == "checklist"]
    assert not any("Before we commission" in offer.words for offer in offers), "it is on the agenda"
    without = session.model_copy(update={"agenda": (session.agenda[0], session.agenda[-1])})
    found = {offer.words: offer.activity for offer in step_offers(without, "s1")}
    words = "Check with yes, partly or no: Before we commission through a lead provider, 17 checks (34 min)"
    assert isinstance(found[words], ChecklistActivity)
    assert found[words].pack_id == "lead-provider"


def test_two_copies_say_where_they_differ(session: Session) -> None:
    first = after(filled(session), edits.say_one(BOARD, "icb", "no"))
    other = after(
        filled(session),
        edits.tick(NEED, "no"),
        edits.tick_question(GROUP, 2, "yes"),
        edits.say_one(BOARD, "icb", "yes"),
    )
    said_of = {
        (plain_text(row.here), plain_text(row.there))
        for row in differences(first, other)
        if row.table in ("Checks", "What partners said")
    }
    assert ("1 Need assessed: yes", "1 Need assessed: no") in said_of
    assert ("10 A steering group: question 2: no", "10 A steering group: question 2: yes") in said_of
    assert any("not revealed" in here for here, _ in said_of)


def test_the_close_and_the_summarys_screen_say_how_far_it_got(session: Session) -> None:
    made = after(filled(session), edits.dissent_from_check(GROUP, "icb", "It met"))
    last = plan.stops(made)[-1]
    far = "Before we commission through a lead provider: 3 of 16 answered: 1 yes, 1 partly, 1 no; "
    assert any(line.startswith(far) for line in lines(made, last))
    contents = [line.text for line in summary_contents(made)]
    assert {"3 of 22 checks answered", "1 dissent"} <= set(contents)
