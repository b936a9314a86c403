"""Commands that hand a session over to another laptop: `hand-over`, and there and back `take-over`."""

from argparse import Namespace

from sessions.clock import utc_now
from sessions.problem import Problem
from workshop import handing, settings
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.merging import as_data, as_text, how_to_settle
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.cli.places import sessions_folder
from workshop.desk import Desk
from workshop.laptop import laptop_id

SAID: dict[str, str] = {
    "new": "It is here now.",
    "continued": "It goes on where the other laptop left it; what stood here is among the backups.",
    "back": "It is back: the other laptop has not gone on with it.",
    "known": "What the file holds is here already; nothing was changed.",
    "merged": "Both laptops have gone on with it: what came is in the session here; undo takes it out again.",
    "both": "Both laptops have gone on with it, and as they stand they cannot be merged. Neither is lost: "
    "what came is kept beside what is here. Is one final? Opened again, `workshop merge` merges them.",
}


def hand_over(args: Namespace) -> int:
    """Write the session to one file and let go of it here; print the file. With --back, go on here again."""
    if args.back == (args.to is not None):
        raise Problem("Either --to DIR or --back is needed", hint="--to names the stick or another folder.")
    file = library(args).open(args.session, wait=2.0)
    if args.back:
        with file:
            handing.take_back(file)
        args.recorded = True
        if args.json:
            output.say(output.as_json({"session": file.path.stem, "path": str(file.path)}))
        output.tell(f"{file.path.stem} can be changed here again.")
        return OK
    with Desk(file, author=laptop_id(settings.data_folder())) as desk:
        written = handing.hand_over(desk, args.to.expanduser())
    data = {"session": file.path.stem, "path": str(written)}
    args.recorded = True
    output.say(output.as_json(data) if args.json else str(written))
    return OK


def take_over(args: Namespace) -> int:
    """Take over the session in a file and print its id; where both laptops went on, say what that brought.

    1 where something of that is to be settled, or both are kept.
    """
    folder, author = sessions_folder(args.folder), laptop_id(settings.data_folder())
    path, outcome, merge = handing.take(folder, args.file.expanduser(), clock=utc_now, author=author)
    data = {"session": path.stem, "path": str(path), "outcome": outcome}
    if outcome == "merged" and merge is not None:
        data |= as_data(merge.report)
    args.recorded = True
    output.say(output.as_json(data) if args.json else path.stem)
    output.tell(f"workshop: {SAID[outcome]}")
    if outcome == "merged" and merge is not None and not args.json:
        output.tell(as_text(merge.report, is_new=True))
    left = merge.report.conflicts if merge is not None else ()
    if left:
        output.tell(f"workshop: {how_to_settle(path.stem)}")
    return FOUND_SOMETHING if left or outcome == "both" else OK
