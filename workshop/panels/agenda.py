"""The agenda: going on and back and anywhere, and adding, moving, skipping, leaving steps."""

from __future__ import annotations

from collections.abc import Callable

from sessions import plan
from sessions.edit import Edit
from sessions.edits import agenda as edits
from sessions.rows import ActivityState, Stop
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.steps.position import agenda_rows
from workshop.steps.registry import step_offers
from workshop.steps.scene import Offer
from workshop.typed import refusal
from workshop.widgets.dialogs.agenda import Agenda, AgendaDialog, AgendaWish
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog


class AgendaPart:
    """The part of the run screen that moves about."""

    def __init__(self, host: Host, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        self._host = host
        self._undo = undo
        self._redo = redo

    @property
    def commands(self) -> Commands:
        """What it carries out at every stop."""
        return {
            "next_stop": lambda: self._step(1),
            "previous_stop": lambda: self._step(-1),
            "jump": lambda: self._show(self._host.scene.stop),
        }

    def _step(self, by: int) -> None:
        host, before = self._host, self._host.scene.stop
        if host.attempt(lambda: host.desk.step(by)):
            host.arrive()
            if host.scene.stop == before:
                end = f"This is the end. {host.key('summary')} writes the summary."
                host.tell(end if by > 0 else "This is the beginning.")

    def _show(self, at: Stop) -> None:
        rows, index = self._agenda_at(at)
        self._host.open(AgendaDialog(rows, at=index, change=self._change), self._leave, reads=True)

    def _agenda_at(self, at: Stop) -> Agenda:
        """The agenda with a stop in focus, or the first one of its step."""
        rows = agenda_rows(self._host.scene.session, self._host.desk.clock())
        stops = [row.stop for row in rows]
        same = (number for number, stop in enumerate(stops) if stop.activity_id == at.activity_id)
        return rows, stops.index(at) if at in stops else next(same, 0)

    def _leave(self, wish: AgendaWish | None) -> None:
        if wish is None:
            self._host.arrive()
        elif wish.what == "add":
            self._add(wish.stop)
        elif wish.what == "rename":
            self._rename(wish.stop)
        else:
            self._go_to(wish.stop)

    def _go_to(self, at: Stop) -> None:
        host = self._host
        if host.scene.session.activity(at.activity_id).state != "planned":
            host.do(edits.set_state(at.activity_id, "planned"))
        # A step that was left out had no stops of its own while it was chosen.
        stops = [stop for stop in plan.stops(host.scene.session) if stop.activity_id == at.activity_id]
        stop = at if at in stops else next(iter(stops), None)
        if stop is not None and host.attempt(lambda: host.desk.go(stop)):
            host.arrive()

    def _change(self, wish: AgendaWish) -> Agenda:
        """Change the agenda as it was wished; the agenda after that."""
        host, at, step_id = self._host, wish.stop, wish.stop.activity_id
        activity = host.scene.session.activity(step_id)
        plain: dict[str, Edit] = {
            "up": edits.move_activity(step_id, -1),
            "down": edits.move_activity(step_id, 1),
            "more": edits.set_minutes(step_id, activity.minutes + 1),
            "less": edits.set_minutes(step_id, activity.minutes - 1),
        }
        if wish.what in plain:
            host.do(plain[wish.what])
            return self._agenda_at(at)
        match wish.what:
            case "skip":
                self._set_state(step_id, "planned" if activity.state == "skipped" else "skipped")
            case "later":
                later = activity.state == "next session"
                self._set_state(step_id, "planned" if later else "next session")
            case "rest":
                if host.do(edits.postpone_rest(step_id)):
                    host.tell(f"The rest of it stands at the end now. {host.key('undo')} takes it back.")
            case "remove":
                at = self._remove(at)
            case "undo":
                self._undo()
            case "redo":
                self._redo()
        return self._agenda_at(at)

    def _set_state(self, step_id: str, state: ActivityState) -> None:
        host = self._host
        title = host.scene.session.activity(step_id).title
        if host.do(edits.set_state(step_id, state)):
            becomes = "taken up again" if state == "planned" else state
            host.tell(f"{clip(title, 60)}: {becomes}. {host.key('undo')} takes it back.")

    def _add(self, at: Stop) -> None:
        """Choose what comes after a step, and show the agenda with it in focus."""
        host, session = self._host, self._host.scene.session
        after = session.activity(at.activity_id)
        ends = plan.is_end(session, after)
        title = f"What comes {'before' if ends else 'after'}: {after.title}"
        offers = [(offer, offer.words) for offer in step_offers(session, at.activity_id)]
        dialog: PickDialog[Offer] = PickDialog(title, offers)

        def add(offer: Offer | None) -> None:
            before = {step.id for step in host.scene.session.agenda}
            if offer is None or not host.do(edits.add_activity(at.activity_id, offer.activity)):
                self._show(at)
                return
            new = next(step for step in host.scene.session.agenda if step.id not in before)
            added = f"Added: {clip(new.title, 60)} ({new.minutes} min)."
            host.tell(f"{added} {host.key('undo')} takes it back.")
            self._show(Stop(activity_id=new.id))

        host.open(dialog, add)

    def _remove(self, at: Stop) -> Stop:
        """Take an added step off again; what is in focus after it."""
        host, session = self._host, self._host.scene.session
        activity = session.activity(at.activity_id)
        index = session.agenda.index(activity)
        if host.do(edits.remove_activity(activity.id)):
            host.tell(f"Removed: {clip(activity.title, 60)}. {host.key('undo')} takes it back.")
            agenda = host.scene.session.agenda
            at = Stop(activity_id=agenda[min(index, len(agenda) - 1)].id)
        return at

    def _rename(self, at: Stop) -> None:
        host = self._host
        activity = host.scene.session.activity(at.activity_id)

        def check(typed: Typed) -> str:
            edit = edits.rename_activity(activity.id, typed.text)
            return refusal(lambda: edit.apply(host.scene.session, host.desk.clock()))

        host.ask(
            Question(
                "What is this step called?",
                key=None,
                record=lambda typed: host.do(edits.rename_activity(activity.id, typed.text)),
                text=activity.title,
                check=check,
                then=lambda: self._show(at),
            )
        )
