"""Finding what is named on the shell: a step, a place of the agenda, a person, a candidate of a vote."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sessions import plan
from sessions.aspects import item_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Person, Stop
from workshop.cli import output

T = TypeVar("T")
MOST_NAMED = 5
"""Most rows that are named where several fit."""


def pick(rows: Iterable[T], wanted: str, names: Callable[[T], Iterable[str]], what: str, hint: str) -> T:
    """The row of that name, or the only one with `wanted` in it. Raises Problem, which calls it `what`."""
    folded = " ".join(wanted.split()).casefold()
    called = [(row, [name.casefold() for name in names(row)]) for row in rows]
    exact = [row for row, own in called if folded in own]
    fitting = exact or [row for row, own in called if folded and any(folded in name for name in own)]
    if len(fitting) == 1:
        return fitting[0]
    shown = output.one_line(wanted)
    if fitting:
        several = [next(iter(names(row))) for row in fitting]
        more = [f"and {len(several) - MOST_NAMED} more"] if len(several) > MOST_NAMED else []
        listed = "; ".join((*several[:MOST_NAMED], *more))
        raise Problem(f"{shown!r} fits several: {listed}", hint="Type more of it.")
    raise Problem(f"No {what} {shown!r} in this session", hint=hint)


def find_step(session: Session, wanted: str) -> Activity:
    """The step with this id or title, or the only one with `wanted` in its title. Raises Problem."""
    by_id = [step for step in session.agenda if step.id == wanted.strip().casefold()]
    hint = "`workshop agenda` lists the steps with their ids."
    return by_id[0] if by_id else pick(session.agenda, wanted, lambda step: (step.title,), "step", hint)


def find_person(session: Session, wanted: str) -> Person:
    """Somebody by name, or a part of it that fits no other. Raises Problem."""
    hint = "`workshop people` lists who is there."
    return pick(session.people, wanted, lambda person: (person.name,), "person", hint)


def find_stop(session: Session, wanted: str) -> Stop:
    """Where an item, a section or a step begins that is on the agenda. Raises Problem."""
    places = plan.stops(session)
    step = next(
        (step for step in session.agenda if wanted.casefold() in (step.id, step.title.casefold())), None
    )
    if step is None:
        try:
            origin = (
                plan.find_subject(session, wanted) if "#" in wanted else plan.find_origin(session, wanted)
            )
        except Problem as no_item:
            try:
                step = find_step(session, wanted)
            except Problem:
                raise no_item from None
        else:
            fitting = (place for place in places if origin in (place.ref, item_of(place.ref)))
            stop = next(fitting, None)
            if stop is None:
                raise Problem(
                    f"{wanted!r} is in no step that is planned", hint="`workshop agenda` lists them."
                )
            return stop
    stop = next((place for place in places if place.activity_id == step.id), None)
    if stop is None:
        hint = f"`workshop agenda SESSION --take-up {step.id}` takes it up again."
        raise Problem(f"{step.title} is left out: {step.state}", hint=hint)
    return stop
