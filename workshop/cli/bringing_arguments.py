"""The arguments of commands about answers from before the day: see `workshop.cli.bring_in` and `.order`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import ITEM, PARTNER, STEP, bringing_in, flag, of_session, optional, value, values


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "bring in answers from before the day: forms that came back, or the table of a survey tool"
    taken = of_session(commands, "import", "bring_in:answers", text)
    value(
        taken,
        "files",
        "FILE",
        "a form, .csv or .xlsx, or a folder of them; known by what is in it",
        nargs="+",
        type=Path,
    )
    value(taken, "--partner", "PARTNER", f"all in a survey answer for this one: {PARTNER}; or `room`")
    text = "which partner an organisation of a survey is; =none leaves its respondents out"
    values(taken, "--as", "NAME=PARTNER", text, dest="bodies")
    text = "which item a column of a survey asks, by its head or letter; =none for no item"
    values(taken, "--column", "HEAD=ITEM", text, dest="columns")
    flag(taken, "--near", "take columns that are only like an item for that item, as proposed")
    flag(taken, "--leave-out", "leave out respondents that are of no partner")
    flag(taken, "--replace", "take it instead of what was answered here, where that is not revealed yet")
    bringing_in(taken)
    text = "propose the order and the minutes of what a step scores, by what splits those who answered before"
    order = of_session(commands, "order", "order:order", text)
    optional(
        order, "step", "STEP", f"{STEP}; without one and where several score, which of them to begin with"
    )
    which = order.add_mutually_exclusive_group()
    flag(which, "--take", "take it as it is printed; undo takes it back")
    flag(which, "--reset", "take the items as the pack has them, without minutes of their own")
    value(order, "--first", "ITEM", f"those that come first, in their order: {ITEM}", nargs="+", default=[])
    values(order, "--minutes", "ITEM=N", "other minutes for one, such as 1.3=8")
    flag(order, "--hidden", "say how far views agree, also where the room has not seen them")
