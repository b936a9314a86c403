"""Time and the agenda: minutes, countdowns, going anywhere, and adding, moving, skipping, leaving steps."""

from __future__ import annotations

from collections.abc import Callable

from sessions import edits, plan
from sessions.record import Stop
from workshop import pages
from workshop.cells import clip
from workshop.screens.base import refusal
from workshop.screens.running.asking import Asking, whole_number
from workshop.widgets.dialogs.agenda import Agenda, AgendaDialog, AgendaWish
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog


class Timing(Asking):
    """The part of the run screen that keeps time and moves about."""

    def action_next_stop(self) -> None:
        """On."""
        self._step(1)

    def action_previous_stop(self) -> None:
        """Back."""
        self._step(-1)

    def _step(self, by: int) -> None:
        before = self.stop_here
        self.app.clear_notifications()  # what was said of the place before is of no use at the next
        if self.attempt(lambda: self._desk.step(by)):
            self.arrive()
            if self.stop_here == before:
                end = f"This is the end. {self.key('summary')} writes the summary."
                self.tell(end if by > 0 else "This is the beginning.")

    def action_jump(self) -> None:
        """Show the agenda: go anywhere, or change it."""
        self._agenda(self.stop_here)

    def _agenda(self, at: Stop) -> None:
        rows, index = self._agenda_at(at)
        self.app.push_screen(AgendaDialog(rows, at=index, change=self._change_agenda), self._leave_agenda)

    def _agenda_at(self, at: Stop) -> Agenda:
        """The agenda with a stop in focus, or the first one of its step."""
        rows = pages.agenda_rows(self.session, self._desk.clock())
        stops = [row.stop for row in rows]
        same = (number for number, one in enumerate(stops) if one.activity_id == at.activity_id)
        return rows, stops.index(at) if at in stops else next(same, 0)

    def _leave_agenda(self, wish: AgendaWish | None) -> None:
        if wish is None:
            self.arrive()
        elif wish.what == "add":
            self._add_step(wish.stop)
        elif wish.what == "rename":
            self._rename_step(wish.stop)
        else:
            self._go_to(wish.stop)

    def _go_to(self, at: Stop) -> None:
        self.app.clear_notifications()
        if self.session.activity(at.activity_id).state != "planned":
            self.do(lambda: self._desk.set_state(at.activity_id, "planned"))
        # A step that was left out had no stops of its own while it was chosen.
        mine = [one for one in plan.stops(self.session) if one.activity_id == at.activity_id]
        stop = at if at in mine else next(iter(mine), None)
        if stop is not None and self.attempt(lambda: self._desk.go(stop)):
            self.arrive()

    def _change_agenda(self, wish: AgendaWish) -> Agenda:
        """Change the agenda as it was wished; the agenda after that."""
        at = wish.stop
        activity_id = at.activity_id
        activity = self.session.activity(activity_id)
        match wish.what:
            case "up":
                self.do(lambda: self._desk.move_activity(activity_id, -1))
            case "down":
                self.do(lambda: self._desk.move_activity(activity_id, 1))
            case "more":
                self.do(lambda: self._desk.set_minutes(activity_id, activity.minutes + 1))
            case "less":
                self.do(lambda: self._desk.set_minutes(activity_id, activity.minutes - 1))
            case "skip":
                state = "planned" if activity.state == "skipped" else "skipped"
                self._set_state(activity_id, state)
            case "later":
                state = "planned" if activity.state == "next session" else "next session"
                self._set_state(activity_id, state)
            case "rest":
                if self.do(lambda: self._desk.postpone_rest(activity_id)):
                    self.tell(f"The rest of it stands at the end now. {self.key('undo')} takes it back.")
            case "remove":
                at = self._remove_step(at)
            case "undo":
                self._agenda_undone(self._desk.undo, "Undone", "There is nothing to undo.")
            case "redo":
                self._agenda_undone(self._desk.redo, "Done again", "There is nothing to do again.")
        return self._agenda_at(at)

    def _set_state(self, activity_id: str, state: str) -> None:
        wanted = pages.activity_state(state)
        title = self.session.activity(activity_id).title
        if self.do(lambda: self._desk.set_state(activity_id, wanted)):
            said = "taken up again" if wanted == "planned" else wanted
            self.tell(f"{clip(title, 60)}: {said}. {self.key('undo')} takes it back.")

    def _agenda_undone(self, step: Callable[[], str | None], said: str, nothing: str) -> None:
        self.undo_or_redo(step, said=said, nothing=nothing, then=self.show_session)

    def _add_step(self, at: Stop) -> None:
        """Choose what comes after a step, and show the agenda with it in focus."""
        offers = pages.step_offers(self.session, at.activity_id)
        after = self.session.activity(at.activity_id)
        ends = after.kind == "close" and after == self.session.agenda[-1]
        dialog: PickDialog[pages.Offer] = PickDialog(
            f"What comes {'before' if ends else 'after'}: {after.title}", [(one, one.words) for one in offers]
        )

        def add(offer: pages.Offer | None) -> None:
            before = {one.id for one in self.session.agenda}
            if offer is None or not self.do(lambda: self._desk.add_activity(at.activity_id, offer.activity)):
                self._agenda(at)
                return
            new = next(one for one in self.session.agenda if one.id not in before)
            self.tell(f"Added: {clip(new.title, 60)} ({new.minutes} min). {self.key('undo')} takes it back.")
            self._agenda(Stop(activity_id=new.id))

        self.app.push_screen(dialog, add)

    def _remove_step(self, at: Stop) -> Stop:
        """Take an added step off again; what is in focus after it."""
        activity = self.session.activity(at.activity_id)
        index = self.session.agenda.index(activity)
        if self.do(lambda: self._desk.remove_activity(activity.id)):
            self.tell(f"Removed: {clip(activity.title, 60)}. {self.key('undo')} takes it back.")
            at = Stop(activity_id=self.session.agenda[min(index, len(self.session.agenda) - 1)].id)
        return at

    def _rename_step(self, at: Stop) -> None:
        activity = self.session.activity(at.activity_id)

        def record(typed: Typed) -> bool:
            return self.do(lambda: self._desk.rename_activity(activity.id, typed.text))

        self.ask(
            "What is this step called?",
            key=None,
            record=record,
            text=activity.title,
            check=lambda typed: refusal(lambda: edits.rename_activity(self.session, activity.id, typed.text)),
            then=lambda: self._agenda(at),
        )

    # --- minutes ----------------------------------------------------------------------------------

    def action_more_time(self) -> None:
        """A minute more for this step."""
        self._minutes(1)

    def action_less_time(self) -> None:
        """A minute less."""
        self._minutes(-1)

    def _minutes(self, by: int) -> None:
        activity = self.activity_here
        if self.do(lambda: self._desk.set_minutes(activity.id, activity.minutes + by)):
            minutes = self.activity_here.minutes
            unit = "minute" if minutes == 1 else "minutes"
            self.tell(f"{clip(activity.title, 60)}: {minutes or 'no'} {unit}")

    def action_item_time(self) -> None:
        """Set or end a countdown for each item."""
        now = self.session.item_minutes

        def minutes(typed: Typed) -> int | None:
            allowed = "Type 1 to 60, or nothing for no countdown."
            return whole_number(typed.text, allowed) if typed.text.strip() else None

        def record(typed: Typed) -> bool:
            wanted = minutes(typed)
            done = self.do(lambda: self._desk.set_item_minutes(wanted))
            if done:
                each = f"{wanted} {'minute' if wanted == 1 else 'minutes'}" if wanted else "no countdown"
                self.tell(f"Each item: {each}")
            return done

        self.ask(
            "How many minutes for each item? Leave it empty for no countdown.",
            key=None,
            record=record,
            text=str(now) if now else "",
            placeholder="3",
            may_be_empty=True,
            check=lambda typed: refusal(lambda: edits.set_item_minutes(self.session, minutes(typed))),
        )
