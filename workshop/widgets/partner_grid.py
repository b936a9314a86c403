"""What partners did, a row each: the base of the grids of answers and of dots."""

from dataclasses import dataclass
from typing import TypeVar

from textual import events
from textual.message import Message

from workshop.widgets.wrapped import View

StateT = TypeVar("StateT")


class PartnerGrid(View[StateT, str]):
    """A state, and the id of the partner in focus. Partners can be clicked."""

    @dataclass
    class Picked(Message):
        """A partner was clicked; `again` where it was in focus already."""

        partner_id: str
        again: bool

    _rows: dict[int, str] = {}  # line number → partner id, as it was drawn last

    def on_click(self, event: events.Click) -> None:
        """Put the clicked partner in focus, or act on the one that is."""
        content = event.get_content_offset(self)
        if self.model is not None and content is not None and content.y in self._rows:
            partner_id = self._rows[content.y]
            self.post_message(self.Picked(partner_id, partner_id == self.model[1]))

    def line_of(self, partner_id: str) -> int | None:
        """Number of the first line of a partner, as it was drawn last."""
        return next((line for line, row_id in self._rows.items() if row_id == partner_id), None)
