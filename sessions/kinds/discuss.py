"""Discuss: items are talked about, those of a pack or the top of a vote; figures are guessed first."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from sessions import guess_words, words
from sessions.kinds.guesses import FIGURES_SHOWN, GUESSES, faults_of_guesses, is_shown, ranked, show_figure
from sessions.kinds.kind import Fault, MaterialKind, MaterialStep, Planning, Step
from sessions.kinds.prioritise.records import VoteActivity, is_revealed, top
from sessions.material import Item
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Stop
from sessions.scope import why_not
from sessions.spans import plain, typed
from sessions.summary.model import Block, Facts, Paragraph


class DiscussActivity(MaterialActivity):
    kind: Literal["discuss"] = "discuss"
    follows: str | None = None
    """Id of the vote whose first `top` are discussed here."""
    top: int = Field(default=0, ge=0)

    @property
    def follows_step(self) -> str | None:
        return self.follows


def top_items(session: Session, activity: DiscussActivity) -> tuple[str, ...]:
    """Ids of the items that an activity goes on with: the top of the vote it follows, once it is revealed."""
    if activity.follows is None or not is_revealed(session, activity.follows):
        return ()
    ids = {item.id for pack in session.packs for item in pack.items()}
    return tuple(candidate for candidate in top(session, activity.follows, activity.top) if candidate in ids)


def guessed_here(session: Session, stop: Stop) -> bool:
    """Whether the room guesses a figure at this stop before it talks."""
    if stop.part != "item" or not isinstance(session.activity(stop.activity_id), DiscussActivity):
        return False
    return session.item(stop.ref).guess is not None and why_not(session, stop.ref) is None


class DiscussStep(MaterialStep):
    """A talk in a template; with `top`, on that many of the vote before it."""

    top: int = Field(default=0, ge=0)

    @property
    def needs_pack(self) -> bool:
        return not self.top


class Discuss(MaterialKind[DiscussActivity]):
    id = "discuss"
    activity = DiscussActivity
    step = DiscussStep
    tables = (GUESSES, FIGURES_SHOWN)

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> DiscussActivity:
        assert isinstance(step, DiscussStep)
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

    def check(self, session: Session, activity: DiscussActivity, before: tuple[Activity, ...]) -> None:
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

    def stops(self, session: Session, activity: DiscussActivity) -> Iterable[Stop]:
        if activity.follows is None:
            yield from super().stops(session, activity)
            return
        yield Stop(activity_id=activity.id)
        for item_id in top_items(session, activity):
            yield Stop(activity_id=activity.id, part="item", ref=item_id)

    def revealed(self, session: Session) -> Session:
        shown = {row.item_id for row in FIGURES_SHOWN.of(session)}
        return GUESSES.without(session, lambda row: row.item_id not in shown)

    def waiting(self, session: Session) -> tuple[str, ...]:
        guessed = dict.fromkeys(row.item_id for row in GUESSES.of(session) if row.stands)
        return tuple(item_id for item_id in guessed if not is_shown(session, item_id))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return show_figure(ref).apply(session, now)

    def faults(self, session: Session) -> Iterator[Fault]:
        yield from faults_of_guesses(session)

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        """What was guessed, and the figure, once the room has seen it."""
        if item.id in waiting:
            yield Paragraph(plain(f"Guessed, {words.NOT_REVEALED}."))
        elif item.guess is not None and is_shown(seen, item.id):
            guessed = guess_words.guess_range([one.figure for one in ranked(seen, item.id)])
            rows = [("Guessed", typed(guessed))] if guessed else []
            yield Facts((*rows, ("The figure", plain(guess_words.figure(item.guess)))))
