"""The record of one session: everything that was said and decided, frozen.

Edits are the pure functions of `sessions.edits`. Figures that follow from the record (spreads, gaps)
are never stored: see `sessions.analysis`. Keys that this version does not know are kept as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from sessions.material import Item, Pack, Scale, Section
from sessions.problem import Problem

Sector = Literal["council", "NHS", "voluntary", "provider", "lived experience", "other"]
SECTORS: tuple[Sector, ...] = get_args(Sector)
ActivityKind = Literal[
    "welcome", "review", "discuss", "score", "prioritise", "gaps", "actions", "break", "close"
]
Candidates = Literal["items", "gaps", "actions"]
ActivityState = Literal["planned", "skipped", "next session"]
NoteKind = Literal["evidence", "comment", "decision", "parked"]
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
ActionStatus = Literal["open", "in progress", "done", "dropped"]
ACTION_STATUSES: tuple[ActionStatus, ...] = get_args(ActionStatus)
EvidenceStrength = Literal["none", "some", "strong"]
EVIDENCE_STRENGTHS: tuple[EvidenceStrength, ...] = get_args(EvidenceStrength)
StopPart = Literal["start", "reading", "section", "item", "closing"]

ROOM = "room"
"""Partner id of the whole room, which answers as one where a session has no partners."""
ROUNDS = 2
"""First view, and then after discussion."""


class Record(BaseModel):
    """Base of everything that is recorded."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Partner(Record):
    """A body or table in the room."""

    id: str
    name: str
    sector: Sector = "other"
    members: int | None = Field(default=None, ge=1)
    """How many people it brought; None where nobody counted."""


class Person(Record):
    """Somebody who was there."""

    name: str
    partner_id: str | None = None
    role: str = ""


class Activity(Record):
    """One step of the agenda. Dots are those of a vote; `follows` is for what goes on with a vote's top."""

    id: str
    kind: ActivityKind
    title: str
    minutes: int = Field(ge=0)
    pack_id: str | None = None
    section_ids: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()
    """Only these items of the sections; all of them where empty."""
    script: tuple[str, ...] = ()
    """What the facilitator says or does, a line each."""
    planned: int | None = None
    """Minutes as first planned, where they were changed since."""
    state: ActivityState = "planned"
    candidates: Candidates = "items"
    """What a vote is on."""
    dots: int = Field(default=0, ge=0)
    """How many dots each partner has in a vote."""
    stack: bool = True
    """Whether a partner may put all of them on one."""
    follows: str | None = None
    """Id of the vote whose first `top` are discussed here."""
    top: int = Field(default=0, ge=0)
    added: bool = False
    """Whether it was put on the agenda while that ran; its minutes are then none of the first plan."""


class Stop(Record):
    """Where a session is: an activity and a part of it. `ref` is a reading's, section's or item's id."""

    activity_id: str
    part: StopPart = "start"
    ref: str = ""


class Ballot(Record):
    """How one partner answered one item in one round: a count per level, lowest first, and don't-knows."""

    item_id: str
    partner_id: str
    round: int = Field(ge=1, le=ROUNDS)
    counts: tuple[int, ...]
    dont_know: int = Field(default=0, ge=0)
    at: AwareDatetime

    @property
    def answers(self) -> int:
        """How many answered with a level."""
        return sum(self.counts)


class Round(Record):
    """The round an item is in; an item that has none is in its first, hidden."""

    item_id: str
    number: int = Field(ge=1, le=ROUNDS)
    revealed: bool
    at: AwareDatetime


class Dissent(Record):
    """A partner that does not share the agreed level, with its reason."""

    partner_id: str
    reason: str
    from_level: int | None = None
    """The agreed level that it does not share; the room may have settled on another since."""


class Agreement(Record):
    """What the room settled on for an item, apart from the ballots."""

    item_id: str
    level: int = Field(ge=1, le=9)
    target: int | None = None
    """None where the room named none: then it is the next level up (see `sessions.analysis.target_of`)."""
    evidence: EvidenceStrength | None = None
    dissents: tuple[Dissent, ...] = ()
    at: AwareDatetime


