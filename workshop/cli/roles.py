"""The command `role`: who leads, supports, is asked and is told, and who does not accept that."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from sessions import plan
from sessions.edit import Edit
from sessions.kinds.roles import edits, words
from sessions.kinds.roles.records import (
    ROLES,
    Function,
    Party,
    RoleName,
    RolesActivity,
    find_party,
    function,
    functions,
    parties_of,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin
from workshop.cli.picking import find_step


def role(args: Namespace) -> int:
    """Give a party its part in a function, or note that it objects; with less typed, list who does what."""
    objects = args.dissent is not None or args.accepts
    if args.parties is not None:
        return _set_parties(args)
    if args.party is None or not (args.role or objects):
        if objects or args.party is not None:
            hint = "Such as: workshop role SESSION 2.4 'GP practices' supports."
            raise Problem("Say for which party, and which part", hint=hint)
        return _list(args)
    if args.role and objects:
        raise Problem("A part and an objection are two things", hint="Record one after the other.")
    reason = "" if args.dissent is None else text_or_stdin(args.dissent)
    if not args.accepts and objects and not reason.strip():
        raise Problem("The reason is empty", hint="--accepts takes a dissent back.")

    def edit_of(session: Session) -> Edit:
        item_id = _find_function(session, args.function)
        step = _step_with(session, item_id, args.step)
        party_id = find_party(session, step, args.party).id
        if objects:
            return edits.object_to_role(step.id, item_id, party_id, reason)
        return edits.set_role(step.id, item_id, party_id, _part(args.role))

    after = change(args, edit_of)
    item_id = _find_function(after, args.function)
    step = _step_with(after, item_id, args.step)
    here = function(after, step, after.item(item_id))
    if args.json:
        output.say(output.as_json(_as_data(after, step, here)))
    else:
        output.tell(_in_words(after, step, here))
    return output.OK


def _set_parties(args: Namespace) -> int:
    """Say whose parts are told in the only step, or in the one that is named; then list it."""
    typed = args.parties.strip()
    whole = typed if typed in ("pack", "partners") else [name for name in typed.split(",") if name.strip()]
    if args.function is not None:
        raise Problem("--parties is for the whole step", hint="Leave the function out.")

    def edit_of(session: Session) -> Edit:
        steps = _steps(session, args.step)
        if len(steps) != 1:
            ids = ", ".join(step.id for step in steps) or "none"
            raise Problem(f"Steps on who does what: {ids}", hint="Name one with --step.")
        return edits.set_parties(steps[0].id, whole)

    change(args, edit_of)
    return _list(args)


def _find_function(session: Session, wanted: str) -> str:
    """Full id of the function that is `wanted`; of another item where none fits. Raises Problem."""
    return plan.find_item(session, wanted, {item.id for item in session.items(RolesActivity)})


def _part(typed: str) -> RoleName | None:
    return next((name for name in ROLES if name == typed), None)


def _steps(session: Session, wanted: str | None) -> list[RolesActivity]:
    """The steps on who does what; the one that is `wanted`, by id or title. Raises Problem."""
    if wanted is not None:
        return [edits.roles_step(session, find_step(session, wanted).id)]
    return [step for step in session.agenda if isinstance(step, RolesActivity)]


def _step_with(session: Session, item_id: str, wanted: str | None) -> RolesActivity:
    """The step, or the only one, in which the parts of a function are given. Raises Problem."""
    having = [
        step
        for step in _steps(session, wanted)
        if any(item.id == item_id for item in step.items(session.packs))
    ]
    if len(having) == 1:
        return having[0]
    called = session.called(item_id)
    if not having:
        hint = "`workshop role SESSION` lists the functions that are."
        raise Problem(f"{called} is in no step on who does what", hint=hint)
    ids = ", ".join(step.id for step in having)
    raise Problem(f"{called} is in several steps: {ids}", hint="Name one with --step.")


def _list(args: Namespace) -> int:
    """The functions of all steps, of one, or one of them."""
    session = library(args).read(args.session)
    wanted = None if args.function is None else _find_function(session, args.function)
    if wanted is not None:
        _step_with(session, wanted, args.step)
    steps = [
        (step, [row for row in functions(session, step) if wanted in (None, row.item.id)])
        for step in _steps(session, args.step)
    ]
    if args.json:
        data = [_as_data(session, step, row) for step, rows in steps for row in rows]
        output.say(output.as_json(data))
    elif not any(rows for _, rows in steps):
        output.tell("There is no step on who does what in this session.")
    else:
        output.say("\n\n".join(_table(session, step, rows) for step, rows in steps if rows))
    return output.OK


def _table(session: Session, step: RolesActivity, rows: list[Function]) -> str:
    parties = parties_of(session, step)
    head = ("Function", *(party.name for party in parties), "")
    lines = [
        (words.called(row), *(row.roles.get(party.id, "-") for party in parties), words.leads(row))
        for row in rows
    ]
    objecting = [f"{words.called(row)}, dissent: {said}" for row in rows for said in _dissents(row, parties)]
    return "\n".join((f"{step.title} ({step.id})", output.table(head, lines), *objecting))


def _as_data(session: Session, step: RolesActivity, row: Function) -> dict[str, Any]:
    names = {party.id: party.name for party in parties_of(session, step)}
    return {
        "step": step.id,
        "item": row.item.id,
        "name": row.item.name,
        "roles": [{"party": names[party], "role": part} for party, part in row.roles.items()],
        "leads": len(row.leads),
        "dissents": [
            {"party": names.get(entry.party, entry.party), "reason": entry.reason} for entry in row.dissents
        ],
    }


def _in_words(session: Session, step: RolesActivity, row: Function) -> str:
    parties = parties_of(session, step)
    parts = on_screen(words.parts(row, parties)) or "nobody has a part"
    wrong = words.leads(row)
    lines = [f"{words.called(row)}: {parts}{f' ({wrong})' if wrong else ''}"]
    lines += [f"  dissent: {said}" for said in _dissents(row, parties)]
    return "\n".join(lines)


def _dissents(row: Function, parties: Sequence[Party]) -> list[str]:
    """Who does not accept its part in a function, and why."""
    return [on_screen(words.dissent(parties, entry, row.roles.get(entry.party))) for entry in row.dissents]
