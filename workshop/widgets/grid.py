"""A grid as the room sees it, in the facilitator's window."""

from textual.content import Content

from workshop.wall.layout.grid import fitted, grid_lines
from workshop.wall.model import Grid
from workshop.widgets.wall import to_content
from workshop.widgets.wrapped import View


class GridView(View[Grid]):
    """Shows a grid, in as much room as there is."""

    def draw(self, width: int, grid: Grid) -> list[Content]:
        fit = fitted(grid, width)
        return [] if fit is None else [to_content(line) for line in grid_lines(fit, 0)]
