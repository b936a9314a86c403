"""What has become of the material that a session carries: its copy of a pack, and the pack as it is now.

Or as another session has it. Items are the same where their ids are; nothing is taken over or scored anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sessions.material import OURS, Item, Pack, Scale
from sessions.record import Session
from sessions.remember import remembered


@dataclass(frozen=True, slots=True)
class Change:
    """Two copies of one pack, by the ids of their items. An edition may be the same with other texts."""

    pack_id: str
    name: str
    editions: tuple[str, str]
    """Of the first and of the second copy."""
    gone: tuple[Item, ...] = ()
    """Only in the first."""
    new: tuple[Item, ...] = ()
    """Only in the second, in the sections that the first one carries."""
    added: tuple[Item, ...] = ()
    """Added to the first in the room, and so in no edition."""
    reworded: tuple[tuple[Item, Item], ...] = ()
    """(as it is in the first, in the second) where what is read out or its number is another."""
    rescaled: tuple[Item, ...] = ()
    """Answered on other levels in the second, so that answers cannot be compared; as in the first."""
    sections: tuple[str, ...] = ()
    """Titles of sections of the second that the first one does not carry."""

    @property
    def differs(self) -> bool:
        """Whether anything but the name of the edition is another."""
        return bool(self.gone or self.new or self.reworded or self.rescaled)


def change(first: Pack, second: Pack) -> Change:
    """What differs between two copies of a pack."""
    mine, yours = {item.id: item for item in first.items()}, {item.id: item for item in second.items()}
    carried = {section.id for section in first.sections}
    here = (section.items for section in second.sections if section.id in carried)
    both = [(item, yours[item_id]) for item_id, item in mine.items() if item_id in yours]
    return Change(
        pack_id=first.id,
        name=second.name,
        editions=(first.edition, second.edition),
        gone=tuple(item for item_id, item in mine.items() if item_id not in yours and not item.added),
        new=tuple(item for items in here for item in items if item.id not in mine and not item.added),
        added=tuple(item for item_id, item in mine.items() if item_id not in yours and item.added),
        reworded=tuple((old, new) for old, new in both if _read_out(old) != _read_out(new)),
        rescaled=tuple(
            old for old, _ in both if not comparable(first.scale_of(old.id), second.scale_of(old.id))
        ),
        sections=tuple(section.title for section in second.sections if section.id not in carried),
    )


def _read_out(item: Item) -> tuple[object, ...]:
    return item.number, item.name, item.statement, item.wording, item.parts


def comparable(first: Scale | None, second: Scale | None) -> bool:
    """Whether answers on two scales can be compared: both have the same levels, by number and label."""
    return _levels(first) == _levels(second)


def _levels(scale: Scale | None) -> tuple[tuple[int, str], ...]:
    return () if scale is None else tuple((level.number, level.label) for level in scale.levels)


@remembered
def changes(session: Session, packs: tuple[Pack, ...]) -> tuple[Change, ...]:
    """What has changed in the packs that a session carries, of those among `packs`; without what has not."""
    now = {pack.id: pack for pack in packs}
    found = (change(pack, now[pack.id]) for pack in session.packs if pack.id in now)
    return tuple(
        changed for changed in found if changed.differs or changed.editions[0] != changed.editions[1]
    )


def between(first: Session, second: Session) -> Iterator[Change]:
    """What differs in the sections of packs that both sessions carry."""
    theirs = {pack.id: pack for pack in second.packs if pack.id != OURS}
    for pack in first.packs:
        if (other := theirs.get(pack.id)) is None:
            continue
        common = {section.id for section in pack.sections} & {section.id for section in other.sections}
        mine, yours = (
            each.model_copy(update={"sections": tuple(s for s in each.sections if s.id in common)})
            for each in (pack, other)
        )
        changed = change(mine, yours)
        if changed.differs or changed.editions[0] != changed.editions[1]:
            yield changed
