"""The material a group works through: packs of sections and items, and the scale they are scored on.

Everything here is frozen. Packs are written as TOML files; the limits that these models hold
(short statements, short prompts, stable ids) are there because the text is read aloud to a mixed room.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from sessions.remember import remembered

STATEMENT_WORDS = 30
"""Most words in a statement: one breath, read aloud."""
PROMPT_WORDS = 25
"""Most words in a prompt."""
OURS = "ours"
"""Id of the pack that a session makes of its own, for what is added in steps that have no pack."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
C = TypeVar("C", int, Fraction)
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]


def word_count(text: str) -> int:
    """Number of words in `text`; a dash between spaces is not a word."""
    return len(re.findall(r"[^\s–—-]\S*", text))


def is_id_of(pack_id: str, item_id: str) -> bool:
    """Whether an item's id is of this pack: its id, a slash and a code."""
    return re.fullmatch(re.escape(pack_id) + r"/[A-Za-z0-9][A-Za-z0-9.\-]*", item_id) is not None


def words_at_most(limit: int, what: str = "") -> AfterValidator:
    """A check that a text has so many words at most; `what` begins its message."""

    def check(text: str) -> str:
        if (words := word_count(text)) > limit:
            message = f"{what} has {words} words, at most {limit} are allowed: {text[:60]!r}"
            raise ValueError(message.lstrip())
        return text

    return AfterValidator(check)


def refuse_doubled(what: str, values: Iterable[str]) -> None:
    """Raises ValueError that names the first, in sorting order, of the values that stand twice."""
    doubled = [value for value, count in Counter(values).items() if count > 1]
    if doubled:
        raise ValueError(f"{what} {min(doubled)!r} stands twice")


