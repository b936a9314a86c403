"""The command `register push`: what leaves this laptop is said, kept, and sent."""

import textwrap
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sessions.register import words as say
from sessions.register.choose import Chosen, chosen
from sessions.register.model import is_folder
from sessions.register.pushing import Sent, send
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.cli.progress import shown as progress_shown
from workshop.cli.register_target import check_free, target
from workshop.waiting import queue


def push(args: Namespace) -> int:
    """Say what leaves, ask, keep it, and send it: 0 where the register has all of it, 1 where some waits."""
    waiting, found, to = queue(), Chosen((), (), ()), target(args.to)
    if is_folder(to):
        check_free(Path(to))
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
        if not _may_leave(args, found, to):
            return output.FAILED
        for row in found.go:
            waiting.add(to, row)
        args.recorded = True
        for session, register in waiting.of_other_places(to, found.go):
            output.tell(output.one_line(say.of_another_place(session, register)))
    try:
        with progress_shown("Sending to the register") as tell:
            sent = send(waiting, to, progress=tell)
    except KeyboardInterrupt:
        output.tell(say.waiting(len(waiting.waiting(to)), to))
        raise
    _say(args, sent, to, [row.target for row in waiting.waiting()])
    return output.FOUND_SOMETHING if sent.refused or sent.halted or found.problems else output.OK


def _may_leave(args: Namespace, found: Chosen, to: str) -> bool:
    for line in say.leaving(found.go, to):
        indent = " " * (len(line) - len(line.lstrip()))
        output.tell(_wrapped(output.one_line(line), indent))
    if args.yes:
        return True
    if asks():
        return sure(f"Send {say.counted(len(found.go), 'session', 'sessions')} to {to}?")
    output.tell("workshop: nothing left this laptop\n  --yes sends it.")
    return False


def _wrapped(line: str, indent: str) -> str:
    """A line in lines that the terminal has room for, words whole; as it is where it goes elsewhere."""
    room = output.columns()
    if room is None:
        return indent + line
    rest = indent + "  " if indent else ""
    whole = textwrap.TextWrapper(max(room - 1, 20), break_long_words=False, break_on_hyphens=False)
    whole.initial_indent, whole.subsequent_indent = indent, rest
    return whole.fill(line)


def _say(args: Namespace, sent: Sent, to: str, waiting: Sequence[str]) -> None:
    """What went, what was refused and what waits, for which registers."""
    left = waiting.count(to)
    if args.json:
        told = {
            "sent": [{"session": session, "outcome": outcome} for session, outcome in sent.went],
            "refused": [{"session": problem.where, "why": problem.what} for problem in sent.refused],
            "reached": sent.halted is None,
            "waiting": left,
            "taken_out": sent.taken_out,
        }
        output.say(output.as_json(told))
    else:
        for outcome, many in sorted(Counter(outcome for _, outcome in sent.went).items()):
            output.say(f"{say.counted(many, 'session', 'sessions')} {say.OUTCOMES[outcome]}")
        if sent.taken_out:
            sessions = say.counted(sent.taken_out, "session", "sessions")
            output.say(f"{sessions} {say.TAKEN_OUT} {say.backups(to)}")
        elif not sent.went and not left:
            output.tell(say.nothing_waits(to, waiting))
    for problem in (*sent.refused, *((sent.halted,) if sent.halted else ())):
        output.problem(problem)
    if left:
        output.tell(say.waiting(left, to))
