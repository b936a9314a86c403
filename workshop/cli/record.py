"""Commands that record what the room says: `answer`, `agree`, `note`, `act`."""

from __future__ import annotations

import re
from argparse import Namespace

from sessions import actionline, dates, edits, plan
from sessions.problem import Problem
from sessions.record import Action, Note, Partner, Session
from sessions.text import clean
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin, today, whole_number
from workshop.facilitation import Facilitation

DONT_KNOW = ("?", "0", "dont-know", "don't-know", "don’t-know", "dont know", "don't know", "don’t know")
"""What stands for don't know in the place of a level."""


def answer(args: Namespace) -> int:
    """Record how a partner answered an item."""
    if (args.level is None) == (args.counts is None):
        raise Problem(
            "Either a level or --counts is needed", mend="Such as `4`, `?` or `--counts 0,1,3,2,0`."
        )
    if args.dont_know is not None and args.counts is None:
        raise Problem("--dont-know goes with --counts", mend="Without counts, type ? in place of the level.")
    output.tell(change(args, lambda session: _answer(session, args)))
    return 0


def _answer(session: Facilitation, args: Namespace) -> str:
    """Record it; what was recorded, in words."""
    item_id = plan.find_item(session.session, args.item)
    partner = edits.find_partner(session.session, args.partner)
    if args.counts is None:
        level = None if args.level.casefold() in DONT_KNOW else whole_number(args.level, "level")
        after = session.answer_level(item_id, partner.id, level, number=args.round)
    else:
        counts = tuple(whole_number(one, "number of people") for one in args.counts.split(","))
        after = session.answer(item_id, partner.id, counts, args.dont_know or 0, number=args.round)
    return _what_was_answered(after, item_id, partner, args.round)


def _what_was_answered(session: Session, item_id: str, partner: Partner, number: int | None) -> str:
    item = session.item(item_id)
    ballot = session.ballots_on(item_id, number or session.round_of(item_id)[0]).get(partner.id)
    start = f"{item.number} {item.name}, {partner.name}"
    if ballot is None:
        return f"{start}: no answer"
    scale = session.scale_of(item_id)
    many = ballot.answers + ballot.dont_know > 1
    said = [
        f"{count} × {level} {scale.label(level)}" if many else f"{level} {scale.label(level)}"
        for level, count in enumerate(ballot.counts, start=1)
        if count
    ]
    if ballot.dont_know:
        said.append(f"{ballot.dont_know} × don't know" if many else "don't know")
    return f"{start}: {', '.join(said)}"


def agree(args: Namespace) -> int:
    """Record the level that the room agreed on. A target or an evidence not named stays as it was."""
    output.tell(change(args, lambda session: _agree(session, args)))
    return 0


def _agree(session: Facilitation, args: Namespace) -> str:
    """Record it; what was recorded, in words."""
    item_id = plan.find_item(session.session, args.item)
    scale = session.session.scale_of(item_id)
    level = whole_number(args.level, "level")
    target = None if args.target is None else whole_number(args.target, "target")
    old = session.session.agreement(item_id)
    if old is not None and target is None and old.target is not None and old.target >= level:
        target = old.target
    evidence = args.evidence or (old.evidence if old else None)
    dissents = [_dissent(session.session, one) for one in args.dissent]
    after = session.agree(item_id, level, target=target, evidence=evidence, dissents=dissents)
    item = after.item(item_id)
    return f"{item.number} {item.name}, agreed: {level} {scale.label(level)}"


def _dissent(session: Session, text: str) -> tuple[str, str]:
    """(partner id, reason) from "PARTNER: reason"; a partner's name may have colons in it. Raises Problem."""
    cuts = [(text[: one.start()].strip(), text[one.end() :]) for one in re.finditer(":", text)]
    if not cuts:
        raise Problem(
            f"{output.one_line(text)!r} names no partner and reason", mend='Type them as "PARTNER: reason".'
        )
    names = {name.casefold() for partner in session.voices() for name in (partner.id, partner.name)}
    whole = [cut for cut in cuts if cut[0].casefold() in names]
    name, reason = whole[-1] if whole else cuts[0]
    partner = edits.find_partner(session, name)
    if not clean(reason):
        raise Problem(f"{partner.name} gives no reason", mend='Type it after the colon: "PARTNER: reason".')
    return partner.id, reason


def note(args: Namespace) -> int:
    """Add a note and print its id."""
    text = text_or_stdin(args.text)
    _print(change(args, lambda session: _note(session, args, text)), args)
    return 0


def _note(session: Facilitation, args: Namespace, text: str) -> Note:
    origin = None if args.item is None else plan.find_origin(session.session, args.item)
    return session.note(args.kind, text, origin=origin).notes[-1]


def _print(made: Note | Action, args: Namespace) -> None:
    if args.json:
        output.say_json(made.model_dump(mode="json"))
    else:
        output.say(made.id)


def act(args: Namespace) -> int:
    """Add an action and print its id. Options win over what the text says."""
    text = text_or_stdin(args.text).strip()
    made, remark = change(args, lambda session: _act(session, args, text))
    _print(made, args)
    if remark:
        output.tell(f"workshop: {remark}.")
    if made.due is not None and (unusual := dates.remark(made.due, today())):
        output.tell(f"workshop: {made.id} is due {dates.show_long(made.due)}, {unusual}.")
    return 0


def _act(session: Facilitation, args: Namespace, text: str) -> tuple[Action, str]:
    """(the new action, what to say about its line or "")."""
    record = session.session
    line = actionline.parse(
        text,
        today(),
        bodies=[partner.name for partner in record.partners],
        people=[person.name for person in record.people],
    )
    remark = _refused_or_remarked(line)
    due = None if args.due is None else dates.parse(args.due, today())
    fields = edits.ActionFields(
        line.text,
        owner=line.owner if args.owner is None else args.owner,
        body=line.body if args.body is None else args.body,
        due=due or line.due,
        measure=args.measure,
        risk=args.risk,
    )
    origin = None if args.item is None else plan.find_origin(record, args.item)
    after = session.act(fields, origin=origin)
    return after.actions[-1], remark


def _refused_or_remarked(line: actionline.ActionLine) -> str:
    """Raises Problem for a date that is none; a second owner or date is kept as text, and remarked on."""
    if line.problem is None or not line.text:
        return ""
    if line.problem.startswith("One owner and one date"):
        return line.problem
    raise Problem(
        line.problem.removesuffix(" yet"), mend=f"{dates.EXAMPLES} Type \\^ where no date is meant."
    )
