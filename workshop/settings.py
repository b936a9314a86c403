"""What a user prefers, from `settings.toml`, and where things lie. Nothing is made by importing or reading.

theme = "laptop-dark"
folder = "~/Workshops"          # where sessions lie

[keys]                          # command id = key, or several with commas between
reveal = "space"
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field

from sessions.problem import Problem
from sessions.store.storage import write_durably

FILE_NAME = "settings.toml"
CONFIG_VARIABLE = "WORKSHOP_CONFIG"
"""Environment variable that names the folder of the settings."""
FOLDER_VARIABLE = "WORKSHOP_FOLDER"
"""Environment variable that names the folder of the sessions."""
SUMMARIES = "summaries"
"""Folder of the summaries, beside the sessions."""


class Settings(BaseModel):
    """What a user prefers. Everything has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: str = "laptop-dark"
    keys: dict[str, str] = Field(default_factory=dict)
    """Command id → the key or keys (commas between) that it answers to instead of its own."""
    folder: Path | None = None
    """Where sessions lie; None for the user's data folder."""


# --- where things lie -----------------------------------------------------------------------------


def data_folder() -> Path:
    """The user's data folder: sessions, own packs and templates, crash reports."""
    return Path(platformdirs.user_data_dir("workshop", appauthor=False))


def settings_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings lie, whether or not there are any."""
    named = environment.get(CONFIG_VARIABLE)
    folder = Path(named) if named else Path(platformdirs.user_config_dir("workshop", appauthor=False))
    return folder / FILE_NAME


def sessions_folder(
    named: Path | None = None, settings: Settings | None = None, environment: Mapping[str, str] = os.environ
) -> Path:
    """Where sessions lie: as `named`, else as the environment says, else the settings, else the default."""
    if named is not None:
        return named.expanduser()
    if wanted := environment.get(FOLDER_VARIABLE):
        return Path(wanted).expanduser()
    if settings is not None and settings.folder is not None:
        return settings.folder
    return data_folder() / "sessions"


def summaries_folder(session_path: Path) -> Path:
    """Where summaries of the session in this file go, unless somebody names another place."""
    return session_path.parent / SUMMARIES


# --- reading --------------------------------------------------------------------------------------


def load(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """(settings, what is wrong with the file). Never raises: a key with a mistake keeps its default."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (_problem(path, f"The settings cannot be read: {error.strerror}"),)
    except UnicodeDecodeError:
        return Settings(), (_problem(path, "The settings are not UTF-8 text"),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), (_problem(path, f"The settings are not TOML: {error}"),)
    problems: list[Problem] = []
    kept: dict[str, Any] = {}
    for key, value in data.items():
        reader = _READERS.get(key)
        if reader is None:
            known = ", ".join(_READERS)
            problems.append(_problem(path, f"{key}: there is no such setting", f"The settings are: {known}."))
            continue
        kept[key], found = reader(value)
        problems.extend(_problem(path, f"{key}{what}") for what in found)
    return Settings(**{key: value for key, value in kept.items() if value is not None}), tuple(problems)


def _problem(path: Path, what: str, mend: str = "") -> Problem:
    return Problem(what, where=str(path), mend=mend or "The default is used until the file is mended.")


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


def _keys(value: object) -> tuple[dict[str, str] | None, list[str]]:
    if not isinstance(value, dict):
        return None, [": a table of commands and keys was expected, under [keys]"]
    kept: dict[str, str] = {}
    wrong: list[str] = []
    for command, keys in value.items():
        many = keys if isinstance(keys, list) else [keys]
        if many and all(isinstance(one, str) and one.strip() for one in many):
            kept[command] = ",".join(one.strip() for one in many)
        else:
            wrong.append(f'.{command}: a key in quotes was expected, such as "r" or "f5,space"')
    return kept, wrong


_READERS: dict[str, Callable[[object], tuple[Any, list[str]]]] = {
    "theme": _theme,
    "folder": _folder,
    "keys": _keys,
}


# --- writing --------------------------------------------------------------------------------------

_TABLE = re.compile(r"\s*\[")
_COMMENT = re.compile(r"""^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*?(?P<comment>\s*#.*)$""")


def save_theme(path: Path, name: str) -> None:
    """Set the theme in the settings and leave every other line as it is. Raises Problem."""
    try:
        old = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        new = with_text(old, "theme", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path.resolve(), new.encode())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Problem(
            f"The theme cannot be kept: {reason}",
            where=str(path),
            mend="It stays for now; mend the file or its folder to keep it for the next time.",
        ) from error


def with_text(toml: str, key: str, value: str) -> str:
    """`toml` with the top-level `key` set to the text `value`; comments and all else stay.

    Raises ValueError where `toml` is not TOML or is written in a way that this cannot change safely.
    """
    before = tomllib.loads(toml)
    lines = toml.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    setting = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    assigned = re.compile(rf"""\s*(?:{key}|"{key}"|'{key}')\s*=""")
    at = next((i for i in range(end) if assigned.match(lines[i])), None)
    if at is None:
        if end and not lines[end - 1].endswith("\n"):
            lines[end - 1] += "\n"
        lines.insert(end, setting + "\n")
    else:
        body = lines[at].rstrip("\r\n")
        comment = _COMMENT.match(body)
        ending = lines[at][len(body) :]
        lines[at] = setting + (comment["comment"] if comment else "") + ending
    after = "".join(lines)
    if tomllib.loads(after) != {**before, key: value}:
        raise ValueError(f"{key} is written in a way that only a person can change")
    return after
