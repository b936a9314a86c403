"""Other words that people look for a command by, beside those of its label and help."""

import re
from collections.abc import Mapping

from workshop.commands import COMMANDS

ALSO: Mapping[str, str] = {
    # Running a session
    "counts": "vote coloured cards poll",
    "whole_room": "everybody plenary",
    "reveal": "results",
    "agree": "consensus score",
    "dissent": "disagree object minority",
    "takes_no_part": "recuse abstain conflict interest of",
    "take_back": "delete clear remove",
    "note": "write",
    "decision": "minute resolve vote",
    "add_item": "new risk option",
    "add_action": "task to-do owner due follow-up follow up",
    "park": "car later",
    "prompts": "questions",
    "does_not_apply": "n/a applicable skip",
    "edit_notes": "delete change fix typo",
    "blank": "hide black dark",
    "peek": "secret",
    "look_up": "glossary jargon meaning acronym dictionary",
    "mirror": "audience projector wall screen big second",
    "resources": "further sources links",
    "jump": "programme plan steps break coffee tea lunch extra unplanned vote evaluation feedback",
    "attendance": "attendance people present absent quorum",
    "more_time": "extend longer",
    "less_time": "shorten",
    "pause_clock": "stop timer",
    "late": "behind overrun time faster",
    "item_time": "timer",
    "dot_rule": "options settings",
    "order_items": "sort",
    "bring_back": "parking",
    "details": "rename edit name typo forms questionnaire chair next meeting",
    "hand_over": "laptops merge combine together copies split stick backup",
    "bring_in": "import survey forms",
    # Your sessions
    "new": "create start template agenda",
    "follow_on": "series again repeat copy duplicate",
    "open": "resume run continue",
    "demo": "tour learn tutorial",
    "find": "search",
    "compare": "progress trend last year",
    "benchmark": "benchmark others register",
    "rehearse": "practice practise dry run test",
    "bin": "delete remove",
    "forget": "anonymise erase privacy GDPR",
    "delete_for_good": "erase destroy",
    "all_actions": "to-do overdue decisions",
    # Details, summary, signing off, and everywhere
    "begin": "begin",
    "add_person": "chair attendance interests participant",
    "go_on": "previous series",
    "save_template": "reuse",
    "forms": "survey questionnaire print",
    "write": "save export print PDF",
    "read_it": "preview",
    "choose_formats": "formats PDF anonymous names",
    "write_again": "update",
    "copy_text": "send mail email paste",
    "house_style": "branding letterhead",
    "sign_off": "approve finish lock draft",
    "make_final": "lock finish",
    "reopen": "unlock correct",
    "settings": "options preferences shortcuts",
    "packs": "frameworks library",
    "undo": "mistake revert fix restore",
    "redo": "repeat",
    "summary": "minutes report export print email send finish",
    "theme": "contrast light font",
    "help": "shortcuts manual guide tutorial",
    "leave": "close exit quit",
    "quit": "close exit",
}
"""By the command's id."""


_BY_HELP = {command.help: ALSO[command.id] for command in COMMANDS if command.id in ALSO}


def is_meant(typed: str, label: str, help_: str) -> bool:
    """Whether all words that were typed begin words that a command is known by, in any case."""
    words = re.findall(r"[\w'/-]+", f"{label} {help_} {_BY_HELP.get(help_, '')}".casefold())
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())
