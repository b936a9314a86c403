"""The command `turns`: who has a turn when, how long it is, and what each commits to."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.kinds.turns import edits
from sessions.kinds.turns.records import (
    Taker,
    TurnsActivity,
    commitments,
    find_taker,
    seconds_of,
    takers,
    turn_key,
)
from sessions.problem import Problem
from sessions.record import Session
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, whole_number
from workshop.cli.due import fields_of, tell_due
from workshop.cli.picking import find_step
from workshop.steps.turns import state_of, sums

Change = Callable[[Session, TurnsActivity, Any], Edit]


def turns(args: Namespace) -> int:
    """List the turns of a step, after the change to them that was asked for."""
    if args.commits is not None:
        return _commit(args)
    wanted = next((name for name in _CHANGES if getattr(args, name) is not None), None)
    if wanted is None:
        session = library(args).read(args.session)
    else:
        typed = getattr(args, wanted)
        session = change(args, lambda old: _CHANGES[wanted](old, _step(old, args.step), typed))
    step = _step(session, args.step)
    rows = takers(session, step)
    if args.json:
        output.say(output.as_json(_as_data(session, step)))
        return output.OK
    if rows:
        lines = [_line(session, step, number, row) for number, row in enumerate(rows, 1)]
        output.say(output.table(("", "Who", "State", "Commits to"), lines))
    else:
        output.tell("Nobody has a turn yet. --who names somebody.")
    for said in filter(None, sums(session, step)):
        output.tell(said)
    return output.OK


def _step(session: Session, wanted: str | None) -> TurnsActivity:
    """The step that is `wanted`, by id or title; else the only one with turns. Raises Problem."""
    if wanted is not None:
        return edits.turns_step(session, find_step(session, wanted).id)
    steps = [step for step in session.agenda if isinstance(step, TurnsActivity)]
    if len(steps) == 1:
        return steps[0]
    if steps:
        ids = ", ".join(step.id for step in steps)
        raise Problem(f"Several steps have turns: {ids}", hint="Name one of them.")
    hint = "`workshop agenda SESSION --add turns` adds one."
    raise Problem("No step of this session has turns", hint=hint)


def _set_parts(_: Session, step: TurnsActivity, typed: str) -> Edit:
    numbers = [whole_number(number, "number of minutes") for number in typed.split(",")]
    return edits.set_parts(step.id, numbers)


def _set_who(_: Session, step: TurnsActivity, typed: str) -> Edit:
    whole = typed.strip().casefold()
    if whole in ("people", "partners"):
        return edits.set_takers(step.id, whole)
    return edits.set_takers(step.id, [name for name in typed.split(",") if name.strip()])


def _passed_over(session: Session, step: TurnsActivity, typed: str) -> Edit:
    return edits.pass_over(step.id, find_taker(session, step, typed).id)


def _taken_in(session: Session, step: TurnsActivity, typed: str) -> Edit:
    return edits.take_in(step.id, find_taker(session, step, typed).id)


_CHANGES: dict[str, Change] = {
    "order": lambda _, step, names: edits.order_turns(step.id, names),
    "not_here": _passed_over,
    "here": _taken_in,
    "each": lambda _, step, minutes: edits.set_airtime(step.id, minutes),
    "parts": _set_parts,
    "who": _set_who,
}
"""What changes the turns, by the option that asks for it."""


def _commit(args: Namespace) -> int:
    """Add what somebody will do as an action of their turn, and print its id."""
    name, typed = args.commits
    text = text_or_stdin(typed).strip()
    remarks: list[str] = []

    def edit_of(session: Session) -> Edit:
        step = _step(session, args.step)
        taker = find_taker(session, step, name)
        owner = Namespace(owner=taker.owner, body=taker.body)
        fields, remarks[:] = fields_of(session, text, owner)
        return note_edits.add_action(fields, origin=turn_key(step, taker.id))

    action = change(args, edit_of).actions[-1]
    output.say(output.as_json(action.model_dump(mode="json")) if args.json else action.id)
    for remark in remarks:
        output.tell(f"workshop: {remark}")
    tell_due(action)
    return output.OK


def _line(session: Session, step: TurnsActivity, number: int, row: Taker) -> tuple[str, ...]:
    state = state_of(session, step, row, None).lstrip("✓·– ") or "has spoken"
    ids = ", ".join(action.id for action in commitments(session, step, row.id))
    name = f"{row.name} ({row.body})" if row.owner and row.body else row.name
    return str(number), name, state, ids


def _as_data(session: Session, step: TurnsActivity) -> dict[str, Any]:
    return {
        "step": step.id,
        "minutes": step.minutes,
        "airtime": step.airtime,
        "parts": [{"title": part.title, "minutes": part.minutes} for part in step.parts],
        "turns": [
            {
                "id": row.id,
                "name": row.name,
                "away": row.away,
                "seconds": seconds_of(session, step, row.id),
                "commitments": [action.id for action in commitments(session, step, row.id)],
            }
            for row in takers(session, step)
        ],
    }
