"""What a user prefers, from `settings.toml`, and where things lie. Nothing is made by importing or reading.

theme = "laptop-dark"
folder = "~/Workshops"          # where sessions lie
sound = true                    # when the minutes of a step are over
register = "service=region"     # whose places to compare with

[keys]                          # command id = key, or several with commas between
reveal = "space"
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sessions.disk import read, write_durably
from sessions.files import DRAFTS, NOT_SAVED
from sessions.problem import Problem
from sessions.text import clean

FILE_NAME = "settings.toml"
HOUSE_NAME = "house.toml"
CONFIG_VARIABLE = "WORKSHOP_CONFIG"
"""Environment variable that names the folder of the settings."""
FOLDER_VARIABLE = "WORKSHOP_FOLDER"
"""Environment variable that names the folder of the sessions."""
STARTED_FROM_VARIABLE = "WORKSHOP_STARTED_FROM"
"""Environment variable in which a start script names the folder that it lies in."""
PORTABLE = ("portable", "portable.txt")
"""Where one of these lies beside the program, all is kept there. Explorer hides what a name ends in."""
BESIDE = "workshop-data"
"""Folder beside such a program that holds all that is kept."""
SUMMARIES = "summaries"
"""Folder of the summaries, beside the sessions."""

DEFAULT_THEME = "laptop-dark"
FEW_COLOURS_THEME = "high-contrast"
"""Few colours round every theme to its nearest; this one stays readable."""
FEW_COLOURS = ("standard", "256", "windows")
"""Colour systems of `rich` that have few."""
_SLASHES = "In a path of Windows, write / in the place of each \\. The defaults are used until it is mended."
KEYS = "keys"
"""The table of the keys."""
_MOST_BYTES = 1_000_000  # a file of settings is a page long; what is far larger is something else
_MOST_SHOWN = 60  # characters of a key that a message repeats
_TABLE = re.compile(r"\s*\[")
_COMMENT = re.compile(r"""^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*?(?P<comment>\s*#.*)$""")


@dataclass(frozen=True)
class Settings:
    """What a user prefers. Everything has a default."""

    theme: str = DEFAULT_THEME
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id → the key or keys (commas between) that it answers to instead of its own."""
    folder: Path | None = None
    """Where sessions lie; None for the user's data folder."""
    sound: bool = False
    """Whether the terminal makes a sound when the minutes of a step are over."""
    register: str = ""
    """The register whose places to compare with: a database or a folder; empty for none."""
    theme_chosen: bool = field(default=False, compare=False)
    """Whether the user named the theme, so that it holds on a terminal of few colours too."""


def portable_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where a program that is carried about, as on a USB stick, keeps all there is; None where it isn't."""
    place = environment.get(STARTED_FROM_VARIABLE)
    if not place and getattr(sys, "frozen", False):
        place = str(Path(sys.executable).resolve().parent)
    if not place or not any(Path(place, name).exists() for name in PORTABLE):
        return None
    return Path(place).absolute() / BESIDE


def data_folder() -> Path:
    """The user's data folder: sessions, own packs and templates, crash reports."""
    return portable_folder() or _users("data", "XDG_DATA_HOME", ".local/share")


def _users(kind: str, variable: str, default: str) -> Path:
    """The user's folder of a kind for this program, as `platformdirs` has it.

    On Linux that is a line, which takes less time than loading the package.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        named = os.environ.get(variable, "").strip()
        return (Path(named) if named else Path.home() / default) / "workshop"
    import platformdirs  # noqa: PLC0415  # of use on other systems

    folder: Path = getattr(platformdirs, f"user_{kind}_path")("workshop", appauthor=False)
    return folder


def settings_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings lie, whether or not there are any."""
    named = environment.get(CONFIG_VARIABLE)
    if named:
        return Path(named) / FILE_NAME
    return (portable_folder(environment) or _users("config", "XDG_CONFIG_HOME", ".config")) / FILE_NAME


def crash_folders(data: Path | None = None) -> tuple[Path, ...]:
    """Where reports of mistakes go, and where they go if that can't be written to.

    What is carried about leaves none on the laptop.
    """
    return (data or data_folder(),) if portable_folder() else rescue_folders(data)


def rescue_folders(data: Path | None = None) -> tuple[Path, Path]:
    """Where a change goes that its own file did not take: on the laptop rather than nowhere."""
    import tempfile  # noqa: PLC0415  # of use where there are such

    return data or data_folder(), Path(tempfile.gettempdir())


def crash_reports() -> tuple[Path, ...]:
    """Reports of mistakes, and copies of what was not saved: what was typed may stand in them."""
    names = ("crash-*.txt", f"{NOT_SAVED}*/*.json", f"{NOT_SAVED}*/{DRAFTS}/*.json")
    return tuple(sorted(path for folder in rescue_folders() for name in names for path in folder.glob(name)))


def house_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the house style lies, whether or not there is one: beside the settings."""
    return settings_path(environment).with_name(HOUSE_NAME)


def sessions_folder(
    named: Path | None = None, settings: Settings | None = None, environment: Mapping[str, str] = os.environ
) -> Path:
    """Where sessions lie: as `named`, else as the environment says, else the settings, else the default.

    Raises Problem for the home of a user that there isn't.
    """
    if named is None and (wanted := environment.get(FOLDER_VARIABLE)):
        named = Path(wanted)
    if named is not None:
        try:
            return named.expanduser()
        except RuntimeError as error:
            hint = "Name the whole path of the folder of the sessions."
            raise Problem(f"There is no user {named.parts[0][1:]!r}", where=str(named), hint=hint) from error
    if settings is not None and settings.folder is not None:
        return settings.folder
    return data_folder() / "sessions"


def summaries_folder(session_path: Path) -> Path:
    """Where summaries of the session in this file go, unless somebody names another place."""
    return session_path.parent / SUMMARIES


def load(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """(settings, what is wrong with the file). Never raises: a key with a mistake keeps its default."""
    try:
        content = read(path)
        if len(content) > _MOST_BYTES:
            return Settings(), (_problem(path, "The settings are too large to be settings"),)
        data = _parsed(content.decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (_problem(path, f"The settings cannot be read: {error.strerror}"),)
    except UnicodeDecodeError:
        return Settings(), (_problem(path, "The settings are not UTF-8 text"),)
    except (ValueError, RecursionError) as error:  # also of a number that is too long to be read
        hint = _SLASHES if b"\\" in content else ""
        return Settings(), (_problem(path, f"The settings are not TOML: {error}", hint),)
    problems: list[Problem] = []
    kept: dict[str, Any] = {}
    for key, value in data.items():
        if (reader := _READERS.get(key)) is None:
            hint = f"The settings are: {', '.join(_READERS)}."
            problems.append(_problem(path, f"{_named(key)}: there is no such setting", hint))
            continue
        kept[key], mistakes = reader(value)
        problems.extend(_problem(path, f"{key}{mistake}") for mistake in mistakes)
    kept = {key: value for key, value in kept.items() if value is not None}
    return Settings(**kept, theme_chosen="theme" in kept), tuple(problems)


def _parsed(text: str) -> dict[str, Any]:
    """What a file says. Raises ValueError, RecursionError."""
    from workshop.materials.read_toml import toml_in  # noqa: PLC0415  # many have none, and it takes a while

    return toml_in(text)


def _named(key: str) -> str:
    """A key as a message repeats it: on one line, harmless for a terminal, and not without end."""
    name = clean(key, lines=False)
    return name if len(name) <= _MOST_SHOWN else name[: _MOST_SHOWN - 1] + "…"


def _problem(path: Path, what: str, hint: str = "") -> Problem:
    return Problem(what, where=str(path), hint=hint or "The default is used until the file is mended.")


def _theme(value: object) -> tuple[str | None, list[str]]:
    if isinstance(value, str) and value.strip():
        return value.strip(), []
    return None, [': the name of a theme in quotes was expected, such as "laptop-dark"']


def _folder(value: object) -> tuple[Path | None, list[str]]:
    if isinstance(value, str) and value.strip() and "\0" not in value:
        with contextlib.suppress(RuntimeError):
            folder = Path(value.strip()).expanduser()
            if folder.is_absolute():
                return folder, []
    return None, [': a whole path in quotes was expected, such as "~/Workshops"']


def _sound(value: object) -> tuple[bool | None, list[str]]:
    if isinstance(value, bool):
        return value, []
    return None, [": true or false was expected, without quotes"]


def _register(value: object) -> tuple[str | None, list[str]]:
    if isinstance(value, str) and value.strip() and "\0" not in value:
        if re.search(r"password\s*=|//[^/@]*:[^/@]*@", value) is None:
            return value.strip(), []
        return None, [": a password has no place here; PostgreSQL's own pass file keeps it"]
    return None, [': a database or a folder in quotes was expected, such as "service=region"']


def _keys(value: object) -> tuple[dict[str, str] | None, list[str]]:
    if not isinstance(value, dict):
        return None, [": a table of commands and keys was expected, under [keys]"]
    kept: dict[str, str] = {}
    wrong: list[str] = []
    for command, written in value.items():
        keys = written if isinstance(written, list) else [written]
        if keys and all(isinstance(key, str) and key.strip() for key in keys):
            kept[clean(command, lines=False)] = ",".join(key.strip() for key in keys)
        else:
            wrong.append(f'.{_named(command)}: a key in quotes was expected, such as "r" or "f5,space"')
    return kept, wrong


_READERS: dict[str, Callable[[object], tuple[Any, list[str]]]]
_READERS = {"theme": _theme, "folder": _folder, "sound": _sound, "register": _register, KEYS: _keys}


def parse_folder(text: str) -> Path:
    """The folder that a person typed. Raises Problem where it is no whole path."""
    folder, _ = _folder(text)
    if folder is None:
        hint = "Type all of it, such as ~/Workshops, or leave with esc."
        raise Problem("That is no whole path", hint=hint)
    return folder


def parse_register(text: str) -> str:
    """The register that a person typed. Raises Problem where it is none, or has a password in it."""
    register, wrong = _register(text)
    if register is None:
        raise Problem(
            f"That names no register{wrong[0]}", hint="Name a service, or a folder; or leave with esc."
        )
    return register


def save(path: Path, key: str, value: str | bool | None, *, table: str | None = None) -> None:
    """Set `theme`, `folder`, `sound` or, in the table KEYS, a command's key; None leaves it to the default.

    Every other line stays as it is. Raises Problem.
    """
    try:
        old = read(path).decode("utf-8-sig") if path.exists() else ""
        new = with_text(old, key, value, table=table)
        if new == old:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path.resolve(), new.encode())
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "It stays for now; mend the file or its folder to keep it for the next time."
        what = f"The {'key' if table == KEYS else key} cannot be kept: {reason}"
        raise Problem(what, where=str(path), hint=hint) from error


def with_text(toml: str, key: str, value: str | bool | None, *, table: str | None = None) -> str:
    """`toml` with the `key` of the `table` (None: top level) set to a value, or taken out where it is None.

    Comments and all else stay, also the comment behind a key that is taken out.
    Raises ValueError where `toml` is not TOML or is written in a way that this cannot change safely.
    """
    before = _parsed(toml)
    wanted = _wanted(before, key, value, table)
    if wanted == before:
        return toml
    lines = toml.splitlines(keepends=True)
    start, end = _extent(lines, table)
    assigned = re.compile(rf"""\s*(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')\s*=""")
    at = next((i for i in range(start, end) if assigned.match(lines[i])), None)
    if at is not None:
        lines[at] = _assigned(lines[at], key, value)
    elif value is not None:
        if table is not None and start > len(lines):
            if lines:
                lines[-1] = lines[-1].removesuffix("\n") + "\n\n"
            lines.append(f"[{table}]\n")
            start = end = len(lines)
        at = _behind_last(lines, start, end) if table else end
        if at and not lines[at - 1].endswith("\n"):
            lines[at - 1] += "\n"
        lines.insert(at, _setting(key, value) + "\n")
    after = "".join(lines)
    if _parsed(after) != wanted:
        raise ValueError(f"{key} is written in a way that only a person can change")
    return after


def _wanted(before: dict[str, Any], key: str, value: str | bool | None, table: str | None) -> dict[str, Any]:
    """What the file is to say."""
    inner = before.get(table, {}) if table else before
    if not isinstance(inner, dict):
        raise ValueError(f"{table} is no table")
    changed = {name: kept for name, kept in inner.items() if name != key}
    if value is not None:
        changed[key] = value
    if table is None:
        return changed
    return {**before, table: changed} if changed or table in before else before


def _extent(lines: list[str], table: str | None) -> tuple[int, int]:
    """The lines (from, up to) of a table; beyond the last line where there is none."""
    heads = [i for i, line in enumerate(lines) if _TABLE.match(line)]
    if table is None:
        return 0, heads[0] if heads else len(lines)
    name = re.compile(rf"""\s*\[\s*(?:{table}|"{table}"|'{table}')\s*\]""")
    start = next((i + 1 for i in heads if name.match(lines[i])), len(lines) + 1)
    return start, next((i for i in heads if i >= start), max(start, len(lines)))


def _behind_last(lines: list[str], start: int, end: int) -> int:
    """The line after the last one of a table that sets something; after its head where none does."""
    setting = (i for i in range(end - 1, start - 1, -1) if lines[i].strip() and lines[i].lstrip()[0] != "#")
    return next(setting, start - 1) + 1


def _setting(key: str, value: str | bool) -> str:
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _assigned(line: str, key: str, value: str | bool | None) -> str:
    """A line that sets `key` with another value, or nothing but its comment."""
    body = line.rstrip("\r\n")
    ending = line[len(body) :]
    comment = match["comment"] if (match := _COMMENT.match(body)) else ""
    if value is None:
        return comment.lstrip() + ending if comment else ""
    return _setting(key, value) + comment + ending
