"""What stands side by side in a session since copies of it were merged, for people and for settling it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sessions import words
from sessions.identity import tables_of
from sessions.many.differences import in_words
from sessions.many.merge.result import values_of
from sessions.many.merge.sides import in_sides, what_about
from sessions.many.merge.state import Dot
from sessions.many.merge.twins import Twin, made_in, twins
from sessions.parts import SESSION, key_of
from sessions.record import TABLES, Session
from sessions.rows import Attendee, Partner
from sessions.shared import ALIVE, ORDERS, WHOLE, said_in
from sessions.spans import Line, joined, plain, typed

TWICE = "twice"
"""The part of somebody who may be the one of the same name, put down on another laptop."""


PLURALS = {"person": "people", "body": "bodies"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that were said."""

    said: Line
    value: str
    """As JSON."""
    sitting: str
    source: str
    """What the copy was called in which it was said: "Table 2"; empty where that had no name."""
    laptop: str = ""
    """The id of the laptop at which it was said; empty where nothing tells."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part of the record of which two copies say different things."""

    id: str
    """Short, and the same on every laptop."""
    table: str
    key: str
    part: str
    what: Line
    """What it is about."""
    sides: tuple[Side, ...]
    """The one that stands in the record first."""
    about: tuple[Side, ...] = ()
    """What is said of each, where the sides only say what becomes of them."""

    @property
    def both_can_stand(self) -> bool:
        """Whether what both say can stay, one behind the other."""
        return self.part in ("text", "dissents")


def conflicts(session: Session) -> tuple[Conflict, ...]:
    """All that is to be settled: who may be put down twice, and then by table."""
    return (*(_of_twin(session, twin) for twin in twins(session)), *_conflicts(session))


def _of_twin(session: Session, twin: Twin) -> Conflict:
    key, shared = key_of(twin.table, twin.other), session.shared
    what = "person" if twin.table == "people" else "body"
    about = []
    for row in (twin.stays, twin.other):
        sitting = made_in(shared, twin.table, row) if shared else ""
        source = shared.tables.get(sitting, "") if shared else ""
        laptop = shared.laptops.get(sitting, "") if shared else ""
        about.append(Side(_has(session, row), "", sitting, source, laptop))
    sides = (f"two {PLURALS[what]}, as it stands", f"one {what}: what is said of each goes together")
    return Conflict(
        f"{key[:4]}.{TWICE}",
        twin.table,
        key,
        TWICE,
        (*typed(twin.stays.name), *plain(f" stands here twice: one {what}, or two?")),
        tuple(Side(plain(side), "", "", "") for side in sides),
        tuple(about),
    )


def _has(session: Session, row: Attendee) -> Line:
    """Somebody, and what is recorded of them."""
    uses = (row.id,) if isinstance(row, Partner) else (row.uid,)
    answers = sum(
        any(ref.to == "partner" and ref.id in uses for ref in refs)
        for own in TABLES.values()
        for refs in own.refs_of(own.of(session))
    )
    origins = [note.origin for note in session.notes] + [action.origin for action in session.actions]
    noted = sum((origin or "").rpartition("/")[2] in uses for origin in origins)
    more = (
        words.number_of(answers, "answer or dissent", "answers and dissents") if answers else "",
        words.number_of(noted, "note or action", "notes and actions") if noted else "",
    )
    said = (in_words(row, session), typed(row.interests) if row.interests else ())
    return joined((*said, *(plain(text) for text in more if text)), " · ")


def _conflicts(session: Session) -> Iterator[Conflict]:
    shared = session.shared
    if shared is None:
        return
    rows = {key_of(name, row): (name, row) for name, rows in tables_of(session).items() for row in rows}
    places = {key: place for place, key in enumerate(rows)}
    for key, part in sorted(shared.to_settle(), key=lambda at: (places.get(at[0], -1), at)):
        table, row = rows.get(key, (_table_of(session, key), None))
        register: dict[Dot, frozenset[str]] = {}
        sittings: dict[str, tuple[Dot, str]] = {}
        for dots in shared.versions[key][part]:
            dot, value = (dots[0], dots[1]), dots[2]
            register[dot] = register.get(dot, frozenset()) | {value}
            sittings[value] = max(sittings.get(value, (dot, "")), (dot, said_in(dots)))
        sides = []
        for value, said in in_sides(session, table, row, part, values_of(register)):
            _, sitting = sittings[value]
            source, laptop = shared.tables.get(sitting, ""), shared.laptops.get(sitting, "")
            sides.append(Side(said, value, sitting, source, laptop))
        number = f"{key[:4]}{'' if part in (ALIVE, WHOLE) else '.' + part}"
        yield Conflict(number, table, key, part, what_about(session, table, row, key, part), tuple(sides))


def _table_of(session: Session, key: str) -> str:
    shared = session.shared
    return shared.gone[key][0] if shared and key in shared.gone else ORDERS if key == ORDERS else SESSION
