"""Whether a session, or a file that was written of one, is as it was: by checksums of the bytes on disk."""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from sessions.archives import DAMAGE
from sessions.disk import os_problems, read
from sessions.files import OUTPUTS, SUFFIX
from sessions.outputs import last, manifest
from sessions.outputs.manifest import Row
from sessions.problem import Problem
from sessions.record import Session
from sessions.sign_off import state
from sessions.store.load import load

Verdict = Literal["unchanged", "clock", "changed", "unknown"]
"""`clock`, of a record: other bytes, but nothing that is told is another; time has gone on, or a place."""
_CHECKSUM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MOST = 50_000_000  # bytes of a part of an archive that are looked at


@dataclass(frozen=True, slots=True)
class OutputCheck:
    """What is known of a file that was written."""

    path: Path
    file: Verdict
    """Whether it is as it was written."""
    record: Verdict
    """Whether the record is as it was when this was written."""
    session_path: Path | None
    """Of the session that it was written of; None where nobody knows."""
    row: Row | None
    """How it was noted; None where it was not."""
    newer: Row | None = None
    """What was written in its place since."""


def signed_off(session_path: Path) -> Verdict | None:
    """Whether a session is as it was signed off; None where it is a draft.

    Unknown where it says that it is final, and nothing beside it says what it was then.
    """
    sealed = manifest.sealed(session_path)
    if sealed == manifest.checksum_of(session_path) != "":
        return "unchanged"
    try:
        session = load(session_path).session
    except Problem:
        return "changed" if sealed else None
    if sealed:
        # Another laptop may have opened it again, and handed it back.
        return None if _opened_again(session, sealed) else "changed"
    return "unknown" if state(session) == "final" else None


def _opened_again(session: Session, sealed: str) -> bool:
    return any(act.checksum == sealed for act in session.reopened)


def outputs_of(session_path: Path) -> tuple[OutputCheck, ...]:
    """All files that were written of a session and are still there, as they were written last."""
    latest = {row.path: row for row in manifest.rows(session_path)}
    files = ((row, row.file(session_path)) for row in latest.values())
    return tuple(_compared(file, session_path, row) for row, file in files if file.is_file())


def missing(session_path: Path) -> tuple[Path, ...]:
    """Files that were written of a session and are gone."""
    files = dict.fromkeys(row.file(session_path) for row in manifest.rows(session_path))
    return tuple(file for file in files if not file.exists())


def check_output(path: Path, folders: Iterable[Path]) -> OutputCheck | None:
    """What the sessions in these folders know of a file; None where it can be of none of them.

    It is known by its bytes wherever it lies, else by its path, else by its name; where it is not, by the
    checksum of the record that stands in it. Raises Problem where it can't be read.
    """
    with os_problems("The file can't be read", path):
        data = read(path)
    checksum, here = manifest.checksum(data), path.resolve()
    noted = [(file, row) for file in _sessions(folders) for row in _latest_first(file)]
    by_bytes = ((file, row) for file, row in noted if row.sha256 == checksum)
    by_path = ((file, row) for file, row in noted if row.file(file).resolve() == here)
    by_name = ((file, row) for file, row in noted if Path(row.path).name == path.name)
    for file, row in chain(by_bytes, by_path, by_name):
        return _compared(path, file, row)
    written_in = _checksums_in(data)
    for session_path in _sessions(folders):
        if manifest.checksum_of(session_path) in written_in:
            return OutputCheck(path, "unknown", "unchanged", session_path, None)
    return OutputCheck(path, "unknown", "unknown", None, None) if written_in else None


def of_several(found: OutputCheck, folders: Iterable[Path]) -> tuple[OutputCheck, ...]:
    """A check for every session that this file, such as a log, was written of; `found` first."""
    if found.row is None:
        return (found,)
    noted = (
        _compared(found.path, session_path, row)
        for session_path in _sessions(folders)
        for row in _latest_first(session_path)
        if session_path != found.session_path and (row.sha256, row.form) == (found.row.sha256, found.row.form)
    )
    each = {check.session_path: check for check in noted}
    return (found, *each.values())


def _latest_first(session_path: Path) -> Iterator[Row]:
    return reversed(manifest.rows(session_path))


def _compared(path: Path, session_path: Path, row: Row) -> OutputCheck:
    file: Verdict = "unchanged" if manifest.checksum_of(path) == row.sha256 else "changed"
    record: Verdict = "unknown"
    if row.record:
        record = "unchanged" if manifest.checksum_of(session_path) == row.record else "changed"
    if record == "changed" and _says_the_same(session_path, row):
        record = "clock"
    later = (
        other
        for other in manifest.rows(session_path)
        if other.path == row.path and other.at > row.at and other.sha256 != row.sha256
    )
    return OutputCheck(path, file, record, session_path, row, next(later, None))


def _says_the_same(session_path: Path, row: Row) -> bool:
    """Whether the record tells all that it told when this was written, as far as that is known."""
    kept = last.of(session_path)
    if kept is None or kept.at != row.at:
        return False
    with contextlib.suppress(Problem):
        return last.says_the_same(kept.marks, load(session_path).session)
    return False


def _sessions(folders: Iterable[Path]) -> Iterator[Path]:
    """The session files that have something noted beside them, and all others of these folders."""
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        with contextlib.suppress(OSError):
            noted = {path.name for path in (folder / OUTPUTS).glob(f"*{SUFFIX}")}
            there = {path.name for path in folder.glob(f"*{SUFFIX}")}
            yield from (folder / name for name in sorted(noted | there))


def _checksums_in(data: bytes) -> frozenset[str]:
    """All that look like checksums in a file; of an office document, in its parts."""
    texts = [data]
    if data.startswith(b"PK"):
        with (
            contextlib.suppress(*DAMAGE),
            zipfile.ZipFile(io.BytesIO(data)) as parts,
        ):
            texts = [parts.read(part) for part in parts.infolist() if part.file_size <= _MOST]
    # A calendar folds its lines: a break and a blank stand within what belongs together.
    return frozenset(
        match[0].decode() for text in texts for match in _CHECKSUM.finditer(re.sub(rb"\r\n[ \t]", b"", text))
    )
