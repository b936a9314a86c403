"""Score: the answers on an item, and at the close of a section how far it has got."""

from textual.app import ComposeResult

from workshop.panels.answered import AnsweredPanel
from workshop.profile import profile
from workshop.widgets.profile import ProfileView


class ScorePanel(AnsweredPanel):
    """As for all that is answered, and the profile of a section."""

    kind = "score"

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield ProfileView(id="so-far")

    def show(self) -> bool:
        so_far, stop = self.query_one(ProfileView), self.scene.stop
        rows = profile(self.session, "agenda", stop.ref) if stop.part == "closing" else ()
        so_far.display = bool(rows)
        if rows:
            so_far.show(rows, None, "  by agenda")
        return super().show() or bool(rows)
