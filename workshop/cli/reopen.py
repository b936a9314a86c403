"""The command `reopen`: actions that were closed in sessions before, and bringing one back."""

from argparse import Namespace

from sessions import meeting, words
from sessions.edits.series import reopen_action
from sessions.many.series import read_back
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action
from sessions.series import closed_before
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, today

Closed = tuple[Session, Action]


def reopen(args: Namespace) -> int:
    """List what was closed before, or bring the one back that is named; it is then this session's own."""
    session = library(args).read(args.session)
    closed = closed_before(session, read_back(library(args), session)[1:])
    if args.action is None:
        _list(args, session, closed)
        return output.OK
    held_in, action = _find(closed, args.action)
    remark = "" if args.remark is None else text_or_stdin(args.remark)
    after = change(args, lambda _: reopen_action(action, held_in, remark=remark))
    new = after.actions[-1]
    if args.json:
        output.say(output.as_json(new.model_dump(mode="json")))
    else:
        output.tell(on_screen(words.action_in_room(new, today())))
    return output.OK


def _list(args: Namespace, session: Session, closed: tuple[Closed, ...]) -> None:
    if args.json:
        output.say(output.as_json([action.model_dump(mode="json") for _, action in closed]))
    elif closed:
        head = ("Action", "Status", "In", "Text")
        rows = [
            (
                action.id,
                action.status,
                on_screen(meeting.session_before(session.series, held_in.id)),
                action.text,
            )
            for held_in, action in closed
        ]
        output.say(output.table(head, rows))
    else:
        output.tell("No action was closed in a session before this one.")


def _find(closed: tuple[Closed, ...], wanted: str) -> Closed:
    """The closed action of this number, or with these words in it. Raises Problem."""
    folded = " ".join(wanted.split()).casefold()
    exact = [pair for pair in closed if folded in (pair[1].id.casefold(), pair[1].uid)]
    fitting = exact or [pair for pair in closed if folded and folded in pair[1].text.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    name = output.one_line(wanted)
    if fitting:
        raise Problem(f"{name!r} fits several actions", hint="Type more of its words.")
    hint = "`workshop reopen SESSION` lists them."
    raise Problem(f"No action {name!r} was closed in a session before this one", hint=hint)
