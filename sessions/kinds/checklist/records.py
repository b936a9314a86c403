"""What is recorded on a check: the room's answer to it and to its questions, and what partners said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import AwareDatetime, Field

from sessions.analysis.spreads import Spread, spread, spread_of_bodies
from sessions.kinds.score.records import BallotSource, Earlier
from sessions.material import Pack
from sessions.record import Ref, Session, Table
from sessions.remember import remembered
from sessions.rows import ROOM, MaterialActivity, Record, Row, Stop
from sessions.scope import items_not_applying, why_not
from sessions.voices import recusals_on

CheckAnswer = Literal["yes", "partly", "no", "unknown"]
ANSWERS: tuple[CheckAnswer, ...] = get_args(CheckAnswer)
COUNTED = ANSWERS[:3]
"""The answers that count, in the order of their keys. What is not known yet counts as none of them."""
OPENING: tuple[CheckAnswer, ...] = ("partly", "no")
"""The answers under which the questions of a check open."""


class ChecklistActivity(MaterialActivity):
    kind: Literal["checklist"] = "checklist"
    by_partner: bool = False
    """Whether each partner answers a check first, hidden until the reveal; else the room gives one answer."""


class CheckDissent(Record):
    """A partner that does not share the room's answer, with its reason."""

    partner_id: str
    reason: str
    from_answer: CheckAnswer
    """The answer that it does not share; the room may have settled on another since."""


class Check(Row):
    """The room's answer to a check, or to one of the questions that lie under it."""

    item_id: str
    question: int = Field(default=0, ge=0)
    """Number of the question, from 1 in the order of `Item.questions`; 0 for the check itself."""
    answer: CheckAnswer
    dissents: tuple[CheckDissent, ...] = ()
    at: AwareDatetime


class PartnerCheck(Row):
    """How one partner answered a check: a count for yes, partly and no each, and don't-knows."""

    item_id: str
    partner_id: str
    counts: tuple[int, ...]
    dont_know: int = Field(default=0, ge=0)
    source: BallotSource = "room"
    after_reveal: bool = False
    """Whether it was given, changed or taken back after the room had seen the answers."""
    before: Earlier | None = None
    """What the room had seen in its place; None where it was not changed, or where nothing stood there."""
    at: AwareDatetime

    @property
    def stands(self) -> bool:
        """Whether it says anything: one that was taken back after the reveal is kept, for what it was."""
        return sum(self.counts) + self.dont_know > 0


class RevealedCheck(Row):
    """A check on which the room has seen what the partners said."""

    item_id: str


def check_key(item_id: str) -> str:
    """What a check is known by in forms: the item may be scored, too."""
    return f"{item_id}#check"


CHECKS = Table(
    "checks",
    Check,
    key=lambda row: (row.item_id, row.question),
    refs=lambda row: (
        Ref("item", row.item_id),
        *(Ref("partner", d.partner_id, ("dissents", number)) for number, d in enumerate(row.dissents)),
    ),
    twice="this is answered already",
    by_field=True,
)
PARTNER_CHECKS = Table(
    "partner_checks",
    PartnerCheck,
    key=lambda row: (row.item_id, row.partner_id),
    refs=lambda row: (Ref("item", row.item_id), Ref("partner", row.partner_id)),
    twice="a second answer of this partner to this check",
    counted=COUNTED,
)
REVEALED_CHECKS = Table(
    "checks_revealed",
    RevealedCheck,
    key=lambda row: row.item_id,
    refs=lambda row: (Ref("item", row.item_id),),
)


@remembered
def _by_item(tables: Mapping[str, tuple[Row, ...]]) -> dict[str, dict[int, Check]]:
    checks: dict[str, dict[int, Check]] = {}
    for row in tables.get(CHECKS.name, ()):
        assert isinstance(row, Check)
        checks.setdefault(row.item_id, {})[row.question] = row
    return checks


def checks_on(session: Session, item_id: str) -> Mapping[int, Check]:
    """The room's answers by the number of the question; that to the check itself has number 0."""
    return _by_item(session.tables).get(item_id, {})


def check_on(session: Session, item_id: str, question: int = 0) -> Check | None:
    """The room's answer to a check, or to one of its questions; None where it gave none."""
    return checks_on(session, item_id).get(question)


