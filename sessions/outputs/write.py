"""Writes a session to disk in the outputs asked for. Each output is loaded only when it is needed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sessions import disk
from sessions.house import PLAIN, House
from sessions.kinds.registry import revealed_only
from sessions.outputs import names, registry
from sessions.problem import Problem
from sessions.record import Session
from sessions.resources import Resources
from sessions.summary.build import build
from sessions.summary.forms import Form


class PartlyWritten(Problem):
    """Not all of it could be written, but some was."""


def write(
    session: Session,
    folder: Path,
    ids: Sequence[str] | None = None,
    *,
    now: datetime,
    form: Form = "minutes",
    file: Path | None = None,
    extra_files: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    resources: Resources | None = None,
    house: House = PLAIN,
) -> tuple[Path, ...]:
    """Write each output of the session, in this `form` of its summary, to `folder`, made if missing.

    The files' paths: `<stem>-summary.html`, `<stem>-board.html`. The stem is that of `names`; `file` is the
    session's own. What the room has not seen is in none of them.
    `ids` name the outputs, all usual ones where None; `now` is aware. `extra_files` (text by name) go with
    them as `<stem>-<name>`. All are made before the first is written, and each replaces an older one whole or
    not at all. `resources` say where to read on, `house` how it looks, `progress` what comes next. Raises
    Problem for an output that is none, and where the folder can't be written; PartlyWritten after the first
    file.
    """
    tell = progress or (lambda _: None)
    wanted = registry.usual() if ids is None else ids
    outputs = [registry.output(output_id) for output_id in dict.fromkeys(wanted)]
    tell("Putting the summary together")
    summary = build(session, now=now, form=form, resources=resources, house=house)
    documents = {"summary": summary, "records": revealed_only(session)}
    stem = names.stem(session, file)
    files: list[tuple[Path, bytes]] = []
    for output in outputs:
        made_of = documents[output.source]
        kind = names.of_form(form) if output.source == "summary" else "record"
        module = import_module(output.module)
        if hasattr(module, "files"):
            for name, data in module.files(made_of).items():
                files.append((folder / f"{stem}-{name}.{output.suffix}", data))
        else:
            data = module.render(made_of, house) if output.housed else module.render(made_of)
            files.append((folder / f"{stem}-{kind}.{output.suffix}", data))
    files += [(folder / f"{stem}-{name}", text.encode()) for name, text in (extra_files or {}).items()]
    _put(files, tell)
    tell("Done")
    return tuple(path for path, _ in files)


def _put(files: Sequence[tuple[Path, bytes]], tell: Callable[[str], None]) -> None:
    """Write them. Raises Problem where the first can't be written, PartlyWritten for a later one."""
    for number, (path, data) in enumerate(files):
        tell(f"Writing {path.name}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_durably(path, data)
        except OSError as error:
            what = f"The summary can’t be written: {error.strerror or error}"
            hint = "Name another folder, or make room in this one."
            refused = PartlyWritten if number else Problem
            raise refused(what, where=str(path), hint=hint) from error
