"""Other words that people look for a command by, beside those of its label and help."""

import re
from collections.abc import Mapping

from workshop.commands import COMMANDS

ALSO: Mapping[str, str] = {
    # Running a session
    "counts": "vote coloured cards",
    "whole_room": "everybody plenary",
    "reveal": "results",
    "agree": "consensus score",
    "dissent": "disagree object minority",
    "takes_no_part": "recuse abstain conflict interest of",
    "take_back": "delete clear remove",
    "note": "write",
    "decision": "minute resolve vote",
    "add_item": "new risk option",
    "add_action": "task to-do owner due",
    "park": "car later",
    "prompts": "questions",
    "does_not_apply": "n/a applicable skip",
    "edit_notes": "delete change",
    "blank": "hide black dark",
    "peek": "secret",
    "look_up": "glossary jargon meaning",
    "mirror": "audience projector wall screen",
    "resources": "further sources links",
    "jump": "programme plan steps",
    "attendance": "attendance people present",
    "more_time": "extend longer",
    "less_time": "shorten",
    "pause_clock": "stop timer",
    "late": "behind overrun time",
    "item_time": "timer",
    "dot_rule": "options settings",
    "order_items": "sort",
    "bring_back": "parking",
    "details": "rename edit",
    "hand_over": "laptops merge combine together copies split stick",
    "bring_in": "import survey forms",
    # Your sessions
    "new": "create start",
    "follow_on": "series again repeat",
    "open": "resume run continue",
    "demo": "tour learn",
    "find": "search",
    "compare": "progress trend",
    "benchmark": "benchmark others",
    "rehearse": "practice practise dry run test",
    "bin": "delete remove",
    "forget": "anonymise erase privacy",
    "delete_for_good": "erase destroy",
    "all_actions": "to-do overdue",
    # Details, summary, signing off, and everywhere
    "save_template": "reuse",
    "forms": "survey questionnaire print",
    "write": "save export print PDF",
    "copy_text": "send mail",
    "house_style": "branding",
    "sign_off": "approve finish lock",
    "make_final": "lock finish",
    "reopen": "unlock correct",
    "settings": "options preferences shortcuts",
    "packs": "frameworks library",
    "undo": "mistake revert",
    "redo": "repeat",
    "summary": "minutes report export print",
    "theme": "contrast light",
    "help": "shortcuts manual",
    "leave": "close exit quit",
    "quit": "close exit",
}
"""By the command's id."""


_BY_HELP = {command.help: ALSO[command.id] for command in COMMANDS if command.id in ALSO}


def is_meant(typed: str, label: str, help_: str) -> bool:
    """Whether all words that were typed begin words that a command is known by, in any case."""
    words = re.findall(r"[\w'/-]+", f"{label} {help_} {_BY_HELP.get(help_, '')}".casefold())
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())
