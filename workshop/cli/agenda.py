"""Commands about the way through a session: `agenda` and `go`."""

import re
from argparse import Namespace
from collections.abc import Callable

from sessions import plan, words
from sessions.edit import Edit
from sessions.edits import agenda as edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.scope import NOT_APPLYING, applies, does_not_apply
from workshop.cli import output
from workshop.cli.context import change, library, writing
from workshop.cli.dumped import dumped
from workshop.cli.picking import find_step, find_stop, pick
from workshop.steps.registry import offered_kinds
from workshop.steps.scene import Offer, OfferedKind


def agenda(args: Namespace) -> int:
    """List the steps, after the change to them that was asked for."""
    if args.after is not None and not (args.offers or args.add is not None):
        raise Problem("--after goes with --add or --offers", hint="Leave it out.")
    if args.offers:
        return _list_offers(args)
    wanted = next((name for name in _CHANGES if getattr(args, name) is not None), None)
    if wanted is None:
        session = library(args).read(args.session)
    else:
        session = change(args, lambda old: _CHANGES[wanted](old, args))
    if args.json:
        data = dumped(session)
        about = args.does_not_apply is not None or args.applies is not None
        output.say(output.as_json(data[NOT_APPLYING.name if about else "agenda"]))
        return output.OK
    here = session.at.activity_id if session.at is not None else None
    rows = [
        (step.id, str(step.minutes), "here" if step.id == here else "", *_state(step))
        for step in session.agenda
    ]
    output.say(output.table(("Step", "Minutes", "", "State", "Title"), rows))
    for row in NOT_APPLYING.of(session):
        output.tell(f"{words.origin(session, row.ref)} does not apply: {row.reason}")
    return output.OK


def _state(step: Activity) -> tuple[str, str]:
    return "" if step.state == "planned" else step.state, step.title


def _list_offers(args: Namespace) -> int:
    session = library(args).read(args.session)
    after = _after(session, args)
    kinds = offered_kinds(session, after.id)
    if args.json:
        data = [
            {"kind": kind.name, "words": offer.words, "step": offer.activity.model_dump(mode="json")}
            for kind in kinds
            for offer in kind.offers
        ]
        output.say(output.as_json(data))
    else:
        output.tell(f"After {words.step(after)}:")
        output.say("\n".join(line for kind in kinds for line in _offered_lines(kind)))
    return output.OK


def _offered_lines(kind: OfferedKind) -> list[str]:
    """A kind's one step; else its name, and its steps under it."""
    if len(kind.offers) == 1:
        return [kind.words]
    return [f"{kind.name}:", *(f"  {offer.words}" for offer in kind.offers)]


def _after(session: Session, args: Namespace) -> Activity:
    """The step behind which something is added: the one that is named, else the one the session is at."""
    if args.after is not None:
        return find_step(session, args.after)
    here = session.at.activity_id if session.at is not None else None
    return next((step for step in session.agenda if step.id == here), session.agenda[-1])


def _add(session: Session, args: Namespace) -> Edit:
    after = _after(session, args)
    hint = "`workshop agenda SESSION --offers` lists what can be added."
    offers = [(offer, kind.name) for kind in offered_kinds(session, after.id) for offer in kind.offers]

    def names(row: tuple[Offer, str]) -> tuple[str, ...]:
        offer, kind = row
        return offer.words, offer.activity.title, kind

    chosen, _ = pick(offers, args.add, names, "such step", hint)
    return edits.add_activity(after.id, chosen.activity, chosen.packs)


def _move(session: Session, args: Namespace) -> Edit:
    wanted, by = args.move
    if not re.fullmatch(r"[+-]?[0-9]{1,3}", by):
        raise Problem(f"{output.one_line(by)!r} is no number of steps", hint="Such as 1 for down, -2 for up.")
    return edits.move_activity(find_step(session, wanted).id, int(by))


def _minutes(session: Session, args: Namespace) -> Edit:
    wanted, number = args.minutes
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", number):
        raise Problem(f"{output.one_line(number)!r} is no number of minutes", hint="Such as 20, +5 or -5.")
    step = find_step(session, wanted)
    return edits.set_minutes(step.id, int(number) + (step.minutes if number[0] in "+-" else 0))


def _state_of(name: str, state: str) -> Callable[[Session, Namespace], Edit]:
    def edit_of(session: Session, args: Namespace) -> Edit:
        return edits.set_state(find_step(session, getattr(args, name)).id, state)  # type: ignore[arg-type]

    return edit_of


_CHANGES: dict[str, Callable[[Session, Namespace], Edit]] = {
    "skip": _state_of("skip", "skipped"),
    "later": _state_of("later", "next session"),
    "take_up": _state_of("take_up", "planned"),
    "rest": lambda session, args: edits.postpone_rest(find_step(session, args.rest).id),
    "move": _move,
    "minutes": _minutes,
    "rename": lambda session, args: edits.rename_activity(
        find_step(session, args.rename[0]).id, args.rename[1]
    ),
    "remove": lambda session, args: edits.remove_activity(find_step(session, args.remove).id),
    "add": _add,
    "does_not_apply": lambda session, args: does_not_apply(
        plan.find_origin(session, args.does_not_apply[0]), args.does_not_apply[1]
    ),
    "applies": lambda session, args: applies(plan.find_origin(session, args.applies)),
    "item_minutes": lambda _, args: edits.set_item_minutes(args.item_minutes or None),
}
"""What changes the agenda, by the option that asks for it."""


def go(args: Namespace) -> int:
    """Go to a place of the agenda, and say where the session is."""
    by = 1 if args.next else -1 if args.back else 0
    if (args.place is None) == (by == 0):
        raise Problem("Where to? Name one place, or --next or --back", hint="Such as 1.3, s4 or --next.")
    if args.place is not None:
        find_stop(library(args).read(args.session), args.place)  # so that a slip leaves no trace on disk
    with writing(args) as desk:
        before = desk.session.at
        if args.place is not None:
            desk.go(find_stop(desk.session, args.place))
        else:
            desk.step(by)
        session, here = desk.session, desk.session.at
        if desk.file.session.at != here:  # the screen goes on all the same; a script has to know
            raise Problem("The place could not be saved", where=str(desk.path), hint="Is the disk full?")
        args.recorded = here != before
    if here is None:
        raise Problem("This agenda has no place to go to", hint="`workshop agenda` lists its steps.")
    output.say(output.as_json(here.model_dump(mode="json"))) if args.json else output.tell(
        _where(session, here)
    )
    return output.OK


def _where(session: Session, here: Stop) -> str:
    """ "Step 2 of 7: Vision · 1.3 A vision that everyone shares"."""
    step = session.activity(here.activity_id)
    number = plan.where(session) + 1
    text = f"{step.id} {step.title}"
    if here.part == "item":
        item = session.item(here.ref)
        text += f" · {item.number} {item.name}"
    return f"{text} (place {number} of {len(plan.stops(session))})"
