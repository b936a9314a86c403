"""Sessions with an appraisal and with options, for tests of all parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from sessions import plan
from sessions.edits import people
from sessions.kinds.appraise import edits as appraise_edits, words as says
from sessions.kinds.appraise.records import AppraiseActivity, criteria_of
from sessions.kinds.appraise.result import result_of
from sessions.kinds.options import edits as option_edits
from sessions.material import Level, Scale
from sessions.plan import Template
from sessions.record import Session
from tests.builders import NOW, packs

STEPS: tuple[dict[str, Any], ...] = (
    {
        "kind": "appraise",
        "title": "Which ones?",
        "minutes": 40,
        "pack": "scope",
        "sections": ["older-people"],
        "criteria_section": "criteria",
    },
    {"kind": "options", "title": "How far to go", "minutes": 20, "pack": "scope", "sections": ["scope"]},
    {
        "kind": "appraise",
        "title": "Ways of paying",
        "minutes": 15,
        "pack": "lead-provider-guide",
        "sections": ["paying"],
        "criteria": ["Reach", "Cost"],
        "by_partner": False,
    },
)
APPRAISE, OPTIONS, ROOMS = "s1", "s2", "s3"
"""Ids of the steps: an appraisal by partner, options, and an appraisal by the room."""
A1, A2, A3, A4, A5 = (f"scope/A{number}" for number in range(1, 6))
K1, K2, K3, K4 = (f"scope/K{number}" for number in range(1, 5))
O1, O2, O3 = (f"scope/O{number}" for number in range(1, 4))
PAY1, PAY2, PAY3 = (f"lead-provider-guide/O{number}" for number in range(1, 4))
NAMES = ("County Council", "ICB", "Voluntary sector")


def template(*steps: Mapping[str, Any]) -> Template:
    minutes = sum(step["minutes"] for step in steps)
    fields = {"id": "joint", "name": "Joint", "minutes": minutes, "about": "What to take on together."}
    text = json.dumps({**fields, "steps": [dict(step) for step in steps]})
    return Template.model_validate_json(text, strict=True, extra="forbid")


def planned(*steps: Mapping[str, Any], names: Sequence[str] = NAMES, as_bodies: bool = True) -> Session:
    """A session with these steps, before it begins."""
    agenda, used = plan.agenda(template(*(steps or STEPS)), packs())
    session = Session(
        id="s",
        title="What we take on together",
        place="Exampleshire",
        template_id="joint",
        created_at=NOW,
        as_bodies=as_bodies,
        agenda=agenda,
        packs=used,
    )
    for name in names:
        session = people.add_partner(name).apply(session, NOW)
    return session


@cache
def session(*, as_bodies: bool = True) -> Session:
    """With all three steps and three partners; the same one each time."""
    return planned(as_bodies=as_bodies)


def appraisal(session: Session, step_id: str = APPRAISE) -> AppraiseActivity:
    activity = session.activity(step_id)
    assert isinstance(activity, AppraiseActivity)
    return activity


def given(
    session: Session, item_id: str, rows: Sequence[Sequence[int | None]], step_id: str = APPRAISE
) -> Session:
    """Each partner in turn with a level on each criterion; None is don't know."""
    criteria = [c.id for c in criteria_of(session, appraisal(session, step_id))]
    for partner, levels in zip(session.partners, rows, strict=False):
        said = dict(zip(criteria, levels, strict=False))
        session = appraise_edits.appraise(step_id, item_id, partner.id, said).apply(session, NOW)
    return session


def settled(session: Session, item_id: str, levels: Sequence[int | None]) -> Session:
    """What the room settles on, in its own step."""
    criteria = [c.id for c in criteria_of(session, appraisal(session, ROOMS))]
    said = dict(zip(criteria, levels, strict=False))
    return appraise_edits.appraise(ROOMS, item_id, "room", said).apply(session, NOW)


def revealed(session: Session, *item_ids: str) -> Session:
    for item_id in item_ids:
        session = appraise_edits.reveal_levels(APPRAISE, item_id).apply(session, NOW)
    return session


def viewed(session: Session, *options: str | None) -> Session:
    """Each partner in turn for an option; None is don't know, and "" nothing."""
    for partner, option in zip(session.partners, options, strict=False):
        if option != "":
            counts = {} if option is None else {option: 1}
            view = option_edits.say_option(OPTIONS, partner.id, counts, int(option is None))
            session = view.apply(session, NOW)
    return session


WORKED = {
    A1: ((4, 3, 5, 3), (4, 3, 5, 3), (4, 3, 5, 3)),
    A2: ((3, 4, 3, 4), (3, 4, 3, 4), (3, 4, 3, 4)),
    A3: ((3, 3, 4, 2), (2, 3, 4, 2), (4, 3, 4, 2)),
}
"""Candidate → what each of three partners gives it on the four criteria."""


def worked() -> Session:
    """Three candidates, revealed, with Scale and Value for money at 2: totals 24, 20 and 19 of 30."""
    session_ = session()
    for item_id, rows in WORKED.items():
        session_ = revealed(given(session_, item_id, rows), item_id)
    return appraise_edits.set_weights(APPRAISE, {K1: 2, K3: 2}).apply(session_, NOW)


def totals(session: Session, step_id: str = APPRAISE) -> dict[str, Fraction | None]:
    return {row.item_id: row.ranked.total for row in result_of(session, step_id).rows}


def placed(session: Session, step_id: str = APPRAISE) -> dict[str, str]:
    return {row.item_id: says.place(row.ranked) for row in result_of(session, step_id).rows}


def scale(*labels: str) -> Scale:
    levels = tuple(Level(number=number, label=label) for number, label in enumerate(labels, start=1))
    return Scale(question="?", levels=levels)


def with_scale(session: Session, item_id: str, own: Scale) -> Session:
    """The session with a scale of its own for one item of its first pack."""
    pack, *rest = session.packs
    sections = []
    for section in pack.sections:
        items = (i.model_copy(update={"scale": own}) if i.id == item_id else i for i in section.items)
        sections.append(section.model_copy(update={"items": tuple(items)}))
    packs = (pack.model_copy(update={"sections": tuple(sections)}), *rest)
    return session.model_copy(update={"packs": packs})
