"""Commands that hand a session over to another laptop: `hand-over`, and there and back `take-over`."""

from argparse import Namespace

from sessions.clock import utc_now
from sessions.problem import Problem
from sessions.store.handing import Outcome
from workshop import handing, settings
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.cli.places import sessions_folder
from workshop.desk import Desk
from workshop.laptop import laptop_id

SAID: dict[Outcome, str] = {
    "new": "It is here now.",
    "continued": "It goes on where the other laptop left it; what stood here is among the backups.",
    "back": "It is back: the other laptop has not gone on with it.",
    "known": "What the file holds is here already; nothing was changed.",
    "both": "Both laptops have gone on with it. Neither is lost: what came is kept beside what is here."
    " `workshop merge` brings the two together.",
}


def hand_over(args: Namespace) -> int:
    """Write the session to one file and let go of it here; print the file. With --back, go on here again."""
    if args.back == (args.to is not None):
        raise Problem("Either --to DIR or --back is needed", hint="--to names the stick or another folder.")
    file = library(args).open(args.session, wait=2.0)
    if args.back:
        with file:
            handing.take_back(file)
        output.tell(f"{file.path.stem} can be changed here again.")
        return OK
    with Desk(file, author=laptop_id(settings.data_folder())) as desk:
        written = handing.hand_over(desk, args.to.expanduser())
    data = {"session": file.path.stem, "path": str(written)}
    args.recorded = True
    output.say(output.as_json(data) if args.json else str(written))
    return OK


def take_over(args: Namespace) -> int:
    """Take over the session in a file and print its id; 1 where both laptops went on, and both are kept."""
    taken = handing.take(sessions_folder(args.folder), args.file.expanduser(), clock=utc_now)
    data = {"session": taken.path.stem, "path": str(taken.path), "outcome": taken.outcome}
    args.recorded = True
    output.say(output.as_json(data) if args.json else taken.path.stem)
    output.tell(f"workshop: {SAID[taken.outcome]}")
    return FOUND_SOMETHING if taken.outcome == "both" else OK
