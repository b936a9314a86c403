"""Commands for actions that are on record: `actions`, `action`."""

from argparse import Namespace
from dataclasses import replace

from sessions import dates, words
from sessions.analysis.whole import is_overdue
from sessions.edit import Edit
from sessions.edits import notes as edits
from sessions.owners import Owner, find_owner, names_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, today
from workshop.cli.due import doubt, due_of, tell_due

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
        output.tell(
            "There is no such action in this session." if session.actions else "No action is recorded yet."
        )
    return output.OK


def _is_wanted(action: Action, which: str) -> bool:
    if which == "open":
        return action.is_open
    return which == "all" or is_overdue(action, today())


def _row(action: Action) -> tuple[str, ...]:
    late = ", overdue" if is_overdue(action, today()) else ""
    who = on_screen(words.owner_in_room(action))
    text = " · ".join((action.text, *(f"“{remark.text}”" for remark in action.remarks)))
    return action.id, action.status, on_screen(words.due(action)) + late, who, text


def change_action(args: Namespace) -> int:
    """Change what the options name of an action; all else of it stays."""
    remark = "" if args.remark is None else text_or_stdin(args.remark)

    def edit_of(session: Session) -> Edit:
        old = edits.find_action(session, args.action)
        fields, remarks[:] = _fields(session, old, args)
        if not fields and not remark.strip():
            raise Problem("Nothing of the action is to be changed", hint="Such as: --status done.")
        return edits.change_action(old.model_copy(update=fields), remark=remark)

    remarks: list[str] = []
    action = edits.find_action(change(args, edit_of), args.action)
    if args.json:
        output.say(output.as_json(action.model_dump(mode="json")))
    else:
        output.tell(on_screen(words.action_in_room(action, today())))
    for text in remarks:
        output.tell(f"workshop: {text}")
    if args.due is not None:
        tell_due(action)
    return output.OK


def _fields(session: Session, old: Action, args: Namespace) -> tuple[dict[str, object], list[str]]:
    """(what is to be changed of the action, what to say about how that was understood)."""
    named = {name: getattr(args, name) for name in ("status", "measure", "text")}
    fields: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    remarks: list[str] = []
    if args.owner is not None or args.body is not None:
        owner = _owner(session, old, args)
        fields |= {"owner": owner.person, "body": owner.body}
        remarks.append(doubt(owner))
    if args.due is not None:
        taken_off = args.due.strip().casefold() in NO_DATE
        due = dates.Due() if taken_off else due_of(session, args.due)
        fields |= {"due": due.day, "due_words": due.words}
        remarks.append(due.mistake)
    if args.risk or args.no_risk:
        fields["risk"] = args.risk
    return fields, [remark for remark in remarks if remark]


def _owner(session: Session, old: Action, args: Namespace) -> Owner:
    """Who it is for: somebody else brings their own body where it is known, else keeps the old one."""
    names = names_of(session)
    if args.body is not None:
        return find_owner(old.owner if args.owner is None else args.owner, args.body, names)
    owner = find_owner(args.owner, "", names)
    return owner if owner.body else replace(owner, body=old.body)
