"""From here to there: the answers, what is asked of a pair, and the way between the poles."""

from sessions.kinds.here_to_there.edits import ask_pairs
from sessions.kinds.here_to_there.records import ASKED, PairsActivity
from workshop.panels.asking import AskingPanel
from workshop.panels.host import Commands
from workshop.widgets.dialogs.choose import ChooseDialog


class PairsPanel(AskingPanel):
    """Where we were, are and want to be."""

    kind = "here-to-there"

    @property
    def commands(self) -> Commands:
        return {**super().commands, "dot_rule": self._choose_questions}

    def _choose_questions(self) -> None:
        """Which questions are asked of each pair."""
        activity, host = self.scene.activity, self.host
        assert isinstance(activity, PairsActivity)
        rows = [(aspect.id, aspect.question) for aspect in ASKED]

        def ask(chosen: tuple[str, ...] | None) -> None:
            if chosen and chosen != activity.aspects:
                host.do(ask_pairs(activity.id, chosen))

        host.open(ChooseDialog("What is asked of each pair?", rows, activity.aspects), ask)
