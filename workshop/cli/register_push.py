"""The commands `register push` and `register status`: what leaves this laptop, and what waits on it."""

from argparse import Namespace
from collections import Counter

from sessions.problem import Problem
from sessions.register import words as say
from sessions.register.choose import Chosen, chosen
from sessions.register.database import registered, shown
from sessions.register.model import Status
from sessions.register.postgres import status as status_of
from sessions.register.pushing import Sent, send
from sessions.register.queue import FOLDER, Queue
from workshop import settings
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.cli.progress import shown as progress_shown


def queue() -> Queue:
    """What waits on this laptop."""
    return Queue(settings.data_folder() / FOLDER)


def push(args: Namespace) -> int:
    """Say what leaves, ask, keep it, and send it: 0 where the register has all of it, 1 where some waits."""
    waiting, found = queue(), Chosen((), (), ())
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
            waiting.add(args.to, row)
        args.recorded = True
    with progress_shown("Sending to the register") as tell:
        sent = send(waiting, args.to, progress=tell)
    left = waiting.waiting(args.to)
    _say(args, sent, len(left))
    return output.FOUND_SOMETHING if sent.refused or sent.unreachable or found.problems else output.OK


def _may_leave(args: Namespace, found: Chosen) -> bool:
    lines = say.leaving(found.go, shown(args.to))
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
        }
        output.say(output.as_json(told))
    else:
        for outcome, many in sorted(Counter(outcome for _, outcome in sent.went).items()):
            output.say(f"{say.counted(many, 'session', 'sessions')} {say.OUTCOMES[outcome]}")
        if not sent.went and not left:
            output.tell("Nothing waits to go.")
    for problem in (*sent.refused, *((sent.unreachable,) if sent.unreachable else ())):
        output.problem(problem)
    if left:
        output.tell(f"{say.waiting(left)}: `workshop register push --to …` sends what waits.")


def status(args: Namespace) -> int:
    """What waits here, and what the register has of what one may see."""
    rows = queue().waiting()
    found: Status | None = None
    problem: Problem | None = None
    if args.database:
        try:
            with registered(args.database) as (connection, who):
                found = status_of(connection, who)
        except say.Unreachable as unreachable:
            problem = unreachable
    if args.json:
        told = [{"session": row.pushed.label, "to": shown(row.target)} for row in rows]
        output.say(output.as_json({"waiting": told, "register": found and found._asdict()}))
    else:
        if found:
            output.say("\n".join(say.status_lines(found)))
        for row in rows:
            output.say(f"waits: {output.one_line(row.pushed.label)}, to {output.one_line(shown(row.target))}")
        if not rows:
            output.say("Nothing waits on this laptop.")
    if problem is not None:
        output.problem(problem)
    return output.FOUND_SOMETHING if problem else output.OK
