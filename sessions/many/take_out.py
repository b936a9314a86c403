"""Taking a person out of all that is stored, once it was seen where they stand: see `sessions.many.forget`.

What keeps an older copy from bringing them back is written first, the files after it; so what stops half-way
is done to its end by doing it again. Undo, the room's view and rehearsals that are over are dropped. Counters
and authors of rows stay: a laptop that goes on with a copy of before still continues what is here.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessions.acts import Forgotten
from sessions.disk import move, os_problem, patiently, read, write_durably
from sessions.files import BIN, DRAFTS, LOCKS, OUTPUTS, SHOWING, STANDINGS, SUFFIX, UNDO
from sessions.forgetting import Forgetting
from sessions.handing import away, digest_of
from sessions.many import index
from sessions.many.cards import Cards
from sessions.many.forget import Found, holds
from sessions.many.stored import Stored
from sessions.outputs import last, manifest
from sessions.outputs.inside import replaced_in
from sessions.outputs.manifest import Row, Written
from sessions.problem import Problem
from sessions.store import rehearsal
from sessions.store.file import take_lock
from sessions.store.forgotten import drop_marks, is_marked, keep_marks, mark_of, marks_beside, with_mark
from sessions.store.load import decode, sweep_up
from sessions.store.storage import Tables, parse_json, render
from sessions.text import slug

REOPENED = "Somebody’s name was taken out of the record."
"""Why a final record is opened again for it: no name, and no reason that would tell whose it was."""
WAIT = 2.0
"""Seconds for another window to let go of a session."""
Rewrite = Callable[[Path, Sequence[Row]], Iterable[Path]]
"""Writes outputs of a session anew, as they are noted; gives the paths of what it wrote. Raises Problem."""


@dataclass(frozen=True, slots=True)
class Done:
    """What taking a person out has changed."""

    by: str
    """What stands in the place of the name."""
    path: Path
    """The session's file, which may be called otherwise now."""
    changed: int
    """Files that hold the session and were changed."""
    rewritten: tuple[Path, ...]
    """Outputs that were written anew."""
    corrected: tuple[Path, ...]
    """Files in which the name was replaced, since they can't be written anew."""
    left: tuple[Path, ...]
    """Files of the folder that have the name still."""
    reopened: bool
    """Whether a final record was opened again."""


class HalfDone(Problem):
    """Something kept it from being done to its end; done once more, it goes on from there."""


def take_out(
    found: Found,
    forgetting: Forgetting,
    *,
    now: dt.datetime,
    rewrite: Rewrite,
    first: Callable[[Mapping[str, str]], object] = lambda _ids: None,
) -> Done:
    """Replace a person in everything that was found. `now` is aware.

    `first` is called once it is sure to be done, before anything is changed, with the ids of the sessions and
    what they are afterwards: what knows a session by its old id has to remember that one.

    Raises Problem, before anything is changed, where the name stands nowhere, a session is open elsewhere or
    would not open again; HalfDone where the disk stopped it.
    """
    check_reached(found, forgetting)
    with ExitStack() as locks:
        for path in found.sessions:
            if path.parent == found.folder:
                locks.callback(take_lock(path, wait=WAIT).release)
        mark = mark_of(forgetting, forgetting.uids, now)
        files = [(file, _changed(file, forgetting, mark, now)) for file in found.files]
        first(found.ids_after(forgetting))
        try:
            return _carried_out(found, forgetting, mark, files, rewrite)
        except OSError as error:
            problem = os_problem(error, "Not everything could be changed", found.folder)
            raise HalfDone(problem.what, where=problem.where, hint="Do it once more.") from error


def check_reached(found: Found, forgetting: Forgetting) -> None:
    """Raises Problem where the name stands nowhere, as it is spelled, and was not taken out before either."""
    if not found.reached_by(forgetting) and not _was_begun(found, forgetting):
        hint = "Look at the spelling, or let a spelling go that is listed. Nothing was changed."
        raise Problem(f"{found.name!r} stands nowhere, spelled like that", where=str(found.path), hint=hint)


def _was_begun(found: Found, forgetting: Forgetting) -> bool:
    """Whether the name was taken out of these sessions before: what was left of that is done to its end."""
    marks = (mark for file in found.files for mark in marks_beside(found.folder, file.session_id))
    return any(is_marked(name, mark) for mark in marks for name in forgetting.names)


