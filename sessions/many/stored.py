"""The files of a folder that hold a session: itself, its copies, backups, those in the bin, and hand-overs.

And which of them belong together: one session and its copies, and those of its series.
"""

import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessions.disk import read
from sessions.files import BACKUPS, BIN, SUFFIX
from sessions.forgetting import Tables, rows_of
from sessions.store.handing import SUFFIX as HANDED
from sessions.store.storage import parse_json


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that holds a session, of whatever version."""

    path: Path
    data: bytes
    tables: Tables | None
    """None where it can't be read as a session."""
    header: Mapping[str, Any] | None = None
    """The first line of a hand-over; None of any other file."""

    @property
    def session_id(self) -> str:
        """As it stands in it; empty where nobody can tell."""
        rows = rows_of(self.tables or {}, "session")
        return str(rows[0].get("id", "")) if rows else ""

    @property
    def is_backup(self) -> bool:
        """Whether it lies among the backups."""
        return self.path.parent.name == BACKUPS


def stored_in(folder: Path, words: Collection[str], stem: str) -> tuple[Stored, ...]:
    """The files that hold a session and one of these words, or that are named after `stem`."""
    wanted = {unicodedata.normalize(form, word.casefold()) for word in words for form in ("NFC", "NFD")}
    found = []
    for path in _files(folder):
        with suppress(OSError):
            data = read(path)
            small = data.decode(errors="replace").casefold()
            # Where signs are written as escapes, any word may stand.
            if path.name.startswith(stem) or any(form in small for form in wanted) or "\\u" in small:
                found.append(stored(path, data))
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    for place in (folder, folder / BACKUPS, folder / BIN):
        with suppress(OSError):
            for path in sorted(place.iterdir()):
                named = path.suffix.lower() in (SUFFIX, HANDED) and not path.name.startswith(".")
                if named and path.is_file():
                    yield path


def stored(path: Path, data: bytes) -> Stored:
    """What a file holds; no tables where it can't be read."""
    header: Mapping[str, Any] | None = None
    if path.suffix.lower() == HANDED:
        first, _, data = data.partition(b"\n")
        try:
            header = json.loads(first)
        except ValueError:
            header = {}
    try:
        return Stored(path, data, parse_json(data), header)
    except (ValueError, RecursionError):
        return Stored(path, data, None, header)


def family(of: Stored, others: Iterable[Stored]) -> tuple[Stored, ...]:
    """`of`, and those of the others that are of the same session or series, directly or through one more."""
    chosen, left = [of], [file for file in others if file.path != of.path]
    grown = True
    while grown:
        known = {mark for file in chosen for mark in _marks(file)}
        stems = {file.path.stem for file in chosen if not file.is_backup}
        new = [file for file in left if known & _marks(file) or (not _marks(file) and _is_named(file, stems))]
        left = [file for file in left if file not in new]
        chosen += new
        grown = bool(new)
    return tuple(chosen)


def _is_named(file: Stored, stems: Collection[str]) -> bool:
    """Whether a file that can't be read is named after a session: "X.damaged-1.json"."""
    return any(file.path.name.startswith((f"{stem}.", f"{stem}~", f"{stem} ")) for stem in stems)


def _marks(file: Stored) -> frozenset[tuple[str, str]]:
    """What sessions of a series have in common: ids of sessions, of the series, and of actions."""
    tables = file.tables or {}
    ids: set[Any] = {file.session_id}
    series: set[Any] = set()
    for row in rows_of(tables, "session"):
        if isinstance(own := row.get("series"), Mapping):
            series.add(own.get("id"))
            ids.add(own.get("previous"))
    actions = rows_of(tables, "actions")
    ids |= {action.get("carried_from") for action in actions}
    uids = {action.get("uid") for action in actions}
    kinds = (("session", ids), ("series", series), ("action", uids))
    return frozenset((kind, str(value)) for kind, values in kinds for value in values if value)
