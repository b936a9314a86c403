"""A TinyDB storage whose writes are whole or not at all, and are on the disk when they return.

The file is a JSON object of tables in TinyDB's form, `{"ballots": {"1": {…}, "2": {…}}}`, laid out with
one document a line: readable, friendly to `diff`, and three times as fast to write as `indent=1`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tinydb.storages import Storage

from sessions.problem import Problem

if sys.platform == "darwin":
    import fcntl

T = TypeVar("T")
Tables = dict[str, Any]
"""{table: {document number as text: document}}; what is no table of ours may hold any JSON."""
Stamp = tuple[int, int, int]
"""(time of change in ns, bytes, inode) of a file: differs where somebody else has written it."""

TRIES = 20 if sys.platform == "win32" else 1
"""On Windows a virus scanner or indexer may hold a file for a moment; elsewhere a refusal is final."""
PAUSE = 0.05
"""Seconds between tries."""
TEMPORARY = ".tmp"
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EISDIR)


class Damaged(Problem):
    """A file that should be a session and can't be read as one."""


def os_problem(error: OSError, what: str, path: Path) -> Problem:
    """`error` in plain words, after `what` could not be done to `path`."""
    if error.errno in _FULL:
        return Problem(
            f"{what}: the disk is full",
            where=str(path),
            mend="Free some space and do it once more. What was saved before is still there.",
        )
    if isinstance(error, FileNotFoundError):
        return Problem(
            f"{what}: it is not there", where=str(path), mend="Was it moved, renamed or put in the bin?"
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Problem(
            f"{what}: access is refused",
            where=str(path),
            mend="Ask for the right to use this folder, or choose another with --folder.",
        )
    return Problem(
        f"{what}: {error.strerror or error}",
        where=str(path),
        mend="Check the disk, or choose another folder with --folder.",
    )


def stamp_of(path: Path) -> Stamp:
    """What differs where a file is another, or was written anew. Raises OSError."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def patiently(action: Callable[[], T]) -> T:
    """`action()`, tried again for a moment while Windows refuses it. Raises its OSError in the end."""
    for _ in range(TRIES - 1):
        try:
            return action()
        except PermissionError:
            time.sleep(PAUSE)
    return action()


# --- reading --------------------------------------------------------------------------------------


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a key that stands twice would silently lose what the first one held."""
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {doubled!r} stands twice in one place")
    return made


def parse(data: bytes, path: Path) -> Tables:
    """The tables in `data`. Raises Damaged where it is empty, no UTF-8, no JSON or no object."""
    if not data.strip():
        raise Damaged("The session file is damaged: it is empty", where=str(path))
    try:
        tables = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except UnicodeDecodeError as error:
        raise Damaged("The session file is damaged: it is not text", where=str(path)) from error
    except json.JSONDecodeError as error:
        reason = f"it breaks off or is garbled at line {error.lineno}, column {error.colno}"
        raise Damaged(f"The session file is damaged: {reason}", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise Damaged(f"The session file is damaged: {error}", where=str(path)) from error
    if not isinstance(tables, dict):
        raise Damaged("The session file is damaged: it holds no tables", where=str(path))
    return tables


# --- writing --------------------------------------------------------------------------------------


def render(tables: Tables) -> bytes:
    """`tables` as UTF-8 JSON, one document a line. Raises TypeError for what JSON can't hold."""
    try:
        return _render(tables, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character pair that another tool wrote; escapes keep it as it is
        return _render(tables, ensure_ascii=True).encode()


def _render(tables: Tables, *, ensure_ascii: bool) -> str:
    dumps = json.JSONEncoder(ensure_ascii=ensure_ascii).encode
    blocks = []
    for name, table in tables.items():
        if isinstance(table, dict) and table:
            lines = ",\n".join(f"  {dumps(str(key))}: {dumps(value)}" for key, value in table.items())
            blocks.append(f" {dumps(name)}: {{\n{lines}\n }}")
        else:
            blocks.append(f" {dumps(name)}: {dumps(table)}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries on the disk, where the system can do that. Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    os.fsync(handle)
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):  # on a Mac, fsync stops at the drive's own cache
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: afterwards it is whole and on the disk, or it is as it was before.

    Raises OSError; the temporary file is gone by then.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            if sys.platform != "win32":
                with contextlib.suppress(OSError):  # a file that others may read stays so
                    os.fchmod(handle, path.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            _sync(handle)
        patiently(lambda: os.replace(temporary, path))  # noqa: PTH105  # the one call that is atomic by contract
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


class DurableStorage(Storage):
    """One session file. `TinyDB(path, storage=DurableStorage)` reads and writes it table by table.

    It never makes a file by being opened, and an empty file is damage, not a new database.
    """

    def __init__(self, path: Path | str) -> None:
        super().__init__()
        self.path = Path(path)
        self.data = b""
        """The bytes last read, or last handed to the disk."""

    def read(self) -> Tables:
        """All tables. Raises Damaged, or Problem where the file can't be read at all."""
        try:
            self.data = patiently(self.path.read_bytes)
        except OSError as error:
            raise os_problem(error, "The session can't be read", self.path) from error
        return parse(self.data, self.path)

    def write(self, data: Tables) -> None:
        """Replace all tables, in one go. Raises Problem, and then the file is as it was."""
        self.data = render(data)
        try:
            write_durably(self.path, self.data)
        except OSError as error:
            raise os_problem(error, "The session can't be saved", self.path) from error
