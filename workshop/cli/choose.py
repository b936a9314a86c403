"""The command `choose`: which option partners would take, and which one the room takes."""

import re
from argparse import Namespace
from typing import Any

from sessions.edit import Edit, together
from sessions.edits import notes as note_edits
from sessions.kinds.options import edits, words as says
from sessions.kinds.options.records import (
    Choice,
    OptionsActivity,
    choice_of,
    is_revealed,
    options_here,
    support,
    views_of,
)
from sessions.kinds.registry import revealed_only
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from sessions.text import clean
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, whole_number
from workshop.cli.picking import find_step, pick
from workshop.cli.record import DONT_KNOW


def choose(args: Namespace) -> int:
    """Record a view, the reveal, the room's choice or dissent from it; else list how the views lie."""
    if (args.because is not None or args.decision) and args.room_takes is None:
        raise Problem(
            "--because and --decision go with --room-takes", hint="Name the option that the room takes."
        )
    if args.dont_know is not None and args.counts is None:
        raise Problem("--dont-know goes with --counts", hint="Without counts, type ? in place of the option.")
    of_step = args.reveal or args.withdraw or args.dissent or args.room_takes is not None
    if of_step and (args.partner is not None or args.counts is not None):
        raise Problem("That is two things at once", hint="Record a view, or what the room does.")
    if of_step:
        return _tell(args, change(args, lambda session: _of_room(session, args)))
    if args.partner is None:
        return _tell(args, library(args).read(args.session))
    after = change(args, lambda session: _of_partner(session, args))
    return _tell_view(args, after)


def find_options(session: Session, wanted: str) -> OptionsActivity:
    """The step with options that `wanted` names, by id or title. Raises Problem."""
    step = find_step(session, wanted)
    if not isinstance(step, OptionsActivity):
        hint = "`workshop agenda` lists the steps with their ids."
        raise Problem(f"{step.title} has no options to choose from", hint=hint)
    return step


def _option(session: Session, step: OptionsActivity, wanted: str) -> str:
    """Id of the option that is named by its place, its number or a part of its name. Raises Problem."""
    options = options_here(session, step)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1]
    items = [session.item(item_id) for item_id in options]
    listed = ", ".join(f"{item.number} {item.name}" for item in items)
    return pick(
        items, wanted, lambda item: (item.id, item.number, item.name), "option", f"They are: {listed}."
    ).id


def _of_partner(session: Session, args: Namespace) -> Edit:
    step, partner = find_options(session, args.step), session.find_voice(args.partner)
    if sum((args.take_back, args.counts is not None, args.option is not None)) != 1:
        raise Problem("One of an option, --counts or --take-back is needed", hint="Such as: ICB 2, or ICB ?.")
    if args.take_back:
        return edits.say_option(step.id, partner.id, {})
    options = options_here(session, step)
    if args.counts is not None:
        hands = [whole_number(count, "number of people") for count in args.counts.split(",")]
        if len(hands) != len(options):
            hint = f"Give {len(options)} numbers, one for each option."
            raise Problem(f"{len(hands)} numbers for {len(options)} options", hint=hint)
        counts = dict(zip(options, hands, strict=True))
        return edits.say_option(step.id, partner.id, counts, args.dont_know or 0, instead=args.replace)
    if args.option.casefold() in DONT_KNOW:
        return edits.say_option(step.id, partner.id, {}, 1, instead=args.replace)
    counts = {_option(session, step, args.option): 1}
    return edits.say_option(step.id, partner.id, counts, instead=args.replace)


def _of_room(session: Session, args: Namespace) -> Edit:
    step = find_options(session, args.step)
    if args.reveal:
        return edits.reveal_options(step.id)
    if args.withdraw:
        return edits.withdraw_choice(step.id)
    if args.dissent:
        return together(*(_dissent(session, step, text) for text in args.dissent))
    item_id = _option(session, step, args.room_takes)
    reason = "" if args.because is None else text_or_stdin(args.because)
    chosen = edits.choose(step.id, item_id, reason)
    if not args.decision:
        return chosen
    text = says.decision(session, item_id, clean(reason))
    return chosen.then(note_edits.add_note("decision", text, origin=item_id))


def _dissent(session: Session, step: OptionsActivity, text: str) -> Edit:
    """Of "PARTNER: reason"; an empty reason takes it back. A partner's name may have colons in it."""
    for colon in reversed(list(re.finditer(":", text))):
        name, reason = text[: colon.start()].strip(), text[colon.end() :]
        try:
            partner = session.find_partner(name)
        except Problem:
            continue
        return edits.dissent_from_choice(step.id, partner.id, reason)
    hint = "Such as: --dissent 'ICB: no money for it'."
    raise Problem(f"{output.one_line(text)!r} names no partner and reason", hint=hint)


def _tell_view(args: Namespace, session: Session) -> int:
    step, partner = find_options(session, args.step), session.find_voice(args.partner)
    row = views_of(session, step.id).get(partner.id)
    if args.json:
        output.say(output.as_json(row.model_dump(mode="json") if row is not None else None))
    else:
        state = "the room has seen the views" if is_revealed(session, step.id) else "hidden until the reveal"
        output.tell(f"{step.title}, {partner.name}: {says.view(session, row)}; {state}")
    return output.OK


def _tell(args: Namespace, session: Session) -> int:
    """How the views lie, as far as the room has seen them, and what was chosen."""
    step, seen = find_options(session, args.step), revealed_only(session)
    chosen = choice_of(session, step.id)
    if args.json:
        output.say(output.as_json(_as_json(seen, session, step, chosen)))
        return output.OK
    rows = [
        (
            seen.item(row.item_id).number if row.item_id else "?",
            seen.item(row.item_id).name if row.item_id else "don't know",
            says.amount(row) if views_of(seen, step.id) else "",
            plain_text(says.who(seen, row)) if seen.as_bodies else "",
        )
        for row in support(seen, step)
    ]
    output.say(output.table(("No.", "Option", "For it", "Who"), rows))
    if not is_revealed(session, step.id) and (said := len(views_of(session, step.id))):
        output.tell(f"{said} {'has' if said == 1 else 'have'} said which, hidden until the reveal")
    if chosen is not None:
        output.say(f"The room's choice: {plain_text(says.choice(session, chosen))}")
        for own in chosen.dissents:
            output.say(f"Dissent: {plain_text(says.dissent(session, own, chosen.item_id))}")
    return output.OK


def _as_json(seen: Session, session: Session, step: OptionsActivity, chosen: Choice | None) -> dict[str, Any]:
    return {
        "step": step.id,
        "revealed": is_revealed(session, step.id),
        "said": len(views_of(session, step.id)),
        "options": [
            {
                "item": row.item_id or None,
                "for": str(row.amount),
                "partners": list(row.partners) if seen.as_bodies else [],
            }
            for row in support(seen, step)
        ],
        "choice": chosen.model_dump(mode="json") if chosen is not None else None,
    }
