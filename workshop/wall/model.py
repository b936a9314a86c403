"""What a wall is made of."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sessions import schedule
from sessions.analysis.spreads import Spread
from sessions.material import Level
from sessions.wall import Typing
from workshop.profile import ScoredRow

Tone = Literal["text", "point", "question", "heading", "warn", "numbered"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of running text, shown whole or not at all."""

    tone: Tone
    text: str
    sign: str = ""  # before it, where it is numbered: "1.6", "2="
    dots: int | None = None  # dots it has in a vote that has been revealed
    most: int = 0  # most dots that any candidate of that vote has, so that all pages are drawn alike
    spare: bool = False
    """Whether it is left out without a word where there is no room for it and the rest fits on one page."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A partner, and whether it has answered or placed its dots."""

    name: str
    ready: bool


class Named(NamedTuple):
    """A partner on the picture: how many of its `of` answers stand there."""

    name: str
    answers: int
    of: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The revealed answers."""

    spread: Spread
    names: tuple[tuple[Named, ...], ...]  # a group a level, lowest first; empty ones of anonymous answers
    unsure: tuple[Named, ...]  # who does not know


@dataclass(frozen=True, slots=True)
class Checked:
    """What was answered to a check; empty while nothing is."""

    sign: str = ""  # "✗": the answer is told by it and by the word, never by a colour alone
    word: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a scored item stands: a row of the profile."""

    row: ScoredRow
    heading: str = ""  # what it stands under, together with its neighbours: "To talk about first"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of letters: `word` says what is to be seen in it, with ▲ before it; empty where nothing is."""

    sign: str  # before its name: "2.4"
    name: str
    cells: tuple[str, ...]  # one a column
    word: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns with a letter or two where they meet."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    key: tuple[str, ...] = ()  # what the letters mean: "L leads"
    part: tuple[int, int] | None = None  # the rows of a page: (first, behind the last); None for all of them

    @property
    def shown(self) -> tuple[MatrixRow, ...]:
        """The rows of this page. Columns stand alike on all pages, since all rows make them."""
        return self.rows if self.part is None else self.rows[slice(*self.part)]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: its sign, such as a place, its name, and a cell a column: "4 mostly", "24"."""

    name: str
    cells: tuple[str, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows against columns. In a cell the figure comes first: it is what is drawn large."""

    heads: tuple[str, ...]  # above the cells
    rows: tuple[GridRow, ...]
    spare: frozenset[int] = frozenset()  # columns that are left out where there is no room for them


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A field of a map: how high it is (1, the highest, to 3), what that is called, and what lies there."""

    level: int
    word: str  # with its shape: "■ high"
    labels: tuple[str, ...] = ()  # "3", "7?"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Fields in rows and columns, the highest one in the upper right corner."""

    down: str  # what the rows are of: "Likelihood"
    across: str
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]  # (name of the row, its fields), the highest first
    columns: tuple[str, ...]  # the lowest first


class Mark(NamedTuple):
    """A place on a scale, and what the line from it to the next is made of."""

    sign: str
    level: float  # by its number; a half between two levels
    way: str = "─"


@dataclass(frozen=True, slots=True)
class Track:
    """Places on a scale, and the way from each to the next."""

    label: str  # number of the item
    name: str  # empty where it stands in the title
    levels: tuple[Level, ...]
    marks: tuple[Mark, ...]  # in the order in which they are gone through
    words: str  # what comes of it: "2 levels to go"
    heading: str = ""  # what it stands under, together with its neighbours


@dataclass(frozen=True, slots=True)
class Tracks:
    """Items on their scales, with what the signs mean; one without a name is drawn large, with its poles."""

    rows: tuple[Track, ...]
    key: tuple[str, ...]  # "○ were"
    poles: tuple[str, str] | None = None

    @property
    def alone(self) -> bool:
        """Whether it is of one item, whose name stands elsewhere."""
        return len(self.rows) == 1 and not self.rows[0].name


Drawing = HeatMap | Tracks


@dataclass(frozen=True, slots=True)
class Time:
    """A countdown. `words` say by shape and word how near the end is; so does the stage, for the colour."""

    words: str
    stage: schedule.Stage
    figures: str = ""  # the same in figures alone: "07:40"


@dataclass(frozen=True, slots=True)
class Wall:
    """One subject, as the room sees it. What is empty is not shown."""

    title: str
    label: str = ""  # before the title: "1.6", "Domain 1"
    statement: str = ""  # read aloud, and shown large
    word: str = ""  # how far the answers agree, after the reveal: "VIEWS MIXED"
    check: Checked | None = None  # the answer, where it is a check
    entries: tuple[Entry, ...] = ()
    profile: tuple[Standing, ...] = ()  # where the items stand, after the entries
    grid: Grid | None = None  # in the place of entries and profile
    drawing: Drawing | None = None  # a picture, on pages of its own before the entries
    matrix: Matrix | None = None  # after the entries, too
    question: str = ""  # what partners are asked to answer, or how they vote
    levels: tuple[Level, ...] = ()  # the scale, where the item is scored here
    meanings: tuple[str, ...] = ()
    """What each level means for this item, while the room answers: beside it, or on pages of their own."""
    most_first: bool = False  # whether level 1 stands for the most: then it comes first where rows do
    poles: tuple[str, str] | None = None  # what stands at its two ends, where it goes from one to the other
    voices: tuple[Voice, ...] = ()  # who has answered, before the reveal
    tally: str = ""  # the same in figures: "3 of 5 answered"
    picture: Picture | None = None
    sentences: tuple[str, ...] = ()
    """What the answers say: who stands apart, what has shifted, who is missing."""
    nameless: tuple[str, ...] = ()  # the same without names, for where there is no room for them
    settled: str = ""  # the agreed level and its target
    next: str = ""  # what the room does now
    time: Time | None = None  # the countdown of the step
    item_time: Time | None = None  # the countdown of the item, where one is wanted
    clock_first: bool = False  # whether the countdown is what counts, in a window of any size
    blank: bool = False  # whether it shows nothing, and a word that this is meant
    cover: bool = False  # whether it is what stands there before the session begins
    typing: Typing | None = None
    """What is being typed for the room to see: it stands there instead of all but the title."""
    place: str = ""
    """Where the session is: what everybody's name begins with is the first to go where names are long."""
