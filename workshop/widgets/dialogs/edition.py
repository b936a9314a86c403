"""What has become of a session's pack: gone, new, worded otherwise, on other levels."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from sessions import edition_words
from sessions.editions import Change
from sessions.spans import on_screen
from workshop.widgets.dialogs.differences import ScrollingDialog
from workshop.widgets.wrapped import View, wrap


class Edition(View[Change]):
    """A sentence, and below it a heading for each kind of change."""

    def draw(self, width: int, change: Change) -> list[Content]:
        lines = wrap(edition_words.kept(change), width, "bold")
        for heading, rows in edition_words.rows(change):
            lines += [Content(""), *wrap(heading.upper(), width, "bold $accent")]
            for row in rows:
                lines += wrap(on_screen(row), width, first="· ", rest="  ")
        return lines


class EditionDialog(ScrollingDialog):
    """Shows what has become of a pack; the arrows scroll."""

    def __init__(self, title: str, change: Change) -> None:
        super().__init__(f"{change.name}, and {title}")
        self._edition = Edition()
        self._edition.show(change)

    def fields(self) -> Iterable[Widget]:
        with VerticalScroll(id="found", can_focus=False):
            yield self._edition
