"""The record of one session: everything that was said and decided, frozen.

What a kind of step records of its own are tables: see `Table` and `sessions.kinds`. Edits are the values of
`sessions.edits` and of the kinds. Figures that follow from the record (spreads, gaps) are never stored: see
`sessions.analysis`. Keys that this version does not know are kept as they are.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import (
    AwareDatetime,
    Field,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import InitErrorDetails

from sessions.acts import Approval, Forgotten, HandOver, Reopening
from sessions.aspects import aspect_of, item_of, scale_for
from sessions.material import Item, Pack, Scale, Section
from sessions.names import bodies_called
from sessions.problem import Problem
from sessions.remember import FoundIn, Places, remembered
from sessions.rows import (
    ROOM,
    Action,
    Activity,
    MaterialActivity,
    Note,
    Partner,
    Pause,
    Person,
    Record,
    Row,
    Running,
    Series,
    Spell,
    Stop,
    Tombstone,
)
from sessions.shared import Shared

R = TypeVar("R", bound=Row)
A = TypeVar("A", bound=Activity)
N = TypeVar("N", Pack, Item, Partner, Activity)
RefTo = Literal["item", "partner", "activity", "candidate", "origin"]


class Ref(NamedTuple):
    """What a row refers to. A `candidate` is the id of an item or the uid of an action.

    An `origin` is the id of an item or the key of a section.
    """

    to: RefTo
    id: str
    part: tuple[int | str, ...] = ()
    """The part of the row that can go where it leads nowhere: ("dissents", 1); all of it where empty."""
    aspect: str = ""
    """Id of what is asked of an item, where that is one of several questions: see `sessions.aspects`."""


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[R]):
    """A table of one kind's own records: `of(session)` reads it, `put(session, rows)` replaces it.

    There is one object of each.
    """

    name: str
    """As in the file. No two kinds have tables of one name."""
    row: type[R]
    key: Callable[[R], Hashable]
    """What no two rows have in common."""
    refs: Callable[[R], Iterable[Ref]]
    twice: str = "a second entry of what can be there once only"
    """What is said of a second row of one key."""
    by_field: bool = False
    """Whether two laptops may each change a field of one row; else what it says goes together."""
    counted: tuple[str, ...] = ()
    """Of what the `counts` of a row are, in their order, where those are numbers alone."""

    def of(self, session: "Session") -> tuple[R, ...]:
        """All rows, in the order in which they were made."""
        return session.tables.get(self.name, ())  # type: ignore[return-value]  # validated as `row`

    def places(self, rows: Sequence[R]) -> Mapping[Hashable, int]:
        """Where each of these rows stands, by its key."""
        return _places(self)(rows)

    def find(self, session: "Session", key: Hashable) -> R | None:
        """The row of this key, if there is one."""
        rows = self.of(session)
        place = self.places(rows).get(key)
        return None if place is None else rows[place]

    def refs_of(self, rows: Sequence[R]) -> list[tuple[Ref, ...]]:
        """What each row refers to."""
        return _refs_in(self).in_each(rows)

    def refs_in(self, rows: Sequence[R]) -> frozenset[Ref]:
        """All that these rows refer to."""
        return _refs_in(self)(rows)

    def put(self, session: "Session", rows: Iterable[R]) -> "Session":
        """The session with these rows instead."""
        tables = {**session.tables, self.name: tuple(rows)}
        return session.model_copy(update={"tables": {name: rows for name, rows in tables.items() if rows}})

    def with_row(self, session: "Session", new: R) -> "Session":
        """The session with `new` in the place of the row of the same key, as the same row, or at the end."""
        rows = self.of(session)
        place = self.places(rows).get(self.key(new))
        if place is None:
            return self.put(session, (*rows, new))
        new = new.model_copy(update={name: getattr(rows[place], name) for name in Row.model_fields})
        return self.put(session, (*rows[:place], new, *rows[place + 1 :]))

    def after_reveal(self, session: "Session", new: R, said: Callable[[R], Any]) -> R:
        """`new`, of what the room has seen, with what stood there as its `before`; unless it is that again.

        `said` gives what a row says, as `before` keeps it. The rows have fields `after_reveal` and `before`.
        """
        old: Any = self.find(session, self.key(new))
        before = None if old is None else old.before if old.after_reveal else said(old)
        if before is not None and before == said(new):
            return new
        return new.model_copy(update={"after_reveal": True, "before": before})

    def rows(self, documents: Any, faults: list[InitErrorDetails]) -> tuple[R, ...]:
        """`documents` as rows; none of them where something is wrong, which goes to `faults`."""
        if documents == []:  # as most tables of a file are: what checks rows need not be built
            return ()
        try:
            return rows_form(self.row).validate_python(documents)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                loc, ctx = (self.name, *fault["loc"]), fault.get("ctx", {})
                faults.append(InitErrorDetails(type=fault["type"], loc=loc, input=fault["input"], ctx=ctx))
            return ()

    def without(self, session: "Session", gone: Callable[[R], bool]) -> "Session":
        """The session without the rows for which `gone` is true."""
        return self.put(session, (row for row in self.of(session) if not gone(row)))


@cache
def _places(table: Table[R]) -> Places[R, Hashable]:
    return Places(table.key)


@cache
def _refs_in(table: Table[R]) -> FoundIn[R, Ref]:
    return FoundIn(table.refs)


@cache
def rows_form(row: type[R]) -> TypeAdapter[tuple[R, ...]]:
    """What a table of such rows holds."""
    return TypeAdapter(tuple[row, ...])  # type: ignore[valid-type]


TABLES: dict[str, Table[Any]] = {}
"""The tables of all registered kinds, by name. Filled by `sessions.kinds.registry`."""


class Session(Record):
    """One event. The packs are copies of the material it uses, so that it opens years later as it was."""

    id: str
    title: str
    place: str = ""
    date: dt.date | None = None
    template_id: str
    created_at: AwareDatetime
    as_bodies: bool = True
    """Whether partners answer as bodies; False where answers are those of people, to be kept anonymous."""
    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    packs: tuple[Pack, ...] = ()
    agenda: tuple[SerializeAsAny[Activity], ...] = ()
    at: Stop | None = None
    """Where it is; None before the first step."""
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    spells: tuple[Spell, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    tables: dict[str, tuple[SerializeAsAny[Row], ...]] = {}
    """The rows of the kinds' own tables, by the table's name; none of them empty."""
    running: Running | None = None
    pauses: tuple[Pause, ...] = ()
    """Of all clocks; the last one may last."""
    item_minutes: int | None = Field(default=None, ge=1)
    """Minutes for each item, where the facilitator wants a countdown for it."""
    summary_at: AwareDatetime | None = None
    """When a summary was last written."""
    counter: int = Field(default=0, ge=0)
    """How many changes were made, on whatever laptop."""
    series: Series | None = None
    quorum: int | None = Field(default=None, ge=1)
    """How many partners have to be there for a decision."""
    final_at: AwareDatetime | None = None
    """When the record was made final; None while it is a draft."""
    final_by: str = ""
    """Who signed it off."""
    reopened: tuple[Reopening, ...] = ()
    """Each time it was opened again, the first one first."""
    approvals: tuple[Approval, ...] = ()
    """Each time it was approved as the minutes, the first one first."""
    handovers: tuple[HandOver, ...] = ()
    """Each time it went to another laptop, the first one first."""
    forgotten: tuple[Forgotten, ...] = ()
    """People who were taken out of the record, without their names."""
    shared: Shared | None = None
    """What changes came from where, once it stands on several laptops; None where it never did."""
    rehearsal: bool = False
    """Whether it is the copy of a rehearsal, of which nothing is kept."""

    @model_validator(mode="before")
    @classmethod
    def _kinds_own_tables(cls, data: Any) -> Any:
        """In files and in JSON, the kinds' tables stand beside all others."""
        if not isinstance(data, Mapping):
            return data
        fields, tables = dict(data), dict(data.get("tables", {}))
        faults: list[InitErrorDetails] = []
        for name, table in TABLES.items():
            if name in fields:
                tables[name] = table.rows(fields.pop(name), faults)
        if faults:
            raise ValidationError.from_exception_data("Session", faults)
        return {**fields, "tables": {name: rows for name, rows in tables.items() if rows}}

    @model_serializer(mode="wrap")
    def _flat(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = handler(self)
        tables = fields.pop("tables", {})
        for name in ("forgotten", "shared"):
            if not fields.get(name):
                fields.pop(name, None)
        return {**fields, **tables}

    @property
    def next_meeting(self) -> dt.date | None:
        """The day of the next meeting; None where it is not known."""
        return None if self.series is None else self.series.next_meeting

    def pack(self, pack_id: str) -> Pack:
        """Pack by id. Raises KeyError."""
        return _with_id(self.packs, pack_id)

    def pack_of(self, item_id: str) -> Pack:
        """The pack that an item id or a section key belongs to. Raises KeyError."""
        return self.pack(item_id.partition("/")[0])

    def item(self, item_id: str) -> Item:
        """Item by its full id, or by that of one of its aspects. Raises KeyError."""
        return _with_id(self.pack_of(item_id).items(), item_of(item_id))

    def called(self, item_id: str) -> str:
        """ "1.6"; "Tip 1" where packs share numbers, the id where they share words too. Raises KeyError.

        What is asked of it stands behind: "3 likelihood".
        """
        if (aspect := aspect_of(item_id)) is not None:
            return f"{self.called(item_of(item_id))} {aspect.name}"
        item, pack = self.item(item_id), self.pack_of(item_id)
        numbers = {item.number for item in pack.items()}
        others = (other for other in self.packs if other.id != pack.id)
        clashing = [other for other in others if any(item.number in numbers for item in other.items())]
        if not clashing:
            return item.number
        word = pack.word_of(item.id).casefold()
        own = {pair for pair in pack.called() if pair[0] == word}
        if any(own & other.called() for other in clashing):
            return item.id
        return f"{pack.title_of(item.id)} {item.number}"

    def section(self, key: str) -> Section:
        """Section by its key `pack/section`. Raises KeyError."""
        return self.pack_of(key).section(key.partition("/")[2])

    def scale_of(self, item_id: str) -> Scale:
        """The scale a subject is answered on. Raises Problem where its pack has none."""
        if (scale := find_scale(self, item_id)) is None:
            item, hint = self.item(item_id), "Record a note on it instead."
            raise Problem(f"{item.number} {item.name} is discussed, not scored", where=item_id, hint=hint)
        return scale

    def items(self, form: type[MaterialActivity] = MaterialActivity) -> Iterator[Item]:
        """Items on the agenda, in its order, each once; only those of activities of class `form`."""
        steps = (activity for activity in self.agenda if isinstance(activity, form))
        yield from {item.id: item for step in steps for item in step.items(self.packs)}.values()

    def voices(self) -> tuple[Partner, ...]:
        """Who can be named: the partners; the whole room where there are none or where it has answered.

        Who has a voice on an item or in a vote is told by `sessions.voices`.
        """
        if not self.partners:
            return (THE_ROOM,)
        return (*self.partners, THE_ROOM) if ROOM in self.spoke() else self.partners

    def spoke(self) -> frozenset[str]:
        """Ids of the partners that a row of some kind's table is of."""
        return frozenset(ref.id for ref in self.refs() if ref.to == "partner")

    def partner(self, partner_id: str) -> Partner:
        """One of the voices by id. Raises KeyError."""
        return _with_id(self.voices(), partner_id)

    def find_partner(self, wanted: str) -> Partner:
        """The voice with this id or name, or the only one that a part or initials mean. Raises Problem."""
        voices = self.voices()
        folded = wanted.strip().casefold()
        by_id = [voice for voice in voices if voice.id == wanted]
        exact = by_id or [voice for voice in voices if folded in (voice.id.casefold(), voice.name.casefold())]
        fitting = exact or [v for v in voices if folded and (folded in v.name.casefold() or folded in v.id)]
        fitting = fitting or [v for v in voices if v.name in bodies_called(wanted, [v.name for v in voices])]
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(voice.name for voice in (fitting or voices))
        if fitting:
            raise Problem(f"{wanted!r} fits several partners: {names}", hint="Type more of the name.")
        raise Problem(f"No partner is called {wanted!r}", hint=f"The partners are: {names}.")

    def find_voice(self, wanted: str) -> Partner:
        """As `find_partner`; and `room`, or its name in full, is the whole room. Raises Problem."""
        is_room = wanted.strip().casefold() in (ROOM, THE_ROOM.name.casefold())
        return THE_ROOM if is_room else self.find_partner(wanted)

    def refs(self) -> frozenset[Ref]:
        """All that the rows of the kinds' tables refer to."""
        return _refs(self.tables)

    def notes_on(self, origin: str | None) -> tuple[Note, ...]:
        """Notes on an item, a section, or (None) the session as a whole."""
        return tuple(note for note in self.notes if note.origin == origin)

    def actions_from(self, origin: str | None) -> tuple[Action, ...]:
        """Actions that came from an item, a section, or (None) the session as a whole."""
        return tuple(action for action in self.actions if action.origin == origin)

    def activity(self, activity_id: str) -> Activity:
        """Activity by id. Raises KeyError."""
        return _with_id(self.agenda, activity_id)

    def open_actions(self) -> tuple[Action, ...]:
        """Actions that somebody still has to do."""
        return tuple(action for action in self.actions if action.is_open)


def find_scale(session: Session, subject_id: str) -> Scale | None:
    """The scale a subject is answered on; None where it is not. Raises KeyError."""
    item_id = item_of(subject_id)
    return scale_for(aspect_of(subject_id), session.pack_of(item_id).scale_of(item_id))


def step_as(session: Session, activity_id: str, form: type[A], lacks: str, hint: str) -> A:
    """The step of this id, where it is of a class of activities.

    Raises Problem, of its title and what it `lacks`, where it is another one; KeyError where there is none.
    """
    activity = session.activity(activity_id)
    if not isinstance(activity, form):
        raise Problem(f"{activity.title} {lacks}", hint=hint)
    return activity


def _with_id(rows: Iterable[N], wanted: str) -> N:
    for row in rows:
        if row.id == wanted:
            return row
    raise KeyError(wanted)


THE_ROOM = Partner(uid=ROOM, id=ROOM, name="The whole room", sector="other")


@remembered
def _refs(tables: Mapping[str, tuple[Row, ...]]) -> frozenset[Ref]:
    found = (TABLES[name].refs_in(rows) for name, rows in tables.items() if name in TABLES)
    return frozenset().union(*found)
