"""Talk: who speaks."""

from sessions.kinds.talk import TalkActivity, set_speaker
from workshop.panels.host import Commands, Question
from workshop.panels.panel import Panel


class TalkPanel(Panel):
    """Nothing below the page; the name of who speaks can be put right."""

    kind = "talk"

    @property
    def commands(self) -> Commands:
        return {"dot_rule": self._ask_speaker}

    def _ask_speaker(self) -> None:
        activity = self.scene.activity
        assert isinstance(activity, TalkActivity)
        self.host.ask(
            Question(
                "Who speaks?",
                lambda typed: set_speaker(activity.id, typed.text),
                replaces=True,
                text=activity.speaker,
                placeholder="A name, and where from.",
                may_be_empty=True,
            )
        )
