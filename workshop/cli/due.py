"""When an action is due, as the shell reads it and says it back; and the command `next-meeting`."""

import datetime as dt
from argparse import Namespace

from sessions import dates, understood
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.record import Session
from sessions.rows import Action
from workshop.cli import output
from workshop.cli.context import change, today


def due_of(session: Session, text: str) -> dates.Due:
    """When something in the session is due, of a text that says when. Never raises."""
    return dates.read_due(text, dates.said_on(session.date, today()), session.next_meeting)


def tell_due(action: Action) -> None:
    """Say on stderr how the due date was understood, if there is one."""
    if due := understood.due_understood(action.due, action.due_words, today()):
        output.tell(f"workshop: {action.id} is due {due}.")


def next_meeting(args: Namespace) -> int:
    """Record when the next meeting is, and print the ids of the actions that are due then."""
    days: list[dt.date | None] = []

    def edit_of(session: Session) -> Edit:
        since = dates.said_on(session.date, today())
        known = args.day.strip().casefold() != "none"
        days[:] = [dates.parse(args.day, since) if known else None]
        return note_edits.set_next_meeting(days[0])

    after = change(args, edit_of)
    due = [action for action in after.open_actions() if dates.is_next_meeting(action.due_words)]
    if args.json:
        actions = [action.model_dump(mode="json") for action in due]
        day = days[0].isoformat() if days[0] else None
        output.say(output.as_json({"next_meeting": day, "actions": actions}))
    elif due:
        output.say("\n".join(action.id for action in due))
    when = understood.day_understood(days[0], today()) if days[0] else "not known"
    output.tell(f"workshop: The next meeting is {when}.")
    return 0
