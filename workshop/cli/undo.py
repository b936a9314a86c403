"""Commands that take things back: `undo`, `redo`, `bin`."""

import re
from argparse import Namespace
from pathlib import Path

from sessions.files import BIN
from sessions.problem import Problem
from sessions.store.library import Library
from sessions.store.load import moment
from workshop.cli import output
from workshop.cli.context import library, recording, writing
from workshop.history import History


def undo(args: Namespace) -> int:
    """Take back the last change, or list what can be taken back."""
    if args.list:
        return _list(args)
    return _step(args, forward=False)


def redo(args: Namespace) -> int:
    """Do again what was taken back last."""
    return _step(args, forward=True)


def _step(args: Namespace, *, forward: bool) -> int:
    with writing(args) as desk:
        with recording(args, desk):
            label = desk.redo() if forward else desk.undo()
        args.recorded = label is not None
        left = len(desk.history.undone if forward else desk.history.done)
    if label is None:
        what = "There is nothing to do again" if forward else "There is nothing to take back"
        raise Problem(
            what,
            where=args.session,
            hint="It ends where another program wrote, and with the bin and another laptop.",
        )
    if args.json:
        output.say(output.as_json({"redone" if forward else "undone": label, "left": left}))
    else:
        output.tell(f"{'Done again' if forward else 'Taken back'}: {label}. {left} more can be.")
    return output.OK


def _list(args: Namespace) -> int:
    sessions = library(args)
    path = sessions.find(args.session)
    changes = History.kept(path, sessions.read(args.session)).done[::-1]
    if args.json:
        data = [
            {"label": change.label, "at": change.backward.model_dump(mode="json")["at"]} for change in changes
        ]
        output.say(output.as_json(data))
    elif changes:
        rows = [
            (str(number), moment(change.at), change.label) for number, change in enumerate(changes, start=1)
        ]
        output.say(output.table(("", "When", "Change"), rows))
    else:
        output.tell("There is nothing to take back.")
    return output.OK


def put_in_bin(args: Namespace) -> int:
    """Move a session to the bin folder, or bring it back, and print where it lies now."""
    sessions = library(args)
    if args.restore:
        binned = _last_binned(sessions, args.session)
        path = sessions.restore(binned)
    else:
        path = sessions.bin(sessions.find(args.session))
    args.recorded = True
    output.say(output.as_json({"path": str(path)}) if args.json else str(path))
    return output.OK


def _last_binned(sessions: Library, session_id: str) -> Path:
    """The file in the bin that was put there last under this id. Raises Problem."""
    name = re.compile(rf"{re.escape(session_id.strip())}(~(\d+))?", re.IGNORECASE)
    files = [
        (int(match[2] or 1), path)
        for path in (sessions.folder / BIN).glob("*.json")
        if (match := name.fullmatch(path.stem))
    ]
    if not files:
        hint = "Type the whole id. `workshop list` shows the sessions that are not in the bin."
        raise Problem(f"No session {output.one_line(session_id)!r} in the bin", hint=hint)
    return max(files)[1]
