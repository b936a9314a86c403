"""Catching up where a session runs late: one change, and one undo."""

from collections.abc import Iterable
from datetime import datetime

from sessions.edit import edit
from sessions.edits.agenda import set_minutes, set_state
from sessions.late import Cut
from sessions.problem import Problem
from sessions.record import Session


@edit("catching up")
def catch_up(session: Session, now: datetime, cuts: Iterable[Cut]) -> Session:
    """Leave out or shorten these steps. Raises Problem where one is gone, or nothing would be left."""
    for cut in cuts:
        if all(step.id != cut.activity_id for step in session.agenda):
            what = f"No step {cut.activity_id!r} on this agenda"
            raise Problem(what, hint="The agenda was changed meanwhile. Look again what can go.")
        step_id = cut.activity_id
        change = set_state(step_id, "skipped") if cut.skips else set_minutes(step_id, cut.minutes)
        session = change.apply(session, now)
    return session