def _carried_out(
    found: Found,
    forgetting: Forgetting,
    mark: Forgotten,
    files: Sequence[tuple[Stored, bytes]],
    rewrite: Rewrite,
) -> Done:
    """Write all of it. Raises OSError."""
    noted = {path: manifest.rows(path) for path in found.sessions}
    _keep(found.folder, files, forgetting, mark)
    paths = {file.path: _put(file, data, forgetting) for file, data in files}
    for path in found.sessions:
        sweep_up(path)
        for place in (found.folder, found.folder / BIN):
            _sweep(place / path.name, place / paths[path].name, forgetting)
    for path in found.sessions:
        if manifest.sealed(paths[path]):
            manifest.seal(paths[path], "", at=mark.at)
    rehearsal.sweep()
    _renew_index(found.folder)
    rewritten = tuple(_write_again(found.folder, paths, noted, rewrite))
    corrected = tuple(_correct(found, forgetting, paths, noted, rewritten))
    for path in found.sessions:
        _mark_anew(paths[path])
    seen = (*paths.values(), *corrected, *rewritten, *found.outputs, *found.logs)
    first = forgetting.names[:1]
    return Done(
        forgetting.by,
        paths[found.path],
        sum(data != file.data for file, data in files),
        rewritten,
        corrected,
        # A name of one word may be a word of the material, which stays.
        tuple(path for path in dict.fromkeys(seen) if forgetting.reaches_material and holds(path, first)),
        found.is_final,
    )


# --- the sessions ----------------------------------------------------------------------------------------


def _changed(file: Stored, forgetting: Forgetting, mark: Forgotten, now: dt.datetime) -> bytes:
    """What the file holds afterwards. Raises Problem where it could be read before and could not then."""
    if file.tables is None:
        return replaced_in(file.data, forgetting.in_file)
    tables = with_mark(forgetting.in_tables(file.tables), mark)
    tables = _reopened(tables, manifest.checksum(file.data), now)
    data, sound = render(tables), False
    with suppress(Problem):
        before = decode(file.data, file.path).session
        sound = True
    if not sound:
        return data
    try:
        after = decode(data, file.path).session
    except Problem as problem:
        what = f"The record could not be read afterwards: {problem.what}"
        hint = "Let something else stand for the name, with --as."
        raise Problem(what, where=str(file.path), hint=hint) from problem
    gone = away(before)
    if gone is not None and gone.digest == digest_of(before):
        data = render(_with_digest(tables, gone.uid, digest_of(after)))
    return data


