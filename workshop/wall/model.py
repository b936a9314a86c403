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
class Standing:
    """Where a scored item stands: a row of the profile."""

    row: ScoredRow
    heading: str = ""  # what it stands under, together with its neighbours: "To talk about first"


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
    entries: tuple[Entry, ...] = ()
    profile: tuple[Standing, ...] = ()  # where the items stand, after the entries
    question: str = ""  # what partners are asked to answer, or how they vote
    levels: tuple[Level, ...] = ()  # the scale, where the item is scored here
    meanings: tuple[str, ...] = ()
    """What each level means for this item, while the room answers: beside it, or on pages of their own."""
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
    blank: bool = False  # whether it shows nothing, and a word that this is meant
    cover: bool = False  # whether it is what stands there before the session begins
    typing: Typing | None = None
    """What is being typed for the room to see: it stands there instead of all but the title."""
    place: str = ""
    """Where the session is: what everybody's name begins with is the first to go where names are long."""
