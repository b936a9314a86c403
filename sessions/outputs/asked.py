"""What an answer or a remark is on, in three cells: id of the item, what is asked of it, its name."""

from sessions import words
from sessions.analysis.items import has_item
from sessions.aspects import ASPECTS, aspect_id_of, item_of
from sessions.kinds.before import Asked
from sessions.record import Session


def subject(seen: Session, subject_id: str) -> tuple[str, str, str]:
    """Of an item, or of a question on one."""
    return item_of(subject_id), aspect_id_of(subject_id), words.asked(seen, subject_id)


def question(seen: Session, key: str, asked: Asked | None) -> tuple[str | None, str, str]:
    """Of any question of a form; of one on no item alone, or asked no more, without an item's id."""
    if not has_item(seen, item_of(key)):
        return None, key, asked.section if asked is not None else key
    if asked is None or aspect_id_of(key) in ("", *ASPECTS):
        return subject(seen, key)
    return item_of(key), aspect_id_of(key), f"{asked.called} {asked.name}"
