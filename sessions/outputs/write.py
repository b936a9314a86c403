"""Writes a session to disk in the outputs asked for. Each output is loaded only when it is needed."""

import errno
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sessions import disk
from sessions.anonymous import SIGN, without_names
from sessions.house import PLAIN, House
from sessions.kinds.registry import revealed_only
from sessions.outputs import manifest, names, registry
from sessions.outputs.manifest import Written
from sessions.outputs.registry import Output
from sessions.outputs.reopened import opens
from sessions.problem import Problem
from sessions.record import Session
from sessions.resources import Resources
from sessions.summary.build import build
from sessions.summary.forms import Form
from sessions.summary.model import Block, Summary, saying


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
    record: str = "",
    extra_files: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    resources: Resources | None = None,
    house: House = PLAIN,
    anonymous: bool = False,
    then: Sequence[Block] = (),
) -> tuple[Path, ...]:
    """Write each output of the session, in this `form` of its summary, to `folder`, made if missing.

    The files' paths: `<stem>-summary.html`, `<stem>-board.html`. The stem is that of `names`; `file` is the
    session's own, beside which they are noted (`manifest`), with the checksum of its `record`. What the room
    has not seen is in none of them; in `anonymous` ones is no name of a person, as they and their names say.
    `ids` name the outputs, all usual ones where None; `now` is aware. `extra_files` (text by name) go with
    them as `<stem>-<name>`. All are made before the first is written, and each replaces an older one whole or
    not at all. `resources` say where to read on, `house` how it looks, `then` what has moved since the
    session before. `progress` is told what comes next; it can end it by raising. Raises Problem for an output
    that is none, and where a folder is missing or can't be written; PartlyWritten after the first.
    """
    _its_folder_is_there(file, folder)
    tell = progress or (lambda _: None)
    outputs = [registry.output(name) for name in dict.fromkeys(registry.usual() if ids is None else ids)]
    tell("Putting the summary together")
    stem = names.stem
    if anonymous:
        session, stem = without_names(session), names.anonymous_stem
    summary = build(session, now=now, form=form, resources=resources, record=record, house=house, then=then)
    summary = saying(summary, SIGN) if anonymous else summary
    documents: dict[str, Summary | Session] = {"summary": summary, "records": revealed_only(session)}
    start, files = f"{folder / stem(session, file)}-", list[Written]()
    for number, output in enumerate(outputs, start=1):
        tell(f"Making {output.title} ({number} of {len(outputs)})")
        files += _made(output, (documents[output.source], *_besides(output, record, house)), form, start)
    files += _extra(extra_files or {}, start)
    written: list[Written] = []
    try:
        written.extend(_put(files, tell))
    finally:
        _note(file, written, record, now)
    tell("Done")
    return tuple(ready.path for ready in files)


def _its_folder_is_there(file: Path | None, folder: Path) -> None:
    """Nothing is made in the place of a stick that is out, where nobody would look for it. Raises Problem."""
    if file is not None and folder.is_relative_to(file.parent) and not file.parent.is_dir():
        what = "The session's folder is not there"
        raise Problem(what, where=str(file.parent), hint="Is the stick plugged in?")


def _besides(output: Output, record: str, house: House) -> Iterator[object]:
    """What its module takes behind the document."""
    if output.carries_checksum:
        yield record
    if output.housed:
        yield house


def _extra(extra_files: Mapping[str, str], start: str) -> Iterator[Written]:
    """What goes with the outputs, its names beginning with `start`."""
    for name, text in extra_files.items():
        what, _, suffix = name.rpartition(".")
        yield Written(Path(f"{start}{name}"), what, suffix, text.encode())


def put(output: Written) -> None:
    """Write a file, whole or not at all, in a folder that is made if missing, and see that it is there.

    Raises OSError, also where it would not open, which leaves an older one, and where the disk has it
    differently.
    """
    disk.put_in_place(_staged(output), output.path)
    disk.sync_folder(output.path.parent)


def _staged(output: Written) -> Path:
    """The file beside its place, whole and on the disk. Raises OSError as `put`."""
    if not opens(output.path.name, output.data):
        raise OSError(errno.EINVAL, "it came out damaged; what was there before stays")
    output.path.parent.mkdir(parents=True, exist_ok=True)
    disk.sweep_up(output.path.parent, re.escape(output.path.name))
    staged = disk.stage(output.path, output.data, sync=True)
    try:
        if disk.read(staged) != output.data:
            raise OSError(errno.EIO, "it does not read back from the disk as it was written")
    except OSError:
        disk.unstage(staged)
        raise
    return staged


def _made(output: Output, made_of: Sequence[object], form: Form, start: str) -> Iterator[Written]:
    """The files of an output, `made_of` what its module takes, their names beginning with `start`."""
    module = import_module(output.module)
    of_summary = output.source == "summary"
    what = form if of_summary else manifest.RECORD
    if hasattr(module, "files"):
        for name, data in module.files(*made_of).items():
            yield Written(Path(f"{start}{name}.{output.suffix}"), what, output.id, data)
    else:
        name = names.of_form(form) if of_summary else what
        yield Written(Path(f"{start}{name}.{output.suffix}"), what, output.id, module.render(*made_of))


def _put(files: Sequence[Written], tell: Callable[[str], None]) -> Iterator[Written]:
    """Write them; each once it is in its place.

    All are on the disk before the first takes its place, so that one that fills leaves none of them new.
    Raises Problem where nothing was written, PartlyWritten where something was.
    """
    with ExitStack() as left:
        staged = []
        for output in files:
            with _problem_at(output.path, Problem):
                staged.append(_staged(output))
            left.callback(disk.unstage, staged[-1])
        for number, (output, file) in enumerate(zip(files, staged, strict=True)):
            tell(f"Writing {output.path.name}")
            with _problem_at(output.path, PartlyWritten if number else Problem):
                disk.put_in_place(file, output.path)
            yield output
    for folder in {output.path.parent: None for output in files}:
        try:
            disk.sync_folder(folder)
        except OSError as error:
            what = (
                f"It is written, but it is not sure that it would outlast a power cut now: {error.strerror}"
            )
            raise PartlyWritten(what, where=str(folder), hint="Check the disk.") from error


def _note(file: Path | None, written: Sequence[Written], record: str, now: datetime) -> None:
    """Note beside the session's `file`, where it has one, what was written of it."""
    if file is not None:
        with noting(file):
            manifest.note(file, written, record=record, at=now)


@contextmanager
def noting(file: Path) -> Iterator[None]:
    """Raises PartlyWritten in the place of an OSError that keeps what was written from being noted."""
    try:
        yield
    except OSError as error:
        what = f"The files are written, but it could not be noted which they are: {error.strerror or error}"
        raise PartlyWritten(
            what, where=str(file), hint="Write them again: then `check` knows them."
        ) from error


@contextmanager
def _problem_at(path: Path, refused: type[Problem]) -> Iterator[None]:
    """Raises this Problem in the place of an OSError."""
    try:
        yield
    except OSError as error:
        what = f"The summary can’t be written: {error.strerror or error}"
        hint = disk.if_open_elsewhere(error, "Name another folder, or make room in this one.")
        raise refused(what, where=str(path), hint=hint) from error
