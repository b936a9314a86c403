"""A TinyDB storage whose writes are whole or not at all, and are on the disk when they return.

The file is a JSON object of tables in TinyDB's form, with one document a line: readable, and fast to write.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from sessions.disk import os_problems, read, write_durably
from sessions.problem import Problem
from sessions.remember import OfEach, differing
from sessions.text import harmless

Tables = dict[str, Any]
"""{table: {document number as text: document}}; what is no table of ours may hold any JSON."""


class Damaged(Problem):
    """A file that should be a session and can't be read as one."""


MOST_BYTES = 10_000_000
"""Of a session's file: twenty times one of 21 standards, 12 partners and 300 actions."""
DEEPEST = 60
"""Most levels of lists and objects in one another. A sound session has eight."""
SUSPICIOUS = re.compile(
    rb"\\[ubfr]|\x7f|\xc2[\x80-\x9f]|\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])|\xef\xbf[\xbe\xbf]"
)
"""What stands in the bytes of any text that is not harmless: an escape, DEL, C1, a mark of direction."""
_PLAIN, _ESCAPED = (json.JSONEncoder(ensure_ascii=escaped).encode for escaped in (False, True))
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a key that stands twice would silently lose what the first one held."""
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"the key {harmless(doubled)!r} stands twice in one place")
    return document


class _Refused(ValueError):
    """JSON that is no session's; says why."""


def parse(data: bytes, path: Path) -> Tables:
    """The tables in `data`, their text as it stands there. Raises Damaged."""
    if len(data) > MOST_BYTES:
        reason = (
            f"it is far too large: {len(data) / 1e6:,.0f} MB, of which at most {MOST_BYTES // 10**6} are read"
        )
        raise Damaged(f"The session file is damaged: {reason}", where=str(path))
    try:
        return parse_json(data)
    except UnicodeDecodeError:
        reason = "it is not text"
    except json.JSONDecodeError as error:
        reason = f"it breaks off or is garbled at line {error.lineno}, column {error.colno}"
    except RecursionError:
        reason = f"it is nested more than {DEEPEST} levels deep"
    except _Refused as error:
        reason = str(error)
    except ValueError:  # Python reads no number of more than 4,300 digits
        reason = "a number in it is too long"
    raise Damaged(f"The session file is damaged: {reason}", where=str(path))


def parse_json(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`. Raises ValueError, or RecursionError from `json`."""
    if not data.strip():
        raise _Refused("it is empty")
    tables = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    if not isinstance(tables, dict):
        raise _Refused("it holds no tables")
    brackets = data.translate(None, _NO_BRACKETS)
    for _ in range(12):  # deeper than brackets stand in one another in a session
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if brackets:
        harmless_json(tables)  # which refuses what is nested too deep
    return tables


def harmless_json(value: Any, deeper: int = DEEPEST) -> Any:
    """`value` with every text and key in it harmless. Raises _Refused where it is nested too deep."""
    if isinstance(value, str):
        return harmless(value)
    if not isinstance(value, dict | list):
        return value
    if not deeper:
        raise _Refused(f"it is nested more than {DEEPEST} levels deep")
    if isinstance(value, list):
        return [harmless_json(item, deeper - 1) for item in value]
    return {harmless(key): harmless_json(item, deeper - 1) for key, item in value.items()}


def render(tables: Tables) -> bytes:
    """`tables` as UTF-8 JSON, one document a line. Raises TypeError for what JSON can't hold."""
    try:
        return _render(tables, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character pair, which only escapes can keep
        return _render(tables, ensure_ascii=True).encode()


def _render(tables: Tables, *, ensure_ascii: bool) -> str:
    dumps = _ESCAPED if ensure_ascii else _PLAIN
    blocks = (_block(name, table, dumps) for name, table in tables.items())
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _block(name: str, table: Any, dumps: Callable[[Any], str]) -> str:
    """A table, with one document a line."""
    if not (isinstance(table, dict) and table):
        return f" {dumps(name)}: {dumps(table)}"
    lines = ",\n".join([_line(key, dumps(document), dumps) for key, document in table.items()])
    return f" {dumps(name)}: {{\n{lines}\n }}"


def _line(key: Any, document: str, dumps: Callable[[Any], str]) -> str:
    return f"  {dumps(str(key))}: {document}"


class Renderer:
    """Renders tables that change: documents that are the same objects as the last time stand as they did."""

    def __init__(self) -> None:
        self._blocks: dict[str, tuple[Any, bytes]] = {}
        self._lines: dict[str, _Lines] = {}

    def render(self, tables: Tables) -> bytes:
        """The bytes that hold these tables; a table that has not changed is not rendered again."""
        try:
            blocks = [self._block(name, table) for name, table in tables.items()]
        except UnicodeEncodeError:
            return render(tables)
        return b"{\n" + b",\n".join(blocks) + b"\n}\n"

    def _block(self, name: str, table: Any) -> bytes:
        if name not in self._blocks or self._blocks[name][0] is not table:
            if isinstance(table, dict) and table:
                lines = self._lines.setdefault(name, _Lines()).of(table)
                block = f" {_PLAIN(name)}: {{\n".encode() + b",\n".join(lines) + b"\n }"
            else:
                block = _block(name, table, _PLAIN).encode()
            self._blocks[name] = table, block
        return self._blocks[name][1]


class _Lines:
    """The lines of one table, made anew where another document has taken a place."""

    def __init__(self) -> None:
        self._dumped = OfEach(_PLAIN)
        self._keys: list[str] = []
        self._documents: tuple[Any, ...] = ()
        self._lines: list[bytes] = []

    def of(self, table: dict[str, Any]) -> list[bytes]:
        """A line each, in UTF-8. Raises UnicodeEncodeError."""
        keys, documents = list(table), tuple(table.values())
        dumped = self._dumped(documents)
        old, new = differing(self._documents, documents)
        lines = self._lines.copy()
        in_front, behind = keys[: new.start], keys[new.stop :]
        if (in_front, behind) != (self._keys[: old.start], self._keys[old.stop :]):
            old = new = slice(None)  # what is the same has another number
        changed = zip(keys[new], dumped[new], strict=True)
        lines[old] = [_line(key, document, _PLAIN).encode() for key, document in changed]
        self._keys, self._documents, self._lines = keys, documents, lines
        return lines


class DurableStorage(Storage):
    """One session file: opening it makes none, and an empty one is damage, not a new database."""

    def __init__(self, path: Path | str) -> None:
        super().__init__()
        self.path = Path(path)
        self.data = b""
        """The bytes last read, or last handed to the disk."""

    def read(self) -> Tables:
        """All tables. Raises Damaged, or Problem where the file can't be read at all."""
        with os_problems("The session can't be read", self.path):
            self.data = read(self.path)
        return parse(self.data, self.path)

    def write(self, data: Tables) -> None:
        """Replace all tables, in one go. Raises Problem, and then the file is as it was."""
        self.put(render(data))

    def put(self, data: bytes) -> None:
        """Replace all tables by rendered ones. Raises Problem, too, for more than could be read again."""
        if len(data) > MOST_BYTES:
            what = f"The session can't be saved: it would have more than {MOST_BYTES // 10**6} MB"
            raise Problem(
                what, where=str(self.path), hint="Take long texts out of it, or begin another session."
            )
        self.data = data
        with os_problems("The session can't be saved", self.path):
            write_durably(self.path, self.data)
