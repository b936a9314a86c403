"""Words and numbers in large figures, made of blocks that the font of every old console has."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from workshop.cells import cells, filled

HEIGHT = 5  # lines of pixels of a figure
HALF_HEIGHT = 3  # lines of a figure with two rows of pixels on each
Figure = Sequence[str]
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
        "✓✗◐",
        "....# ##.## .###.",
        "...#. .###. ##..#",
        "#..#. ..#.. ##..#",
        ".##.. .###. ##..#",
        ".#... ##.## .###.",
    ),
    (
        "()?!&;=%£›▲·",
        ".# #. ### # .##.. .# ... #..# .##. #.. ..#.. .",
        "#. .# ..# # #..#. .. ### ...# .#.. .#. .#.#. .",
        "#. .# .## # .##.# .# ... ..#. ###. ..# .#.#. #",
        "#. .# ... . #..#. .# ### .#.. .#.. .#. #...# .",
        ".# #. .#. # .##.# #. ... #..# #### #.. ##### .",
    ),
)
"""(signs, then the five rows of their pixels)."""
PLAIN = str.maketrans({"–": "-", "—": "-", "‘": "'", "“": "'", "”": "'", '"': "'", "…": "..."})
"""Signs that are drawn like others."""


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
    glyphs = [FONT.get(sign) for sign in text.translate(PLAIN).upper()]
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


def wrapped_figures(text: str, make: Callable[[str], Figure | None], width: int) -> list[str] | None:
    """`text` in figures that `make` draws, with as many words on a line as it has room for.

    Line breaks in `text` are kept. All lines are of one width. None where a word is too long for a line,
    or can't be told in figures.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        drawn = _wrapped(paragraph.split(), make, width)
        if drawn is None:
            return None
        lines += [*([""] if lines and drawn else []), *drawn]
    longest = max(map(cells, lines), default=0)
    return [filled(line, longest) for line in lines] or None


def _wrapped(words: Sequence[str], make: Callable[[str], Figure | None], width: int) -> list[str] | None:
    lines: list[str] = []
    while words:
        drawn = make(words[0])
        if drawn is None or cells(drawn[0]) > width:
            return None
        count = 1
        while count < len(words):
            longer = make(" ".join(words[: count + 1]))
            if longer is None or cells(longer[0]) > width:
                break
            drawn, count = longer, count + 1
        lines += [*([""] if lines else []), *drawn]
        words = words[count:]
    return lines


def thick(bar: str, tall: int) -> list[str]:
    """A bar of blocks, `tall` lines high, with a line or half of one free beside the next one."""
    if 1 < tall <= HALF_HEIGHT:
        return [bar.replace("█", "▄"), *[bar] * (tall - 1)]
    return [*[bar] * (tall - (tall > HALF_HEIGHT)), *[""] * (tall > HALF_HEIGHT)]
