"""Steps on items of a pack that may go on with a vote before them instead: with the first few of it."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from pydantic import Field

from sessions.kinds.kind import MaterialKind, MaterialStep, Planning, Step
from sessions.kinds.prioritise.records import VoteActivity, is_revealed, top
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Stop


class FollowingActivity(MaterialActivity):
    follows: str | None = None
    """Id of the vote whose first `top` stand here; None for the step's own items."""
    top: int = Field(default=0, ge=0)

    @property
    def follows_step(self) -> str | None:
        return self.follows


def top_items(session: Session, activity: FollowingActivity) -> tuple[str, ...]:
    """Ids of the items that an activity goes on with: the top of the vote it follows, once it is revealed."""
    if activity.follows is None or not is_revealed(session, activity.follows):
        return ()
    ids = {item.id for pack in session.packs for item in pack.items()}
    return tuple(candidate for candidate in top(session, activity.follows, activity.top) if candidate in ids)


class FollowingStep(MaterialStep):
    """A step of a template; with `top`, on that many of the vote before it."""

    top: int = Field(default=0, ge=0)

    @property
    def needs_pack(self) -> bool:
        return not self.top


F = TypeVar("F", bound=FollowingActivity)


class FollowingKind(MaterialKind[F]):
    """A kind whose steps may go on with a vote."""

    step: ClassVar[type[Step]] = FollowingStep
    done: ClassVar[str] = ""
    """What is done with items there: "discussed"."""

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> F:
        assert isinstance(step, FollowingStep)
        if not step.top:
            return super().plan(step, step_id, planning, **settings)
        votes = [activity for activity in planning.before if isinstance(activity, VoteActivity)]
        if not votes:
            problem = "the top of a vote, but no vote comes before it"
            hint = "Put a step of kind 'prioritise' before it, or take out `top`."
        elif votes[-1].candidates == "actions":
            problem = f"the top of a vote on actions, but only items are {self.done}"
            hint = "Let the vote be on items or gaps, or take out `top`."
        else:
            return super().plan(step, step_id, planning, follows=votes[-1].id, **settings)
        where = f"template {planning.template_id}"
        raise Problem(f"{step.title!r} goes on with {problem}", where=where, hint=hint)

    def check(self, session: Session, activity: F, before: tuple[Activity, ...]) -> None:
        if activity.follows is None or activity.pack_id is not None:
            super().check(session, activity, before)
        if activity.follows is None:
            return
        vote = next((v for v in before if v.id == activity.follows and isinstance(v, VoteActivity)), None)
        if vote is None:
            raise Problem(f"{activity.title} goes on with a vote", hint="It has to come after that vote.")
        if vote.candidates == "actions":
            hint = "Go on with a vote on items or on gaps."
            what = f"{vote.title} is a vote on actions, and only items are {self.done}"
            raise Problem(what, hint=hint)
        if activity.top < 1:
            hint = "Take at least its first."
            raise Problem(f"{activity.title} goes on with nothing of {vote.title}", hint=hint)

    def stops(self, session: Session, activity: F) -> Iterable[Stop]:
        if activity.follows is None:
            yield from super().stops(session, activity)
            return
        yield Stop(activity_id=activity.id)
        for item_id in top_items(session, activity):
            yield Stop(activity_id=activity.id, part="item", ref=item_id)
