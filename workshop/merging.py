"""Giving each table a copy of a session, and bringing the copies together again. Knows no screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from sessions import sign_off
from sessions.acts import Forgotten
from sessions.disk import os_problems
from sessions.edit import Edit
from sessions.handing import digest_of, ended
from sessions.many.merge.conflicts import Side
from sessions.many.merge.report import HERE, Report, report
from sessions.many.merge.result import merged
from sessions.many.merge.seats import at_table, seating
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


class Table(NamedTuple):
    """A copy that was written: for which table, and who sits there, where its file has nobody else."""

    path: Path
    name: str
    seated: tuple[str, ...]
    """Names of the partners."""


def split(desk: Desk, tables: int, folder: Path, *, everybody: bool = False) -> tuple[Table, ...]:
    """Write a copy of the session for each table to `folder`. Raises Problem; then there are none.

    Where the session knows who sits where, each has those people and partners, unless `everybody` is to be in
    each. From then on the session keeps of each change where it comes from, so that they can be merged.
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
    seats = () if everybody else seating(desk.session, tables)
    names = tuple(f"Table {number}" for number in range(1, tables + 1))
    nobody: tuple[str, ...] = ()
    share(desk, {name: own or nobody for name, own in zip_longest(names, seats)})
    written: list[Path] = []
    try:
        for path, name in zip(paths, names, strict=True):
            _write_copy(desk, path, name)
            written.append(path)
            load(path)
    except Problem:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    called = {partner.id: partner.name for partner in desk.session.partners}
    seated = [tuple(called[partner_id] for partner_id in own) for own in seats] or [()] * tables
    return tuple(map(Table, paths, names, seated))


def seating_lines(tables: Sequence[Table], *, everybody: bool = False) -> list[str]:
    """Who is in which file, a line each."""
    if all(table.seated == (table.name,) for table in tables):
        return ["Each has its own table alone."]
    if any(table.seated for table in tables):
        return [f"{table.name}: {', '.join(table.seated)}" for table in tables]
    why = "" if everybody else "The session does not know who sits where."
    return [f"{why} All partners and people are in each file.".strip()]


def _write_copy(desk: Desk, path: Path, name: str) -> None:
    session = shared(desk.session, name).model_copy(update={"running": None, "pauses": ()})
    seats = session.shared.seats.get(name) if session.shared else None
    if seats is not None:
        session = at_table(session, seats)
    DurableStorage(path).write(to_tables(session, load(desk.path).tables))


def share(desk: Desk, seats: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Keep from now on which change everything comes from, and who sits at which table. Raises Problem."""
    if desk.session.shared is None or seats is not None:
        own = desk.session.shared.table if desk.session.shared else ""
        desk.note_fact(shared(desk.session, own, seats))
        if desk.file.session.shared is None:
            raise Problem("Not everything is saved yet", hint="Try again once it is.")


def who_said(side: Side, sides: Sequence[Side], report: Report | None, laptop: str) -> str:
    """Where one of the `sides` of a conflict comes from, read at this laptop; empty where nothing tells.

    `report` knows more, where a merge has just found it.
    """
    if report is not None and side.sitting:
        return report.source(side)
    if side.source or not laptop or len({other.laptop for other in sides}) == 1:
        return side.source
    return {laptop: HERE, "": ""}.get(side.laptop, OTHER_LAPTOP)


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
    """Raises Problem where it cannot be read."""
    with os_problems("The folder cannot be read", folder):
        return sorted(
            file for file in folder.iterdir() if file.suffix in (".json", SUFFIX) and file.is_file()
        )


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
    brought = report(here.session, copies, after.session)
    is_new = _said(after) != _said(merged([here, here]))
    if not is_new:
        return Merge(here, replace(brought, came=()), is_new=False)
    return Merge(after, brought, is_new=True)


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
    merged = merge(Copy(desk.session, desk.file.kept), found)
    take_in(desk, merged, len(found))
    return merged


def take_in(desk: Desk, merge: Merge, many: int) -> None:
    """Make a merge of `many` copies the record, after a backup. Raises Problem."""
    if merge.is_new:
        desk.file.keep_backup()
        desk.file.kept = {**desk.file.kept, **merge.after.kept}
        desk.apply(bring_in(merge, many))
