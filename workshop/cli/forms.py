"""The command `form`: what each partner is asked before the day, to send out."""

from argparse import Namespace
from pathlib import Path
from typing import cast

from sessions.clock import utc_now
from sessions.forms.make import not_asked
from sessions.forms.write import SORTS, Sort, write
from sessions.outputs.manifest import checksum_of
from sessions.problem import Problem
from workshop import settings
from workshop.cli import house, output
from workshop.cli.context import library


def form(args: Namespace) -> int:
    """Write the forms of a session, and print their paths."""
    sessions = library(args)
    file = sessions.find(args.session)
    record, session = checksum_of(file), sessions.read(str(file))
    partners = tuple(dict.fromkeys(session.find_partner(name) for name in args.partner or ()))
    folder: Path = args.to.expanduser() if args.to else settings.summaries_folder(file)
    paths = write(
        session,
        folder,
        now=utc_now(),
        file=file,
        record=record,
        sorts=_sorts(args.formats or ()),
        partners=partners,
        note=args.note.strip(),
        house=house.own(),
    )
    args.recorded = True
    texts, left = [str(path) for path in paths], not_asked(session)
    if args.json:
        output.say(output.as_json({"paths": texts, "not_asked": [row._asdict() for row in left]}))
        return output.OK
    output.say("\n".join(texts))
    for row in left:
        output.tell(f"workshop: not in the forms: {output.one_line(row.words)}")
    return output.OK


def _sorts(lists: list[str] | tuple[str, ...]) -> tuple[Sort, ...]:
    """The sorts in lists with commas, all where none is named. Raises Problem for one that there is not."""
    wanted = [name.strip().casefold() for text in lists for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in (*SORTS, "all"):
            hint = f"Forms come as {', '.join(SORTS)}."
            raise Problem(f"There is no form as {output.one_line(name)!r}", hint=hint)
    return SORTS if not wanted or "all" in wanted else cast("tuple[Sort, ...]", tuple(dict.fromkeys(wanted)))
