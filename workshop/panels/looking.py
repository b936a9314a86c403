"""Looking: turning pages, the aside, a peek at what is hidden, and this window as the room's view."""

from __future__ import annotations

from workshop.panels.host import Commands, Host
from workshop.panels.stage import Stage
from workshop.steps.registry import view_at
from workshop.widgets.dialogs.peek import PeekDialog


class LookingPart:
    """The part of the run screen that changes what is seen, and nothing of the record."""

    def __init__(self, host: Host, stage: Stage) -> None:
        self._host = host
        self._stage = stage

    @property
    def commands(self) -> Commands:
        """What it carries out at every stop."""
        return {
            "next_partner": lambda: self._stage.move(self._host.scene, 1),
            "previous_partner": lambda: self._stage.move(self._host.scene, -1),
            "page_down": lambda: self._turn_pages(1),
            "page_up": lambda: self._turn_pages(-1),
            "peek": self._peek,
            "prompts": self._stage.fold_aside,
            "mirror": self._stage.turn_window,
            "put_away": self._put_away,
        }

    def _turn_pages(self, by: int) -> None:
        if self._stage.scroll_pages(self._host.scene, by):
            self._host.take_focus(self._host.in_focus)

    def _peek(self) -> None:
        """Show for a moment what is hidden from the room; nothing of it is kept or saved."""
        host, scene = self._host, self._host.scene
        if host.wall_shown:
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
        elif rows := view_at(scene).hidden(scene):
            item = scene.item
            title = f"{item.number} {item.name}" if item is not None else scene.activity.title
            host.open(PeekDialog(title, rows), lambda _: None, reads=True)
        else:
            host.tell("Nothing is hidden here.")

    def _put_away(self) -> None:
        """Put away the room's view, or the aside where it covers the page."""
        if self._host.wall_shown:
            self._stage.turn_window()
        else:
            self._stage.remove_class("aside")
