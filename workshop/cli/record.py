"""Commands that record what the room says: `answer`, `agree`, `act`."""

import re
from argparse import Namespace

from sessions import plan, spread_words, words
from sessions.analysis.items import lies_outside, spread_of
from sessions.aspects import item_of
from sessions.clock import utc_now
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.kinds.registry import revealed_only
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ROUNDS, agreement_on, ballot_of, ballots_on, is_seen, round_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner
from sessions.spans import on_screen
from sessions.text import clean
from sessions.voices import RECUSALS, take_no_part, take_part
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin, whole_number
from workshop.cli.due import fields_of, tell_due
from workshop.cli.notes import origin_of

DONT_KNOW = ("?", "-", "dont-know", "don't-know", "don’t-know", "dont know", "don't know", "don’t know")
"""What stands for don't know in the place of a level; so does 0 where the scale has no level 0."""


def answer(args: Namespace) -> int:
    """Record how a partner answered an item, and reveal it unless something else there is hidden."""
    if args.takes_no_part is not None or args.takes_part:
        return _take_part(args)
    if (args.level is None) == (args.counts is None):
        hint = "Such as `4`, `?` or `--counts 0,1,3,2,0`."
        raise Problem("Either a level or --counts is needed", hint=hint)
    if args.dont_know is not None and args.counts is None:
        raise Problem("--dont-know goes with --counts", hint="Without counts, type ? in place of the level.")
    remarks: list[str] = []

    def edit_of(session: Session) -> Edit:
        edit, remark = _answer(session, args)
        remarks.append(remark)
        return edit

    after = change(args, edit_of)
    subject = plan.find_subject(after, args.item)
    partner = after.find_voice(args.partner)
    round_number = args.round or round_of(after, subject)[0]
    ballot = ballots_on(after, subject, round_number).get(partner.id)
    answer_in_words = on_screen(words.answers_in_room(ballot, after.scale_of(subject)))
    if args.json:
        output.say(output.as_json(ballot.model_dump(mode="json") if ballot else None))
        return 0
    remark = f"; {remarks[-1]}" if ballot is not None else ""
    output.tell(f"{words.asked(after, subject)}, {partner.name}: {answer_in_words}{remark}")
    return 0


def _answer(session: Session, args: Namespace) -> tuple[Edit, str]:
    """(the answer, with the reveal of the item where it has one, what to say of that). Raises Problem."""
    item_id = plan.find_subject(session, args.item)
    partner = session.find_voice(args.partner)
    edit = _recorded(session, args, item_id, partner.id)
    current, revealed = round_of(session, item_id)
    number = args.round or current
    if ballot_of(session, item_id, partner.id, number) and is_seen(session, item_id, number, "shell"):
        _must_correct(session, args, item_id, partner, number)
        return edit, "corrected; the record keeps what the room had seen"
    others = {other for other in ballots_on(session, item_id, current) if other != partner.id}
    if number > current and not revealed and others:
        hint = f"Reveal them first: `workshop reveal {session.id} {session.item(item_id).number}`."
        raise Problem("The first answers are still hidden", where=item_id, hint=hint)
    if number < current or (number == current and revealed):
        if args.hidden:
            raise Problem("These answers have been revealed already", hint="Leave out --hidden.")
        return edit, "revealed already"
    if args.hidden:
        return edit, "hidden until the reveal"
    if number == current and others:
        return edit, "hidden, as other answers here are not yet revealed"
    if partner.id not in ballots_on(edit.apply(session, utc_now()), item_id, number):
        return edit, ""  # it was taken back
    return edit.then(score_edits.reveal(item_id, source="shell")), "revealed"


def _must_correct(session: Session, args: Namespace, item_id: str, partner: Partner, number: int) -> None:
    """Raises Problem where an answer that the room has seen would be overwritten unasked."""
    if args.correct:
        return
    again = "--round 2 records a second view after the talk. " if number < ROUNDS else ""
    hint = f"{again}--correct mends a slip; the record keeps what it was."
    where = f"{session.item(item_id).number}, {partner.name}"
    raise Problem("The room has seen this answer", where=where, hint=hint)


def _recorded(session: Session, args: Namespace, item_id: str, partner_id: str) -> Edit:
    if args.counts is None:
        typed = args.level.casefold()
        unsure = typed in DONT_KNOW or (typed == "0" and session.scale_of(item_id).base > 0)
        level = None if unsure else whole_number(args.level, "level")
        return score_edits.answer_level(
            item_id, partner_id, level, number=args.round, source="shell", instead=args.replace
        )
    counts = tuple(whole_number(count, "number of people") for count in args.counts.split(","))
    unknown = args.dont_know or 0
    return score_edits.answer(
        item_id, partner_id, counts, unknown, number=args.round, source="shell", instead=args.replace
    )


def _take_part(args: Namespace) -> int:
    """Record that a partner takes no part in an item, or takes part again."""
    if (
        args.level is not None
        or args.counts is not None
        or (args.takes_part and args.takes_no_part is not None)
    ):
        raise Problem("That is an answer and none", hint="Give a level, or say that it takes no part.")

    def edit_of(session: Session) -> Edit:
        item_id, partner = plan.find_item(session, item_of(args.item)), session.find_partner(args.partner)
        if args.takes_part:
            return take_part(item_id, partner.id)
        return take_no_part(item_id, partner.id, args.takes_no_part)

    after = change(args, edit_of)
    item = after.item(plan.find_item(after, item_of(args.item)))
    partner = after.find_partner(args.partner)
    if args.json:
        rows = [row.model_dump(mode="json") for row in RECUSALS.of(after) if row.item_id == item.id]
        output.say(output.as_json(rows))
        return 0
    part = "takes part" if args.takes_part else "takes no part"
    output.tell(f"{item.number} {item.name}, {partner.name}: {part}")
    return 0


def agree(args: Namespace) -> int:
    """Record the level that the room agreed on. A target or an evidence not named stays as it was."""
    if args.withdraw != (args.level is None):
        raise Problem("Either a level or --withdraw is needed", hint="Such as: workshop agree SESSION 1.3 3.")
    after = change(args, lambda session: _agree(session, args))
    subject = plan.find_subject(after, args.item)
    agreed = agreement_on(after, subject)
    level = words.level_in_room(after.scale_of(subject), agreed.level) if agreed else "none"
    if args.json:
        output.say(output.as_json(agreed.model_dump(mode="json") if agreed else None))
        return 0
    output.tell(f"{words.asked(after, subject)}, agreed level: {level}")
    return 0


def _agree(session: Session, args: Namespace) -> Edit:
    item_id = plan.find_subject(session, args.item)
    if args.withdraw:
        return score_edits.withdraw_agreement(item_id)
    level = whole_number(args.level, "level")
    answers = spread_of(revealed_only(session), item_id)
    if lies_outside(answers, level) and not args.anyway:
        what = words.first_upper(spread_words.nobody_answered(answers, level))
        hint = f"--anyway agrees on {level} all the same."
        raise Problem(what, where=session.item(item_id).number, hint=hint)
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
