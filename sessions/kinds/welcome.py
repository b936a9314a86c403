"""Welcome: who is here, what the agenda is, and what the material opens with."""

from collections.abc import Iterable
from typing import Literal

from sessions.kinds.kind import Kind, Step
from sessions.kinds.reading import is_aloud, read_in_steps
from sessions.material import Reading
from sessions.record import Session
from sessions.rows import Activity, Stop


class WelcomeActivity(Activity):
    kind: Literal["welcome"] = "welcome"
    reads: bool = True
    """Whether what the packs have to read is put before the room here."""


class WelcomeStep(Step):
    """A welcome in a template."""

    reads: bool = True


class Welcome(Kind[WelcomeActivity]):
    id = "welcome"
    activity = WelcomeActivity
    step = WelcomeStep

    def stops(self, session: Session, activity: WelcomeActivity) -> Iterable[Stop]:
        """The opening, and a stop for everything that is read to the room."""
        yield Stop(activity_id=activity.id)
        for pack_id, reading in readings(session) if activity.reads else ():
            yield Stop(activity_id=activity.id, part="reading", ref=f"{pack_id}/{reading.id}")


def readings(session: Session) -> tuple[tuple[str, Reading], ...]:
    """(pack id, reading) of all that is read here, those that open a session first.

    What has a step of its own is read there.
    """
    own = read_in_steps(session)
    read = ((pack.id, reading) for pack in session.packs for reading in pack.readings)
    aloud = (pair for pair in read if is_aloud(pair[1]) and f"{pair[0]}/{pair[1].id}" not in own)
    return tuple(sorted(aloud, key=lambda pair: pair[1].use != "opening"))
