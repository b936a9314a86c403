"""What differs between two sessions that look alike."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from sessions.many.differences import Difference
from sessions.spans import on_screen
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.wrapped import View, wrap

HERE, THERE = "1", "2"
"""How the two are called in the list: their names may be longer than a line."""


class Differences(View[tuple[str, str], Sequence[Difference]]):
    """A heading for each kind of thing; below it each side, where it has any."""

    def draw(self, width: int, names: tuple[str, str], found: Sequence[Difference]) -> list[Content]:
        sides, lines = (HERE, THERE), []
        for side, name in zip(sides, names, strict=True):
            lines += wrap(name, width, "bold", first=f"{side} = ")
        if not found:
            return [*lines, Content(""), *wrap("They say the same.", width)]
        for title, rows in groupby(found, key=lambda difference: difference.table):
            lines += [Content(""), *wrap(title.upper(), width, "bold $accent")]
            for row in rows:
                both = bool(row.here and row.there)
                for side, said in zip(sides, (row.here, row.there), strict=True):
                    lead = f"{'in' if both else 'only in'} {side}  "
                    lines += wrap(on_screen(said), width, first=lead, rest=" ") if said else []
        return lines


class ScrollingDialog(Dialog[None]):
    """Something to read. The arrows scroll."""

    KEYS_TEXT = "↑ ↓ scroll   esc back"
    BINDINGS = [
        Binding("down", "scroll(3)", "down", priority=True),
        Binding("up", "scroll(-3)", "up", priority=True),
        Binding("pagedown", "scroll(15)", "down", show=False, priority=True),
        Binding("pageup", "scroll(-15)", "up", show=False, priority=True),
        Binding("enter,q,c", "never_mind", "back", show=False),
    ]
    DEFAULT_CSS = "ScrollingDialog #found { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }"

    def action_scroll(self, by: int) -> None:
        self.query_one("#found").scroll_relative(y=by, animate=False)


class DifferencesDialog(ScrollingDialog):
    """Shows what differs between two sessions."""

    def __init__(self, names: tuple[str, str], found: Sequence[Difference]) -> None:
        """`names` of the files, without their ending."""
        super().__init__("Two that look alike: what differs")
        self._differences = Differences()
        self._differences.show(names, found)

    def fields(self) -> Iterable[Widget]:
        with VerticalScroll(id="found", can_focus=False):
            yield self._differences
