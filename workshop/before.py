"""What the summary of a session says of the one before it, where that is in the same folder. No screen."""

from pathlib import Path

from sessions.anonymous import without_names
from sessions.many.then_and_now import Earlier, chapter
from sessions.outputs.manifest import checksum
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.load import load
from sessions.summary.model import Block


def then_and_now(path: Path, session: Session, *, anonymous: bool = False) -> tuple[Block, ...]:
    """The chapter for the session of this file; nothing where the one before is not there or can't be read.

    Of an `anonymous` summary, neither record says a name.
    """
    previous = session.series.previous if session.series else None
    if previous is None or (file := path.parent / f"{previous}.json") == path or not file.is_file():
        return ()
    try:
        held = load(file)
    except Problem:
        return ()
    records = (session, held.session)
    now, before = map(without_names, records) if anonymous else records
    return tuple(chapter(now, Earlier(before, checksum(held.data))))
