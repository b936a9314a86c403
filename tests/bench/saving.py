"""One answer: made into a record, checked and on the disk, against the same bytes put there durably.

Of the large session. Then the same after 20,000 answers that overwrite one another, and undo and redo.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sessions.edit import Edit
from sessions.kinds.score import edits
from sessions.store.library import Library
from tests.bench.folders import Case
from tests.bench.large import large, standards
from workshop.desk import Desk

MANY = 20_000
FEW = 20
RAW, ANSWER = "the same bytes, durably", "one answer"
OF_PROCESSOR = "of the processor alone"


def cases(folder: Path) -> list[Case]:
    """The bytes alone; an answer; the same where many were given before; undo and redo."""
    fresh, worn = opened(folder / "fresh"), opened(folder / "worn")
    for desk, count in ((fresh.desk, FEW), (worn.desk, MANY)):
        for edit in itertools.islice(fresh.edits, count):
            with_no_disk(desk, edit)
    return [
        Case(RAW, partial(raw, folder / "raw.json", fresh.desk)),
        Case(ANSWER, fresh.answer, aim=1.6),
        Case(f"one answer, after {MANY:,} others", worn.answer, aim=1.1, against=ANSWER),
        Case(f"one answer, {OF_PROCESSOR}", fresh.of_processor),
        Case(
            f"the same after {MANY:,} others, {OF_PROCESSOR}",
            worn.of_processor,
            aim=1.1,
            against=f"one answer, {OF_PROCESSOR}",
        ),
        Case("undo", fresh.undo, aim=1.2, against=ANSWER),
        Case("redo", fresh.redo, aim=1.2, against=ANSWER),
    ]


class Opened:
    """The large session, open.

    Before what is timed comes an answer that is not: a program has one session open, and these are several.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.edits = overwriting(desk)

    def answer(self) -> float:
        """Seconds of one answer."""
        self.desk.apply(next(self.edits))
        edit = next(self.edits)
        return self.timed(lambda: self.desk.apply(edit))

    def of_processor(self) -> float:
        """Seconds of one answer in which the processor was at work: no other program has a share in it."""
        self.desk.apply(next(self.edits))
        edit = next(self.edits)
        start = time.thread_time()
        self.desk.apply(edit)
        return time.thread_time() - start

    def undo(self) -> float:
        """Seconds of taking one back."""
        self.desk.apply(next(self.edits))
        return self.timed(self.desk.undo)

    def redo(self) -> float:
        """Seconds of doing one again."""
        self.desk.apply(next(self.edits))
        self.desk.undo()
        return self.timed(self.desk.redo)

    def timed(self, action: Callable[[], object]) -> float:
        """Seconds of an action, which must leave the record on the disk."""
        start = time.perf_counter()
        action()
        seconds = time.perf_counter() - start
        assert self.desk.unsaved is None
        return seconds


def opened(folder: Path) -> Opened:
    """The large session, in a folder of its own."""
    return Opened(Desk(Library(folder).create(large()), author="bench"))


def overwriting(desk: Desk) -> Iterator[Edit]:
    """Answers without end, each another one than that which is there."""
    items, partners = standards(desk.session), [partner.id for partner in desk.session.voices()]
    for number in itertools.count():
        item, partner_id = items[number % len(items)], partners[number % len(partners)]
        yield edits.answer_level(item, partner_id, 1 + number // len(items) % 4)


def with_no_disk(desk: Desk, edit: Edit) -> None:
    """Apply an edit as ever, but for the waiting of the disk."""
    sync, os.fsync = os.fsync, lambda _: None
    try:
        desk.apply(edit)
    finally:
        os.fsync = sync


def raw(path: Path, desk: Desk) -> float:
    """Seconds to have the bytes of a session on the disk: a new file, fsync, replace, fsync of the folder."""
    data, temporary = desk.file.data, path.with_suffix(".tmp")
    start = time.perf_counter()
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return time.perf_counter() - start
