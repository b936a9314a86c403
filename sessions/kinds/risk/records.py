"""What is asked of a risk, and what its ratings come to: the worst first, ties as ties.

Levels follow the source of the pack `lead-provider-risks` (Year of Care programme, 2011, appendix 10): 1 is
high, 2 medium, 3 low. Wherever they are told, the words stand beside them.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sessions.analysis.items import Stand, stand_on
from sessions.aspects import Aspect, subject
from sessions.kinds.asking import AskingActivity
from sessions.kinds.follow import FollowingStep, items_of
from sessions.material import Level, Scale
from sessions.record import Session
from sessions.scope import items_not_applying

HIGH, MEDIUM, LOW = 1, 2, 3
LEVELS = (
    Level(number=HIGH, label="high"),
    Level(number=MEDIUM, label="medium"),
    Level(number=LOW, label="low"),
)
"""Of likelihood, of impact, and of both together."""


def _aspect(name: str, question: str) -> Aspect:
    scale = Scale(question=question, levels=LEVELS)
    return Aspect(id=name, name=name, question=question, scale=scale, most_first=True)


LIKELIHOOD = _aspect("likelihood", "How likely is it that we fail here?")
IMPACT = _aspect("impact", "If we fail here, how bad would that be?")


class RiskActivity(AskingActivity):
    kind: Literal["risk"] = "risk"
    impact: bool = False
    """Whether the impact is asked, after the likelihood."""

    @property
    def asked(self) -> tuple[str, ...]:
        return (LIKELIHOOD.id, IMPACT.id) if self.impact else (LIKELIHOOD.id,)


class RiskStep(FollowingStep):
    """Risks in a template."""

    impact: bool = False


def cautious(median: float) -> int:
    """The level that a median stands for: the nearest one, of a half the more cautious (1½ is 1, high)."""
    return math.ceil(median - 0.5)


@dataclass(frozen=True, slots=True)
class Rating:
    """The level of one question: what the room settled on, or else what its median stands for."""

    stand: Stand

    @property
    def settled(self) -> bool:
        """Whether the room has settled on it."""
        return self.stand.level is not None

    @property
    def level(self) -> int | None:
        """1 high, 2 medium, 3 low; None where nobody has named a level."""
        value = self.stand.value
        return None if value is None else cautious(value)


@dataclass(frozen=True, slots=True)
class Risk:
    """A rated item and its place: 1 is the worst. Those that are as bad share the place; 0 is no place."""

    item_id: str
    likelihood: Rating
    impact: Rating | None
    """None where it is not asked."""
    place: int = 0
    tied: bool = False

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Of what is asked, likelihood first."""
        return (self.likelihood,) if self.impact is None else (self.likelihood, self.impact)

    @property
    def is_begun(self) -> bool:
        """Whether anybody has answered anything of it, or the room has settled on a part."""
        return any(rating.settled or rating.stand.spread.spoke for rating in self.ratings)

    @property
    def settled(self) -> bool:
        """Whether the room has settled on all that is asked."""
        return all(rating.settled for rating in self.ratings)

    @property
    def steps(self) -> int | None:
        """Levels below the worst, of all that is asked together; None where something has no level yet."""
        levels = [rating.level for rating in self.ratings]
        known = [level - HIGH for level in levels if level is not None]
        return sum(known) if len(known) == len(levels) else None

    @property
    def level(self) -> int | None:
        """How high it is in all: 1, 2 or 3, as of its cell on the map; None where something is not known."""
        if self.steps is None:
            return None
        return HIGH + self.steps if self.impact is None else together(self.steps)


def together(steps: int) -> int:
    """How high likelihood and impact are together, so many levels below high and high.

    This program's own cut: at most one level below is high, two are medium, more are low.
    """
    return HIGH if steps < 2 else MEDIUM if steps == 2 else LOW


def risks(session: Session, activity: RiskActivity) -> tuple[Risk, ...]:
    """The items of a step that apply here, worst first; equal ones in its order; those without a place last.

    `session` is what the room has seen. Of two, the one with more levels below the worst is behind: whoever
    is at least as bad in both questions, and worse in one, comes first; many other pairs tie.
    """
    out = items_not_applying(session)
    asked = [_risk(session, item.id, activity) for item in items_of(session, activity) if item.id not in out]
    steps = [risk.steps for risk in asked if risk.steps is not None]
    placed = [_placed(risk, steps) for risk in asked]
    return tuple(sorted(placed, key=lambda risk: math.inf if risk.steps is None else risk.steps))


def _risk(session: Session, item_id: str, activity: RiskActivity) -> Risk:
    likelihood = Rating(stand_on(session, subject(item_id, LIKELIHOOD.id)))
    impact = Rating(stand_on(session, subject(item_id, IMPACT.id))) if activity.impact else None
    return Risk(item_id, likelihood, impact)


def _placed(risk: Risk, steps: Iterable[int]) -> Risk:
    own, every = risk.steps, list(steps)
    if own is None:
        return risk
    place = 1 + sum(other < own for other in every)
    return Risk(risk.item_id, risk.likelihood, risk.impact, place, every.count(own) > 1)


def risk_steps(session: Session) -> tuple[RiskActivity, ...]:
    """The steps that ask for risks, in the agenda's order."""
    return tuple(step for step in session.agenda if isinstance(step, RiskActivity))


def without_action(session: Session, found: Iterable[Risk]) -> tuple[Risk, ...]:
    """Of these, the high ones that no open action is on."""
    acted = {action.origin for action in session.open_actions()}
    return tuple(risk for risk in found if risk.level == HIGH and risk.item_id not in acted)
