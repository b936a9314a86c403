"""What every kind of step shares, as rows of tables, all frozen. Keys that are not known are kept."""

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, ClassVar, Literal, Self, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, model_validator

from sessions.material import OURS, EvidenceKind, Item, Pack, Section

Sector = Literal["council", "NHS", "voluntary", "provider", "lived experience", "other"]
SECTORS: tuple[Sector, ...] = get_args(Sector)
ActivityState = Literal["planned", "skipped", "next session"]
NoteKind = Literal["evidence", "comment", "decision", "parked"]
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
Votes = tuple[int, int, int]
"""For, against and abstaining."""
ActionStatus = Literal["open", "in progress", "done", "dropped"]
ACTION_STATUSES: tuple[ActionStatus, ...] = get_args(ActionStatus)
Outcome = Literal["", "action", "decision", "dropped"]
Attendance = Literal["there", "apologies", "late", "left"]
ATTENDANCES: tuple[Attendance, ...] = get_args(Attendance)
ROOM = "room"
"""Partner id of the whole room, which answers as one where a session has no partners."""
_UID_BYTES = 8


def new_uid() -> str:
    """An identity that no other laptop gives: 64 bits of chance, in hexadecimal."""
    return secrets.token_hex(_UID_BYTES)


def uid_from(*parts: object) -> str:
    """An identity that follows from these parts: the same on every laptop."""
    text = "/".join(map(str, parts)).encode(errors="backslashreplace")
    return blake2b(text, digest_size=_UID_BYTES).hexdigest()


class Record(BaseModel):
    """Base of everything that is recorded."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)


class Row(Record):
    """A record that stands in a table. Numbers that people say (A7) are labels; identity is the uid."""

    uid: str = Field(default_factory=new_uid)
    author: str = ""
    """Id of the laptop that wrote it last; empty where it was made by a version before 3."""
    counter: int = Field(default=0, ge=0)
    """The session's counter when it was written last: it rises with every change, and never with a clock."""

    @property
    def stands(self) -> bool:
        """Whether it says anything: one that was taken back may be kept for what it was."""
        return True


class Tombstone(Record):
    """What is left of a row that was taken out, so that merging does not bring it back."""

    uid: str
    table: str
    author: str = ""
    counter: int = Field(default=0, ge=0)


class Partner(Row):
    """A body or table in the room."""

    id: str
    name: str
    sector: Sector = "other"
    members: int | None = Field(default=None, ge=1)
    """How many people it brought; None where nobody counted."""
    interests: str = ""
    """What it declared to have an interest in."""
    attendance: Attendance = "there"
    came_at: AwareDatetime | None = None
    """When it came, where that was late and noted."""
    left_at: AwareDatetime | None = None
    """When it left before the end, where that was noted."""


class Person(Row):
    """Somebody who was invited or there."""

    name: str
    partner_id: str | None = None
    role: str = ""
    attendance: Attendance = "there"
    came_at: AwareDatetime | None = None
    """When they came, where that was late and noted."""
    left_at: AwareDatetime | None = None
    """When they left before the end, where that was noted."""
    chair: bool = False
    interests: str = ""
    """What they declared to have an interest in."""


Attendee = Partner | Person


