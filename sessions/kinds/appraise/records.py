"""What is recorded in an appraisal: levels on each criterion, what has been revealed, and the weights."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime, Field

from sessions.kinds.follow import FollowingActivity, items_of
from sessions.kinds.score.records import BallotSource, Dissent
from sessions.material import Item, Level, Pack, Scale, Section
from sessions.record import THE_ROOM, Ref, Session, Table
from sessions.rows import ROOM, Partner, Record, Row
from sessions.scope import items_not_applying
from sessions.voices import recusals_on

MOST_WEIGHT = 100
"""As for items of a pack; the room does with 0 to 10."""
PLAIN_LEVELS = ("hardly", "a bit", "partly", "mostly", "fully")
PLAIN = Scale(
    question="How far does it meet each of these?",
    levels=tuple(Level(number=number, label=label) for number, label in enumerate(PLAIN_LEVELS, start=1)),
)
"""For a criterion that brings no scale of its own, with fixed ends."""


class Criterion(Record):
    """A criterion that was typed on the step."""

    id: str
    name: str
    about: str = ""


class AppraiseActivity(FollowingActivity):
    """Candidates against criteria, which are the items of a section, or typed on the step."""

    kind: Literal["appraise"] = "appraise"
    criteria_section: str = ""
    """Key of the section whose items are the criteria (`scope/criteria`); empty where they are typed.

    A whole key, since what is added in the room gives a step that follows a vote another pack.
    """
    criteria: tuple[Criterion, ...] = ()
    by_partner: bool = True
    """Whether each partner gives its levels, blind; False where the room settles on them aloud."""

    @property
    def carries(self) -> dict[str, tuple[str, ...]]:
        own = () if self.follows else self.section_ids
        pack_id, _, section_id = self.criteria_section.partition("/")
        carried = {self.pack_id: own} if self.pack_id is not None else {}
        if section_id and (own or self.follows or pack_id != self.pack_id):
            carried[pack_id] = (*carried.get(pack_id, ()), section_id)
        return carried

    def sections(self, packs: Iterable[Pack]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
        """Without the criteria, which are no candidates."""
        for section, items in super().sections(packs):
            if f"{self.pack_id}/{section.id}" != self.criteria_section:
                yield section, items


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion as it is answered on."""

    id: str
    name: str
    about: str
    scale: Scale
    weight: int


Levels = tuple[tuple[str, int | None], ...]
"""(id of a criterion, number of a level on its scale; None for don't know)."""


class Appraisal(Row):
    """The levels that a partner, or the room, gave a candidate; what is missing is not answered."""

    activity_id: str
    item_id: str
    partner_id: str
    levels: Levels
    source: BallotSource = "room"
    """`form` while all of it came in before the day."""
    dissents: tuple[Dissent, ...] = ()
    """Of partners that do not share what the room settled on."""
    after_reveal: bool = False
    """Whether it was given, changed or taken back after the room had seen the candidate's levels."""
    before: Levels | None = None
    """What the room had seen in its place; None where it was not changed, or where nothing stood there."""
    at: AwareDatetime

    @property
    def stands(self) -> bool:
        return bool(self.levels)


class RevealedCandidate(Row):
    """A candidate whose levels the room has seen."""

    activity_id: str
    item_id: str


class Weighing(Row):
    """What the criteria of a step weigh, where the room has set it."""

    activity_id: str
    weights: tuple[tuple[str, int], ...]
    after_reveal: bool = Field(default=False)
    """Whether the room had seen levels before it set them so."""
    at: AwareDatetime


APPRAISALS = Table(
    "appraisals",
    Appraisal,
    key=lambda row: (row.activity_id, row.item_id, row.partner_id),
    # Of the step and not of the item: in other steps that ask about it the room may answer as one.
    refs=lambda row: (
        Ref("activity", row.activity_id),
        Ref("candidate", row.item_id),
        Ref("partner", row.partner_id),
        *(Ref("partner", d.partner_id, ("dissents", number)) for number, d in enumerate(row.dissents)),
    ),
    twice="this partner has given its levels here already",
)
REVEALED = Table(
    "appraisals_revealed",
    RevealedCandidate,
    key=lambda row: (row.activity_id, row.item_id),
    refs=lambda row: (Ref("activity", row.activity_id), Ref("candidate", row.item_id)),
)
WEIGHINGS = Table(
    "appraisal_weights",
    Weighing,
    key=lambda row: row.activity_id,
    refs=lambda row: (Ref("activity", row.activity_id),),
    twice="this step has its weights already",
)


