"""Changes to the session itself: details, agenda and material, place in it."""

from collections.abc import Sequence
from datetime import date, datetime

from sessions import plan
from sessions.edit import edit
from sessions.edits.text import needed
from sessions.kinds.registry import kind_of
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import TABLES, Session, Table
from sessions.rows import Activity, Row, Stop
from sessions.series import opens_with_review, review_first
from sessions.text import clean

MOST_QUORUM = 99


@edit("change of the session's details")
def describe(
    session: Session, _: datetime, *, title: str, place: str, on: date | None, as_bodies: bool | None = None
) -> Session:
    """Change title, place and date, and whether partners answer as bodies (None leaves that as it is)."""
    return session.model_copy(
        update={
            "title": needed(title, "The title", lines=False),
            "place": clean(place, lines=False),
            "date": on,
            "as_bodies": session.as_bodies if as_bodies is None else as_bodies,
        }
    )


@edit("change of template")
def set_material(
    session: Session, _: datetime, template_id: str, agenda: Sequence[Activity], packs: Sequence[Pack]
) -> Session:
    """Replace template, agenda and material.

    Sections that something is recorded on, or was added to, are kept beside the new.

    The position falls back to the start where its activity is gone, to that of its activity where only the
    part is, and the clock begins anew: the steps are others. Raises Problem where something is recorded that
    belongs to a step of the old agenda.
    """
    for activity in session.agenda:
        if (refusal := kind_of(activity).recorded(session, activity)) is not None:
            raise Problem(refusal.what, hint="Keep this agenda, or take the dots back first.")
    if session.at is None and opens_with_review(session):
        agenda = review_first(agenda)
    same, running, at = template_id == session.template_id, session.running, session.at
    steps = {step.id for step in agenda}
    for table in TABLES.values():
        # Such as that dots were revealed, which have been taken back since.
        stays = [row for row in table.of(session) if _steps_of(table, row) <= steps]
        session = table.put(session, stays)
    after = session.model_copy(
        update={
            "template_id": template_id,
            "agenda": tuple(agenda),
            "packs": _with_spoken(session, packs),
            "spells": tuple(spell for spell in session.spells if same and spell.activity_id in steps),
            "running": running if same and running is not None and running.activity_id in steps else None,
            "at": at if same and at is not None and at.activity_id in steps else None,
        }
    )
    if after.at is None or after.at in plan.stops(after):
        return after
    return after.model_copy(update={"at": Stop(activity_id=after.at.activity_id)})


def _steps_of(table: Table[Row], row: Row) -> set[str]:
    return {ref.id for ref in table.refs(row) if ref.to == "activity"}


def _with_spoken(session: Session, packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """`packs`, and the sections of the session's own that something is recorded on."""
    spoken = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    spoken |= {ref.id for ref in session.refs() if ref.to in ("item", "origin")}
    spoken |= {item.id for pack in session.packs for item in pack.items() if item.added}
    kept: dict[str, Pack] = {pack.id: pack for pack in packs}
    for old in session.packs:
        names = ((s, {f"{old.id}/{s.id}", *(item.id for item in s.items)}) for s in old.sections)
        used = {section.id: section for section, refs in names if refs & spoken}
        if used:
            # What was scored stays as it was read out, whatever edition the agenda now brings.
            base = kept.get(old.id, old.model_copy(update={"sections": ()}))
            sections = [used.pop(section.id, section) for section in base.sections]
            changes = {"scale": old.scale, "sections": (*sections, *used.values())}
            kept[old.id] = base.model_copy(update=changes)
    return tuple(kept.values())


@edit("place")
def move_to(session: Session, _: datetime, stop: Stop) -> Session:
    """Go to a stop of the agenda (see `sessions.plan.stops`)."""
    return session.model_copy(update={"at": stop})


@edit("quorum")
def set_quorum(session: Session, _: datetime, partners: int | None) -> Session:
    """Note how many partners have to be there for a decision; None where none is set."""
    if partners is not None and not 1 <= partners <= MOST_QUORUM:
        raise Problem(f"A quorum is 1 to {MOST_QUORUM} partners", hint="Leave it out where none is set.")
    return session.model_copy(update={"quorum": partners})


@edit("summary")
def mark_summarised(session: Session, now: datetime) -> Session:
    """Note that a summary was written."""
    return session.model_copy(update={"summary_at": now})
