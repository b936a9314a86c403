"""Steps that ask questions of each item: the answers, and at the end the picture."""

from textual.app import ComposeResult

from workshop.panels.answered import AnsweredPanel
from workshop.steps.asking import AskingView
from workshop.steps.registry import view_at
from workshop.widgets.drawing import DrawingView


class AskingPanel(AnsweredPanel):
    """As for all that is answered, and the picture with its list."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield DrawingView(id="picture")

    def show(self) -> bool:
        scene, picture = self.scene, self.query_one(DrawingView)
        view = view_at(scene)
        drawing, lines = view.shown_below(scene) if isinstance(view, AskingView) else (None, ())
        picture.display = drawing is not None or bool(lines)
        if picture.display:
            picture.show(drawing, lines)
        return super().show() or bool(picture.display)
