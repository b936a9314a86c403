"""Commands that give an account of a session: `show` on stdout, `summary` in files."""

from argparse import Namespace

from sessions import words
from sessions.edits.agenda import stop_clock
from sessions.kinds.registry import reveal_all, waiting
from sessions.outputs import names, registry
from sessions.outputs.text import account
from sessions.outputs.write import PartlyWritten, write
from sessions.problem import Problem
from workshop import keycard, keymap, settings
from workshop.cli import house, output
from workshop.cli.context import dumped, library
from workshop.cli.places import preferences
from workshop.desk import Desk
from workshop.laptop import laptop_id
from workshop.materials import load
from workshop.outgoing import mark, unmark

READ_IT = (
    "workshop: names of people are left out\n"
    "  Read it before it goes out: somebody who is named in a text alone is not known by name."
)


def show(args: Namespace) -> int:
    """Print a plain account of a session. What the room has not seen is in it only where it is asked for."""
    if args.hidden and not args.json:
        raise Problem("--hidden goes with --json", hint="`workshop reveal` shows it to all.")
    sessions = library(args)
    path = sessions.find(args.session)
    session = sessions.read(str(path))
    if args.json:
        # A copy has the id of its original; what names it is its file.
        copy = {} if path.stem == session.id else {"file": path.stem}
        output.say(output.as_json({**copy, **dumped(session, hidden=args.hidden)}))
    else:
        output.say(account(session, called=path.stem))
    return 0


def summary(args: Namespace) -> int:
    """Write a session's summary, without what is still hidden, and print the paths of what was written."""
    formats = _formats(",".join(args.formats or registry.usual()))
    with Desk(library(args).open(args.session, wait=2.0), author=laptop_id(settings.data_folder())) as desk:
        if args.reveal and waiting(desk.session):
            desk.apply(reveal_all())
        folder = args.to.expanduser() if args.to else settings.summaries_folder(desk.path)
        cards = keycard.extra_files(formats, keymap.usable(preferences().keys).keymap)
        timed = stop_clock().apply(desk.session, desk.clock())
        now, file, before = desk.clock().astimezone(), desk.path, desk.session.summary_at
        record = mark(desk)
        try:
            written = write(
                timed,
                folder,
                formats,
                now=now,
                form=args.form,
                file=file,
                record=record,
                extra_files=cards,
                resources=load.resources(),
                house=house.own(),
                anonymous=args.anonymous,
            )
        except PartlyWritten:
            args.recorded = True
            raise
        except Problem:
            unmark(desk, before)
            raise
        args.recorded = True
        left_out = [words.origin(desk.session, ref) for ref in waiting(desk.session)]
    paths = [str(path) for path in written]
    output.say(output.as_json(paths) if args.json else "\n".join(paths))
    for remark in names.remarks(timed, folder, file, written):
        output.tell(f"workshop: {remark}")
    if args.anonymous:
        output.tell(READ_IT)
    if left_out:
        listed = output.one_line("; ".join(left_out))
        hint = "`workshop summary --reveal` reveals all that is left, and writes it."
        output.tell(f"workshop: answered, {words.NOT_REVEALED}: {listed}\n  {hint}")
    return 0


def _formats(text: str) -> tuple[str, ...]:
    """Formats from a list with commas, each once. Raises Problem for one that nobody can write."""
    wanted = [output.one_line(name).casefold().lstrip(".") for name in text.split(",") if name.strip()]
    if "all" in wanted:
        return registry.ids()
    if not wanted:
        raise Problem("No format is named", hint=f"Formats: {', '.join(registry.ids())}.")
    return tuple(dict.fromkeys(registry.output(name).id for name in wanted))
