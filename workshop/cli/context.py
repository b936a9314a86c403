"""What the commands share: the sessions, the material and a session that is open to be changed."""

import datetime as dt
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from sessions import words
from sessions.analysis.results import Total, totals
from sessions.clock import utc_now
from sessions.edit import Edit
from sessions.kinds.gap_order import gap_order
from sessions.kinds.prioritise.records import REVEALED_VOTES, VOTES, Dots
from sessions.kinds.registry import revealed_only, waiting
from sessions.kinds.score.records import BALLOTS
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import TABLES, Session, find_scale
from sessions.store.library import Library
from sessions.store.migrate import SETTINGS
from workshop import settings
from workshop.cli import output
from workshop.cli.places import sessions_folder
from workshop.desk import Desk
from workshop.keynames import OWN
from workshop.laptop import laptop_id

if TYPE_CHECKING:
    from workshop.materials.load import LoadedMaterial

T = TypeVar("T", Pack, Template)
_OF_TEMPLATES: dict[str, Any] = {
    "pack": None,
    "sections": [],
    "choose": 0,
    "items": [],
    "choose_items": 0,
} | {name: SETTINGS[name] for name in ("candidates", "dots", "stack", "top")}
"""Settings that a step of a template has in JSON, with what they are where its kind has none such."""


def today() -> dt.date:
    """The date here."""
    return dt.datetime.now().astimezone().date()


def dumped(whole: Session | Template, *, hidden: bool = False) -> dict[str, Any]:
    """A session or a template for JSON. Its scripts name the commands' own keys: there is no screen here.

    Every step has all the settings that any kind has: scripts need not know which kind has which. What the
    room has not seen is there only if `hidden`; `not_revealed` names the items and steps that hide something.
    """
    told = revealed_only(whole) if isinstance(whole, Session) and not hidden else whole
    data = told.model_dump(mode="json")
    data.pop("shared", None)  # what merging counts by
    name, unsaid = ("agenda", SETTINGS) if isinstance(whole, Session) else ("steps", _OF_TEMPLATES)
    for index, step in enumerate(data[name]):
        data[name][index] = {**unsaid, **step, "script": [OWN.fill(line) for line in step["script"]]}
    if isinstance(whole, Session) and isinstance(told, Session):
        data["not_revealed"] = list(waiting(whole))
        data["results"] = [_result(total) for total in totals(told)]
        _add_labels(told, data)
    return data


def _result(total: Total) -> dict[str, Any]:
    """What a section or a pack came to, for JSON; a percentage as exactly as such numbers go."""
    return {**asdict(total), "value": int(total.value) if total.measure == "sum" else float(total.value)}


def _add_labels(session: Session, data: dict[str, Any]) -> None:
    """Have JSON say by labels, as people do, what the record holds by identity."""
    data["revealed_votes"] = [row.activity_id for row in REVEALED_VOTES.of(session)]
    data["gap_order"] = list(gap_order(session))
    for name in TABLES:
        data.setdefault(name, [])
    labels = {note.uid: note.id for note in session.notes}
    labels |= {action.uid: action.id for action in session.actions}
    for note in data["notes"]:
        if note["outcome_uid"] in labels:
            note["outcome"] += f" {labels[note['outcome_uid']]}"
    for ballot, row in zip(data[BALLOTS.name], BALLOTS.of(session), strict=True):
        ballot["changed"] = words.after_reveal(row, find_scale(session, row.item_id))
    for vote in data[VOTES.name]:
        _label(vote, labels)


def labelled_dots(session: Session, placed: Dots) -> dict[str, Any]:
    """A partner's dots for JSON, with actions by their labels."""
    data = placed.model_dump(mode="json")
    _label(data, {action.uid: action.id for action in session.actions})
    return data


def _label(vote: dict[str, Any], labels: Mapping[str, str]) -> None:
    for name in ("counts", "before"):
        dots = vote[name]
        vote[name] = dots and [[labels.get(candidate, candidate), many] for candidate, many in dots]


def library(args: Namespace, preferred: settings.Settings | None = None) -> Library:
    """The sessions that the command is about."""
    return Library(sessions_folder(args.folder, preferred))


def packs() -> Mapping[str, Pack]:
    """All packs by id; those of the user that have a mistake are named on stderr."""
    from workshop.materials import load  # noqa: PLC0415  # most commands have all they need in the session

    return _sound(load.packs(settings.data_folder()))


def templates() -> Mapping[str, Template]:
    """All templates by id; those of the user that have a mistake are named on stderr."""
    from workshop.materials import load  # noqa: PLC0415  # as above

    return _sound(load.templates(settings.data_folder()))


def _sound(loaded: "LoadedMaterial[T]") -> Mapping[str, T]:
    for problem in loaded.failed:
        output.problem(problem)
    return loaded.usable


@contextmanager
def writing(args: Namespace) -> Iterator[Desk]:
    """The session that the command names, open to be changed. Raises Problem where it can only be read."""
    sessions = library(args)
    path = sessions.find(args.session)
    with Desk(sessions.open(args.session, wait=2.0), author=laptop_id(settings.data_folder())) as desk:
        if desk.read_only is not None:
            raise Problem("This session cannot be changed now", where=str(path), hint=desk.read_only)
        yield desk
        if desk.file.warning:
            output.tell(f"workshop: {desk.file.warning}")
    if desk.file.still_locked:
        raise desk.file.still_locked


def change(args: Namespace, edit_of: Callable[[Session], Edit]) -> Session:
    """The session that the command names, after the change that `edit_of` makes of it.

    It is tried on a copy first, so that a mistake in what was typed leaves not even a lock or a backup on
    disk. Raises Problem, also where the session can only be read, as when it is open elsewhere.
    """
    session = library(args).read(args.session)
    edit_of(session).apply(session, utc_now())
    with writing(args) as desk:
        before, edit = desk.session, edit_of(desk.session)
        with recording(args, desk):
            after = desk.apply(edit)
        args.recorded = after is not before
    return after


@contextmanager
def recording(args: Namespace, desk: Desk) -> Iterator[None]:
    """What happens inside changes the record, and `args.recorded` says so once it does.

    A save may fail after its file was put in place, where the folder could not be synced: that is no failure
    after which a script should try again. Raises Problem.
    """
    try:
        yield
        args.recorded = True
    except Problem:
        args.recorded = desk.file.is_in_place
        raise


def text_or_stdin(text: str) -> str:
    """`text`, or all of stdin where it is a hyphen. Raises Problem where that is not UTF-8."""
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8 and try again."
        raise Problem("What came in is not UTF-8 text", where="stdin", hint=hint) from error


def whole_number(text: str, what: str) -> int:
    """`text` as a whole number from 0 up. Raises Problem."""
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise Problem(f"{output.one_line(text)!r} is not a {what}", hint="Type a whole number, such as 3.")
    return int(text)
