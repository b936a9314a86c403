"""Which parts of a session's packs a step can be offered on, and how that is said."""

from collections.abc import Iterator
from dataclasses import dataclass

from sessions import words
from sessions.kinds.evaluation.records import EvaluationActivity
from sessions.material import Item, Pack, Section
from sessions.record import Session
from sessions.text import plural

CRITERIA = "criteria"
"""Id of a section whose items are what others are appraised by."""


@dataclass(frozen=True, slots=True)
class Part:
    """A pack, or one section of it."""

    pack: Pack
    sections: tuple[Section, ...]
    section_ids: tuple[str, ...]
    """As a step names them: empty for all of the pack."""

    @property
    def is_section(self) -> bool:
        """Whether it is one section of a pack that has more."""
        return len(self.section_ids) == 1 and len(self.pack.sections) > 1

    @property
    def items(self) -> tuple[Item, ...]:
        """All of its items."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def item_word(self) -> str:
        """What one of its items is called: by the word of its sections, where that is one."""
        own = {section.item_word or self.pack.item_word for section in self.sections}
        return own.pop() if len(own) == 1 else self.pack.item_word

    @property
    def title(self) -> str:
        """What a step on it is called."""
        return titled(self.sections[0]) if self.is_section else self.pack.name

    @property
    def words(self) -> str:
        """Its title, how many items it has, and of a section which pack that is in."""
        many = words.number_of(len(self.items), self.item_word, plural(self.item_word))
        return f"{self.title}, {many}" + (f" · {self.pack.name}" if self.is_section else "")


def titled(section: Section) -> str:
    """A section's title, after its label if it has one."""
    return f"{section.label}: {section.title}" if section.label else section.title


def part_of(pack: Pack, section: Section) -> Part:
    """One section of a pack."""
    return Part(pack, (section,), (section.id,))


def whole(session: Session, pack: Pack) -> Part:
    """What any kind of step can be on, of a pack; without sections where there is nothing such.

    Left out are criteria, and what is there for one kind alone: figures to guess, options, functions, and the
    statements of an evaluation.
    """
    evaluated = {step.pack_id for step in session.agenda if isinstance(step, EvaluationActivity)}
    free = () if pack.parties or pack.id in evaluated else tuple(filter(_is_for_all, pack.sections))
    return Part(pack, free, () if len(free) == len(pack.sections) else tuple(section.id for section in free))


def parts(session: Session, pack: Pack) -> Iterator[Part]:
    """All that any kind of step can be on, of a pack, and each of its sections where it has several."""
    every = whole(session, pack)
    if every.sections:
        yield every
    if len(pack.sections) > 1:
        yield from (part_of(pack, section) for section in every.sections if len(every.sections) > 1)


def _is_for_all(section: Section) -> bool:
    own = (item.guess or item.advantages or item.drawbacks for item in section.items)
    return section.id != CRITERIA and not any(own)
