"""Use cases of time and agenda."""

from __future__ import annotations

from sessions import analysis, edits, plan
from sessions.record import (
    Activity,
    ActivityState,
    Session,
    Stop,
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
        """Move what is undone in an activity to the end of the agenda, before the close.

        Who is at something that moves goes on to the next activity, and is not taken along.
        """
        title = self.session.activity(activity_id).title

        def edit(session: Session) -> Session:
            after = edits.postpone_rest(session, activity_id, analysis.reached(session))
            index = session.agenda.index(session.activity(activity_id))
            stays = after.agenda[index].id == activity_id
            here = session.at
            if here is None or here.activity_id != activity_id or (stays and here in plan.stops(after)):
                return after
            coming = (one.id for one in after.agenda[index + stays :] if one.state == "planned")
            next_id = next(coming, None)
            return after if next_id is None else edits.move_to(after, Stop(activity_id=next_id))

        return self.change(f"moving the rest of {title}", edit)

    # --- steps that are not in the plan -------------------------------------------------------------

    def add_activity(self, after_id: str, new: Activity) -> Session:
        """Put an activity on the agenda, after another one."""
        return self.change(f"added {new.title}", lambda s: edits.add_activity(s, after_id, new))

    def remove_activity(self, activity_id: str) -> Session:
        """Take an activity off the agenda that was added to it."""
        title = self.session.activity(activity_id).title
        return self.change(f"removed {title}", lambda s: edits.remove_activity(s, activity_id))

    def rename_activity(self, activity_id: str, title: str) -> Session:
        """Call an activity something else."""
        old = self.session.activity(activity_id).title
        return self.change(f"new title of {old}", lambda s: edits.rename_activity(s, activity_id, title))
