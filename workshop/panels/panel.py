"""What stands below the page at a kind of step: the panel of a plain step shows nothing and does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.containers import Vertical

from workshop.cells import clip
from workshop.panels.host import Commands, Focus, Host
from workshop.steps.scene import Scene


class Panel(Vertical, can_focus=False):
    """The panel of a kind. It is shown a scene and a focus, and carries out the commands that hold there."""

    kind: ClassVar[str] = ""  # id of the kind

    DEFAULT_CSS = """
    Panel { height: auto; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host

    @property
    def commands(self) -> Commands:
        """What it carries out, where the run screen has no such command of its own."""
        return {}

    def show(self, scene: Scene, focus: Focus) -> bool:
        """Show this; whether there is anything to show."""
        return False

    def first_focus(self, scene: Scene) -> str | None:
        """What is in focus where a stop is reached."""
        return None

    def move(self, by: int) -> bool:
        """Put in focus what stands `by` further down; False where there is nothing to choose from."""
        return False

    @property
    def line_in_focus(self) -> int | None:
        """Number of the line that has to be seen, if any."""
        return None


class PartnersPanel(Panel):
    """A panel with a row a partner."""

    def first_silent(self, scene: Scene, ready: Iterable[str]) -> str | None:
        """The first partner that is not among those that are ready."""
        there = set(ready)
        return next((voice.id for voice in scene.session.voices() if voice.id not in there), None)

    def move_partner(self, by: int) -> None:
        """Put in focus the partner that stands `by` further down, round and round."""
        host = self.host
        voices = [voice.id for voice in host.scene.session.voices()]
        here = voices.index(host.partner.id)
        self.pick(voices[(here + by) % len(voices)])
        if host.wall_shown:  # the room's view marks nobody: the next digit must not land with another
            host.tell(f"In focus: {clip(host.partner.name, 60)}")

    def pick(self, partner_id: str) -> None:
        """Put a partner in focus."""
        self.host.take_focus(replace(self.host.in_focus, id=partner_id, chosen=True))
