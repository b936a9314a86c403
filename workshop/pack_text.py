"""A pack as it is read: before the day, on the screen and in the shell. Knows no screen.

Each text has a row in a list, and lines below it: what the pack is, its readings, sections and items.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sessions import words
from sessions.evidence_words import to_look_for
from sessions.material import Item, Pack, Reading, Scale, Section
from sessions.text import plural
from workshop.steps.scene import PageLine, Tone, under

ABOUT = "about"
"""Key of the text that says what a pack is."""
BEFORE_THE_DAY = "Before the day"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to read in a pack."""

    key: str
    """What it is told by: an item's id, or "section d1"; no two of a pack are alike."""
    label: str
    """Before the title: "1.6", "Domain 1"; may be empty."""
    title: str
    lines: tuple[PageLine, ...]
    is_item: bool = False

    @property
    def name(self) -> str:
        """Label and title."""
        between = " " if self.is_item else ": "
        return between.join(part for part in (self.label, self.title) if part)

    @property
    def words(self) -> str:
        """All that can be found in it."""
        return " ".join((self.key, self.label, self.title, *(line.text for line in self.lines)))


def uses(pack: Pack) -> str:
    """What a group can do with a pack, as far as its items say: "score", "options"."""
    items = tuple(pack.items())
    can = {
        "who does what": bool(pack.parties),
        "options": any(item.advantages or item.drawbacks for item in items),
        "from here to there": any(item.poles for item in items),
        "score": bool(pack.scales),
        "guess": any(item.guess for item in items),
        "checks": any(item.questions for item in items),
    }
    return ", ".join(use for use, is_so in can.items() if is_so) or "discuss, check, vote"


def counts(pack: Pack) -> str:
    """ "21 standards in 4 sections"; without the sections where there is only one."""
    many = len(list(pack.items()))
    text = words.number_of(many, pack.item_word, plural(pack.item_word))
    return f"{text} in {len(pack.sections)} sections" if len(pack.sections) > 1 else text


def texts(pack: Pack) -> tuple[Text, ...]:
    """All that there is to read, in its order; what to see to before the day comes first."""
    preparing = [reading for reading in pack.readings if reading.use == "preparing"]
    others = [reading for reading in pack.readings if reading.use != "preparing"]
    return (
        Text(ABOUT, "", "What it is", tuple(_about(pack))),
        *(_reading(reading) for reading in (*preparing, *others)),
        *(text for section in pack.sections for text in _section(pack, section)),
    )


def _about(pack: Pack) -> Iterator[PageLine]:
    yield PageLine("lead", pack.about)
    yield PageLine("point", f"{counts(pack)}, {uses(pack)}")
    yield PageLine("point", f"Edition {pack.edition}")
    yield PageLine("point", f"Source: {pack.source.cite()}")
    if pack.source.note:
        yield PageLine("muted", f"Note: {pack.source.note}")
    yield from under("Who can lead or support", "point", pack.parties)
    for scale in pack.scales:
        yield from scale_lines(scale)
    if pack.result is not None:
        yield from under(
            "Results", "point", (f"{band.label}, from {band.least:g}" for band in pack.result.bands)
        )


def scale_lines(scale: Scale) -> Iterator[PageLine]:
    """The levels under their question."""
    yield PageLine("heading", scale.question)
    if scale.poles:
        yield PageLine("text", f"From “{scale.poles[0]}” to “{scale.poles[1]}”.")
    for level in scale.levels:
        meaning = f": {level.meaning}" if level.meaning else ""
        yield PageLine("point", f"{level.number} {level.label}{meaning}")


def _reading(reading: Reading) -> Text:
    intro = [PageLine("lead", reading.intro)] if reading.intro else []
    label = BEFORE_THE_DAY if reading.use == "preparing" else "Reading"
    points = (PageLine("point", point) for point in reading.points)
    return Text(f"reading {reading.id}", label, reading.title, (*intro, *points))


def _section(pack: Pack, section: Section) -> Iterator[Text]:
    lines = [PageLine("lead", section.about)] if section.about else []
    if section.scale is not None:
        lines += scale_lines(section.scale)
    if section.result is not None:
        lines += under("Results", "point", (f"{b.label}, from {b.least:g}" for b in section.result.bands))
    lines += under("To close", "question", (section.closing,) if section.closing else ())
    lines += under("In it", "point", (f"{item.number} {item.name}" for item in section.items))
    yield Text(f"section {section.id}", section.label, section.title, tuple(lines))
    for item in section.items:
        yield Text(item.id, item.number, item.name, tuple(item_lines(pack, item)), is_item=True)


def item_lines(pack: Pack, item: Item) -> Iterator[PageLine]:
    """All that a pack says of an item."""
    yield PageLine("lead", item.statement)
    for heading, lines in (
        ("Official wording", (item.wording,) if item.wording else ()),
        ("Its parts", item.parts),
        ("Asked under it", item.questions),
        ("Ask", item.prompts),
        ("Look for", tuple(map(to_look_for, item.evidence))),
        ("For it", item.advantages),
        ("Against it", item.drawbacks),
        ("Led by", item.leads),
        ("Who is asked", item.asked),
        ("Weight", (f"{item.weight} times",) if item.weight != 1 else ()),
        ("From and to", item.poles or ()),
        ("Its levels", tuple(_levels(pack, item))),
    ):
        tone: Tone = "text" if heading == "Official wording" else "question" if heading == "Ask" else "point"
        yield from under(heading, tone, lines)
    for example in item.examples:
        yield PageLine("text", f"In practice, {words.example(example)}")
    if item.guess is not None:
        said = f"{item.guess.answer} ({item.guess.year})"
        yield from under("The figure", "point", filter(None, (said, item.guess.note)))
    if item.scale is not None:
        yield from scale_lines(item.scale)


def _levels(pack: Pack, item: Item) -> Iterator[str]:
    """What each level means for an item that has words of its own for them."""
    scale = pack.scale_of(item.id)
    for level, meaning in zip(scale.levels if scale else (), item.levels, strict=False):
        yield f"{level.number} {level.label}: {meaning}"
