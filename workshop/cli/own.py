"""Commands that make packs of the user's own: `packs new`, `packs import`, `packs export`."""

from argparse import Namespace
from pathlib import Path

from sessions.problem import Problem
from workshop import settings
from workshop.cli import output
from workshop.cli.context import packs, today
from workshop.cli.material import named_pack
from workshop.materials import own


def new_pack(args: Namespace) -> int:
    """Write a commented file to begin with, and print its path."""
    path = args.to or _folder() / f"{args.pack}.toml"
    own.start(args.pack, path, today().year)
    _printed(args, path, args.pack)
    output.tell(f"Fill it in, then: workshop packs check {output.one_line(str(path))}")
    return output.OK


def import_pack(args: Namespace) -> int:
    """Make a pack of the user's own from a table, and print its path."""
    pack = own.pack_from_table(args.path, args.id, today().year)
    theirs = _folder() / f"{pack.id}.toml"
    if pack.id in packs() and not theirs.exists():
        hint = "Give it another one with --id, for instance with your place's name in it."
        raise Problem(f"The id {pack.id!r} is taken", where=str(args.path), hint=hint)
    path = own.keep(pack, _folder(), replace=args.replace)
    _printed(args, path, pack.id)
    output.tell(f"{pack.name}: {len(list(pack.items()))} items in {len(pack.sections)} sections.")
    return output.OK


def export_pack(args: Namespace) -> int:
    """Write a pack as a table or as TOML, and print the path."""
    pack = named_pack(args.pack)
    own.export(pack, args.path, replace=args.replace)
    _printed(args, args.path, pack.id)
    return output.OK


def _folder() -> Path:
    return settings.data_folder() / "packs"


def _printed(args: Namespace, path: Path, pack_id: str) -> None:
    """Print where the file lies, which is on the disk by now."""
    args.recorded = True
    output.say(output.as_json({"pack": pack_id, "path": str(path)}) if args.json else str(path))
