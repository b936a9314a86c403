"""The result of a section or of a pack: its agreed levels put together, as its material says.

What does not apply here, and what is not agreed yet, is out of the sum and of the most it could be; how many
items are in it is always said. A band is named once every item that applies is agreed: a rating of some of
them would be read as one of all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sessions.kinds.score.records import agreement_on
from sessions.material import Item, Pack, Result, Section
from sessions.record import Session
from sessions.remember import remembered
from sessions.scope import items_not_applying


@dataclass(frozen=True, slots=True)
class Total:
    """What the agreed levels of a section, or of a whole pack, come to."""

    ref: str
    """Key of the section (`icbo/d1`), or id of the pack."""
    measure: Literal["sum", "percent"]
    value: Fraction
    """The sum of levels times weights, or what it is per cent of `most`."""
    most: int
    """The sum where all that is agreed were at its top level."""
    n: int
    """Items that are agreed."""
    of: int
    """Items that apply here and have levels."""
    band: str = ""
    """What a result like this is called; empty until all are agreed, and below the first band."""


@remembered
def totals(session: Session) -> tuple[Total, ...]:
    """The results that the packs of a session ask for: of each pack its own first, then its sections'.

    Only those of which at least one item is agreed.
    """
    return tuple(total for pack in session.packs for total in _of_pack(session, pack) if total.n)


def total_of(session: Session, ref: str) -> Total | None:
    """The result of a section, by its key, or of a pack; None where none is asked for or nothing agreed."""
    return next((total for total in totals(session) if total.ref == ref), None)


def _of_pack(session: Session, pack: Pack) -> Iterator[Total]:
    if pack.result is not None:
        yield _total(session, pack, pack.id, pack.result, pack.sections)
    for section in pack.sections:
        if section.result is not None:
            yield _total(session, pack, f"{pack.id}/{section.id}", section.result, (section,))


def _total(session: Session, pack: Pack, ref: str, result: Result, sections: tuple[Section, ...]) -> Total:
    out = items_not_applying(session)
    scored = [item for section in sections for item in section.items if pack.scale_of(item.id) is not None]
    here = [item for item in scored if item.id not in out]
    agreed = [(item, row.level) for item in here if (row := agreement_on(session, item.id)) is not None]
    reached, most = (
        sum(item.weight * level for item, level in agreed),
        _most(pack, [item for item, _ in agreed]),
    )
    value = Fraction(reached)
    if result.measure == "percent":
        value = Fraction(100 * reached, most or 1)
    band = ""
    if agreed and len(agreed) == len(here):
        # A band of a sum is written for all items: where some do not apply, it shrinks as the most does.
        fair = value * Fraction(_most(pack, scored), most) if result.measure == "sum" else value
        band = next((band.label for band in reversed(result.bands) if fair >= Fraction(band.least)), "")
    return Total(ref, result.measure, value, most, len(agreed), len(here), band)


def _most(pack: Pack, items: list[Item]) -> int:
    scales = ((item, pack.scale_of(item.id)) for item in items)
    return sum(item.weight * scale.top for item, scale in scales if scale is not None)
