"""Which items of several sessions are the same, and whether what was said on them can be compared.

Items are the same where their ids are: that of the pack, a slash and a code that is never used again; what
was added in the room has one by chance, so that two rooms never share one unasked. Levels are compared only
where the room was asked the same, on the same levels, and answers counted the same. Else there is no figure
of a change, and a reason instead. All functions are pure; sessions are given as the room has seen them
(`sessions.kinds.registry.revealed_only`).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sessions.analysis.items import spread_of
from sessions.analysis.spreads import Unit
from sessions.analysis.whole import recorded_items
from sessions.aspects import item_of
from sessions.material import Item, Scale
from sessions.record import Session, find_scale

Reason = Literal["levels", "meaning", "wording", "counting"]
"""Why what was said on an item cannot be compared: other levels (their number, base or names), other words
for what each level means, another question or statement, or bodies counted in one and people in the other."""
REASONS: tuple[Reason, ...] = get_args(Reason)
_SMALL_WORDS = frozenset({"a", "an", "the"})
_MARKS = ".,;:!?()[]\"'‘’“”–—-…"


@dataclass(frozen=True, slots=True)
class Measure:
    """What was asked on an item, on which levels, and what of the answers counts once."""

    levels: tuple[tuple[int, str], ...]
    """(number, name) of each; none where it is not answered on a scale."""
    meaning: tuple[tuple[str, ...], ...]
    """What each level means, in bare words, and from what to what they go."""
    wording: tuple[tuple[str, ...], ...]
    """The question, the statement, its official wording and its parts, in bare words."""
    counting: Unit | None
    """None where nobody answered, so that nothing was counted."""


@dataclass(frozen=True, slots=True)
class SameItem:
    """An item that at least one of several sessions has, with a place for each of them, in their order."""

    id: str
    items: tuple[Item | None, ...]
    """As each session has it; None in one that does not."""
    editions: tuple[str, ...]
    """The edition of the pack in each; empty in one that does not have the item."""

    @property
    def is_shared(self) -> bool:
        """Whether two of the sessions have it, at least."""
        return sum(item is not None for item in self.items) > 1

    @property
    def latest(self) -> Item:
        """As the last of the sessions that have it has it."""
        return next(item for item in reversed(self.items) if item is not None)


def same_items(sessions: Sequence[Session]) -> tuple[SameItem, ...]:
    """Items on the agenda of one of the sessions, or with something recorded, each once.

    In the order of the last session, then those that only earlier ones have, in theirs. What does not apply
    in a session is none of its items.
    """
    held = [items_of(session) for session in sessions]
    ids = dict.fromkeys(item_id for items in reversed(held) for item_id in items)
    return tuple(
        SameItem(
            item_id,
            tuple(items.get(item_id) for items in held),
            tuple(
                session.pack_of(item_id).edition if item_id in items else ""
                for session, items in zip(sessions, held, strict=True)
            ),
        )
        for item_id in ids
    )


def items_of(session: Session) -> Mapping[str, Item]:
    """The items of a session that apply, by their ids: on its agenda, then what was recorded on besides."""
    known = {item.id: item for pack in session.packs for item in pack.items()}
    return {item_id: known[item_id] for item_id in recorded_items(session)}


def measure(session: Session, subject_id: str) -> Measure:
    """What was asked on an item, or on one question on it. Raises KeyError for an item that is not there."""
    counting: Unit | None = None
    if find_scale(session, subject_id) is not None and (spread := spread_of(session, subject_id)).spoke:
        counting = spread.unit
    return replace(asked(session, subject_id), counting=counting)


def asked(session: Session, subject_id: str) -> Measure:
    """What was asked, without what counts once. Raises KeyError for an item that is not there."""
    item, scale = session.item(item_of(subject_id)), find_scale(session, subject_id)
    return Measure(
        levels=tuple((level.number, _folded(level.label)) for level in scale.levels) if scale else (),
        meaning=tuple(map(_bare, _meaning(item, scale))),
        wording=tuple(map(_bare, _wording(item, scale))),
        counting=None,
    )


def reasons(first: Measure, second: Measure) -> tuple[Reason, ...]:
    """Why what was said in one session cannot be compared with what was said in another; empty where it can.

    The order of the two does not matter. An item without levels has nothing to compare: no reason is given.
    """
    other = {
        "levels": first.levels != second.levels,
        "meaning": first.meaning != second.meaning,
        "wording": first.wording != second.wording,
        "counting": None not in (counted := (first.counting, second.counting)) and len(set(counted)) > 1,
    }
    # Where there are other levels, that each means something else is said with it.
    other["meaning"] = other["meaning"] and not other["levels"]
    return tuple(reason for reason in REASONS if other[reason])


def _meaning(item: Item, scale: Scale | None) -> Iterator[str]:
    if scale is not None:
        yield from item.levels or (level.meaning for level in scale.levels)
        yield from item.poles or scale.poles or ()


def _wording(item: Item, scale: Scale | None) -> Iterable[str]:
    question = scale.question if scale else ""
    return (question, item.statement, item.wording, *item.parts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _bare(text: str) -> tuple[str, ...]:
    """The words of a text, without capitals, marks and articles: what is left has to be the same."""
    stripped = (word.strip(_MARKS) for word in _folded(text).replace("’", "'").split())
    return tuple(word for word in stripped if word and word not in _SMALL_WORDS)
