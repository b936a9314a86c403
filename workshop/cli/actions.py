"""Commands for actions that are on record: `actions`, `action`."""

from argparse import Namespace

from sessions import dates, words
from sessions.analysis.whole import is_overdue
from sessions.edit import Edit
from sessions.edits import notes as edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, today

NO_DATE = ("", "none", "-")


def list_actions(args: Namespace) -> int:
    """List the actions, with their numbers."""
    session = library(args).read(args.session)
    rows = [action for action in session.actions if _is_wanted(action, args.which)]
    if args.json:
        output.say(output.as_json([action.model_dump(mode="json") for action in rows]))
    elif rows:
        head = ("Action", "Status", "Due", "Who", "Text")
        output.say(output.table(head, [_row(action) for action in rows]))
    else:
        output.tell("There is no such action in this session.")
    return output.OK


def _is_wanted(action: Action, which: str) -> bool:
    if which == "open":
        return action.is_open
    return which == "all" or is_overdue(action, today())


def _row(action: Action) -> tuple[str, ...]:
    late = ", overdue" if is_overdue(action, today()) else ""
    who = on_screen(words.owner_in_room(action))
    text = " · ".join((action.text, *(f"“{remark.text}”" for remark in action.remarks)))
    return action.id, action.status, words.due(action) + late, who, text


def change_action(args: Namespace) -> int:
    """Change what the options name of an action; all else of it stays."""
    remark = "" if args.remark is None else text_or_stdin(args.remark)

    def edit_of(session: Session) -> Edit:
        old = edits.find_action(session, args.action)
        return edits.change_action(old.model_copy(update=_fields(args)), remark=remark)

    if not _fields(args) and not remark.strip():
        raise Problem("Nothing of the action is to be changed", hint="Such as: --status done.")
    action = edits.find_action(change(args, edit_of), args.action)
    if args.json:
        output.say(output.as_json(action.model_dump(mode="json")))
    else:
        output.tell(on_screen(words.action_in_room(action, today())))
    return output.OK


def _fields(args: Namespace) -> dict[str, object]:
    """What is to be changed of the action. Raises Problem for a date that is none."""
    named = {name: getattr(args, name) for name in ("status", "owner", "body", "measure", "text")}
    fields: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    if args.due is not None:
        fields["due"] = None if args.due.strip().casefold() in NO_DATE else dates.parse(args.due, today())
    if args.risk or args.no_risk:
        fields["risk"] = args.risk
    return fields