def criteria_of(session: Session, activity: AppraiseActivity) -> tuple[Measure, ...]:
    """The criteria of a step, in their order; none where none were typed yet, or their section is gone."""
    row = weighing_of(session, activity.id)
    set_to = dict(row.weights) if row is not None else {}
    if not activity.criteria_section:
        return tuple(Measure(c.id, c.name, c.about, PLAIN, set_to.get(c.id, 1)) for c in activity.criteria)
    pack_id, _, section_id = activity.criteria_section.partition("/")
    pack = next((pack for pack in session.packs if pack.id == pack_id), None)
    sections = pack.sections if pack is not None else ()
    items = next((section.items for section in sections if section.id == section_id), ())
    return tuple(
        Measure(
            item.id,
            item.name,
            item.statement,
            (pack.scale_of(item.id) if pack is not None else None) or PLAIN,
            set_to.get(item.id, item.weight),
        )
        for item in items
    )


def weighing_of(session: Session, activity_id: str) -> Weighing | None:
    """The weights that the room has set; None where it has not."""
    return next((row for row in WEIGHINGS.of(session) if row.activity_id == activity_id), None)


def candidates_of(session: Session, activity: AppraiseActivity) -> tuple[str, ...]:
    """Ids of the candidates: those that the step is on, and any besides that levels stand on."""
    ids = (item.id for item in items_of(session, activity))
    given = (row.item_id for row in APPRAISALS.of(session) if row.activity_id == activity.id and row.stands)
    return tuple(dict.fromkeys((*ids, *given)))


def candidates_here(session: Session, activity: AppraiseActivity) -> tuple[str, ...]:
    """Ids of the candidates that apply here."""
    out = items_not_applying(session)
    return tuple(item_id for item_id in candidates_of(session, activity) if item_id not in out)


def asks_partners(session: Session, activity: AppraiseActivity) -> bool:
    """Whether each partner gives its levels, blind; else the room settles on them."""
    return activity.by_partner and bool(session.partners)


def appraisers(session: Session, activity: AppraiseActivity, item_id: str) -> tuple[Partner, ...]:
    """Who gives levels on a candidate: the partners that take part in it, or the room as one."""
    if not asks_partners(session, activity):
        return (THE_ROOM,)
    out = recusals_on(session, item_id)
    return tuple(partner for partner in session.partners if partner.id not in out)


def appraisal_of(session: Session, activity_id: str, item_id: str, partner_id: str) -> Appraisal | None:
    """What a partner gave a candidate, also what was taken back after the reveal."""
    key = (activity_id, item_id, partner_id)
    return next((row for row in APPRAISALS.of(session) if APPRAISALS.key(row) == key), None)


def appraisals_on(session: Session, activity: AppraiseActivity, item_id: str) -> Mapping[str, Appraisal]:
    """What those that have a voice there gave a candidate, by partner id, in their order."""
    rows = {
        row.partner_id: row
        for row in APPRAISALS.of(session)
        if (row.activity_id, row.item_id) == (activity.id, item_id) and row.stands
    }
    return {voice.id: rows[voice.id] for voice in appraisers(session, activity, item_id) if voice.id in rows}


def is_complete(row: Appraisal | None, criteria: Iterable[Measure]) -> bool:
    """Whether it says something, or don't know, of every criterion."""
    answered = {criterion for criterion, _ in row.levels} if row is not None else set()
    return all(criterion.id in answered for criterion in criteria)


def is_revealed(session: Session, activity: AppraiseActivity, item_id: str) -> bool:
    """Whether the room sees a candidate's levels: it always does what it settles on itself."""
    key = (activity.id, item_id)
    return not asks_partners(session, activity) or any(
        REVEALED.key(row) == key for row in REVEALED.of(session)
    )


def hides(session: Session, row: Appraisal) -> bool:
    """Whether the room has not seen a row yet."""
    return row.partner_id != ROOM and not any(
        (shown.activity_id, shown.item_id) == (row.activity_id, row.item_id) for shown in REVEALED.of(session)
    )


def levels_key(activity_id: str, item_id: str, criterion_id: str) -> str:
    """What a candidate's level on a criterion is known by in forms: `scope/A1#s1/scope/K1`."""
    return f"{item_id}#{activity_id}/{criterion_id}"


def keys_of(session: Session, activity: AppraiseActivity, item_id: str) -> tuple[tuple[str, str], ...]:
    """(key in forms, name of the criterion) of all that is asked of a candidate."""
    criteria = criteria_of(session, activity)
    return tuple((levels_key(activity.id, item_id, c.id), c.name) for c in criteria)
