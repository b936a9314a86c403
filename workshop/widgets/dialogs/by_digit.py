"""Dialogs with a few rows, in each of which a digit chooses."""

from textual.binding import Binding
from textual.content import Content
from textual.style import Style

from workshop.widgets.dialogs.base import Dialog, ResultT


class ByDigitDialog(Dialog[ResultT]):
    """A digit chooses in the row in focus, and goes on to the next; arrows and a click go to a row."""

    BINDINGS = [
        Binding("enter", "record", "record"),
        Binding("up,shift+tab", "row(-1)", "row above"),
        Binding("down,tab", "row(1)", "row below"),
        *(Binding(str(number), f"choose({number})", "choose", show=False) for number in range(10)),
    ]
    rows: int
    """How many rows it has."""
    row = 0
    """The one in focus."""

    def show_rows(self) -> None:
        """Draw the rows as they are now."""
        raise NotImplementedError

    def action_row(self, by: int) -> None:
        self.row = (self.row + by) % self.rows
        self.redraw()

    def action_choose(self, number: int | None) -> None:
        raise NotImplementedError

    def action_record(self) -> None:
        raise NotImplementedError

    def go_on(self) -> None:
        """To the next row, as long as there is one; draw what was chosen."""
        self.row = min(self.row + 1, self.rows - 1)
        self.redraw()

    def redraw(self) -> None:
        """Draw what was chosen; nothing of it is wrong."""
        self.wrong("")
        self.show_rows()


def row_line(row: int, focus: int, text: str, *after: Content) -> Content:
    """A row on one line, marked without colour too where it is in focus; a click goes to it."""
    mark, style = ("▸", "bold reverse") if row == focus else (" ", "")
    line = Content.assemble(Content.styled(f"{mark} {text}", style), *after)
    return line.stylize(Style.from_meta({"@click": f"screen.row({row - focus})"}))
