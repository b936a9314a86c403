"""Giving each table a copy of a session, and bringing the copies together again. Knows no screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sessions import sign_off
from sessions.acts import Forgotten
from sessions.edit import Edit
from sessions.handing import digest_of, ended
from sessions.many.merge.report import Report, report
from sessions.many.merge.result import merged
from sessions.many.merge.state import Copy
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import findings
from sessions.store.forgotten import respected
from sessions.store.handing import SUFFIX, read_hand_over
from sessions.store.load import load
from sessions.store.migrate import Foreign
from sessions.store.storage import DurableStorage, Tables
from sessions.store.tables import from_tables, table_names, to_tables
from sessions.versions import shared
from workshop.desk import Desk

MOST_TABLES = 30
MOST_FILES = 50
"""Copies that are brought together at once."""
OTHER_LAPTOP = "the other laptop"
"""What the copy in a hand-over is called."""


def split(desk: Desk, tables: int, folder: Path) -> tuple[Path, ...]:
    """Write a copy of the session for each table to `folder`; the files. Raises Problem; then there are none.

    From then on the session keeps of each change where it comes from, so that the copies can be merged.
    """
    if not 1 <= tables <= MOST_TABLES:
        raise Problem(f"There can be 1 to {MOST_TABLES} tables", hint="Say how many there are.")
    desk.must_write()
    if desk.session.rehearsal:
        raise Problem("A rehearsal stays on this laptop", hint="Split the session itself.")
    if not desk.retry():
        raise Problem("Not everything is saved yet", hint="Split it once NOT SAVED YET is gone.")
    if not folder.is_dir():
        raise Problem("There is no such folder", where=str(folder), hint="Is the stick plugged in?")
    paths = tuple(folder / f"{desk.session.id}-table-{number}.json" for number in range(1, tables + 1))
    if taken := next((path for path in paths if path.exists()), None):
        hint = "It may hold what a table has said. Merge it first, or name another folder."
        raise Problem("There is such a file already", where=str(taken), hint=hint)
    share(desk)
    written: list[Path] = []
    try:
        for number, path in enumerate(paths, start=1):
            session = shared(desk.session, f"Table {number}").model_copy(
                update={"running": None, "pauses": ()}
            )
            DurableStorage(path).write(to_tables(session, load(desk.path).tables))
            written.append(path)
            load(path)
    except Problem:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return paths


def share(desk: Desk) -> None:
    """Keep from now on which change everything comes from. Raises Problem."""
    if desk.session.shared is None:
        desk.note_fact(shared(desk.session))
        if desk.file.session.shared is None:
            raise Problem("Not everything is saved yet", hint="Try again once it is.")


class Found(NamedTuple):
    """A copy that was read: what it is called in the report, and what it holds."""

    name: str
    copy: Copy
    path: Path


def read_copies(path: Path, session: Session, files: Iterable[Path]) -> tuple[Found, ...]:
    """The copies of a session in these files and folders, without who was forgotten since. Raises Problem.

    `path` is the session's own file, which is none of them. Of a folder, what is no copy of it is left alone.
    """
    found: list[Found] = []
    for file in files:
        if file.is_dir():
            inside = [candidate for candidate in _files_in(file) if candidate.resolve() != path.resolve()]
            own = [copy for candidate in inside if (copy := _one(candidate, path, session)) is not None]
            if not own:
                hint = "Is it the right folder? `workshop split` writes copies."
                raise Problem("There is no copy of this session in the folder", where=str(file), hint=hint)
            found += own
        else:
            found.append(_read(file, path, session))
    if len(found) > MOST_FILES:
        raise Problem(f"These are {len(found)} files", hint=f"Merge {MOST_FILES} at a time.")
    return _named_apart(found)


def _files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix in (".json", SUFFIX) and file.is_file())


def _one(file: Path, path: Path, session: Session) -> Found | None:
    """The copy in a file of a folder; None where it is something else. Raises Problem for a damaged copy."""
    try:
        return _read(file, path, session)
    except (Foreign, OtherSession):
        return None
    except Problem:
        if file.name.startswith(session.id):
            raise
        return None


class OtherSession(Problem):
    """A file of another session."""


def _read(file: Path, path: Path, session: Session) -> Found:
    decoded = read_hand_over(file, home=path.parent) if file.suffix == SUFFIX else load(file)
    if decoded.session.id != session.id:
        what = f"This is a copy of another session, {decoded.session.title}"
        raise OtherSession(what, where=str(file), hint=f"Name copies of {session.title}.")
    if sign_off.state(decoded.session) == "final":
        hint = "Open it again there, or leave it out."
        raise Problem("This copy was signed off as final", where=str(file), hint=hint)
    if decoded.session.rehearsal:
        raise Problem("This is a rehearsal", where=str(file), hint="Leave it out.")
    copy = Copy(ended(decoded.session), decoded.tables)
    table = decoded.session.shared.table if decoded.session.shared else ""
    called = OTHER_LAPTOP if file.suffix == SUFFIX else file.stem
    return Found(table or called, respecting(copy, session.forgotten), file)


def _named_apart(found: Sequence[Found]) -> tuple[Found, ...]:
    """Of two that are called the same, each by its file too."""
    names = [copy.name for copy in found]
    return tuple(
        copy if names.count(copy.name) == 1 else copy._replace(name=f"{copy.name} ({copy.path})")
        for copy in found
    )


def respecting(copy: Copy, marks: Sequence[Forgotten]) -> Copy:
    """A copy without those who were forgotten elsewhere."""
    known = {mark.uid for mark in copy.session.forgotten}
    if all(mark.uid in known for mark in marks):
        return copy
    tables: Tables = respected(to_tables(copy.session, copy.kept), marks)
    return Copy(from_tables(tables, Path(copy.session.id)), tables)


@dataclass(frozen=True, slots=True)
class Merge:
    """What bringing copies together makes: the session after it, and what is told of it."""

    after: Copy
    report: Report
    is_new: bool
    """Whether anything came that was not here."""


class NotTogether(Problem):
    """Copies that would make no sound session."""


def merge(here: Copy, found: Sequence[Found]) -> Merge:
    """The session that these copies make, with all that is here. Raises Problem."""
    marks = [mark for copy in found for mark in copy.copy.session.forgotten]
    own = respecting(here, marks)
    copies: Mapping[str, Copy] = {copy.name: respecting(copy.copy, own.session.forgotten) for copy in found}
    after = merged([own, *copies.values()])
    if faults := findings(after.session):
        hint = "Merge them one by one, to see which one it is. Nothing was changed."
        raise NotTogether(f"These copies do not go together: {faults[0]}", where=here.session.id, hint=hint)
    told = report(here.session, copies, after.session)
    is_new = _said(after) != _said(merged([here, here]))
    if not is_new:
        return Merge(here, replace(told, came=()), is_new=False)
    return Merge(after, told, is_new=True)


def _said(copy: Copy) -> object:
    kept = copy.session.shared
    others = {name: table for name, table in copy.kept.items() if name not in table_names()}
    return digest_of(copy.session), kept and kept.model_copy(update={"merged": 0}), others


def bring_in(merge: Merge, many: int) -> Edit:
    """The change that a merge is: saved once, and taken back in one step."""
    what = "merging of a copy" if many == 1 else f"merging of {many} copies"

    def apply(session: Session, _: object) -> Session:
        stays = ("at", "running", "pauses", "summary_at")
        return merge.after.session.model_copy(update={name: getattr(session, name) for name in stays})

    return Edit(lambda _: what, apply)


def merge_into(desk: Desk, files: Iterable[Path]) -> Merge:
    """Bring the copies in these files into the session that is open, all or none. Raises Problem."""
    desk.must_write()
    found = read_copies(desk.path, desk.session, files)
    made = merge(Copy(desk.session, desk.file.kept), found)
    take_in(desk, made, len(found))
    return made


def take_in(desk: Desk, made: Merge, many: int) -> None:
    """Make a merge of `many` copies the record, after a backup. Raises Problem."""
    if made.is_new:
        desk.file.keep_backup()
        desk.file.kept = {**desk.file.kept, **made.after.kept}
        desk.apply(bring_in(made, many))
