"""The commands `register init`, `withdraw` and `forget`: making a register, and taking out what is in it."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sessions.clock import utc_now
from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.register import words as say
from sessions.register.model import TOLD, Waiting, is_folder
from sessions.register.pushing import withdraw as withdrawn
from sessions.register.texts import Told, Wanted, Without, as_tables, in_text, without
from workshop.cli import output
from workshop.cli.asked import asks, sure
from workshop.cli.context import library
from workshop.cli.register_target import target
from workshop.waiting import queue


def init(args: Namespace) -> int:
    """Make the register, or bring it up to date."""
    places = [_place(text) for text in args.place]
    from sessions.register import migrate  # noqa: PLC0415  # it needs the extra

    made = migrate.init(args.database, places, args.region)
    args.recorded = True
    if args.json:
        output.say(output.as_json(made._asdict()))
    else:
        output.say("\n".join(say.made(*made)))
    return output.OK


def _place(text: str) -> tuple[str, str]:
    name, equals, role = text.rpartition("=")
    if not (equals and name.strip() and role.strip()):
        hint = 'Such as --place "Exampleshire=exampleshire": the name of the place, and of its role.'
        raise Problem(f"{output.one_line(text)!r} is no place with a role", hint=hint)
    return name.strip(), role.strip()


def withdraw(args: Namespace) -> int:
    """Take a session out of the register and of what waits: 0 done, 1 where it was in neither."""
    register, session = target(args.database), _id_of(args)
    called = output.one_line(session)
    if not _may(args, f"Take {called} out of {output.one_line(register)}?"):
        return output.FAILED
    waiting = queue()
    dropped = [waiting.drop(register, known) for known in (session, identity_of(session))]
    args.recorded = waited = any(dropped)
    if waited:
        output.tell(f"{called} waits on this laptop no longer.")
    gone = withdrawn(waiting, register, session)
    args.recorded = waited or gone > 0
    if args.json:
        output.say(output.as_json({"session": session, "withdrawn": gone, "waited": waited}))
    elif gone:
        output.say(f"{called} is withdrawn. {say.backups(register)}")
    elif waited:
        output.say("The register had nothing of it, of what you may change.")
    else:
        output.tell(f"{called} is not in the register, as far as you may change it, and does not wait.")
    return output.OK if gone or waited else output.FOUND_SOMETHING


def _id_of(args: Namespace) -> str:
    """The id of a session of this laptop, else what was typed: as what others pushed, or was deleted here."""
    sessions = library(args)
    try:
        return sessions.read(str(sessions.find(args.session))).id
    except Problem:
        return str(args.session)


def forget(args: Namespace) -> int:
    """Take a person out of the register's texts and of what waits: 0 done, 1 where nothing names them."""
    wanted = Wanted(args.person, tuple(args.also), args.by.strip())
    if not args.person.strip():
        raise Problem("Nobody is named", hint="Type the whole name: --person “Priya Shah”.")
    now = utc_now()
    naming = [row for row in queue().waiting() if _names(row, wanted)]
    register = target(args.database)
    with _texts(register) as (texts, _):  # which ends before somebody is asked: it holds others up
        found = _without(texts, wanted, now)
    _say_where(args, found, naming)
    is_there = bool(found or naming)
    if not is_there or not _may(args, "Take the name out of all of this? Nothing brings it back."):
        _say_forgotten(args, found, naming, done=False)
        return output.FAILED if is_there else output.FOUND_SOMETHING
    with _texts(register) as (texts, take_out):
        found = _without(texts, wanted, now)
        take_out(found)
    args.recorded = True
    for after in found:
        queue().renamed(register, after.told.session, after.session)
    for row in naming:
        queue().drop(row.target, row.pushed.session)
    _say_forgotten(args, found, naming, done=True)
    if found and not args.json:
        output.say(say.backups(register))
    return output.OK


def _without(texts: Iterator[Told], wanted: Wanted, now: datetime) -> list[Without]:
    """Those that name somebody, without them."""
    after = (without(told, wanted, now) for told in texts)
    return [told for told in after if told is not None]


def _say_forgotten(
    args: Namespace, found: Sequence[Without], naming: Sequence[Waiting], *, done: bool
) -> None:
    """What was changed, or would be."""
    if args.json:
        dropped = [row.pushed.label for row in naming]
        told = {"done": done, "sessions": len(found), "dropped_from_what_waits": dropped}
        output.say(output.as_json(told))
    elif done:
        dropped_too = f" {say.counted(len(naming), 'session', 'sessions')} no longer to go." if naming else ""
        output.say(f"Taken out of {say.counted(len(found), 'session', 'sessions')}.{dropped_too}")


@contextmanager
def _texts(register: str) -> Iterator[tuple[Iterator[Told], Callable[[Sequence[Without]], None]]]:
    """(all sessions with text, what takes somebody out of them), at one moment. Raises Problem."""
    if is_folder(register):
        from sessions.register import folder  # noqa: PLC0415  # what needs an extra, for this kind alone

        path = Path(register)
        yield folder.texts(path), lambda found: folder.forget(path, found)
        return
    from sessions.register import postgres  # noqa: PLC0415  # likewise
    from sessions.register.database import registered  # noqa: PLC0415

    with registered(register) as (connection, _), connection.transaction():
        yield postgres.texts(connection), lambda found: postgres.forget(connection, found)


def _names(row: Waiting, wanted: Wanted) -> bool:
    """Whether something that waits has the name, in its text or in what it is called here."""
    tables = as_tables(row.pushed.tables[TOLD.name])
    return in_text(tables, wanted) or in_text({"session": {"1": {"title": row.pushed.label}}}, wanted)


def _say_where(args: Namespace, found: Sequence[Without], naming: Sequence[Waiting]) -> None:
    """Where the name stands."""
    if args.json:
        return
    for after in found:
        output.say(f"In {output.one_line(str(after.told.id))}:")
        for mention in after.mentions:
            output.say(f"  {mention.place}: {output.one_line(mention.excerpt)}")
    for row in naming:
        label = output.one_line(row.pushed.label)
        output.say(
            f"{label} waits here with the name: it is dropped; push it again once it is forgotten here."
        )
    if not found and not naming:
        output.tell("Nothing in the register that you may change has this name.")


def _may(args: Namespace, question: str) -> bool:
    """Whether it is to be done."""
    if args.yes or (asks() and sure(question)):
        return True
    output.tell("workshop: nothing was changed" + ("" if asks() else "\n  --yes does it."))
    return False
