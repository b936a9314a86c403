"""The arguments of the command that brings in answers from before the day: see `workshop.cli.bring_in`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import PARTNER, bringing_in, flag, of_session, value, values


def add_commands(commands: Any) -> None:
    """Add it to those of the parser."""
    text = "take in answers from before the day: forms that came back, or the table of a survey tool"
    taken = of_session(commands, "import", "bring_in:answers", text)
    value(taken, "files", "FILE", "a form, .csv or .xlsx; known by what is in it", nargs="+", type=Path)
    value(taken, "--partner", "PARTNER", f"all in a survey answer for this one: {PARTNER}; or `room`")
    text = "which partner an organisation of a survey is; =none leaves its respondents out"
    values(taken, "--as", "NAME=PARTNER", text, dest="bodies")
    text = "which item a column of a survey asks, by its head or letter; =none for no item"
    values(taken, "--column", "HEAD=ITEM", text, dest="columns")
    flag(taken, "--near", "take columns that are only like an item for that item, as proposed")
    flag(taken, "--leave-out", "leave out respondents that are of no partner")
    flag(taken, "--replace", "take it instead of what was answered here, where that is not revealed yet")
    bringing_in(taken)
