"""The card to put on the lectern: the keys of the day on one A4 page, as text or as HTML. Knows no screen.

`keymap` is everywhere the person's own keys, as `keymap.usable` gives them: command id → names of keys.
"""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sessions.outputs.page import page
from workshop import commands
from workshop.commands import Command
from workshop.key_signs import shown
from workshop.keymap import RUN_FIRST

TITLE = "Workshop: the keys"
FOOT = (
    "ctrl+p finds any command by its name, ctrl+q quits from anywhere.",
    "In a dialog ↵ records, tab goes on, esc leaves. Everything is saved as you go.",
    "Screens for other days have their keys at their foot; ? lists them.",
)
FILE_NAME = "keys.html"
"""Name of the page beside a summary, after the session's id."""
BEFORE_AND_AFTER: frozenset[commands.Context] = frozenset(
    {*("settings", "packs", "house"), *("then-and-now", "benchmark", "all-actions", "standing")}
)
"""Screens that nobody opens while a room waits: their keys are not on the card."""
EVERYWHERE = "Nearly everywhere"
WIDTH = 80
"""Columns of the card as text."""
_MOST_CONTEXTS = 4
"""A command of this many screens stands among those that are everywhere, and not under each."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""Points of the printed type to choose from, the same as in the style sheet, where they are `size-<n>`."""
_PAGE = (533.0, 785.0)  # points (width, height) of A4 within the margins of the style sheet
_ADVANCE = 0.53
"""Average width of a letter, as a share of the type size, in the widest of the fonts that are asked for."""
_TEMPLATES = resources.files("workshop.materials") / "keycard"


class KeyRow(NamedTuple):
    """One command, or the levels together."""

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    """As they are written for people."""
    label: str
    help: str
    often: bool
    """Whether it is among what the key bar shows."""


class Group(NamedTuple):
    """The keys of one screen, or of nearly all."""

    title: str
    rows: tuple[KeyRow, ...]


def groups(keymap: Mapping[str, str]) -> tuple[Group, ...]:
    """Every command of the day once: running a session, what works nearly everywhere, the other screens."""
    everywhere = [command for command in commands.COMMANDS if len(command.where) >= _MOST_CONTEXTS]
    listed = {command.id for command in everywhere}
    by_screen: list[Group] = []
    for context in (context for context in RUN_FIRST if context not in BEFORE_AND_AFTER):
        here = [command for command in commands.of_context(context) if command.id not in listed]
        listed |= {command.id for command in here}
        if here:
            by_screen.append(Group(commands.TITLES[context], as_rows(here, keymap)))
    first, *others = by_screen
    return (first, Group(EVERYWHERE, as_rows(everywhere, keymap)), *others)


def as_rows(listed: Iterable[Command], keymap: Mapping[str, str]) -> tuple[KeyRow, ...]:
    """Commands as they are written for people; the levels are one row."""
    rows: list[KeyRow] = []
    for is_level, neighbours in groupby(listed, attrgetter("is_level")):
        if is_level:
            rows.append(_levels(tuple(neighbours), keymap))
            continue
        for command in neighbours:
            keys = tuple(shown(key) for key in commands.keys_of(command, keymap))
            rows.append(KeyRow((command.id,), keys, command.label, command.help, command.bar == 1))
    return tuple(rows)


def _levels(levels: Sequence[Command], keymap: Mapping[str, str]) -> KeyRow:
    """The levels in one row, and each key where any was moved."""
    keys = tuple(shown(commands.keys_of(level, keymap)[0]) for level in levels)
    if keys == tuple(key for level in levels for key in level.keys):
        keys = (commands.LEVEL_KEYS,)
    return KeyRow(tuple(level.id for level in levels), keys, levels[0].label, commands.LEVEL_HELP, often=True)


def text(keymap: Mapping[str, str]) -> str:
    """The card in lines of at most 80 columns: what is used most in sentences, the rest in words."""
    running, *others = groups(keymap)
    lines = [TITLE, "", running.title]
    lines += [line for row in running.rows if row.often for line in row_lines(row, 7)]
    lines += ["", *_flow("Also", (row for row in running.rows if not row.often)), ""]
    for group in others:
        lines += _flow(group.title, group.rows)
    return "\n".join([*lines, "", *FOOT]) + "\n"


def row_lines(row: KeyRow, keys_width: int) -> list[str]:
    """The keys in a column of so many characters, and beside it what they do, in lines of 80 columns."""
    lead = f"  {' '.join(row.keys):<{keys_width}} "
    return textwrap.wrap(row.help, WIDTH, initial_indent=lead, subsequent_indent=" " * (keys_width + 3))


def _flow(title: str, rows: Iterable[KeyRow]) -> list[str]:
    """A title, then keys with their words, on a line together; neighbours alike are one: `↓/↑ partner`."""
    lines = [f"{title}:"]
    for label, alike in groupby(rows, lambda row: row.label):
        part = f"{' '.join(key for row in alike for key in row.keys)} {label}"
        gap = " " if lines == [f"{title}:"] else "  · "
        if len(lines[-1]) + len(gap) + len(part) <= WIDTH:
            lines[-1] += gap + part
        else:
            lines.append(f"    {part}")
    return lines


def html(keymap: Mapping[str, str]) -> str:
    """The card as one self-contained page without a script, which loads nothing and prints on one A4 page."""
    running, *others = groups(keymap)
    size = _size(running, others)
    return page(_TEMPLATES, "keycard", title=TITLE, foot=FOOT, running=running, others=others, size=size)


def extra_files(formats: Iterable[str], keymap: Mapping[str, str]) -> dict[str, str]:
    """What goes with a summary in these formats: text by name; the card as a page where they have HTML."""
    return {FILE_NAME: html(keymap)} if "html" in formats else {}


def _size(running: Group, others: Sequence[Group]) -> int:
    """Number of the largest size in which the card is one page; of the smallest where none is."""
    fitting = (number for number, size in enumerate(SIZES) if _height(running, others, size) <= _PAGE[1])
    return next(fitting, len(SIZES) - 1)


def _height(running: Group, others: Sequence[Group], size: float) -> float:
    """Points that the card takes up at a type size, as near as can be told without setting it."""
    height = 11 * size
    height += _columns([row for row in running.rows if row.often], size, 1.15)
    height += _columns([row for row in running.rows if not row.often], size, 1.0)
    room = _PAGE[0] - 12 * size
    for group in others:
        letters = sum(len(row.label) + sum(len(key) + 2 for key in row.keys) for row in group.rows)
        wide = letters * _ADVANCE * size + 1.5 * size * len(group.rows)
        height += math.ceil(1.1 * wide / room) * 1.8 * size
    return height


def _columns(rows: Sequence[KeyRow], size: float, scale: float) -> float:
    """Points that rows in two columns take up, one row more than half in the longer column."""
    type_size = size * scale
    heights = []
    for row in rows:
        keys = max(3.4, sum(len(key) * _ADVANCE * scale + 1.2 for key in row.keys))
        room = (_PAGE[0] - 1.6 * size) / 2 - keys * type_size - 0.6 * size
        lines = max(1, math.ceil(len(row.help) * _ADVANCE * type_size / max(room, 6 * type_size)))
        heights.append(max(lines * 1.18, 1.4 * scale) * type_size + 0.4 * size)
    return (sum(heights) + max(heights, default=0.0)) / 2
