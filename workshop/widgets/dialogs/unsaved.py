"""Asked before a session is left of which something is not on disk yet."""

from __future__ import annotations

from sessions.problem import Problem
from workshop.widgets.dialogs.pick import PickDialog


class UnsavedDialog(PickDialog[bool]):
    """Dismisses with True where the person leaves all the same."""

    def __init__(self, problem: Problem) -> None:
        stay = "Stay: it is tried again every second"
        rows = [(False, stay), (True, "Leave, and lose what is not saved")]
        super().__init__(f"Not everything is saved. {problem}", rows)
