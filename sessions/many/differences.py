"""What differs between two sessions that look alike, as a copy that a sync program made and its original.

Rows are the same where their identity is, or what no two rows of their table have in common. Figures that
follow from them, stamps and times are left out; so is what an answer says that is not revealed.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from sessions import dates, edition_words, sign_off, words
from sessions.aspects import subject
from sessions.editions import between
from sessions.identity import tables_of
from sessions.kinds.checklist.records import Check, PartnerCheck
from sessions.kinds.checklist.words import CALLED, dissent_line, partner_answer
from sessions.kinds.gap_order import GapOrder
from sessions.kinds.guesses import Guesses
from sessions.kinds.options.records import Choice
from sessions.kinds.prioritise.records import Dots
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import Agreement, Ballot, Round
from sessions.material import Item
from sessions.meeting import attendance
from sessions.record import TABLES, Ref, Session, find_scale
from sessions.rows import Action, Activity, Note, Partner, Person, Row
from sessions.spans import Line, joined, plain, typed

TITLES: Mapping[str, str] = {
    "ballots": "Answers",
    "agreements": "Agreed levels",
    "rounds": "Shown to the room",
    "votes": "Dots",
    "votes_revealed": "Dots revealed",
    "gap_orders": "Order of the gaps",
    "guesses": "Guesses",
    "figures_shown": "Figures shown",
    "partner_checks": "What partners said",
    "checks_revealed": "Checks revealed",
}
"""Of tables whose names are no words for people; others have theirs with a capital."""
MATERIAL = "Material"
LEFT_OUT = {"spells"}
_STAMPS = {"uid", "author", "counter", "at"}
_NO_WORDS = {"id", "source", "before"}
"""Fields that say nothing to people."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row, or one detail of the session. A side that has none of it is empty; one has to have some."""

    table: str
    """What kind of thing it is, as a heading."""
    here: Line
    there: Line


def differences(here: Session, there: Session) -> tuple[Difference, ...]:
    """What only one of two sessions has, or has otherwise, in the order of their tables."""
    mine, yours = tables_of(here), tables_of(there)
    names = [name for name in dict.fromkeys((*mine, *yours)) if name not in LEFT_OUT]
    found = [*_details(here, there), *_material(here, there), *_added(here, there)]
    for name in names:
        found += _rows(name, (here, mine.get(name, ())), (there, yours.get(name, ())))
    return tuple(found)


def _details(here: Session, there: Session) -> Iterator[Difference]:
    for (title, mine), (_, yours) in zip(_said_of(here), _said_of(there), strict=True):
        if mine != yours:
            yield Difference(title, mine, yours)


def _material(here: Session, there: Session) -> Iterator[Difference]:
    """What the copies of a pack differ in; answers on other levels cannot be compared, and it says so."""
    for change in between(here, there):
        mine, yours = (plain(f"{change.name}, edition {edition}") for edition in change.editions)
        if change.editions[0] != change.editions[1]:
            yield Difference(MATERIAL, mine, yours)
        for item in change.gone:
            yield Difference(MATERIAL, words.item_name(item), ())
        for item in change.new:
            yield Difference(MATERIAL, (), words.item_name(item))
        for old, new in change.reworded:
            yield Difference(MATERIAL, _worded(old), _worded(new))
        for item in change.rescaled:
            what = (*words.item_name(item), *plain(": other levels, so answers cannot be compared"))
            yield Difference(MATERIAL, what, what)


def _added(here: Session, there: Session) -> Iterator[Difference]:
    """Items that were added in one of the two alone, or that are called otherwise there."""
    mine, yours = (
        {item.id: item for pack in session.packs for item in pack.items() if item.added}
        for session in (here, there)
    )
    for item_id in dict.fromkeys((*mine, *yours)):
        sides = [words.item_name(side[item_id]) if item_id in side else () for side in (mine, yours)]
        if sides[0] != sides[1]:
            yield Difference(edition_words.ADDED, *sides)


def _worded(item: Item) -> Line:
    return (*words.item_name(item), *plain(f": {item.statement}"))


def _said_of(session: Session) -> Iterator[tuple[str, Line]]:
    yield "Title", typed(session.title)
    yield "Place", typed(session.place) if session.place else plain("none")
    yield "Date", plain(dates.show(session.date) if session.date else "none")
    yield "Record", sign_off.state_line(session)
    yield "Who answers", plain("partners as bodies" if session.as_bodies else "people")


Side = tuple[Session, Iterable[Row]]


def _rows(table: str, here: Side, there: Side) -> Iterator[Difference]:
    title = TITLES.get(table, words.first_upper(table.replace("_", " ")))
    mine, yours = (_by_identity(table, rows) for _, rows in (here, there))
    for key in dict.fromkeys((*mine, *yours)):
        row, other = mine.get(key), yours.get(key)
        if row is not None and other is not None and _fields(row) == _fields(other):
            continue
        said, theirs = said_of(here[0], table, row), said_of(there[0], table, other)
        if row is not None and other is not None and said == theirs and table not in TABLES:
            said, theirs = (*said, *_besides(row, other)), (*theirs, *_besides(other, row))
        yield Difference(title, said, theirs)


def _by_identity(table: str, rows: Iterable[Row]) -> dict[Hashable, Row]:
    known = TABLES.get(table)
    return {row.uid if known is None else known.key(row): row for row in rows}


def _fields(row: Row) -> dict[str, object]:
    return row.model_dump(exclude=_STAMPS)


def _besides(row: Row, other: Row) -> Line:
    """ " (measure: fewer calls)", of two rows that read alike: what this one has otherwise than the other."""
    theirs = _fields(other)
    says = [
        (*plain(f"{name.replace('_', ' ')}: "), *_value(value))
        for name, value in _fields(row).items()
        if value != theirs.get(name)
    ]
    return (*plain(" ("), *joined(says, ", "), *plain(")"))


