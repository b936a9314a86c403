"""Commands about the meeting itself: `attendance`, and `late`."""

import datetime as dt
import re
from argparse import Namespace
from typing import Any

from sessions import late as running_late, meeting, schedule
from sessions.clock import utc_now
from sessions.edit import Edit, together
from sessions.edits import people as people_edits
from sessions.edits.event import set_quorum
from sessions.edits.late import catch_up
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Attendee, Partner, Person
from sessions.sign_off import quorum_line, quorum_met
from sessions.spans import on_screen
from workshop.cli import output
from workshop.cli.context import change, library, today, whole_number


def attendance(args: Namespace) -> int:
    """List who is there, or note it of one; then that one alone is printed. Or note the quorum."""
    if args.quorum is not None:
        return _quorum(args)
    if args.name is None:
        if args.interests is not None or args.chair:
            raise Problem("Whose interests, and who is in the chair?", hint="Name a partner or a person.")
        session = library(args).read(args.session)
        return _print_attendance(meeting.attendees(session), args)
    noted = args.interests is not None or args.chair
    if args.attendance is None and not noted:
        hint = "Such as `workshop attendance SESSION Priya late`."
        raise Problem(f"What of {output.one_line(args.name)}: there, late, left or apologies?", hint=hint)

    def edit_of(session: Session) -> Edit:
        uid, edits = people_edits.find_attendee(session, args.name).uid, []
        if args.attendance is not None:
            edits.append(people_edits.set_attendance(uid, args.attendance, at=_time(session, args.at)))
        if args.interests is not None:
            edits.append(people_edits.declare_interests(uid, args.interests))
        if args.chair:
            edits.append(people_edits.set_chair(uid))
        return together(*edits)

    after = change(args, edit_of)
    return _print_attendance((people_edits.find_attendee(after, args.name),), args)


def _quorum(args: Namespace) -> int:
    """Note how many partners have to be there; "none" where no number is set."""
    if args.name is not None:
        raise Problem("A quorum is one of the whole meeting", hint="Leave the name out.")
    none = args.quorum.strip().casefold() in ("none", "0")
    partners = None if none else whole_number(args.quorum, "number of partners")
    after = change(args, lambda _: set_quorum(partners))
    if args.json:
        output.say(output.as_json({"quorum": after.quorum, "quorum_met": quorum_met(after)}))
    else:
        output.tell(f"Quorum: {on_screen(quorum_line(after)) or 'none is set'}")
    return output.OK


def _time(session: Session, text: str | None) -> dt.datetime | None:
    """`text` as a time of day of the session, here; None for now. Raises Problem."""
    if text is None:
        return None
    figures = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", text.strip())
    if figures is None:
        raise Problem(f"{output.one_line(text)!r} is no time of day", hint="Type it as 10:20.")
    day = session.date or today()
    return dt.datetime.combine(day, dt.time(int(figures[1]), int(figures[2]))).astimezone()


def _print_attendance(rows: tuple[Attendee, ...], args: Namespace) -> int:
    if args.json:
        data = [_row_json(row) for row in rows]
        output.say(output.as_json(data if args.name is None else data[0]))
    elif rows:
        table = [(row.name, _attendance_words(row)) for row in rows]
        output.say(output.table(("Name", "Attendance"), table))
    else:
        output.tell("Nobody is on the list of this session yet.")
    return output.OK


def _attendance_words(row: Attendee) -> str:
    """ "there, in the chair; interests: owns the building"."""
    chair = ", in the chair" if isinstance(row, Person) and row.chair else ""
    interests = f"; interests: {row.interests}" if row.interests else ""
    return f"{meeting.attendance(row) or 'there'}{chair}{interests}"


def _row_json(row: Attendee) -> dict[str, Any]:
    fields = {"name", "attendance", "came_at", "left_at"}
    fields |= {name for name in ("interests", "chair") if getattr(row, name, "")}
    data = row.model_dump(mode="json", include=fields)
    return {"is": "partner" if isinstance(row, Partner) else "person", **data}


def late(args: Namespace) -> int:
    """List what can go or be shorter, with what is proposed marked; with --apply, do what is proposed."""
    session = library(args).read(args.session)
    now = utc_now()
    over, cuts = running_late.minutes_over(session, now), running_late.possible(session, now)
    chosen = running_late.proposed(cuts, over)
    if args.apply and chosen:
        change(args, lambda _: catch_up(chosen))
    rows = [_cut_json(session, cut, cut in chosen) for cut in cuts]
    if args.json:
        behind = schedule.behind(session, now)
        applied = bool(args.apply and chosen)
        output.say(output.as_json({"behind_seconds": behind, "over": over, "cuts": rows, "applied": applied}))
    elif not over:
        output.say(f"{schedule.in_words(schedule.behind(session, now))}: nothing needs to go")
    else:
        saves = running_late.saved(chosen)
        output.say(
            f"{over} min over; what is marked * saves {saves} min{', and is done' if args.apply else ''}"
        )
        table = [
            ("*" if row["proposed"] else "", row["activity_id"], row["title"], row["what"], str(row["saves"]))
            for row in rows
        ]
        output.say(output.table(("", "Step", "Title", "Can be", "Saves"), table))
    return output.OK


def _cut_json(session: Session, cut: running_late.Cut, is_proposed: bool) -> dict[str, Any]:
    what = "skipped" if cut.skips else f"{cut.minutes} min"
    title = session.activity(cut.activity_id).title
    return {
        "activity_id": cut.activity_id,
        "title": title,
        "what": what,
        "minutes": cut.minutes,
        "saves": cut.saves,
        "proposed": is_proposed,
    }
