"""Time: minutes of the step, and a countdown for each item."""

from __future__ import annotations

from sessions.edits.agenda import set_item_minutes, set_minutes
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.typed import refusal, whole_number
from workshop.widgets.dialogs.note import Typed


class TimePart:
    """The part of the run screen that keeps time."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def commands(self) -> Commands:
        """What it carries out at every stop."""
        return {
            "more_time": lambda: self._change_minutes(1),
            "less_time": lambda: self._change_minutes(-1),
            "item_time": self._item_time,
        }

    def _change_minutes(self, by: int) -> None:
        """A minute more, or less, for this step."""
        host, activity = self._host, self._host.scene.activity
        if host.do(set_minutes(activity.id, activity.minutes + by)):
            minutes = host.scene.activity.minutes
            unit = "minute" if minutes == 1 else "minutes"
            host.tell(f"{clip(activity.title, 60)}: {minutes or 'no'} {unit}")

    def _item_time(self) -> None:
        """Set or end a countdown for each item."""
        host = self._host
        current = host.scene.session.item_minutes

        def minutes(typed: Typed) -> int | None:
            allowed = "Type 1 to 60, or nothing for no countdown."
            return whole_number(typed.text, allowed) if typed.text.strip() else None

        def check(typed: Typed) -> str:
            now = host.desk.clock()
            return refusal(lambda: set_item_minutes(minutes(typed)).apply(host.scene.session, now))

        def record(typed: Typed) -> bool:
            wanted = minutes(typed)
            done = host.do(set_item_minutes(wanted))
            if done:
                each = f"{wanted} {'minute' if wanted == 1 else 'minutes'}" if wanted else "no countdown"
                host.tell(f"Each item: {each}")
            return done

        host.ask(
            Question(
                "How many minutes for each item? Leave it empty for no countdown.",
                key=None,
                record=record,
                text=str(current) if current else "",
                placeholder="3",
                may_be_empty=True,
                check=check,
            )
        )
