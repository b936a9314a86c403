"""The order in which items are scored, with minutes for each: proposed, changed, and taken or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from sessions.kinds.score.order import MOST_MINUTES, WORDS, Place
from workshop.cells import clip, pad
from workshop.widgets.dialogs.base import Notice
from workshop.widgets.dialogs.listed import ListDialog
from workshop.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An item, and the section that it stays in."""

    place: Place
    words: str
    section: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was chosen: the items in their order, and minutes for them; nothing, for the pack's order."""

    order: tuple[str, ...] = ()
    minutes: tuple[tuple[str, int], ...] = ()


class OrderDialog(ListDialog[Ordered]):
    """Dismissed with the order as it stands then."""

    KEYS_TEXT = "↑ ↓   [ up   ] down   + minute   - minute   ↵ take it   x as in the pack   esc leave it"
    LIST = Rows
    AT_ONCE = frozenset({"plus", "minus", "left_square_bracket", "right_square_bracket"})
    BINDINGS = [
        Binding("left_square_bracket", "move(-1)", "up"),
        Binding("right_square_bracket", "move(1)", "down"),
        Binding("plus", "minute(1)", "more"),
        Binding("minus", "minute(-1)", "less"),
        Binding("x", "reset", "as in the pack"),
        Binding("enter", "done", "done", priority=True),
    ]

    def __init__(self, title: str, rows: Sequence[OrderRow], minutes: int) -> None:
        """`minutes` are those that there are for all of them."""
        super().__init__(title)
        self._rows = list(rows)
        self._minutes = minutes

    def fields(self) -> Iterable[Widget]:
        yield from super().fields()
        yield Notice(id="outcome")

    def on_mount(self) -> None:
        self._show(0)

    def _show(self, at: int) -> None:
        self.list_rows(map(_row, self._rows), at)
        planned = sum(row.place.minutes for row in self._rows)
        over = planned - self._minutes
        rest = f", {over} too many" if over > 0 else f", {-over} to spare" if over < 0 else ""
        self.query_one("#outcome", Notice).show(f"{planned} of {self._minutes} minutes{rest}", "bold")

    def action_move(self, by: int) -> None:
        """Move the item in focus, no further than its section goes."""
        at = self.index
        if at is None or not 0 <= at + by < len(self._rows):
            return
        if self._rows[at + by].section != self._rows[at].section:
            return
        self._rows[at], self._rows[at + by] = self._rows[at + by], self._rows[at]
        self._show(at + by)

    def action_minute(self, by: int) -> None:
        """A minute more or less for the item in focus; what is done has none."""
        at = self.index
        if at is None or self._rows[at].place.stand == "done":
            return
        place = self._rows[at].place
        minutes = min(MOST_MINUTES, max(1, place.minutes + by))
        self._rows[at] = replace(self._rows[at], place=replace(place, minutes=minutes))
        self._show(at)

    def action_reset(self) -> None:
        self.dismiss(Ordered())

    def action_done(self) -> None:
        places = [row.place for row in self._rows]
        minutes = tuple((place.item_id, place.minutes) for place in places if place.minutes)
        self.dismiss(Ordered(tuple(place.item_id for place in places), minutes))


def _row(row: OrderRow) -> Content:
    place = row.place
    minutes = f"{place.minutes} min" if place.minutes else ""
    answered = f"{place.answered} of {place.of}" if place.stand != "done" else ""
    text = f"{pad(WORDS[place.stand], 14)}{pad(minutes, 8)}{pad(answered, 9)}{clip(row.words, 60)}"
    return Content.styled(text, "bold" if place.stand == "split" else "")
