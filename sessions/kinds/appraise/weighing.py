"""Candidates by weighted sums, and how far that order hangs on the weights. Pure, and exact throughout.

The model is simple additive weighting: the total of a candidate is Σ wᵢ·vᵢ, its level on each criterion times
the criterion's weight. Levels stand on scales with fixed ends and are never stretched between the worst and
the best of the day, so that small differences stay small and one candidate more leaves the order of the
others as it was. What weighs nothing adds nothing. Equal totals share a place: nothing breaks a tie.

Source: HM Treasury, Green Book supplementary guidance: multi-criteria decision analysis (2024), and the
manual on multi-criteria analysis of the Communities department (DCLG, 2009), on the linear additive model
and on sensitivity. The weight at which two candidates change places, with all other weights
as they are: Triantaphyllou and Sánchez (1997), Decision Sciences 28(1), 151-194.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

Levels = Mapping[str, Fraction]
"""Criterion → level; a criterion that nobody has a level on is missing."""
Values = Mapping[str, Levels]
"""Candidate → its levels, in the order in which candidates with the same total are listed."""
Weights = Mapping[str, Fraction]
"""Criterion → weight, from 0 up."""
MOVED = Fraction(1, 2)
"""By what part of itself a weight is moved, up and down, to see whether the order stands."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: 1 is first, and those with the same total share one. None without a total."""

    candidate: str
    total: Fraction | None
    place: int | None
    tied: bool


class Moved(NamedTuple):
    """A candidate's place as one weight moves, and whether it shares it."""

    place: int
    tied: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Where two candidates change places: they are level where `criterion` weighs `weight` instead of `now`.

    Beyond it, away from `now`, the one `below` comes before the one `above`.
    """

    above: str
    below: str
    criterion: str
    weight: Fraction
    now: Fraction

    @property
    def is_close(self) -> bool:
        """Whether moving this one weight by half is enough for it."""
        return self.now > 0 and abs(self.weight - self.now) <= MOVED * self.now


@dataclass(frozen=True, slots=True)
class Step:
    """From one place to the next: the nearest turn between those that share the two; None where none can."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    turn: Turn | None

    @property
    def is_close(self) -> bool:
        """Whether moving one weight by half makes them level or turns them."""
        return self.turn is not None and self.turn.is_close


def total(levels: Levels, weights: Weights) -> Fraction | None:
    """Σ weight × level; None where there is no level on a criterion that weighs something."""
    if any(weight and criterion not in levels for criterion, weight in weights.items()):
        return None
    return sum((weight * levels[criterion] for criterion, weight in weights.items() if weight), Fraction(0))


def ranked(values: Values, weights: Weights) -> tuple[Ranked, ...]:
    """Candidates by their totals, the highest first; those without one last."""
    totals = {candidate: total(levels, weights) for candidate, levels in values.items()}
    known = [own for own in totals.values() if own is not None]

    def place(own: Fraction | None) -> int | None:
        return None if own is None else 1 + sum(other > own for other in known)

    rows = [Ranked(c, own, place(own), own is not None and known.count(own) > 1) for c, own in totals.items()]
    return tuple(sorted(rows, key=lambda row: (row.place is None, row.place)))


def equal_weights(weights: Weights) -> Weights:
    """All criteria weigh the same, those too that weigh nothing."""
    return dict.fromkeys(weights, Fraction(1))


def moved_weights(weights: Weights) -> tuple[Weights, ...]:
    """The weights with one of them half as much, or half as much again, for each that weighs something."""
    moves = [
        (c, weight * factor) for c, weight in weights.items() if weight for factor in (1 - MOVED, 1 + MOVED)
    ]
    return tuple({**weights, criterion: weight} for criterion, weight in moves)


def places_moved(values: Values, weights: Weights) -> dict[str, tuple[Moved, ...]]:
    """Candidate → its place in each of the moves of a weight; none for one without a total."""
    moves = [ranked(values, moved) for moved in moved_weights(weights)]
    rows = [row for move in moves for row in move]
    return {
        c: tuple(Moved(row.place, row.tied) for row in rows if row.candidate == c and row.place is not None)
        for c in values
    }


def turn(values: Values, weights: Weights, above: str, below: str, criterion: str) -> Turn | None:
    """Where one weight turns the order of two; None where no weight from 0 up does.

    With D the total of `above` less that of `below`, and d the same of their levels on the criterion, they
    are level where it weighs w − D / d. The totals must be known, and must differ.
    """
    levels, others = values[above], values[below]
    ahead = (total(levels, weights) or Fraction(0)) - (total(others, weights) or Fraction(0))
    if criterion not in levels or criterion not in others or levels[criterion] == others[criterion]:
        return None
    weight = weights[criterion] - ahead / (levels[criterion] - others[criterion])
    return None if weight < 0 else Turn(above, below, criterion, weight, weights[criterion])


def steps(values: Values, weights: Weights) -> tuple[Step, ...]:
    """Each place and the next one down, with the turn that takes the least change of a weight.

    A change counts by what part of its weight it is; of a weight that is 0 it comes after all others.
    """
    groups: dict[int, list[str]] = {}
    for row in ranked(values, weights):
        if row.place is not None:
            groups.setdefault(row.place, []).append(row.candidate)
    places = list(groups.values())
    down: list[Step] = []
    for above, below in pairwise(places):
        turns = (turn(values, weights, a, b, c) for a in above for b in below for c in weights)
        nearest = min((turned for turned in turns if turned is not None), key=_change, default=None)
        down.append(Step(tuple(above), tuple(below), nearest))
    return tuple(down)


def _change(turn: Turn) -> tuple[bool, Fraction]:
    change = abs(turn.weight - turn.now)
    return not turn.now, change / turn.now if turn.now else change


def order(rows: Sequence[Ranked]) -> tuple[tuple[int, str], ...]:
    """What a ranking says, to be compared with another: (place, candidate) of all that have one."""
    return tuple(sorted((row.place, row.candidate) for row in rows if row.place is not None))
