"""Who has a voice on an item or in a vote: the partners but for those recused, or the room, never both."""

import pytest

from sessions import plan
from sessions.analysis.items import spread_of
from sessions.edits import people as people_edits
from sessions.edits.notes import add_note
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VOTES, VoteActivity, dots_left, dots_of, tally
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS, agreement_on, ballots_on, round_of, standing_ballots
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM
from sessions.voices import RECUSALS, listed_on, take_no_part, take_part, voices_on
from tests.builders import NOW, TODAY, answered, new_session, page
from workshop.steps.registry import view_of
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.wall.shown import shown
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.vote_grid import vote_state

ITEM, OTHER = "principles/P1", "principles/P2"
VOTE = "s3"
HANDS = (0, 1, 12, 2, 0)


def made(*, as_bodies: bool = True) -> Session:
    return new_session("tips-and-pulse", "County Council", "ICB", "Care providers", as_bodies=as_bodies)


def ids(session: Session, subject_id: str = ITEM) -> list[str]:
    return [voice.id for voice in voices_on(session, subject_id)]


def room(session: Session, *, instead: bool = False) -> Session:
    return score_edits.answer(ITEM, ROOM, HANDS, 3, instead=instead).apply(session, NOW)


def on_wall(session: Session, item_id: str = ITEM, size: tuple[int, int] = (80, 24)) -> str:
    stop = next(stop for stop in plan.stops(session) if stop.ref == item_id)
    wall, _ = shown(session, stop, TODAY, NOW, None)
    return "\n".join(line.plain for line in laid_out(wall, *size))


# --- the whole room --------------------------------------------------------------------------------


def test_the_room_answers_one_item_and_the_partners_all_others() -> None:
    session = room(made())
    assert ids(session) == [ROOM]
    assert ids(session, OTHER) == ["county-council", "icb", "care-providers"]
    assert [p.id for p in answers(session, OTHER).listed] == ids(session, OTHER)
    assert [p.id for p in answers(session, ITEM).listed] == [ROOM]


def test_the_room_or_the_partners_never_both_unless_one_replaces_the_other() -> None:
    session = answered(made(), ITEM, [2, 3])
    with pytest.raises(Problem, match=r"Partners have answered .* already"):
        room(session)
    replaced = room(session, instead=True)
    assert [ballot.partner_id for ballot in BALLOTS.of(replaced)] == [ROOM]
    with pytest.raises(Problem, match=r"whole room has answered .* as one"):
        score_edits.answer_level(ITEM, "icb", 4).apply(replaced, NOW)
    back = score_edits.answer_level(ITEM, "icb", 4, instead=True).apply(replaced, NOW)
    assert ids(back) == ["county-council", "icb", "care-providers"]
    assert score_edits.take_back(ITEM, ROOM).apply(room(made()), NOW) == made()


def test_what_the_room_has_seen_is_kept_when_its_hands_replace_it() -> None:
    session = score_edits.reveal(ITEM).apply(answered(made(), ITEM, [2, 3, 3]), NOW)
    replaced = room(session, instead=True)
    assert standing_ballots(replaced, ITEM).keys() == {ROOM}
    kept = [ballot for ballot in BALLOTS.of(replaced) if ballot.partner_id != ROOM]
    assert [ballot.before is not None and not ballot.stands for ballot in kept] == [True] * 3
    assert ids(replaced) == [ROOM], "what was taken back is no voice"
    assert "County Council: Answer: taken back after the reveal, from 2" in " ".join(
        account(replaced).split()
    )


def test_hands_of_the_room_count_people_and_are_hidden_until_the_reveal() -> None:
    session = room(made())
    assert spread_of(session, ITEM).n == sum(HANDS)
    assert "12" not in on_wall(session)
    assert answers(session, ITEM).ballots == {}
    session = score_edits.reveal(ITEM).apply(session, NOW)
    assert "█▌ 12" in on_wall(session)
    assert "Answers from" not in on_wall(session), "nobody is missing"
    lines = AnswerGrid().draw(80, answers(session, ITEM), ROOM)
    assert "partners" not in " ".join(line.plain for line in lines), "nor does the page count partners"


# --- recusal ---------------------------------------------------------------------------------------


def test_a_partner_that_takes_no_part_is_no_voice_and_not_waited_for() -> None:
    session = take_no_part(ITEM, "icb", "It bids for it.").apply(answered(made(), ITEM, [2, 5, 2]), NOW)
    assert ids(session) == ["county-council", "care-providers"]
    assert ballots_on(session, ITEM, 1).keys() == {"county-council", "care-providers"}
    assert spread_of(session, ITEM).counts == (0, 2, 0, 0, 0), "what it had answered does not count"
    assert ids(session, OTHER) == ["county-council", "icb", "care-providers"]
    with pytest.raises(Problem, match="ICB takes no part in"):
        score_edits.answer_level(ITEM, "icb", 3).apply(session, NOW)
    assert ids(take_part(ITEM, "icb").apply(session, NOW)) == ["county-council", "icb", "care-providers"]


