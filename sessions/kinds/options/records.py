"""What is recorded on options: which one partners would take, the reveal of that, and what the room took."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pydantic import AwareDatetime, Field

from sessions.kinds.score.records import BallotSource
from sessions.record import Ref, Session, Table
from sessions.rows import ROOM, MaterialActivity, Record, Row
from sessions.scope import items_not_applying
from sessions.voices import by_voice


class OptionsActivity(MaterialActivity):
    """The items of its sections are options, of which the room takes one."""

    kind: Literal["options"] = "options"


Counts = tuple[tuple[str, int], ...]
"""(id of an option, how many are for it), of those that anybody is for."""


class Shown(Record):
    """What a partner had said when the views were revealed."""

    counts: Counts
    dont_know: int = Field(default=0, ge=0)


class OptionView(Row):
    """Which option a partner, or the whole room, would take: one of them, or a show of hands."""

    activity_id: str
    partner_id: str
    counts: Counts
    dont_know: int = Field(default=0, ge=0)
    source: BallotSource = "room"
    after_reveal: bool = False
    """Whether it was given, changed or taken back after the room had seen the views."""
    before: Shown | None = None
    """What the room had seen in its place; None where it was not changed, or where nothing stood there."""
    at: AwareDatetime

    @property
    def spoke(self) -> int:
        """How many people said something."""
        return sum(count for _, count in self.counts) + self.dont_know

    @property
    def stands(self) -> bool:
        return self.spoke > 0


class RevealedViews(Row):
    """A step whose views the room has seen."""

    activity_id: str


class OptionDissent(Record):
    """A partner that does not share the choice, with its reason."""

    partner_id: str
    reason: str
    from_option: str | None = None
    """Id of the option that it does not share; the room may have chosen another since."""


class Choice(Row):
    """What the room chose, apart from the views, and why."""

    activity_id: str
    item_id: str
    reason: str = ""
    dissents: tuple[OptionDissent, ...] = ()
    at: AwareDatetime


VIEWS = Table(
    "option_views",
    OptionView,
    key=lambda row: (row.activity_id, row.partner_id),
    # Not to the options: whatever is referred to counts as reached, and would tell what is hidden.
    refs=lambda row: (Ref("activity", row.activity_id), Ref("partner", row.partner_id)),
    twice="this partner has said already which option it would take",
)
REVEALED_VIEWS = Table(
    "option_views_revealed",
    RevealedViews,
    key=lambda row: row.activity_id,
    refs=lambda row: (Ref("activity", row.activity_id),),
)
CHOICES = Table(
    "option_choices",
    Choice,
    key=lambda row: row.activity_id,
    refs=lambda row: (
        Ref("activity", row.activity_id),
        Ref("candidate", row.item_id),
        *(Ref("partner", d.partner_id, ("dissents", number)) for number, d in enumerate(row.dissents)),
    ),
    twice="the room has chosen here already",
)


def options_here(session: Session, activity: OptionsActivity) -> tuple[str, ...]:
    """Ids of the options that apply here, in their order, and of any besides that somebody is for.

    Only what the room knows may be counted among the latter: give it what has been revealed.
    """
    out = items_not_applying(session)
    return tuple(item.id for item in activity.items(session.packs) if item.id not in out)


def views_of(session: Session, activity_id: str) -> Mapping[str, OptionView]:
    """Which option those would take that have a voice there, by partner id, in their order."""
    rows = {row.partner_id: row for row in VIEWS.of(session) if row.activity_id == activity_id and row.stands}
    return by_voice(session, activity_id, rows)


def is_revealed(session: Session, activity_id: str) -> bool:
    """Whether the room has seen the views in a step."""
    return any(row.activity_id == activity_id for row in REVEALED_VIEWS.of(session))


def choice_of(session: Session, activity_id: str) -> Choice | None:
    """What the room chose in a step, if anything."""
    return next((row for row in CHOICES.of(session) if row.activity_id == activity_id), None)


@dataclass(frozen=True, slots=True)
class Support:
    """How many are for an option, and which partners are, by id. Of don't know, `item_id` is empty."""

    item_id: str
    amount: Fraction
    partners: tuple[str, ...]


def support(session: Session, activity: OptionsActivity) -> tuple[Support, ...]:
    """Who is for which option, in the order of the options; those that don't know last, where there are any.

    Where partners answer as bodies, each counts once, split by the shares of its own hands; where people do,
    or the whole room raises its hands, each person counts.
    """
    views = views_of(session, activity.id)
    listed = dict.fromkeys(
        (*options_here(session, activity), *(i for v in views.values() for i, _ in v.counts))
    )
    rows = []
    for item_id in (*listed, ""):
        amount, who = Fraction(0), []
        for partner_id, view in views.items():
            count = dict(view.counts).get(item_id, 0) if item_id else view.dont_know
            if count:
                as_body = session.as_bodies and partner_id != ROOM
                amount += Fraction(count, view.spoke) if as_body else Fraction(count)
                who.append(partner_id)
        if item_id or amount:
            rows.append(Support(item_id, amount, tuple(who)))
    return tuple(rows)
