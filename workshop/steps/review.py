"""Review: the actions that are still open from before."""

from collections.abc import Iterator
from typing import TypeVar

from sessions.kinds.review import ReviewActivity
from sessions.record import Session
from sessions.rows import Activity
from workshop.steps.recorded import action_entries, open_action_lines, open_words
from workshop.steps.scene import Offer, PageLine, Scene, offer
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
        return open_action_lines(scene, f"{self.nothing_open} Go on with {scene.keys['next_stop']}.")

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        asked = "Take the actions in turn: is it done, under way, or to be dropped?"
        yield offer("Review of the open actions", ReviewActivity, "Open actions", 10, asked)
