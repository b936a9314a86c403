"""Steps that ask questions of each of their items, and then show the picture."""

from collections.abc import Sequence
from typing import TypeVar

from sessions.aspects import aspect_of, subject
from sessions.kinds.asking import PICTURE, AskingActivity, is_answered
from sessions.kinds.follow import items_of
from sessions.record import Session
from sessions.scope import items_not_applying, passed_over
from workshop.steps.answered import AnsweredView
from workshop.steps.following import following_lines, following_wall, say_without
from workshop.steps.scene import Page, PageLine, Scene
from workshop.steps.view import not_applying
from workshop.wall.model import Drawing, Wall

Q = TypeVar("Q", bound=AskingActivity)


class AskingView(AnsweredView[Q]):
    """Questions on each item, and the pictures of what was answered."""

    def page(self, scene: Scene) -> Page:
        page, stop = super().page(scene), scene.stop
        if stop.part == PICTURE:
            lines = tuple(self.picture_lines(scene, self._own(scene)))
            if not stop.ref:
                return Page("", self.picture_title(scene), lines)
            item = scene.session.item(stop.ref)
            return Page(item.number, item.name, (*not_applying(scene.session, stop), *lines))
        aspect = aspect_of(stop.ref) if stop.part == "item" else None
        if aspect is None or passed_over(scene.session, stop):
            return page
        return Page(page.label, page.title, (*page.lines, PageLine("question", aspect.question)))

    def start(self, scene: Scene, activity: Q) -> tuple[PageLine, ...]:
        return following_lines(scene.session, activity)

    def start_wall(self, scene: Scene, activity: Q) -> Wall:
        return following_wall(scene.seen, activity)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        """At the first question of the step its script, too, for as long as nobody has answered."""
        activity, stop = self._own(scene), scene.stop
        if stop.part == "start" and (without := say_without(scene, activity)):
            return without
        lines = super().say_next(scene)
        items = items_here_of(scene.session, activity)
        first = stop.part == "item" and stop.ref == _first(items, activity)
        if first and activity.follows is None and not is_answered(scene.session, stop.ref):
            return (*self.script(scene), *lines)
        return lines

    def wall(self, scene: Scene) -> Wall:
        if scene.stop.part == PICTURE and not passed_over(scene.session, scene.stop):
            return self.picture_wall(scene, self._own(scene))
        return super().wall(scene)

    def picture_title(self, scene: Scene) -> str:
        """What stands over the picture of all items."""
        return scene.activity.title

    def picture_lines(self, scene: Scene, activity: Q) -> Sequence[PageLine]:
        """What a picture says, in words: of the item of the stop, or of all of them."""
        return ()

    def picture_list(self, scene: Scene, activity: Q) -> Sequence[PageLine]:
        """What stands below it, a line each."""
        return ()

    def picture_wall(self, scene: Scene, activity: Q) -> Wall:
        """A picture for the room."""
        return Wall(scene.activity.title)

    def shown_below(self, scene: Scene) -> tuple[Drawing | None, tuple[PageLine, ...]]:
        """The picture and the list below it, for the facilitator; nothing of either elsewhere."""
        if scene.stop.part != PICTURE or passed_over(scene.session, scene.stop):
            return None, ()
        return self.drawing(scene), tuple(self.picture_list(scene, self._own(scene)))

    def drawing(self, scene: Scene) -> Drawing | None:
        """What is drawn at a picture; None where nothing can be yet, and elsewhere."""
        return None


def items_here_of(session: Session, activity: AskingActivity) -> tuple[str, ...]:
    """Ids of the items of a step that apply here."""
    out = items_not_applying(session)
    return tuple(item.id for item in items_of(session, activity) if item.id not in out)


def _first(items: Sequence[str], activity: AskingActivity) -> str:
    return subject(items[0], activity.asked[0]) if items else ""
