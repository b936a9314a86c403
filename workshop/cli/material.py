"""Commands on packs: `packs list`, `packs show`, `packs compare`, `packs check`."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sessions import edition_words
from sessions.editions import Change, change
from sessions.material import Pack
from sessions.problem import Problem
from sessions.spans import plain_text
from workshop import materials, pack_text, settings
from workshop.cli import output
from workshop.cli.context import library, packs, today
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.materials import own
from workshop.materials.load import load_file

T = TypeVar("T")


def list_packs(args: Namespace) -> int:
    """List the packs."""
    known = packs()
    if args.json:
        without = {"sections", "readings"}
        listed = [
            {
                **pack.model_dump(mode="json", exclude=without),
                "kind": pack_text.uses(pack),
                "sections": len(pack.sections),
                "items": len(list(pack.items())),
            }
            for pack in known.values()
        ]
        output.say(output.as_json(listed))
        return OK
    rows = []
    for pack in sorted(known.values(), key=lambda pack: pack.id):
        scale = ", ".join(f"{scale.base} to {scale.top}" for scale in pack.scales) or "not scored"
        rows.append((pack.id, pack.edition, str(len(list(pack.items()))), scale, pack.name))
    output.say(output.table(("Pack", "Edition", "Items", "Scale", "Name"), rows))
    return OK


def named_pack(pack_id: str) -> Pack:
    """The pack of this id, shipped or the user's own. Raises Problem."""
    known = packs()
    pack = known.get(pack_id) or known.get(pack_id.strip().casefold())
    if pack is None:
        hint = f"Packs: {', '.join(sorted(known))}."
        raise Problem(f"There is no pack {output.one_line(pack_id)!r}", hint=hint)
    return pack


def show_pack(args: Namespace) -> int:
    """Print all of a pack."""
    pack = named_pack(args.pack)
    output.say(output.as_json(pack.model_dump(mode="json")) if args.json else "\n".join(_pack_lines(pack)))
    return OK


def compare_pack(args: Namespace) -> int:
    """Say which items of a session's copy are gone from the pack, which are new, and which are others."""
    pack, session = named_pack(args.pack), library(args).read(args.session)
    own = next((own for own in session.packs if own.id == pack.id), None)
    if own is None:
        carried = ", ".join(pack.id for pack in session.packs) or "none"
        raise Problem(f"This session carries no pack {pack.id!r}", hint=f"It carries: {carried}.")
    found = change(own, pack)
    if args.json:
        output.say(output.as_json(_change_as_data(found)))
        return OK
    output.say(edition_words.headline(found))
    for heading, lines in edition_words.rows(found):
        output.say(f"\n{heading}")
        output.say("\n".join(f"  - {output.one_line(plain_text(line))}" for line in lines))
    output.tell(edition_words.KEPT)
    return OK


def _change_as_data(found: Change) -> dict[str, object]:
    """Ids of items, but for those that were reworded, of which both texts stand there."""
    names = ("gone", "new", "added", "rescaled")
    data: dict[str, object] = {name: [item.id for item in getattr(found, name)] for name in names}
    reworded = [
        {"id": old.id, "session": {"name": old.name, "statement": old.statement},
         "pack": {"name": new.name, "statement": new.statement}}
        for old, new in found.reworded
    ]  # fmt: skip
    session, pack = found.editions
    heads = {"pack": found.pack_id, "edition": {"session": session, "pack": pack}}
    return {**heads, **data, "reworded": reworded, "sections": list(found.sections)}


def check_pack(args: Namespace) -> int:
    """Check a pack that somebody wrote, or a table to make one of.

    1 where it has mistakes, 2 where there is no file to read.
    """
    pack = checked(_pack_in, args, "pack")
    if pack is None:
        return FOUND_SOMETHING
    count = len(list(pack.items()))
    output.tell(f"{pack.name}: {count} items in {len(pack.sections)} sections, no mistakes.")
    return OK


def _pack_in(path: Path) -> Pack:
    """A pack from its file, or from a table. Raises Problem."""
    if path.suffix.casefold() == ".toml":
        return load_file(Pack, path)
    return own.pack_from_table(path, None, today().year)


def checked(read: Callable[[Path], T], args: Namespace, what: str) -> T | None:
    """What stands in the file that is named; None, once every mistake in it is said, with `--json` as data.

    Raises Problem where there is no file to read.
    """
    path = _file_of(args.path, f"{what}s")
    if not path.is_file():
        missing = "This is a folder, not a file" if path.is_dir() else "There is no such file"
        hint = f"Name the {what}'s id, or its TOML file, such as mine.toml."
        raise Problem(missing, where=str(path), hint=hint)
    try:
        loaded = read(path)
    except Problem as problem:
        if isinstance(problem.__cause__, OSError):
            raise
        if args.json:
            output.say(output.as_json({"path": str(path), "mistakes": problem.what.splitlines()}))
        output.problem(problem)
        return None
    if args.json:
        output.say(output.as_json({"path": str(path), "mistakes": []}))
    return loaded


def _file_of(named: Path, folder: str) -> Path:
    """The file that is named; where there is none, that of an id, of the user's own before one that ships."""
    if named.exists() or named.name != str(named) or named.suffix:
        return named
    file = f"{str(named).casefold()}.toml"
    places = (settings.data_folder() / folder, Path(materials.__path__[0]) / folder)
    return next((place / file for place in places if (place / file).is_file()), named)


def _pack_lines(pack: Pack) -> Iterator[str]:
    """All of a pack as plain lines, for reading or for a screen reader."""
    yield f"{pack.name} ({pack.id}, edition {pack.edition})"
    for text in pack_text.texts(pack):
        yield f"\n{text.name}" + (f" ({text.key})" if text.is_item else "")
        for line in text.lines:
            lead = "  - " if line.tone in ("point", "question") else ""
            yield f"{line.text}:" if line.tone == "heading" else f"{lead}{line.text}"
