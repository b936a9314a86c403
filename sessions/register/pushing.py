"""What waits on a laptop goes to the register: one session after another, each whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.register import words
from sessions.register.model import Outcome, Pushed, is_folder
from sessions.register.queue import Queue, Waiting

AT_ONCE = 100
"""Sessions that go into a folder as one change, since each writes the files of its year anew."""
Push: TypeAlias = Callable[[Sequence[Pushed]], Sequence[Outcome]]
"""Has sessions in the register, all of them or none. Raises Problem."""


@contextmanager
def _way(target: str) -> Iterator[Push]:
    """What has sessions in the register; what it needs loads for the kind of register that it is."""
    if is_folder(target):
        from sessions.register import parquet_write  # noqa: PLC0415

        folder = Path(target)
        if not folder.parent.is_dir():
            raise words.no_folder(target)
        yield lambda batch: parquet_write.put(folder, batch)
        return
    from sessions.register import postgres  # noqa: PLC0415
    from sessions.register.database import registered  # noqa: PLC0415

    with registered(target) as (connection, _):
        yield lambda batch: [postgres.push(connection, pushed) for pushed in batch]


def _pushed(push: Push, batch: Sequence[Waiting]) -> Iterator[tuple[Waiting, Outcome | Problem]]:
    """What was done with each, or why not. One that is refused takes no other down.

    Raises `words.Unreachable`.
    """
    try:
        yield from zip(batch, push([row.pushed for row in batch]), strict=True)
    except words.Unreachable:
        raise
    except Problem as problem:
        if len(batch) == 1:
            yield batch[0], problem
            return
        for row in batch:
            yield from _pushed(push, [row])


class Sent(NamedTuple):
    """What became of what waited."""

    went: tuple[tuple[str, Outcome], ...]
    """(session, what was done)."""
    refused: tuple[Problem, ...]
    """Why others stay where they are."""
    halted: Problem | None
    """Why none went after that: no way to the register, or not by this role; None where all were tried."""


def send(
    queue: Queue,
    target: str,
    *,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send all that waits for a register; what does not go waits as before.

    Raises Problem where what waits can't be read; StoppedEarly once it is `stopped`.
    """
    went: list[tuple[str, Outcome]] = []
    refused: list[Problem] = []
    rows = queue.waiting(target)
    if not rows:
        return Sent((), (), None)
    try:
        with _way(target) as push:
            at_once = AT_ONCE if is_folder(target) else 1
            for first in range(0, len(rows), at_once):
                if stopped():
                    raise StoppedEarly
                progress(first, len(rows))
                for row, outcome in _pushed(push, rows[first : first + at_once]):
                    if isinstance(outcome, Problem):
                        refused.append(outcome)
                        continue
                    went.append((row.pushed.label, outcome))
                    queue.done(row)
    except Problem as problem:
        return Sent(tuple(went), tuple(refused), problem)
    progress(len(rows), len(rows))
    return Sent(tuple(went), tuple(refused), None)
