"""What waits on a laptop goes to the register: one session after another, each whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.register import words
from sessions.register.model import Outcome, Pushed, is_folder
from sessions.register.queue import Queue


@contextmanager
def _way(target: str) -> Iterator[Callable[[Pushed], Outcome]]:
    """What has a session in the register; what it needs loads for the kind of register that it is."""
    if is_folder(target):
        from sessions.register import parquet_write  # noqa: PLC0415

        folder = Path(target)
        if not folder.parent.is_dir():
            raise words.no_folder(target)
        yield lambda pushed: parquet_write.put(folder, [pushed])[0]
        return
    from sessions.register import postgres  # noqa: PLC0415
    from sessions.register.database import registered  # noqa: PLC0415

    with registered(target) as (connection, _):
        yield lambda pushed: postgres.push(connection, pushed)


class Sent(NamedTuple):
    """What became of what waited."""

    went: tuple[tuple[str, Outcome], ...]
    """(session, what was done)."""
    refused: tuple[Problem, ...]
    """Why others stay where they are."""
    unreachable: Problem | None
    """Why none went after that; None where all were tried."""


def send(
    queue: Queue,
    target: str,
    *,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send all that waits for a register; what does not go waits as before.

    Raises Problem where the register is none, or what waits can't be read; StoppedEarly once it is `stopped`.
    """
    went: list[tuple[str, Outcome]] = []
    refused: list[Problem] = []
    rows = queue.waiting(target)
    if not rows:
        return Sent((), (), None)
    try:
        with _way(target) as push:
            for number, row in enumerate(rows):
                if stopped():
                    raise StoppedEarly
                progress(number, len(rows))
                try:
                    outcome = push(row.pushed)
                except words.Unreachable:
                    raise
                except Problem as problem:
                    refused.append(problem)
                    continue
                went.append((row.pushed.label, outcome))
                queue.done(row)
    except words.Unreachable as problem:
        return Sent(tuple(went), tuple(refused), problem)
    progress(len(rows), len(rows))
    return Sent(tuple(went), tuple(refused), None)
