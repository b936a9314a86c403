"""Risk: the answers, whether the impact is asked, and the map."""

from sessions.kinds.risk.edits import ask_impact
from sessions.kinds.risk.records import RiskActivity
from workshop.panels.asking import AskingPanel
from workshop.panels.host import Commands


class RiskPanel(AskingPanel):
    """Likelihood and, where it is wanted, impact."""

    kind = "risk"

    @property
    def commands(self) -> Commands:
        return {**super().commands, "dot_rule": self._turn_impact}

    def _turn_impact(self) -> None:
        """Ask for the impact, too, or leave it out."""
        activity, host = self.scene.activity, self.host
        assert isinstance(activity, RiskActivity)
        if host.do(ask_impact(activity.id, impact=not activity.impact)):
            asked = "is not asked" if activity.impact else "is asked, after the likelihood"
            host.tell(f"The impact {asked}. {host.key('dot_rule')} changes it back.")
