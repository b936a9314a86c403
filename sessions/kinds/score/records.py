"""What is recorded on a scored item: ballots in rounds, and the level that the room agreed on."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, get_args

from pydantic import AwareDatetime, Field

from sessions.aspects import aspect_id_of, item_of
from sessions.material import Item, Pack, Section
from sessions.record import Ref, Session, Table, find_scale
from sessions.remember import remembered
from sessions.rows import MaterialActivity, Record, Row, Stop
from sessions.scope import why_not
from sessions.voices import RECUSALS, by_voice, recusals_on

EvidenceStrength = Literal["none", "some", "strong"]
EVIDENCE_STRENGTHS: tuple[EvidenceStrength, ...] = get_args(EvidenceStrength)
BallotSource = Literal["room", "form", "shell"]
ROUNDS = 2
"""First view, and then after discussion."""


class ScoreActivity(MaterialActivity):
    kind: Literal["score"] = "score"
    answered: ClassVar[bool] = True
    item_order: tuple[str, ...] = ()
    """Ids of items that come first within their sections, in this order: see `sessions.kinds.score.order`."""
    item_times: tuple[tuple[str, int], ...] = ()
    """(id of an item, minutes for it), where the facilitator has planned any."""

    def sections(self, packs: Iterable[Pack]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
        """As the pack has them, but for the order of items that the facilitator has chosen."""
        place = {item_id: number for number, item_id in enumerate(self.item_order)}
        for section, items in super().sections(packs):
            yield section, tuple(sorted(items, key=lambda item: place.get(item.id, len(place))))

    def minutes_for(self, item_id: str) -> int | None:
        return dict(self.item_times).get(item_id)


class Earlier(Record):
    """What a partner had answered when its round was revealed."""

    counts: tuple[int, ...]
    dont_know: int = Field(default=0, ge=0)


class Ballot(Row):
    """How one partner answered one item in one round: a count per level, lowest first, and don't-knows."""

    item_id: str
    """As a subject: see `sessions.aspects`; so in a round and an agreement."""
    partner_id: str
    round: int = Field(ge=1, le=ROUNDS)
    counts: tuple[int, ...]
    dont_know: int = Field(default=0, ge=0)
    source: BallotSource = "room"
    after_reveal: bool = False
    """Whether it was given, changed or taken back after its round had been revealed to the room."""
    before: Earlier | None = None
    """What the room had seen in its place; None where it was not changed, or where nothing stood there."""
    at: AwareDatetime

    @property
    def answers(self) -> int:
        """How many answered with a level."""
        return sum(self.counts)

    @property
    def stands(self) -> bool:
        """Whether it says anything: one that was taken back after the reveal is kept, for what it was."""
        return self.answers + self.dont_know > 0


class Round(Row):
    """The round an item is in; an item that has none is in its first, hidden."""

    item_id: str
    number: int = Field(ge=1, le=ROUNDS)
    revealed: bool
    source: BallotSource = "room"
    """Where its answers were shown: `shell` while all were typed up there and no room has seen them."""
    at: AwareDatetime


class Dissent(Record):
    """A partner that does not share the agreed level, with its reason."""

    partner_id: str
    reason: str
    from_level: int | None = None
    """The agreed level that it does not share; the room may have settled on another since."""


class Agreement(Row):
    """What the room settled on for an item, apart from the ballots."""

    item_id: str
    level: int = Field(ge=0, le=9)
    target: int | None = None
    """None where the room named none: then it is the next level up (`sessions.analysis.items.target_of`)."""
    evidence: EvidenceStrength | None = None
    dissents: tuple[Dissent, ...] = ()
    at: AwareDatetime


def _item(subject_id: str) -> Ref:
    return Ref("item", item_of(subject_id), aspect=aspect_id_of(subject_id))


