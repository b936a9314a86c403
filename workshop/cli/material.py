"""Commands on the material: `packs list`, `packs show`, `packs check`, `templates list`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from sessions import plan
from sessions.evidence_words import to_look_for
from sessions.material import Item, Pack
from sessions.plan import Template
from sessions.problem import Problem
from workshop.cli import output
from workshop.cli.context import dumped, packs, templates, today
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.materials import load, own


def list_packs(args: Namespace) -> int:
    """List the packs."""
    known = packs()
    if args.json:
        without = {"sections", "readings"}
        output.say(output.as_json([pack.model_dump(mode="json", exclude=without) for pack in known.values()]))
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


def check_pack(args: Namespace) -> int:
    """Check a pack or a template that somebody wrote, or a table to import.

    1 where it has mistakes, 2 where there is no file to read.
    """
    if not args.path.is_file():
        what = "This is a folder, not a file" if args.path.is_dir() else "There is no such file"
        hint = "Name the TOML file of a pack or a template, such as mine.toml, or a table."
        raise Problem(what, where=str(args.path), hint=hint)
    try:
        material = _read(args.path)
    except Problem as problem:
        if isinstance(problem.__cause__, OSError):
            raise
        if args.json:
            output.say(output.as_json({"path": str(args.path), "mistakes": problem.what.splitlines()}))
        output.problem(problem)
        return FOUND_SOMETHING
    if args.json:
        output.say(output.as_json({"path": str(args.path), "mistakes": []}))
    if isinstance(material, Template):
        what = f"{len(material.steps)} steps, {material.minutes} minutes"
    else:
        what = f"{len(list(material.items()))} items in {len(material.sections)} sections"
    output.tell(f"{material.name}: {what}, no mistakes.")
    return OK


def _read(path: Path) -> Pack | Template:
    """A pack from its file or a table, or a template of packs that are there. Raises Problem."""
    if path.suffix.casefold() != ".toml":
        return own.pack_from_table(path, None, today().year)
    material = load.read_any(path)
    if isinstance(material, Template):
        try:
            plan.agenda(material, packs())
        except Problem as problem:
            raise Problem(problem.what, where=str(path), hint=problem.hint) from problem
    return material


def list_templates(args: Namespace) -> int:
    """List the templates: the ready agendas."""
    known = templates()
    if args.json:
        output.say(output.as_json([dumped(template) for template in known.values()]))
        return OK
    rows = [
        (template.id, str(template.minutes), ", ".join(template.pack_ids()) or "none", template.name)
        for template in sorted(known.values(), key=lambda template: template.id)
    ]
    output.say(output.table(("Template", "Minutes", "Packs", "Name"), rows))
    return OK


def _pack_lines(pack: Pack) -> Iterator[str]:
    """All of a pack as plain lines, for reading or for a screen reader."""
    yield f"{pack.name} ({pack.id}, edition {pack.edition})"
    yield f"Source: {pack.source.cite()}"
    if pack.source.note:
        yield f"Note: {pack.source.note}"
    yield ""
    yield pack.about
    for scale in pack.scales:
        yield f"\n{scale.question}"
        for level in scale.levels:
            yield f"  {level.number} {level.label}" + (f": {level.meaning}" if level.meaning else "")
    for reading in pack.readings:
        yield f"\n{reading.title}"
        if reading.intro:
            yield reading.intro
        yield from (f"  - {point}" for point in reading.points)
    for section in pack.sections:
        yield "\n" + ": ".join(part for part in (section.label, section.title) if part)
        if section.about:
            yield section.about
        for item in section.items:
            yield from _item_lines(item)
        if section.closing:
            yield f"\nTo close: {section.closing}"


def _item_lines(item: Item) -> Iterator[str]:
    yield f"\n{item.number} {item.name} ({item.id})"
    yield item.statement
    if item.wording:
        yield f"Official wording: {item.wording}"
    if item.asked:
        yield f"Asked: {', '.join(item.asked)}"
    evidence = [to_look_for(entry) for entry in item.evidence]
    lists = {"Its parts": item.parts, "Its levels, lowest first": item.levels, "Ask": item.prompts}
    for head, lines in {**lists, "Look for": evidence}.items():
        if lines:
            yield f"{head}:"
            yield from (f"  - {line}" for line in lines)
    for example in item.examples:
        theme = f" ({example.theme})" if example.theme else ""
        yield f"In practice, {example.place}{theme}: {example.text}"
