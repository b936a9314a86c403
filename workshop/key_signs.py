"""How a key is called in the settings, what it types, and how it is written for people."""

import contextlib
import string
import unicodedata

_SYMBOLS = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "enter": "↵",
    "delete": "del",
    "backspace": "⌫",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual's name of a key is not that of the character."""


def key_name(written: str) -> str:
    """Textual's name of a key, from what a person writes for it: `?` is `question_mark`, `F5` is `f5`."""
    key = written.strip() or written
    if len(key) != 1:
        return key.lower()
    if key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_CHARACTERS = {key_name(sign): sign for sign in string.punctuation}


def character(key: str) -> str:
    """What is typed with a key of this name: `question_mark` types `?`. Empty for keys that type nothing."""
    if len(key) == 1:
        return key
    with contextlib.suppress(KeyError):
        sign = _CHARACTERS.get(key) or unicodedata.lookup(key.replace("_", " "))
        # "escape" names a character too, and "dog" a picture; no key types them.
        return sign if sign.isprintable() and ord(sign) < 0x3000 else ""
    return ""


def shown(key: str) -> str:
    """How a key is written for people: `question_mark` is "?", `f5` is "F5"."""
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return _SYMBOLS.get(key) or character(key).strip() or key
