"""Dots that the room has seen are not replaced without a trace."""

import json

import pytest

from sessions.kinds.prioritise import edits
from sessions.kinds.prioritise.records import VOTES, dots_of
from sessions.outputs.text import account
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW, TODAY, new_session
from workshop.cli.dumped import dumped
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene

VOTE = "s3"
PARTNERS = ("County Council", "ICB")


@pytest.fixture
def revealed() -> Session:
    session = new_session("tips-and-pulse", *PARTNERS)
    for partner in ("county-council", "icb"):
        session = edits.vote(VOTE, partner, {"tips/T4": 3}).apply(session, NOW)
    return edits.reveal_vote(VOTE).apply(session, NOW)


def sentences(session: Session) -> tuple[str, ...]:
    scene = Scene(session, Stop(activity_id=VOTE), TODAY)
    return view_at(scene).wall(scene).sentences


def test_what_the_room_saw_stays_in_the_record(revealed: Session) -> None:
    changed = edits.vote(VOTE, "icb", {"tips/T1": 2}).apply(revealed, NOW)
    (row,) = [row for row in VOTES.of(changed) if row.partner_id == "icb"]
    assert (row.after_reveal, row.before) == (True, (("tips/T4", 3),))
    assert "Dots changed after the reveal: ICB." in account(changed)
    assert sentences(changed) == ("Dots changed after the reveal: ICB.",)
    votes = json.loads(json.dumps(dumped(changed)))["votes"]
    (vote,) = [vote for vote in votes if vote["partner_id"] == "icb"]
    assert vote["before"] == [["tips/T4", 3]]
    nameless = changed.model_copy(update={"as_bodies": False})
    assert sentences(nameless) == ("Some dots were changed after the reveal.",)


def test_taken_back_they_are_gone_and_the_record_says_so(revealed: Session) -> None:
    gone = edits.vote(VOTE, "icb", {}).apply(revealed, NOW)
    assert set(dots_of(gone, VOTE)) == {"county-council"}
    assert "Dots changed after the reveal: ICB." in account(gone)
    assert sentences(gone) == ("Without the dots of ICB.", "Dots changed after the reveal: ICB.")


def test_placed_as_before_they_are_unchanged(revealed: Session) -> None:
    other = edits.vote(VOTE, "icb", {"tips/T1": 2}).apply(revealed, NOW)
    same = edits.vote(VOTE, "icb", {"tips/T4": 3}).apply(other, NOW)
    assert dots_of(same, VOTE)["icb"].before is None
    assert sentences(same) == ()


def test_before_the_reveal_there_is_nothing_to_keep() -> None:
    session = edits.vote(VOTE, "icb", {"tips/T4": 3}).apply(new_session("tips-and-pulse", *PARTNERS), NOW)
    session = edits.vote(VOTE, "icb", {"tips/T1": 2}).apply(session, NOW)
    assert dots_of(session, VOTE)["icb"].before is None
    assert not VOTES.of(edits.vote(VOTE, "icb", {}).apply(session, NOW))


def test_the_whole_room_instead_keeps_what_was_seen_of_the_partners(revealed: Session) -> None:
    """Three people of the room, each with the dots of the vote."""
    room = edits.vote(VOTE, "room", {"tips/T1": 5}, people=3, instead=True).apply(revealed, NOW)
    assert set(dots_of(room, VOTE)) == {"room"}
    seen = {row.partner_id: row.before for row in VOTES.of(room) if row.partner_id != "room"}
    assert seen == dict.fromkeys(("county-council", "icb"), (("tips/T4", 3),))
