"""Steps that can go on with the top of a vote before them, instead of with a pack: what such kinds share."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from pydantic import Field

from sessions.added import own_items
from sessions.kinds.kind import MaterialKind, MaterialStep, Planning, Step
from sessions.kinds.prioritise.records import VoteActivity, is_revealed, top
from sessions.material import Item
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Stop

FROM_A_VOTE = "what it is about is voted on first"
"""Why such a step is in no form before the vote has been revealed."""


class FollowingActivity(MaterialActivity):
    """A step on items of a pack, or on those with most dots of a vote."""

    follows: str | None = None
    """Id of the vote whose first `top` it goes on with."""
    top: int = Field(default=0, ge=0)

    @property
    def follows_step(self) -> str | None:
        return self.follows


class FollowingStep(MaterialStep):
    """Such a step in a template; with `top`, on that many of the vote before it."""

    top: int = Field(default=0, ge=0)

    @property
    def needs_pack(self) -> bool:
        return not self.top


F = TypeVar("F", bound=FollowingActivity)


class FollowingKind(MaterialKind[F], Generic[F]):
    """A kind with such steps."""

    step = FollowingStep

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> F:
        assert isinstance(step, FollowingStep)
        if not step.top:
            return super().plan(step, step_id, planning, **settings)
        votes = [activity for activity in planning.before if isinstance(activity, VoteActivity)]
        if not votes:
            problem = "the top of a vote, but no vote comes before it"
            hint = "Put a step of kind 'prioritise' before it, or take out `top`."
        elif votes[-1].candidates == "actions":
            problem = "the top of a vote on actions, but only items are discussed"
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
            raise Problem(f"{vote.title} is a vote on actions, and only items are discussed", hint=hint)
        if activity.top < 1:
            hint = "Discuss at least its first."
            raise Problem(f"{activity.title} goes on with nothing of {vote.title}", hint=hint)

    def stops(self, session: Session, activity: F) -> Iterable[Stop]:
        if activity.follows is None:
            yield from super().stops(session, activity)
            return
        yield Stop(activity_id=activity.id)
        for item in items_of(session, activity):
            yield from self.item_stops(activity, item)


def items_of(session: Session, activity: MaterialActivity) -> tuple[Item, ...]:
    """All items that a step is on: of its pack, or the top of the vote that it goes on with, and those that
    were added to it besides.
    """
    if not isinstance(activity, FollowingActivity) or activity.follows is None:
        return activity.items(session.packs)
    items = {item_id: session.item(item_id) for item_id in top_items(session, activity)}
    return tuple({**items, **{item.id: item for item in own_items(session, activity)}}.values())


def top_items(session: Session, activity: FollowingActivity) -> tuple[str, ...]:
    """Ids of the items that a step goes on with: the top of the vote it follows, once it is revealed."""
    if activity.follows is None or not is_revealed(session, activity.follows):
        return ()
    ids = {item.id for pack in session.packs for item in pack.items()}
    return tuple(candidate for candidate in top(session, activity.follows, activity.top) if candidate in ids)
