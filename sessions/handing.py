"""Handing a session over to another laptop and back: who goes on with it, and whether both did. Pure.

A hand-over is named by an identity that no other laptop gives, and stands in the record that leaves and in
the one that stays. So a record that comes back with it continues the one that stayed, as long as that one
says what it said then. No clock has a say in it.
"""

import hashlib
import json
from datetime import datetime
from typing import Literal

from sessions.acts import HandOver
from sessions.clock import local_time
from sessions.dates import show
from sessions.identity import LISTS, tables_of
from sessions.record import Session

NOT_SAID = {
    *("at", "spells", "running", "pauses", "summary_at"),
    *("counter", "tombstones", "handovers", "forgotten", "shared"),
}
"""Fields of a session that are no more than where it is, what time it took, and what merging counts by."""

Relation = Literal["continues", "known", "both"]
"""What came continues what is here; or what is here holds it already; or both have gone on."""


def digest_of(session: Session) -> str:
    """A digest of what the session says: the same on every laptop."""
    said = session.model_dump(mode="json", exclude=NOT_SAID, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def handed_over(session: Session, author: str, to: str, now: datetime) -> Session:
    """The session as it leaves, and as it stays here: for others to go on with."""
    gone = HandOver(author=author, counter=session.counter, digest=digest_of(session), to=to, at=now)
    return session.model_copy(update={"handovers": (*session.handovers, gone)})


def ended(session: Session) -> Session:
    """The session once it was taken over, or taken back: to go on with here."""
    if away(session) is None:
        return session
    *before, last = session.handovers
    return session.model_copy(update={"handovers": (*before, last.model_copy(update={"ended": True}))})


def away(session: Session) -> HandOver | None:
    """The hand-over after which another laptop goes on; None where this one does."""
    last = session.handovers[-1] if session.handovers else None
    return None if last is None or last.ended else last


def away_words(session: Session) -> str | None:
    """Why nothing can be changed here, as a sentence; None where it can."""
    gone = away(session)
    if gone is None:
        return None
    shell = "`workshop take-over FILE` and `workshop hand-over SESSION --back`"
    back = f"Hand over on the screen takes it back, or goes on alone; so do {shell}"
    return f"{when_and_where(gone)}. Until it is taken back, it can be looked at here, not changed. {back}."


def when_and_where(gone: HandOver) -> str:
    """ "It was handed over on 1 Dec 2026 at 14:05, to /media/stick"."""
    at = local_time(gone.at)
    return f"It was handed over on {show(at.date())} at {at:%H:%M}, to {gone.to}"


def relation(here: Session, theirs: Session) -> Relation:
    """How a session that came, with a hand-over of its own, goes with the one of the same id that is here."""
    known, came = [row.uid for row in here.handovers], [row.uid for row in theirs.handovers]
    if came[-1] in known and _has_seen(here, theirs):
        return "known"
    if known:
        stood_still = came[: len(known)] == known and digest_of(here) == here.handovers[-1].digest
    else:
        stood_still = _without_rows(here) == _without_rows(theirs)
    grown = theirs.counter >= here.counter and _contains(theirs, here)
    return "continues" if stood_still and grown else "both"


def _has_seen(here: Session, theirs: Session) -> bool:
    """Whether every change that is kept track of there is known here: one that was undone no longer is."""
    if here.shared is None or theirs.shared is None or here.shared.root != theirs.shared.root:
        return True
    return all(here.shared.seen.get(name, -1) >= count for name, count in theirs.shared.seen.items())


def _without_rows(session: Session) -> Session:
    blank = {name: Session.model_fields[name].get_default() for name in (*NOT_SAID, *LISTS)}
    return session.model_copy(update={**blank, "tables": {}})


def _contains(theirs: Session, here: Session) -> bool:
    """Whether nothing that is here is missing or older there; what was taken out counts as well."""
    there = _stamps(theirs)
    return all(there.get(uid, -1) >= counter for uid, counter in _stamps(here).items())


def _stamps(session: Session) -> dict[str, int]:
    """The counter of every row and tombstone, by identity."""
    stamps = {stone.uid: stone.counter for stone in session.tombstones}
    return stamps | {row.uid: row.counter for rows in tables_of(session).values() for row in rows}
