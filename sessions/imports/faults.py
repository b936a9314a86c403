"""What could not be read of a file that comes in: where it stands, why, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sessions.problem import Problem
from sessions.sheets import column_name

MOST_TOLD = 40
"""Faults that are told at once: whoever has more has another trouble than each of them."""


Asks = Literal["", "near", "twice", "body", "partner"]
"""What can be decided instead of mending the file: whether a column is what is proposed, whether a second one
is left where it is, which partner a body is, which one all of them answer for.
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a file from being taken. Row and column are those of the spreadsheet, from 1."""

    file: str
    what: str
    hint: str
    row: int | None = None
    column: int | None = None
    where: str = ""
    """The place in a file that has no rows and columns."""
    asks: Asks = ""
    about: str = ""
    """The body as it is typed, where that is asked for."""

    @property
    def place(self) -> str:
        """ "row 4, column C"; empty for the file as a whole."""
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {column_name(self.column)}" if self.column is not None else ""
        return ", ".join(part for part in (row, column, self.where) if part)

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.what}"


def fault_of(problem: Problem, path: Path) -> Fault:
    """What keeps a whole file from being read."""
    return Fault(path.name, problem.what, problem.hint)
