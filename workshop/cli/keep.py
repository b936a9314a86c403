"""The command that looks after files: `check`, with `--repair`."""

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sessions import words
from sessions.files import is_session_name
from sessions.many.changed import (
    OutputCheck,
    Verdict,
    check_output,
    missing,
    of_several,
    outputs_of,
    signed_off,
)
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.sign_off import acts, moment
from sessions.spans import on_screen
from sessions.store.library import Library
from sessions.store.load import check as faults_in
from sessions.store.repair import put_back, repair
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.output import FAILED, FOUND_SOMETHING, OK

CODES: dict[Verdict | None, int] = {
    None: OK,
    "unchanged": OK,
    "changed": FOUND_SOMETHING,
    "unknown": FAILED,
}


def check(args: Namespace) -> int:
    """Check one session or all: 0 where all are sound and as they were signed off, or were repaired; 1 where
    faults are left; 2 where one could not be checked or repaired at all and none was repaired.

    Of a file that was written: 0 as it was, 1 where it or its record has changed, 2 where nobody knows.
    """
    sessions = library(args)
    args.recorded = False
    if args.session is not None and (written := _written(sessions, args.session)) is not None:
        return _check_written(sessions, written, args)
    paths = sessions.paths() if args.session is None else (sessions.find(args.session),)
    code, rows = OK, []
    for path in paths:
        code_of_file, row = _check_session(path, repairing=args.repair, alone=args.session is not None)
        code = max(code, code_of_file)
        rows.append(row)
        args.recorded = any(checked["repaired"] for checked in rows)
        if not args.json:
            output.say("\n".join(_in_words(row)))
    if args.json:
        output.say(output.as_json(rows))
    elif not paths:
        output.tell(f"There are no sessions in {sessions.folder}.")
    return min(code, FOUND_SOMETHING) if args.recorded else code


def _written(sessions: Library, wanted: str) -> Path | None:
    """The file that `wanted` names, where that is one that was written and no session."""
    if any(wanted.strip() in (path.stem, path.name) for path in sessions.paths()):
        return None
    try:
        path = Path(wanted).expanduser().absolute()
        is_file, is_folder = path.is_file(), path.is_dir() and wanted.strip() != ""
    except (OSError, ValueError, RuntimeError):
        return None
    if is_folder and os.sep in wanted:
        hint = "Name a file in it. The sessions of a folder: `workshop check --folder DIR`."
        raise Problem("This is a folder", where=str(path), hint=hint)
    if not is_file:
        return None
    if not is_session_name(path.name):
        return path
    known = check_output(path, _folders(sessions, path))
    return path if known is not None and (known.row is not None or known.session_path is not None) else None


def _folders(sessions: Library, path: Path) -> tuple[Path, ...]:
    """Where the session of a file may lie: in the folder of sessions, beside it, or above it."""
    return (sessions.folder, path.parent, path.parent.parent)


def _check_written(sessions: Library, path: Path, args: Namespace) -> int:
    found = check_output(path, _folders(sessions, path))
    if found is None or found.session_path is None:
        hint = "Name the folder of its session with --folder, or a file as it was written."
        raise Problem("No session here knows this file", where=str(path), hint=hint)
    every = of_several(found, _folders(sessions, path))
    if args.json:
        output.say(output.as_json(list(map(_output_json, every))))
    else:
        lines = [*_output_words(found), *(line for other in every[1:] for line in _record_words(other))]
        output.say("\n".join(lines))
    verdicts = [verdict for check in every for verdict in (check.file, check.record)]
    signed = [signed_off(check.session_path) for check in every if check.session_path is not None]
    if "changed" in (*verdicts, *signed):
        return FOUND_SOMETHING
    return FAILED if "unknown" in verdicts else OK


def _output_json(found: OutputCheck) -> dict[str, Any]:
    row, newer = found.row, found.newer
    return {
        "path": str(found.path),
        "session": found.session_path.stem if found.session_path else None,
        "file": found.file,
        "record": found.record,
        "written_at": row.at.isoformat() if row else None,
        "written_again_at": newer.at.isoformat() if newer else None,
    }