class Material(BaseModel):
    """Base of all in a pack. A key no model knows is a mistake in a file, and kept in a session's copy."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)


class Level(Material):
    """One named level of a scale. `number` is what a person presses and says: the lowest is 0 or 1."""

    number: int = Field(ge=0, le=9)
    label: Text
    """One to four words, for the wall: "part-way"."""
    meaning: str = ""
    """When this level is the right one."""


def _numbered(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    numbers = [level.number for level in levels]
    first = min(numbers[0], 1)
    if numbers != list(range(first, first + len(levels))):
        raise ValueError(f"levels must be numbered 0, 1, 2 … or 1, 2, 3 … in order, found {numbers}")
    return levels


class Scale(Material):
    """Named levels, lowest first, numbered from 0 or 1 without a gap; "don't know" is never one of them.

    Answers are counted by place, a count a level. Here and in `Spread` a place is turned into a number.
    """

    question: Text
    """What the room is asked: "How far are we on the way?"."""
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=10), AfterValidator(_numbered)]
    poles: tuple[Text, Text] | None = None
    """What the lowest and the highest level stand for, where the scale goes "from … to …"."""

    @property
    def base(self) -> int:
        """Number of the lowest level: 0 or 1."""
        return self.levels[0].number

    @property
    def top(self) -> int:
        """Number of the highest level."""
        return self.levels[-1].number

    @property
    def numbers(self) -> range:
        """The numbers of its levels, lowest first."""
        return range(self.base, self.top + 1)

    def place(self, number: int) -> int:
        """Which of the counts is that of level `number`, from 0. Raises IndexError outside the scale."""
        if number not in self.numbers:
            raise IndexError(number)
        return number - self.base

    def label(self, number: int) -> str:
        """Label of level `number`. Raises IndexError outside the scale."""
        return self.levels[self.place(number)].label

    def counted(self, counts: Sequence[C]) -> list[tuple[int, C]]:
        """(number of a level, its count) of each that has any, lowest first."""
        return [(number, count) for number, count in zip(self.numbers, counts, strict=False) if count]

    def one_at(self, number: int | None) -> tuple[int, ...]:
        """The counts of one answer at level `number`; of none at any for None."""
        return tuple(int(level == number) for level in self.numbers)


class Source(Material):
    """Where a pack comes from."""

    title: Text
    publisher: Text
    year: int = Field(ge=1900, le=2200)
    note: str = ""
    """Anything a careful reader should know, such as a count that the source itself states differently."""

    def cite(self) -> str:
        """ "Title, publisher, year"."""
        return f"{self.title}, {self.publisher}, {self.year}"


class Example(Material):
    """What one place did: shown as "in practice" beside the item it illustrates."""

    place: Text
    theme: str = ""
    """The challenge it illustrates, such as "Leadership"."""
    text: Text


ReadingUse = Literal["opening", "reading", "risk", "preparing"]


class Reading(Material):
    """A short text to put before the room: principles, what matters to people, questions before a risk."""

    id: Text
    title: Text
    use: ReadingUse
    """`opening`: read at the start. `reading`: at hand throughout. `risk`: asked when an action is a risk.
    `preparing`: what to see to before the day, for whoever prepares a session."""
    intro: str = ""
    points: tuple[Text, ...] = Field(min_length=1)


EvidenceKind = Literal["people", "staff", "partners", "seen", "data", "documents"]
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


class Evidence(Material):
    """What to look for. A plain text in a file is one without kind and link, and is written back as that."""

    text: Text
    kind: EvidenceKind | None = None
    """Whose word or what it is: what people, staff or partners say, what was seen, data, documents."""
    link: str = ""
    """Where it is to be had: an address or the name of a document. Never followed by the program."""

    @model_validator(mode="before")
    @classmethod
    def _of_plain_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _as_plain_text(self, handler: SerializerFunctionWrapHandler) -> Any:
        return self.text if self == Evidence(text=self.text) else handler(self)


class Guess(Material):
    """A figure that the room guesses before it is shown."""

    answer: Text
    """The figure with its unit: "60 per cent"."""
    year: int = Field(ge=1900, le=2200)
    """Of which year it is."""
    note: str = ""
    """What is said once it is shown."""


class Item(Material):
    """One thing to score, check, weigh or discuss: a standard, a tip, a statement, a risk, an option."""

    id: Text
    """Stable for ever: pack id, a slash, and a code: `icbo/D1.3`."""
    number: Text
    """What the room calls it: "1.3"."""
    name: Text
    """A few words: "Governance that can decide"."""
    statement: Annotated[Text, words_at_most(STATEMENT_WORDS, "the statement")]
    """What good looks like, for reading aloud."""
    wording: str = ""
    """The official wording, of any length, where `statement` is a short form of it."""
    parts: tuple[Text, ...] = ()
    """What the statement is made of, one short line each."""
    questions: tuple[Text, ...] = ()
    """Sub-questions, which open where the answer is "no" or "partly"."""
    prompts: tuple[Annotated[Text, words_at_most(PROMPT_WORDS, "a prompt")], ...] = ()
    """Questions to get the room talking."""
    evidence: tuple[Evidence, ...] = ()
    examples: tuple[Example, ...] = ()
    scale: Scale | None = None
    """Its own scale, where it is not that of its section or pack."""
    levels: tuple[Text, ...] = ()
    """What each level means for this item, lowest first, where the scale's words don't say it well."""
    poles: tuple[Text, Text] | None = None
    """From what to what it goes: what the lowest and the highest level mean for this item."""
    asked: tuple[Text, ...] = ()
    """Who is asked, where not everybody is: sectors or bodies."""
    weight: int = Field(default=1, ge=1, le=100)
    """How much it weighs in the result of its section."""
    advantages: tuple[Text, ...] = ()
    """What speaks for it, where it is an option."""
    drawbacks: tuple[Text, ...] = ()
    """What speaks against it, where it is an option."""
    leads: tuple[Text, ...] = ()
    """Which of the pack's parties the source gives it to, where it is a function."""
    guess: Guess | None = None
    added: bool = Field(default=False, exclude_if=lambda added: not added)
    """Whether it was added in the room: it is then of one session alone, and in no pack's file."""


class Band(Material):
    """A name for results from `least` on: "good" from 63 per cent."""

    least: float = Field(ge=0, allow_inf_nan=False)
    label: Text


class Result(Material):
    """How the agreed levels of a section, or of a whole pack, are put together."""

    measure: Literal["sum", "percent"]
    """`sum`: levels times weights. `percent`: that sum of the most it could be, of what was answered."""
    bands: tuple[Band, ...] = ()
    """From the lowest; below the first there is no name."""

    @model_validator(mode="after")
    def _rising(self) -> "Result":
        limits = [band.least for band in self.bands]
        if limits != sorted(set(limits)):
            raise ValueError(f"bands must rise from one to the next, found {limits}")
        return self