class Dots(Record):
    """How one partner spread its dots in a vote: a count for each candidate that has any."""

    activity_id: str
    partner_id: str
    counts: tuple[tuple[str, int], ...]
    """(id of the item or action, dots), in the order of the candidates."""
    at: AwareDatetime


class Spell(Record):
    """Time that an activity took, in seconds, all its visits together."""

    activity_id: str
    seconds: int = Field(ge=0)


class Running(Record):
    """The activity whose clock is running, and since when."""

    activity_id: str
    since: AwareDatetime


class Note(Record):
    """Evidence, a comment, a decision or a parked point."""

    id: str
    kind: NoteKind
    text: str
    origin: str | None = None
    """Item id, section key (`icbo/d1`), or None for the session as a whole."""
    outcome: str = ""
    """What a parked point became: "action A7", "decision N4", "dropped"; empty while it is parked."""
    at: AwareDatetime

    @property
    def became(self) -> str:
        """The outcome as people are told it: actions have a number that stands in a list, decisions none."""
        return "decision" if self.outcome.startswith("decision ") else self.outcome


class Action(Record):
    """Who will do what by when."""

    id: str
    text: str
    owner: str = ""
    body: str = ""
    due: dt.date | None = None
    measure: str = ""
    """How we will know that it is done."""
    status: ActionStatus = "open"
    risk: bool = False
    """Whether the room saw it as taking a risk."""
    origin: str | None = None
    """Item id, section key, or None for the session as a whole."""
    carried_from: str | None = None
    """Id of the session it was carried over from."""
    at: AwareDatetime

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in ("open", "in progress")


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
    agenda: tuple[Activity, ...] = ()
    at: Stop | None = None
    """Where it is; None before the first step."""
    ballots: tuple[Ballot, ...] = ()
    rounds: tuple[Round, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    votes: tuple[Dots, ...] = ()
    revealed_votes: tuple[str, ...] = ()
    """Ids of the activities whose votes the room has seen."""
    gap_order: tuple[str, ...] = ()
    """Item ids of gaps in the order that the room gave them; those it did not move come after."""
    spells: tuple[Spell, ...] = ()
    running: Running | None = None
    item_minutes: int | None = Field(default=None, ge=1)
    """Minutes for each item, where the facilitator wants a countdown for it."""
    summary_at: AwareDatetime | None = None
    """When a summary was last written."""

    # --- material ---------------------------------------------------------------------------------

    def pack(self, pack_id: str) -> Pack:
        """Pack by id. Raises KeyError."""
        for pack in self.packs:
            if pack.id == pack_id:
                return pack
        raise KeyError(pack_id)

    def pack_of(self, item_id: str) -> Pack:
        """The pack that an item id or a section key belongs to. Raises KeyError."""
        return self.pack(item_id.partition("/")[0])

    def item(self, item_id: str) -> Item:
        """Item by its full id. Raises KeyError."""
        for item in self.pack_of(item_id).items():
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def called(self, item_id: str) -> str:
        """What the room calls an item: "1.6"; "Tip 1" where another pack has the same numbers.

        Where that pack has the same word for its items too, the id. Raises KeyError.
        """
        item, pack = self.item(item_id), self.pack_of(item_id)
        numbers = {one.number for one in pack.items()}
        others = [one for one in self.packs if one.id != pack.id]
        clashing = [one for one in others if any(other.number in numbers for other in one.items())]
        if not clashing:
            return item.number
        if any(one.item_word.casefold() == pack.item_word.casefold() for one in clashing):
            return item.id
        return f"{pack.item_title} {item.number}"

    def section_of(self, item_id: str) -> Section:
        """The section an item stands in. Raises KeyError."""
        for section in self.pack_of(item_id).sections:
            if any(item.id == item_id for item in section.items):
                return section
        raise KeyError(item_id)

    def section(self, key: str) -> Section:
        """Section by its key `pack/section`. Raises KeyError."""
        return self.pack_of(key).section(key.partition("/")[2])

    def scale_of(self, item_id: str) -> Scale:
        """The scale an item is scored on. Raises Problem where its pack has none."""
        scale = self.pack_of(item_id).scale
        if scale is None:
            raise Problem(
                f"{self.item(item_id).number} {self.item(item_id).name} is discussed, not scored",
                where=item_id,
                mend="Record a note on it instead.",
            )
        return scale

    def items(self, kind: ActivityKind | None = None) -> Iterator[Item]:
        """Items on the agenda, in its order, each once; only those of activities of `kind` where given."""
        seen: set[str] = set()
        for activity in self.agenda:
            if activity.pack_id is None or (kind is not None and activity.kind != kind):
                continue
            if activity.follows is not None:  # its items are those of the vote before it
                continue
            for section in self.pack(activity.pack_id).only(activity.section_ids).sections:
                for item in section.items:
                    wanted = not activity.item_ids or item.id in activity.item_ids
                    if wanted and item.id not in seen:
                        seen.add(item.id)
                        yield item

    # --- people -----------------------------------------------------------------------------------

    def voices(self) -> tuple[Partner, ...]:
        """Who answers: the partners; the whole room where there are none or where it has answered."""
        room = Partner(id=ROOM, name="The whole room", sector="other")
        if not self.partners:
            return (room,)
        answered = {one.partner_id for one in self.ballots} | {one.partner_id for one in self.votes}
        if ROOM in answered:
            return (*self.partners, room)
        return self.partners

    def partner(self, partner_id: str) -> Partner:
        """One of the voices by id. Raises KeyError."""
        for partner in self.voices():
            if partner.id == partner_id:
                return partner
        raise KeyError(partner_id)

    # --- what was said ----------------------------------------------------------------------------

    def round_of(self, item_id: str) -> tuple[int, bool]:
        """(number of the round an item is in, whether it has been revealed)."""
        for one in self.rounds:
            if one.item_id == item_id:
                return one.number, one.revealed
        return 1, False

    def ballots_on(self, item_id: str, number: int) -> dict[str, Ballot]:
        """Ballots of one round on an item, by partner id."""
        return {b.partner_id: b for b in self.ballots if b.item_id == item_id and b.round == number}

    def standing_ballots(self, item_id: str) -> dict[str, Ballot]:
        """Every partner's latest ballot on an item, by partner id, in the order of the voices.

        Who did not answer again in the second round stands by its first view.
        """
        latest: dict[str, Ballot] = {}
        for number in range(1, ROUNDS + 1):
            latest.update(self.ballots_on(item_id, number))
        return {p.id: latest[p.id] for p in self.voices() if p.id in latest}

    def agreement(self, item_id: str) -> Agreement | None:
        """What was agreed on an item, if anything."""
        return next((one for one in self.agreements if one.item_id == item_id), None)

    def notes_on(self, origin: str | None) -> tuple[Note, ...]:
        """Notes on an item, a section, or (None) the session as a whole."""
        return tuple(note for note in self.notes if note.origin == origin)

    def actions_from(self, origin: str | None) -> tuple[Action, ...]:
        """Actions that came from an item, a section, or (None) the session as a whole."""
        return tuple(action for action in self.actions if action.origin == origin)

    def activity(self, activity_id: str) -> Activity:
        """Activity by id. Raises KeyError."""
        for one in self.agenda:
            if one.id == activity_id:
                return one
        raise KeyError(activity_id)

    def dots_of(self, activity_id: str) -> dict[str, Dots]:
        """The votes in an activity, by partner id."""
        return {one.partner_id: one for one in self.votes if one.activity_id == activity_id}

    def open_actions(self) -> tuple[Action, ...]:
        """Actions that somebody still has to do."""
        return tuple(action for action in self.actions if action.is_open)
