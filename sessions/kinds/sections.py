"""Which activities share a section of a pack, and whether all of it is worked on between them."""

from sessions.material import Section
from sessions.record import Session
from sessions.remember import OfParts
from sessions.rows import MaterialActivity

_ON: OfParts[frozenset[str]] = OfParts()
"""Ids of items, by the class of the activities that are on them and by the pack."""


def sharing(session: Session, activity: MaterialActivity, section_items: set[str]) -> list[str]:
    """Ids of the activities that share a section: the first introduces it, the last asks what closes it."""
    if not activity.item_ids:
        return [activity.id]
    return [
        other.id
        for other in session.agenda
        if isinstance(other, type(activity))
        and other.pack_id == activity.pack_id
        and other.state == "planned"
        and other.follows_step is None
        and section_items.intersection(other.item_ids)
    ]


def is_whole(session: Session, activity: MaterialActivity, section: Section) -> bool:
    """Whether such activities are on all of a section between them, also those that are put off or left out.

    Of a section of which a few items were chosen, nothing is said as a whole.
    """
    same = (type(activity), activity.pack_id)
    on = _ON(same, (session.agenda, session.packs), lambda: _items_of(session, *same))
    return on.issuperset(item.id for item in section.items if not item.added)


def _items_of(session: Session, form: type[MaterialActivity], pack_id: str | None) -> frozenset[str]:
    """Ids of the items of a pack that activities of class `form` are on, but for those of another step."""
    return frozenset(
        item.id
        for other in session.agenda
        if isinstance(other, form) and other.pack_id == pack_id and not other.follows_step
        for item in other.items(session.packs)
    )
