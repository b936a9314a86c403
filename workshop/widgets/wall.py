"""The room's view: a page of a wall in all the room that the widget is given."""

from collections.abc import Mapping

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workshop.wall.layout.lines import Line, Role
from workshop.wall.layout.page import laid_out
from workshop.wall.model import Wall

STYLES: Mapping[Role, str] = {
    "": "",
    "title": "bold $primary",
    "badge": "bold reverse",
    "strong": "bold",
    "muted": "$muted",
    "accent": "bold $accent",
    "question": "$accent",
    "done": "bold $success",
    "warning": "bold $warning",
    "closing": "bold reverse $warning",
    "over": "bold reverse $error",
    "block-1": "$block-1",
    "block-2": "$block-2",
    "block-3": "$block-3",
    "block-4": "$block-4",
    "block-5": "$block-5",
}
"""How each role of a text looks."""


class WallView(Widget):
    """Shows a page of a wall."""

    DEFAULT_CSS = "WallView { width: 1fr; height: 1fr; background: $background; color: $foreground; }"
    _shown: tuple[Wall, str, int] | None = None  # wall, hint and page

    class Clicked(Message):
        """Somebody clicked on it."""

    def on_click(self) -> None:
        """Pass it on: what it means is not for the wall to say."""
        self.post_message(self.Clicked())

    def show(self, wall: Wall, hint: str = "", page: int = 0) -> None:
        """Show this page of this wall instead, the first being 0, or the last where there are fewer.

        `hint` stands at the foot, where there is room for it.
        """
        if (wall, hint, page) != self._shown:
            self._shown = (wall, hint, page)
            self.refresh()

    def render(self) -> RenderResult:
        if self._shown is None:
            return Content("")
        wall, hint, page = self._shown
        lines = laid_out(wall, *self.content_size, hint, page)
        return Content("\n").join(to_content(line) for line in lines)


def to_content(line: Line) -> Content:
    """A line as Textual draws it; nothing in it is markup."""
    return Content.assemble(*((span.text, STYLES[span.role]) for span in line.spans))
