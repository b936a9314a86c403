"""A page of a wall in a window: one subject in all its room, nothing cut off, the time at the foot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sessions.wall import Typing
from workshop.cells import cells, pad
from workshop.wall.layout.drawing import drawing_ways, pole_lines
from workshop.wall.layout.frame import blank, cover, foot, head, inner_width
from workshop.wall.layout.grid import fitted, grid_lines
from workshop.wall.layout.large import fits_large, large_page, large_width
from workshop.wall.layout.large_parts import beside, large_times
from workshop.wall.layout.lines import BLANK, Line, hung, wrap
from workshop.wall.layout.lists import MOST_LINES, TEXT_WIDTH, Passage, joined, listed, paragraph, text_part
from workshop.wall.layout.matrix import matrixed
from workshop.wall.layout.pages import after_ways, fixed_parts, paged
from workshop.wall.layout.picture import levels_ahead, rows, strip
from workshop.wall.layout.profile import profiled
from workshop.wall.layout.voices import voices_ways
from workshop.wall.model import Grid, Picture, Wall

GAPS = (2, 1, 0)  # empty lines between the parts, from roomy to tight


def laid_out(wall: Wall, width: int, height: int, hint: str = "", page: int = 0) -> list[Line]:
    """A page of the wall, the first being 0, as `height` lines of at most `width` cells.

    The last page where there are fewer. `hint` stands at the foot, where there is room for it.
    """
    if wall.blank:
        return blank(width, height)
    parts = paged(wall)
    number = max(0, min(page, len(parts) - 1))
    several = len(parts) > 1
    page_words = f"page {number + 1} of {len(parts)}" if several else ""
    below = foot(wall, inner_width(width), height, page_words, hint)
    part = replace(parts[number], voices=wall.voices)
    if fits_large(part, width, height):
        whole = replace(part, time=wall.time, item_time=wall.item_time, tally=wall.tally)
        lines = _large(whole, width, height, page_words, hint, several)
        if lines is not None:
            return lines
    above = _layout(part, width, height, max(1, height - len(below)), several)
    return [*above, *_with_margin(below, width)][:height]


def _large(
    wall: Wall, width: int, height: int, page_words: str, hint: str, several: bool
) -> list[Line] | None:
    """The large form; of a list its small one, with the countdown in figures where that leaves it whole."""
    page = large_page(wall, width, height, page_words, hint)
    if page is not None or wall.levels:
        return page and _set_in(page, (width - large_width(width)) // 2)
    below = foot(wall, inner_width(width), height, page_words, hint)
    timeless = replace(wall, time=None, item_time=None, tally="")
    whole = _layout(timeless, width, height, max(1, height - len(below)), several)
    wanted = {line.plain for line in whole}
    for wide in (2, 0):
        times = beside([], large_times(wall, wide), inner_width(width))
        room = height - len(below) - len(times) - 1
        above = _page(timeless, inner_width(width), height, room, several) if times else []
        if (
            times
            and len(above) <= room
            and wanted <= {line.plain for line in _with_margin(above, width)} | {""}
        ):
            lines = [*above, *[BLANK] * (room - len(above) + 1), *times, *below]
            return _with_margin(lines, width)
    return None


@lru_cache(maxsize=1)
def _layout(wall: Wall, width: int, height: int, room: int, several: bool) -> tuple[Line, ...]:
    """A page of a wall, or one of `several`, on `room` lines: all but the foot, which has the time."""
    inner = inner_width(width)
    lines = cover(wall, inner, room) if wall.cover else _page(wall, inner, height, room, several)
    return (*_with_margin(lines[:room], width), *[BLANK] * (room - len(lines)))


def _with_margin(lines: Sequence[Line], width: int) -> list[Line]:
    return _set_in(lines, (width - inner_width(width)) // 2)


def _set_in(lines: Sequence[Line], margin: int) -> list[Line]:
    return [Line.of(" " * margin, line) if line.spans else line for line in lines]


def _page(wall: Wall, width: int, height: int, room: int, several: bool) -> list[Line]:
    """Head and body, with the empty lines shared out; the body of each of several pages begins alike.

    `height` is that of the window, with the foot: it says how much air there is.
    """
    over = head(wall if wall.typing is None else replace(wall, word=""), width)
    space = room - len(over)
    if several:
        space = max(1, space - height // 14 - height // 12)
    if wall.typing is not None:
        below = _typed(wall.typing, width, space)
    else:
        below = _body(wall, width, space, 1 if several else 2)
    left = max(0, room - len(over) - len(below))
    above = min(left, height // 14)
    left -= above
    between = min(left, max(1, height // 12) if several else max(1, left * 2 // 5))
    return [*[BLANK] * above, *over, *[BLANK] * between, *below]


def _body(wall: Wall, width: int, space: int, free: int) -> list[Line]:
    """The first of the ways to show it that fits: whole names before few, roomy before tight.

    Where there is air between the parts, `free` lines are left for above and below.
    """
    tightest: list[Line] = []
    for gaps, parts in _ways(wall, width, space):
        for gap in gaps:
            tightest = joined((part.lines for part in parts), gap)
            fits = len(tightest) + free * bool(gap) <= space
            if fits and sum(part.running for part in parts) <= MOST_LINES:
                return tightest
    return tightest


def _ways(wall: Wall, width: int, space: int) -> Iterator[tuple[Sequence[int], list[Passage]]]:
    """Gaps to try, and the parts of a body of `space` lines, from all that there is to say to the least."""
    before = fixed_parts(wall, width)
    if wall.picture is not None:
        yield from _revealed_ways(wall, wall.picture, width)
    elif wall.grid is not None:
        yield from _grid_ways(wall, wall.grid, width, before)
    elif wall.levels:
        question = paragraph(wall.question, width, "question")
        between = [BLANK] * (space >= 18)
        apart = between if wall.meanings else []  # what each level means takes lines of its own
        levels = [*levels_ahead(wall, width), *apart, *pole_lines(wall.poles, width)]
        asked = Passage([*question.lines, *between, *levels], question.running)
        for voices in voices_ways(wall.voices, width, wall.place):
            statement, said = paragraph(wall.statement, width, "strong"), _sentences(wall.sentences, width)
            yield GAPS, [statement, asked, voices, said, _settled(wall, width)]
    elif wall.drawing is not None:
        after = _sentences(wall.sentences, width)
        yield from ((GAPS, parts) for parts in drawing_ways(wall.drawing, width, space, before, after))
    else:
        drawn = bool(wall.profile) or wall.matrix is not None
        afters = [Passage()] if drawn else list(after_ways(wall, width))
        steps = [(1, True, afters[0]), *((0, True, after) for after in afters), (0, False, afters[-1])]
        for gap, whole, after in steps:
            if wall.profile:
                parts = profiled(wall.profile, width, space, before, gap=gap, whole=whole)
            elif wall.matrix is not None:
                parts = matrixed(wall.matrix, width, space, before, gap=gap, whole=whole)
            else:
                parts = listed(wall.entries, width, space, before, after, gap=gap, whole=whole)
            if parts is not None:
                yield GAPS, parts


def _grid_ways(
    wall: Wall, grid: Grid, width: int, before: Sequence[Passage]
) -> Iterator[tuple[Sequence[int], list[Passage]]]:
    """With air between the rows and without, with names in the sentences and without."""
    fit = fitted(grid, width)
    if fit is not None:
        for sentences in (wall.sentences, wall.nameless or wall.sentences):
            for gap in (1, 0):
                lines = Passage(grid_lines(fit, gap))
                yield GAPS if not gap else GAPS[:-1], [*before, lines, _sentences(sentences, width)]


def _revealed_ways(wall: Wall, picture: Picture, width: int) -> Iterator[tuple[Sequence[int], list[Passage]]]:
    """With names in the picture and the sentences; then without the latter's, then without any, or poles.

    There is no air inside the picture before there is some around it.
    """
    rest = [paragraph(wall.next, width, "accent"), _settled(wall, width)]
    poles = Passage(pole_lines(wall.poles, width))
    for names in (True, False):
        for sentences in (wall.sentences, wall.nameless):
            for gaps, drawn in (
                (GAPS[:-1], strip(picture, wall.levels, width, names=names, place=wall.place, airy=True)),
                (GAPS, strip(picture, wall.levels, width, names=names, place=wall.place)),
                (GAPS, rows(picture, wall.levels, width, names=names, most_first=wall.most_first)),
            ):
                if drawn is not None:
                    yield gaps, [poles, Passage(drawn), _sentences(sentences, width), *rest]
    if poles.lines:
        yield from _revealed_ways(replace(wall, poles=None), picture, width)


def _sentences(sentences: Sequence[str], width: int) -> Passage:
    """Sentences below each other; of several the second line of each stands further in."""
    rest = "  " if len(sentences) > 1 else ""
    room = min(width, TEXT_WIDTH)
    return text_part([line for text in sentences for line in wrap(text, room, "strong", rest=rest)])


def _settled(wall: Wall, width: int) -> Passage:
    return text_part(wrap(wall.settled, width, "done", first="✓ ", rest="  ") if wall.settled else [])


def _typed(typing: Typing, width: int, space: int) -> list[Line]:
    """What was understood of what is being typed: a row each, of the longest text its end."""
    title = wrap(typing.title, min(width, TEXT_WIDTH), "accent")
    lead = min(width // 3, max((cells(name) for name, _ in typing.rows), default=0) + 3)
    blocks = [_typed_row(name, words, lead, width) for name, words in typing.rows]
    while sum(map(len, blocks)) > space - len(title) - 1 and any(len(block) > 2 for block in blocks):
        longest = max(blocks, key=len)
        longest[1:3] = [Line.of((" " * lead + "…", "muted"))]  # its beginning and its end stay
    lines = [*title, BLANK]
    gap = sum(map(len, blocks)) + 2 * len(blocks) < space - len(lines)
    for block in blocks:
        lines += [*block, *[BLANK] * gap]
    return lines[:space]


def _typed_row(name: str, words: str, lead: int, width: int) -> list[Line]:
    text = wrap(words or "…", max(8, min(TEXT_WIDTH, width - lead)), "strong" if words else "muted")
    return hung(Line.of((pad(name, lead), "muted")), text)
