"""What an appraisal has come to: a row a candidate, in the order of their totals, and how sure that order is.

Each partner counts once on a criterion: what stands there is the mean of the levels of those that know one,
so that the totals are those of the partners' own, taken together. Don't-knows, and partners that take no
part, are in neither numerator nor denominator. A mean stands nowhere without its range and its n.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sessions.kinds.appraise import weighing
from sessions.kinds.appraise.records import (
    Appraisal,
    AppraiseActivity,
    Measure,
    appraisals_on,
    candidates_here,
    criteria_of,
)
from sessions.material import Scale
from sessions.record import Session
from sessions.remember import remembered


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate on a criterion, in levels of that criterion's own scale."""

    mean: Fraction | None
    lowest: int | None
    highest: int | None
    n: int
    """How many gave a level."""
    dont_know: int


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate. `lowest` and `highest` are of the totals that partners come to with their own levels."""

    ranked: weighing.Ranked
    cells: tuple[Cell, ...]
    lowest: Fraction | None
    highest: Fraction | None
    n: int
    """How many partners have a total of their own."""
    moved: tuple[weighing.Moved, ...]
    """Its place in each of the moves of a weight by half."""
    firsts: int
    """For how many of `Result.compared` it comes first, or shares that place, by their own levels."""

    @property
    def item_id(self) -> str:
        return self.ranked.candidate


@dataclass(frozen=True, slots=True)
class Result:
    """`rows` in their order; `equal` is the ranking with equal weights; `steps` go from place to place."""

    criteria: tuple[Measure, ...]
    rows: tuple[Row, ...]
    equal: tuple[weighing.Ranked, ...]
    steps: tuple[weighing.Step, ...]
    compared: int
    """How many partners have a total of their own for every candidate that has one."""

    @property
    def has_ranking(self) -> bool:
        """Whether any candidate has a total."""
        return any(row.ranked.place is not None for row in self.rows)

    @property
    def most(self) -> Fraction:
        """The most that a total can be."""
        return sum(
            (c.weight * stretched(c.scale, c.scale.top, self.criteria) for c in self.criteria), Fraction(0)
        )

    @property
    def equal_is_alike(self) -> bool:
        """Whether equal weights lead to the same order, ties and all."""
        return weighing.order(self.equal) == weighing.order([row.ranked for row in self.rows])


@remembered
def result_of(session: Session, activity_id: str) -> Result:
    """What an appraisal has come to; of what is still hidden from the room only where `session` has it."""
    activity = session.activity(activity_id)
    assert isinstance(activity, AppraiseActivity)
    criteria = criteria_of(session, activity)
    given = {c: appraisals_on(session, activity, c) for c in candidates_here(session, activity)}
    cells = {c: tuple(_cell(rows.values(), measure) for measure in criteria) for c, rows in given.items()}
    values = {c: _values(own, criteria) for c, own in cells.items()}
    weights = {measure.id: Fraction(measure.weight) for measure in criteria}
    moved = weighing.places_moved(values, weights)
    order = weighing.ranked(values, weights) if criteria else ()
    own = {row.candidate: _own_totals(given[row.candidate], criteria, weights) for row in order}
    compared = _compared([own[row.candidate] for row in order if row.place is not None])
    rows = []
    for ranked in order:
        totals, placed = own[ranked.candidate], ranked.place is not None
        low, high = min(totals.values(), default=None), max(totals.values(), default=None)
        firsts = sum(placed and totals[partner] == best for partner, best in compared.items())
        cell_row, places = cells[ranked.candidate], moved[ranked.candidate]
        rows.append(Row(ranked, cell_row, low, high, len(totals), places, firsts))
    equal = weighing.ranked(values, weighing.equal_weights(weights)) if criteria else ()
    return Result(criteria, tuple(rows), equal, weighing.steps(values, weights), len(compared))


def _cell(rows: Iterable[Appraisal], measure: Measure) -> Cell:
    said = [dict(row.levels)[measure.id] for row in rows if measure.id in dict(row.levels)]
    levels = [level for level in said if level is not None]
    mean = Fraction(sum(levels), len(levels)) if levels else None
    low, high = min(levels, default=None), max(levels, default=None)
    return Cell(mean, low, high, len(levels), len(said) - len(levels))


def _values(cells: Sequence[Cell], criteria: Sequence[Measure]) -> dict[str, Fraction]:
    """Criterion → mean level on the longest of their scales, where anybody knows one."""
    pairs = zip(criteria, cells, strict=True)
    return {c.id: stretched(c.scale, cell.mean, criteria) for c, cell in pairs if cell.mean is not None}


def _own_totals(
    rows: Mapping[str, Appraisal], criteria: Sequence[Measure], weights: weighing.Weights
) -> dict[str, Fraction]:
    """Partner id → what it comes to, of those that have a level on every criterion that weighs something."""
    totals = {}
    for partner_id, row in rows.items():
        said = dict(row.levels)
        own = {
            c.id: stretched(c.scale, level, criteria)
            for c in criteria
            if (level := said.get(c.id)) is not None
        }
        if (total := weighing.total(own, weights)) is not None:
            totals[partner_id] = total
    return totals


def _compared(totals: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Partner id → the best of its own totals, of those that have one on every candidate."""
    partners = set(totals[0]).intersection(*totals) if totals else ()
    return {partner: max(own[partner] for own in totals) for partner in partners}


def stretched(scale: Scale, level: Fraction | int, criteria: Iterable[Measure]) -> Fraction:
    """A level of a scale on the longest scale of all criteria: lowest on lowest, highest on highest.

    Of two as long the one from 1 counts, so that the order of the criteria doesn't matter. The ends are those
    of the scales, never those of what was answered. Alike scales: the level itself.
    """
    longest = max((c.scale for c in criteria), key=lambda other: (len(other.levels), other.base))
    part = Fraction(level - scale.base) / (len(scale.levels) - 1)
    return longest.base + part * (len(longest.levels) - 1)
