"""What the room has seen: the record without what is still hidden."""

from __future__ import annotations

from sessions.record import Session


def revealed_only(session: Session) -> Session:
    """The session without ballots and votes that have not been revealed.

    While a second round is hidden, the first, which the room has seen, is still there.
    """
    shown = {one.item_id: one.number if one.revealed else one.number - 1 for one in session.rounds}
    return session.model_copy(
        update={
            "ballots": tuple(one for one in session.ballots if one.round <= shown.get(one.item_id, 0)),
            "votes": tuple(one for one in session.votes if one.activity_id in session.revealed_votes),
        }
    )
