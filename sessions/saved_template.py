"""A template made of a session that was run: its steps, their settings and minutes, nothing that was said."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from pydantic import ValidationError

from sessions import schedule
from sessions.edits.agenda import PASSED_THROUGH, THE_REST
from sessions.kinds.kind import STEPS, Step
from sessions.kinds.registry import kind_of
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity

Minutes = Literal["planned", "taken"]


def saved_template(
    session: Session, now: datetime, template_id: str, name: str, minutes: Minutes = "planned"
) -> tuple[Template, tuple[str, ...]]:
    """(template, what of the session it could not take along, a sentence each).

    Steps that were left out are left out. Minutes are those of the plan, or those `taken`, where a step took
    any. What the room moved to the end stands in one piece again. Raises Problem where no step is left.
    """
    steps: list[Step] = []
    remarks: list[str] = []
    for activity, parts in _in_one_piece(session):
        if activity.state != "planned":
            remarks.append(f"{activity.title} was left out, and is not in it.")
            continue
        whole = activity
        if isinstance(activity, MaterialActivity) and len(parts) > 1:
            whole = activity.model_copy(update={"item_ids": _items_of(session, activity, parts)})
        keys = kind_of(activity).as_step(whole)
        keys["minutes"] = sum(
            _minutes(session, part, now, minutes) for part in parts if part.state == "planned"
        )
        form = STEPS.get(activity.kind)
        try:
            if form is None:
                raise ValueError(activity.kind)
            steps.append(form.model_validate(keys))
        except ValueError:
            remarks.append(f"{activity.title} is of no kind that a template has, and is not in it.")
            continue
        remarks += _lost(session, activity)
    if not steps:
        raise Problem("No step of this session can stand in a template", hint="Save another session.")
    total = sum(step.minutes for step in steps)
    about = f"{len(steps)} steps, as a session was run."
    fields = {
        "id": template_id,
        "name": name,
        "minutes": max(1, total),
        "about": about,
        "steps": tuple(steps),
    }
    try:
        return Template.model_validate(fields), tuple(remarks)
    except ValidationError as error:
        what = error.errors(include_url=False)[0]["msg"]
        raise Problem(f"No template can be made of it: {what}", where=session.id) from error


def _in_one_piece(session: Session) -> Iterator[tuple[Activity, tuple[Activity, ...]]]:
    """(step, it and what was moved to the end of it) for every step, in the agenda's order."""
    rest = [step for step in session.agenda if step.title.endswith(THE_REST)]
    folded: set[str] = set()
    for step in session.agenda:
        if step.id in folded:
            continue
        own = [other for other in rest if other is not step and _is_rest_of(step, other)]
        folded |= {other.id for other in own}
        yield step, (step, *own)


def _items_of(session: Session, step: MaterialActivity, parts: tuple[Activity, ...]) -> tuple[str, ...]:
    """Ids of the items that a step was on before parts of it were moved; empty for all of its sections'."""
    own = {item_id for part in parts if isinstance(part, MaterialActivity) for item_id in part.item_ids}
    every = step.model_copy(update={"item_ids": ()}).items(session.packs)
    return () if own.issuperset(item.id for item in every) else tuple(i.id for i in every if i.id in own)


def _is_rest_of(step: Activity, other: Activity) -> bool:
    return (
        isinstance(step, MaterialActivity)
        and isinstance(other, MaterialActivity)
        and other.title.removesuffix(THE_REST) == step.title
        and (other.kind, other.pack_id, other.section_ids) == (step.kind, step.pack_id, step.section_ids)
    )


def _minutes(session: Session, activity: Activity, now: datetime, which: Minutes) -> int:
    if which == "taken" and (seconds := schedule.taken(session, activity.id, now)) >= PASSED_THROUGH:
        return max(1, round(seconds / 60))
    return activity.minutes


def _lost(session: Session, activity: Activity) -> Iterator[str]:
    """What a template cannot say of a step."""
    if activity.follows_step is None:
        return
    before = session.agenda[: session.agenda.index(activity)]
    form = type(session.activity(activity.follows_step))
    votes = [step.id for step in before if type(step) is form]
    if votes and votes[-1] != activity.follows_step:
        yield f"{activity.title} goes on with the vote just before it there."
