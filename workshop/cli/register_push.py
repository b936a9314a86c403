"""The command `register push`: what leaves this laptop is said, kept, and sent."""

from argparse import Namespace
from collections import Counter

from sessions.register import words as say
from sessions.register.choose import Chosen, chosen
from sessions.register.pushing import Sent, send
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.cli.progress import shown as progress_shown
from workshop.cli.register_target import target
from workshop.waiting import queue


def push(args: Namespace) -> int:
    """Say what leaves, ask, keep it, and send it: 0 where the register has all of it, 1 where some waits."""
    waiting, found, to = queue(), Chosen((), (), ()), target(args.to)
    if args.sessions:
        with progress_shown("Reading the sessions") as tell:
            found = chosen(
                library(args), args.sessions, drafts=args.drafts, with_text=args.with_text, progress=tell
            )
        for problem in found.problems:
            output.problem(problem)
        for session, why in found.stay:
            output.tell(f"{session} stays here: {why}.")
        if not found.go:
            output.tell("workshop: no session goes to the register")
            return output.FOUND_SOMETHING if found.problems else output.FAILED
        if not _may_leave(args, found):
            return output.FAILED
        for row in found.go:
            waiting.add(to, row)
        args.recorded = True
        for session, register in waiting.of_other_places(to, found.go):
            output.tell(output.one_line(say.of_another_place(session, register)))
    with progress_shown("Sending to the register") as tell:
        sent = send(waiting, to, progress=tell)
    left = waiting.waiting(to)
    _say(args, sent, len(left))
    return output.FOUND_SOMETHING if sent.refused or sent.unreachable or found.problems else output.OK


def _may_leave(args: Namespace, found: Chosen) -> bool:
    lines = say.leaving(found.go, target(args.to))
    output.tell("\n".join(map(output.one_line, lines)))
    if args.yes:
        return True
    if asks():
        return sure("Is all of this to leave?")
    output.tell("workshop: nothing left this laptop\n  --yes sends it.")
    return False


def _say(args: Namespace, sent: Sent, left: int) -> None:
    """What went, what was refused and what waits."""
    if args.json:
        told = {
            "sent": [{"session": session, "outcome": outcome} for session, outcome in sent.went],
            "refused": [{"session": problem.where, "why": problem.what} for problem in sent.refused],
            "reached": sent.unreachable is None,
            "waiting": left,
            "taken_out": sent.taken_out,
        }
        output.say(output.as_json(told))
    else:
        for outcome, many in sorted(Counter(outcome for _, outcome in sent.went).items()):
            output.say(f"{say.counted(many, 'session', 'sessions')} {say.OUTCOMES[outcome]}")
        if sent.taken_out:
            output.say(f"{say.counted(sent.taken_out, 'session', 'sessions')} {say.TAKEN_OUT} {say.BACKUPS}")
        elif not sent.went and not left:
            output.tell("Nothing waits to go.")
    for problem in (*sent.refused, *((sent.unreachable,) if sent.unreachable else ())):
        output.problem(problem)
    if left:
        output.tell(f"{say.waiting(left)}: `workshop register push --to …` sends what waits.")
