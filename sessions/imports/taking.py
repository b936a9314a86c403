"""Which answers of what came in are taken: first views, once each, and over nothing that the room said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sessions.edit import edit
from sessions.imports.faults import Fault
from sessions.kinds.score.edits import answer
from sessions.kinds.score.records import BALLOTS, Ballot, ballot_of, round_of
from sessions.kinds.score.returns import RETURNS, Remarked, Return
from sessions.record import Session
from sessions.rows import ROOM, Partner, uid_from
from sessions.scope import why_not
from sessions.voices import asked_on, recusals_on, voices_on

Why = Literal[
    "revealed",
    "answered here",
    "changed",
    "does not apply",
    "no part",
    "not asked",
    "other",
    "several",
]


@dataclass(frozen=True, slots=True)
class Given:
    """What one return says."""

    id: str
    """What tells it from every other one: the same in a file that is sent twice."""
    partner: Partner
    file: str
    answers: Mapping[str, int | None]
    """Level by subject; None for don't know."""
    row: int | None = None
    """Of a survey."""
    revision: int = 0
    remarks: tuple[Remarked, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """The ballot that a partner has on a subject afterwards, and how many answers of it are new."""

    item_id: str
    partner: Partner
    counts: tuple[int, ...]
    dont_know: int
    new: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers that are not taken, since something else stands there, or nothing can."""

    item_id: str
    partner: Partner
    why: Why
    answers: int


@dataclass(slots=True)
class Taking:
    """What would come of a number of returns."""

    takes: list[Take] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    """Those that are new, or of which more is taken than before."""
    known: int = 0
    """How many bring nothing that was not taken already."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.takes or self.returns)

    @property
    def may_replace(self) -> bool:
        """Whether more would be taken if it came in the place of what stands there."""
        return any(kept.why in ("answered here", "changed") for kept in self.kept)


@dataclass(frozen=True, slots=True)
class _Voice:
    """One answer that may be taken; `later`, where the same return has said something else before."""

    of: Given
    level: int | None
    later: bool


def weigh(session: Session, given: Iterable[Given], now: datetime, *, instead: bool = False) -> Taking:
    """What of these returns is taken, and what is not, and why; nothing is changed.

    With `instead`, they take the place of what was answered in the room or typed up, while that is hidden.
    """
    taking = Taking()
    known = {row.id: row for row in RETURNS.of(session)}
    returns = _one_each(given, taking)
    own = {(b.item_id, b.partner_id): b for b in BALLOTS.of(session) if b.round == 1 and b.source == "form"}
    voices: dict[tuple[str, str], list[_Voice]] = {}
    for returned in returns:
        old = known.get(returned.id)
        is_later = old is not None and returned.revision > old.revision
        for ref, level in returned.answers.items():
            was_taken = old is not None and ref in old.taken
            ballot = own.get((ref, returned.partner.id))
            changed = was_taken and not is_later and _has_changed(session, ballot, level)
            if changed and not instead:
                taking.kept.append(Kept(ref, returned.partner, "changed", 1))
            elif is_later or changed or not was_taken:
                voices.setdefault((ref, returned.partner.id), []).append(_Voice(returned, level, was_taken))
    taken: dict[str, list[str]] = {}
    for (ref, _), answers in voices.items():
        for voice in _place(session, taking, answers, ref, instead=instead):
            taken.setdefault(voice.of.id, []).append(ref)
    for returned in returns:
        old = known.get(returned.id)
        row = _noted(session, returned, old, now, taken.get(returned.id, ()))
        if row is old:
            taking.known += old is not None
        elif row is not None:
            taking.returns.append(row)
    return taking


def _has_changed(session: Session, ballot: Ballot | None, level: int | None) -> bool:
    """Whether a return that was taken says something else by now, as far as its one answer can be told."""
    if ballot is None or ballot.answers + ballot.dont_know != 1:
        return False
    scale = session.scale_of(ballot.item_id)
    return (ballot.counts, ballot.dont_know) != (scale.one_at(level), int(level is None))


def _one_each(given: Iterable[Given], taking: Taking) -> list[Given]:
    """Each return once, of two revisions the later one; a fault where two of one id say different things."""
    returns: dict[str, Given] = {}
    for returned in given:
        other = returns.get(returned.id)
        if other is None or other.revision < returned.revision:
            returns[returned.id] = returned
        elif other.revision == returned.revision:
            differ = [
                ref
                for ref in returned.answers
                if other.answers.get(ref, returned.answers[ref]) != returned.answers[ref]
            ]
            if differ:
                what = f"it has the id of {_called(other)}, and says something else"
                hint = "Take one of them out, or give it another id."
                taking.faults.append(Fault(returned.file, what, hint, returned.row))
            returns[returned.id] = replace(other, answers={**other.answers, **returned.answers})
    return list(returns.values())


def _called(given: Given) -> str:
    return given.file if given.row is None else f"{given.file}, row {given.row}"


def _place(
    session: Session, taking: Taking, voices: Sequence[_Voice], ref: str, *, instead: bool
) -> Sequence[_Voice]:
    """Put what one partner says on a subject among what is taken or kept; those that are taken."""
    partner = voices[0].of.partner
    ballot = ballot_of(session, ref, partner.id, 1)
    old = ballot if ballot is not None and ballot.stands else None
    why = _why_kept(session, ref, partner)
    if why is None and old is not None and old.source != "form" and not instead:
        why = "answered here"
    if why is not None:
        taking.kept.append(Kept(ref, partner, why, len(voices)))
        return ()
    if old is not None and old.source != "form":
        old = None
    fresh = [voice for voice in voices if not voice.later]
    if old is not None and len(fresh) < len(voices):
        if fresh or len(voices) > 1 or old.answers + old.dont_know > 1:
            taking.kept.append(Kept(ref, partner, "several", len(voices) - len(fresh)))
            voices = fresh
        else:
            old = old.model_copy(update={"counts": (0,) * len(old.counts), "dont_know": 0})
    if voices:
        _add(session, taking, voices, ref, ballot, old)
    return voices


def _add(
    session: Session,
    taking: Taking,
    voices: Sequence[_Voice],
    ref: str,
    stands: Ballot | None,
    base: Ballot | None,
) -> None:
    """Take these answers on top of a ballot, in the place of the one that stands there."""
    partner, scale = voices[0].of.partner, session.scale_of(ref)
    counts = list(base.counts) if base is not None else [0] * len(scale.levels)
    unsure = base.dont_know if base is not None else 0
    for voice in voices:
        if voice.level is None:
            unsure += 1
        else:
            counts[scale.place(voice.level)] += 1
    total, last = sum(counts) + unsure, voices[-1].of
    if partner.members is not None and total > partner.members:
        what = f"{total} answers on {session.called(ref)}, but {partner.name} has {partner.members} people"
        hint = "Correct how many people it brought, or the file."
        taking.faults.append(Fault(last.file, what, hint, last.row))
    if stands is None or (tuple(counts), unsure, "form") != (stands.counts, stands.dont_know, stands.source):
        taking.takes.append(Take(ref, partner, tuple(counts), unsure, len(voices)))


def _why_kept(session: Session, ref: str, partner: Partner) -> Why | None:
    """Why nothing of a partner is taken on a subject; None where it can be."""
    if round_of(session, ref) != (1, False):
        return "revealed"
    if why_not(session, ref) is not None:
        return "does not apply"
    if partner.id in recusals_on(session, ref):
        return "no part"
    if partner.id != ROOM and partner not in asked_on(session, ref):
        return "not asked"
    voices = voices_on(session, ref)
    spoke = {ballot.partner_id for ballot in BALLOTS.of(session) if ballot.item_id == ref and ballot.stands}
    if partner.id != ROOM:
        return None if partner in voices else "other"
    return "other" if spoke - {ROOM} else None


def _noted(
    session: Session, returned: Given, old: Return | None, now: datetime, taken: Sequence[str]
) -> Return | None:
    """What is remembered of a return; `old` itself where that is so already, None where there is nothing."""
    before = () if old is None else old.taken
    all_taken = (*before, *(ref for ref in taken if ref not in before))
    if old is None:
        if not (all_taken or returned.remarks):
            return None
        uid = uid_from(session.id, RETURNS.name, returned.id)
        row = Return(
            uid=uid, id=returned.id, partner_id=returned.partner.id, at=now, remarks=returned.remarks
        )
        return row.model_copy(update={"revision": returned.revision, "taken": all_taken})
    more = tuple(remark for remark in returned.remarks if remark not in old.remarks)
    fields: dict[str, object] = {"taken": all_taken}
    if returned.revision == old.revision:
        fields["remarks"] = (*old.remarks, *more)
    if returned.revision > old.revision and set(taken) == set(returned.answers):
        fields |= {"revision": returned.revision, "remarks": returned.remarks}
    row = old.model_copy(update=fields)
    return old if row == old else row.model_copy(update={"at": now})


@edit("answers from before the day")
def take_answers(session: Session, now: datetime, taking: Taking) -> Session:
    """Record what was weighed, as first views that are hidden until they are revealed.

    Raises Problem where the session has changed since, so that something of it cannot stand.
    """
    for take in taking.takes:
        ballot = answer(take.item_id, take.partner.id, take.counts, take.dont_know, number=1, source="form")
        session = ballot.apply(session, now)
    rows = {row.id: row for row in (*RETURNS.of(session), *taking.returns)}
    return RETURNS.put(session, rows.values())
