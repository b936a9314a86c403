"""Commands that make a session: `new` and `demo`. They give its file where the screen is to open it."""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sessions import dates, understood
from sessions.kinds.kind import MaterialStep
from sessions.many.cards import Cards
from sessions.many.series import by_id, offered, read_back
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from workshop import demo as worked_example
from workshop.chosen import item_choice
from workshop.cli import output
from workshop.cli.arguments import DEFAULT_TEMPLATE
from workshop.cli.context import library, packs, templates, today
from workshop.cli.dumped import dumped
from workshop.cli.series import row_of, tell_offered, tell_taken_on
from workshop.prepare import Draft, draft_after, start, template_of
from workshop.suggestions import find_sector, parse_partner, parse_person


def new(args: Namespace) -> int | Path:
    """Make a session and print its id alone; then open it, unless told not to or there is no screen."""
    known, material = templates(), packs()
    chain = () if args.after is None else read_back(library(args), library(args).read(args.after))
    before = chain[0] if chain else None
    _check_goes_with_after(args)
    if before is not None and args.template is None and before.template_id not in known:
        hint = f"Name another with --template. Templates here: {', '.join(sorted(known))}."
        raise Problem(f"The template {before.template_id!r} of the session before is not here", hint=hint)
    template = template_of(known, args.template or (before.template_id if before else DEFAULT_TEMPLATE))
    on = None if args.date is None else dates.parse_held(args.date, today())
    wanted = {
        "title": args.title,
        "place": args.place,
        "on": on,
        "partners": tuple(parse_partner(text) for text in args.partner),
        "people": tuple(parse_person(text) for text in args.person),
        "sections": tuple(section_of(text, template, material) for text in args.section),
        "items": items_of(args.item, template, material),
        "takes_parked": not args.without_parked,
        "takes_left": True if args.with_not_reached else False if args.without_not_reached else None,
        "earlier": chain[1:],
    }
    given = {name: what for name, what in wanted.items() if what not in (None, ())}
    given |= {"template_id": template.id, **({"as_bodies": False} if args.people_answer else {})}
    draft = Draft(**given) if before is None else draft_after(before, known, material, **given)
    for text, (name, sector, _) in zip(args.partner, draft.partners, strict=False):
        last = text.rpartition(":")[2]
        if ":" in text and name == text.strip() and find_sector(last) is None:
            output.tell(f"workshop: {last.strip()!r} is no sector; took {name!r} as {sector}.")
    with start(library(args), material, known, draft) as file:
        session, args.recorded = file.session, True
    cards = by_id(Cards(library(args).folder).refresh())
    could = None if before else offered(session.place, cards, on=_day(session), but=session.id)
    data = {**dumped(session), "could_go_on_from": could and row_of(could)} if args.json else {}
    output.say(output.as_json(data) if args.json else session.id)
    if on is not None:
        tell_held(on)
    if before is not None:
        tell_taken_on(session, before, cards)
    elif could is not None:
        tell_offered(session.id, could)
    tell_beforehand(session)
    return file.path if sys.stdout.isatty() and not (args.no_open or args.json) else 0


def _check_goes_with_after(args: Namespace) -> None:
    """Raises Problem where something is said of the session before, and none is named."""
    names = ("without_parked", "with_not_reached", "without_not_reached")
    given = next((name for name in names if getattr(args, name)), None)
    if given is not None and args.after is None:
        what = f"--{given.replace('_', '-')} goes with --after"
        raise Problem(what, hint="See `workshop new --help`.")


def _day(session: Session) -> str:
    return session.date.isoformat() if session.date else ""


def tell_held(day: date) -> None:
    """Say on stderr how the day of a session was understood."""
    output.tell(f"workshop: It is held on {understood.day_understood(day, today())}.")


def tell_beforehand(session: Session) -> None:
    """What to see to before the day, as the packs of a session have it."""
    for pack in session.packs:
        for reading in pack.readings_for("preparing"):
            output.tell(f"\nBefore the day, for {pack.name}. {reading.title}:")
            for point in reading.points:
                output.tell(f"  - {point}")


def section_of(wanted: str, template: Template, material: Mapping[str, Pack]) -> str:
    """Id of the section that `wanted` names, among those that the template lets choose. Raises Problem."""
    steps = [step for step in template.steps if isinstance(step, MaterialStep) and step.choose]
    chosen_from = [material[step.pack] for step in steps if step.pack is not None and step.pack in material]
    sections = [section for pack in chosen_from for section in pack.sections]
    if not sections:
        what = f"The template {template.name} lets nobody choose sections"
        raise Problem(what, hint="Leave --section out.")
    folded = wanted.strip().casefold()
    for section in sections:
        if folded in (section.id.casefold(), section.label.casefold(), section.title.casefold()):
            return section.id
    hint = f"Sections to choose from: {', '.join(section.id for section in sections)}."
    raise Problem(f"There is no section {output.one_line(wanted)!r}", hint=hint)


def items_of(wanted: Sequence[str], template: Template, material: Mapping[str, Pack]) -> tuple[str, ...]:
    """Ids of the items that `wanted` names, among those that the template lets be chosen. Raises Problem."""
    if not wanted:
        return ()
    offered = item_choice(template, material)
    if offered is None:
        raise Problem(f"The template {template.name} lets nobody choose items", hint="Leave --item out.")
    item_ids = tuple(dict.fromkeys(offered.find(text) for text in wanted))
    offered.check(item_ids)
    return item_ids


def demo(args: Namespace) -> int | Path:
    """Make the worked example, and open it, or print its id where there is no screen or none is wanted."""
    with worked_example.demo(packs(), templates(), library(args)) as file:
        path, args.recorded = file.path, True
    if args.no_open or not sys.stdout.isatty():
        output.say(path.stem)
        return 0
    return path
