"""The command `summary`, which writes an account of a session to files."""

from argparse import Namespace

from sessions import words
from sessions.kinds.registry import reveal_all, waiting
from sessions.outputs import registry
from sessions.outputs.write import PartlyWritten
from sessions.problem import Problem
from workshop import keycard, keymap, settings
from workshop.cli import house, output
from workshop.cli.context import library
from workshop.cli.places import preferences
from workshop.desk import Desk
from workshop.laptop import laptop_id
from workshop.outbox import Outbox, since
from workshop.outgoing import mark, unmark

READ_IT = (
    "workshop: names of people are left out\n"
    "  Read it before it goes out: somebody who is named in a text alone is not known by name."
)


def summary(args: Namespace) -> int:
    """Write a session's summary, without what is still hidden, and print the paths of what was written."""
    formats = _formats(",".join(args.formats or registry.usual()))
    if args.again and (args.form or args.formats or args.to):
        hint = "Leave out --form, --format and --to."
        raise Problem("--again takes form, formats and folder from the last time", hint=hint)
    with Desk(library(args).open(args.session, wait=2.0), author=laptop_id(settings.data_folder())) as desk:
        if args.reveal and waiting(desk.session):
            desk.apply(reveal_all())
        folder = args.to.expanduser() if args.to else settings.summaries_folder(desk.path)
        box = Outbox(desk, folder, settings.house_path(), args.form or "minutes", formats)
        changed = _as_last(box) if args.again else ()
        anonymous = box.anonymous = box.anonymous or args.anonymous
        cards = keycard.extra_files(box.formats, keymap.usable(preferences().keys).keymap)
        house.own()  # which says what is wrong with it
        before, record = desk.session.summary_at, mark(desk)
        try:
            box.write(record, cards, lambda _: None)
        except PartlyWritten:
            args.recorded = True
            raise
        except Problem:
            unmark(desk, before)
            raise
        args.recorded = True
        left_out = [words.origin(desk.session, ref) for ref in waiting(desk.session)]
    paths = [str(path) for path in box.written]
    output.say(output.as_json(paths) if args.json else "\n".join(paths))
    for remark in (*changed, *box.remarks()):
        output.tell(f"workshop: {output.one_line(remark)}")
    if anonymous:
        output.tell(READ_IT)
    if left_out:
        listed = output.one_line("; ".join(left_out))
        hint = "`workshop summary --reveal` reveals all that is left, and writes it."
        output.tell(f"workshop: answered, {words.NOT_REVEALED}: {listed}\n  {hint}")
    return 0


def _as_last(box: Outbox) -> tuple[str, ...]:
    """Choose what was chosen the last time; what has changed since, in words. Raises Problem."""
    if (last := box.last()) is None:
        hint = "Leave out --again; then it is remembered."
        raise Problem("Nothing of this session was written yet", where=box.desk.session.title, hint=hint)
    box.take(last)
    return since(last, box.desk.session)


def _formats(text: str) -> tuple[str, ...]:
    """Formats from a list with commas, each once. Raises Problem for one that nobody can write."""
    wanted = [output.one_line(name).casefold().lstrip(".") for name in text.split(",") if name.strip()]
    if "all" in wanted:
        return registry.ids()
    if not wanted:
        raise Problem("No format is named", hint=f"Formats: {', '.join(registry.ids())}.")
    return tuple(dict.fromkeys(registry.output(name).id for name in wanted))
