"""Use cases of time and agenda."""

from __future__ import annotations

from sessions import analysis, edits
from sessions.record import (
    ActivityState,
    Session,
)
from workshop.facilitation.desk import Desk


class Pace(Desk):
    """Clock, minutes and order. The clock is no edit: undo takes back what was said, not the time it took."""

    def run_clock(self) -> Session:
        """Let the clock of the activity run where the session is."""
        session = self.session
        here = session.at
        if self.read_only is not None or here is None:
            return session
        return self._save(edits.run_clock(session, here.activity_id, now=self.clock()))

    def stop_clock(self) -> Session:
        """Let the clock stand, as when the session is left."""
        if self.read_only is not None:
            return self.session
        return self._save(edits.stop_clock(self.session, now=self.clock()))

    def set_minutes(self, activity_id: str, minutes: int) -> Session:
        """Give an activity so many minutes."""
        title = self.session.activity(activity_id).title
        return self.change(f"minutes of {title}", lambda s: edits.set_minutes(s, activity_id, minutes))

    def set_item_minutes(self, minutes: int | None) -> Session:
        """Count down so many minutes for each item; None for no countdown."""
        return self.change("countdown for each item", lambda s: edits.set_item_minutes(s, minutes))

    def move_activity(self, activity_id: str, by: int) -> Session:
        """Move an activity up or down the agenda."""
        title = self.session.activity(activity_id).title
        return self.change(f"place of {title}", lambda s: edits.move_activity(s, activity_id, by))

    def set_state(self, activity_id: str, state: ActivityState) -> Session:
        """Skip an activity, leave it for the next session, or take it up again."""
        title = self.session.activity(activity_id).title
        return self.change(f"{title}: {state}", lambda s: edits.set_state(s, activity_id, state))

    def postpone_rest(self, activity_id: str) -> Session:
        """Move what is undone in an activity to the end of the agenda, before the close."""
        title = self.session.activity(activity_id).title
        return self.change(
            f"moving the rest of {title}",
            lambda s: edits.postpone_rest(s, activity_id, analysis.reached(s)),
        )
