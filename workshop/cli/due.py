"""When an action is due, as the shell reads it and says it back; and the command `next-meeting`."""

import datetime as dt
from argparse import Namespace

from sessions import actionline, dates, understood
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.owners import Owner, find_owner, names_of
from sessions.record import Session
from sessions.rows import Action
from workshop.cli import output
from workshop.cli.context import change, today


def due_of(session: Session, text: str) -> dates.Due:
    """When something in the session is due, of a text that says when. Never raises."""
    return dates.read_due(text, dates.said_on(session.date, today()), session.next_meeting)


def fields_of(
    session: Session, text: str, args: Namespace | None = None
) -> tuple[note_edits.ActionFields, list[str]]:
    """(what an action is to be, by its line and by options that win over it; what to say about that)."""
    named = vars(args) if args is not None else {}
    since, names = dates.said_on(session.date, today()), names_of(session)
    line = actionline.parse(text, since, names, next_meeting=session.next_meeting)
    due, mistake = dates.Due(line.due, line.due_words), line.mistake
    if (when := named.get("due")) is not None:
        due = due_of(session, when)
        mistake = due.mistake
    owner = Owner(line.owner, line.body, line.which)
    person, body = named.get("owner"), named.get("body")
    if person is not None or body is not None:
        owner = find_owner(
            line.owner if person is None else person, line.body if body is None else body, names
        )
    fields = note_edits.ActionFields(
        line.text,
        owner=owner.person,
        body=owner.body,
        due=due.day,
        due_words=due.words,
        measure=named.get("measure", ""),
        risk=named.get("risk", False),
    )
    # A second owner or date is kept as text, and remarked on.
    unused = line.due_words or (dates.show(line.due) if line.due else "") if when is not None else ""
    instead = f"Took --due instead of '{unused}'." if unused else ""
    doubled = f"{line.problem}." if line.problem and line.text else ""
    return fields, [remark for remark in (doubled, doubt(owner), mistake, instead) if remark]


def doubt(owner: Owner) -> str:
    """Why an owner stays as typed: it may be one of several. Empty where it is clear who is meant."""
    return f"Kept the owner as typed: it may be {understood.either(owner.which)}." if owner.which else ""


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