def _output_words(found: OutputCheck) -> Iterator[str]:
    name = found.path.name
    when = f"on {moment(found.row.at)}" if found.row else ""
    yield {
        "unchanged": f"{name}: unchanged since it was written {when}",
        "changed": f"{name}: CHANGED since it was written {when}",
        "unknown": f"{name}: not in the list of what was written, so nobody can say whether it has changed",
    }[found.file]
    if found.newer is not None:
        yield f"  It was written again on {moment(found.newer.at)}."
    yield from _record_words(found)


def _record_words(found: OutputCheck) -> Iterator[str]:
    """Whether a session that it was written of is as it was then."""
    session = found.session_path
    if session is None:
        return
    if not session.exists():
        yield f"{session.stem}: the record is not there any more"
        return
    try:
        record = Library(session.parent).read(str(session))
    except Problem as problem:
        yield f"{session.stem}: the record can't be read any more: {problem.what}"
        return
    yield {
        "unchanged": f"{session.stem}: the record is as it was then",
        "clock": f"{session.stem}: the record has moved on (clock only); what it tells is the same",
        "changed": f"{session.stem}: the record has gone on since then; write it again to have that in it",
        "unknown": f"{session.stem}: of which record it was made was not noted",
    }[found.record]
    yield from (f"  {on_screen(line)}" for line in acts(record))
    yield from _signed_words(signed_off(session))


def _signed_words(verdict: Verdict | None) -> Iterator[str]:
    if verdict == "unchanged":
        yield "  It is final, and unchanged since it was signed off."
    elif verdict == "changed":
        yield "  It has CHANGED since it was signed off."
    elif verdict == "unknown":
        yield "  It is final; what was signed off is not known here. Compare its checksum with the minutes':"


def _check_session(path: Path, *, repairing: bool, alone: bool) -> tuple[int, dict[str, Any]]:
    """(exit code, its faults and what was done about them) of one file; a Problem goes to stderr.

    `alone`, what was written of it is looked at too.
    """
    row: dict[str, Any] = {"session": path.stem, "path": str(path), "faults": [], "repaired": []}
    code, name = OK, path.stem
    try:
        row["faults"] = list(faults_in(path))
        if repairing:
            row["repaired"] = _repair(path, broken=bool(row["faults"]))
        elif row["faults"]:
            code = FOUND_SOMETHING
            output.tell(f"workshop: {name} has faults\n  `workshop check {name} --repair` mends it.")
    except Problem as problem:
        output.problem(problem)
        code = FAILED
    verdict = signed_off(path)
    if verdict is not None:
        row["signed_off"] = verdict
        code = max(code, CODES[verdict] if alone or verdict == "changed" else OK)
    if verdict in ("changed", "unknown"):
        row["sha256"] = manifest.checksum_of(path)
    if alone:
        row["written"] = [_output_json(found) for found in outputs_of(path)]
        row["missing"] = [str(file) for file in missing(path)]
        if any(found["file"] == "changed" for found in row["written"]):
            code = max(code, FOUND_SOMETHING)
    return code, row


def _repair(path: Path, *, broken: bool) -> list[str]:
    """Put a session right; one that was signed off as it was then, if there is a backup of that."""
    done: tuple[str, ...] = ()
    if signed_off(path) == "changed":
        sealed = manifest.sealed(path)
        done = put_back(path, lambda data: manifest.checksum(data) == sealed)
    if not done and broken:
        done = repair(path)
    return list(done)


def _in_words(row: dict[str, Any]) -> Iterator[str]:
    name, faults, done = row["session"], row["faults"], row["repaired"]
    if not faults:
        yield f"{name}: sound"
    else:
        yield f"{name}: {len(faults)} fault{'' if len(faults) == 1 else 's'}"
        yield from (f"  {fault}" for fault in faults)
    if done:
        yield f"{name}: repaired"
        yield from (f"  {line}" for line in done)
    yield from _signed_words(row.get("signed_off"))
    if "sha256" in row:
        yield f"  {row['sha256']}"
    written = row.get("written", [])
    changed = [found for found in written if found["file"] == "changed"]
    if same := len(written) - len(changed):
        yield f"  {words.number_of(same, 'file', 'files')} written of it: unchanged"
    yield from (f"  CHANGED since it was written: {found['path']}" for found in changed)
    yield from (f"  No longer there: {path}" for path in row.get("missing", []))
