"""The themes there are: those that are shipped, and those in the user's folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from themes.pairs import weak_pairs
from themes.theme import LEVELS, ThemeError, ThemeFile

_MOST_BYTES = 200_000
"""A theme's file is a page long; what is far larger is something else."""
_MOST_SHOWN = 40
"""Characters of a key or value that a message repeats."""
_MOST_KEYS = 3
"""Keys that one sentence names."""
_ALL_LEVELS = f"expected a list of {LEVELS} colours, lowest level to highest"


class Loaded(NamedTuple):
    """What was read, and what could not be."""

    themes: dict[str, ThemeFile]
    """By name: the shipped ones in the order of their names, then the user's."""
    failed: tuple[str, ...]
    """A sentence for each thing wrong, which names the file and the key."""
    faint: frozenset[str] = frozenset()
    """Names of those that have less contrast than they promise."""

    def get(self, name: str) -> ThemeFile:
        """The theme of that name. Raises ThemeError."""
        if name not in self.themes:
            raise ThemeError(f"There is no theme '{name}'. There are: {', '.join(self.themes)}.")
        return self.themes[name]


def load(user_folder: Path | None = None) -> Loaded:
    """Every theme that can be read. Never raises: a broken file is told of in `failed`, and left out.

    `user_folder` need not exist. A user's theme cannot take the name of a shipped one. One with less contrast
    than it promises is told of too, and can be used, but is `faint`.
    """
    themes: dict[str, ThemeFile] = {}
    failed: list[str] = []
    faint: set[str] = set()
    shipped = _shipped()
    for file in (*shipped, *_in_folder(user_folder, failed)):
        read = _read(file)
        if isinstance(read, ThemeFile) and read.name in themes:
            read = [f"name: '{read.name}' is taken by another theme; choose another name"]
        if isinstance(read, ThemeFile):
            themes[read.name] = read
            # That those shipped keep theirs is measured before they are.
            if file not in shipped and (told := _too_faint(read)):
                failed.append(f"{_short(file.name)}: contrast: {told}")
                faint.add(read.name)
        else:
            failed.extend(f"{_short(file.name)}: {wrong}" for wrong in read)
    return Loaded(themes, tuple(failed), frozenset(faint))


def _too_faint(theme: ThemeFile) -> str:
    """The pair of a theme that falls shortest of its contrast, in words; empty for none."""
    worst = min(weak_pairs(theme), key=lambda pair: pair.ratio, default=None)
    if worst is None:
        return ""
    return f"{worst.text} on {worst.ground} has {worst.ratio:.1f} to 1, less than {theme.contrast:g}"


def _shipped() -> list[Traversable]:
    files = (file for file in resources.files("themes").iterdir() if file.name.endswith(".toml"))
    return sorted(files, key=lambda file: file.name)


def _in_folder(folder: Path | None, failed: list[str]) -> Iterator[Path]:
    if folder is None:
        return
    try:
        yield from sorted(file for file in folder.glob("*.toml") if file.is_file())
    except OSError as error:
        failed.append(f"{folder.name}: the folder cannot be read ({error.strerror})")


def _read(file: Traversable) -> ThemeFile | list[str]:
    """The theme in a file, or what is wrong with it."""
    try:
        data = file.read_bytes()
        if len(data) > _MOST_BYTES:
            return ["this is too large for a theme"]
        return ThemeFile.model_validate(tomllib.loads(data.decode("utf-8")))
    except OSError as error:
        return [f"the file cannot be read ({error.strerror})"]
    except UnicodeDecodeError:
        return ["this is not text in UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return [f"this is not TOML: {error}"]
    except ValidationError as error:
        return _mistakes(error.errors(include_url=False))


def _mistakes(errors: Iterable[ErrorDetails]) -> list[str]:
    """A sentence for each thing wrong; keys of which the same is to be said share one."""
    keys: dict[str, list[str]] = {}
    for error in errors:
        place = error["loc"]
        if error["type"] == "missing" and isinstance(place[-1], int):
            place = place[:-1]  # of a list that is too short, the list is what is wrong
        named = keys.setdefault(_expected(error), [])
        if (key := _key(place)) not in named:
            named.append(key)
    return [f"{_listed(named)}: {expected}" for expected, named in keys.items()]


def _listed(keys: list[str]) -> str:
    more = len(keys) - _MOST_KEYS
    return ", ".join(keys[:_MOST_KEYS]) + (f" and {more} more" if more > 0 else "")


def _key(place: tuple[int | str, ...]) -> str:
    """`colours.levels[2]` for ('colours', 'levels', 1): people count from one."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{_short(part)}" for part in place)
    return words.removeprefix(".")


def _expected(error: ErrorDetails) -> str:
    """What was expected of a key, in plain words, for one error of pydantic's."""
    limits = error.get("ctx", {})
    found = f", found {_short(repr(error['input']))}"
    match error["type"]:
        case "tuple_type" | "too_long":
            return _ALL_LEVELS
        case "missing":
            return _ALL_LEVELS if isinstance(error["loc"][-1], int) else "missing"
        case "extra_forbidden":
            return "there is no such key"
        case "value_error":
            return str(limits["error"])
        case "string_pattern_mismatch" if "#" in limits["pattern"]:
            return "expected a colour such as #0b4f6c" + found
        case "string_pattern_mismatch":
            return "expected small letters, digits and hyphens, such as north-hall" + found
        case "string_type":
            return "expected text in quotes" + found
        case "string_too_short":
            return "expected some text, found none"
        case "string_too_long":
            return f"expected at most {limits['max_length']} characters, found {len(error['input'])}"
        case "bool_type" | "bool_parsing":
            return "expected true or false, without quotes" + found
        case "float_type" | "float_parsing" | "greater_than_equal" | "less_than_equal":
            return "expected a number from 1 to 21" + found
        case "literal_error":
            return f"expected {limits['expected']}" + found
        case "dict_type" | "model_type":
            return "expected a table of names and values" + found
        case _:
            return error["msg"]


def _short(text: str) -> str:
    """At most forty characters of it, and none that a terminal would obey."""
    shown = "".join(one if one.isprintable() else "\ufffd" for one in text)
    return shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 1] + "…"
