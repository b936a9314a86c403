"""Files on this machine: written whole and durably, read without waiting. The standard library alone."""

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from sessions.problem import Problem

if sys.platform == "darwin":
    import fcntl

T = TypeVar("T")
Stamp = tuple[int, int, int]
"""(time of change in ns, bytes, inode) of a file: differs where somebody else has written it."""

TRIES = 20 if sys.platform == "win32" else 1
"""On Windows a virus scanner or indexer may hold a file for a moment; elsewhere a refusal is final."""
PAUSE = 0.05
"""Seconds between tries."""
TEMPORARY = ".tmp"
"""Suffix of a file that is not yet in its place; a killed program may leave one, to be swept up."""
MOST_READ = 300_000_000
"""Bytes that are read of a file: more than the index of fifty thousand sessions has."""
PRIVATE = 0o600
"""Rights of a file that only its owner may read."""
OTHERS = 0o007
"""Rights of everybody on the machine."""
LONGEST = 240
"""Characters of a path that Windows takes, what stands beside it for a moment left room for."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EISDIR)
_NO_FILE = "it is no ordinary file, but a folder, a pipe or a device"
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class NotSynced(OSError):
    """The file is in its place, whole; that its folder's entry is on the disk could not be had."""


class NotSure(Problem):
    """It is saved; what is not sure is that it outlasts a power cut."""


def os_problem(error: OSError, what: str, path: Path) -> Problem:
    """`error` in plain words, after `what` could not be done to `path`, or not for sure."""
    if isinstance(error, NotSynced):
        why = f"It is saved, but it is not sure that it would outlast a power cut now: {error.strerror}"
        return NotSure(why, where=str(path), hint="Check the disk. It need not be done once more.")
    if error.errno in _FULL:
        why = "the disk is full"
        hint = "Free some space and do it once more. What was saved before is still there."
    elif sys.platform == "win32" and len(str(path.absolute())) > LONGEST:
        why = "its path is longer than Windows takes"
        hint = "Choose a folder that is not so deep with --folder or --to."
    elif isinstance(error, FileNotFoundError):
        why, hint = "it is not there", "Was it moved, renamed or put in the bin?"
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        why = "access is refused"
        hint = if_open_elsewhere(
            error, "Ask for the right to use this folder, or choose another with --folder."
        )
    else:
        why = error.strerror or str(error)
        hint = "Check the disk, or choose another folder with --folder."
    return Problem(f"{what}: {why}", where=str(path), hint=hint)


def if_open_elsewhere(error: OSError, hint: str) -> str:
    """The hint; on Windows, before it, what a refusal mostly comes from: another program has it open."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return f"Is it open in another program, such as Word or Excel? Close it there. {hint}"
    return hint


@contextlib.contextmanager
def os_problems(what: str, path: Path) -> Iterator[None]:
    """Raises the Problem that `what` could not be done to `path` in the place of an OSError."""
    try:
        yield
    except OSError as error:
        raise os_problem(error, what, path) from error


def patiently(action: Callable[[], T]) -> T:
    """`action()`, tried again for a moment while Windows refuses it. Raises its OSError in the end."""
    for _ in range(TRIES - 1):
        try:
            return action()
        except PermissionError:
            time.sleep(PAUSE)
    return action()


def read(path: Path, *, start: int = 0, most: int = -1) -> bytes:
    """All that a file holds, or from the byte `start` on at most `most` of them.

    Raises OSError, at once also for a folder, a pipe or a device of that name.
    """
    if sys.platform == "win32" and path.is_dir():  # where opening it would be refused, and tried again
        raise OSError(errno.EINVAL, _NO_FILE)
    return patiently(lambda: _read(path, start, most))


def _read(path: Path, start: int, most: int) -> bytes:
    handle = os.open(path, os.O_RDONLY | _NEVER_WAIT)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, _NO_FILE)
        if status.st_size > MOST_READ:
            raise OSError(errno.EINVAL, f"it has more than {MOST_READ // 10**6} MB")
        with open(handle, "rb", closefd=False) as file:  # of a handle, not of a path
            file.seek(start)
            return file.read(most)
    finally:
        os.close(handle)


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


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace `path` by `data`: afterwards it is whole and on the disk, or it is as it was before.

    A `private` file may be read by its owner alone. Any other keeps the rights that it was given, as for a
    group; but one that everybody could read is its owner's from then on. Raises OSError: NotSynced where it
    is in its place, but the disk may not have its folder yet.
    """
    write_whole(path, data, private=private, sync=True)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotSynced(error.errno, error.strerror or str(error)) from error


def write_whole(path: Path, data: bytes, *, private: bool = False, sync: bool = False) -> None:
    """Replace `path` by `data`, whole, but a power cut may lose it. An OSError leaves no temporary file."""
    put_in_place(stage(path, data, private=private, sync=sync), path)


def stage(path: Path, data: bytes, *, private: bool = False, sync: bool = False) -> Path:
    """All that is to stand at `path`, in a temporary file beside it, which is gone by an OSError."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(temporary, flags, PRIVATE if private else 0o666)
        with _file_of(handle) as file:
            if sys.platform != "win32" and not private:
                with contextlib.suppress(OSError):
                    _keep_rights(handle, path.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            if sync:
                _sync(handle)
    except BaseException:
        unstage(temporary)
        raise
    return temporary


def _file_of(handle: int) -> BinaryIO:
    """A file to write to; where there can be none, its handle is closed: Windows removes no open file."""
    try:
        return os.fdopen(handle, "wb")
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(handle)
        raise


def put_in_place(temporary: Path, path: Path) -> None:
    """Let what is staged stand at `path`. Raises OSError, and then it is gone."""
    try:
        patiently(lambda: os.replace(temporary, path))  # noqa: PTH105  # the one call that is atomic by contract
    except BaseException:
        unstage(temporary)
        raise


def unstage(temporary: Path) -> None:
    """Take away what is staged, where it still is."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def sweep_up(folder: Path, name: str) -> None:
    """Take away what a program that was killed has staged in `folder`, for names like this pattern."""
    form = re.compile(rf"\.{name}\.[0-9a-f]+{re.escape(TEMPORARY)}")
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if form.fullmatch(file.name):
                unstage(file)


def _keep_rights(handle: int, rights: int) -> None:
    """Rights that somebody gave a file, as to a group, stay. What all may read, nobody chose."""
    os.fchmod(handle, PRIVATE if rights & OTHERS else rights)


def move(source: Path, target: Path) -> None:
    """Rename, and have both folders on the disk. Raises OSError."""
    patiently(lambda: source.rename(target))
    sync_folder(target.parent)
    sync_folder(source.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, where it isn't there. Raises OSError."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if is_new:
        sync_folder(folder.parent)
