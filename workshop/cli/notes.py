"""Commands for what is written down: `note`, `notes`, `parked`. Decisions and parked points are notes."""

from argparse import Namespace
from typing import cast

from sessions import words
from sessions.aspects import item_of
from sessions.counts import parse_votes
from sessions.edit import Edit
from sessions.edits import notes as edits
from sessions.plan import find_origin
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, Note, NoteKind
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin
from workshop.cli.due import fields_of, tell_due


def note(args: Namespace) -> int:
    """Add a note and print its id; or correct one, or take it out."""
    if args.edit is not None or args.remove is not None:
        if args.text is not None:
            raise Problem(
                "A text for a new note stands beside --edit or --remove", hint="Leave one of them out."
            )
        return _correct(args, *(args.edit or (args.remove, None)))
    if args.text is None:
        raise Problem(
            "The text of the note is missing", hint='Such as: workshop note SESSION "What was said".'
        )
    evidence = args.evidence
    text, kind = (
        text_or_stdin(args.text),
        cast("NoteKind", args.kind or ("evidence" if evidence else "comment")),
    )
    votes = parse_votes(args.votes or "")

    def edit_of(old: Session) -> Edit:
        return edits.add_note(kind, text, origin=origin_of(old, args.item), votes=votes, evidence=evidence)

    after = change(args, edit_of)
    new = after.notes[-1]
    output.say(output.as_json(new.model_dump(mode="json")) if args.json else new.id)
    return output.OK


def _correct(args: Namespace, wanted: str, text: str | None) -> int:
    """Correct a note, or take it out where there is no text."""
    kept = "" if text is None else text_or_stdin(text)
    if text is not None and not kept.strip():
        raise Problem("The note is empty", hint="--remove takes a note out.")
    if args.item is not None:
        raise Problem("A note stays with the item that it was made on", hint="Leave --item out.")

    def edit_of(session: Session) -> Edit:
        old = edits.find_note(session, wanted)
        votes = ... if args.votes is None else parse_votes(args.votes)
        evidence = ... if args.evidence is None else args.evidence
        kind = args.kind or ("evidence" if args.evidence else old.kind)
        return edits.change_note(old.id, kind=kind, text=kept, votes=votes, evidence=evidence)

    after = change(args, edit_of)
    own = [row for row in after.notes if row.id.casefold() == wanted.strip().casefold()]
    if args.json:
        output.say(output.as_json(own[0].model_dump(mode="json") if own else None))
    else:
        output.tell(
            on_screen(words.note_in_room(after, own[0])) if own else f"{wanted.strip()} is taken out."
        )
    return output.OK


def origin_of(session: Session, item: str | None) -> str | None:
    """Full id of the item or section that `item` names; None where it names none. Raises Problem.

    Of a question on an item ("3#impact"), that is the item.
    """
    return None if item is None else find_origin(session, item_of(item))


def list_notes(args: Namespace) -> int:
    """List the notes, with their numbers."""
    session = library(args).read(args.session)
    origin = origin_of(session, args.item)
    rows = [
        row
        for row in session.notes
        if args.kind in (None, row.kind) and (args.item is None or row.origin == origin)
    ]
    _print_notes(session, rows, args)
    return output.OK


def _print_notes(session: Session, rows: list[Note], args: Namespace) -> None:
    if args.json:
        output.say(output.as_json([row.model_dump(mode="json") for row in rows]))
    elif rows:
        head = ("Note", "Kind", "On", "Text")
        lines = [
            (row.id, _kind(row), words.called(session, row.origin) or "session", row.text) for row in rows
        ]
        output.say(output.table(head, lines))
    else:
        output.tell("There is no such note in this session yet.")


def _kind(row: Note) -> str:
    return f"{row.kind}, {row.outcome}" if row.outcome else row.kind


def parked(args: Namespace) -> int:
    """List the points that are parked; or make an action or a decision of one, or drop it."""
    becomes = args.drop or args.action is not None or args.decision is not None
    if args.note is None and not becomes:
        session = library(args).read(args.session)
        _print_notes(session, [row for row in session.notes if row.is_parked], args)
        return output.OK
    if args.note is None or not becomes:
        raise Problem("What becomes of which point?", hint="Name a note, and --action, --decision or --drop.")
    text = "" if args.drop else text_or_stdin(args.action if args.decision is None else args.decision)
    remarks: list[str] = []

    def edit_of(session: Session) -> Edit:
        point = edits.find_note(session, args.note)
        if args.drop:
            return edits.drop_parked(point.id)
        if args.decision is not None:
            return edits.parked_to_decision(point.id, text)
        fields, remarks[:] = fields_of(session, text)
        return edits.parked_to_action(point.id, fields)

    after = change(args, edit_of)
    point = edits.find_note(after, args.note)
    rows: tuple[Note | Action, ...] = (*after.notes, *after.actions)
    new = next((row for row in rows if row.uid == point.outcome_uid), None)
    if args.json:
        output.say(output.as_json((new or point).model_dump(mode="json")))
    elif new is not None:
        output.say(new.id)
    else:
        output.tell(f"{point.id} is dropped.")
    for remark in remarks:
        output.tell(f"workshop: {remark}")
    if isinstance(new, Action):
        tell_due(new)
    return output.OK
