"""Commands about what comes first: `vote` and `gaps`."""

from argparse import Namespace
from collections.abc import Sequence

from sessions import plan, words
from sessions.analysis.whole import gaps as gaps_of
from sessions.edit import Edit
from sessions.kinds.gaps import order_gaps
from sessions.kinds.prioritise import edits
from sessions.kinds.prioritise.records import VoteActivity, dots_of, is_revealed
from sessions.kinds.registry import revealed_only
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM
from workshop.cli import output
from workshop.cli.context import change, library, whole_number
from workshop.cli.dumped import labelled_dots
from workshop.cli.picking import find_step
from workshop.steps.candidates import candidate_labels


def vote(args: Namespace) -> int:
    """Place a partner's dots, or say how many each partner has."""
    if args.each is not None:
        if args.partner is not None:
            raise Problem("--each is the rule for all partners", hint="Leave the partner and the dots out.")
        return _change_rule(args)
    if args.totals is not None and args.people is None:
        raise Problem("--totals goes with --people", hint="Say how many people placed these dots.")
    if args.partner is None and args.totals is not None:
        args.partner = ROOM
    if args.partner is None:
        raise Problem("No partner is named", hint="Such as: workshop vote SESSION s3 ICB 1.3=2 1.6=1.")
    if args.stack or args.one_each:
        raise Problem("--stack and --one-each go with --each", hint="Such as: --each 3 --one-each.")

    def edit_of(session: Session) -> Edit:
        step, partner = find_vote(session, args.step), session.find_voice(args.partner)
        own = dots_of(session, step.id).get(partner.id)
        counts = dots_by_candidate(
            session,
            step,
            [*args.dots, *(args.totals or ())],
            also=[ref for ref, _ in own.counts] if own else (),
        )
        return edits.vote(step.id, partner.id, counts, people=args.people, instead=args.replace)

    after = change(args, edit_of)
    step, partner = find_vote(after, args.step), after.find_voice(args.partner)
    placed = dots_of(after, step.id).get(partner.id)
    if args.json:
        output.say(output.as_json(labelled_dots(after, placed) if placed else None))
    else:
        labels = candidate_labels(after, step, [ref for ref, _ in placed.counts] if placed else ())
        said = words.dots(placed.counts, labels) if placed else "no dots"
        state = "hidden until the reveal"
        if is_revealed(after, step.id):
            state = "the room has seen the ranking" + (
                "; the record keeps what it saw here" if placed and placed.before is not None else ""
            )
        output.tell(f"{step.title}, {partner.name}: {said}; {state}")
    return output.OK


def find_vote(session: Session, wanted: str) -> VoteActivity:
    """The vote that `wanted` names, by id or title. Raises Problem."""
    step = find_step(session, wanted)
    if not isinstance(step, VoteActivity):
        raise Problem(f"{step.title} is no vote", hint="`workshop agenda` lists the steps with their ids.")
    return step


def dots_by_candidate(
    session: Session, step: VoteActivity, typed: Sequence[str], *, also: Sequence[str] = ()
) -> dict[str, int]:
    """Dots by the candidate's id, from texts such as "1.3=2", "tip 4" (one dot) and "A3=1". Raises Problem.

    `also` are candidates that can be named though the room does not see them among the others.
    """
    labels = {label.casefold(): ref for ref, label in candidate_labels(session, step, also).items()}
    counts: dict[str, int] = {}
    for text in typed:
        name, _, number = text.rpartition("=") if "=" in text else (text, "", "1")
        candidate = _candidate(session, labels, name)
        counts[candidate] = counts.get(candidate, 0) + whole_number(number, "number of dots")
    return counts


def _candidate(session: Session, labels: dict[str, str], name: str) -> str:
    folded = " ".join(name.split()).casefold()
    for label in (folded, f"a{folded}"):  # A3 may be typed as 3, where no item has that number
        if label in labels:
            return labels[label]
    candidate = plan.find_item(session, name)
    if candidate not in labels.values():
        raise Problem(
            f"{output.one_line(name)!r} is not up for this vote", hint="Choose among those that are."
        )
    return candidate


def _change_rule(args: Namespace) -> int:
    def edit_of(session: Session) -> Edit:
        step = find_vote(session, args.step)
        stack = step.stack if not (args.stack or args.one_each) else args.stack
        return edits.change_dots(step.id, dots=args.each, stack=stack)

    step = find_vote(change(args, edit_of), args.step)
    if args.json:
        output.say(output.as_json(step.model_dump(mode="json")))
    else:
        rule = "all on one allowed" if step.stack else "one dot each"
        output.tell(f"{step.title}: {step.dots} {'dot' if step.dots == 1 else 'dots'} each, {rule}")
    return output.OK


def gaps(args: Namespace) -> int:
    """List the gaps in the room's order; or put the ones that are named first, in their order."""
    if args.items:

        def edit_of(session: Session) -> Edit:
            known = [gap.item_id for gap in gaps_of(revealed_only(session))]
            first = [plan.find_item(session, wanted) for wanted in args.items]
            if other := next((item for item in first if item not in known), None):
                what = f"{session.called(other)} is no gap: it has no agreed level below its target"
                raise Problem(what, hint="`workshop gaps` lists those that are.")
            return order_gaps([*first, *known])

        session = change(args, edit_of)
    else:
        session = library(args).read(args.session)
    rows = gaps_of(revealed_only(session))  # answers that are hidden have no say in their order
    if args.json:
        output.say(
            output.as_json([{"item": gap.item_id, "level": gap.level, "target": gap.target} for gap in rows])
        )
    elif rows:
        lines = [
            (session.called(gap.item_id), str(gap.level), str(gap.target), session.item(gap.item_id).name)
            for gap in rows
        ]
        output.say(output.table(("Item", "Agreed level", "Target", "Name"), lines))
    else:
        output.tell("There is no gap yet: nothing is agreed below its target.")
    return output.OK
