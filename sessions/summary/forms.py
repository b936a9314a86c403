"""How much of a session a summary holds, and for whom. Quick to load."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["page", "minutes", "full", "board", "large", "easy"]
FORMS: Mapping[Form, str] = {
    "page": "On a page: decisions, actions, what was agreed, what is next",
    "minutes": "Minutes: the page, and what was said on each item",
    "full": "Full record: the minutes, with every answer, chart and minute taken",
    "board": "Board paper: the report that a board asks for, to be finished",
    "large": "Large print: the page in 16 point or more, one thing under another",
    "easy": "Easy read: short lines with room for pictures, a draft to be tried with readers",
}
"""What each is called where one is chosen, in the order in which they are offered."""
