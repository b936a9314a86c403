"""The room's view where the window has the lines: word, levels, answers and countdown for the back row."""

from collections.abc import Iterator, Sequence
from itertools import product

from workshop.cells import cells
from workshop.wall.layout.answers import answer_rows, large_scale
from workshop.wall.layout.check import check_parts
from workshop.wall.layout.drawing import drawn, pole_lines
from workshop.wall.layout.figures import half_figures, wrapped_figures
from workshop.wall.layout.frame import foot, head
from workshop.wall.layout.grid import Form, fitted, grid_lines
from workshop.wall.layout.large_lists import list_pages
from workshop.wall.layout.large_matrix import matrix_pages
from workshop.wall.layout.large_parts import GAP, beside, clock_figure, heads, large_times, time_role
from workshop.wall.layout.lines import BLANK, Line, wrap
from workshop.wall.layout.lists import TEXT_WIDTH
from workshop.wall.layout.picture import levels_ahead, picture_words
from workshop.wall.layout.voices import voices_ways
from workshop.wall.model import Grid, HeatMap, Picture, Wall

LEAST_WIDTH, LEAST_HEIGHT = 72, 30
"""Window from which there is room for large figures."""
WIDEST = 194  # widest: in a wider window it stands in the middle


def fits_large(wall: Wall, width: int, height: int) -> bool:
    """Whether a wall is shown in the large form in a window of this size."""
    is_large = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    return (is_large or wall.clock_first) and not wall.cover and wall.typing is None


def large_width(width: int) -> int:
    """Cells for the large form in a window of this width."""
    return min(WIDEST, width - 6)


