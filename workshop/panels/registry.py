"""Which panels there are, by the kind of step. A new kind is a module of its own and a line here.

One from outside comes in by `registered`. A kind without a panel has a page, and nothing below it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from workshop.panels.checklist import ChecklistPanel
from workshop.panels.gaps import GapsPanel
from workshop.panels.here_to_there import PairsPanel
from workshop.panels.panel import Panel
from workshop.panels.prioritise import PrioritisePanel
from workshop.panels.risk import RiskPanel
from workshop.panels.score import ScorePanel

_PANELS: tuple[type[Panel], ...] = (
    *(ScorePanel, ChecklistPanel, PrioritisePanel),
    *(GapsPanel, RiskPanel, PairsPanel),
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
