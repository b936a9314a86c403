"""A person's own keys: which keys can be used, which command has each, and what of it holds. Knows no screen.

A keymap is what `commands.keys_of` takes: command id → names of keys, with commas between.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workshop import commands, key_signs
from workshop.commands import Command, Context
from workshop.key_signs import shown

ALWAYS: Mapping[str, tuple[str, ...]] = {
    "back": ("escape",),
    "put_away": ("escape",),
    "help": ("f1",),
    "open": ("enter",),
    "edit_action": ("enter",),
    "change": ("enter",),
}
"""Keys that stay with a command whatever its own are: the way out, help where letters are typed, and the
key that chooses in a list."""

RUN_FIRST: tuple[Context, ...] = ("run", *(context for context in commands.CONTEXTS if context != "run"))
"""The screens, the one that matters in the room first."""

_OF_DIALOGS = {"escape": "it goes back, and leaves what you are asked", "tab": "it goes to the next field"}
_OF_THE_PROGRAM = {"ctrl+q": "it quits from anywhere", "ctrl+c": "it copies", "ctrl+p": "it is the palette's"}
_OF_PAGES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
_NAMED = {*_OF_DIALOGS, *_OF_PAGES, "enter", "space", "delete", "backspace", "insert"}


class Usable(NamedTuple):
    """What of a remapping holds, and a sentence for each thing in it that does not."""

    keymap: dict[str, str]
    problems: tuple[str, ...]


def unfit(command: Command, key: str) -> str:
    """Why a key cannot be this command's, as the end of a sentence; empty where it can."""
    where = set(command.where)
    answers = command.is_level or command.id == "dont_know"
    is_function_key = key[:1] == "f" and key[1:].isdecimal() and 1 <= int(key[1:]) <= 24
    if key in command.keys or key in ALWAYS.get(command.id, ()):
        return ""
    if why := _OF_DIALOGS.get(key) or _OF_THE_PROGRAM.get(key):
        return why
    if "+" in key:
        return "not every terminal passes it on"
    if not (key in _NAMED or is_function_key or key_signs.character(key)):
        return "there is no such key"
    if key.isdecimal() and "run" in where and not answers:
        return "digits are levels"
    if key == "enter" and where - {"run", "summary"}:
        return "it chooses in a list"
    if key in _OF_PAGES and where - {"run"}:
        return "it moves in lists and pages"
    if "setup" in where and command.id not in ALWAYS and not is_function_key:
        return "it is for typing there; a function key such as F9 can be"
    return ""


def owner(command: Command, key: str, keymap: Mapping[str, str]) -> tuple[Command, Context] | None:
    """Another command that has the key, and a screen on which both are; None where the key is free."""
    for context in command.where:
        for other in commands.of_context(context):
            if other.id != command.id and key in commands.keys_of(other, keymap):
                return other, context
    return None


def usable(keys: Mapping[str, str]) -> Usable:
    """What of the `keys` of the settings can be used. A mistake costs one command its key, and no more."""
    kept: dict[str, str] = {}
    problems: list[str] = []
    for name, written in keys.items():
        command = commands.BY_ID.get(name)
        if command is None:
            problems.append(f"keys.{name}: there is no such command; `workshop keys --json` lists them")
            continue
        wanted = [key_signs.key_name(key) for key in written.split(",") if key.strip()]
        wrong = next((f"{shown(key)}: {why}" for key in wanted if (why := unfit(command, key))), "")
        if wrong:
            problems.append(f"keys.{name}: this cannot be its key. {wrong}")
        elif wanted:
            kept[name] = ",".join(dict.fromkeys([*wanted, *ALWAYS.get(name, ())]))
    while clash := next(_clashes(kept), None):
        remapped, key, other = clash
        problems.append(f"keys.{remapped.id}: {shown(key)} is the key of {other.id} already")
        del kept[remapped.id]
    return Usable(kept, tuple(problems))


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[Command, str, Command]]:
    """(command that was remapped, the key, whose it is) of every key that two commands of a screen have."""
    for context in commands.CONTEXTS:
        had: dict[str, Command] = {}
        for command in commands.of_context(context):
            for key in commands.keys_of(command, keymap):
                other = had.setdefault(key, command)
                if other is command:
                    continue
                if command.id in keymap:
                    yield command, key, other
                elif other.id in keymap:
                    yield other, key, command
