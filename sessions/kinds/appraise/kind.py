"""The kind `appraise`: how it is planned, what it hides, and what is wrong with its records."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sessions.kinds.appraise import summary
from sessions.kinds.appraise.before import AppraisalBefore
from sessions.kinds.appraise.edits import MOST_CRITERIA, MOST_NAME, reveal_levels
from sessions.kinds.appraise.records import (
    APPRAISALS,
    MOST_WEIGHT,
    REVEALED,
    WEIGHINGS,
    AppraiseActivity,
    Criterion,
    candidates_here,
    candidates_of,
    criteria_of,
    hides,
)
from sessions.kinds.follow import FollowingKind, FollowingStep
from sessions.kinds.kind import Fault, Planning, Step
from sessions.material import OURS, Item, Text
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.spans import Line
from sessions.summary.model import Block

RESULT = "result"
"""The part of the last stop of such a step."""


Name = Annotated[Text, StringConstraints(max_length=MOST_NAME)]
"""Of a criterion, as short as one that is typed in the room."""


class AppraiseStep(FollowingStep):
    """An appraisal in a template. What it does not say is typed in the room: candidates, criteria."""

    candidates: Literal["items", "typed"] = "items"
    """`typed` where a step with a section of criteria has none of its own, and the room names them."""
    criteria_section: str = ""
    criteria: tuple[Name, ...] = Field(default=(), max_length=MOST_CRITERIA)
    by_partner: bool = True

    @property
    def needs_pack(self) -> bool:
        return bool(self.criteria_section)

    @model_validator(mode="after")
    def _criteria_from_one_place(self) -> Self:
        if self.criteria_section and self.criteria:
            raise ValueError("a step has either `criteria_section` or `criteria`, not both")
        if len({name.casefold() for name in self.criteria}) < len(self.criteria):
            raise ValueError("two of the `criteria` have one name")
        if self.candidates == "typed" and (self.sections or self.top or self.items or self.choose):
            raise ValueError("candidates that are typed come from no `sections`, `items` or vote")
        if self.criteria_section in self.sections:
            raise ValueError("`criteria_section` can't be one of the `sections` of the candidates")
        return self


class Appraise(FollowingKind[AppraiseActivity]):
    id = "appraise"
    activity = AppraiseActivity
    step = AppraiseStep
    tables = (APPRAISALS, REVEALED, WEIGHINGS)
    before = AppraisalBefore()
    divisible = False
    item_word = "candidate"

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> AppraiseActivity:
        assert isinstance(step, AppraiseStep)
        names = enumerate(step.criteria, start=1)
        typed = tuple(Criterion(id=f"c{number}", name=name) for number, name in names)
        key = f"{step.pack}/{step.criteria_section}" if step.criteria_section else ""
        own = {**settings, "criteria": typed, "criteria_section": key}
        planned = super().plan(step, step_id, planning, **own)
        if step.candidates == "typed":
            planned = planned.model_copy(update={"pack_id": None, "section_ids": ()})
        if key and step.pack is not None:
            known = [section.id for section in planning.packs[step.pack].sections]
            if step.criteria_section not in known:
                what = f"The pack {step.pack!r} has no section {step.criteria_section!r}"
                where = f"template {planning.template_id}"
                raise Problem(what, where=where, hint=f"Its sections: {', '.join(known)}.")
        return planned

    def as_step(self, activity: AppraiseActivity) -> dict[str, Any]:
        names = () if activity.criteria_section else tuple(criterion.name for criterion in activity.criteria)
        pack_id, _, section = activity.criteria_section.partition("/")
        typed = section and activity.follows is None and activity.pack_id in (None, OURS)
        keys = {"criteria": names, "criteria_section": section, "candidates": "typed" if typed else "items"}
        return {**super().as_step(activity), **keys, **({"pack": pack_id} if section else {})}

    def check(self, session: Session, activity: AppraiseActivity, before: tuple[Activity, ...]) -> None:
        if activity.pack_id is not None or activity.follows is not None:
            super().check(session, activity, before)
        if activity.criteria_section and not criteria_of(session, activity):
            what = f"There is no section {activity.criteria_section!r} of criteria in this session"
            raise Problem(what, hint="Type the criteria instead.")

    def stops(self, session: Session, activity: AppraiseActivity) -> Iterable[Stop]:
        yield Stop(activity_id=activity.id)
        for item_id in candidates_of(session, activity):
            yield Stop(activity_id=activity.id, part="item", ref=item_id)
        yield Stop(activity_id=activity.id, part=RESULT)

    def left(self, session: Session, activity: AppraiseActivity) -> tuple[str, ...]:
        given = {
            row.item_id for row in APPRAISALS.of(session) if row.activity_id == activity.id and row.stands
        }
        return tuple(item_id for item_id in candidates_here(session, activity) if item_id not in given)

    def revealed(self, session: Session) -> Session:
        return APPRAISALS.without(session, lambda row: hides(session, row))

    def waiting(self, session: Session) -> tuple[str, ...]:
        rows = (row for row in APPRAISALS.of(session) if row.stands and hides(session, row))
        return tuple(dict.fromkeys(row.item_id for row in rows))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        """The candidate in every step in which something of it is hidden."""
        rows = [row for row in APPRAISALS.of(session) if row.item_id == ref and row.stands]
        for activity_id in dict.fromkeys(row.activity_id for row in rows if hides(session, row)):
            session = reveal_levels(activity_id, ref).apply(session, now)
        return session

    def faults(self, session: Session) -> Iterator[Fault]:
        """Levels off their scales, criteria that are none, weights that are none."""
        steps = {step.id: step for step in session.agenda if isinstance(step, AppraiseActivity)}
        scales = {step.id: {c.id: c.scale for c in criteria_of(session, step)} for step in steps.values()}
        for index, step in enumerate(session.agenda):
            if isinstance(step, AppraiseActivity) and step.criteria_section and not scales[step.id]:
                yield ("agenda", index), f"no section {step.criteria_section!r} of criteria"
        for index, row in enumerate(APPRAISALS.of(session)):
            loc = (APPRAISALS.name, index)
            if row.activity_id not in steps:
                if any(step.id == row.activity_id for step in session.agenda):
                    yield loc, f"the step {row.activity_id!r} is no appraisal"
                continue
            known = scales[row.activity_id]
            if len(dict(row.levels)) < len(row.levels):
                yield loc, "a criterion stands twice"
            for criterion, level in row.levels:
                if (scale := known.get(criterion)) is None:
                    yield loc, f"there is no criterion {criterion!r} in its step"
                elif level is not None and level not in {known_level.number for known_level in scale.levels}:
                    yield loc, f"there is no level {level} on the scale of {criterion!r}"
        for index, weighing in enumerate(WEIGHINGS.of(session)):
            numbers = [weight for _, weight in weighing.weights]
            if any(not 0 <= weight <= MOST_WEIGHT for weight in numbers):
                yield (WEIGHINGS.name, index), f"a weight is not between 0 and {MOST_WEIGHT}"
            elif numbers and not any(numbers):
                yield (WEIGHINGS.name, index), "all criteria weigh nothing"

    def progress(self, session: Session) -> tuple[int, int]:
        steps = [step for step in session.agenda if isinstance(step, AppraiseActivity)]
        asked = sum(len(candidates_here(session, step)) for step in steps)
        return asked - sum(len(self.left(session, step)) for step in steps), asked

    def in_short(self, seen: Session) -> Iterator[Block]:
        yield from summary.in_short(seen)

    def differences(self, seen: Session) -> Iterator[Line]:
        yield from summary.differences(seen)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen, waiting)

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.on_item(seen, item, waiting)
