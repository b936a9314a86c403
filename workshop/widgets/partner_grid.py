"""What partners did: the base of the grids of answers and of dots."""

from dataclasses import dataclass
from typing import TypeVar

from textual import events
from textual.message import Message

from workshop.widgets.wrapped import View

StateT = TypeVar("StateT")
MANY = 5
"""Most partners that have a line each; of more the statement and the tally would go out of sight."""


class PartnerGrid(View[StateT, str]):
    """A state, and the id of the partner in focus. Partners can be clicked."""

    @dataclass
    class Picked(Message):
        """A partner was clicked; `again` where it was in focus already."""

        partner_id: str
        again: bool

    out_key = "."
    """The key that says that what is asked does not apply here."""
    _places: dict[tuple[int, int], str] = {}
    """(number of a line, cell from which it is a partner's) → the partner's id, as it was drawn last."""

    def on_click(self, event: events.Click) -> None:
        """Put the clicked partner in focus, or act on the one that is."""
        content = event.get_content_offset(self)
        if self.model is None or content is None:
            return
        here = [start for line, start in self._places if line == content.y and start <= content.x]
        if here:
            partner_id = self._places[content.y, max(here)]
            self.post_message(self.Picked(partner_id, partner_id == self.model[1]))

    def line_of(self, partner_id: str) -> int | None:
        """Number of the first line of a partner, as it was drawn last."""
        return next((line for (line, _), row_id in self._places.items() if row_id == partner_id), None)
