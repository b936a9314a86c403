"""Words and numbers in large figures, made of blocks that the font of every old console has."""

from collections.abc import Mapping
from itertools import zip_longest

HEIGHT = 5  # lines of pixels of a figure
_ROWS = (
    (
        "ABCDEFGHIJKLM",
        ".##. ###. .### ###. #### #### .### #..# ### ..## #..# #... #...#",
        "#..# #..# #... #..# #... #... #... #..# .#. ...# #.#. #... ##.##",
        "#### ###. #... #..# ###. ###. #.## #### .#. ...# ##.. #... #.#.#",
        "#..# #..# #... #..# #... #... #..# #..# .#. #..# #.#. #... #...#",
        "#..# ###. .### ###. #### #... .### #..# ### .##. #..# #### #...#",
    ),
    (
        "NOPQRSTUVWXYZ",
        "#..# .##. ###. .##. ###. .### ##### #..# #...# #...# #...# #...# ####",
        "##.# #..# #..# #..# #..# #... ..#.. #..# #...# #...# .#.#. .#.#. ...#",
        "#.## #..# ###. #..# ###. .##. ..#.. #..# #...# #.#.# ..#.. ..#.. .##.",
        "#..# #..# #... #.## #.#. ...# ..#.. #..# .#.#. ##.## .#.#. ..#.. #...",
        "#..# .##. #... .### #..# ###. ..#.. .##. ..#.. #...# #...# ..#.. ####",
    ),
    (
        "0123456789:,'-.+/",
        "### .#. ### ### #.# ### ### ### ### ### . .. # ... . ... ..#",
        "#.# ##. ..# ..# #.# #.. #.. ..# #.# #.# # .. # ... . .#. ..#",
        "#.# .#. ### ### ### ### ### ..# ### ### . .. . ### . ### .#.",
        "#.# .#. #.. ..# ..# ..# #.# ..# #.# ..# # .# . ... . .#. #..",
        "### ### ### ### ..# ### ### ..# ### ### . #. . ... # ... #..",
    ),
    (
        "✓✗◐?",
        "....# ##.## .###. ###.",
        "...#. .###. ##..# ...#",
        "#..#. ..#.. ##..# .##.",
        ".##.. .###. ##..# ....",
        ".#... ##.## .###. .#..",
    ),
)
"""(signs, then the five rows of their pixels)."""


def _font() -> dict[str, tuple[str, ...]]:
    glyphs: dict[str, tuple[str, ...]] = {" ": ("..",) * HEIGHT, "’": ("#", "#", ".", ".", ".")}
    for signs, *lines in _ROWS:
        rows = [line.split() for line in lines]
        for number, sign in enumerate(signs):
            glyphs[sign] = tuple(row[number] for row in rows)
    return glyphs


FONT: Mapping[str, tuple[str, ...]] = _font()
"""Sign → its five rows of pixels, `#` or `.`, all of one width."""


def pixels(text: str) -> list[str] | None:
    """The rows of pixels of `text`, a column apart; None where a sign is none of the font's."""
    glyphs = [FONT.get(sign) for sign in text.upper()]
    known = [glyph for glyph in glyphs if glyph is not None]
    if len(known) != len(glyphs) or not known:
        return None
    return [".".join(row) for row in zip(*known, strict=True)]


def figures(text: str, wide: int = 1, tall: int = 1) -> list[str] | None:
    """`text` in figures with pixels of `wide` cells and `tall` lines; None where it can't be told in them."""
    rows = pixels(text)
    if rows is None:
        return None
    lines = ["".join(("█" if pixel == "#" else " ") * wide for pixel in row) for row in rows]
    return [line for line in lines for _ in range(tall)]


def half_figures(text: str) -> list[str] | None:
    """`text` in figures of three lines, two rows of pixels on each; None where it can't be told in them."""
    rows = pixels(text)
    if rows is None:
        return None
    signs = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue="." * len(rows[0]))
    return ["".join(signs[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]