class Activity(Row):
    """One step of the agenda. Each kind has a subclass with its settings; an unknown one has this class."""

    id: str
    kind: str
    title: str
    minutes: int = Field(ge=0)
    script: tuple[str, ...] = ()
    """What the facilitator says or does, a line each."""
    planned: int | None = None
    """Minutes as first planned, where they were changed since."""
    state: ActivityState = "planned"
    added: bool = False
    """Whether it was put on the agenda while that ran; its minutes are then none of the first plan."""

    @model_validator(mode="wrap")
    @classmethod
    def _as_its_kind(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """An activity of its kind's own class, where this is the base and the kind is registered."""
        form = ACTIVITIES.get(str(value.get("kind", "")), cls) if isinstance(value, Mapping) else cls
        if cls is Activity and form is not Activity:
            return form.model_validate(value)  # type: ignore[return-value]  # a subclass of it
        return handler(value)

    @property
    def follows_step(self) -> str | None:
        """Id of the activity that has to come before this one, if any."""
        return None

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        """What notes and actions of the step itself belong to, and how that is called.

        Its id, or that, a slash and a part of it, such as a partner's id; none where what is noted at it is
        of the session as a whole.
        """
        del partners, people
        return {}

    def names_people(self) -> tuple[str, ...]:
        """Names of people that its settings hold."""
        return ()

    def minutes_for(self, item_id: str) -> int | None:
        """Minutes that were planned for one of its items; None where none were."""
        del item_id
        return None


ACTIVITIES: dict[str, type[Activity]] = {}
"""The class of each kind's steps, by the kind's id. Filled by `sessions.kinds.registry`."""


class MaterialActivity(Activity):
    """A step on the items of a pack; where given, only on these of its sections and of their items."""

    answered: ClassVar[bool] = False
    """Whether partners answer its items on a scale, blind: to score them, or for other questions on them."""
    pack_id: str | None = None
    section_ids: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()

    @property
    def carries(self) -> dict[str, tuple[str, ...]]:
        """What a session has to carry for it: ids of sections by their pack's; empty for all of that pack."""
        return {} if self.pack_id is None else {self.pack_id: self.section_ids}

    def sections(self, packs: Iterable[Pack]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
        """(section, those of its items that this step is on), in the pack's order; without empty ones."""
        for pack in (pack for pack in packs if pack.id == self.pack_id):
            for section in pack.only(self.section_ids).sections:
                if items := tuple(i for i in section.items if not self.item_ids or i.id in self.item_ids):
                    yield section, items

    def items(self, packs: Iterable[Pack]) -> tuple[Item, ...]:
        """The items that this step is on, in the pack's order.

        Where it has them from another step, only those that were added to it besides.
        """
        sections = self.sections(packs) if self.follows_step is None or self.pack_id == OURS else ()
        return tuple(item for _, items in sections for item in items)

    def cards(self, packs: Iterable[Pack]) -> tuple[Item, ...]:
        """The items that lie on the tables as cards, where somebody prints them."""
        return self.items(packs)


class Stop(Record):
    """Where a session is: an activity and a part of it. `ref` is a reading's, section's or item's id."""

    activity_id: str
    part: str = "start"
    """`start`, `reading`, `section`, `item`, `closing` or `picture`; a kind may have others.

    A `picture` is what was said of an item, or, without `ref`, of all items of the step.
    """
    ref: str = ""


class Spell(Row):
    """Time that an activity took, in seconds, all its visits together."""

    activity_id: str
    place: str = ""
    """Which of the places that its kind times it was spent at; empty for all else of the activity."""
    seconds: int = Field(ge=0)


class Running(Record):
    """The activity whose clock is running, and since when."""

    activity_id: str
    place: str = ""
    """As in `Spell`."""
    since: AwareDatetime


class Pause(Record):
    """Time that no clock counts."""

    since: AwareDatetime
    until: AwareDatetime | None = None
    """None while it lasts."""
    asleep: bool = False
    """Whether the laptop slept then; else somebody paused the clock."""


class Note(Row):
    """Evidence, a comment, a decision or a parked point."""

    id: str
    kind: NoteKind
    text: str
    origin: str | None = None
    """Item id, section key (`icbo/d1`), a step or a part of one (`s3`, `s3/icb`), or None for the session as
    a whole; so for an action."""
    outcome: Outcome = ""
    """What a parked point became; empty while it is parked."""
    outcome_uid: str | None = None
    """Uid of the action or decision that it became."""
    votes: Votes | None = None
    """Of a decision that was put to the vote."""
    evidence: EvidenceKind | None = None
    """Of evidence: whose word it is, or what; None where nobody said."""
    at: AwareDatetime

    @property
    def is_decision(self) -> bool:
        return self.kind == "decision"

    @property
    def was_parked(self) -> bool:
        """Whether it is a parked point, whatever has become of it."""
        return self.kind == "parked"

    @property
    def is_parked(self) -> bool:
        """Whether it is a parked point of which nothing has become yet."""
        return self.was_parked and not self.outcome


class Remark(Record):
    """What was said of an action, in which session."""

    text: str
    session_id: str
    author: str = ""
    noted: bool = False
    """Whether the program noted it, such as where the action comes from, and nobody said it."""
    at: AwareDatetime


class PastDue(Record):
    """A due date that an action had, until when, and in which session it was changed."""

    due: dt.date | None = None
    due_words: str = ""
    session_id: str
    at: AwareDatetime


class Action(Row):
    """Who will do what by when."""

    id: str
    text: str
    owner: str = ""
    body: str = ""
    due: dt.date | None = None
    due_words: str = ""
    """When it is due in the words of the room, where they are no date; and "next meeting" beside its date."""
    past_dues: tuple[PastDue, ...] = ()
    """Earlier due dates, the first one first."""
    measure: str = ""
    """How we will know that it is done."""
    status: ActionStatus = "open"
    risk: bool = False
    """Whether the room saw it as taking a risk."""
    remarks: tuple[Remark, ...] = ()
    origin: str | None = None
    carried_from: str | None = None
    """Id of the session it was carried over from."""
    spoken_of: str | None = None
    """Id of the session in which something was last said of it, or settled, since it was taken on."""
    at: AwareDatetime

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "in progress")

    @property
    def last_remark(self) -> str | None:
        """What somebody said of it last."""
        return next((remark.text for remark in reversed(self.remarks) if not remark.noted), None)


class Held(Record):
    """A session further back in a series, as later ones name it."""

    id: str
    title: str
    on: dt.date | None = None
    """The day that it was held."""


class Standing(Record):
    """A decision or a rated risk of a session before, to be looked at again. Nothing of it is changed."""

    kind: Literal["decision", "risk"]
    uid: str
    """Of the decision; of a risk the id of its item, so that a later rating takes the place of an earlier."""
    text: str
    said: str = ""
    """How it was voted on, or rated: "likelihood high"."""
    session_id: str
    """Of the session in which it was taken, or rated last."""
    stands: bool = True
    """False of a risk that is low by now: it is kept in no record."""


class Series(Record):
    """The sessions of one partnership, in order."""

    id: str
    previous: str | None = None
    """Id of the session before."""
    previous_title: str = ""
    previous_on: dt.date | None = None
    """The day that it was held."""
    next_meeting: dt.date | None = None
    earlier: tuple[Held, ...] = ()
    """The sessions before that one, the first one first."""
    took_on: bool = True
    """Whether what was open in those before goes on in it; not where it was linked to them afterwards."""
    notes_talk: bool = False
    """Whether it is noted of its open actions if they were talked about; nobody knows in older records."""
    standing: tuple[Standing, ...] = ()
    """What was decided and which risks were rated before it, the latest session first."""

    @property
    def held(self) -> tuple[Held, ...]:
        """All sessions before it, the first one first."""
        if self.previous is None:
            return ()
        return (*self.earlier, Held(id=self.previous, title=self.previous_title, on=self.previous_on))

    @property
    def taken_from(self) -> tuple[str, ...]:
        """Ids of the sessions whose open actions go on in it."""
        return tuple(held.id for held in self.held) if self.took_on else ()
