"""Items that were added in the room: where they stand, and whether one can still be changed."""

from sessions.material import OURS, Item
from sessions.record import Session
from sessions.rows import MaterialActivity, uid_from


def own_section(activity: MaterialActivity) -> str:
    """Id of the section, in the session's own pack, that holds what is added to a step without a pack."""
    return uid_from(OURS, activity.uid)


def own_items(session: Session, activity: MaterialActivity) -> tuple[Item, ...]:
    """What was added to a step that has no pack."""
    key = own_section(activity)
    own = (section for pack in session.packs if pack.id == OURS for section in pack.sections)
    return next((section.items for section in own if section.id == key), ())


def is_recorded_on(session: Session, item_id: str) -> bool:
    """Whether anything refers to an item: an answer, dots, a note, an action, that it does not apply."""
    origins = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    refs = (ref for ref in session.refs() if ref.to in ("item", "candidate", "origin"))
    return item_id in origins or any(ref.id == item_id for ref in refs)


def changeable(session: Session, activity: MaterialActivity) -> tuple[Item, ...]:
    """Items that were added and that a step is on, as long as nothing is recorded on them."""
    items = activity.items(session.packs)
    return tuple(item for item in items if item.added and not is_recorded_on(session, item.id))
