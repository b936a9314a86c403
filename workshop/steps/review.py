"""Review: the actions that are still open from before."""

from collections.abc import Iterator
from typing import TypeVar

from sessions import plan
from sessions.kinds.review import ReviewActivity
from sessions.record import Session
from sessions.rows import Activity
from sessions.scope import passed_over
from workshop.steps.recorded import action_entries, open_action_lines, open_words
from workshop.steps.scene import Offer, PageLine, Scene, offer, under
from workshop.steps.view import StepView
from workshop.wall.model import Wall

A = TypeVar("A", bound=Activity)


class ActionListView(StepView[A]):
    """A step that is about the list of open actions."""

    nothing_open = ""  # what the room reads where no action is open
    promoted = frozenset({"show_actions"})

    def start_wall(self, scene: Scene, activity: A) -> Wall:
        actions = scene.session.open_actions()
        if not actions:
            return Wall(activity.title, statement=self.nothing_open)
        entries = tuple(action_entries(actions, scene.today))
        return Wall(activity.title, statement=open_words(scene.session, scene.today), entries=entries)


class ReviewView(ActionListView[ReviewActivity]):
    """The open actions, one after the other."""

    id = "review"
    offered = "Review of actions"
    nothing_open = "No action is open from before."

    def start(self, scene: Scene, activity: ReviewActivity) -> tuple[PageLine, ...]:
        lines = open_action_lines(scene, f"{self.nothing_open} Go on with {scene.keys['next_stop']}.")
        return (*lines, *under("Not reached so far", "point", _not_reached(scene)))

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        asked = "Take the actions in turn: is it done, under way, or to be dropped?"
        yield offer("Review of the open actions", ReviewActivity, "Open actions", 10, asked)


def _not_reached(scene: Scene) -> Iterator[str]:
    """Items of the steps before this one that have no answer and no agreed level: "1.8 Shared data"."""
    session, open_items = scene.session, set(plan.left(scene.session))
    for stop in plan.stops(session):
        if stop.activity_id == scene.stop.activity_id:
            return
        if stop.part == "item" and stop.ref in open_items and not passed_over(session, stop):
            item = session.item(stop.ref)
            yield f"{item.number} {item.name}"
