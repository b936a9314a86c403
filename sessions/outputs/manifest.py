"""What was written of a session, where, and with which checksum: a private file beside it, and no part of it.

Checksums are SHA-256 over bytes as they lie on disk, never over what was read from them, so that every system
and every version gets the same. A manifest that is missing, damaged or can't be written stops nothing.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from sessions.disk import patiently, read, write_durably
from sessions.files import LOCKS, OUTPUTS

SHA256 = "[0-9a-f]{64}"
"""A checksum, as it is written."""
RECORD = "record"
"""The form of what is made from the record itself, not from its summary."""
_WAIT = 2.0  # seconds for another program that notes something of the same session


class Row(BaseModel):
    """A file that was written."""

    model_config = ConfigDict(frozen=True, extra="allow")

    path: str
    """Below the folder of the sessions relative to that, with slashes; else absolute."""
    form: str
    """What it is: a form of the summary (`minutes`, `board`), `record`, `cards`, `keys`, `actions`, …"""
    format: str
    """Id of the output, or the suffix where it is none."""
    sha256: str = Field(pattern=f"^{SHA256}$")
    """Of the bytes that were written."""
    record: str = Field(default="", pattern=f"^({SHA256})?$")
    """Checksum of the record that it was made from; empty where that was not on disk yet."""
    at: AwareDatetime

    def file(self, session_path: Path) -> Path:
        """Where it was written to."""
        return session_path.parent / self.path


class Written(NamedTuple):
    """A file that was written, to be noted."""

    path: Path
    form: str
    format: str
    data: bytes
    """What was written."""


def checksum(data: bytes) -> str:
    """SHA-256 of bytes as they lie on disk, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def checksum_of(path: Path) -> str:
    """The checksum of a file; empty where it can't be read."""
    try:
        return checksum(read(path))
    except OSError:
        return ""


def manifest_path(session_path: Path) -> Path:
    """The file beside the session's own."""
    return session_path.parent / OUTPUTS / f"{session_path.stem}.json"


def rows(session_path: Path) -> tuple[Row, ...]:
    """All that was written, the oldest first; a path and checksum once. What can't be read is left out."""
    listed = _document(session_path).get("written")
    return tuple(_sound(listed if isinstance(listed, list) else ()))


def note(session_path: Path, outputs: Iterable[Written], *, record: str, at: datetime) -> None:
    """Note these as written at `at` (aware) from the record of this checksum, if the session is there.

    Whatever can't be noted is left out: the outputs themselves are written.
    """
    new = {}
    for output in outputs:
        path, sha256 = named(session_path, output.path), checksum(output.data)
        row = Row(path=path, form=output.form, format=output.format, sha256=sha256, record=record, at=at)
        new[path, sha256] = row
    if not new or not session_path.is_file():
        return
    with contextlib.suppress(OSError, ValueError), _alone(session_path):
        old = [row for row in rows(session_path) if (row.path, row.sha256) not in new]
        written = [row.model_dump(mode="json") for row in (*old, *new.values())]
        _write(session_path, {**_document(session_path), "written": written})


def seal(session_path: Path, record: str, *, at: datetime) -> None:
    """Keep which bytes were signed off, by their checksum; an empty one once they were opened again."""
    if not session_path.is_file():
        return
    with contextlib.suppress(OSError, ValueError), _alone(session_path):
        document = _document(session_path)
        acts = document.get("signed_off")
        act = {"record": record, "at": at.isoformat()}
        _write(session_path, {**document, "signed_off": [*(acts if isinstance(acts, list) else ()), act]})


def sealed(session_path: Path) -> str:
    """Checksum of the record as it was signed off; empty where it was not, or was opened again."""
    acts = _document(session_path).get("signed_off")
    last = acts[-1] if isinstance(acts, list) and acts else None
    record = last.get("record") if isinstance(last, dict) else None
    return record if isinstance(record, str) and re.fullmatch(SHA256, record) else ""


def keep(session_path: Path, name: str, value: object) -> None:
    """Keep something besides, by a name of its own. What can't be kept is left out."""
    if not session_path.is_file():
        return
    with contextlib.suppress(OSError, ValueError), _alone(session_path):
        _write(session_path, {**_document(session_path), name: value})


def kept(session_path: Path, name: str) -> object:
    """What is kept under this name; None where there is none."""
    return _document(session_path).get(name)


def clear(session_path: Path) -> None:
    """Keep nothing of what was written of this session."""
    with contextlib.suppress(OSError):
        patiently(lambda: manifest_path(session_path).unlink(missing_ok=True))


def named(session_path: Path, path: Path) -> str:
    """`path` as a row has it: the same on every system, and wherever the folder of the sessions is moved."""
    whole, folder = path.resolve(), session_path.parent.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else str(whole)


def _document(session_path: Path) -> dict[str, object]:
    """All that the manifest holds; nothing where there is none or it is damaged."""
    try:
        document = json.loads(read(manifest_path(session_path)))
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _sound(listed: Iterable[object]) -> Iterator[Row]:
    for row in listed:
        with contextlib.suppress(ValidationError):
            yield Row.model_validate(row)


def _write(session_path: Path, document: dict[str, object]) -> None:
    """Have it on the disk, a row a line. Raises OSError, and ValueError for half a character pair."""
    blocks = []
    for name, value in document.items():
        dumped = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value:
            dumped = "[\n  " + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n ]"
        blocks.append(f" {json.dumps(name)}: {dumped}")
    path = manifest_path(session_path)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_durably(path, ("{\n" + ",\n".join(blocks) + "\n}\n").encode(), private=True)


@contextlib.contextmanager
def _alone(session_path: Path) -> Iterator[None]:
    """While no other program notes something of this session; after a moment in any case."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  # much to load, and who only reads needs none

    folder = session_path.parent / LOCKS
    lock = FileLock(folder / f"{session_path.stem}.outputs.lock", timeout=_WAIT)
    try:
        folder.mkdir(exist_ok=True)
        lock.acquire()
    except (Timeout, OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        lock.release()
