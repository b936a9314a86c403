"""What a kind of step asks before the day, and how it takes what came back.

All of it is questions on levels, so that a form, a survey and a line on paper are made and read in one way.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sessions.aspects import aspect_of
from sessions.edit import Edit
from sessions.material import Item, Level, Scale
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner
from sessions.voices import asked_on, recusals_on, voices_on


@dataclass(frozen=True, slots=True)
class View:
    """What stands of a partner on one question: a count a level, in the order of the levels."""

    counts: tuple[int, ...]
    dont_know: int = 0
    is_from_form: bool = True
    """Whether it came in before the day, and nobody has changed it since."""

    @property
    def spoke(self) -> int:
        """How many people said something."""
        return sum(self.counts) + self.dont_know


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to each partner, answered with a level of its scale."""

    by: "Before" = field(repr=False, compare=False)
    """Who asks it, and takes the answer."""
    key: str
    """What it is known by in forms, and in the record: no two of a session share one, none has a space."""
    ref: str
    """The item, the subject or the step that it is about: by that go voices, recusals and what applies."""
    called: str
    """What the room calls it: "1.3", "3 likelihood"."""
    name: str
    statement: str
    scale: Scale
    """What is asked, and the levels to answer with."""
    levels: tuple[Level, ...]
    """Those of the scale; `meaning` is in the item's own words where it has some."""
    section: str = ""
    """Heading of its section, where the pack has more than one."""
    step: str = ""
    """Title of the step that asks it."""
    help: tuple[str, ...] = ()
    """Questions that help to answer."""
    item: Item | None = None
    """The item that it is on; None where it is on several."""
    behind: tuple[str, ...] = ("",)
    """What may stand behind a name of its item in the head of a survey's column."""


class Before:
    """This one asks nothing. A kind that asks has one of its own."""

    single: ClassVar[bool] = False
    """Whether a partner has one answer to a question, however many of its people fill in a form."""

    def asked(self, session: Session, activity: Any) -> Iterable[Asked]:
        """What a step asks each partner, also of what does not apply here."""
        return ()

    def why_not(self, session: Session, activity: Any) -> str:
        """Why a step in which people give a view is in no form; empty for one that is, or asks for none."""
        return ""

    def voices(self, session: Session, asked: Asked) -> Collection[Partner]:
        """The partners that are asked, and take part."""
        out = recusals_on(session, asked.ref)
        return tuple(partner for partner in asked_on(session, asked.ref) if partner.id not in out)

    def is_open_to(self, session: Session, asked: Asked, partner: Partner) -> bool:
        """Whether an answer of a partner can stand there: the whole room answers, or the partners do."""
        if partner == THE_ROOM:
            return all(self.view(session, asked, other.id) is None for other in session.partners)
        return partner in voices_on(session, asked.ref)

    def view(self, session: Session, asked: Asked, partner_id: str) -> View | None:
        """What stands there of a partner, or of the whole room; None where nothing does."""
        raise NotImplementedError

    def take(
        self, session: Session, asked: Asked, partner_id: str, counts: Sequence[int], dont_know: int
    ) -> Edit:
        """The change that has a partner say so, as a first view from a form."""
        raise NotImplementedError

    def seen(self, session: Session) -> Collection[str]:
        """The keys of all questions of this sort of which the room has seen what partners said."""
        return frozenset()


def on_item(
    by: Before,
    session: Session,
    item_id: str,
    scale: Scale,
    *,
    key: str,
    ref: str = "",
    called: str = "",
    help: tuple[str, ...] = (),  # as in the form
    behind: tuple[str, ...] = ("",),
) -> Asked:
    """A question on an item; `ref` is the subject, where it is more than the item."""
    item, pack = session.item(item_id), session.pack_of(item_id)
    section = next(section for section in pack.sections if item in section.items)
    heading = ": ".join(filter(None, (section.label, section.title)))
    return Asked(
        by=by,
        key=key,
        ref=ref or item_id,
        called=called or session.called(item_id),
        name=item.name,
        statement=item.statement,
        scale=scale,
        levels=tuple(_in_own_words(item, ref, scale)),
        section=heading if len(pack.sections) > 1 else "",
        help=(*item.prompts, *help),
        item=item,
        behind=behind,
    )


def _in_own_words(item: Item, subject_id: str, scale: Scale) -> Iterator[Level]:
    """The levels of a scale, in the item's own words where it is the item's."""
    aspect = aspect_of(subject_id)
    is_own = bool(subject_id) and (aspect is None or aspect.scale is None)
    words = dict(zip(scale.numbers, item.levels, strict=False)) if is_own else {}
    poles = (item.poles or scale.poles) if is_own else scale.poles
    ends = dict(zip((scale.base, scale.top), poles, strict=True)) if poles else {}
    for level in scale.levels:
        meaning = words.get(level.number) or ends.get(level.number) or level.meaning
        yield Level(number=level.number, label=level.label, meaning=meaning)
