"""What is asked of a pair, and what comes of it: how far it has moved, and how far it is to go."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from sessions.analysis.items import Stand, stand_on
from sessions.aspects import Aspect, subject
from sessions.kinds.asking import AskingActivity
from sessions.kinds.follow import FollowingStep, items_of
from sessions.material import Level, Scale
from sessions.record import Session
from sessions.scope import items_not_applying

When = Literal["were", "are", "want"]
WHEN: tuple[When, ...] = get_args(When)
ASKED = (
    Aspect(id="were", name="where we were", question="Where were we, some years ago?"),
    Aspect(id="are", name="where we are", question="Where are we today?"),
    Aspect(id="want", name="where we want to be", question="Where do we want to be?"),
)


def _in_order(aspects: tuple[When, ...]) -> tuple[When, ...]:
    if len(aspects) != len(set(aspects)):
        raise ValueError("each of were, are and want at most once")
    return tuple(when for when in WHEN if when in aspects)


Aspects = Annotated[tuple[When, ...], Field(min_length=1), AfterValidator(_in_order)]


class PairsActivity(AskingActivity):
    kind: Literal["here-to-there"] = "here-to-there"
    aspects: Aspects = WHEN
    """What is asked of each pair."""

    @property
    def asked(self) -> tuple[str, ...]:
        return self.aspects


class PairsStep(FollowingStep):
    """Pairs in a template."""

    aspects: Aspects = WHEN


def poles_of(session: Session, item_id: str) -> tuple[str, str] | None:
    """From what to what an item goes: its own poles, or those of its scale; None where it has neither."""
    scale = session.pack_of(item_id).scale_of(item_id)
    return session.item(item_id).poles or (scale.poles if scale else None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Where a room stands on an item, by what was asked of it."""

    item_id: str
    scale: Scale
    stands: tuple[tuple[When, Stand], ...]
    """(what was asked, where the room stands), in order; without what nobody has named a level of."""
    comparable: bool = True
    """Whether its levels are those of the other pairs, so that distances can be compared."""

    def value(self, when: When) -> float | None:
        """The level settled on, or the median; None where there is neither."""
        return next((stand.value for asked, stand in self.stands if asked == when), None)

    @property
    def moved(self) -> float | None:
        """Levels from where we were to where we are; below nought where it went back."""
        return _between(self.value("were"), self.value("are"))

    @property
    def to_go(self) -> float | None:
        """Levels from where we are to where we want to be; below nought where we are beyond that."""
        return _between(self.value("are"), self.value("want"))


def _between(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def pairs(session: Session, activity: PairsActivity) -> tuple[Pair, ...]:
    """The pairs of a step that apply here: furthest to go first, then those that have moved least.

    `session` is what the room has seen. What nobody has answered comes last; pairs whose levels are not
    those of most come after all others, since their distances are not comparable.
    """
    out = items_not_applying(session)
    items = [item.id for item in items_of(session, activity) if item.id not in out]
    known = [pair for item_id in items if (pair := pair_of(session, activity, item_id)) is not None]
    usual = _usual([pair.scale.levels for pair in known])
    alike = [
        Pair(pair.item_id, pair.scale, pair.stands, comparable=pair.scale.levels == usual) for pair in known
    ]
    return tuple(sorted(alike, key=_rank))


def pair_of(session: Session, activity: PairsActivity, item_id: str) -> Pair | None:
    """Where the room stands on one pair; None for an item without a scale."""
    scale = session.pack_of(item_id).scale_of(item_id)
    if scale is None:
        return None
    asked = ((when, stand_on(session, subject(item_id, when))) for when in activity.aspects)
    return Pair(item_id, scale, tuple((when, stand) for when, stand in asked if stand.value is not None))


def _usual(levels: list[tuple[Level, ...]]) -> tuple[Level, ...]:
    """The levels that most pairs have; of several the first."""
    return max(levels, key=levels.count, default=())


def _rank(pair: Pair) -> tuple[bool, bool, float, float]:
    to_go = -math.inf if pair.to_go is None else pair.to_go
    return not pair.comparable, not pair.stands, -to_go, math.inf if pair.moved is None else pair.moved


def pair_steps(session: Session) -> tuple[PairsActivity, ...]:
    """The steps on pairs, in the agenda's order."""
    return tuple(step for step in session.agenda if isinstance(step, PairsActivity))
