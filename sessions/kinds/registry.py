"""Which kinds of step there are: a module and a line here each. One from outside comes in by `register`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sessions.aspects import ASPECTS
from sessions.edit import edit
from sessions.kinds.actions import Actions
from sessions.kinds.appraise.kind import Appraise
from sessions.kinds.before import Asked
from sessions.kinds.checklist.kind import Checklist
from sessions.kinds.close import Close
from sessions.kinds.discuss import Discuss
from sessions.kinds.evaluation.kind import Evaluation
from sessions.kinds.gaps import Gaps
from sessions.kinds.here_to_there.kind import Pairs
from sessions.kinds.kind import STEPS, Kind
from sessions.kinds.options.kind import Options
from sessions.kinds.pause import Break
from sessions.kinds.prioritise.kind import Prioritise
from sessions.kinds.reading import ReadOut
from sessions.kinds.review import Review
from sessions.kinds.risk.kind import Risks
from sessions.kinds.roles.kind import Roles
from sessions.kinds.score.kind import Score
from sessions.kinds.table_work import TableWork
from sessions.kinds.talk import Talk
from sessions.kinds.turns.kind import Turns
from sessions.kinds.welcome import Welcome
from sessions.problem import Problem
from sessions.record import TABLES, THE_ROOM, Session
from sessions.remember import remembered
from sessions.returns import RETURNS, seen_returns, with_shown
from sessions.rows import ACTIVITIES, Activity
from sessions.scope import NOT_APPLYING, why_not
from sessions.voices import RECUSALS

_KINDS: tuple[type[Kind[Any]], ...] = (
    *(Welcome, Review, Discuss, Score),
    *(Checklist, Prioritise, Risks, Pairs),
    *(ReadOut, Talk, TableWork, Roles, Turns),
    *(Appraise, Options),
    *(Gaps, Actions, Break, Evaluation, Close),
)
KINDS: tuple[Kind[Any], ...] = tuple(kind() for kind in _KINDS)
SHARED = (NOT_APPLYING, RECUSALS, RETURNS)
"""Tables that belong to no kind: any that is about items, or asks before the day, goes by them."""
_PLAIN: Kind[Activity] = Kind()
_known: dict[str, Kind[Any]] = {}


def register(kind: Kind[Any]) -> None:
    """Know a kind from now on. Raises Problem where its id is taken."""
    if kind.id in _known:
        raise Problem(f"There is a kind of step {kind.id!r} already", hint="Give it another id.")
    if taken := next((aspect.id for aspect in kind.aspects if aspect.id in ASPECTS), None):
        raise Problem(f"A kind of step asks for {taken!r} already", hint="Give the aspect another id.")
    _known[kind.id] = kind
    STEPS[kind.id] = kind.step
    ACTIVITIES[kind.id] = kind.activity
    TABLES.update({table.name: table for table in kind.tables})
    ASPECTS.update({aspect.id: aspect for aspect in kind.aspects})


@contextmanager
def registered(kind: Kind[Any]) -> Iterator[None]:
    """Know a kind inside a `with` block."""
    register(kind)
    try:
        yield
    finally:
        del _known[kind.id], STEPS[kind.id], ACTIVITIES[kind.id]
        for table in kind.tables:
            del TABLES[table.name]
        for aspect in kind.aspects:
            del ASPECTS[aspect.id]


def kinds() -> tuple[Kind[Any], ...]:
    """All kinds that are known, in the order in which they came."""
    return tuple(_known.values())


def kind_named(kind_id: str) -> Kind[Any]:
    """The kind of this id; a plain one where it is not known."""
    return _known.get(kind_id, _PLAIN)


def kind_of(activity: Activity) -> Kind[Any]:
    """The kind of a step; a plain one where it is not known."""
    return kind_named(activity.kind)


def asked_in(session: Session, steps: Iterable[Activity]) -> Mapping[str, Asked]:
    """All that these steps ask each partner, by its key, in order; what several of them ask once."""
    asked: dict[str, Asked] = {}
    for step in steps:
        for question in kind_of(step).before.asked(session, step):
            asked.setdefault(question.key, replace(question, step=step.title))
    return asked


@remembered
def revealed_only(session: Session) -> Session:
    """What the room has seen: the session without ballots and dots that its kinds still hide.

    Nor does it have what other laptops said otherwise: answers that are hidden may be among that.
    """
    if session.shared is not None:
        session = session.model_copy(update={"shared": None})
    if RETURNS.of(session):
        session = RETURNS.put(session, seen_returns(session, _seen(session)))
    for kind in kinds():
        session = kind.revealed(session)
    return session


@remembered
def waiting(session: Session) -> tuple[str, ...]:
    """Ids of the items and steps of which something that was said is still hidden from the room.

    Without what does not apply here: it is passed over. Items stand in the agenda's order, steps behind them.
    """
    places = {item.id: place for place, item in enumerate(session.items())}
    refs = dict.fromkeys((*(ref for _, ref in _waiting(session)), *remarks_waiting(session)))
    return tuple(sorted(refs, key=lambda ref: places.get(ref.partition("#")[0], len(places))))


def _waiting(session: Session) -> Iterator[tuple[Kind[Any], str]]:
    return ((kind, ref) for kind in kinds() for ref in kind.waiting(session) if why_not(session, ref) is None)


def _seen(session: Session) -> frozenset[str]:
    """Keys of the questions of which the room has seen the answers."""
    return frozenset(key for kind in kinds() for key in kind.before.seen(session))


@remembered
def remarks_waiting(session: Session) -> Mapping[str, frozenset[str]]:
    """{item, subject or step: keys of its questions} that nobody answered, with hidden remarks on them.

    No reveal of answers would show it.
    """
    written = {
        remark.item_id
        for row in RETURNS.of(session)
        for remark in row.remarks
        if remark.item_id not in row.shown
    }
    found: dict[str, frozenset[str]] = {}
    if written:
        written -= _seen(session)
        asked = asked_in(session, session.agenda)
        for key, question in asked.items():
            if key in written and why_not(session, question.ref) is None and not _answered(session, question):
                found[question.ref] = found.get(question.ref, frozenset()) | {key}
    return found


def _answered(session: Session, asked: Asked) -> bool:
    return any(asked.by.view(session, asked, voice.id) is not None for voice in (THE_ROOM, *session.partners))


@edit("reveal of what was written before the day")
def reveal_remarks(session: Session, _: datetime, ref: str) -> Session:
    """Show the room what was written on an item or a step that nobody has answered. Raises Problem."""
    if (keys := remarks_waiting(session).get(ref)) is None:
        raise Problem("Nothing that was written here is hidden", hint="Reveal the answers.")
    return with_shown(session, keys)


@remembered
def told_together(session: Session) -> frozenset[str]:
    """Ids of the items that the summary tells of together, section by section, and not one by one."""
    return frozenset().union(*(kind.told_together(session) for kind in kinds()))


@edit("reveal of all that was hidden")
def reveal_all(session: Session, now: datetime) -> Session:
    """Show the room all that is still hidden. Raises Problem where nothing is."""
    if not waiting(session):
        raise Problem("Nothing is hidden", hint="All that was answered has been revealed.")
    remarked = remarks_waiting(session).values()
    for kind, ref in tuple(_waiting(session)):
        session = kind.reveal(session, now, ref)
    if remarked:
        session = with_shown(session, frozenset().union(*remarked))
    return session


for _kind in KINDS:
    register(_kind)
TABLES.update({table.name: table for table in SHARED})
