"""Then and now: what two or more sessions say of the same items, and what became of their actions.

Levels are ordinal: a change is told in levels, up or down, and only where they can be compared
(`sessions.many.same_items`); elsewhere a reason stands in its place, and no figure. What the room has not
seen is left out. All of it is worked out from the records.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sessions.analysis.items import spread_of, target_of
from sessions.analysis.spreads import Spread
from sessions.aspects import ASPECTS, aspect_of, is_most_first, subject
from sessions.kinds.checklist.records import COUNTED, CheckAnswer, check_on
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, agreement_on
from sessions.many.same_items import Measure, Reason, measure, reasons, same_items
from sessions.material import Item, Scale
from sessions.record import Session, find_scale
from sessions.rows import Action, ActionStatus


@dataclass(frozen=True, slots=True)
class Said:
    """What one session says on an item, or on one question on it."""

    level: int | None
    """The level that the room settled on."""
    target: int | None
    spread: Spread | None
    """Of the answers; None for a check, which the room answers as one."""
    scale: Scale | None
    """None for a check."""
    answer: CheckAnswer | None = None
    """The room's answer to a check."""

    @property
    def place(self) -> int | None:
        """What can be set against another session's: the level; of a check, 0 for no, 1 partly, 2 yes."""
        if self.answer is not None:
            return len(COUNTED) - 1 - COUNTED.index(self.answer) if self.answer in COUNTED else None
        return self.level

    @property
    def median(self) -> float | None:
        """Of the answers, if there are any."""
        return self.spread.median if self.spread else None


@dataclass(frozen=True, slots=True)
class Change:
    """How an item stands in one session against an earlier one in which a level was settled, too."""

    since: int
    """Which of the sessions the earlier one is, from 0."""
    levels: int | None
    """Levels gained, below nought for lost; None where they cannot be compared, and then there are reasons.

    Where level 1 stands for the most, as of a risk, fewer is a gain in number and a loss in what it means:
    this says by how much more of it there is.
    """
    reasons: tuple[Reason, ...] = ()
    reached: bool | None = None
    """Whether the target of the earlier session is reached; None where there was none, or no comparison."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item, or one question on it, in all the sessions."""

    subject_id: str
    item: Item
    """As the last of the sessions that has it has it."""
    said: tuple[Said | None, ...]
    """A place for each session; None where it has no such item, or said nothing on it."""
    held: tuple[bool, ...]
    """Whether each session has the item at all."""
    changes: tuple[Change | None, ...]
    """Against the session before that settled on a level; None for the first one that did, and without."""
    whole: Change | None
    """Of the last settled level against the first one."""
    reasons: tuple[Reason, ...] = ()
    """Why the last answers cannot be set against the first ones, whether or not a level was settled."""

    @property
    def is_shared(self) -> bool:
        """Whether two of the sessions say something on it, at least."""
        return sum(said is not None for said in self.said) > 1

    @property
    def aspect(self) -> str:
        """Name of the question on the item; empty for the item as such."""
        found = aspect_of(self.subject_id)
        return found.name if found else ""


