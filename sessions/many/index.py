"""The index: the cards of a folder in one file, each with the stamp of the session file it was made from.

A shortcut, never a source: what is damaged, of another version or not ours is written anew, where it can be.
The head has the length and a checksum of each of the parts, which have a line a session and tabs within: the
cards; their actions, ten times as long, for whoever lists actions; and their decisions and rated risks.
"""

from __future__ import annotations

import os
import zlib

from sessions.many.card import LINE, PARTS, Card

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = ".cards"
VERSION = "workshop cards 9, schema 3, program 0.1.0"
"""Raised whenever a card would be made otherwise: with the schema, the program, or the form of this file."""
WITHIN = "\x1f"
"""Stands between the parts of an action; between two actions, what stands between lines."""
_HEAD_BYTES = 200  # the head is shorter
_PLAIN = bytes(range(ord(" "), ord("~") + 1)) + f"\t\n{LINE}{WITHIN}".encode()
"""What is printed as it is, and what stands between texts."""


def read(folder: str | os.PathLike[str]) -> dict[str, Card]:
    """{name of a file: its card}, newest first; empty where no index can be used. Never raises."""
    rows = (line.split("\t") for line in _part(folder, 0))
    return {row[0]: Card(row) for row in rows if len(row) == PARTS}


def read_actions(folder: str | os.PathLike[str]) -> dict[str, str]:
    """{name of a file: its actions, packed by `sessions.many.actions`}. Never raises."""
    return _texts(folder, 1)


def read_standing(folder: str | os.PathLike[str]) -> dict[str, str]:
    """{name of a file: its decisions and rated risks, packed likewise}. Never raises."""
    return _texts(folder, 2)


def _texts(folder: str | os.PathLike[str], number: int) -> dict[str, str]:
    return {file: packed for file, _, packed in (line.partition("\t") for line in _part(folder, number))}


def _part(folder: str | os.PathLike[str], number: int) -> list[str]:
    """The lines of a part; none where they are not as they were written."""
    path = os.path.join(folder, FILE)  # noqa: PTH118  # pathlib takes longer than all this
    try:
        # A pipe of that name must not make anybody wait.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            head = os.read(handle, _HEAD_BYTES).partition(b"\n")[0]
            version, *sizes = head.decode("ascii").split("\t")
            size, checksum = int(sizes[2 * number]), int(sizes[2 * number + 1])
            before = sum(int(size) for size in sizes[: 2 * number : 2])
            os.lseek(handle, len(head) + 1 + before, os.SEEK_SET)
            data = os.read(handle, min(size, os.fstat(handle).st_size))
        finally:
            os.close(handle)
        text = data.decode("utf-8")
    except (OSError, ValueError, IndexError, OverflowError):  # the last two of a garbled head
        return []
    is_whole = version == VERSION and zlib.crc32(data) == checksum
    return text.split("\n")[:-1] if is_whole and _is_harmless(data) else []


def _is_harmless(data: bytes) -> bool:
    """Whether nothing in a text drives a terminal: the index may come from elsewhere, as the sessions may."""
    # Plain ASCII, nearly all of it, is taken out in one pass: no byte of another character is among it.
    rest = data.translate(None, _PLAIN).decode("utf-8")
    if rest.isprintable():
        return True
    from sessions.text import harmless  # noqa: PLC0415  # for what is not plain at first sight

    return harmless(rest) == rest


def write(folder: str | os.PathLike[str], cards: Iterable[Card], *texts: Mapping[str, str]) -> None:
    """Keep these cards, newest first, where that can be done.

    `texts` are the other parts, by the files' names, as far as they are known.
    """
    from pathlib import Path  # noqa: PLC0415  # of use where something has changed

    from sessions.disk import write_durably  # noqa: PLC0415

    cards = [card for card in cards if card.file.isprintable()]
    files = [card.file for card in cards]
    parts = (
        "".join("\t".join(card.parts) + "\n" for card in cards).encode(),
        *("".join(f"{file}\t{part[file]}\n" for file in files if file in part).encode() for part in texts),
    )
    sizes = "".join(f"\t{len(part)}\t{zlib.crc32(part)}" for part in parts)
    try:
        write_durably(Path(folder, FILE), f"{VERSION}{sizes}\n".encode() + b"".join(parts), private=True)
    except OSError:
        return
