"""The guide: what to do on each screen, in the order in which a facilitator meets it. Knows no screen.

Its text is `materials/guide/guide.toml`; the help on the screen and the page with pictures show the same.
`keymap` is everywhere the person's own keys, as `keymap.usable` gives them: command id → names of keys.
"""

import re
import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from workshop import commands, keycard
from workshop.commands import Command, Context
from workshop.keycard import KeyRow
from workshop.keynames import Keys

FOLDER = resources.files("workshop.materials") / "guide"
WIDTH = 80
"""Columns of the guide as text."""
_MARK = re.compile(r"\{(?P<key>\w+)\}|`(?P<code>[^`]+)`")


class Piece(NamedTuple):
    """A piece of a sentence: plain text, a key as it is written for people, or what is typed in a shell."""

    kind: Literal["text", "key", "code"]
    text: str


Spans = tuple[Piece, ...]


class GuidePicture(NamedTuple):
    """A picture of a screen, and what can be seen on it, for who can't see it."""

    name: str
    alt: str


class GuideSection(NamedTuple):
    """One thing a facilitator does."""

    id: str
    title: str
    about: Spans
    text: tuple[Spans, ...]
    rows: tuple[KeyRow, ...]
    pictures: tuple[GuidePicture, ...]
    cases: tuple[tuple[Spans, Spans], ...]
    """(what went wrong, what to do)."""


class Guide(NamedTuple):
    """The whole guide, with the person's own keys."""

    title: str
    lead: Spans
    sections: tuple[GuideSection, ...]


def guide(keymap: Mapping[str, str]) -> Guide:
    """Every section. A command that none of them names stands in the section of its first screen."""
    data = _data()
    named = {name for section in data["sections"] for name in section["keys"]}
    spare = [command for command in commands.COMMANDS if command.id not in named and not command.is_level]
    sections = tuple(_section(section, spare, keymap) for section in data["sections"])
    return Guide(data["title"], spans(data["lead"], keymap), sections)


def anchor(context: Context) -> str:
    """Id of the section about a screen."""
    return str(_of(context)["id"])


def about(context: Context, keymap: Mapping[str, str]) -> Spans:
    """What one does on a screen, in two or three sentences."""
    return spans(_of(context)["about"], keymap)


def spans(text: str, keymap: Mapping[str, str]) -> Spans:
    """`text` in pieces, with the keys of the commands that it names."""
    keys, at = Keys(keymap), 0
    pieces: list[Piece] = []
    for mark in _MARK.finditer(text):
        pieces.append(Piece("text", text[at : mark.start()]))
        pieces.append(Piece("code", mark["code"]) if mark["code"] else Piece("key", keys[mark["key"]]))
        at = mark.end()
    pieces.append(Piece("text", text[at:]))
    return tuple(span for span in pieces if span.text)


def text(keymap: Mapping[str, str]) -> str:
    """The guide in lines of at most 80 columns, for a screen reader or where there is no browser."""
    title, lead, sections = guide(keymap)
    lines = [title, "", *_filled(lead)]
    for number, section in enumerate(sections, start=1):
        lines += ["", f"{number}. {section.title}", ""]
        lines += [line for part in (section.about, *section.text) for line in (*_filled(part), "")]
        for when, what in section.cases:
            lines += [*_filled((*when, Piece("text", ":"))), *_filled(what, "  "), ""]
        lines += [line for row in section.rows for line in keycard.row_lines(row, 9)]
    return "\n".join(lines) + "\n"


def _filled(parts: Spans, indent: str = "") -> list[str]:
    text = "".join(f"`{span.text}`" if span.kind == "code" else span.text for span in parts)
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _section(data: Mapping[str, Any], spare: Iterable[Command], keymap: Mapping[str, str]) -> GuideSection:
    levels = [command for command in commands.COMMANDS if command.is_level]
    listed: list[Command] = []
    for name in data["keys"]:
        listed += levels if name == "levels" else [commands.BY_ID[name]]
    listed += [command for command in spare if command.where[0] == data.get("context")]
    return GuideSection(
        data["id"],
        data["title"],
        spans(data["about"], keymap),
        tuple(spans(text, keymap) for text in data.get("text", ())),
        keycard.as_rows(listed, keymap),
        tuple(GuidePicture(**picture) for picture in data.get("pictures", ())),
        tuple((spans(case["when"], keymap), spans(case["what"], keymap)) for case in data.get("cases", ())),
    )


def _of(context: Context) -> Mapping[str, Any]:
    sections: list[Mapping[str, Any]] = _data()["sections"]
    return next(section for section in sections if section.get("context") == context)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "guide.toml").read_text(encoding="utf-8"))