def test_both_views_the_minutes_and_the_record_say_who_takes_no_part() -> None:
    session = take_no_part(ITEM, "icb", "It bids for it.").apply(answered(made(), ITEM, [2]), NOW)
    says = "Takes no part in this: ICB (It bids for it.)."
    assert says in " ".join(on_wall(session).split())
    assert [p.id for p in listed_on(session, ITEM)] == ["county-council", "icb", "care-providers"]
    session = score_edits.reveal(ITEM).apply(session, NOW)
    assert says in " ".join(on_wall(session).split())
    assert "No answer from Care providers" in on_wall(session)
    assert says in " ".join(account(session).split())
    row = session.model_dump(mode="json")[RECUSALS.name][0]
    assert (row["item_id"], row["partner_id"], row["reason"]) == (ITEM, "icb", "It bids for it.")


def test_its_dissent_goes_and_a_decision_on_the_item_is_without_it() -> None:
    session = score_edits.agree(ITEM, 3, dissents=[("icb", "No."), ("county-council", "Nor we.")]).apply(
        made(), NOW
    )
    session = take_no_part(ITEM, "icb").apply(session, NOW)
    agreement = agreement_on(session, ITEM)
    assert agreement is not None
    assert [dissent.partner_id for dissent in agreement.dissents] == ["county-council"]
    with pytest.raises(Problem, match="ICB takes no part"):
        score_edits.dissent(ITEM, "icb", "Still no.").apply(session, NOW)
    text = " ".join(account(add_note("decision", "Buy it.", origin=ITEM).apply(session, NOW)).split())
    assert "Buy it. (from " in text
    assert ") without ICB" in text


def test_somebody_has_to_take_part() -> None:
    session = made()
    for partner_id in ("county-council", "icb"):
        session = take_no_part(ITEM, partner_id).apply(session, NOW)
    with pytest.raises(Problem, match="Nobody else is left"):
        take_no_part(ITEM, "care-providers").apply(session, NOW)
    with pytest.raises(Problem, match="on record"):
        people_edits.remove_partner("icb").apply(session, NOW)


# --- dots ------------------------------------------------------------------------------------------


def vote(session: Session, partner: str, dots: dict[str, int], **more: object) -> Session:
    return vote_edits.vote(VOTE, partner, dots, **more).apply(session, NOW)  # type: ignore[arg-type]


def test_totals_are_limited_by_people_and_dots() -> None:
    session = vote(made(as_bodies=False), "icb", {"tips/T4": 14, "tips/T7": 9}, people=12)
    activity = session.activity(VOTE)
    assert isinstance(activity, VoteActivity)
    assert dots_of(session, VOTE)["icb"].people == 12
    assert dots_left(session, activity, 10) == {"icb": 12 * activity.dots - 23}
    with pytest.raises(
        Problem, match=f"{12 * activity.dots + 1} dots, but 12 people have {12 * activity.dots}"
    ):
        vote(session, "icb", {"tips/T4": 12 * activity.dots + 1}, people=12)
    one_each = vote_edits.change_dots(VOTE, dots=3, stack=False).apply(made(as_bodies=False), NOW)
    assert tally(vote(one_each, "icb", {"tips/T4": 12}, people=12), VOTE) == {"tips/T4": 12}
    with pytest.raises(Problem, match="More than 12 dots on one"):
        vote(one_each, "icb", {"tips/T4": 13}, people=12)


@pytest.mark.parametrize("people", [0, 1000])
def test_so_many_people_cannot_have_voted(people: int) -> None:
    with pytest.raises(Problem, match="people cannot have voted"):
        vote(made(as_bodies=False), "icb", {"tips/T4": 1}, people=people)


def test_no_more_people_vote_than_a_partner_brought() -> None:
    session = people_edits.change_partner("icb", name="ICB", sector="NHS", members=9).apply(made(), NOW)
    with pytest.raises(Problem, match="10 people, but ICB has 9"):
        vote(session, "icb", {"tips/T4": 1}, people=10)


def test_the_room_votes_at_once_instead_of_the_partners() -> None:
    session = vote(made(as_bodies=False), "icb", {"tips/T4": 14}, people=12)
    with pytest.raises(
        Problem, match=r"Partners have placed dots in .* already\. Take back their dots first"
    ):
        vote(session, ROOM, {"tips/T1": 30}, people=28)
    session = vote(session, ROOM, {"tips/T1": 30}, people=28, instead=True)
    assert [dots.partner_id for dots in VOTES.of(session)] == [ROOM]
    assert ids(session, VOTE) == [ROOM]
    assert ids(session) == ["county-council", "icb", "care-providers"]
    activity = session.activity(VOTE)
    assert isinstance(activity, VoteActivity)
    assert [voice.id for voice in vote_state(session, activity).voices] == [ROOM]
    session = vote_edits.reveal_vote(VOTE).apply(session, NOW)
    with pytest.raises(Problem, match=r"whole room has placed dots in .* as one\. Take back its dots first"):
        vote(session, "icb", {"tips/T4": 1})
    assert "28 people of the whole room placed" in " ".join(account(session).split())


def test_where_people_answer_the_page_speaks_of_persons() -> None:
    stop = next(stop for stop in plan.stops(made()) if stop.activity_id == VOTE)
    assert "for each person" in page(made(as_bodies=False), stop).lines[0].text
    assert "for each partner" in page(made(), stop).lines[0].text
    scene = Scene(made(as_bodies=False), stop, TODAY)
    assert "whole_room" in view_of(scene.activity).commands(scene)
    assert round_of(made(), ITEM) == (1, False)
