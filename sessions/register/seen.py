"""Places side by side from any register; what needs an extra loads for the kind of register that it is."""

from collections.abc import Callable
from pathlib import Path

from sessions.many.benchmark import Benchmark
from sessions.many.gathered import Wanted
from sessions.progress import Progress, untold
from sessions.register.model import is_folder


def side_by_side(
    register: str,
    wanted: Wanted,
    *,
    publish: bool = True,
    names: bool = False,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> Benchmark:
    """What may be shown of its places. Raises Problem; StoppedEarly once `stopped`, also amid a question.

    `publish` and `names` are for the owner of a database: see there.
    """
    if is_folder(register):
        from sessions.register import parquet  # noqa: PLC0415

        folder = Path(register).expanduser()
        return parquet.side_by_side(folder, wanted, progress=progress, stopped=stopped)
    from sessions.register import side_by_side as database  # noqa: PLC0415

    return database.side_by_side(
        register, wanted, publish=publish, names=names, progress=progress, stopped=stopped
    )