def partner_checks_on(session: Session, item_id: str) -> dict[str, PartnerCheck]:
    """What partners said to a check, by their ids, of those that have a voice there."""
    out = recusals_on(session, item_id)
    rows = (row for row in PARTNER_CHECKS.of(session) if row.item_id == item_id and row.stands)
    return {row.partner_id: row for row in rows if row.partner_id not in out}


def is_revealed(session: Session, item_id: str) -> bool:
    """Whether the room has seen what the partners said to a check."""
    return any(row.item_id == item_id for row in REVEALED_CHECKS.of(session))


def waiting_checks(session: Session) -> tuple[str, ...]:
    """Ids of the checks to which partners' answers are still hidden, as they were first answered."""
    seen = {row.item_id for row in REVEALED_CHECKS.of(session)}
    refs = dict.fromkeys(row.item_id for row in PARTNER_CHECKS.of(session) if row.stands)
    return tuple(ref for ref in refs if ref not in seen and partner_checks_on(session, ref))


def spread_of_checks(session: Session, item_id: str) -> Spread:
    """What partners said to a check, yes, partly and no in this order: bodies weigh one each, people too."""
    rows = partner_checks_on(session, item_id)
    counted = [row for partner_id, row in rows.items() if partner_id != ROOM]
    if session.as_bodies and counted:
        return spread_of_bodies(((row.counts, row.dont_know) for row in counted), len(COUNTED))
    counted = counted or list(rows.values())
    totals = [sum(row.counts[place] for row in counted) for place in range(len(COUNTED))]
    return spread(totals, sum(row.dont_know for row in counted))


def checked_here(session: Session, stop: Stop) -> bool:
    """Whether a check is answered at this stop."""
    of_kind = isinstance(session.activity(stop.activity_id), ChecklistActivity)
    return of_kind and stop.part == "item" and why_not(session, stop.ref) is None


def asks_partners(session: Session, stop: Stop) -> bool:
    """Whether each partner answers first at this stop."""
    activity = session.activity(stop.activity_id)
    return checked_here(session, stop) and isinstance(activity, ChecklistActivity) and activity.by_partner


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list of checks has got. What does not apply is in none of its figures."""

    answered: Mapping[CheckAnswer, tuple[str, ...]]
    """Ids of the checks by the room's answer."""
    left: tuple[str, ...]
    """Ids of those that the room has not answered."""

    def count(self, answer: CheckAnswer) -> int:
        """How many have this answer."""
        return len(self.answered[answer])

    @property
    def n(self) -> int:
        """How many are answered with yes, partly or no."""
        return sum(map(self.count, COUNTED))

    @property
    def of(self) -> int:
        """How many checks there are."""
        return sum(map(self.count, ANSWERS)) + len(self.left)


def progress_of(session: Session, item_ids: Iterable[str]) -> Progress:
    """How far these checks have got."""
    out = items_not_applying(session)
    answered: dict[CheckAnswer, list[str]] = {answer: [] for answer in ANSWERS}
    left: list[str] = []
    for item_id in (item_id for item_id in item_ids if item_id not in out):
        check = check_on(session, item_id)
        (left if check is None else answered[check.answer]).append(item_id)
    return Progress({answer: tuple(ids) for answer, ids in answered.items()}, tuple(left))


def checks_of(session: Session, section_key: str = "") -> tuple[str, ...]:
    """Ids of the checks of a section, or of all: those on the agenda, and those answered besides."""
    on_agenda = dict.fromkeys(item.id for item in session.items(ChecklistActivity))
    known = [item.id for pack in session.packs for item in pack.items()]
    spoken = {*_by_item(session.tables), *(row.item_id for row in PARTNER_CHECKS.of(session))}
    every = (*on_agenda, *(ref for ref in known if ref in spoken and ref not in on_agenda))
    if not section_key:
        return every
    inside = {item.id for item in session.section(section_key).items}
    return tuple(
        ref for ref in every if ref.partition("/")[0] == section_key.partition("/")[0] and ref in inside
    )


def progress_by_pack(session: Session) -> Iterator[tuple[Pack, Progress]]:
    """How far the checks of each pack have got; packs of which none applies are left out."""
    for pack in session.packs:
        items = {item.id for item in pack.items()}
        progress = progress_of(session, (ref for ref in checks_of(session) if ref in items))
        if progress.of:
            yield pack, progress
