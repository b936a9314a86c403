"""What does not apply here is passed over and counts nowhere, and the summary says why in one place."""

import pytest

from sessions import plan
from sessions.analysis.whole import candidates, gaps, progress, recorded_items
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.many.make import card_of
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import NOT_APPLYING, applies, does_not_apply, items_not_applying, why_not
from sessions.store.check import findings
from tests.builders import NOW, TODAY, answered, aside, new_session, page
from workshop.contents import summary_contents
from workshop.profile import profile
from workshop.steps.position import agenda_rows, place
from workshop.wall.shown import shown

ITEM, SECTION, REASON = "icbo/D1.2", "icbo/d1", "There is no such service."


def assessment(**changes: bool) -> Session:
    return new_session("four-domains", "Council", "ICB", "Carers", **changes)


def out(session: Session, ref: str = ITEM, reason: str = REASON) -> Session:
    return does_not_apply(ref, reason).apply(session, NOW)


def scored(session: Session, item_id: str = ITEM) -> Session:
    session = score_edits.reveal(item_id).apply(answered(session, item_id, [1, 2, 2]), NOW)
    return score_edits.agree(item_id, 1, target=4).apply(session, NOW)


def at(session: Session, ref: str) -> Session:
    stop = next(stop for stop in plan.stops(session) if stop.ref == ref)
    return session.model_copy(update={"at": stop})


def test_it_is_neither_reached_nor_missed_nor_counted() -> None:
    before = assessment()
    session = out(scored(before))
    done, of = progress(before)
    assert progress(session) == (done, of - 1)
    assert card_of(session).texts[6:8] == ("0", str(of - 1)), "nor in the list of sessions"
    assert ITEM not in plan.left(session)
    assert ITEM in plan.left(before)
    assert gaps(session) == ()
    assert ITEM not in recorded_items(session)
    assert profile(session, "gap") == ()
    assert not any("agreed level" in line.text for line in summary_contents(session))
    assert any(line.text == "1 item that does not apply" for line in summary_contents(session))
    assert gaps(applies(ITEM).apply(session, NOW)), "what was recorded counts again once it applies again"


def test_a_whole_section_takes_its_items_with_it_and_gives_them_back() -> None:
    before = assessment()
    session = out(before, SECTION)
    items = [item.id for item in session.section(SECTION).items]
    assert list(items_not_applying(session)) == items
    assert not set(items) & set(plan.left(session))
    with pytest.raises(Problem, match="All of Domain 1 does not apply here"):
        applies(items[0]).apply(session, NOW)
    assert applies(SECTION).apply(session, NOW) == before


def test_a_vote_does_not_offer_it() -> None:
    session = new_session("tips-and-pulse", "Council", "ICB")
    vote = next(step for step in session.agenda if isinstance(step, VoteActivity))
    first, *rest = candidates(session, vote)
    assert candidates(out(session, first), vote) == tuple(rest)


def test_the_arrows_pass_it_over_and_the_agenda_still_leads_there() -> None:
    session = out(at(assessment(), "icbo/D1.1"))
    assert plan.next_stop(session, 1) == next(s for s in plan.stops(session) if s.ref == "icbo/D1.3")
    assert ITEM in {stop.ref for stop in plan.stops(session)}
    rows = [row for row in agenda_rows(session, NOW) if row.stop.ref == ITEM]
    assert [row.mark for row in rows] == ["–"]
    assert rows[0].words.endswith("does not apply")
    whole = out(at(assessment(), SECTION), SECTION)
    following = plan.next_stop(whole, 1)
    assert following is not None
    assert following.ref == "icbo/d2"
    nothing = out(whole.model_copy(update={"at": plan.stops(whole)[-1]}), ITEM)
    assert plan.next_stop(nothing, 1) is None


def test_the_head_counts_without_it() -> None:
    session = at(out(assessment()), "icbo/D1.3")
    assert session.at is not None
    assert place(session, session.at).progress.endswith("Standard 2 of 20")
    here = Stop(activity_id=session.at.activity_id, part="item", ref=ITEM)
    assert place(session, here).progress.endswith("does not apply")


def test_both_views_say_it_and_show_nothing_of_the_answers() -> None:
    session = at(out(scored(assessment())), ITEM)
    assert session.at is not None
    assert page(session, session.at).lines[0].text == f"Does not apply here: {REASON}"
    assert any("again brings it back" in line.text for line in aside(session, session.at))
    wall, _ = shown(session, session.at, TODAY, NOW, None)
    assert [entry.text for entry in wall.entries] == ["Does not apply here", REASON]
    assert (wall.levels, wall.picture, wall.settled, wall.voices) == ((), None, "", ())
    section = at(out(assessment(), SECTION), SECTION)
    wall, _ = shown(section, section.at, TODAY, NOW, None)
    assert wall.entries[-1].text == REASON


def test_the_summary_lists_it_in_one_place_with_its_reason() -> None:
    session = out(out(scored(assessment())), "icbo/d2", "Not ours.")
    text = account(session)
    assert f"Does not apply here\n{'-' * 19}" in text
    assert text.count(REASON) == 1, "in the list"
    assert "Domain 2: Not ours." in text
    assert session.item("icbo/D2.1").name not in text
    noted = note_edits.add_note("comment", "Ask the county.", origin="icbo/D2.1").apply(session, NOW)
    assert "Ask the county." in account(noted), "what was noted is never lost"


def test_it_takes_a_reason_and_something_of_this_session() -> None:
    with pytest.raises(Problem, match="reason is empty"):
        out(assessment(), ITEM, "  ")
    with pytest.raises(Problem, match="No item or section"):
        out(assessment(), "icbo/D9.9")
    session = out(assessment())
    with pytest.raises(Problem, match=r"1\.2 does not apply here"):
        score_edits.answer_level(ITEM, "icb", 3).apply(session, NOW)
    with pytest.raises(Problem, match=r"1\.2 does not apply here"):
        score_edits.agree(ITEM, 3).apply(session, NOW)
    assert why_not(session, ITEM) == NOT_APPLYING.of(session)[0]


def test_a_reference_that_leads_nowhere_is_damage() -> None:
    (row,) = NOT_APPLYING.of(out(assessment()))
    broken = NOT_APPLYING.put(assessment(), [row.model_copy(update={"ref": "icbo/D9.9"})])
    assert [str(finding) for finding in findings(broken)] == [
        "not_applying 1: no item or section 'icbo/D9.9' in this session"
    ]


def test_the_rest_of_a_step_moves_without_it() -> None:
    session = out(scored(assessment(), "icbo/D1.1"))
    step = next(step for step in session.agenda if isinstance(step, ScoreActivity))
    after = agenda_edits.postpone_rest(step.id).apply(session, NOW)
    moved = [other for other in after.agenda if isinstance(other, ScoreActivity) and other.id != step.id]
    assert all(ITEM not in other.item_ids for other in moved if other.title.endswith("(the rest)"))
    kept = after.activity(step.id)
    assert isinstance(kept, ScoreActivity)
    assert kept.item_ids[:2] == ("icbo/D1.1", ITEM)