def large_page(wall: Wall, width: int, height: int, page_words: str, hint: str) -> list[Line] | None:
    """The whole window, without its margin: `height` lines. None where it does not all fit."""
    inner = large_width(width)
    below = foot(wall, inner, height, page_words, hint)
    space = height - len(below) - height // 14
    for lines in _pages(wall, inner, space):
        if len(lines) <= space:
            above = [BLANK] * (height // 14)
            return [*above, *lines, *[BLANK] * (space - len(lines)), *below]
    return None


def _pages(wall: Wall, width: int, space: int) -> Iterator[list[Line]]:
    """All but margin and foot, from the largest on; each has its countdown at its end."""
    if wall.picture is not None:
        yield from _revealed(wall, wall.picture, width, space)
    elif wall.grid is not None:
        yield from _gridded(wall, wall.grid, width, space)
    elif wall.levels:
        yield from _asked(wall, width, space)
    elif wall.check is not None:
        for parts, wide in product(check_parts(wall, width), (2, 0)):
            yield _spread([*parts, beside([], large_times(wall, wide), width)], space)
    elif isinstance(wall.drawing, HeatMap):
        yield from _mapped(wall, wall.drawing, width, space)
    elif wall.entries or wall.profile:
        yield from list_pages(wall, width, space)
    elif wall.matrix is not None:
        yield from matrix_pages(wall, wall.matrix, width, space)
    elif wall.drawing is None:
        yield from _alone(wall, width, space)


# --- after the reveal -----------------------------------------------------------------------------


def _revealed(wall: Wall, picture: Picture, width: int, space: int) -> Iterator[list[Line]]:
    """Head with the word, rows of blocks, what they say, and the countdown beside that.

    The word in figures comes before tall blocks, names before sentences with names.
    """
    *worded, plain = heads(wall, width)
    for names in (True, False):
        for sentences in (wall.sentences, wall.nameless):
            for tops, talls in ((worded, (5, 4, 3)), (worded, (2,)), ([plain], (3, 2, 1))):
                for top, wide, tall in product(tops, (2, 0), talls):
                    rows = answer_rows(
                        picture, wall.levels, width, names=names, tall=tall, most_first=wall.most_first
                    )
                    rows = [*rows, BLANK, *picture_words(picture, width, names=names)]
                    rows = [*pole_lines(wall.poles, width), *rows]
                    yield _spread([top, rows, _said(wall, sentences, width, wide)], space)


def _gridded(wall: Wall, grid: Grid, width: int, space: int) -> Iterator[list[Line]]:
    """A grid with its figures large, and what it says beside the countdown; else its rows with air."""
    above = [
        line for text in (wall.statement, wall.question) for line in wrap(text, TEXT_WIDTH, "strong") if text
    ]
    forms: tuple[Form, ...] = ("beside", "under", "alone", "plain")
    for form, gap in product(forms, (1, 0)):
        fit = fitted(grid, width, form)
        for wide in (2, 0):
            for sentences in (wall.sentences, wall.nameless or wall.sentences):
                if fit is not None:
                    said = _said(wall, sentences, width, wide)
                    yield _spread([head(wall, width), above, grid_lines(fit, gap), said or [BLANK]], space)


def _spread(parts: Sequence[Sequence[Line]], space: int) -> list[Line]:
    """Parts below each other with the empty lines shared out, at least one between two of them."""
    kept = [part for part in parts if part]
    left = space - sum(map(len, kept))
    gaps = max(1, len(kept) - 1)
    lines: list[Line] = []
    for number, part in enumerate(kept):
        gap = 0 if number == 0 else max(1, min(3, left // gaps))
        lines += [*[BLANK] * gap, *part]
    return [*_pad_before_last(lines, kept[-1], space)] if kept else []


def _pad_before_last(lines: list[Line], last: Sequence[Line], space: int) -> list[Line]:
    """The last part stands at the end of the space."""
    begin = len(lines) - len(last)
    return [*lines[:begin], *[BLANK] * max(0, space - len(lines)), *lines[begin:]]


def _said(wall: Wall, sentences: Sequence[str], width: int, wide: int) -> list[Line]:
    """What the answers say, what was agreed and what comes next, and beside it the countdown."""
    times = large_times(wall, wide)
    room = width - max((line.cell_length + GAP for line in times), default=0)
    rest = "  " if len(sentences) > 1 else ""
    left = [line for text in sentences for line in wrap(text, min(room, TEXT_WIDTH), "strong", rest=rest)]
    left += wrap(wall.next, min(room, TEXT_WIDTH), "accent") if wall.next else []
    left += wrap(wall.settled, room, "done", first="✓ ", rest="  ") if wall.settled else []
    return beside(left, times, width)


# --- before it ------------------------------------------------------------------------------------


def _asked(wall: Wall, width: int, space: int) -> Iterator[list[Line]]:
    """The statement with air between its lines, what the levels are, who has answered, the countdown."""
    statement = wrap(wall.statement, min(width, TEXT_WIDTH), "strong") if wall.statement else []
    apart = [line for text in statement for line in (text, BLANK)][:-1]
    question = wrap(wall.question, min(width, TEXT_WIDTH), "question") if wall.question else []
    settled = wrap(wall.settled, width, "done", first="✓ ", rest="  ") if wall.settled else []
    ways = list(voices_ways(wall.voices, width, wall.place))
    for lines, scale, wide in ((apart, 1, 2), (apart, 1, 0), (statement, 1, 0), (statement, 0, 0)):
        levels = [*question, *[BLANK] * bool(question), *_levels(wall, width, large=bool(scale))]
        levels += pole_lines(wall.poles, width)
        for voices in ways[:-1] or ways:
            times = large_times(wall, wide)
            said = [*voices.lines, *settled]
            yield _spread([head(wall, width), lines, levels, said, beside([], times, width)], space)


def _levels(wall: Wall, width: int, *, large: bool) -> list[Line]:
    if wall.meanings:
        return levels_ahead(wall, width)
    return large_scale(wall.levels, width, large=large)


# --- a map ----------------------------------------------------------------------------------------


def _mapped(wall: Wall, heat: HeatMap, width: int, space: int) -> Iterator[list[Line]]:
    """Head, the map in all the room there is, how to read it, and beside that the countdown."""
    top = head(wall, width)
    for wide in (2, 0):
        below = _said(wall, wall.sentences, width, wide)
        room = space - len(top) - len(below) - 2
        yield _spread([top, drawn(heat, width, room, large=True), below], space)


# --- a break, a title -----------------------------------------------------------------------------


def _alone(wall: Wall, width: int, space: int) -> Iterator[list[Line]]:
    """Title, a sentence, what is asked; the countdown has all the rest of the room, above what comes next."""
    text = wrap(wall.statement, min(width, TEXT_WIDTH), "strong") if wall.statement else []
    asked = wrap(wall.question, min(width, TEXT_WIDTH), "question") if wall.question else []
    after = wrap(wall.next, width, "accent") if wall.next else []
    large = _named_large(wall, width) if wall.clock_first else None
    forms = ((4, 2), (3, 2), (2, 1), (0, 1))
    for over, sizes in ((large, forms[:2]), (head(wall, width), forms)):
        for wide, tall in sizes if over is not None else ():
            figure = None if wall.time is None else clock_figure(wall.time, wide, tall)
            if wall.time is None or over is None or figure is None or cells(figure[0]) > width:
                continue
            side = " " * ((width - cells(figure[0])) // 2)
            drawn = [Line.of(side, (line, time_role(wall.time))) for line in figure]
            top = [*over, *[BLANK] * bool(text), *text, *asked]
            left = space - len(top) - len(drawn) - len(after)
            if left >= 2:
                lines = [*top, *[BLANK] * (left // 2), *drawn]
                yield [*lines, *[BLANK] * (space - len(lines) - len(after)), *after] if after else lines


def _named_large(wall: Wall, width: int) -> list[Line] | None:
    """The label, and below it the title in figures of three lines; None where it can't be told in them."""
    name = wrapped_figures(wall.title, half_figures, width)
    return None if name is None else [Line.of((text, "title")) for text in (wall.label, *name)]
