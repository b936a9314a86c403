"""The command `cards`: what is talked about or voted on, and levels to hold up, to print and cut out."""

from argparse import Namespace
from pathlib import Path

from sessions import plan
from sessions.clock import utc_now
from sessions.disk import os_problems
from sessions.outputs import cards as output_of, manifest
from sessions.outputs.cards import Deck, Which
from sessions.outputs.manifest import Written, checksum_of
from sessions.outputs.write import put
from sessions.problem import Problem
from workshop import settings
from workshop.cli import output
from workshop.cli.context import library, packs, templates
from workshop.cli.material import named_pack
from workshop.cli.places import sessions_folder


def cards(args: Namespace) -> int:
    """Write the cards of a session, a pack or a template, and print the path."""
    if (args.session is None) == (args.pack is None and args.template is None):
        hint = "Such as: workshop cards SESSION, or workshop cards --pack tips."
        raise Problem("Name a session, a pack or a template", hint=hint)
    which: Which = "items" if args.items else "votes" if args.votes else "all"
    file = None if args.session is None else library(args).find(args.session)
    record = "" if file is None else checksum_of(file)
    deck, path = _of_material(args) if file is None else _of_session(args, file)
    page = Written(path, "cards", "html", output_of.render(deck, which))
    with os_problems("The cards can't be written", path):
        put(page)
    if file is not None:
        manifest.note(file, (page,), record=record, at=utc_now())
    args.recorded = True
    output.say(output.as_json({"path": str(path)}) if args.json else str(path))
    return output.OK


def _of_session(args: Namespace, file: Path) -> tuple[Deck, Path]:
    """(the cards of the session in this file, the file for them)."""
    session = library(args).read(str(file))
    folder = args.to.expanduser() if args.to else settings.summaries_folder(file)
    return output_of.of_session(session), folder / output_of.file_name(session, file)


def _of_material(args: Namespace) -> tuple[Deck, Path]:
    folder = args.to.expanduser() if args.to else sessions_folder(args.folder) / settings.SUMMARIES
    if args.pack is not None:
        pack = named_pack(args.pack)
        return output_of.of_packs(pack.name, [pack]), folder / f"{pack.id}-cards.html"
    known = templates()
    template = known.get(args.template.strip().casefold())
    if template is None:
        hint = f"Templates: {', '.join(sorted(known))}."
        raise Problem(f"There is no template {output.one_line(args.template)!r}", hint=hint)
    _, used = plan.agenda(template, packs())
    return output_of.of_packs(template.name, used), folder / f"{template.id}-cards.html"
