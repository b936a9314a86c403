"""What waits on a laptop goes to the register: one session after another, each whole or not at all."""

from collections.abc import Callable
from typing import NamedTuple

from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.register import words
from sessions.register.database import registered
from sessions.register.postgres import Outcome, push
from sessions.register.queue import Queue


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
        with registered(target) as (connection, _):
            for number, row in enumerate(rows):
                if stopped():
                    raise StoppedEarly
                progress(number, len(rows))
                try:
                    outcome = push(connection, row.pushed)
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
