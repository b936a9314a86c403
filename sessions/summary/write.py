"""Writes a summary to disk, in the formats asked for. Each writer is imported only when it is needed."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from sessions.problem import Problem
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.model import Summary
from sessions.text import slug

FORMATS: dict[str, str] = {
    "md": "sessions.summary.markdown",
    "html": "sessions.summary.html",
}
"""Module of each format's writer, by the name people call the format: each has `render` and `SUFFIX`."""


class Writer(Protocol):
    """What a format's module offers."""

    SUFFIX: str

    def render(self, summary: Summary) -> str:
        """The whole document."""
        ...


def writer(name: str) -> Writer:
    """The writer of a format. Raises Problem for one that there is not."""
    if name not in FORMATS:
        raise Problem(f"There is no format {name!r}", mend=f"The formats are: {', '.join(FORMATS)}.")
    return cast("Writer", import_module(FORMATS[name]))


def write(
    session: Session,
    folder: Path,
    formats: Sequence[str] = tuple(FORMATS),
    *,
    now: datetime,
    beside: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write `<session id>-summary.<suffix>` in each format to `folder`, made if missing; the files' paths.

    `beside` are further files that go with it, text by name, each as `<session id>-<name>`.
    All are made before the first is written, and each takes the place of an older one whole or not at all.
    `progress` is told, in a few words, what comes next. Raises Problem where the folder can't be written.
    """
    tell = progress or (lambda _: None)
    writers = [writer(name) for name in dict.fromkeys(formats)]
    tell("Putting the summary together")
    summary = build(session, now=now)
    stem = _stem(session)
    ready = [(folder / f"{stem}-summary.{one.SUFFIX}", one.render(summary)) for one in writers]
    ready += [(folder / f"{stem}-{name}", text) for name, text in (beside or {}).items()]
    for path, text in ready:
        tell(f"Writing {path.name}")
        try:
            _replace(path, text.encode())
        except OSError as error:
            raise Problem(
                f"The summary can’t be written: {error.strerror or error}",
                where=str(path),
                mend="Name another folder, or make room in this one.",
            ) from error
    tell("Done")
    return tuple(path for path, _ in ready)


def _stem(session: Session) -> str:
    """The session's id where it is a plain file name; a file from elsewhere may have any id."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", session.id)
    return session.id if plain else slug(session.id) or "session"


def _replace(path: Path, data: bytes) -> None:
    """Put `data` at `path`, on the disk on return; until then what stood there stands. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where a folder can be synced: not on all systems."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
