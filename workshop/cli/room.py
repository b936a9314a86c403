"""Commands about who is in a session's room: `partners`, `people`."""

from argparse import Namespace
from collections.abc import Sequence

from sessions.edit import Edit, together
from sessions.edits import people as edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner, Person
from workshop.cli import output
from workshop.cli.context import change, library
from workshop.cli.picking import find_person
from workshop.suggestions import USUAL_PARTNERS, parse_partner, parse_person


def partners(args: Namespace) -> int:
    """List the partners; or add some, rename, correct or remove one, and list them then."""
    asked = args.add or args.usual or any(x is not None for x in (args.rename, args.change, args.remove))
    session = change(args, lambda old: _partners(old, args)) if asked else library(args).read(args.session)
    rows = [(row.name, row.sector, str(row.members or "")) for row in session.partners]
    _print(session.partners, ("Partner", "Sector", "People"), rows, args)
    return output.OK


def _partners(session: Session, args: Namespace) -> Edit:
    if args.rename is not None:
        old = _partner(session, args.rename[0])
        return edits.change_partner(old.id, name=args.rename[1], sector=old.sector, members=old.members)
    if args.change is not None:
        name, sector, members = parse_partner(args.change)
        old = _partner(session, name)
        return edits.change_partner(old.id, name=old.name, sector=sector, members=members)
    if args.remove is not None:
        return edits.remove_partner(_partner(session, args.remove).id)
    if args.usual:
        known = {partner.name.casefold() for partner in session.partners}
        new = [edits.add_partner(*usual) for usual in USUAL_PARTNERS if usual[0].casefold() not in known]
        if not new:
            raise Problem("The usual partners are all there", hint="--add adds another.")
        return together(*new)
    return together(*(edits.add_partner(*parse_partner(text)) for text in args.add))


def _partner(session: Session, wanted: str) -> Partner:
    """One of the partners, and not the whole room. Raises Problem."""
    partner = session.find_partner(wanted)
    if partner not in session.partners:
        raise Problem("The whole room is no partner", hint="--add adds the first partner.")
    return partner


def people(args: Namespace) -> int:
    """List who is there; or add some, change or remove somebody, and list them then; or take a list in."""
    if args.source is not None:
        from workshop.cli.bring_in import people_from  # noqa: PLC0415  # loads all that reads files

        return people_from(args)
    if args.new_partners or args.dry_run or args.yes:
        raise Problem("These options go with --from FILE", hint="See `workshop people --help`.")
    asked = args.add or args.change is not None or args.remove is not None
    session = change(args, lambda old: _people(old, args)) if asked else library(args).read(args.session)
    names = {partner.id: partner.name for partner in session.voices()}
    rows = [(row.name, row.role, names.get(row.partner_id or "", "")) for row in session.people]
    _print(session.people, ("Name", "Role", "Partner"), rows, args)
    return output.OK


def _people(session: Session, args: Namespace) -> Edit:
    if args.remove is not None:
        gone = find_person(session, args.remove)
        return edits.set_people([row for row in session.people if row is not gone])
    if args.change is not None:
        old, new = find_person(session, args.change[0]), _person(session, args.change[1])
        fields = {name: getattr(new, name) for name in ("name", "role", "partner_id")}
        return edits.set_people(
            [row.model_copy(update=fields) if row is old else row for row in session.people]
        )
    return edits.set_people([*session.people, *(_person(session, text) for text in args.add)])


def _person(session: Session, text: str) -> Person:
    """Somebody, from NAME:ROLE:PARTNER. Raises Problem for a partner that there is not."""
    person = parse_person(text)
    if person.partner_id is None:
        return person
    return person.model_copy(update={"partner_id": session.find_partner(person.partner_id).id})


def _print(
    models: Sequence[Partner | Person], head: Sequence[str], rows: Sequence[Sequence[str]], args: Namespace
) -> None:
    if args.json:
        output.say(output.as_json([row.model_dump(mode="json") for row in models]))
    elif rows:
        output.say(output.table(head, rows))
    else:
        output.tell("There is nobody on this list yet. --add adds the first.")
