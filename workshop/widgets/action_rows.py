"""Actions to go through, one of them in focus with what became of it before."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from workshop.cells import clip
from workshop.widgets.wrapped import View, wrap

MARKS = {"open": "○", "in progress": "◐", "done": "●", "dropped": "–"}
"""A shape for every status, always beside its word."""
MOST_LINES = 3
"""Lines of what is to be done, of one that is not in focus."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action: what, then who, when and where it stands; and its history, the first first."""

    uid: str
    mark: str
    what: str
    facts: str
    history: tuple[str, ...] = ()


class ActionRows(View[Sequence[ActionRow], str | None]):
    """Rows, and the uid of the one in focus. A click puts another in focus."""

    @dataclass
    class Picked(Message):
        """A row was clicked."""

        uid: str

    model: tuple[Sequence[ActionRow], str | None] = ((), None)
    _owners: tuple[str, ...] = ()
    """Uid of the row that each line belongs to, as it was drawn last."""

    @property
    def line_in_focus(self) -> int | None:
        """Number of the last line of the row in focus, if there is one."""
        lines = [number for number, uid in enumerate(self._owners) if uid == self.model[1]]
        return lines[-1] if lines else None

    def on_click(self, event: events.Click) -> None:
        content = event.get_content_offset(self)
        if content is not None and content.y < len(self._owners):
            self.post_message(self.Picked(self._owners[content.y]))

    def draw(self, width: int, rows: Sequence[ActionRow], focused: str | None) -> list[Content]:
        lines: list[Content] = []
        owners: list[str] = []
        for row in rows:
            own = self._row(row, width, in_focus=row.uid == focused)
            lines += own
            owners += [row.uid] * len(own)
        self._owners = tuple(owners)
        return lines

    def _row(self, row: ActionRow, width: int, *, in_focus: bool) -> list[Content]:
        style = "bold reverse" if in_focus else "bold"
        first = f"{'▸' if in_focus else ' '} {row.mark} "
        lines = wrap(row.what, width, style, first=first, rest="    ")
        if len(lines) > MOST_LINES and not in_focus:
            last = f"{lines[MOST_LINES - 1].plain.rstrip()}…"
            lines = [*lines[: MOST_LINES - 1], Content.styled(clip(last, width), style)]
        lines += wrap(row.facts, width, first="    ", rest="    ")
        for line in row.history if in_focus else ():
            lines += wrap(line, width, "$muted", first="    · ", rest="      ")
        return lines