Kept = Literal["in time", "late", "not known"]


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of an action of one of the earlier sessions."""

    action: Action
    """As it stands in the last of the sessions that has it."""
    taken_on: int
    """Which of the sessions was the first that has it, from 0."""
    last_in: int
    """And which the last."""
    status: ActionStatus
    carried: bool
    """Whether a later one of the sessions has it, too."""
    kept: Kept | None
    """Of what is done: "in time" where a session held by its first due date has it as done, "late" where the
    date was moved, "not known" where it was done between that date and the session that says so, or had no
    date. None for what is not done."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more sessions, the earliest first, as the room has seen them."""

    sessions: tuple[Session, ...]
    rows: tuple[Row, ...]
    """In the order of the last session; what only earlier ones have comes last."""
    actions: tuple[Followed, ...]
    """Those of all sessions but the last, in their order."""

    @property
    def shared(self) -> tuple[Row, ...]:
        """What at least two of the sessions say something on."""
        return tuple(row for row in self.rows if row.is_shared)

    def only_in(self, number: int) -> tuple[Row, ...]:
        """What this one of the sessions alone says something on."""
        own = (row for row in self.rows if not row.is_shared)
        return tuple(row for row in own if row.said[number] is not None)


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sessions by the day they were held, each once: one that has none goes by when it was made.

    It is never before the one that it goes on from.
    """
    once = {session.id: session for session in sessions}

    def age(session: Session) -> tuple[date, datetime, str]:
        return _earliest(session, once), session.created_at, session.id

    return tuple(sorted(once.values(), key=age))


def _day(session: Session) -> date:
    return session.date or session.created_at.date()


def _earliest(session: Session, known: Mapping[str, Session]) -> date:
    """Its day; where it has none, not before those that it goes on from."""
    way = {session.id: session}
    while session.date is None and session.series is not None:
        before = known.get(session.series.previous or "")
        if before is None or before.id in way:
            break
        way[before.id] = session = before
    return max(map(_day, way.values()))


def compare(sessions: Iterable[Session], *, by_date: bool = True) -> Comparison:
    """What these sessions say of the same items and actions, whatever order they come in.

    Unless `by_date`, they come with the earliest first, whatever their dates say.
    """
    ordered = in_order(sessions) if by_date else tuple(sessions)
    seen = tuple(map(revealed_only, ordered))
    return Comparison(seen, tuple(_rows(seen)), tuple(_followed(seen)))


def _rows(sessions: Sequence[Session]) -> Iterator[Row]:
    asked = [_asked(session) for session in sessions]
    for same in same_items(sessions):
        for subject_id in (same.id, *(subject(same.id, aspect_id) for aspect_id in ASPECTS)):
            held = tuple(item is not None for item in same.items)
            said = tuple(
                _said(session, subject_id) if here and subject_id in refs else None
                for session, refs, here in zip(sessions, asked, held, strict=True)
            )
            if any(said):
                yield _row(sessions, subject_id, same.latest, said, held)


def _row(
    sessions: Sequence[Session],
    subject_id: str,
    item: Item,
    said: tuple[Said | None, ...],
    held: tuple[bool, ...],
) -> Row:
    spoke = [at for at, view in enumerate(said) if view is not None]
    settled = [at for at in spoke if (view := said[at]) is not None and view.place is not None]
    measures = {at: _measure(sessions[at], subject_id, said[at]) for at in spoke}
    before = dict(zip(settled[1:], settled, strict=False))
    changes = tuple(
        _change(subject_id, said, measures, before[at], at) if at in before else None
        for at in range(len(said))
    )
    whole = _change(subject_id, said, measures, settled[0], settled[-1]) if len(settled) > 1 else None
    why = reasons(measures[spoke[0]], measures[spoke[-1]])
    return Row(subject_id, item, said, held, changes, whole, why)


def _change(
    subject_id: str,
    said: Sequence[Said | None],
    measures: Mapping[int, Measure],
    first: int,
    then: int,
) -> Change:
    was, now = said[first], said[then]
    assert was is not None
    assert now is not None
    assert was.place is not None
    assert now.place is not None
    if why := reasons(measures[first], measures[then]):
        return Change(first, None, why)
    gained = now.place - was.place
    reached = None if was.target is None or now.level is None else now.level >= was.target
    return Change(first, -gained if is_most_first(subject_id) else gained, (), reached)


def _measure(session: Session, subject_id: str, said: Said | None) -> Measure:
    """What was asked; a check has no levels of its own, whatever its pack has."""
    own = measure(_as_asked(session, subject_id), subject_id)
    if said is not None and said.answer is not None:
        return Measure((), (), own.wording[1:], None)
    return own


def _asked(session: Session) -> frozenset[str]:
    """All that was answered or settled: items, questions on them, and checks."""
    ballots = {row.item_id for row in BALLOTS.of(session) if row.stands}
    agreed = {row.item_id for row in AGREEMENTS.of(session)}
    checks = {item.id for pack in session.packs for item in pack.items() if check_on(session, item.id)}
    return frozenset(ballots | agreed | checks)


def _as_asked(session: Session, subject_id: str) -> Session:
    """The session, with people who answer for themselves where the room settles nothing on the question."""
    aspect = aspect_of(subject_id)
    if aspect is None or aspect.settles:
        return session
    return session.model_copy(update={"as_bodies": False})


def _said(session: Session, subject_id: str) -> Said | None:
    """What a session says on a subject; None where it says nothing after all."""
    check = check_on(session, subject_id)
    if check is not None:
        return Said(None, None, None, None, check.answer)
    scale = find_scale(session, subject_id)
    if scale is None:
        return None
    agreed, spread = agreement_on(session, subject_id), spread_of(_as_asked(session, subject_id), subject_id)
    if agreed is None and not spread.spoke:
        return None
    return Said(agreed.level if agreed else None, target_of(session, subject_id), spread, scale)


def _followed(sessions: Sequence[Session]) -> Iterator[Followed]:
    held: dict[str, dict[int, Action]] = {}
    for at, session in enumerate(sessions):
        for action in session.actions:
            held.setdefault(action.uid, {})[at] = action
    for places in held.values():
        first, last = min(places), max(places)
        if first < len(sessions) - 1:
            action = places[last]
            kept = _kept(sessions, places) if action.status == "done" else None
            yield Followed(action, first, last, action.status, last > first, kept)


def _kept(sessions: Sequence[Session], places: Mapping[int, Action]) -> Kept:
    """Whether an action that is done was done by the date that it had first."""
    last = places[max(places)]
    due = last.past_dues[0].due if last.past_dues else last.due
    if due is None:
        return "not known"
    done = min(at for at, action in places.items() if action.status == "done")
    if _day(sessions[done]) <= due:
        return "in time"
    moved = any(past.due is not None and past.due != last.due for past in last.past_dues)
    open_after = any(_day(sessions[at]) > due for at, a in places.items() if a.is_open)
    return "late" if moved or open_after else "not known"


def called(session: Session, row: Row) -> str:
    """What an item is called in a session that has it: "1.6", "3 likelihood"."""
    return session.called(row.subject_id)
