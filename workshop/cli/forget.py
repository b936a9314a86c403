"""The command `forget`: shows where a person stands, asks, and takes them out of all that is stored."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sessions.clock import utc_now
from sessions.forgetting import Forgetting, Mention
from sessions.many.forget import Found, look
from sessions.many.take_out import Done, HalfDone, check_reached, take_out
from sessions.outputs.manifest import Row
from sessions.problem import Problem
from sessions.register.model import Concerned
from sessions.whole_names import in_one_form
from workshop import settings, waiting
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.waiting import told_of

ALL = "all"


def forget(args: Namespace) -> int:
    """Take a person out: 0 where nothing of the name is left, 1 where a file has it still."""
    sessions = library(args)
    path = sessions.find(args.session)
    found = look(sessions.folder, path, args.person, logs=settings.crash_reports())
    also = _chosen(args, found)
    places = dict.fromkeys(mention.place for mention in (*found.whole, *found.likely))
    if unknown := [place for place in args.keep if place not in places]:
        hint = f"Places: {', '.join(places) or 'none'}."
        raise Problem(f"The name is not in {output.one_line(unknown[0])!r}, to be kept there", hint=hint)
    plan = found.forgetting(also, args.keep, args.by.strip())
    concerned = waiting.concerned(found.ids_after(plan))
    if not args.json:
        output.say("\n".join((*_where(found, plan), *_what_else(found, concerned))))
    if not args.yes and not asks():
        if args.json:
            output.say(output.as_json(_as_json(found, plan, concerned, None)))
        output.tell(
            "workshop: nothing was changed\n  --yes does it; --also SPELLING takes another spelling with it."
        )
        return output.FAILED
    if not args.yes:
        more = [spelling for spelling in found.spellings if spelling not in also and _takes(found, spelling)]
        plan = found.forgetting((*also, *more), args.keep, args.by.strip())
        check_reached(found, plan)
        if not sure(f"Let “{plan.by}” stand for {found.name} in all of this? Nothing brings the name back."):
            output.tell("workshop: nothing was changed")
            return output.OK
        concerned = waiting.concerned(found.ids_after(plan))
    try:
        done = take_out(found, plan, now=utc_now(), rewrite=_write_again, first=waiting.forgotten)
    except HalfDone:
        args.recorded = True
        raise
    args.recorded = True
    if args.json:
        output.say(output.as_json(_as_json(found, plan, concerned, done)))
    else:
        output.say("\n".join(_said(found, done, concerned)))
    for left in done.left:
        output.problem(Problem("The name still stands here", where=str(left), hint="Take it out by hand."))
    return output.FOUND_SOMETHING if done.left else output.OK


def _write_again(session_path: Path, rows: Sequence[Row]) -> Iterator[Path]:
    from workshop.again import write_again  # noqa: PLC0415  # loads all outputs, and few have written any

    return write_again(session_path, rows)


def _chosen(args: Namespace, found: Found) -> tuple[str, ...]:
    """The other spellings that go: those that were named, and the name as it was typed."""
    typed = in_one_form(args.person)
    named = found.spellings if ALL in args.also else tuple(args.also)
    return tuple(dict.fromkeys((*(name for name in (typed,) if name != found.name), *named)))


def _takes(found: Found, spelling: str) -> bool:
    """Whether the person at the keyboard wants a spelling to go too."""
    places = dict.fromkeys(mention.place for mention in found.likely if mention.spelling == spelling)
    return sure(f"Does “{spelling}” go too, in {', '.join(places)}?")


def _where(found: Found, plan: Forgetting) -> list[str]:
    """Where the name stands, and what may be it."""
    files = len(found.files)
    of = "one file" if files == 1 else f"{files} files, with copies, backups and its series"
    lines = [f"{found.name} stands in {found.path.stem} ({of}). “{plan.by}” comes in the place of it:"]
    lines += _listed(found.whole) or ["  only in what was written, or in part"]
    taken = set(plan.names)
    for title, mentions in (
        ("These go too:", [mention for mention in found.likely if mention.spelling in taken]),
        (
            "This may be the same person, and stays unless --also names it:",
            [mention for mention in found.likely if mention.spelling not in taken],
        ),
    ):
        if mentions:
            lines += [title, *_listed(mentions)]
    if plan.owners - taken:
        lines.append(
            f"As owners of actions, these mean nobody else, and go: {', '.join(sorted(plan.owners - taken))}."
        )
    return lines


def _listed(mentions: Sequence[Mention]) -> list[str]:
    rows = sorted(dict.fromkeys(mentions), key=lambda mention: mention.spelling)
    lines = []
    for spelling, same in groupby(rows, key=lambda mention: mention.spelling):
        lines.append(f"  “{output.one_line(spelling)}”")
        lines += [f"    {mention.place}: {output.one_line(mention.excerpt)}" for mention in same]
    return lines


def _what_else(found: Found, concerned: Concerned) -> list[str]:
    """Outputs, what is out of reach, what stays, registers, and what happens to a final record."""
    lines = []
    for title, rows in (
        ("Written anew, or corrected:", [str(path) for path in (*found.outputs, *found.logs)]),
        ("Out of reach from here; see to these yourself:", list(found.elsewhere)),
        ("Sessions of others that have the name, and stay as they are:", list(found.others)),
        *told_of(concerned),
    ):
        if rows:
            lines += [title, *(f"  {output.one_line(row)}" for row in rows)]
    if found.is_final:
        lines.append("The record is final: it is opened again for this, and says so.")
    return lines


def _said(found: Found, done: Done, concerned: Concerned) -> list[str]:
    """What was done, a line each."""
    lines = [
        f"Done: “{done.by}” stands for the name in {done.changed} of {len(found.files)} files of the session."
    ]
    lines += [f"Written anew: {path}" for path in done.rewritten]
    lines += [f"Corrected: {path}" for path in done.corrected]
    if done.path != found.path:
        lines.append(f"The session is called {done.path.stem} now.")
    if done.reopened:
        lines.append("The record was final. It is a draft again.")
    for title, registers in told_of(concerned):
        lines += [title, *(f"  {output.one_line(row)}" for row in registers)]
    return lines


def _as_json(found: Found, plan: Forgetting, concerned: Concerned, done: Done | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "done": done is not None,
        "session": (done.path if done else found.path).stem,
        "as": plan.by,
        "whole": [mention._asdict() for mention in found.whole],
        "likely": [mention._asdict() for mention in found.likely],
        "goes": list(plan.names),
        "files": [str(file.path) for file in found.files],
        "outputs": [str(path) for path in (*found.outputs, *found.logs)],
        "elsewhere": list(found.elsewhere),
        "other_sessions": list(found.others),
        "is_final": found.is_final,
        "registers": [{"to": note.target, "with_text": note.with_text} for note in concerned.there],
        "waiting": [row.target for row in concerned.waits],
    }
    if done is not None:
        # Where it stood is told before it is done: afterwards the name is told to nobody.
        for key in ("whole", "likely", "goes", "outputs"):
            del data[key]
        data |= {
            "files": done.changed,
            "rewritten": [str(path) for path in done.rewritten],
            "corrected": [str(path) for path in done.corrected],
            "left": [str(path) for path in done.left],
        }
    return data
