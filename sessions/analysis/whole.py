"""What a whole session says: its gaps, where views differ, how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sessions.analysis.items import difference, spread_of, target_of
from sessions.analysis.spreads import Spread
from sessions.aspects import ASPECTS, subject
from sessions.kinds.gap_order import gap_order
from sessions.kinds.prioritise.records import VOTES, VoteActivity, tally
from sessions.kinds.score.records import AGREEMENTS, ScoreActivity, agreement_on, counted_ballots
from sessions.record import Session, find_scale
from sessions.remember import remembered
from sessions.rows import Action, Note
from sessions.scope import items_here, items_not_applying


@dataclass(frozen=True, slots=True)
class Gap:
    """An agreed item: its level, its target, the levels between them, and the answers behind it."""

    item_id: str
    level: int
    target: int
    distance: int
    spread: Spread


def recorded_items(session: Session) -> tuple[str, ...]:
    """Ids of all items on the agenda, in its order, and then of those that were recorded on besides.

    Those that do not apply here are left out.
    """
    on_agenda = [item.id for item in items_here(session)]
    here = reached(session).difference(items_not_applying(session))
    known = [item.id for pack in session.packs for item in pack.items()]
    return (*on_agenda, *(item_id for item_id in known if item_id in here and item_id not in on_agenda))


def _agreed(session: Session) -> Iterable[Gap]:
    for item_id in recorded_items(session):
        agreed, target = agreement_on(session, item_id), target_of(session, item_id)
        if agreed is not None and target is not None:
            distance = max(0, target - agreed.level)
            yield Gap(item_id, agreed.level, target, distance, spread_of(session, item_id))


def gaps(session: Session) -> tuple[Gap, ...]:
    """Agreed items below their target: first those that the room has ordered, in its order.

    The others follow: furthest first, then the widest spread, then the agenda's order.
    """
    moved = {item_id: place for place, item_id in enumerate(gap_order(session))}

    def rank(gap: Gap) -> tuple[int, int, float]:
        # Above every consensus: items without answers come last.
        consensus = 2.0 if gap.spread.consensus is None else gap.spread.consensus
        return moved.get(gap.item_id, len(moved)), -gap.distance, consensus

    return tuple(sorted((gap for gap in _agreed(session) if gap.distance > 0), key=rank))


def candidates(session: Session, activity: VoteActivity) -> tuple[str, ...]:
    """Ids of the items or gaps, or uids of the open actions, that a vote is on, and of what has dots."""
    up: Iterable[str] = ()
    if activity.candidates == "gaps":
        up = (gap.item_id for gap in gaps(session))
    elif activity.candidates == "actions":
        up = (action.uid for action in session.open_actions())
    else:
        out = items_not_applying(session)
        up = (item.id for item in activity.items(session.packs) if item.id not in out)
    return tuple(dict.fromkeys((*up, *tally(session, activity.id))))


def answered_subjects(session: Session) -> tuple[str, ...]:
    """What was answered or agreed on, of the items that apply: item by item, each question on it in its turn.

    Questions on which the room settles nothing are left out.

    Items come in the agenda's order, their questions as the kinds have them.
    """
    recorded = {ballot.item_id for ballot in counted_ballots(session)}
    recorded |= {agreement.item_id for agreement in AGREEMENTS.of(session)}
    asked = ("", *(aspect.id for aspect in ASPECTS.values() if aspect.settles))
    subjects = (subject(item_id, aspect_id) for item_id in recorded_items(session) for aspect_id in asked)
    return tuple(ref for ref in subjects if ref in recorded)


def differing(session: Session) -> tuple[str, ...]:
    """What somebody stands apart on or dissents from, or the room is split on, as `answered_subjects`."""
    dissented = {agreement.item_id for agreement in AGREEMENTS.of(session) if agreement.dissents}
    scored = (ref for ref in answered_subjects(session) if find_scale(session, ref) is not None)
    return tuple(ref for ref in scored if ref in dissented or difference(session, ref) is not None)


@remembered
def reached(session: Session) -> frozenset[str]:
    """Ids of the items that something is recorded on: an answer, agreed level, vote, note or action.

    Actions and parked points that came with the series say nothing of whether their items were come to here.
    """
    touched = {note.origin for note in session.notes if not _came_along(session, note)}
    touched |= {action.origin for action in session.actions if not action.carried_from}
    touched |= {ref.id for ref in session.refs() if ref.to in ("item", "candidate")}
    voted = {dots.activity_id for dots in VOTES.of(session)}
    for step in session.agenda:
        if isinstance(step, VoteActivity) and step.id in voted and step.candidates in ("items", "typed"):
            touched.update(candidates(session, step))  # all that was up for it was looked at
    return frozenset(item.id for pack in session.packs for item in pack.items() if item.id in touched)


def _came_along(session: Session, note: Note) -> bool:
    """Whether a point was parked in a session before this one, and came with the series."""
    goes_on = session.series is not None and session.series.previous is not None
    return goes_on and note.was_parked and note.at < session.created_at


def due_order(action: Action) -> tuple[bool, date, bool]:
    """What actions are sorted by: the first due first, then those due in words, then those without either."""
    return action.due is None, action.due or date.max, not action.due_words


def is_overdue(action: Action, today: date) -> bool:
    """Whether an action should be done by `today` and is not. One that is due in words alone never is."""
    return action.is_open and action.due is not None and action.due < today


def progress(session: Session) -> tuple[int, int]:
    """(items with an answer or an agreed level, items to score); of those that apply here."""
    scored = items_here(session, ScoreActivity)
    to_score = {item.id for item in scored if session.pack_of(item.id).scale_of(item.id) is not None}
    answered = {ballot.item_id for ballot in counted_ballots(session)}
    done = answered | {agreement.item_id for agreement in AGREEMENTS.of(session)}
    return len(to_score & done), len(to_score)
