"""Commands about what the room sees and says of an item: `reveal`, with the second round, and `dissent`."""

from argparse import Namespace

from sessions import plan, words
from sessions.edit import Edit, together
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import APPRAISALS, hides
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.checklist.records import check_on, partner_checks_on
from sessions.kinds.guesses import show_figure
from sessions.kinds.options import edits as option_edits
from sessions.kinds.options.records import OptionsActivity, views_of
from sessions.kinds.prioritise.edits import reveal_vote
from sessions.kinds.prioritise.records import VoteActivity, dots_of
from sessions.kinds.registry import remarks_waiting, reveal_remarks
from sessions.kinds.score import edits
from sessions.kinds.score.records import agreement_on, ballots_on, round_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.spread_words import who_gave
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin
from workshop.cli.guess import is_figure, tell_figure
from workshop.cli.picking import find_step


def reveal(args: Namespace) -> int:
    """Show the room the answers on an item or the dots of a vote; or begin an item's second round."""

    def edit_of(session: Session) -> Edit:
        what = _what(session, args.what)
        if is_figure(session, what):
            if args.second_round:
                raise Problem("A figure is guessed once", hint="Leave out --second-round.")
            return show_figure(str(what))
        if isinstance(what, str):
            return edits.second_round(what) if args.second_round else _reveal_of_item(session, what)
        if args.second_round:
            raise Problem(f"{what.title} has no second round", hint="Add another such step to the agenda.")
        is_choice = isinstance(what, OptionsActivity)
        if what.id in remarks_waiting(session) and not (is_choice and views_of(session, what.id)):
            return reveal_remarks(what.id)
        return option_edits.reveal_options(what.id) if is_choice else reveal_vote(what.id)

    after = change(args, edit_of)
    what = _what(after, args.what)
    if is_figure(after, what):
        return tell_figure(args, after, str(what))
    if isinstance(what, OptionsActivity | VoteActivity):
        is_vote = isinstance(what, VoteActivity)
        count = len(dots_of(after, what.id) if is_vote else views_of(after, what.id))
        name, number = what.title, 1
        given = f"the {'dots' if is_vote else 'views'} of {who_gave(after, what.id, count, None)}"
    else:
        number, _ = round_of(after, what)
        answers = ballots_on(after, what, number) or partner_checks_on(after, what)
        levels = [row for row in APPRAISALS.of(after) if row.item_id == what and not hides(after, row)]
        count, name = len(answers or levels), words.asked(after, what)
        given = words.number_of(count, "answer", "answers")
    if args.json:
        where = {"item": what} if isinstance(what, str) else {"step": what.id}
        output.say(
            output.as_json({**where, "round": number, "revealed": not args.second_round, "answers": count})
        )
    elif args.second_round:
        output.tell(f"{name}: second round")
    else:
        output.tell(f"{name}: revealed, {given if count else 'what was written before the day'}")
    return output.OK


def _reveal_of_item(session: Session, item_id: str) -> Edit:
    """Of its answers, of what partners said to it as a check, or of its levels in every appraisal."""
    number, _ = round_of(session, item_id)
    hidden = [row for row in APPRAISALS.of(session) if row.item_id == item_id and hides(session, row)]
    if hidden and not ballots_on(session, item_id, number):
        steps = dict.fromkeys(row.activity_id for row in hidden)
        first, *rest = (appraise_edits.reveal_levels(step_id, item_id) for step_id in steps)
        return together(first, *rest)
    if _is_check(session, item_id):
        return check_edits.reveal_check(item_id)
    if item_id in remarks_waiting(session) and not ballots_on(session, item_id, number):
        return reveal_remarks(item_id)
    return edits.reveal(item_id)


def _is_check(session: Session, item_id: str) -> bool:
    """Whether partners answered an item as a check, and not on a scale."""
    number, _ = round_of(session, item_id)
    return bool(partner_checks_on(session, item_id)) and not ballots_on(session, item_id, number)


def _what(session: Session, wanted: str) -> VoteActivity | OptionsActivity | str:
    """A vote or a step with options by id or title, else the id of an item. Raises Problem."""
    votes = [step for step in session.agenda if isinstance(step, VoteActivity | OptionsActivity)]
    vote = next((step for step in votes if wanted.casefold() in (step.id, step.title.casefold())), None)
    if vote is not None:
        return vote
    try:
        return plan.find_subject(session, wanted)
    except Problem as no_item:
        try:
            step = find_step(session, wanted)
        except Problem:
            raise no_item from None
    if isinstance(step, VoteActivity | OptionsActivity):
        return step
    raise Problem(f"{step.title} is no vote", hint="Name one of its items, such as 1.3.")


def dissent(args: Namespace) -> int:
    """Put on record that a partner does not share the agreed level, and why; or take that back."""
    if args.withdraw != (args.reason is None):
        raise Problem(
            "Either a reason or --withdraw is needed", hint="Say in a few words why it sees it otherwise."
        )
    reason = "" if args.reason is None else text_or_stdin(args.reason)
    if not args.withdraw and not reason.strip():
        raise Problem("The reason is empty", hint="--withdraw takes a dissent back.")

    def edit_of(session: Session) -> Edit:
        partner, ref = session.find_partner(args.partner), plan.find_subject(session, args.item)
        if agreement_on(session, ref) is None and check_on(session, ref) is not None:
            return check_edits.dissent_from_check(ref, partner.id, reason)
        return edits.dissent(ref, partner.id, reason)

    after = change(args, edit_of)
    subject = plan.find_subject(after, args.item)
    partner = after.find_partner(args.partner)
    settled = agreement_on(after, subject) or check_on(after, subject)
    if args.json:
        output.say(output.as_json(settled.model_dump(mode="json") if settled else None))
    else:
        said = "shares what was settled" if args.withdraw else "its dissent is on record"
        output.tell(f"{words.asked(after, subject)}, {partner.name}: {said}")
    return output.OK
