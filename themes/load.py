"""The themes there are: those that are shipped, and those in the user's folder."""

import tomllib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from themes.pairs import weak_pairs
from themes.theme import LEVELS, ThemeFile

_MOST_BYTES = 200_000  # a theme's file is a page long; what is far larger is something else
_MOST_DOTS = 40  # in a line: the parser keeps every beginning of a key of very many parts
_MOST_SHOWN = 40  # characters of a key or value that a message repeats
_MOST_KEYS = 3  # keys that a sentence names
_ALL_LEVELS = f"expected a list of {LEVELS} colours, lowest level to highest"
_EXPECTED = {
    **dict.fromkeys(("tuple_type", "too_long", "missing level"), _ALL_LEVELS),
    "missing": "missing",
    "extra_forbidden": "there is no such key",
    "value_error": "{error}",
    "no colour": "expected a colour such as #0b4f6c, found {value}",
    "no name": "expected small letters, digits and hyphens, such as north-hall, found {value}",
    "string_type": "expected text in quotes, found {value}",
    "string_too_short": "expected some text, found none",
    "string_too_long": "expected at most {max_length} characters, found {length}",
    **dict.fromkeys(("bool_type", "bool_parsing"), "expected true or false, without quotes, found {value}"),
    **dict.fromkeys(
        ("float_type", "float_parsing", "greater_than_equal", "less_than_equal"),
        "expected a number from 1 to 21, found {value}",
    ),
    "literal_error": "expected {expected}, found {value}",
    **dict.fromkeys(("dict_type", "model_type"), "expected a table of names and values, found {value}"),
}
"""pydantic's type of an error, or ours → what was expected, in plain words."""


class LoadedThemes(NamedTuple):
    """What was read, and what could not be."""

    themes: dict[str, ThemeFile]
    """By name: the shipped ones in the order of their names, then the user's."""
    failed: tuple[str, ...]
    """A sentence for each thing wrong, which names the file and the key."""
    faint: frozenset[str]
    """Names of those that have less contrast than they promise."""


def load(user_folder: Path | None = None) -> LoadedThemes:
    """Every theme that can be read. Never raises: a broken file is told of in `failed`, and left out.

    `user_folder` need not exist. A user's theme cannot take the name of a shipped one. One with less contrast
    than it promises is told of too, and can be used, but is `faint`.
    """
    themes: dict[str, ThemeFile] = {}
    failed: list[str] = []
    faint: set[str] = set()
    files = (file for file in resources.files("themes").iterdir() if file.name.endswith(".toml"))
    shipped = sorted(files, key=lambda file: file.name)
    own: list[Path] = []
    if user_folder is not None:
        try:
            own += sorted(file for file in user_folder.glob("*.toml") if file.is_file())
        except OSError as error:
            failed.append(f"{user_folder.name}: the folder cannot be read ({error.strerror})")
    for file in (*shipped, *own):
        theme, mistakes = _read(file)
        if theme is not None and theme.name in themes:
            mistakes = [f"name: '{theme.name}' is taken by another theme; choose another name"]
        elif theme is not None:
            themes[theme.name] = theme
            # That those shipped keep their contrast is measured before they are.
            weak = () if file in shipped else weak_pairs(theme)
            if weak:
                worst = min(weak, key=lambda pair: pair.ratio)
                pair = f"{worst.text} on {worst.ground} has {worst.ratio:.1f} to 1"
                mistakes = [f"contrast: {pair}, less than {theme.contrast:g}"]
                faint.add(theme.name)
        failed += [f"{_short(file.name)}: {mistake}" for mistake in mistakes]
    return LoadedThemes(themes, tuple(failed), frozenset(faint))


def _read(file: Traversable) -> tuple[ThemeFile | None, list[str]]:
    """(the theme in a file, what is wrong with it)."""
    try:
        if isinstance(file, Path) and file.stat().st_size > _MOST_BYTES:
            return None, ["this is too large for a theme"]
        data = file.read_bytes()
        if any(line.count(b".") > _MOST_DOTS for line in data.splitlines()):
            return None, ["this is nested too deep for a theme"]
        return ThemeFile.model_validate(tomllib.loads(data.decode("utf-8"))), []
    except OSError as error:
        return None, [f"the file cannot be read ({error.strerror})"]
    except UnicodeDecodeError:
        return None, ["this is not text in UTF-8"]
    except RecursionError:
        return None, ["this is nested too deep for a theme"]
    except ValidationError as error:
        return None, _mistakes(error.errors(include_url=False))
    except ValueError as error:  # also of a number that is too long to be read
        return None, [f"this is not TOML: {error}"]


def _mistakes(errors: Iterable[ErrorDetails]) -> list[str]:
    """A sentence for each thing wrong; keys of which the same is to be said share one."""
    keys: dict[str, dict[str, None]] = {}
    for error in errors:
        place = error["loc"]
        if error["type"] == "missing" and isinstance(place[-1], int):
            place = place[:-1]  # of a list that is too short, the list is what is wrong
        # `colours.levels[2]` for ('colours', 'levels', 1): people count from one.
        words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{_short(part)}" for part in place)
        keys.setdefault(_expected(error), {})[words.removeprefix(".")] = None
    mistakes = []
    for expected, names in keys.items():
        more = len(names) - _MOST_KEYS
        listed = ", ".join([*names][:_MOST_KEYS]) + (f" and {more} more" if more > 0 else "")
        mistakes.append(f"{listed}: {expected}")
    return mistakes


def _expected(error: ErrorDetails) -> str:
    """What was expected of a key, in plain words."""
    kind, limits, value = error["type"], error.get("ctx", {}), error["input"]
    if kind == "missing" and isinstance(error["loc"][-1], int):
        kind = "missing level"
    elif kind == "string_pattern_mismatch":
        kind = "no colour" if "#" in limits["pattern"] else "no name"
    expected = _EXPECTED.get(kind)
    if expected is None:
        return error["msg"]
    return expected.format(value=_short(repr(value)), length=len(str(value)), **limits)


def _short(text: str) -> str:
    """At most forty characters of it, and none that a terminal would obey."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 1] + "…"
