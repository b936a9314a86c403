"""A screen as a lean SVG that looks the same whatever monospaced font there is, and names no font on the net.

Letters keep to their cells by `textLength`, each sign stands in the middle of its cell, and rules, boxes and
blocks are drawn as shapes, so that they join. The same screen gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

CELL = (10, 20)
"""Units (across, down) of a cell."""
MARGIN = 12
FONT_SIZE = 16.6
BASELINE = 15
FONTS = "Cascadia Mono,Consolas,Menlo,DejaVu Sans Mono,Liberation Mono,monospace"
FRAME = "#7b8794"
_FALLBACK = ("#e0e0e0", "#101010")
"""(letters, ground) where a style names none."""
_SIGNS = 0x2190
"""From this character on, fonts differ in how wide they are: each is put into its cell by itself."""
_ARMS = {
    "─": "lr", "│": "ud", "┤": "udl", "├": "udr", "┬": "lrd", "┴": "lru", "┼": "lrud",
    "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
}  # fmt: skip
"""Which arms a rule has, from the middle of its cell: left, right, up, down."""


class Look(NamedTuple):
    """How letters look."""

    fill: str
    bold: bool
    italic: bool
    underline: bool

    def css(self) -> str:
        """The same as declarations."""
        more = [("font-weight:bold", self.bold), ("font-style:italic", self.italic)]
        more.append(("text-decoration:underline", self.underline))
        return ";".join([f"fill:{self.fill}", *(text for text, wanted in more if wanted)])


class Run(NamedTuple):
    """Letters of one look on one ground; `x` and `y` count cells."""

    x: int
    y: int
    text: str
    look: Look
    ground: str


def runs(app: Any) -> list[Run]:
    """What stands on the screen of a running app, with the screens that show through below it."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    found: list[Run] = []
    for y, strips in enumerate(update.strips):
        x = 0
        for segment in (segment for strip in strips for segment in strip):
            found.append(Run(x, y, segment.text, *_look(segment)))
            x += cell_len(segment.text)
    return found


def _look(segment: Segment) -> tuple[Look, str]:
    style = segment.style or Style()
    letters, ground = _colour(style.color, _FALLBACK[0]), _colour(style.bgcolor, _FALLBACK[1])
    if style.reverse:
        letters, ground = ground, letters
    return Look(letters, bool(style.bold), bool(style.italic), bool(style.underline)), ground


def _colour(colour: Color | None, fallback: str) -> str:
    return fallback if colour is None or colour.is_default else colour.get_truecolor().hex


def svg(app: Any) -> str:
    """The screen as a picture that loads nothing."""
    listed = runs(app)
    width, height = (size * cell + 2 * MARGIN for size, cell in zip(app.size, CELL, strict=True))
    ground = Counter({run.ground: 0 for run in listed})
    for run in listed:
        ground[run.ground] += cell_len(run.text)
    page = ground.most_common(1)[0][0]
    letters = [part for run in listed for part in _parts(run)]
    looks = {look: f"s{number}" for number, look in enumerate(dict.fromkeys(part.look for part in letters))}
    return "\n".join(
        [
            # a size of its own: in a table a picture without one is drawn as wide as nothing
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">',
            "<style>",
            f"text{{font:{FONT_SIZE}px {FONTS};white-space:pre}}",
            *(f".{name}{{{look.css()}}}" for look, name in looks.items()),
            "</style>",
            f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" '
            f'fill="{page}" stroke="{FRAME}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *_grounds(listed, page),
            *_shapes(listed),
            *(_text(part, looks[part.look]) for part in letters),
            "</g>",
            "</svg>",
            "",
        ]
    )


def words(picture: str) -> str:
    """What can be read in a picture made by `svg`, line by line; rules, blocks and colours are left out."""
    lines: dict[int, list[str]] = {}
    for y, text in re.findall(r'<text [^>]*?y="(\d+)"[^>]*>([^<]*)</text>', picture):
        lines.setdefault(int(y), []).append(unescape(text).strip())
    return "\n".join(" ".join(lines[y]) for y in sorted(lines))