class Section(Material):
    """A domain, a theme, or simply the list of items."""

    id: Slug
    title: Text
    label: str = ""
    """What the room calls it: "Domain 1"; empty where the pack has only one section."""
    item_word: str = Field(default="", exclude_if=lambda word: not word)
    """What one of its items is called, where that is not the word of the whole pack: "option"."""
    about: str = ""
    closing: str = ""
    """The question that closes it, such as what to do together next."""
    scale: Scale | None = None
    """Its own scale, where it is not that of the pack."""
    result: Result | None = None
    items: tuple[Item, ...] = Field(min_length=1)


ProfileShape = Literal["bars", "radar"]
"""How agreed levels and targets of a section are drawn: a row an item, or a spoke an item."""


class Pack(Material):
    """One body of material. Raises pydantic.ValidationError where an id is doubled or not of this pack."""

    id: Slug
    edition: Text
    name: Text
    item_word: Text = "item"
    """What an item is called: "standard", "tip", "principle"."""
    about: Text
    source: Source
    scale: Scale | None = None
    """None where items are discussed but not scored."""
    result: Result | None = None
    """How the results of all its items are put together, where they are."""
    profile: ProfileShape = Field(default="bars", exclude_if=lambda shape: shape == "bars")
    parties: tuple[Text, ...] = ()
    """Who can lead, support, be asked or told, where its items are functions."""
    readings: tuple[Reading, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_ours_and_unique(self) -> "Pack":
        for item in self.items():
            if not is_id_of(self.id, item.id):
                raise ValueError(f"item id {item.id!r} must begin with {self.id + '/'!r} and then a code")
        refuse_doubled("item id", (item.id for item in self.items()))
        refuse_doubled("section id", (section.id for section in self.sections))
        refuse_doubled("reading id", (reading.id for reading in self.readings))
        refuse_doubled("party", self.parties)
        return self

    @model_validator(mode="after")
    def _words_fit_scales_and_parties(self) -> "Pack":
        for section in self.sections:
            for item in section.items:
                scale = item.scale or section.scale or self.scale
                levels = len(scale.levels) if scale else 0
                if item.levels and len(item.levels) != levels:
                    expected = f"{levels}, as its scale has"
                    raise ValueError(f"{item.id}: words for {len(item.levels)} levels, not for {expected}")
                if item.poles and scale is None:
                    raise ValueError(f"{item.id}: has poles, and no scale")
                if strangers := set(item.leads) - set(self.parties):
                    raise ValueError(f"{item.id}: {min(strangers)!r} is none of the pack's parties")
        return self

    def readings_for(self, use: ReadingUse) -> list[Reading]:
        """Its readings of one use, in their order."""
        return [reading for reading in self.readings if reading.use == use]

    def word_of(self, item_id: str) -> str:
        """What one of its items is called: "tip"; by the word of its section, where that has one."""
        holding = (own for own in self.sections if any(item.id == item_id for item in own.items))
        return next((own.item_word for own in holding), "") or self.item_word

    def title_of(self, item_id: str) -> str:
        """What an item is called before its number: "Tip", "NHS goal"."""
        word = self.word_of(item_id)
        return word[:1].upper() + word[1:]

    def called(self) -> frozenset[tuple[str, str]]:
        """(word, number) of each of its items, folded."""
        named = ((section.item_word or self.item_word, section) for section in self.sections)
        return frozenset((word.casefold(), item.number) for word, own in named for item in own.items)

    def items(self) -> Iterator[Item]:
        """All items, in the order of the pack."""
        return (item for section in self.sections for item in section.items)

    def scale_of(self, item_id: str) -> Scale | None:
        """The scale of an item: its own, its section's or the pack's. Raises KeyError."""
        return _scales(self)[item_id]

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales on which its items are scored, each once, in the order of the items."""
        return tuple(dict.fromkeys(scale for scale in _scales(self).values() if scale is not None))

    def section(self, section_id: str) -> Section:
        """Section by id. Raises KeyError."""
        return {section.id: section for section in self.sections}[section_id]

    def only(self, section_ids: tuple[str, ...]) -> "Pack":
        """The pack with only these sections, in the pack's order; the whole pack where none are named."""
        sections = tuple(section for section in self.sections if section.id in section_ids)
        return self.model_copy(update={"sections": sections}) if section_ids else self


@remembered
def _scales(pack: Pack) -> dict[str, Scale | None]:
    rows = ((section, item) for section in pack.sections for item in section.items)
    return {item.id: item.scale or section.scale or pack.scale for section, item in rows}
