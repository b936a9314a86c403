"""Talk: who speaks about what, and then what the room asks."""

from collections.abc import Iterator
from dataclasses import replace

from sessions.kinds.talk import QUESTIONS, TalkActivity
from sessions.record import Session
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.steps.view import StepView
from workshop.wall.model import Wall

MINUTES = 15
ASK = "Your questions"


class TalkView(StepView[TalkActivity]):
    """Somebody speaks; afterwards the room asks."""

    id = "talk"
    offered = "A talk"
    promoted = frozenset({"note"})

    def page(self, scene: Scene) -> Page:
        page = super().page(scene)
        if scene.stop.part != QUESTIONS:
            return page
        return Page(scene.activity.title, ASK, self.start(scene, self._own(scene)))

    def start(self, scene: Scene, activity: TalkActivity) -> tuple[PageLine, ...]:
        key = scene.keys["dot_rule"]
        speaker = PageLine("lead", activity.speaker, person=True)
        if not activity.speaker:
            speaker = PageLine("muted", f"{key} notes who speaks.")
        about = [PageLine("text", activity.about, person=True)] if activity.about else []
        return (speaker, *about)

    def wall(self, scene: Scene) -> Wall:
        wall = super().wall(scene)
        if scene.stop.part != QUESTIONS:
            return wall
        return replace(wall, title=ASK, label="", statement=_who(self._own(scene)))

    def start_wall(self, scene: Scene, activity: TalkActivity) -> Wall:
        """Little text, so that the countdown has all the rest of the room."""
        return Wall(activity.title, statement="\n".join(filter(None, (activity.speaker, activity.about))))

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        activity, keys = self._own(scene), scene.keys
        if scene.stop.part == QUESTIONS:
            asked = f"“What would you like to ask?” {keys['note']} writes down what we take from it."
            return (asked, f"{keys['add_action']} takes an action. Then {keys['next_stop']} goes on.")
        welcome = f"“Welcome {activity.speaker}.”" if activity.speaker else ""
        then = "for the questions" if activity.questions else "goes on"
        minutes = f"The room sees the {activity.minutes} minutes run. Then {keys['next_stop']} {then}."
        return tuple(filter(None, (*self.script(scene), welcome, minutes)))

    def commands(self, scene: Scene) -> frozenset[str]:
        return frozenset({"dot_rule"})

    def labels(self, scene: Scene) -> dict[str, str]:
        return {"dot_rule": "speaker"}

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        yield offer("A talk, and then the room asks", TalkActivity, "Talk", MINUTES)


def _who(activity: TalkActivity) -> str:
    """ "Priya Shah: What we learned"."""
    return ": ".join(filter(None, (activity.speaker, activity.title)))