def _grounds(listed: Iterable[Run], page: str) -> Iterator[str]:
    """Rectangles where the ground is not the page's; those that stand over one another join."""
    stretches: list[tuple[int, int, int, str]] = []
    for run in listed:
        x, wide = run.x, cell_len(run.text)
        last = stretches[-1] if stretches else None
        if last and (last[1], last[0] + last[2], last[3]) == (run.y, x, run.ground):
            stretches[-1] = (last[0], last[1], last[2] + wide, last[3])
        elif wide:
            stretches.append((x, run.y, wide, run.ground))
    tall: dict[tuple[int, int, int, str], int] = {}
    ends: dict[tuple[int, int, int, str], tuple[int, int, int, str]] = {}
    for x, y, wide, colour in stretches:
        if colour != page:
            above = ends.pop((x, y, wide, colour), (x, y, wide, colour))
            tall[above] = tall.get(above, 0) + 1
            ends[(x, y + 1, wide, colour)] = above
    for (x, y, wide, colour), lines in tall.items():
        yield (
            f'<rect x="{x * CELL[0]}" y="{y * CELL[1]}" width="{wide * CELL[0]}" '
            f'height="{lines * CELL[1]}" fill="{colour}" shape-rendering="crispEdges"/>'
        )


def _parts(run: Run) -> Iterator[Run]:
    """The letters of a run without what is drawn: signs by themselves, the rest broken where spaces are."""
    x = run.x
    for text in re.split(r"(  +|[\u2190-\uffff])", run.text):
        bare = text.strip(" ")
        if bare and not _drawn(bare):
            lead = cell_len(text[: len(text) - len(text.lstrip(" "))])
            yield run._replace(x=x + lead, text=bare)
        x += cell_len(text)


def _drawn(text: str) -> bool:
    return text in _ARMS or (len(text) == 1 and "▀" <= text <= "▐")


def _text(part: Run, name: str) -> str:
    wide = cell_len(part.text) * CELL[0]
    x, y = part.x * CELL[0], part.y * CELL[1] + BASELINE
    if ord(part.text[0]) >= _SIGNS:
        return f'<text class="{name}" x="{x + wide // 2}" y="{y}" text-anchor="middle">{part.text}</text>'
    fit = f' textLength="{wide}" lengthAdjust="spacingAndGlyphs"' if len(part.text) > 1 else ""
    return f'<text class="{name}" x="{x}" y="{y}"{fit}>{escape(part.text, quote=False)}</text>'


def _shapes(listed: Iterable[Run]) -> Iterator[str]:
    """Rules and blocks, a path for all of a colour."""
    rules: dict[str, list[str]] = {}
    blocks: dict[str, list[str]] = {}
    for run in listed:
        x = run.x
        for found in re.finditer(r"─+|.", run.text):
            text, left, top = found[0], x * CELL[0], run.y * CELL[1]
            if text[0] == "─":
                rules.setdefault(run.look.fill, []).append(f"M{left} {top + 10}h{len(text) * CELL[0]}")
            elif text in _ARMS:
                rules.setdefault(run.look.fill, []).append(_arms(text, left, top))
            elif _drawn(text):
                blocks.setdefault(run.look.fill, []).append(_block(text, left, top))
            x += cell_len(text)
    for colour, paths in rules.items():
        yield f'<path d="{"".join(paths)}" fill="none" stroke="{colour}" stroke-width="1.4"/>'
    for colour, paths in blocks.items():
        yield f'<path d="{"".join(paths)}" fill="{colour}"/>'


def _arms(text: str, left: int, top: int) -> str:
    """The strokes of a rule or, for a rounded corner, a bend."""
    arms = _ARMS[text]
    if text in "╭╮╰╯":
        end = top + (CELL[1] if "d" in arms else 0)
        side = left + (CELL[0] if "r" in arms else 0)
        return f"M{left + 5} {end}Q{left + 5} {top + 10} {side} {top + 10}"
    ways = {"l": "h-5", "r": "h5", "u": "v-10", "d": "v10"}
    return "".join(f"M{left + 5} {top + 10}{ways[arm]}" for arm in arms)


def _block(text: str, left: int, top: int) -> str:
    """A block in its cell: so many eighths from below (▁ to █) or from the left (▉ to ▏), or a half."""
    wide, tall = CELL
    number = ord(text)
    if text == "▀":
        return f"M{left} {top}h{wide}v{tall / 2:g}h-{wide}z"
    if text == "▐":
        return f"M{left + wide / 2:g} {top}h{wide / 2:g}v{tall}h-{wide / 2:g}z"
    if text <= "█":
        part = tall * (number - ord("▀")) / 8
        return f"M{left} {top + tall - part:g}h{wide}v{part:g}h-{wide}z"
    part = wide * (ord("▐") - number) / 8
    return f"M{left} {top}h{part:g}v{tall}h-{part:g}z"
