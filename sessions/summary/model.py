"""What a summary is made of: headings, paragraphs, bullets, facts, tables and charts, in their order.

Frozen and free of any format. `sessions.summary.build` decides what is said; an output sets it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from sessions import dates
from sessions.analysis.spreads import Word
from sessions.house import PLAIN, House
from sessions.material import ProfileShape
from sessions.spans import Line, plain
from sessions.summary.forms import Form

Cell: TypeAlias = Line | date | int
"""What stands in a table: words, a day, or a number to count with."""


def cell_line(cell: Cell) -> Line:
    """A cell in words: "5 Dec 2026" for a day."""
    if isinstance(cell, date):
        return plain(dates.show(cell))
    return plain(str(cell)) if isinstance(cell, int) else cell


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the title, once) to 4."""

    level: int
    text: Line
    anchor: str
    """Unique in the summary."""
    ref: str = ""
    """Id of the item or section it stands over, as the command line takes it; for the account only."""
    detail: bool = False
    new_page: bool = False
    """Whether it begins a page, to be handed over by itself."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`statement` is what good looks like, read from the pack; `quiet` is said in passing.

    `fill` is left for whoever finishes the paper. `organisation` and `cover` are of the house style.
    """

    text: Line
    style: Literal["body", "statement", "quiet", "fill", "organisation", "cover"] = "body"
    detail: bool = False
    """Whether it stands in the full record alone; so for the other blocks."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the answers lie: the word first, as it also stands in `text`, for a writer to mark."""

    word: Word
    text: Line
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `lead` says in a word or two of what, or is empty."""

    items: tuple[Line, ...]
    lead: str = ""
    detail: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values, one a row."""

    rows: tuple[tuple[str, Line], ...]
    detail: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """`rows` have one cell a header. The first one names the row."""

    caption: Line
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    detail: bool = False


@dataclass(frozen=True, slots=True)
class SpreadData:
    """One item's answers: level labels and a count for each; the lowest, which is first, is level `base`."""

    labels: tuple[str, ...]
    counts: tuple[Fraction, ...]
    """As `Spread` has them: people, or bodies with their shares."""
    dont_know: Fraction
    median: float | None
    agreed: int | None
    target: int | None
    base: int = 1


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One item in a profile; None where no level was agreed."""

    name: str
    agreed: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class ProfileData:
    """Agreed levels and targets of a section's items, all on one scale whose lowest level is `base`."""

    labels: tuple[str, ...]
    rows: tuple[ProfileRow, ...]
    base: int = 1
    shape: ProfileShape = "bars"
    """How it is drawn, where it is and that can be: a radar has three spokes at least."""


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """One item in several sessions; the levels are those that can be compared, None where there is none."""

    label: str
    """Its number: "1.6"."""
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SlopeData:
    """Agreed levels of items from session to session, all on one scale whose lowest level is `base`."""

    columns: tuple[str, ...]
    """What the sessions are called, the earliest first."""
    labels: tuple[str, ...]
    rows: tuple[SlopeRow, ...]
    base: int = 1


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """An item over many places. Levels count from 0; without quartiles there are too few places for them."""

    name: str
    median: int | None
    """None where it is hidden; then `hidden` says so."""
    quartiles: tuple[int, int] | None
    own: int | None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class PlacesData:
    """Where many places, and one's own, stand on items of one scale whose lowest level is `base`."""

    labels: tuple[str, ...]
    rows: tuple[PlacesRow, ...]
    base: int = 1
    own: str = ""
    """What one's own place is called."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of `data`; `alt` says the same in words, for formats and people without pictures."""

    anchor: str
    title: str
    alt: str
    data: SpreadData | ProfileData | SlopeData | PlacesData
    detail: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """Room for a picture, of what `of` says, and beside it a few short lines, an idea each."""

    of: str
    lines: tuple[Line, ...]
    detail: bool = False


Block: TypeAlias = Heading | Paragraph | Status | Bullets | Facts | TableBlock | Chart | Picture


@dataclass(frozen=True, slots=True)
class Summary:
    """One session's summary. The first block is its title."""

    title: str
    blocks: tuple[Block, ...]
    form: Form = "full"
    written: datetime | None = None
    """When it was written (aware); None where that is not told."""
    state: str = ""
    """ "Draft" or "Final", of the record that it is of; empty where that is of several."""
    house: House = PLAIN
    """How it is to look."""


def spoken(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks for a format that has words in the place of pictures: a profile draws what a table says."""
    return (
        block for block in blocks if not (isinstance(block, Chart) and isinstance(block.data, ProfileData))
    )


def saying(summary: Summary, text: str) -> Summary:
    """The summary with a line below its title that says something of it in passing."""
    title, *blocks = summary.blocks
    return replace(summary, blocks=(title, Paragraph(plain(text), style="quiet"), *blocks))