BALLOTS = Table(
    "ballots",
    Ballot,
    key=lambda ballot: (ballot.item_id, ballot.partner_id, ballot.round),
    refs=lambda ballot: (_item(ballot.item_id), Ref("partner", ballot.partner_id)),
    twice="a second ballot of this partner on this item in this round",
)
ROUNDS_OF_ITEMS = Table(
    "rounds",
    Round,
    key=lambda row: row.item_id,
    refs=lambda row: (_item(row.item_id),),
    twice="this item has a round already",
)
AGREEMENTS = Table(
    "agreements",
    Agreement,
    key=lambda agreement: agreement.item_id,
    refs=lambda agreement: (
        _item(agreement.item_id),
        *(Ref("partner", d.partner_id, ("dissents", number)) for number, d in enumerate(agreement.dissents)),
    ),
    twice="this item has an agreed level already",
    by_field=True,
)


def round_of(session: Session, item_id: str) -> tuple[int, bool]:
    """(number of the round an item is in, whether it has been revealed)."""
    row = ROUNDS_OF_ITEMS.find(session, item_id)
    return (1, False) if row is None else (row.number, row.revealed)


def ballots_on(session: Session, item_id: str, number: int) -> dict[str, Ballot]:
    """Ballots of one round on an item of those that have a voice there, by partner id."""
    out = recusals_on(session, item_id)
    ballots = _standing(BALLOTS.of(session)).get((item_id, number), ())
    return {ballot.partner_id: ballot for ballot in ballots if ballot.partner_id not in out}


@remembered
def _standing(ballots: tuple[Ballot, ...]) -> dict[tuple[str, int], list[Ballot]]:
    """The ballots that stand, by (item id, number of the round)."""
    found: dict[tuple[str, int], list[Ballot]] = {}
    for ballot in ballots:
        if ballot.stands:
            found.setdefault((ballot.item_id, ballot.round), []).append(ballot)
    return found


def counted_ballots(session: Session) -> tuple[Ballot, ...]:
    """All ballots that stand, of those that take part in the item."""
    out = {RECUSALS.key(row) for row in RECUSALS.of(session)}
    ballots = (ballot for ballot in BALLOTS.of(session) if ballot.stands)
    return tuple(b for b in ballots if (item_of(b.item_id), b.partner_id) not in out)


def ballot_of(session: Session, item_id: str, partner_id: str, number: int) -> Ballot | None:
    """The ballot of a partner on an item in a round, also one that was taken back after the reveal."""
    return BALLOTS.find(session, (item_id, partner_id, number))


def is_seen(session: Session, item_id: str, number: int, source: BallotSource = "room") -> bool:
    """Whether the answers of a round have been shown, so that what they were is kept when one is changed.

    What was all typed up on the shell can be mended there: no room has seen it.
    """
    row = ROUNDS_OF_ITEMS.find(session, item_id)
    if row is None or (row.source == "shell" and source == "shell"):
        return False
    return number < row.number or (number == row.number and row.revealed)


def waiting_items(session: Session) -> tuple[str, ...]:
    """Ids of the items of which answers are still hidden from the room, as they were first answered."""
    refs = dict.fromkeys(ballot.item_id for ballot in BALLOTS.of(session))
    rounds = ((item_id, *round_of(session, item_id)) for item_id in refs)
    return tuple(i for i, number, revealed in rounds if not revealed and ballots_on(session, i, number))


def standing_ballots(session: Session, item_id: str) -> dict[str, Ballot]:
    """Latest ballot of every partner on an item, of the second round or the first; by id, as the voices."""
    latest = ballots_on(session, item_id, 1) | ballots_on(session, item_id, 2)
    return by_voice(session, item_id, latest)


def agreement_on(session: Session, item_id: str) -> Agreement | None:
    """What was agreed on an item, if anything."""
    return AGREEMENTS.find(session, item_id)


def scored_here(session: Session, stop: Stop) -> bool:
    """Whether partners answer at this stop."""
    activity = session.activity(stop.activity_id)
    if stop.part != "item" or not (isinstance(activity, MaterialActivity) and activity.answered):
        return False
    return find_scale(session, stop.ref) is not None and why_not(session, stop.ref) is None
