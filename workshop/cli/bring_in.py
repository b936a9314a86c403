"""Commands that bring in what was written elsewhere: `import`, and `people --from`."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sessions import plan
from sessions.clock import utc_now
from sessions.imports.faults import Asks, Fault
from sessions.imports.people import PeopleList
from sessions.imports.questions import questions
from sessions.imports.survey import NONE, Choices
from sessions.imports.words import fault_lines, form_lines, people_lines, survey_lines, taking_lines
from sessions.problem import Problem
from sessions.record import Session
from sessions.words import number_of
from workshop.bring_in import Incoming, answers_in, files_in, people_edit, people_in
from workshop.cli import output, progress
from workshop.cli.asked import asks, sure
from workshop.cli.context import change, library

DECISIONS: Mapping[Asks, str] = {
    "near": "--near takes all columns as proposed; --column “B=1.3” says what one is, “B=none” leaves it.",
    "twice": "--column “F=none” leaves a column where it is.",
    "body": "--as “NAME=PARTNER” says which partner one is; --leave-out leaves those of none out.",
    "partner": "--partner says which one all of them answer for.",
}
"""Options for what can be decided instead of mending the file."""


def answers(args: Namespace) -> int:
    """Show what answers are in files and take them, once somebody is sure or said --yes; all or nothing."""
    session, paths = library(args).read(args.session), files_in([path.expanduser() for path in args.files])
    choices = _choices(session, args)
    with progress.shown("Reading the answers") as tell:
        found = answers_in(session, paths, choices, utc_now(), progress=tell)
    if found.faults:
        return _refused(found.faults, {**_answers_json(found), "taken": False}, args)
    new = sum(take.new for take in found.taking.takes)
    question = f"Take {number_of(new, 'answer', 'answers')}, hidden until they are revealed?"
    lines = [*_answers_table(found), *_said(session, found, args)]
    taken = _is_wanted(args, lines, question if found.taking.changes else "")
    if taken:
        change(args, lambda before: found.edit(before, choices, utc_now()))
    if args.json:
        output.say(output.as_json({**_answers_json(found), "taken": taken}))
    if not found.taking.changes:
        output.tell("workshop: there is nothing new in it; nothing was changed")
        return output.OK
    return _code(args, taken=taken)


def _choices(session: Session, args: Namespace) -> Choices:
    """What the options decide. Raises Problem for a partner or an item that there is not."""
    bodies, columns = {}, {}
    for text in args.bodies:
        body, name = _pair(text, "--as", "Health=ICB")
        bodies[body] = name if name.casefold() == NONE else session.find_voice(name).id
    for text in args.columns:
        head, item = _pair(text, "--column", "B=1.3")
        columns[head] = item if item.casefold() == NONE else _question(session, item)
    partner = None if args.partner is None else session.find_voice(args.partner).id
    return Choices(columns, bodies, partner, args.near, args.leave_out, args.replace)


def _question(session: Session, wanted: str) -> str:
    """The key of the question of this key or name, or of the only one on an item. Raises Problem."""
    asked = [sought.asked for sought in questions(session)]
    named = {
        question.key
        for question in asked
        if wanted.casefold() in (question.key.casefold(), question.called.casefold())
    }
    if len(named) == 1:
        return named.pop()
    subject = plan.find_subject(session, wanted)
    on_it = [question for question in asked if subject in (question.key, question.ref)]
    if len(on_it) == 1 or subject in (question.key for question in on_it):
        return subject if len(on_it) > 1 else on_it[0].key
    hint = (
        f"Name one of them: {', '.join(question.called for question in on_it)}."
        if on_it
        else "Name one that is."
    )
    lacks = "is asked in several ways" if on_it else "is not asked of partners"
    raise Problem(f"{session.called(subject)} {lacks}", hint=hint)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    """What stands before and behind the last equals sign. Raises Problem where there is none."""
    before, sign, behind = text.rpartition("=")
    if not sign or not behind.strip():
        raise Problem(f"{output.one_line(text)!r} says nothing", hint=f"Such as {option} “{example}”.")
    return before.strip(), behind.strip()


def _said(session: Session, found: Incoming, args: Namespace) -> Iterator[str]:
    for form in found.forms:
        yield from form_lines(form)
    for survey in found.surveys:
        yield from survey_lines(survey)
    yield from taking_lines(session, found.taking)
    if not args.replace and found.taking.may_replace:
        yield "--replace takes what came in instead of what was answered here."


def _answers_table(found: Incoming) -> list[str]:
    """How many answers are new, by question and partner; never which."""
    takes = found.taking.takes
    partners = list(dict.fromkeys(take.partner for take in takes))
    new = {(take.asked.key, take.partner): str(take.new) for take in takes}
    rows = [
        (asked.called, *(new.get((asked.key, partner), "") for partner in partners))
        for asked in {take.asked.key: take.asked for take in takes}.values()
    ]
    return [output.table(("New answers", *(partner.name for partner in partners)), rows)] if rows else []


def _answers_json(found: Incoming) -> dict[str, Any]:
    """What is taken, for JSON: how many answers, and never which."""
    takes = [
        {"item": take.asked.key, "partner_id": take.partner.id, "new": take.new}
        for take in found.taking.takes
    ]
    kept = [
        {"item": row.asked.key, "partner_id": row.partner.id, "why": row.why, "answers": row.answers}
        for row in found.taking.kept
    ]
    surveys = [
        {
            "file": survey.file,
            "respondents": len(survey.given),
            "columns": [
                {"column": column.column, "head": column.head, "item": column.asked.key, "sure": column.sure}
                for column in survey.columns
            ],
            "left_out": survey.left_out,
            "not_read": survey.not_read,
        }
        for survey in found.surveys
    ]
    return {
        "files": [path.name for path in found.paths],
        "answers": takes,
        "kept": kept,
        "known": found.taking.known,
        "forms": [
            {"file": form.file, "partner": form.partner, "left_out": fault_rows(form.left_out)}
            for form in found.forms
        ],
        "surveys": surveys,
        "faults": [],
    }


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
    asked = dict.fromkeys(fault.asks for fault in faults if fault.asks)
    for line in (*fault_lines(faults), *(DECISIONS[kind] for kind in asked)):
        output.tell(line)
    output.tell("workshop: nothing was taken; mend the file and try again")
    return output.FAILED


def fault_rows(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults for JSON; rows and columns are numbered from 1."""
    names = ("file", "row", "column", "where", "what", "hint")
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
