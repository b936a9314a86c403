"""Commands that make a session: `new` and `demo`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping

from sessions import dates
from sessions.kinds.kind import MaterialStep
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from workshop import demo as worked_example
from workshop.cli import output
from workshop.cli.context import Opening, dumped, library, packs, templates, today
from workshop.prepare import Draft, start, template_of
from workshop.suggestions import find_sector, parse_partner, parse_person


def new(args: Namespace) -> int | Opening:
    """Make a session and print its id alone; then open it, unless told not to or there is no screen."""
    known = templates()
    template = template_of(known, args.template)
    material = packs()
    draft = Draft(
        template_id=template.id,
        title=args.title,
        place=args.place,
        on=None if args.date is None else dates.parse(args.date, today()),
        partners=tuple(parse_partner(one) for one in args.partner),
        people=tuple(parse_person(one) for one in args.person),
        sections=tuple(_section(one, template, material) for one in args.section),
        as_bodies=not args.people_answer,
    )
    for one, (name, sector, _) in zip(args.partner, draft.partners, strict=True):
        if ":" in one and name == one.strip() and find_sector(one.rpartition(":")[2]) is None:
            output.tell(
                f"workshop: {one.rpartition(':')[2].strip()!r} is no sector; took {name!r} as {sector}."
            )
    with start(library(args), material, known, draft) as made:
        session = made.session
    if args.json:
        output.say_json(dumped(session))
    else:
        output.say(session.id)
    return Opening(str(made.path)) if sys.stdout.isatty() and not (args.no_open or args.json) else 0


def _section(wanted: str, template: Template, material: Mapping[str, Pack]) -> str:
    """Id of the section that `wanted` names, among those that the template lets choose. Raises Problem."""
    steps = [step for step in template.steps if isinstance(step, MaterialStep) and step.choose]
    chosen_from = [step.pack for step in steps if step.pack is not None]
    sections = [one for pack in chosen_from if pack in material for one in material[pack].sections]
    if not sections:
        raise Problem(
            f"The template {template.name} lets nobody choose sections", hint="Leave --section out."
        )
    folded = wanted.strip().casefold()
    for section in sections:
        if folded in (section.id.casefold(), section.label.casefold(), section.title.casefold()):
            return section.id
    known = ", ".join(section.id for section in sections)
    raise Problem(
        f"There is no section {output.one_line(wanted)!r}", hint=f"Sections to choose from: {known}."
    )


def demo(args: Namespace) -> int | Opening:
    """Make the worked example, and open it, or print its id where there is no screen or none is wanted."""
    with worked_example.demo(packs(), templates(), library(args)) as made:
        path = made.path
    if args.no_open or not sys.stdout.isatty():
        output.say(path.stem)
        return 0
    return Opening(str(path))
