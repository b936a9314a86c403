"""Who has a voice on an item or in a vote. All that counts, lists or draws voices goes by `voices_on`.

The partners have, but for those that take no part in an item; or the whole room has, where it answered as
one: the room *or* the partners, never both on one question or in one vote.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import chain
from typing import Any, TypeVar

from pydantic import AwareDatetime

from sessions.aspects import item_of, subject
from sessions.edit import edit
from sessions.material import Pack
from sessions.names import bodies_called
from sessions.problem import Problem
from sessions.record import TABLES, THE_ROOM, Ref, Session, Table
from sessions.remember import FoundIn, OfParts, remembered
from sessions.rows import ROOM, SECTORS, Partner, Row
from sessions.text import clean

V = TypeVar("V")
_NEVER_BOTH = "the room or the partners, never both"


class Recusal(Row):
    """A partner that takes no part in an item."""

    item_id: str
    partner_id: str
    reason: str = ""
    """Such as a conflict of interest; empty where none was given."""
    at: AwareDatetime


RECUSALS = Table(
    "recusals",
    Recusal,
    key=lambda row: (row.item_id, row.partner_id),
    refs=lambda row: (Ref("item", row.item_id), Ref("partner", row.partner_id)),
    twice="this partner takes no part in this item already",
)


def recusals_on(session: Session, subject_id: str) -> dict[str, Recusal]:
    """Who takes no part in an item, by partner id, in the order of the partners; nobody in a vote."""
    item_id = item_of(subject_id)
    rows = {row.partner_id: row for row in RECUSALS.of(session) if row.item_id == item_id}
    return {partner.id: rows[partner.id] for partner in session.partners if partner.id in rows}


def asked_on(session: Session, subject_id: str) -> tuple[Partner, ...]:
    """The partners that are asked: those that an item is for, or all where none of these is here."""
    return meant_by(session, _asked(session.packs).get(item_of(subject_id), ())) or session.partners


def meant_by(session: Session, wanted: Sequence[str]) -> tuple[Partner, ...]:
    """The partners of these sectors and with these names, or with names that these may stand for."""
    names = [partner.name for partner in session.partners]
    called = {
        name for text in wanted if text.casefold() not in _SECTORS for name in bodies_called(text, names)
    }
    sectors = {text.casefold() for text in wanted}
    return tuple(p for p in session.partners if p.sector.casefold() in sectors or p.name in called)


_SECTORS = frozenset(sector.casefold() for sector in SECTORS)


@remembered
def _asked(packs: tuple[Pack, ...]) -> dict[str, tuple[str, ...]]:
    """Who is asked, by the id of the item, where that is not everybody."""
    return {item.id: item.asked for pack in packs for item in pack.items() if item.asked}


def voices_on(session: Session, subject_id: str) -> tuple[Partner, ...]:
    """Who has a voice on a subject (an item, or a question on it) or, by the id of its step, in a vote."""
    if not session.partners:
        return (THE_ROOM,)
    spoke = _spoke(session.tables).get(subject_id, frozenset())
    out = recusals_on(session, subject_id)
    asked = {*(partner.id for partner in asked_on(session, subject_id)), *spoke} - out.keys()
    partners = tuple(partner for partner in session.partners if partner.id in asked)
    if ROOM not in spoke:
        return partners
    # Both stand only in files of versions that allowed it.
    return (THE_ROOM,) if spoke == {ROOM} else (*partners, THE_ROOM)


def listed_on(session: Session, subject_id: str) -> tuple[Partner, ...]:
    """Who is listed there: everybody that has a voice, and among them those that take no part."""
    voices, out = voices_on(session, subject_id), recusals_on(session, subject_id)
    listed = {voice.id for voice in voices} | out.keys()
    partners = tuple(partner for partner in session.partners if partner.id in listed)
    return (*partners, *(voice for voice in voices if voice == THE_ROOM))


def has_room(session: Session, subject_id: str) -> bool:
    """Whether the whole room answers here as one, in a session that has partners."""
    return bool(session.partners) and voices_on(session, subject_id) == (THE_ROOM,)


@remembered
def _spoke(tables: Mapping[str, tuple[Row, ...]]) -> dict[str, frozenset[str]]:
    """Ids of those whose answers or dots stand on a subject or in a step, by the id of that."""
    known = _answer_tables()
    answers = tuple(_answers_in(table)(tables.get(table.name, ())) for table in known)
    return _SPOKE(tuple(table.name for table in known), answers, partial(_by_subject, answers))


_SPOKE: OfParts[dict[str, frozenset[str]]] = OfParts()


def _by_subject(answers: Iterable[Iterable[tuple[str, str]]]) -> dict[str, frozenset[str]]:
    spoke: dict[str, set[str]] = {}
    for subject_id, partner_id in chain.from_iterable(answers):
        spoke.setdefault(subject_id, set()).add(partner_id)
    return {subject_id: frozenset(partners) for subject_id, partners in spoke.items()}


@cache
def _answers_in(table: Table[Any]) -> FoundIn[Row, tuple[str, str]]:
    """Of rows that stand and are answers: the ids of what each is on, with the id of whose it is."""

    def answers(row: Row) -> Iterator[tuple[str, str]]:
        partner_id = _partner_of(table, row) if row.stands else None
        if partner_id is not None:
            refs = (ref for ref in table.refs(row) if ref.to in ("item", "activity"))
            yield from ((subject(ref.id, ref.aspect), partner_id) for ref in refs)

    return FoundIn(answers)


def check_voice(
    session: Session,
    subject_id: str,
    partner: Partner,
    called: str,
    *,
    did: str = "answered",
    what: str = "answers",
) -> None:
    """Raises Problem where a partner, or the room, has no voice on what is `called` so.

    The others "have answered" it, or `did` something else; it is their `what` that can be taken back.
    """
    if partner.id in recusals_on(session, subject_id):
        hint = f"Take that back first: {partner.name} takes part again."
        raise Problem(f"{partner.name} takes no part in {called}", hint=hint)
    voices = voices_on(session, subject_id)
    if partner in voices:
        return
    if partner not in asked_on(session, subject_id) and partner != THE_ROOM:
        asked = ", ".join(other.name for other in asked_on(session, subject_id))
        raise Problem(f"{partner.name} is not asked on {called}", hint=f"Asked are: {asked}.")
    if partner != THE_ROOM:
        hint = f"Take back its {'show of hands' if what == 'answers' else what} first: {_NEVER_BOTH}."
        raise Problem(f"The whole room has {did} {called} as one", hint=hint)
    others = _spoke(session.tables).get(subject_id, frozenset()) - {ROOM}
    if others:
        hint = f"Take back their {what} first: {_NEVER_BOTH}."
        raise Problem(f"Partners have {did} {called} already", hint=hint)


def check_hands(partner: Partner, counts: Sequence[int], dont_know: int) -> None:
    """Raises Problem where so many can't have answered for a partner."""
    if min(*counts, dont_know) < 0:
        raise Problem("A count is below nought", where=partner.name, hint="Count people from 0 up.")
    total = sum(counts) + dont_know
    if partner.members is not None and total > partner.members:
        hint = f"At most {partner.members} in all, or correct the number of people."
        raise Problem(f"{total} answers, but {partner.name} has {partner.members} people", hint=hint)


