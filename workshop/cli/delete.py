"""The command `delete`: to the bin, or for good."""

from argparse import Namespace
from pathlib import Path

from sessions.files import BIN, SUFFIX
from sessions.many.for_good import Doomed, delete as delete_for_good, doom
from sessions.problem import Problem
from sessions.register.model import Concerned
from sessions.store.library import Library
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.waiting import drop, of_deleted, told_of_deleted


def delete(args: Namespace) -> int:
    """Move a session to the bin, or delete it for good with all that is kept of it, once that was seen."""
    sessions = library(args)
    if not args.for_good:
        if args.outputs:
            raise Problem("--outputs goes with --for-good", hint="The bin takes the session alone.")
        path = sessions.bin(sessions.find(args.session))
        args.recorded = True
        output.say(output.as_json({"path": str(path)}) if args.json else str(path))
        output.tell(f"workshop: `workshop bin {path.stem} --restore` brings it back; --for-good deletes it.")
        return output.OK
    doomed = doom(sessions.folder, _found(sessions, args.session))
    concerned = of_deleted(doomed)
    if not args.json:
        output.say("\n".join(_shown(doomed, concerned, outputs=args.outputs)))
    outputs = args.outputs
    if not args.yes:
        if not asks():
            output.tell("workshop: nothing was deleted\n  --yes does it.")
            return output.FAILED
        if doomed.outputs and not outputs:
            outputs = sure("Does what was written of it go, too?")
        if not sure(f"Delete {doomed.path.stem} for good? Nothing brings it back."):
            output.tell("workshop: nothing was deleted")
            return output.OK
    try:
        drop(concerned)
        delete_for_good(sessions.folder, doomed, outputs=outputs)
    finally:
        args.recorded = not doomed.path.exists()
    if args.json:
        output.say(output.as_json(_as_json(doomed, concerned, outputs=outputs)))
    else:
        output.say(f"Deleted for good: {doomed.path.stem}")
    return output.OK


def _found(sessions: Library, wanted: str) -> Path:
    """The session of this id, in the folder or else in the bin; else as elsewhere. Raises Problem."""
    for folder in (sessions.folder, sessions.folder / BIN):
        if (path := folder / f"{wanted.strip()}{SUFFIX}").is_file() and path.parent == folder:
            return path
    return sessions.find(wanted)


def _shown(doomed: Doomed, concerned: Concerned, *, outputs: bool) -> list[str]:
    lines = ["These are deleted:", *(f"  {path}" for path in doomed.files)]
    kept = (
        "What was written of it goes, too:" if outputs else "What was written of it stays, without --outputs:"
    )
    for title, paths in (
        (kept, doomed.outputs),
        ("Changed since they were written, or of other sessions too; they stay:", doomed.changed),
        ("Copies of it that stay, as sessions of their own:", doomed.copies),
    ):
        if paths:
            lines += [title, *(f"  {path}" for path in paths)]
    for title, told in told_of_deleted(doomed, concerned):
        lines += [title, *(f"  {output.one_line(line)}" for line in told)]
    return lines


def _as_json(doomed: Doomed, concerned: Concerned, *, outputs: bool) -> dict[str, object]:
    return {
        "deleted": [str(path) for path in (*doomed.files, *(doomed.outputs if outputs else ()))],
        "outputs_left": [str(path) for path in (*doomed.changed, *(() if outputs else doomed.outputs))],
        "copies_left": [str(path) for path in doomed.copies],
        "registers": [{"to": note.target, "with_text": note.with_text} for note in concerned.there],
        "waiting": [row.target for row in concerned.waits],
    }
