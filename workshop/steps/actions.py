"""Actions: who will do what, by when, and what is decided."""

from collections.abc import Iterator

from sessions.kinds.actions import ActionsActivity
from sessions.record import Session
from workshop.steps.recorded import note_lines, open_action_lines
from workshop.steps.review import ActionListView
from workshop.steps.scene import Offer, PageLine, Scene, offer


class ActionsView(ActionListView[ActionsActivity]):
    """The views of taking actions."""

    id = "actions"
    offered = "Take actions"

    def nothing_open(self, session: Session) -> str:
        del session
        return "Who will do what, by when?"

    def start(self, scene: Scene, activity: ActionsActivity) -> tuple[PageLine, ...]:
        nothing = f"No action yet. Press {scene.keys['add_action']} to add the first."
        decisions = note_lines(scene.session, "decision", "Decisions")
        return (*open_action_lines(scene, nothing), *decisions)

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        if not any(isinstance(a, ActionsActivity) and a.state == "planned" for a in session.agenda):
            asked = "Each action needs one owner and a date. Read it back."
            yield offer("Who does what: taking actions", ActionsActivity, "Actions", 10, asked)
