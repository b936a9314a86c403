"""The agenda: going on and back and anywhere, and its steps and their minutes."""

from collections.abc import Callable
from functools import partial

from sessions import plan
from sessions.edit import Edit
from sessions.edits import agenda as edits
from sessions.rows import ActivityState, Stop
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.steps.position import agenda_rows
from workshop.steps.registry import offered_kinds
from workshop.steps.scene import Offer, OfferedKind
from workshop.widgets.dialogs.agenda import Agenda, AgendaDialog, AgendaWish
from workshop.widgets.dialogs.pick import PickDialog


class AgendaPart:
    """The part of the run screen that moves about."""

    def __init__(self, host: Host, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self.host = host
        self._undo = undo
        self._redo = redo

    @property
    def commands(self) -> Commands:
        return {
            "next_stop": lambda: self._step(1),
            "previous_stop": lambda: self._step(-1),
            "jump": lambda: self._show(self.host.scene.stop),
        }

    def _step(self, by: int) -> None:
        host, before = self.host, self.host.scene.stop
        if host.attempt(lambda: host.desk.step(by)):
            host.arrive()
            if host.scene.stop == before:
                end = f"This is the end. {host.key('summary')} writes the summary."
                host.tell(end if by > 0 else "This is the beginning.")

    def _show(self, at: Stop) -> None:
        rows, index = self._agenda_at(at)
        self.host.open(AgendaDialog(rows, at=index, change=self._change), self._leave, reads=True)

    def _agenda_at(self, at: Stop) -> Agenda:
        """The agenda with a stop in focus, or the first one of its step."""
        rows = agenda_rows(self.host.scene.session, self.host.desk.clock())
        stops = [row.stop for row in rows]
        same = (number for number, stop in enumerate(stops) if stop.activity_id == at.activity_id)
        return rows, stops.index(at) if at in stops else next(same, 0)

    def _leave(self, wish: AgendaWish | None) -> None:
        if wish is None:
            self.host.arrive()
        else:
            {"add": self._add, "rename": self._rename}.get(wish.what, self._go_to)(wish.stop)

    def _go_to(self, at: Stop) -> None:
        host = self.host
        if host.scene.session.activity(at.activity_id).state != "planned":
            host.do(edits.set_state(at.activity_id, "planned"))
        # A step that was left out had no stops of its own while it was chosen.
        stops = [stop for stop in plan.stops(host.scene.session) if stop.activity_id == at.activity_id]
        stop = at if at in stops else next(iter(stops), None)
        if stop is not None and host.attempt(lambda: host.desk.go(stop)):
            host.arrive()

    def _change(self, wish: AgendaWish) -> Agenda:
        """Change the agenda as it was wished; the agenda after that."""
        host, step_id = self.host, wish.stop.activity_id
        minutes = host.scene.session.activity(step_id).minutes
        changes: Commands = {
            "up": lambda: host.do(edits.move_activity(step_id, -1)),
            "down": lambda: host.do(edits.move_activity(step_id, 1)),
            "more": lambda: host.do(edits.set_minutes(step_id, minutes + 1)),
            "less": lambda: host.do(edits.set_minutes(step_id, minutes - 1)),
            "skip": lambda: self._turn_state(step_id, "skipped"),
            "later": lambda: self._turn_state(step_id, "next session"),
            "rest": lambda: self._do(edits.postpone_rest(step_id), "The rest of it stands at the end now."),
            "undo": self._undo,
            "redo": self._redo,
        }
        if wish.what == "remove":
            return self._agenda_at(self._remove(wish.stop))
        changes[wish.what]()
        return self._agenda_at(wish.stop)

    def _do(self, edit: Edit, notice: str) -> bool:
        """Make a change, and say so and how to take it back."""
        done = self.host.do(edit)
        if done:
            self.host.tell(f"{notice} {self.host.key('undo')} takes it back.")
        return done

    def _turn_state(self, step_id: str, state: ActivityState) -> None:
        """Leave a step out so; take it up again where it is left out so already."""
        activity = self.host.scene.session.activity(step_id)
        again = activity.state == state
        becomes = f"{clip(activity.title, 60)}: {'taken up again' if again else state}."
        self._do(edits.set_state(step_id, "planned" if again else state), becomes)

    def _add(self, at: Stop, looked_at: str = "") -> None:
        """Choose what comes after a step, and show the agenda with it in focus.

        `looked_at` is the name of the kind that is in focus; the first one for none.
        """
        host, session = self.host, self.host.scene.session
        after = session.activity(at.activity_id)
        where = "before" if plan.is_end(session, after) else "after"
        kinds = [(kind, kind.words) for kind in offered_kinds(session, at.activity_id)]

        def take(kind: OfferedKind | None) -> None:
            if kind is None:
                self._show(at)
            elif len(kind.offers) == 1:
                add(kind.offers[0])
            else:
                offers = [(offer, offer.words) for offer in kind.offers]
                back = partial(self._add, at, kind.name)
                which = PickDialog[Offer](f"{kind.name}: which?", offers)
                host.open(which, lambda offer: back() if offer is None else add(offer))

        def add(offer: Offer) -> None:
            before = {step.id for step in host.scene.session.agenda}
            if not host.do(edits.add_activity(at.activity_id, offer.activity, offer.packs)):
                self._show(at)
                return
            new = next(step for step in host.scene.session.agenda if step.id not in before)
            added = f"Added: {clip(new.title, 60)} ({new.minutes} min)."
            host.tell(f"{added} {host.key('undo')} takes it back.")
            self._show(Stop(activity_id=new.id))

        row = next((n for n, (kind, _) in enumerate(kinds) if kind.name == looked_at), 0)
        host.open(PickDialog[OfferedKind](f"What comes {where}: {after.title}", kinds, at=row), take)

    def _remove(self, at: Stop) -> Stop:
        """Take an added step off again; what is in focus after it."""
        session = self.host.scene.session
        activity = session.activity(at.activity_id)
        if not self._do(edits.remove_activity(activity.id), f"Removed: {clip(activity.title, 60)}."):
            return at
        agenda = self.host.scene.session.agenda
        return Stop(activity_id=agenda[min(session.agenda.index(activity), len(agenda) - 1)].id)

    def _rename(self, at: Stop) -> None:
        activity = self.host.scene.session.activity(at.activity_id)
        self.host.ask(
            Question(
                "What is this step called?",
                lambda typed: edits.rename_activity(activity.id, typed.text),
                ("step title", activity.id),
                replaces=True,
                text=activity.title,
                then=lambda: self._show(at),
            )
        )
