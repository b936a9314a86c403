"""The kind `prioritise`: how a vote is planned, what it hides, and what is wrong with its records."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from sessions.kinds.before import Before
from sessions.kinds.kind import Fault, MaterialKind, MaterialStep
from sessions.kinds.prioritise import summary
from sessions.kinds.prioritise.edits import reveal_vote
from sessions.kinds.prioritise.records import (
    MOST_DOTS,
    REVEALED_VOTES,
    VOTES,
    Candidates,
    VoteActivity,
    check_number,
    dots_of,
    is_revealed,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.summary.model import Block


class VoteStep(MaterialStep):
    """A vote in a template, with the settings of `VoteActivity`."""

    candidates: Candidates = "items"
    dots: int = Field(default=0, ge=0, le=MOST_DOTS)
    stack: bool = True

    @property
    def needs_pack(self) -> bool:
        return False

    @model_validator(mode="after")
    def _dots_on_something(self) -> Self:
        if self.candidates == "items" and self.pack is None:
            raise ValueError("a vote on items needs a pack")
        if self.candidates == "typed" and self.pack is not None:
            raise ValueError(
                "a vote on what the room names has no pack; with one, its candidates are 'items'"
            )
        if not self.dots:
            raise ValueError("a step of kind 'prioritise' needs `dots`, at least 1")
        return self


class DotsBefore(Before):
    def why_not(self, session: Session, activity: VoteActivity) -> str:
        return "dots are placed in the room, once it has talked about them"


class Prioritise(MaterialKind[VoteActivity]):
    id = "prioritise"
    activity = VoteActivity
    step = VoteStep
    tables = (VOTES, REVEALED_VOTES)
    before = DotsBefore()
    divisible = False
    item_word = "candidate"

    def check(self, session: Session, activity: VoteActivity, before: tuple[Activity, ...]) -> None:
        if activity.pack_id is not None or activity.candidates == "items":
            super().check(session, activity, before)
        check_number(activity.dots)

    def stops(self, session: Session, activity: VoteActivity) -> Iterable[Stop]:
        yield Stop(activity_id=activity.id)

    def recorded(self, session: Session, activity: VoteActivity) -> Problem | None:
        if dots_of(session, activity.id):
            hint = "Take them back first, or skip it."
            return Problem(f"Dots have been placed in {activity.title}", hint=hint)
        return super().recorded(session, activity)

    def no_new_item(self, session: Session, activity: VoteActivity) -> Problem | None:
        if is_revealed(session, activity.id):
            hint = "Hide it again first, or add it in a step to come."
            return Problem(f"The ranking of {activity.title} has been seen", hint=hint)
        if activity.candidates == "gaps":
            hint = "Agree its level and its target where it is scored."
            return Problem("A vote on gaps is on what was agreed below its target", hint=hint)
        if activity.candidates == "actions":
            return Problem("This vote is on the open actions", hint="Add an action instead.")
        return None

    def revealed(self, session: Session) -> Session:
        seen = {row.activity_id for row in REVEALED_VOTES.of(session)}
        return VOTES.without(session, lambda dots: dots.activity_id not in seen)

    def waiting(self, session: Session) -> tuple[str, ...]:
        seen = {row.activity_id for row in REVEALED_VOTES.of(session)}
        return tuple(dict.fromkeys(d.activity_id for d in VOTES.of(session) if d.activity_id not in seen))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal_vote(ref).apply(session, now)

    def faults(self, session: Session) -> Iterator[Fault]:
        for index, dots in enumerate(VOTES.of(session)):
            if any(count < 1 for _, count in dots.counts):
                yield (VOTES.name, index), "a number of dots is below 1"

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen, waiting)
