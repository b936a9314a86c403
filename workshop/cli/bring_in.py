"""Commands that bring in what was written elsewhere: `people --from`."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from sessions.imports.faults import Fault
from sessions.imports.people import PeopleList
from sessions.imports.words import fault_lines, people_lines
from sessions.record import Session
from workshop.bring_in import people_edit, people_in
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import change, library


def people_from(args: Namespace) -> int:
    """Show who is on a list and take them, once somebody is sure or said --yes; all of them or nobody."""
    session = library(args).read(args.session)
    path = args.source.expanduser()
    found = people_in(session, path)
    if found.faults:
        return _refused(found.faults, {"taken": False, "new": []}, args)
    lines = list(people_lines(session, found, with_partners=args.new_partners))
    if found.new_bodies and not args.new_partners:
        lines.append("--new-partners makes these bodies partners.")
    taken = _is_wanted(args, [*_people_table(found), *lines], _people_question(found))
    if taken and found.new:

        def edit_of(before: Session) -> Any:
            return people_edit(people_in(before, path), with_partners=args.new_partners)

        change(args, edit_of)
    if args.json:
        output.say(output.as_json(_people_json(found, args, taken=taken)))
    if not found.new:
        output.tell("workshop: everybody is on the list already; nothing was changed")
        return output.OK
    return _code(args, taken=taken)


def _is_wanted(args: Namespace, lines: Sequence[str], question: str) -> bool:
    """Show what would be taken, and whether it is to be: by --yes, or by somebody at the keyboard."""
    if lines and not args.json:
        output.say("\n".join(lines))
    if args.dry_run or not question:
        return False
    return args.yes or (asks() and sure(question))


def _code(args: Namespace, *, taken: bool) -> int:
    """The exit code of what was or was not taken, which is said where it was not."""
    if taken or args.dry_run or args.yes:
        return output.OK
    if asks():
        output.tell("workshop: nothing was changed")
        return output.OK
    output.tell("workshop: nothing was changed\n  --yes takes it.")
    return output.FAILED


def _refused(faults: list[Fault], data: dict[str, Any], args: Namespace) -> int:
    """Say what could not be read; nothing of the file is taken."""
    if args.json:
        output.say(output.as_json({**data, "faults": fault_rows(faults)}))
    for line in fault_lines(faults):
        output.tell(line)
    output.tell("workshop: nothing was taken; mend the file and try again")
    return output.FAILED


def fault_rows(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults for JSON; rows and columns are numbered from 1."""
    names = ("file", "row", "column", "what", "hint")
    return [{name: getattr(fault, name) for name in names} for fault in faults]


def _people_question(found: PeopleList) -> str:
    if not found.new:
        return ""
    return f"Add {'this person' if len(found.new) == 1 else f'these {len(found.new)} people'} to the list?"


def _people_table(found: PeopleList) -> list[str]:
    rows = [(row.name, row.role, row.partner.name if row.partner else row.body) for row in found.new]
    return [output.table(("Name", "Role", "Partner"), rows)] if rows else []


def _people_json(found: PeopleList, args: Namespace, *, taken: bool) -> dict[str, Any]:
    new = [
        {
            "row": row.row,
            "name": row.name,
            "role": row.role,
            "body": row.body,
            "partner_id": row.partner.id if row.partner else None,
        }
        for row in found.new
    ]
    return {
        "taken": taken,
        "new": new,
        "known": [row.name for row in found.known],
        "twice": [row for row, _ in found.twice],
        "new_partners": list(found.new_bodies) if args.new_partners else [],
        "without_partner": [] if args.new_partners else list(found.new_bodies),
        "not_read": found.not_read,
        "faults": [],
    }
