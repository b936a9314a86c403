"""The index: the cards of a folder in one file, each with the stamp of the session file it was made from.

A shortcut, never a source. It is missing for whoever can't write beside the sessions; what is damaged, of
another version or not ours counts as missing, and is written anew.

A head, then two parts, each with a line a session and tabs within: the cards; and the texts of their open
actions, which are ten times as long and are read by whoever lists actions. The head has the length of the
first part, and a checksum of each.
"""

from __future__ import annotations

import datetime as dt
import os
import zlib

from sessions.many.card import Card

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = ".cards"
BETWEEN = "\x1e"
"""Stands between two actions of a session, and between two lines of a text."""
WITHIN = "\x1f"
"""Stands between the parts of an action."""
_HEAD_BYTES = 200
"""The head is shorter."""
VERSION = "workshop cards 1, schema 2, program 0.1.0"
"""Raised whenever a card would be made otherwise: with the schema, the program, or the form of this file."""

Stamp = tuple[int, int, int, int]
"""(time of change in ns, bytes, inode, time of change of its backups' folder) of a session file. The last is
0 for one that can be read; of one that can't, the card says what backups there are."""
Row = tuple[Stamp, bool, Card]
"""(stamp, whether the card is to be trusted while the stamp stays, card)."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file that can be read."""
    return status.st_mtime_ns, status.st_size, status.st_ino, 0


def read(folder: str | os.PathLike[str]) -> dict[str, Row]:
    """{name of a file: its row}; empty where there is no index or one that can't be used. Never raises."""
    try:
        return dict(_row(line) for line in _part(folder, 0))
    except (OSError, ValueError):
        return {}


def read_actions(folder: str | os.PathLike[str]) -> dict[str, str]:
    """{name of a file: its open actions, packed by `sessions.many.actions`}. Never raises."""
    try:
        pairs = [line.partition("\t") for line in _part(folder, 1)]
    except (OSError, ValueError):
        return {}
    return {file: packed for file, _, packed in pairs}


def _part(folder: str | os.PathLike[str], number: int) -> list[str]:
    """The lines of a part. Raises OSError, or ValueError where they are not as they were written."""
    path = os.path.join(folder, FILE)  # noqa: PTH118  # pathlib takes longer than all this
    # A pipe of that name must not make anybody wait.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        head = os.read(handle, _HEAD_BYTES).partition(b"\n")[0]
        version, *sizes = head.decode("ascii").split("\t")
        if version != VERSION:
            raise ValueError("another version")
        size, checksum = int(sizes[2 * number]), int(sizes[2 * number + 1])
        os.lseek(handle, len(head) + 1 + (int(sizes[0]) if number else 0), os.SEEK_SET)
        data = _exactly(handle, size)
    except IndexError as error:
        raise ValueError("the head breaks off") from error
    finally:
        os.close(handle)
    if zlib.crc32(data) != checksum:
        raise ValueError("damaged")
    text = data.decode("utf-8")
    if not _is_harmless(text):
        raise ValueError("not ours")
    return text.split("\n")[:-1]


def _exactly(handle: int, size: int) -> bytes:
    """So many bytes, or as many as there are."""
    parts = []
    while size > 0 and (part := os.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _is_harmless(text: str) -> bool:
    """Whether nothing in it drives a terminal: the index may come from elsewhere, as the sessions may."""
    for mark in ("\t", "\n", BETWEEN, WITHIN):
        text = text.replace(mark, " ")
    if text.isprintable():
        return True
    from sessions.text import harmless  # noqa: PLC0415  # for what is not plain at first sight

    return harmless(text) == text


def _row(line: str) -> tuple[str, Row]:
    """(name, row). Raises ValueError."""
    (file, changed, size, inode, beside, settled, title, place, date, created, template, begun, answered, items,
     summary, dues, what, mend) = line.split("\t")  # fmt: skip
    card = Card(
        file,
        title,
        place,
        dt.date.fromisoformat(date) if date else None,
        dt.datetime.fromisoformat(created),
        template,
        begun == "1",
        int(answered),
        int(items),
        dt.datetime.fromisoformat(summary) if summary else None,
        dues,
        what.replace(BETWEEN, "\n") if what else "",
        mend.replace(BETWEEN, "\n") if mend else "",
    )
    if card.created_at.tzinfo is None:
        raise ValueError("a time without its zone")
    return file, ((int(changed), int(size), int(inode), int(beside)), settled == "1", card)


def write(folder: str | os.PathLike[str], rows: Mapping[str, Row], actions: Mapping[str, str]) -> None:
    """Keep these rows and actions, by the names of the files, where that can be done.

    A folder that can't be written to has no index. A name that is no plain text stays out of it.
    """
    from pathlib import Path  # noqa: PLC0415  # of use where something has changed

    from sessions.disk import write_durably  # noqa: PLC0415

    kept = [name for name in rows if name.isprintable()]
    parts = (
        "".join(_line(rows[name]) for name in kept).encode(),
        "".join(f"{name}\t{actions[name]}\n" for name in kept if actions.get(name)).encode(),
    )
    sizes = "".join(f"\t{len(part)}\t{zlib.crc32(part)}" for part in parts)
    try:
        write_durably(Path(folder, FILE), f"{VERSION}{sizes}\n".encode() + b"".join(parts), private=True)
    except OSError:
        return


def _line(row: Row) -> str:
    stamp, settled, card = row
    parts = (
        card.file,
        *map(str, stamp),
        "1" if settled else "0",
        card.title,
        card.place,
        card.date.isoformat() if card.date else "",
        card.created_at.isoformat(),
        card.template_id,
        "1" if card.begun else "0",
        str(card.answered),
        str(card.items),
        card.summary_at.isoformat() if card.summary_at else "",
        card.dues,
        card.what.replace("\n", BETWEEN),
        card.mend.replace("\n", BETWEEN),
    )
    return "\t".join(parts) + "\n"
