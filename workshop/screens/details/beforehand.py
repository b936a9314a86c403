"""What to see to before the day, from the packs of a session: who must be in the room above all."""

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalGroup

from sessions.material import Pack
from workshop.screens.details.fields import Field
from workshop.steps.scene import PageLine
from workshop.widgets.lines import LinesView


class Beforehand(VerticalGroup):
    """A list to check against; not there where the packs say nothing."""

    def compose(self) -> ComposeResult:
        yield Field("Check", LinesView(id="to-check"))

    def show(self, lines: tuple[PageLine, ...]) -> None:
        """Show these lines, or nothing where there are none."""
        self.display = bool(lines)
        self.query_one(LinesView).show(lines)


def lines_beforehand(packs: Iterable[Pack]) -> Iterator[PageLine]:
    """The points of what packs have to be seen to before the day."""
    for pack in packs:
        for reading in pack.readings_for("preparing"):
            yield PageLine("text", f"{reading.title} ({pack.name})")
            yield from (PageLine("point", point) for point in reading.points)
