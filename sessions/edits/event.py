"""Changes to the session itself: details, agenda and material, place in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sessions import plan
from sessions.edit import Edit, named
from sessions.edits.text import needed
from sessions.kinds.registry import kind_of
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session, Table, known_tables
from sessions.rows import Activity, Row, Stop
from sessions.text import clean


def describe(*, title: str, place: str, on: date | None, as_bodies: bool | None = None) -> Edit:
    """Change title, place and date, and whether partners answer as bodies (None leaves that as it is)."""

    def change(session: Session, _: datetime) -> Session:
        return session.model_copy(
            update={
                "title": needed(title, "The title", lines=False),
                "place": clean(place, lines=False),
                "date": on,
                "as_bodies": session.as_bodies if as_bodies is None else as_bodies,
            }
        )

    return named("change of the session's details", change)


def choose_template(template: plan.Template, packs: Mapping[str, Pack], sections: Sequence[str] = ()) -> Edit:
    """Take another template's agenda. Material that something is recorded on stays."""

    def change(session: Session, now: datetime) -> Session:
        agenda, used = plan.agenda(template, packs, sections)
        return set_material(template.id, agenda, used).apply(session, now)

    return named("change of template", change)


def set_material(template_id: str, agenda: Sequence[Activity], packs: Sequence[Pack]) -> Edit:
    """Replace template, agenda and material. Sections that something is recorded on are kept beside the new.

    The position falls back to the start where its activity is gone, to that of its activity where only the
    part is, and the clock begins anew: the steps are others. Raises Problem where something is recorded that
    belongs to a step of the old agenda.
    """

    def change(session: Session, _: datetime) -> Session:
        for activity in session.agenda:
            if (refusal := kind_of(activity).recorded(session, activity)) is not None:
                raise Problem(refusal.what, hint="Keep this agenda, or take the dots back first.")
        there = any(session.at is not None and step.id == session.at.activity_id for step in agenda)
        same, running = template_id == session.template_id, session.running
        steps = {step.id for step in agenda}
        for table in known_tables().values():
            session = _without_gone(session, table, steps)
        after = session.model_copy(
            update={
                "template_id": template_id,
                "agenda": tuple(agenda),
                "packs": _with_spoken(session, packs),
                "spells": tuple(spell for spell in session.spells if same and spell.activity_id in steps),
                "running": running if same and running is not None and running.activity_id in steps else None,
                "at": session.at if there and same else None,
            }
        )
        if after.at is None or after.at in plan.stops(after):
            return after
        return after.model_copy(update={"at": Stop(activity_id=after.at.activity_id)})

    return named("change of template", change)


def _without_gone(session: Session, table: Table[Row], steps: Collection[str]) -> Session:
    """The session without rows of steps that are gone: such as that dots were revealed, taken back since."""

    def gone(row: Row) -> bool:
        return any(ref.to == "activity" and ref.id not in steps for ref in table.refs(row))

    return table.without(session, gone)


def _with_spoken(session: Session, packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """`packs`, and the sections of the session's own that something is recorded on."""
    spoken = _spoken_on(session)
    kept: dict[str, Pack] = {pack.id: pack for pack in packs}
    for old in session.packs:
        used = {
            section.id: section
            for section in old.sections
            if f"{old.id}/{section.id}" in spoken or any(item.id in spoken for item in section.items)
        }
        if used:
            # What was scored stays as it was read out, whatever edition the agenda now brings.
            base = kept.get(old.id, old.model_copy(update={"sections": ()}))
            sections = [used.pop(section.id, section) for section in base.sections]
            kept[old.id] = base.model_copy(
                update={"scale": old.scale, "sections": (*sections, *used.values())}
            )
    return tuple(kept.values())


def _spoken_on(session: Session) -> set[str]:
    """Ids of items and keys of sections that something is recorded on."""
    origins = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    return {origin for origin in origins if origin is not None} | {
        ref.id for ref in session.refs() if ref.to == "item"
    }


def move_to(stop: Stop) -> Edit:
    """Go to a stop of the agenda (see `sessions.plan.stops`)."""
    return named("place", lambda session, _: session.model_copy(update={"at": stop}))


def mark_summarised() -> Edit:
    """Note that a summary was written."""
    return named("summary", lambda session, now: session.model_copy(update={"summary_at": now}))
