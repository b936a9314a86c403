"""From here to there: the answers, and the way between the poles."""

from workshop.panels.asking import AskingPanel


class PairsPanel(AskingPanel):
    """Where we were, are and want to be."""

    kind = "here-to-there"