def _session_rows(tables: Tables, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Tables:
    rows = tables.get("session")
    if not isinstance(rows, dict):
        return tables
    changed = {number: change(row) if isinstance(row, dict) else row for number, row in rows.items()}
    return {**tables, "session": changed}


def _reopened(tables: Tables, checksum: str, now: dt.datetime) -> Tables:
    """The tables with a final record, of this checksum, opened again, and that noted."""

    def reopen(row: dict[str, Any]) -> dict[str, Any]:
        if not row.get("final_at"):
            return row
        was = {"final_at": row["final_at"], "final_by": row.get("final_by", ""), "checksum": checksum}
        act = {"reason": REOPENED, "at": now.isoformat(), **was}
        return {**row, "final_at": None, "final_by": "", "reopened": [*(row.get("reopened") or ()), act]}

    return _session_rows(tables, reopen)


def _with_digest(tables: Tables, uid: str, digest: str) -> Tables:
    """The tables with what the session said when it was handed over, as it says that now."""

    def renew(row: dict[str, Any]) -> dict[str, Any]:
        handovers = [
            {**gone, "digest": digest} if isinstance(gone, dict) and gone.get("uid") == uid else gone
            for gone in row.get("handovers") or ()
        ]
        return {**row, "handovers": handovers}

    return _session_rows(tables, renew)


def _keep(
    folder: Path, files: Sequence[tuple[Stored, bytes]], forgetting: Forgetting, mark: Forgotten
) -> None:
    """Have on the disk, for each session, who was forgotten in it."""
    ids = {file.session_id for file, _ in files} - {""}
    for session_id in ids:
        marks = (*marks_beside(folder, session_id), mark)
        new = forgetting.ids.get(session_id, session_id)
        with suppress(ValueError):  # an id from elsewhere that can be no file's name
            keep_marks(folder, new, marks)
        if new != session_id:
            drop_marks(folder, session_id)


def _put(file: Stored, data: bytes, forgetting: Forgetting) -> Path:
    """Write it, under another name where that holds the person's; its path."""
    path = _renamed(file.path, forgetting)
    if file.header is not None:
        data = _with_header(file, data, forgetting)
    if path != file.path or data != file.data:
        write_durably(path, data, private=file.header is not None)
    if path != file.path:
        patiently(file.path.unlink)
    return path


def _with_header(file: Stored, data: bytes, forgetting: Forgetting) -> bytes:
    """A hand-over: its first line says how long the rest is, and what that adds up to."""
    header: Mapping[str, Any] = forgetting.in_json(file.header)
    renewed = {**header, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps(renewed).encode() + b"\n" + data


def _renamed(path: Path, forgetting: Forgetting) -> Path:
    """The path of a file that may be named after an id that is made of the name."""
    for old, new in forgetting.ids.items():
        if path.name.startswith(old) and not re.match(r"[\w-]", path.name[len(old) :]):
            return path.with_name(new + path.name[len(old) :])
    return path


# --- beside them -----------------------------------------------------------------------------------------


def _sweep(path: Path, new: Path, forgetting: Forgetting) -> None:
    """See to what lies beside a session: its drafts keep what was typed; undo and the room's view go."""
    for folder in (UNDO, SHOWING):
        _unlink(path.parent / folder / f"{path.stem}{SUFFIX}")
    for folder in (DRAFTS, OUTPUTS):
        old = path.parent / folder / f"{path.stem}{SUFFIX}"
        if not old.is_file():
            continue
        if new.stem != path.stem:
            move(old, old.with_name(f"{new.stem}{SUFFIX}"))
            old = old.with_name(f"{new.stem}{SUFFIX}")
        if folder == DRAFTS:
            _change_json(old, forgetting)
    if new.stem != path.stem:
        for lock in (path.parent / LOCKS).glob(f"{path.stem}.*"):
            with suppress(OSError):  # held by this program, where a system does not let go of it
                lock.unlink()


def _unlink(path: Path) -> None:
    patiently(lambda: path.unlink(missing_ok=True))


def _change_json(path: Path, forgetting: Forgetting) -> None:
    """Replace the name in a file of JSON; one that can't be read goes."""
    try:
        drafts = parse_json(read(path))
    except (ValueError, RecursionError):
        patiently(path.unlink)
        return
    drafts = {name: form for name, form in drafts.items() if not any(old in name for old in forgetting.ids)}
    write_durably(path, json.dumps(forgetting.in_json(drafts), ensure_ascii=False).encode(), private=True)


def _renew_index(folder: Path) -> None:
    """Have the lists made anew from the files: the index holds texts of actions."""
    _unlink(folder / index.FILE)
    _unlink(folder / STANDINGS)
    with suppress(Problem):
        Cards(folder).refresh()


# --- what was written -------------------------------------------------------------------------------------


def _inside(folder: Path, path: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _write_again(
    folder: Path, paths: Mapping[Path, Path], noted: Mapping[Path, Sequence[Row]], rewrite: Rewrite
) -> Iterator[Path]:
    """Have what was written of the sessions in the folder written anew; the paths of it."""
    for session, rows in noted.items():
        there = [row for row in rows if _inside(folder, row.file(session))]
        if there and session.parent == folder:
            with suppress(Problem):  # what can't be written again is corrected
                yield from rewrite(paths[session], there)


def _correct(
    found: Found,
    forgetting: Forgetting,
    paths: Mapping[Path, Path],
    noted: Mapping[Path, Sequence[Row]],
    rewritten: Sequence[Path],
) -> Iterator[Path]:
    """Replace the name in what could not be written anew, and in names of files; the paths of it."""
    new = {path.resolve() for path in rewritten}
    titles = {slug(name): slug(forgetting.by) for name in forgetting.names if slug(name)}
    listed = (row.file(session) for session, rows in noted.items() for row in rows)
    candidates = (*found.outputs, *found.logs, *(path for path in listed if _inside(found.folder, path)))
    for path in dict.fromkeys(path.resolve() for path in candidates):
        if path in new or not path.is_file():
            continue
        target = path.with_name(_slugs_in(path.name, titles))
        if target != path and target in new:
            patiently(path.unlink)  # it was written anew under its new name
            continue
        data = read(path)
        after = replaced_in(data, forgetting.in_file)
        if after != data or target != path:
            write_durably(target, after)
            if target != path:
                patiently(path.unlink)
            _note(paths, noted, path, target, after)
            yield target
    for session in found.sessions:
        _clear_manifest(paths[session], forgetting, titles)


def _slugs_in(name: str, titles: Mapping[str, str]) -> str:
    for old, new in titles.items():
        if "-" in old:
            name = re.sub(rf"(?<![a-z0-9]){re.escape(old)}(?![a-z0-9])", new, name)
    return name


def _note(
    paths: Mapping[Path, Path],
    noted: Mapping[Path, Sequence[Row]],
    old: Path,
    new: Path,
    data: bytes,
) -> None:
    """Note what was corrected as written, so that nobody takes it for forged."""
    for session, rows in noted.items():
        row = next((row for row in reversed(rows) if row.file(session).resolve() == old), None)
        if row is not None:
            written = [Written(new, row.form, row.format, data)]
            manifest.note(paths[session], written, record=row.record, at=row.at)


def _clear_manifest(session: Path, forgetting: Forgetting, titles: Mapping[str, str]) -> None:
    """Take the name out of the paths that are noted."""
    path = manifest.manifest_path(session)
    with suppress(OSError, ValueError, RecursionError):
        document = parse_json(read(path))
        changed = _in_paths(forgetting.in_json(document), titles)
        if changed != document:
            write_durably(path, json.dumps(changed, ensure_ascii=False, indent=1).encode(), private=True)


def _mark_anew(session: Path) -> None:
    """Have marks of what was written last that are of no row that held the name."""
    if last.of(session) is None:
        return
    try:
        last.renew(session, decode(read(session), session).session)
    except Problem:
        manifest.keep(session, last.KEPT_AS, None)


def _in_paths(value: Any, titles: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _slugs_in(value, titles)
    if isinstance(value, list):
        return [_in_paths(inner, titles) for inner in value]
    if isinstance(value, dict):
        return {name: _in_paths(inner, titles) for name, inner in value.items()}
    return value
