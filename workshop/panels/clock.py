"""The clock: minutes of a step and of each item, pauses, what the laptop slept, and a sound at the end."""

from collections.abc import Callable

from sessions import schedule
from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, pauses
from sessions.edits.pauses import Sleep
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.typed import whole_number
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog

KEPT = 60
"""Seconds after which the time that runs at a place of its own is saved."""
ASLEEP = 60
"""Seconds from one look at the clock to the next, a second later, from which the laptop was asleep."""


class ClockPart:
    """The part of the run screen that keeps time."""

    def __init__(self, host: Host, ring: Callable[[], object]) -> None:
        """`ring` makes a sound, where one is wanted."""
        self.host = host
        self._ring = ring
        self._looked = host.desk.clock()
        self._over: set[tuple[str, tuple[str, ...]]] = set()
        """(id of a step, places in it) whose minutes were over at the last look."""
        self._to_ask: Sleep | None = None

    @property
    def commands(self) -> Commands:
        return {
            "more_time": lambda: self._change_minutes(1),
            "less_time": lambda: self._change_minutes(-1),
            "item_time": self._item_time,
            "pause_clock": self._pause,
        }

    def look(self) -> None:
        """Once a second: leave out what the laptop slept, and make a sound when a step is over."""
        desk = self.host.desk
        before, self._looked = self._looked, desk.clock()
        sleep = Sleep(before, self._looked)
        runs = desk.session.running is not None and not schedule.is_paused(desk.session)
        if sleep.seconds >= ASLEEP and runs and not desk.read_only:
            self._note(pauses.leave_out(sleep))
            self._to_ask = sleep
        elif self._to_ask is not None and self.host.is_active:
            self._ask(self._to_ask)
        self._keep()
        self._sound()

    def _keep(self) -> None:
        """Have a turn's time on disk once a minute, so that a power cut costs nobody more than that."""
        desk = self.host.desk
        running, at = desk.session.running, desk.session.at
        if running is None or at is None or not running.place or desk.read_only:
            return
        if self._to_ask is not None or not self.host.is_active:
            return  # what the laptop slept may have to be counted in
        if schedule.passed(desk.session, running.since, self._looked) >= KEPT:
            self._note(agenda_edits.stop_clock().then(agenda_edits.run_clock_at(at)))

    def _note(self, change: Edit) -> None:
        desk = self.host.desk
        desk.note_fact(change.apply(desk.session, desk.clock()))

    def _ask(self, sleep: Sleep) -> None:
        self._to_ask = None

        def take(counted: bool | None) -> None:
            if counted:
                self._note(pauses.count_in(sleep))
                self.host.take_focus(self.host.in_focus)

        title = f"The laptop slept for {schedule.length(sleep.seconds)}. Shall the clock count that?"
        rows = [(False, "No: it was shut, nobody worked on"), (True, "Yes: the room went on meanwhile")]
        self.host.open(PickDialog(title, rows), take)

    def _sound(self) -> None:
        """Only as the last second goes by: not for what was over before it was looked at."""
        session, now = self.host.desk.session, self._looked
        if session.at is None:
            return
        clocks = {
            (session.at.activity_id, timed.places): clock
            for timed, clock in schedule.own_clocks(session, self.host.scene.stop, now)
        }
        if (whole := schedule.clock(session, now)) is not None:
            clocks[session.at.activity_id, ()] = whole
        for key, clock in clocks.items():
            if clock.left > 0:
                self._over.discard(key)
            elif key not in self._over:
                self._over.add(key)
                if clock.left > -ASLEEP:
                    self._ring()

    def _pause(self) -> None:
        """Let all clocks stand, or go on."""
        host, was_paused = self.host, schedule.is_paused(self.host.desk.session)
        if host.attempt(host.desk.must_write):
            self._note(pauses.go_on() if was_paused else pauses.pause())
            host.take_focus(host.in_focus)
            key = host.key("pause_clock")
            host.tell("The clock goes on." if was_paused else f"The clock is paused. {key} lets it go on.")

    def _change_minutes(self, by: int) -> None:
        """A minute more, or less, for this step."""
        host, activity = self.host, self.host.scene.activity
        if host.do(agenda_edits.set_minutes(activity.id, activity.minutes + by)):
            host.tell(f"{clip(activity.title, 60)}: {_minutes(host.scene.activity.minutes) or 'no minutes'}")

    def _item_time(self) -> None:
        host, current = self.host, self.host.scene.session.item_minutes

        def minutes(typed: Typed) -> int | None:
            allowed = "Type 1 to 60, or nothing for no countdown."
            return whole_number(typed.text, allowed) if typed.text.strip() else None

        host.ask(
            Question(
                "How many minutes for each item? Leave it empty for no countdown.",
                lambda typed: agenda_edits.set_item_minutes(minutes(typed)),
                replaces=True,
                text=str(current or ""),
                placeholder="3",
                may_be_empty=True,
                recorded=lambda typed: host.tell(f"Each item: {_minutes(minutes(typed)) or 'no countdown'}"),
            )
        )


def _minutes(minutes: int | None) -> str:
    """ "1 minute", "3 minutes"; empty for none."""
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes else ""
