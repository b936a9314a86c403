"""What waits on a laptop goes to the register: one session after another, each whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.register import words
from sessions.register.model import Gone, Noted, Outcome, Pushed, Waiting, is_folder
from sessions.register.queue import Queue

AT_ONCE = 100
"""Sessions that go into a folder as one change, since each writes the files of its year anew."""
Push: TypeAlias = Callable[[Sequence[Pushed], Sequence[Gone]], Sequence[Outcome]]
"""Has sessions in the register, and others no longer: all of it or nothing. Raises Problem."""
TakeOut: TypeAlias = Callable[[Sequence[Gone]], int]
"""Has sessions in the register no longer; how many there were. Raises Problem."""


class Way(NamedTuple):
    """How to change a register."""

    push: Push
    take_out: TakeOut


@contextmanager
def way(target: str) -> Iterator[Way]:
    """What changes a register; what it needs loads for the kind of register that it is. Raises Problem."""
    if is_folder(target):
        from sessions.register import folder as folders, parquet_write  # noqa: PLC0415

        folder = Path(target)
        if not folder.parent.is_dir():
            raise words.no_folder(target)
        yield Way(
            lambda batch, gone: parquet_write.put(folder, batch, gone),
            lambda gone: folders.take_out(folder, gone),
        )
        return
    from sessions.register import postgres  # noqa: PLC0415
    from sessions.register.database import registered  # noqa: PLC0415

    with registered(target) as (connection, _):
        yield Way(
            lambda batch, gone: [postgres.push(connection, pushed, gone) for pushed in batch],
            lambda gone: postgres.take_out(connection, gone),
        )


def _pushed(
    push: Push, batch: Sequence[Waiting], going: Sequence[Noted]
) -> Iterator[tuple[Waiting, Outcome | Problem]]:
    """What was done with each, or why not. One that is refused takes no other down.

    What is `going` goes with what is pushed in its place: at no moment are both there, or none. Raises
    `words.Unreachable`.
    """
    sessions = {row.pushed.session for row in batch}
    gone = [note.gone for note in going if note.since in sessions and note.session not in sessions]
    try:
        yield from zip(batch, push([row.pushed for row in batch], gone), strict=True)
    except words.Unreachable:
        raise
    except Problem as problem:
        if len(batch) == 1:
            yield batch[0], problem
            return
        for row in batch:
            yield from _pushed(push, [row], going)


class Sent(NamedTuple):
    """What became of what waited."""

    went: tuple[tuple[str, Outcome], ...]
    """(session, what was done)."""
    refused: tuple[Problem, ...]
    """Why others stay where they are."""
    halted: Problem | None
    """Why none went after that: no way to the register, or not by this role; None where all were tried."""
    taken_out: int = 0
    """How many were to stand there no longer, and do not."""


def send(
    queue: Queue,
    target: str,
    *,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send all that waits for a register, and take out what is to go; what can't be done waits as before.

    Raises Problem where what waits can't be read; StoppedEarly once it is `stopped`.
    """
    went: list[tuple[str, Outcome]] = []
    refused: list[Problem] = []
    rows, going, taken_out = queue.waiting(target), queue.going(), 0
    if not rows and not any(note.target == target for note in going):
        return Sent((), (), None)
    try:
        with way(target) as (push, take_out):
            at_once = AT_ONCE if is_folder(target) else 1
            for first in range(0, len(rows), at_once):
                if stopped():
                    raise StoppedEarly
                progress(first, len(rows))
                batch = rows[first : first + at_once]
                new = queue.sends(batch)
                for row, outcome in _pushed(push, batch, going):
                    if isinstance(outcome, Problem):
                        refused.append(outcome)
                        if row.pushed.session in new:
                            queue.settled(target, row.pushed.session)
                        continue
                    went.append((row.pushed.label, outcome))
                    queue.done(row)
                    _settle(queue, target, [note for note in going if note.since == row.pushed.session])
            try:
                taken_out = _take_out(queue, target, take_out)
            except words.Unreachable:
                raise
            except Problem as problem:
                refused.append(problem)
    except Problem as problem:
        return Sent(tuple(went), tuple(refused), problem)
    progress(len(rows), len(rows))
    return Sent(tuple(went), tuple(refused), None, taken_out)


def withdraw(queue: Queue, target: str, session: str) -> int:
    """Take a session out of a register by its id or identity, and what is to go from there of it; how many.

    Raises Problem.
    """
    ids = (session, identity_of(session))
    before = [note for note in queue.going(target) if note.since in ids]
    with way(target) as (_, take_out):
        there = take_out([*map(Gone, ids), *(note.gone for note in before)])
    for known in (*ids, *(note.session for note in before)):
        queue.settled(target, known)
    return there


def _take_out(queue: Queue, target: str, take_out: TakeOut) -> int:
    """Take out what is to go from a register and was not replaced; how much of it was there."""
    going = queue.going(target)
    there = take_out([note.gone for note in going]) if going else 0
    for note in going:
        queue.settled(target, note.session)
    return there


def _settle(queue: Queue, target: str, replaced: Sequence[Noted]) -> None:
    """What was pushed stands in the place of these, where it is not under the same identity."""
    for note in replaced:
        if note.target == target and note.session != note.since:
            queue.settled(target, note.session)
