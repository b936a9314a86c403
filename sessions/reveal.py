"""What the room has seen: the record without what is still hidden."""

from __future__ import annotations

from sessions.kinds.prioritise.records import VOTES, is_revealed
from sessions.kinds.score.records import BALLOTS, ROUNDS_OF_ITEMS
from sessions.record import Session


def revealed_only(session: Session) -> Session:
    """The session without ballots and votes that have not been revealed.

    While a second round is hidden, the first, which the room has seen, is still there.
    """
    shown = {
        one.item_id: one.number if one.revealed else one.number - 1 for one in ROUNDS_OF_ITEMS.of(session)
    }
    return session.model_copy(
        update={
            "ballots": tuple(one for one in BALLOTS.of(session) if one.round <= shown.get(one.item_id, 0)),
            "votes": tuple(one for one in VOTES.of(session) if is_revealed(session, one.activity_id)),
        }
    )
