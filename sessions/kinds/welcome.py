"""Welcome: who is here, what the agenda is, and what the material opens with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from sessions.kinds.kind import Kind
from sessions.material import Reading
from sessions.record import Session
from sessions.rows import Activity, Stop


class WelcomeActivity(Activity):
    """The opening of a session."""

    kind: Literal["welcome"] = "welcome"


class Welcome(Kind[WelcomeActivity]):
    """The opening, and a stop for everything that is read to the room."""

    id: ClassVar[str] = "welcome"
    activity: ClassVar[type[Activity]] = WelcomeActivity

    def stops(self, session: Session, activity: WelcomeActivity) -> Iterable[Stop]:
        yield Stop(activity_id=activity.id)
        for pack_id, reading in readings(session):
            yield Stop(activity_id=activity.id, part="reading", ref=f"{pack_id}/{reading.id}")


def readings(session: Session) -> tuple[tuple[str, Reading], ...]:
    """(pack id, reading) of all that is read to the room, those that open a session first."""
    found = [
        (pack.id, reading) for pack in session.packs for reading in pack.readings if reading.use != "risk"
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].use != "opening"))
