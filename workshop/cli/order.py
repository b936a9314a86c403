"""The command `order`: in which order a step scores its items, by what splits those who answered before."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sessions import plan, schedule
from sessions.clock import utc_now
from sessions.edit import Edit
from sessions.kinds.score.order import WORDS, Place, StepStands, by_step, plan_items, proposed
from sessions.kinds.score.records import ScoreActivity
from sessions.problem import Problem
from sessions.record import Session
from workshop.cli import output
from workshop.cli.context import change, library, whole_number
from workshop.cli.picking import find_step


def order(args: Namespace) -> int:
    """Print the order that is proposed, with what was changed of it; --take takes it, --reset the pack's."""
    session = library(args).read(args.session)
    if args.step is None and not (args.take or args.reset or args.first or args.minutes):
        stands = by_step(session)
        if len(stands) > 1:
            _print_steps(stands, args)
            return output.OK
    step = _step(session, args)
    places = _wanted(session, step, args)
    if args.take or args.reset:

        def edit_of(before: Session) -> Edit:
            own = _step(before, args)
            if args.reset:
                return plan_items(own.id)
            wanted = _wanted(before, own, args)
            minutes = {place.item_id: place.minutes for place in wanted if place.minutes}
            return plan_items(own.id, [place.item_id for place in wanted], minutes)

        session = change(args, edit_of)
        by_id = {place.item_id: place for place in places}
        step = _step(session, args)
        places = [by_id[item.id] for item in step.items(session.packs) if item.id in by_id]
    _print(session, step, places, args)
    return output.OK


def _step(session: Session, args: Namespace) -> ScoreActivity:
    """The step that is named, or the only one that scores something. Raises Problem."""
    if args.step is not None:
        step = find_step(session, args.step)
        if isinstance(step, ScoreActivity):
            return step
        raise Problem(f"{step.title} is no score", hint="Name a step that scores items.")
    steps = [step for step in session.agenda if isinstance(step, ScoreActivity) and step.state == "planned"]
    if len(steps) != 1:
        names = ", ".join(f"{step.id} {step.title}" for step in steps) or "none"
        raise Problem("Which step?", hint=f"Name one that scores items. There are: {names}.")
    return steps[0]


def _wanted(session: Session, step: ScoreActivity, args: Namespace) -> list[Place]:
    """The places as proposed, with what the options change of them. Raises Problem."""
    minutes = max(0, step.minutes - schedule.taken(session, step.id, utc_now()) // 60)
    places = proposed(session, step, minutes)
    first = [plan.find_item(session, text) for text in args.first]
    wanted = dict(_pair(session, text) for text in args.minutes)
    known = {place.item_id for place in places}
    if other := next((item_id for item_id in (*first, *wanted) if item_id not in known), None):
        hint = "Name items of this step."
        raise Problem(f"{session.called(other)} is not scored in {step.title}", hint=hint)
    section_of = {
        item.id: number for number, (_, items) in enumerate(step.sections(session.packs)) for item in items
    }

    def place_of(place: Place) -> tuple[int, int]:
        rank = first.index(place.item_id) if place.item_id in first else len(first)
        return section_of[place.item_id], rank

    ordered = sorted(places, key=place_of)
    return [replace(place, minutes=wanted.get(place.item_id, place.minutes)) for place in ordered]


def _pair(session: Session, text: str) -> tuple[str, int]:
    name, sign, minutes = text.rpartition("=")
    if not sign:
        raise Problem(f"{output.one_line(text)!r} names no minutes", hint="Such as --minutes 1.3=8.")
    return plan.find_item(session, name), whole_number(minutes, "number of minutes")


def _print_steps(stands: Sequence[StepStands], args: Namespace) -> None:
    """The steps that score items, the one first in which views are furthest apart."""
    answered = [row for row in stands if row.answered]
    if args.json:
        rows = [{"step": row.step.id, "answered": row.answered, "of": row.of} for row in stands]
        output.say(output.as_json({"begin_with": answered[0].step.id if answered else None, "steps": rows}))
        return
    table = [(row.step.id, f"{row.answered} of {row.of}", row.step.title) for row in stands]
    output.say(output.table(("Step", "Answered", "Title"), table))
    begin = "views are furthest apart in the first one" if answered else "nobody has answered before"
    output.tell(f"workshop: {begin}; an order never goes across steps\n  Name one of them for its own order.")


def _print(session: Session, step: ScoreActivity, places: Sequence[Place], args: Namespace) -> None:
    """The order and the minutes; what they come from, of hidden answers, only with --hidden."""

    def shows(place: Place) -> bool:
        return args.hidden or not place.hidden

    if args.json:
        rows: list[dict[str, Any]] = [
            {
                "item": place.item_id,
                "minutes": place.minutes or None,
                "answered": place.answered,
                "of": place.of,
                "views": place.stand if shows(place) else None,
            }
            for place in places
        ]
        output.say(output.as_json({"step": step.id, "items": rows, "taken": bool(step.item_order)}))
        return
    table = [
        (
            session.called(place.item_id),
            f"{place.minutes} min" if place.minutes else "",
            f"{place.answered} of {place.of}",
            WORDS[place.stand] if shows(place) else "hidden",
            session.item(place.item_id).name,
        )
        for place in places
    ]
    output.say(output.table(("Item", "Time", "Answered", "Views", "Name"), table))
    if not args.take and not args.reset:
        output.tell("workshop: nothing was changed; --take takes it")
