"""What of the material does not apply here: an item, or a section with all its items, and why.

Neither "don't know" nor "not reached": it is passed over, and counts nowhere. Any kind whose steps are about
items goes by it. What was recorded on it before stays, and counts again once it applies again.
"""

from collections.abc import Mapping
from datetime import datetime

from pydantic import AwareDatetime

from sessions.aspects import item_of
from sessions.edit import edit
from sessions.edits.text import needed
from sessions.material import Item
from sessions.problem import Problem
from sessions.record import Ref, Session, Table
from sessions.remember import remembered
from sessions.rows import MaterialActivity, Row, Stop


class NotApplying(Row):
    """An item or a section that does not apply here."""

    ref: str
    """Item id or section key (`icbo/d1`)."""
    reason: str
    at: AwareDatetime


NOT_APPLYING = Table(
    "not_applying",
    NotApplying,
    key=lambda row: row.ref,
    refs=lambda row: (Ref("origin", row.ref),),
    twice="this does not apply already",
)


@remembered
def items_not_applying(session: Session) -> Mapping[str, NotApplying]:
    """Why items do not apply, by their id, by a row of theirs or of their section."""
    rows = {row.ref: row for row in NOT_APPLYING.of(session)}
    if not rows:
        return {}
    sections = ((f"{pack.id}/{section.id}", section) for pack in session.packs for section in pack.sections)
    found = {
        item.id: rows.get(item.id) or rows.get(key) for key, section in sections for item in section.items
    }
    return {item_id: row for item_id, row in found.items() if row is not None}


def why_not(session: Session, ref: str | None) -> NotApplying | None:
    """Why an item or a section does not apply here; None where it does, or is neither of the two."""
    ref = item_of(ref or "")
    own = (row for row in NOT_APPLYING.of(session) if row.ref == ref)
    return next(own, None) or items_not_applying(session).get(ref)


def items_here(session: Session, form: type[MaterialActivity] = MaterialActivity) -> tuple[Item, ...]:
    """Items on the agenda that apply, in its order, each once; only those of activities of class `form`."""
    out = items_not_applying(session)
    return tuple(item for item in session.items(form) if item.id not in out)


def passed_over(session: Session, stop: Stop) -> bool:
    """Whether the arrow keys go past a stop, since what it is about does not apply."""
    parts = ("item", "section", "closing", "picture")
    return stop.part in parts and why_not(session, stop.ref) is not None


@edit("{ref} does not apply")
def does_not_apply(session: Session, now: datetime, ref: str, reason: str) -> Session:
    """Note that an item, or a section by its key, does not apply here. Raises Problem without a reason."""
    ref = item_of(ref)
    _check_is_material(session, ref)
    row = NotApplying(ref=ref, reason=needed(reason, "The reason"), at=now)
    return NOT_APPLYING.with_row(session, row)


@edit("{ref} applies again")
def applies(session: Session, _: datetime, ref: str) -> Session:
    """Take back that an item or a section does not apply. Raises Problem where its section does not."""
    ref = item_of(ref)
    row = why_not(session, ref)
    if row is not None and row.ref != ref:
        section = session.section(row.ref)
        what = f"All of {section.label or section.title} does not apply here"
        raise Problem(what, where=session.called(ref), hint="Take that back for the whole of it.")
    return NOT_APPLYING.without(session, lambda other: other.ref == ref)


def check_applies(session: Session, item_id: str) -> None:
    """Raises Problem where an item does not apply here."""
    if (row := why_not(session, item_id)) is not None:
        what = f"{session.called(item_id)} does not apply here: {row.reason}"
        raise Problem(what, hint="Take that back first.")


def _check_is_material(session: Session, ref: str) -> None:
    sections = {f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections}
    if ref not in sections and all(item.id != ref for pack in session.packs for item in pack.items()):
        raise Problem(f"No item or section {ref!r} in this session", hint="Name one that it carries.")
