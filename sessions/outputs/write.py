"""Writes a session to disk in the outputs asked for. Each output is loaded only when it is needed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sessions import disk
from sessions.kinds.registry import revealed_only
from sessions.outputs import names, registry
from sessions.problem import Problem
from sessions.record import Session
from sessions.resources import Resources
from sessions.summary.build import build


class PartlyWritten(Problem):
    """Not all of it could be written, but some was."""


def write(
    session: Session,
    folder: Path,
    ids: Sequence[str] | None = None,
    *,
    now: datetime,
    file: Path | None = None,
    extra_files: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    resources: Resources | None = None,
) -> tuple[Path, ...]:
    """Write `<stem>-summary.<suffix>` for each output to `folder`, made if missing; the files' paths.

    The stem is that of `names`; `file` is the session's own. What the room has not seen is in none of them.
    `ids` name the outputs, all usual ones where None; `now` is aware. `extra_files` (text by name) go with
    them as `<stem>-<name>`. All are made before the first is written, and each replaces an older one whole or
    not at all. `resources` say where to read on. `progress` is called with a few words on what comes next.
    Raises Problem for an output that there is not, and where the folder can't be written; PartlyWritten after
    the first file.
    """
    tell = progress or (lambda _: None)
    wanted = registry.usual() if ids is None else ids
    outputs = [registry.output(output_id) for output_id in dict.fromkeys(wanted)]
    tell("Putting the summary together")
    documents = {"summary": build(session, now=now, resources=resources), "records": revealed_only(session)}
    stem = names.stem(session, file)
    files: list[tuple[Path, bytes]] = []
    for output in outputs:
        data = import_module(output.module).render(documents[output.source])
        files.append((folder / f"{stem}-summary.{output.suffix}", data))
    files += [(folder / f"{stem}-{name}", text.encode()) for name, text in (extra_files or {}).items()]
    for number, (path, data) in enumerate(files):
        tell(f"Writing {path.name}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            disk.write_durably(path, data)
        except OSError as error:
            what = f"The summary can’t be written: {error.strerror or error}"
            hint = "Name another folder, or make room in this one."
            refused = PartlyWritten if number else Problem
            raise refused(what, where=str(path), hint=hint) from error
    tell("Done")
    return tuple(path for path, _ in files)
