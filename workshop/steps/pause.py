"""Break: how long it takes, and what comes after it."""

from collections.abc import Iterator

from sessions import plan
from sessions.kinds.pause import BreakActivity
from sessions.record import Session
from workshop.steps.scene import Offer, PageLine, Scene, offer
from workshop.steps.view import StepView
from workshop.wall.model import Wall


class BreakView(StepView[BreakActivity]):
    """A pause with a countdown."""

    id = "break"
    offered = "A break"

    def start(self, scene: Scene, activity: BreakActivity) -> tuple[PageLine, ...]:
        minutes = [PageLine("lead", f"{activity.minutes} minutes")] if activity.minutes else []
        then = _then(scene.session, activity)
        return (*minutes, *([PageLine("text", then)] if then else []))

    def start_wall(self, scene: Scene, activity: BreakActivity) -> Wall:
        return Wall(activity.title, statement=_then(scene.session, activity))

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        yield offer("A break, with a countdown", BreakActivity, "Break", 10)


def _then(session: Session, activity: BreakActivity) -> str:
    coming = plan.after(session, activity)
    return f"Then: {coming.title}" if coming else ""
