"""The line at the foot of a dialog that says which keys do what; each of them can be clicked."""

from collections.abc import Collection
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from workshop import key_signs
from workshop.widgets.wrapped import View

APART = "   "
"""Between two entries; inside one there are single spaces."""

_SPECIAL = "enter escape up down left right tab backspace delete pageup pagedown"
_NAMES = {key_signs.shown(name): name for name in _SPECIAL.split()}
"""Textual's names of keys that are a key wherever they are written, by how they are shown."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """The keys at the head of an entry as (shown, Textual's name), and what they do; no key is a hint."""

    keys: tuple[tuple[str, str], ...]
    words: str


def entries(text: str, bound: Collection[str]) -> tuple[KeyHint, ...]:
    """`↵ record   [ ] move   type a term` in its entries.

    The first words of an entry are keys as long as they are signs, function keys, or a single character that
    is among `bound`, the names of the keys of the dialog: so "a number" is words where nothing is on `a`.
    """
    listed = []
    for part in text.split(APART):
        words = part.split()
        keys: list[tuple[str, str]] = []
        while words and (name := _key(words[0], bound)):
            keys.append((words.pop(0), name))
        if keys or words:
            listed.append(KeyHint(tuple(keys), " ".join(words)))
    return tuple(listed)


def _key(word: str, bound: Collection[str]) -> str:
    """Textual's name of the key that a word stands for; empty where it is no key."""
    if word in _NAMES:
        return _NAMES[word]
    if word[:1] == "F" and word[1:].isdecimal():
        return word.lower()
    name = key_signs.key_name(word) if len(word) == 1 else ""
    return name if name in bound else ""


class KeyLine(View[str]):
    """A click on an entry has the screen press its key; with several keys, on the key itself."""

    def __init__(self, text: str, bound: Collection[str]) -> None:
        super().__init__(classes="keys")
        self.model = (text,)
        self._bound = frozenset(bound)

    def draw(self, width: int, text: str) -> list[Content]:
        lines: list[Content] = []
        for entry in entries(text, self._bound):
            drawn = _drawn(entry)
            if lines and lines[-1].cell_length + len(APART) + drawn.cell_length <= width:
                lines[-1] = Content.assemble(lines[-1], APART, drawn)
            else:
                lines += drawn.wrap(max(4, width))
        return lines


def _drawn(entry: KeyHint) -> Content:
    keys = [_clickable(Content.styled(shown, "bold $accent"), name) for shown, name in entry.keys]
    drawn = Content(" ").join([*keys, Content(entry.words)] if entry.words else keys)
    return _clickable(drawn, entry.keys[0][1]) if len(entry.keys) == 1 else drawn


def _clickable(content: Content, key: str) -> Content:
    return content.stylize(Style.from_meta({"@click": f"screen.press({key!r})"}))