def by_voice(session: Session, subject_id: str, rows: Mapping[str, V]) -> dict[str, V]:
    """The rows, by partner id, of those that have a voice on a subject, in the order of the voices."""
    return {voice.id: rows[voice.id] for voice in voices_on(session, subject_id) if voice.id in rows}


@edit("{partner} takes no part in {item}")
def take_no_part(session: Session, now: datetime, item_id: str, partner_id: str, reason: str = "") -> Session:
    """Note that a partner takes no part in an item: its answers there do not count, its dissent is taken out.

    Raises Problem where nobody else is left to answer.
    """
    partner, item_id = session.find_partner(partner_id), item_of(item_id)
    others = [
        voice
        for voice in asked_on(session, item_id)
        if voice.id not in {partner.id, *recusals_on(session, item_id)}
    ]
    if not others:
        what, hint = (
            f"Nobody else is left to answer {session.called(item_id)}",
            "Say that it does not apply here.",
        )
        raise Problem(what, hint=hint)
    for table in _answer_tables():
        rows = [
            _without_parts_of(table, row, partner.id) if _is_on(table, row, item_id) else row
            for row in table.of(session)
        ]
        if any(new is not old for new, old in zip(rows, table.of(session), strict=True)):
            session = table.put(session, rows)
    row = Recusal(item_id=item_id, partner_id=partner.id, reason=clean(reason), at=now)
    return RECUSALS.with_row(session, row)


@edit("{partner} takes part in {item} again")
def take_part(session: Session, _: datetime, item_id: str, partner_id: str) -> Session:
    """Take back that a partner takes no part in an item."""
    key = (item_of(item_id), session.find_partner(partner_id).id)
    return RECUSALS.without(session, lambda row: RECUSALS.key(row) == key)


def _answer_tables() -> list[Table[Any]]:
    return [table for name, table in TABLES.items() if name != RECUSALS.name]


def _is_on(table: Table[Any], row: Row, subject_id: str) -> bool:
    return any(ref.id == subject_id and ref.to in ("item", "activity") for ref in table.refs(row))


def _partner_of(table: Table[Any], row: Row) -> str | None:
    """Id of the partner whose answer a row is, or ROOM; None where it is nobody's, as an agreed level is."""
    return next((ref.id for ref in table.refs(row) if ref.to == "partner" and not ref.part), None)


def _without_parts_of(table: Table[Any], row: Row, partner_id: str) -> Row:
    """A row without those of its parts that are a partner's, such as its dissent."""
    gone: dict[str, set[int]] = {}
    for ref in table.refs(row):
        if ref.to == "partner" and ref.id == partner_id and ref.part:
            gone.setdefault(str(ref.part[0]), set()).add(int(ref.part[1]))
    kept = {
        field: tuple(part for index, part in enumerate(getattr(row, field)) if index not in indexes)
        for field, indexes in gone.items()
    }
    return row.model_copy(update=kept) if kept else row
