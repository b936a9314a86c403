"""Several questions on one item: how likely and how bad a risk is, where we were, are and want to be.

A subject is what partners answer: the id of an item (`icbo/D1.3`), or that and an aspect after a hash
(`lead-provider-risks/R1#impact`). All that asks, counts and reveals goes by subjects; what is noted, acted on
or does not apply is the item's.
"""

from functools import lru_cache

from sessions.material import Material, Scale, Slug, Text

_SIGN = "#"


class Aspect(Material):
    """One question that a kind of step asks of each of its items."""

    id: Slug
    name: Text
    """After the item's number: "likelihood"."""
    question: Text
    """What the room is asked of it."""
    scale: Scale | None = None
    """The levels to answer with; None where they are those of the item."""
    most_first: bool = False
    """Whether level 1 stands for the most of it, as in "1 high, 2 medium, 3 low"."""
    settles: bool = True
    """Whether the room settles on a level of it; else it is told nowhere but in the step that asks it."""


ASPECTS: dict[str, Aspect] = {}
"""The aspects of all registered kinds, by id. Filled by `sessions.kinds.registry`."""


def subject(item_id: str, aspect_id: str = "") -> str:
    """The subject that an item is, or that an aspect of it is."""
    return f"{item_id}{_SIGN}{aspect_id}" if aspect_id else item_id


def item_of(subject_id: str) -> str:
    """Id of the item that a subject is about; any other reference as it is."""
    return subject_id.partition(_SIGN)[0]


def aspect_id_of(subject_id: str) -> str:
    """Id of the aspect that a subject asks about; empty for an item as such."""
    return subject_id.partition(_SIGN)[2]


def aspect_of(subject_id: str) -> Aspect | None:
    """The aspect that a subject asks about; None for an item as such.

    Of a kind that is not known, one that goes by its id.
    """
    aspect_id = aspect_id_of(subject_id)
    return (ASPECTS.get(aspect_id) or _unknown(aspect_id)) if aspect_id else None


@lru_cache(maxsize=64)
def _unknown(aspect_id: str) -> Aspect:
    return Aspect.model_construct(id=aspect_id, name=aspect_id, question=aspect_id)


def is_most_first(subject_id: str) -> bool:
    """Whether level 1 of a subject stands for the most of what is asked."""
    aspect = aspect_of(subject_id)
    return aspect is not None and aspect.most_first


@lru_cache(maxsize=256)
def scale_for(aspect: Aspect | None, own: Scale | None) -> Scale | None:
    """The levels and the question of a subject, from its aspect and the scale of its item."""
    if aspect is None:
        return own
    if aspect.scale is not None:
        return aspect.scale
    return None if own is None else own.model_copy(update={"question": aspect.question})
