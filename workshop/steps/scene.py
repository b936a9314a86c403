"""What a stop is seen in, and what the facilitator's views are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sessions.aspects import aspect_of, item_of
from sessions.kinds.registry import revealed_only
from sessions.material import Item, Pack
from sessions.origins import step_origins
from sessions.record import Session
from sessions.rows import Activity, Stop
from workshop.keynames import OWN, Keys

Tone = Literal["lead", "text", "point", "question", "heading", "muted", "warn"]


@dataclass(frozen=True, slots=True)
class PageLine:
    """One paragraph of a page. `lead` is read aloud and shown large; a `point` gets a bullet."""

    tone: Tone
    text: str
    person: bool = False  # whether people typed it: then it may hold anything, and several lines


def under(heading: str, tone: Tone, texts: Iterable[str], *, person: bool = False) -> list[PageLine]:
    """Texts below their heading; nothing where there are none."""
    lines = [PageLine(tone, text, person) for text in texts]
    return [PageLine("heading", heading), *lines] if lines else []


@dataclass(frozen=True, slots=True)
class Page:
    """What a stop puts before the room."""

    label: str  # above the title: "1.6", "Domain 1", "Close"
    title: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that can be added, and the words to choose it by. Its activity gets its id once it is added."""

    words: str
    activity: Activity
    packs: tuple[Pack, ...] = ()
    """What it is about, where the session may not carry that yet."""


@dataclass(frozen=True, slots=True)
class OfferedKind:
    """Steps of one kind that can be added, and what they are looked for under."""

    name: str
    offers: tuple[Offer, ...]

    @property
    def words(self) -> str:
        """The words of its only step; else its name, and how many steps there are."""
        many = len(self.offers)
        return self.offers[0].words if many == 1 else f"{self.name} · {many} to choose from"


def offer(
    words: str, form: type[Activity], title: str, minutes: int, *script: str, **settings: object
) -> Offer:
    """A step of a `form`, to be chosen by words and minutes."""
    fields = {"id": "new", "title": title, "minutes": minutes, "script": script, **settings}
    return Offer(f"{words} ({minutes} min)", form.model_validate(fields))


@dataclass(frozen=True, slots=True)
class Scene:
    """A stop of a session, on a day, with the keys that its texts name."""

    session: Session
    stop: Stop
    today: date
    keys: Keys = OWN
    elsewhere: str = ""
    """What is open at its place in sessions that it does not go on from; empty where nothing is."""

    @property
    def activity(self) -> Activity:
        """The step that the stop is in."""
        return self.session.activity(self.stop.activity_id)

    @property
    def seen(self) -> Session:
        """The session without what is still hidden from the room."""
        return revealed_only(self.session)

    @property
    def item(self) -> Item | None:
        """The item of the stop, if it is one."""
        return self.session.item(self.stop.ref) if self.stop.part == "item" else None

    @property
    def number(self) -> str:
        """What the item of the stop is called by, with what is asked of it: "3 · impact"."""
        aspect = aspect_of(self.stop.ref)
        number = self.session.item(self.stop.ref).number
        return number if aspect is None else f"{number} · {aspect.name}"

    @property
    def title(self) -> str:
        """The name of the item of the stop, with what is asked of it: "Who carries it · where we are"."""
        aspect, name = aspect_of(self.stop.ref), self.session.item(self.stop.ref).name
        return name if aspect is None else f"{name} · {aspect.name}"

    @property
    def subject(self) -> str:
        """Id of what voices are raised on here: the item, or the step."""
        return self.stop.ref if self.stop.part == "item" else self.stop.activity_id

    @property
    def domain(self) -> str:
        """Key of the section that the stop is about; empty where it is about none."""
        if self.item is None:
            return self.stop.ref if self.stop.part in ("section", "closing") else ""
        pack = self.session.pack_of(self.item.id)
        return next(f"{pack.id}/{section.id}" for section in pack.sections if self.item in section.items)

    @property
    def material(self) -> str | None:
        """Id of the item, or key of the section, that the stop is about."""
        parts = ("item", "section", "closing", "picture")
        return item_of(self.stop.ref) or None if self.stop.part in parts else None

    @property
    def origin(self) -> str | None:
        """What notes and actions made here belong to."""
        if self.material is not None:
            return self.material
        own = step_origins(self.session)
        return next((ref for ref in (self.stop.ref, self.stop.activity_id) if ref in own), None)
