"""The kind `turns`: how it is planned, where it stops, which clocks run there, and what is left."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic import Field

from sessions.kinds.kind import Fault, Kind, Planning, Step
from sessions.kinds.timed import Timed
from sessions.kinds.turns import summary
from sessions.kinds.turns.records import (
    MOST_PARTS,
    PARTS,
    TurnPart,
    TurnsActivity,
    Who,
    had,
    part_at,
    place_of,
    places_of,
    present,
    shared,
    taker_at,
    takers,
    turn_stop,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.summary.model import Block


class TurnsStep(Step):
    """A step in a template; with `airtime`, its parts share so many minutes."""

    who: Who = "people"
    airtime: int | None = Field(default=None, ge=1, le=120)
    parts: tuple[TurnPart, ...] = Field(default=PARTS, min_length=1, max_length=MOST_PARTS)


class Turns(Kind[TurnsActivity]):
    id = "turns"
    activity = TurnsActivity
    step = TurnsStep
    yields = "minutes"

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> TurnsActivity:
        assert isinstance(step, TurnsStep)
        if step.airtime is not None:
            try:
                step = step.model_copy(update={"parts": shared(step.parts, step.airtime)})
            except Problem as problem:
                where = f"template {planning.template_id}"
                raise Problem(f"{step.title!r}: {problem.what}", where=where, hint=problem.hint) from problem
        return super().plan(step, step_id, planning, **settings)

    def stops(self, session: Session, activity: TurnsActivity) -> Iterable[Stop]:
        """The start, and every part of every turn; nobody's who is passed over."""
        yield Stop(activity_id=activity.id)
        for taker in present(session, activity):
            for number, _ in enumerate(activity.parts, 1):
                yield turn_stop(activity, taker.id, number)

    def place_of(self, stop: Stop) -> str:
        return place_of(stop)

    def timed(self, session: Session, activity: TurnsActivity, stop: Stop) -> tuple[Timed, ...]:
        """The clock of the turn, and that of its part."""
        number, taker = part_at(activity, stop), taker_at(session, activity, stop)
        if number is None or taker is None:
            return ()
        return (
            Timed("turn", activity.airtime, places_of(taker.id)),
            Timed("this part", activity.parts[number - 1].minutes, (place_of(stop),)),
        )

    def left(self, session: Session, activity: TurnsActivity) -> tuple[str, ...]:
        rows = takers(session, activity)
        return () if any(had(session, activity, row.id) for row in rows) else (activity.id,)

    def faults(self, session: Session) -> Iterator[Fault]:
        for index, activity in enumerate(session.agenda):
            if not isinstance(activity, TurnsActivity):
                continue
            for name, ids in (("order", activity.order), ("out", activity.out)):
                for number, ref in enumerate(ids):
                    if ref in ids[:number]:
                        yield ("agenda", index, name, number), f"{ref!r} stands twice"

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen)
