"""Which answers of what came in are taken: first views, once each, and over nothing that the room said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sessions.edit import edit
from sessions.imports.faults import Fault
from sessions.kinds.before import Asked, View
from sessions.kinds.registry import asked_in
from sessions.progress import Progress, untold
from sessions.record import THE_ROOM, Session
from sessions.returns import RETURNS, Remarked, Return
from sessions.rows import ROOM, Partner, uid_from
from sessions.scope import why_not
from sessions.voices import recusals_on

TELL_EVERY = 100
"""Returns after which it is told once more that they are gone through."""
Why = Literal[
    "revealed",
    "answered here",
    "changed",
    "does not apply",
    "no part",
    "not asked",
    "other",
    "several",
    "one each",
]


@dataclass(frozen=True, slots=True)
class Given:
    """What one return says."""

    id: str
    """What tells it from every other one: the same in a file that is sent twice."""
    partner: Partner
    file: str
    answers: Mapping[str, int | None]
    """Level by the key of the question; None for don't know."""
    row: int | None = None
    """Of a survey."""
    revision: int = 0
    remarks: tuple[Remarked, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """What a partner has said to a question afterwards, and how many answers of it are new."""

    asked: Asked
    partner: Partner
    counts: tuple[int, ...]
    dont_know: int
    new: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers that are not taken, since something else stands there, or nothing can."""

    asked: Asked
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
        return any(kept.why in ("answered here", "changed", "one each") for kept in self.kept)


@dataclass(frozen=True, slots=True)
class _Voice:
    """One answer that may be taken; `later`, where the same return has said something else before."""

    of: Given
    level: int | None
    later: bool


@dataclass(slots=True)
class _Views:
    """What stands of partners before anything is taken, each looked up once."""

    session: Session
    found: dict[tuple[str, str], View | None] = field(default_factory=dict)

    def of(self, asked: Asked, partner: Partner) -> View | None:
        """None where nothing of this partner stands."""
        place = asked.key, partner.id
        if place not in self.found:
            self.found[place] = asked.by.view(self.session, asked, partner.id)
        return self.found[place]


def weigh(
    session: Session,
    given: Iterable[Given],
    now: datetime,
    *,
    instead: bool = False,
    progress: Progress = untold,
) -> Taking:
    """What of these returns is taken, as the agenda goes, and what is not, and why; nothing is changed.

    With `instead`, they take the place of what was answered in the room or typed up, while that is hidden.
    """
    taking = Taking()
    known = {row.id: row for row in RETURNS.of(session)}
    returns = _one_each(given, taking)
    questions, views = asked_in(session, session.agenda), _Views(session)
    voices: dict[tuple[str, str], list[_Voice]] = {}
    for number, returned in enumerate(returns):
        if number % TELL_EVERY == 0:
            progress(len(returns), len(returns))
        old = known.get(returned.id)
        is_later = old is not None and returned.revision > old.revision
        for key, level in returned.answers.items():
            was_taken = old is not None and key in old.taken
            changed = was_taken and not is_later and _has_changed(views, questions[key], returned, level)
            if changed and not instead:
                taking.kept.append(Kept(questions[key], returned.partner, "changed", 1))
            elif is_later or changed or not was_taken:
                voices.setdefault((key, returned.partner.id), []).append(_Voice(returned, level, was_taken))
    taken: dict[str, list[str]] = {}
    for (key, _), answers in voices.items():
        for voice in _place(views, taking, answers, questions[key], instead=instead):
            taken.setdefault(voice.of.id, []).append(key)
    for returned in returns:
        old = known.get(returned.id)
        row = _noted(session, returned, old, now, taken.get(returned.id, ()))
        if row is old:
            taking.known += old is not None
        elif row is not None:
            taking.returns.append(row)
    places = {key: place for place, key in enumerate(questions)}
    seats = {partner.id: seat for seat, partner in enumerate((THE_ROOM, *session.partners))}
    taking.takes.sort(key=lambda take: (places[take.asked.key], seats[take.partner.id]))
    return taking


def _has_changed(views: _Views, asked: Asked, returned: Given, level: int | None) -> bool:
    """Whether a return that was taken says something else by now, as far as its one answer can be told."""
    view = views.of(asked, returned.partner)
    if view is None or not view.is_from_form or view.spoke != 1:
        return False
    return (view.counts, view.dont_know) != (asked.scale.one_at(level), int(level is None))


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
    views: _Views, taking: Taking, voices: Sequence[_Voice], asked: Asked, *, instead: bool
) -> Sequence[_Voice]:
    """Put what one partner says to a question among what is taken or kept; those that are taken."""
    session, partner = views.session, voices[0].of.partner
    stands = views.of(asked, partner)
    why = _why_kept(session, asked, partner)
    if why is None and stands is not None and not stands.is_from_form and not instead:
        why = "answered here"
    if why is not None:
        taking.kept.append(Kept(asked, partner, why, len(voices)))
        return ()
    base = stands if stands is not None and stands.is_from_form else None
    fresh = [voice for voice in voices if not voice.later]
    if base is not None and len(fresh) < len(voices):
        if fresh or len(voices) > 1 or base.spoke > 1:
            taking.kept.append(Kept(asked, partner, "several", len(voices) - len(fresh)))
            voices = fresh
        else:
            base = None
    if voices and asked.by.single:
        base, voices = _one_alone(taking, asked, voices, base, instead=instead)
    if voices:
        _add(taking, asked, voices, stands, base)
    return voices


def _one_alone(
    taking: Taking, asked: Asked, voices: Sequence[_Voice], base: View | None, *, instead: bool
) -> tuple[View | None, Sequence[_Voice]]:
    """Where a partner has one answer: the first that came, or with `instead` the first that comes."""
    taken = 0 if base is not None and not instead else 1
    if left := len(voices) - taken:
        taking.kept.append(Kept(asked, voices[0].of.partner, "one each", left))
    return (None if taken else base), voices[:taken]


def _add(
    taking: Taking, asked: Asked, voices: Sequence[_Voice], stands: View | None, base: View | None
) -> None:
    """Take these answers on top of what a partner has said, in the place of what stands there."""
    partner, scale = voices[0].of.partner, asked.scale
    counts = list(base.counts) if base is not None else [0] * len(scale.levels)
    unsure = base.dont_know if base is not None else 0
    for voice in voices:
        if voice.level is None:
            unsure += 1
        else:
            counts[scale.place(voice.level)] += 1
    total, last = sum(counts) + unsure, voices[-1].of
    if partner.members is not None and total > partner.members:
        what = f"{total} answers on {asked.called}, but {partner.name} has {partner.members} people"
        hint = "Correct how many people it brought, or the file."
        taking.faults.append(Fault(last.file, what, hint, last.row))
    new = View(tuple(counts), unsure)
    if new != stands:
        taking.takes.append(Take(asked, partner, new.counts, new.dont_know, len(voices)))


def _why_kept(session: Session, asked: Asked, partner: Partner) -> Why | None:
    """Why nothing of a partner is taken on a question; None where it can be."""
    if asked.key in asked.by.seen(session):
        return "revealed"
    if why_not(session, asked.ref) is not None:
        return "does not apply"
    if partner.id in recusals_on(session, asked.ref):
        return "no part"
    if partner.id != ROOM and partner not in asked.by.voices(session, asked):
        return "not asked"
    return None if asked.by.is_open_to(session, asked, partner) else "other"


def _noted(
    session: Session, returned: Given, old: Return | None, now: datetime, taken: Sequence[str]
) -> Return | None:
    """What to remember of a return: `old` itself where nothing is new, None where there is nothing."""
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
        change = take.asked.by.take(session, take.asked, take.partner.id, take.counts, take.dont_know)
        session = change.apply(session, now)
    rows = {row.id: row for row in (*RETURNS.of(session), *taking.returns)}
    return RETURNS.put(session, rows.values())
