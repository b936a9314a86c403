"""The command `details`: title, place, date and agenda of a session."""

from argparse import Namespace
from typing import Any

from sessions import dates, plan
from sessions.edit import Edit, together
from sessions.edits import event as event_edits
from sessions.record import Session
from workshop.chosen import item_choice
from workshop.cli import output
from workshop.cli.context import change, library, packs, templates, today
from workshop.cli.make import items_of, section_of, tell_beforehand, tell_held
from workshop.prepare import template_of

NO_DATE = ("", "none", "-")


def details(args: Namespace) -> int:
    """Print title, place, date and agenda of a session, after changing what the options name."""
    named = (args.title, args.place, args.date, args.template)
    asked = (
        args.section
        or args.item
        or args.people_answer
        or args.bodies_answer
        or any(x is not None for x in named)
    )
    session = change(args, _details(args)) if asked else library(args).read(args.session)
    data = _data(session)
    if args.json:
        output.say(output.as_json(data))
    else:
        output.say("\n".join(f"{name}: {value}" for name, value in _shown(session).items()))
        if args.date is not None and session.date is not None:
            tell_held(session.date)
        tell_beforehand(session)
    return output.OK


def _details(args: Namespace) -> Any:
    """The function that makes of a session the change that the options ask for."""
    template = template_of(templates(), args.template) if args.template is not None else None
    material = packs() if template or args.section or args.item else {}
    on = None
    if args.date is not None and args.date.strip().casefold() not in NO_DATE:
        on = dates.parse_held(args.date, today())

    def edit_of(session: Session) -> Edit:
        described = event_edits.describe(
            title=session.title if args.title is None else args.title,
            place=session.place if args.place is None else args.place,
            on=session.date if args.date is None else on,
            as_bodies=args.bodies_answer if args.people_answer or args.bodies_answer else None,
        )
        others = any(x is not None for x in (args.title, args.place, args.date))
        others = others or args.people_answer or args.bodies_answer
        if template is None and not args.section and not args.item:
            return described
        chosen = template or template_of(templates(), session.template_id)
        sections = [section_of(text, chosen, material) for text in args.section]
        items = items_of(args.item, chosen, material)
        offered = item_choice(chosen, material)
        if template is None and not sections and offered is not None:
            taken = offered.edit(session, items)
        else:
            agenda, used = plan.agenda(chosen, material, sections, items)
            taken = event_edits.set_material(chosen.id, agenda, used)
        return together(described, taken) if others else taken

    return edit_of


def _data(session: Session) -> dict[str, Any]:
    """The details in the form of the models."""
    names = {"id", "title", "place", "date", "template_id", "as_bodies"}
    return session.model_dump(mode="json", include=names)


def _shown(session: Session) -> dict[str, str]:
    """The details as they are said to people."""
    answers = "the partners as bodies, by name" if session.as_bodies else "people, kept anonymous"
    return {
        "Session": session.id,
        "Title": session.title,
        "Place": session.place or "none named",
        "Date": dates.show(session.date) if session.date else "none set",
        "Agenda": session.template_id,
        **_chosen(session),
        "Who answers": answers,
    }


def _chosen(session: Session) -> dict[str, str]:
    """The items that were chosen of the material, where the agenda lets them be chosen."""
    template = templates().get(session.template_id)
    offered = item_choice(template, packs()) if template else None
    item_ids = offered.chosen_in(session) if offered else ()
    if offered is None or not item_ids:
        return {}
    return {"On": offered.said(item_ids)}
