"""The command `sign-off`: draft or final, opened again, approved as the minutes."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from sessions import dates, meeting
from sessions.chair import chairs
from sessions.many.changed import signed_off
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.record import Session
from sessions.sign_off import NO_SIGNATURE, approval, quorum_met, state
from sessions.spans import on_screen
from workshop import settings, signing
from workshop.cli import output
from workshop.cli.context import library, recording, today
from workshop.desk import Desk
from workshop.laptop import laptop_id
from workshop.signing_page import standing


def sign_off(args: Namespace) -> int:
    """Say how the record stands, or do what is asked for and say how it stands then."""
    if args.by and not (args.final or args.reopen is not None or args.approved):
        raise Problem("--by goes with what is done", hint="Such as: --final --by NAME.")
    if (args.amended or args.on is not None) and not args.approved:
        raise Problem("--amended and --on go with --approved", hint="See `workshop sign-off --help`.")
    sessions = library(args)
    path = sessions.find(args.session)
    if not (args.final or args.reopen is not None or args.approved):
        _print(sessions.read(str(path)), path, args)
        return output.OK
    with Desk(sessions.open(str(path), wait=2.0), author=laptop_id(settings.data_folder())) as desk:
        changed = not args.final and signing.has_changed(desk)
        with recording(args, desk):
            _act(desk, args)
        _print(desk.session, path, args)
    if changed:
        output.tell("workshop: It had been changed since it was signed off.")
    return output.OK


def _act(desk: Desk, args: Namespace) -> None:
    if args.final:
        signing.sign_off(desk, args.by)
    elif args.reopen is not None:
        signing.reopen(desk, args.reopen, args.by)
    else:
        on = today() if args.on is None else dates.parse_held(args.on, today())
        signing.approve(desk, on=on, amendments=args.amended, by=args.by)


def _print(session: Session, path: Path, args: Namespace) -> None:
    checksum, verdict = manifest.sealed(path), signed_off(path)
    if args.json:
        output.say(output.as_json(_as_json(session, path.stem, checksum) | {"signed_off": verdict}))
        return
    for title, lines in standing(session):
        output.say(title)
        for line in lines:
            output.say(f"  {output.one_line(on_screen(line))}")
    if checksum:
        output.say(f"Checksum (SHA-256)\n  {checksum}\n  {NO_SIGNATURE}")
    if verdict == "changed":
        output.say("  It has CHANGED since it was signed off.")


def _as_json(session: Session, name: str, checksum: str) -> dict[str, Any]:
    act = approval(session)
    data = session.model_dump(
        mode="json", include={"final_at", "final_by", "reopened", "approvals", "quorum"}
    )
    away = [row.name for row in meeting.attendees(session) if row.attendance == "apologies"]
    return {
        "session": name,
        "state": state(session),
        **data,
        "approved": act is not None,
        "quorum_met": quorum_met(session),
        "chair": next((person.name for person in chairs(session)), None),
        "apologies": away,
        "interests": {row.name: row.interests for row in meeting.attendees(session) if row.interests},
        "next_meeting": session.next_meeting.isoformat() if session.next_meeting else None,
        "sha256": checksum or None,
    }
