"""Commands about checklists: `tick` and `checks`."""

from argparse import Namespace
from collections.abc import Collection, Iterator
from typing import Any, cast

from sessions import plan
from sessions.edit import Edit
from sessions.edits.notes import add_note
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    ANSWERS,
    CheckAnswer,
    PartnerCheck,
    check_on,
    checks_of,
    checks_on,
    is_revealed,
    partner_checks_on,
    progress_of,
)
from sessions.kinds.checklist.words import CALLED, how_far, partner_answer, signed
from sessions.kinds.registry import revealed_only, waiting
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Row
from sessions.scope import items_not_applying
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, whole_number
from workshop.cli.picking import find_step


def tick(args: Namespace) -> int:
    """Record the room's answer to a check or to one of its questions, or what a partner says to it."""
    if (args.answer is not None) + (args.counts is not None) + args.back != 1:
        raise Problem("Either an answer, --counts or --back is needed", hint="Such as: yes, partly or no.")
    _check_options(args)
    remark = "" if args.remark is None else text_or_stdin(args.remark)
    if args.remark is not None and not remark.strip():
        raise Problem("The remark is empty", hint="Leave --remark out.")
    after = change(args, lambda session: _edit(session, args, remark))
    item = after.item(plan.find_item(after, args.item, checks_of(after)))
    row, who, said = _recorded(after, item.id, args)
    if args.json:
        output.say(output.as_json(row.model_dump(mode="json") if row else None))
    else:
        output.tell(f"{item.number} {item.name}{who}: {said}")
    return output.OK


def _recorded(session: Session, item_id: str, args: Namespace) -> tuple[Row | None, str, str]:
    """(what stands there now, whose or which it is, what it says)."""
    if args.partner is None:
        check = check_on(session, item_id, args.question or 0)
        which = f", question {args.question}" if args.question else ""
        return check, which, CALLED[check.answer] if check else "not answered"
    partner = session.find_voice(args.partner)
    row = partner_checks_on(session, item_id).get(partner.id)
    said = partner_answer(row)
    if row is not None and not is_revealed(session, item_id):
        said += "; hidden until the reveal"
    elif row is not None and row.before is not None:
        said += "; the record keeps what the room had seen"
    return row, f", {partner.name}", said


def _check_options(args: Namespace) -> None:
    """Raises Problem where options do not go together."""
    if args.partner is None and (args.counts is not None or args.replace):
        raise Problem("--counts and --replace go with --partner", hint="`room` is the whole room.")
    if args.partner is not None and args.question is not None:
        raise Problem("Partners answer the check itself", hint="Its questions are answered by the room.")
    if args.dont_know is not None and args.counts is None:
        raise Problem("--dont-know goes with --counts", hint="Without counts, the answer is `unknown`.")
    if args.correct and args.partner is None:
        raise Problem("--correct goes with --partner", hint="The room's answer can be changed just so.")


def _edit(session: Session, args: Namespace, remark: str) -> Edit:
    item_id = plan.find_item(session, args.item, checks_of(session))
    edit = _of_room(item_id, args) if args.partner is None else _of_partner(session, item_id, args)
    return edit.then(add_note("comment", remark, origin=item_id)) if remark else edit


def _of_room(item_id: str, args: Namespace) -> Edit:
    if args.back:
        return edits.untick(item_id, args.question or 0)
    answer = cast("CheckAnswer", args.answer)
    if args.question is None:
        return edits.tick(item_id, answer)
    return edits.tick_question(item_id, args.question, answer)


def _of_partner(session: Session, item_id: str, args: Namespace) -> Edit:
    """Hidden until `reveal`; what the room has seen is only corrected, where that is asked for."""
    partner = session.find_voice(args.partner)
    seen = partner.id in partner_checks_on(session, item_id) and is_revealed(session, item_id)
    if seen and not args.correct:
        where = f"{session.called(item_id)}, {partner.name}"
        hint = "--correct mends a slip; the record keeps what it was."
        raise Problem("The room has seen this answer", where=where, hint=hint)
    if args.back:
        if partner.id not in partner_checks_on(session, item_id):
            raise Problem(f"{partner.name} has not answered", where=session.called(item_id))
        return edits.unsay(item_id, partner.id)
    if args.counts is None:
        return edits.say_one(item_id, partner.id, cast("CheckAnswer", args.answer))
    counts = [whole_number(count, "number of people") for count in args.counts.split(",")]
    return edits.say(item_id, partner.id, counts, args.dont_know or 0, instead=args.replace)


def checks(args: Namespace) -> int:
    """List the checks with their answers and how far each section has got; or say who answers in a step."""
    wanted = args.by_partner or args.together
    if wanted is not None:
        by_partner = args.by_partner is not None

        def edit_of(session: Session) -> Edit:
            return edits.answer_by(find_step(session, wanted).id, by_partner=by_partner)

        session = change(args, edit_of)
    else:
        session = library(args).read(args.session)
    seen = revealed_only(session)
    sections = list(_sections(seen, waiting(session)))
    if args.left:
        sections = [section for section in sections if section["left"]]
    if args.json:
        output.say(output.as_json(sections))
    elif not sections:
        output.tell("Nothing is left to answer." if args.left else "There is no check in this session.")
    else:
        output.say("\n\n".join(_table(seen, section, left=args.left) for section in sections))
    return output.OK


def _sections(session: Session, hidden: Collection[str]) -> Iterator[dict[str, Any]]:
    """For each section with checks, its figures and its checks, as far as the room has seen them."""
    for pack in session.packs:
        for section in pack.sections:
            key = f"{pack.id}/{section.id}"
            ids = checks_of(session, key)
            if not ids:
                continue
            progress, out = progress_of(session, ids), items_not_applying(session)
            yield {
                "section": key,
                "title": section.title,
                **{answer: progress.count(answer) for answer in ANSWERS},
                "n": progress.n,
                "of": progress.of,
                "left": list(progress.left),
                "checks": [
                    {
                        "item": ref,
                        "answer": row.answer if (row := check_on(session, ref)) else None,
                        "not_revealed": ref in hidden,
                        "does_not_apply": out[ref].reason if ref in out else None,
                        "questions": {
                            str(number): check.answer
                            for number, check in checks_on(session, ref).items()
                            if number
                        },
                        "partners": {
                            partner_id: partner_answer(said)
                            for partner_id, said in _by_partner(session, ref).items()
                        },
                    }
                    for ref in ids
                ],
            }


def _by_partner(session: Session, item_id: str) -> dict[str, PartnerCheck]:
    """What partners said, by their ids; nothing where people answer for themselves."""
    return partner_checks_on(session, item_id) if session.as_bodies else {}


def _table(session: Session, section: dict[str, Any], *, left: bool) -> str:
    rows = []
    for check in section["checks"]:
        ref = check["item"]
        if left and ref not in section["left"]:
            continue
        said = ", ".join(f"{session.partner(p).name}: {given}" for p, given in check["partners"].items())
        answer = f"{signed(check['answer'])}{f' ({said})' if said else ''}"
        if check["not_revealed"]:
            answer += " (partners answered, not yet revealed)"
        if check["does_not_apply"] is not None:
            answer = f"– does not apply: {check['does_not_apply']}"
        item = session.item(ref)
        rows.append((ref, answer, f"{item.number} {item.name}"))
        for number, given in check["questions"].items():
            rows.append((f"  --question {number}", signed(given), item.questions[int(number) - 1]))
    progress = how_far(progress_of(session, checks_of(session, section["section"])))
    head = f"{section['title']}: {progress}"
    return f"{head}\n{output.table(('Item', 'Answer', 'Check'), rows)}"