def _value(value: object) -> Line:
    if isinstance(value, bool):
        return plain("yes" if value else "no")
    if isinstance(value, str | int | dt.date):
        return typed(str(value)) if value != "" else plain("none")
    return plain("otherwise" if value else "none")


def said_of(session: Session, table: str, row: Row | None) -> Line:
    """A row in words, after what it is about; of what is not revealed, that alone."""
    if row is None:
        return ()
    known = TABLES.get(table)
    if known is None:
        return in_words(row, session)
    seen = known.of(revealed_only(session))
    hidden = all(shown.uid != row.uid for shown in seen)
    about = joined([_referred(session, ref) for ref in known.refs(row) if not ref.part], " · ")
    says = plain("not revealed") if hidden else in_words(row, session)
    return joined((about, says), ": ")


def _referred(session: Session, ref: Ref) -> Line:
    if ref.to == "partner":
        return words.partner_name(session, ref.id)
    if ref.to == "activity":
        return plain(words.called(session, ref.id))
    return plain(words.origin(session, subject(ref.id, ref.aspect))) if ref.to == "item" else ()


@singledispatch
def in_words(row: Row, session: Session) -> Line:
    """What a row says, in a line; of a kind that has no words here, its texts and numbers."""
    names = {partner.id: partner.name for partner in session.partners}
    names |= {item.id: session.called(item.id) for pack in session.packs for item in pack.items()}
    texts = _texts(row.model_dump(mode="json", exclude=_STAMPS), names)
    return joined([typed(text) for text in texts], ", ")


def _texts(value: Any, names: Mapping[str, str]) -> Iterator[str]:
    """The texts of a value, and its numbers but for 0, with what they are of; ids by their `names`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in names and isinstance(inner, int | float):
                yield f"{names[name]}: {inner}"
            elif isinstance(inner, int | float) and inner and not isinstance(inner, bool):
                yield f"{name.replace('_', ' ')} {inner}"
            elif name not in _NO_WORDS and not name.endswith("_id") and not isinstance(inner, int | float):
                yield from _texts(inner, names)
    elif isinstance(value, list):
        yield from filter(None, (" ".join(_texts(inner, names)) for inner in value))
    elif value not in (None, ""):
        yield names.get(str(value), str(value))


@in_words.register
def _(row: Partner, session: Session) -> Line:
    del session
    people = words.number_of(row.members, "person", "people") if row.members else ""
    return joined(
        (typed(row.name), *(plain(said) for said in (row.sector, people, attendance(row)) if said)), " · "
    )


@in_words.register
def _(row: Person, session: Session) -> Line:
    partner = words.partner_name(session, row.partner_id) if row.partner_id else ()
    chair, there = ("in the chair" if row.chair else ""), attendance(row)
    says = (typed(row.name), typed(row.role), partner, plain(chair), plain(there))
    return joined([line for line in says if line and line[0].text], " · ")


@in_words.register
def _(row: Activity, session: Session) -> Line:
    del session
    return joined((typed(words.step(row)), plain(row.state) if row.state != "planned" else ()), " · ")


@in_words.register
def _(row: Note, session: Session) -> Line:
    return (*plain(f"{row.id} "), *words.note_in_room(session, row))


@in_words.register
def _(row: Action, session: Session) -> Line:
    del session
    return joined((words.action_what(row), words.owner(row), words.due(row), words.status(row)), " · ")


@in_words.register
def _(row: Round, session: Session) -> Line:
    del session
    which = "" if row.number == 1 else f"round {row.number}, "
    return plain(f"{which}{'shown' if row.revealed else 'hidden'}")


@in_words.register
def _(row: Ballot, session: Session) -> Line:
    if (scale := find_scale(session, row.item_id)) is None:  # a question of a kind that is not known
        return plain(", ".join(map(str, row.counts)))
    return plain(words.answer(row, scale))


@in_words.register
def _(row: Agreement, session: Session) -> Line:
    if (scale := find_scale(session, row.item_id)) is None:
        return plain(str(row.level))
    dissents = [words.dissent_line(session, dissent, row.level) for dissent in row.dissents]
    agreed = words.agreed_in_room(row, row.target, scale, evidence=True)
    return joined((plain(agreed.removeprefix("Agreed level: ")), *dissents), " · ")


@in_words.register
def _(row: Guesses, session: Session) -> Line:
    del session
    return joined([typed(figure) for figure in row.figures], ", ")


@in_words.register
def _(row: Check, session: Session) -> Line:
    which = plain(f"question {row.question}: ") if row.question else ()
    dissents = [dissent_line(session, dissent) for dissent in row.dissents]
    return joined(((*which, *plain(CALLED[row.answer])), *dissents), " · ")


@in_words.register
def _(row: PartnerCheck, session: Session) -> Line:
    del session
    return plain(partner_answer(row))


@in_words.register
def _(row: Dots, session: Session) -> Line:
    placed = [(*plain(f"{dots} × "), *words.candidate(session, ref)) for ref, dots in row.counts]
    return joined(placed, ", ")


@in_words.register
def _(row: Choice, session: Session) -> Line:
    dissents = [
        joined((words.partner_name(session, dissent.partner_id), typed(dissent.reason)), ": ")
        for dissent in row.dissents
    ]
    reason = typed(row.reason) if row.reason else ()
    return joined((words.candidate(session, row.item_id), reason, *dissents), " · ")


@in_words.register
def _(row: GapOrder, session: Session) -> Line:
    return joined([words.candidate(session, item_id) for item_id in row.item_ids], ", ")
