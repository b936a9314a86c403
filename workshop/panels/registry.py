"""Which panels there are, by the kind of step. A new kind is a module of its own and a line here.

One from outside comes in by `registered`. A kind without a panel has a page, and nothing below it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from workshop.panels.appraise import AppraisePanel
from workshop.panels.checklist import ChecklistPanel
from workshop.panels.discuss import DiscussPanel
from workshop.panels.evaluation import EvaluationPanel
from workshop.panels.gaps import GapsPanel
from workshop.panels.here_to_there import PairsPanel
from workshop.panels.options import OptionsPanel
from workshop.panels.panel import Panel
from workshop.panels.prioritise import PrioritisePanel
from workshop.panels.review import ReviewPanel
from workshop.panels.risk import RiskPanel
from workshop.panels.roles import RolesPanel
from workshop.panels.score import ScorePanel
from workshop.panels.table_work import TableWorkPanel
from workshop.panels.talk import TalkPanel
from workshop.panels.turns import TurnsPanel

_PANELS: tuple[type[Panel], ...] = (
    *(ScorePanel, ChecklistPanel, PrioritisePanel, DiscussPanel),
    *(AppraisePanel, OptionsPanel),
    *(GapsPanel, RiskPanel, PairsPanel, TableWorkPanel, TalkPanel, EvaluationPanel),
    *(ReviewPanel, RolesPanel, TurnsPanel),
)
known: dict[str, type[Panel]] = {panel.kind: panel for panel in _PANELS}


@contextmanager
def registered(panel: type[Panel]) -> Iterator[None]:
    """Have a panel for its kind inside a `with` block."""
    known[panel.kind] = panel
    try:
        yield
    finally:
        del known[panel.kind]
