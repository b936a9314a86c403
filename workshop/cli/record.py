"""Commands that record what the room says: `answer`, `agree`, `act`."""

import re
from argparse import Namespace

from sessions import plan, words
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import agreement_on, ballots_on, round_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import on_screen
from sessions.text import clean
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin, whole_number
from workshop.cli.due import fields_of, tell_due
from workshop.cli.notes import origin_of

DONT_KNOW = ("?", "0", "dont-know", "don't-know", "don’t-know", "dont know", "don't know", "don’t know")
"""What stands for don't know in the place of a level."""


def answer(args: Namespace) -> int:
    """Record how a partner answered an item."""
    if (args.level is None) == (args.counts is None):
        hint = "Such as `4`, `?` or `--counts 0,1,3,2,0`."
        raise Problem("Either a level or --counts is needed", hint=hint)
    if args.dont_know is not None and args.counts is None:
        raise Problem("--dont-know goes with --counts", hint="Without counts, type ? in place of the level.")
    after = change(args, lambda session: _answer(session, args))
    item = after.item(plan.find_item(after, args.item))
    partner = after.find_partner(args.partner)
    round_number = args.round or round_of(after, item.id)[0]
    ballot = ballots_on(after, item.id, round_number).get(partner.id)
    answer_in_words = on_screen(words.answers_in_room(ballot, after.scale_of(item.id)))
    if args.json:
        output.say(output.as_json(ballot.model_dump(mode="json") if ballot else None))
        return 0
    output.tell(f"{item.number} {item.name}, {partner.name}: {answer_in_words}")
    return 0


def _answer(session: Session, args: Namespace) -> Edit:
    item_id = plan.find_item(session, args.item)
    partner = session.find_partner(args.partner)
    if args.counts is None:
        level = None if args.level.casefold() in DONT_KNOW else whole_number(args.level, "level")
        return score_edits.answer_level(item_id, partner.id, level, number=args.round, source="shell")
    counts = tuple(whole_number(count, "number of people") for count in args.counts.split(","))
    unknown = args.dont_know or 0
    return score_edits.answer(item_id, partner.id, counts, unknown, number=args.round, source="shell")


def agree(args: Namespace) -> int:
    """Record the level that the room agreed on. A target or an evidence not named stays as it was."""
    if args.withdraw != (args.level is None):
        raise Problem("Either a level or --withdraw is needed", hint="Such as: workshop agree SESSION 1.3 3.")
    after = change(args, lambda session: _agree(session, args))
    item = after.item(plan.find_item(after, args.item))
    agreed = agreement_on(after, item.id)
    level = words.level_in_room(after.scale_of(item.id), agreed.level) if agreed else "no level"
    if args.json:
        output.say(output.as_json(agreed.model_dump(mode="json") if agreed else None))
        return 0
    output.tell(f"{item.number} {item.name}, agreed: {level}")
    return 0


def _agree(session: Session, args: Namespace) -> Edit:
    item_id = plan.find_item(session, args.item)
    if args.withdraw:
        return score_edits.withdraw_agreement(item_id)
    level = whole_number(args.level, "level")
    target = None if args.target is None else whole_number(args.target, "target")
    old = agreement_on(session, item_id)
    if old is not None and target is None and old.target is not None and old.target >= level:
        target = old.target
    evidence = args.evidence or (old.evidence if old else None)
    dissents = [_dissent(session, text) for text in args.dissent]
    return score_edits.agree(item_id, level, target=target, evidence=evidence, dissents=dissents)


def _dissent(session: Session, text: str) -> tuple[str, str]:
    """(partner id, reason) from "PARTNER: reason"; a partner's name may have colons in it. Raises Problem."""
    cuts = [(text[: colon.start()].strip(), text[colon.end() :]) for colon in re.finditer(":", text)]
    if not cuts:
        hint = 'Type them as "PARTNER: reason".'
        raise Problem(f"{output.one_line(text)!r} names no partner and reason", hint=hint)
    names = {name.casefold() for partner in session.voices() for name in (partner.id, partner.name)}
    whole = [cut for cut in cuts if cut[0].casefold() in names]
    name, reason = whole[-1] if whole else cuts[0]
    partner = session.find_partner(name)
    if not clean(reason):
        raise Problem(f"{partner.name} gives no reason", hint='Type it after the colon: "PARTNER: reason".')
    return partner.id, reason


def act(args: Namespace) -> int:
    """Add an action, print its id, and say how its date was understood. Options win over the text."""
    text = text_or_stdin(args.text).strip()
    remarks: list[str] = []

    def edit_of(session: Session) -> Edit:
        fields, remarks[:] = fields_of(session, text, args)
        return note_edits.add_action(fields, origin=origin_of(session, args.item))

    action = change(args, edit_of).actions[-1]
    output.say(output.as_json(action.model_dump(mode="json")) if args.json else action.id)
    for remark in remarks:
        output.tell(f"workshop: {remark}")
    tell_due(action)
    return 0
