"""What takes the last changes back, kept beside a session for a program that is opened later. Private.

It is never in the way of a save: it is written after it, without waiting for the disk, and what can't be
written is left out. So after a crash it may be older than the record, or damaged. An inverse names the record
that it can be applied to, and what does not lead to the record as it stands is dropped.
"""

import contextlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sessions.disk import patiently, read, write_whole
from sessions.files import UNDO
from sessions.inverse import Inverse
from sessions.remember import OfEach
from sessions.store.storage import harmless_json, parse_json

MOST = 20
"""Changes that are kept."""
MOST_BYTES = 2_000_000
"""Of all that is kept: the oldest go where some are large, such as those of the whole agenda."""


class Kept(BaseModel):
    """What takes changes back, and what does those again that were taken back; the last one last."""

    model_config = ConfigDict(frozen=True)

    done: tuple[Inverse, ...] = ()
    undone: tuple[Inverse, ...] = ()


def undo_path(session_path: Path) -> Path:
    """The file beside the session's own."""
    return session_path.parent / UNDO / f"{session_path.stem}.json"


def read_kept(session_path: Path) -> Kept:
    """What is kept of a session; nothing where it can't be read."""
    try:
        return Kept.model_validate(harmless_json(parse_json(read(undo_path(session_path)))))
    except (OSError, ValueError, RecursionError):
        return Kept()


_TEXTS: dict[str, OfEach[Inverse, str]] = {
    name: OfEach(Inverse.model_dump_json) for name in Kept.model_fields
}
"""All but the last were written once already."""


def write_kept(session_path: Path, done: list[Inverse], undone: list[Inverse]) -> None:
    """Keep the last of these beside the session, if that is there and if it can be done at once."""
    room = MOST_BYTES
    lists: dict[str, str] = {}
    for name, inverses in (("done", done), ("undone", undone)):
        texts: list[str] = []
        for text in reversed(_TEXTS[name](inverses[-MOST:])):
            room -= len(text)
            if room < 0:
                break
            texts.append(text)
        lists[name] = ",\n".join(reversed(texts))
    whole = f'{{"done": [\n{lists["done"]}\n], "undone": [\n{lists["undone"]}\n]}}\n'
    path = undo_path(session_path)
    with contextlib.suppress(OSError, ValueError):  # the latter of half a character pair
        if session_path.exists():
            path.parent.mkdir(exist_ok=True, mode=0o700)
            # Out of the way first: to put a new file over an old one has some systems wait for the disk.
            patiently(lambda: path.unlink(missing_ok=True))
            write_whole(path, whole.encode(), private=True)


def clear_kept(session_path: Path) -> None:
    """Keep nothing of this session any more."""
    with contextlib.suppress(OSError):
        patiently(lambda: undo_path(session_path).unlink(missing_ok=True))
