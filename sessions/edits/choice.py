"""Choosing the items of steps that let their items be chosen, before the session or in it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sessions.edit import edit
from sessions.kinds import choice
from sessions.kinds.registry import kind_of
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity, Stop


@edit("choice of items")
def choose_items(
    session: Session, _: datetime, step_ids: Collection[str], pack: Pack, item_ids: Sequence[str]
) -> Session:
    """Put these steps on these items of `pack`, of which the session takes the sections that it lacks.

    All that is recorded stays, also on items that a step leaves. Raises Problem where a step holds something
    that belongs to what it was on, such as dots.
    """
    ids = choice.in_order(pack, item_ids)
    sections = choice.sections_with(pack, ids)
    agenda = list(session.agenda)
    for index, step in enumerate(session.agenda):
        if step.id not in step_ids or not isinstance(step, MaterialActivity) or step.item_ids == ids:
            continue
        if (refusal := kind_of(step).recorded(session, step)) is not None:
            raise Problem(refusal.what, hint="Keep this choice, or take that back first.")
        agenda[index] = step.model_copy(update={"section_ids": sections, "item_ids": ids})
    packs = tuple(_with_sections(own, pack, sections) if own.id == pack.id else own for own in session.packs)
    after = session.model_copy(update={"agenda": tuple(agenda), "packs": packs})
    at = session.at
    if at is not None and at.activity_id in step_ids and at.ref not in {"", *ids}:
        return after.model_copy(update={"at": Stop(activity_id=at.activity_id)})
    return after


def _with_sections(own: Pack, pack: Pack, section_ids: Collection[str]) -> Pack:
    """A session's copy of a pack with these sections, too; those that it has stay as they were read out."""
    carried = {section.id: section for section in own.sections}
    wanted = {*carried, *section_ids}
    known = [section.id for section in pack.sections]
    sections = [carried.get(section.id, section) for section in pack.sections if section.id in wanted]
    sections += [section for section in own.sections if section.id not in known]
    return own if wanted == carried.keys() else own.model_copy(update={"sections": tuple(sections)})
