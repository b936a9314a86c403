"""Commands for steps in which people listen or work at tables: `talk` and `table-work`."""

from argparse import Namespace
from collections.abc import Callable

from sessions.edit import Edit, together
from sessions.kinds.table_work import FeedBack, set_task
from sessions.kinds.talk import set_speaker, set_subject
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity
from workshop.cli import output
from workshop.cli.context import change, text_or_stdin
from workshop.cli.picking import find_step


def talk(args: Namespace) -> int:
    """Say who speaks in a step, or what about."""
    if args.speaker is None and args.about is None:
        raise Problem("Neither a speaker nor a subject is named", hint="Such as: --speaker 'Dr Shah, ICB'.")

    def edit_of(session: Session) -> Edit:
        step_id = find_step(session, args.step).id
        edits = []
        if args.speaker is not None:
            edits.append(set_speaker(step_id, args.speaker))
        if args.about is not None:
            edits.append(set_subject(step_id, args.about))
        return together(*edits)

    step = _changed(args, edit_of)
    said = ", ".join(filter(None, (getattr(step, "speaker", ""), getattr(step, "about", ""))))
    return _say(args, step, said or "no speaker named")


def table_work(args: Namespace) -> int:
    """Give the tables of a step their task, and say how they feed back."""
    task = text_or_stdin(args.task)
    feed_back: FeedBack | None = "each" if args.each else "together" if args.together else None

    def edit_of(session: Session) -> Edit:
        return set_task(find_step(session, args.step).id, task, feed_back=feed_back)

    step = _changed(args, edit_of)
    each = getattr(step, "feed_back", "") == "each"
    return _say(args, step, "each table feeds back" if each else "the tables feed back together")


def _changed(args: Namespace, edit_of: Callable[[Session], Edit]) -> Activity:
    """The step after the change."""
    return find_step(change(args, edit_of), args.step)


def _say(args: Namespace, step: Activity, said: str) -> int:
    if args.json:
        output.say(output.as_json(step.model_dump(mode="json")))
    else:
        output.tell(f"{step.title}: {said}")
    return output.OK
