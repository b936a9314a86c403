"""What the room has seen: the record without what is still hidden."""

from sessions.kinds.registry import kinds
from sessions.record import Session
from sessions.remember import remembered


@remembered
def revealed_only(session: Session) -> Session:
    """The session without what its kinds still hide: ballots and dots that have not been revealed."""
    for kind in kinds():
        session = kind.revealed(session)
    return session
