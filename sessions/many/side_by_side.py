"""Places side by side from the folders of their sessions: read, worked out, and noted as shown."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sessions.many.benchmark import Benchmark, benchmark
from sessions.many.gathered import Wanted
from sessions.many.shown_before import keep_shown, read_shown
from sessions.many.standings import standings
from sessions.problem import Problem
from sessions.progress import Progress, untold


def side_by_side(
    folders: Iterable[Path],
    wanted: Wanted,
    *,
    progress: Progress = untold,
    working: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Benchmark, tuple[Problem, ...]]:
    """What may be shown of all sessions of these folders, and why some can't be read.

    `progress` is told of the sessions that are read, `working` of the items that are worked out then.
    What has not been shown before is noted first, so that nothing is shown that nobody remembers. Raises
    Problem where that can't be done, or where one's own place is none of them; StoppedEarly once `stopped`.
    """
    all_folders = tuple(dict.fromkeys(folder.resolve() for folder in folders))
    found = standings(all_folders, progress=progress, stopped=stopped)
    before = read_shown(all_folders)
    result, shown = benchmark(found.rows, wanted, before, progress=working, stopped=stopped)
    if shown.releases != before.releases or (wanted.letters and result.places):
        keep_shown(all_folders, shown)
    return result, found.problems
