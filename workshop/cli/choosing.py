"""What can be typed for an appraisal and for options. Loads `argparse` alone: see `workshop.cli`."""

from typing import Any

from workshop.cli.arguments import PARTNER, STEP, flag, of_session, optional, replacing, value, values


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    _appraise(commands)
    _choose(commands)


def _appraise(commands: Any) -> None:
    text = "give a candidate levels on the criteria of a step, or list how the candidates stand"
    appraise = of_session(commands, "appraise", "appraise:appraise", text)
    value(appraise, "step", "STEP", STEP)
    text = (
        "a candidate, such as 1.3; who gives the levels, left out where the room does; then the levels, "
        "by the criterion's name or a part of it: Scale=4 Value=?; without any, they are taken back"
    )
    value(appraise, "what", "CANDIDATE [PARTNER] CRITERION=LEVEL", text, nargs="*", default=[])
    what = appraise.add_mutually_exclusive_group()
    text = "what criteria weigh, from 0 up: Scale=4 Value=2; the others keep their weight"
    value(what, "--weights", "CRITERION=N", text, nargs="+")
    value(what, "--criteria", "NAME", "the criteria, where they are typed and not of a pack", nargs="+")
    text = "show the room the levels of this candidate, or (all) of every one"
    value(what, "--reveal", "CANDIDATE|all", text)
    text = "who gives levels: each partner, blind, or the room"
    value(what, "--by", None, text, choices=("partner", "room"))
    text = "with a candidate and a partner: why it does not share the room's levels; empty takes that back"
    value(what, "--dissent", "REASON", text)


def _choose(commands: Any) -> None:
    text = "say which option a partner would take, or the room takes; or list how the views lie"
    choose = of_session(commands, "choose", "choose:choose", text)
    value(choose, "step", "STEP", STEP)
    optional(choose, "partner", "PARTNER", f"{PARTNER}; `room` for the whole room as one")
    text = "the option: its number, its place in the list, or a part of its name; ? for don't know"
    optional(choose, "option", "OPTION", text)
    value(choose, "--counts", "N,N,…", "a show of hands: how many for each option, in their order")
    value(choose, "--dont-know", "N", "with --counts: how many don't know", type=int)
    replacing(choose, "hands", "views")
    what = choose.add_mutually_exclusive_group()
    flag(what, "--take-back", "take back what this partner said")
    flag(what, "--reveal", "show the room the views")
    value(what, "--room-takes", "OPTION", "the room's choice")
    flag(what, "--withdraw", "take back the room's choice, with its dissent")
    values(what, "--dissent", "PARTNER: REASON", "who does not share the choice, and why; can be given twice")
    value(choose, "--because", "REASON", "with --room-takes: why")
    flag(choose, "--decision", "with --room-takes: record it as a decision, too")
