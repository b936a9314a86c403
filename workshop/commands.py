"""Every command once. Key bindings, key bar, palette, help page and documentation all come from here.

Keys use Textual's names (`right`, `question_mark`, `delete`); a screen binds what belongs to its context.
"""

from __future__ import annotations

import contextlib
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Context = Literal["home", "setup", "run", "actions", "summary", "settings"]
CONTEXTS: tuple[Context, ...] = get_args(Context)
TITLES: Mapping[Context, str] = {
    "home": "Your sessions",
    "setup": "Details of a session",
    "run": "Running a session",
    "actions": "Actions",
    "summary": "Summary",
    "settings": "Settings",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for. `keys` are alternatives; the first is the one that is shown."""

    id: str
    keys: tuple[str, ...]
    label: str
    """One or two words, for the key bar."""
    help: str
    """One sentence, for the help page and the palette."""
    where: tuple[Context, ...]
    bar: bool = True
    """Whether the key bar shows it."""

    def action_in(self, context: Context) -> str:
        """The same on a screen: a run is put together from parts, which know their commands by id."""
        return f"command({self.id!r})" if context == "run" else self.id


def _level(number: int) -> Command:
    return Command(
        f"answer_level_{number}",
        (str(number),),
        "level",
        f"Level {number} for the partner in focus, and on to the next partner.",
        ("run",),
        bar=number == 1,
    )


_EVERYWHERE: tuple[Context, ...] = CONTEXTS
_INSIDE: tuple[Context, ...] = tuple(one for one in CONTEXTS if one not in ("run", "home"))

COMMANDS: tuple[Command, ...] = (
    # Running a session
    Command("next_stop", ("right",), "next", "Go to the next item or step.", ("run",)),
    Command(
        "previous_stop", ("left",), "previous", "Go back to the item or step before.", ("run",), bar=False
    ),
    Command("next_partner", ("down",), "partner", "Put the next partner in focus.", ("run",), bar=False),
    Command("previous_partner", ("up",), "partner", "Put the partner before in focus.", ("run",), bar=False),
    *(_level(number) for number in range(1, 10)),
    Command("dont_know", ("0",), "don't know", "The partner in focus does not know.", ("run",), bar=False),
    Command(
        "counts",
        ("c",),
        "hands",
        "Enter a show of hands for the partner in focus, level by level; in a vote, its dots.",
        ("run",),
    ),
    Command(
        "reveal",
        ("r",),
        "reveal",
        "Show all answers or dots at once; again after that, start the second round.",
        ("run",),
    ),
    Command(
        "agree",
        ("g",),
        "agree",
        "Record the level the room settles on, its target and the strength of the evidence.",
        ("run",),
    ),
    Command(
        "dissent",
        ("x",),
        "dissent",
        "Put on record why the partner in focus does not share the agreed level.",
        ("run",),
    ),
    Command(
        "take_back",
        ("backspace", "delete"),
        "take back",
        "Take back the answer, or the dots, of the partner in focus.",
        ("run",),
        bar=False,
    ),
    Command(
        "page_down",
        ("pagedown",),
        "down",
        "Scroll down; where the room's view has several pages, turn to the next.",
        ("run",),
        bar=False,
    ),
    Command(
        "page_up",
        ("pageup",),
        "up",
        "Scroll up; where the room's view has several pages, turn back.",
        ("run",),
        bar=False,
    ),
    Command("note", ("n",), "note", "Note evidence or a comment on this item.", ("run",)),
    Command("decision", ("d",), "decision", "Record a decision.", ("run",)),
    Command("add_action", ("a",), "action", "Add an action: who will do what by when.", ("run", "actions")),
    Command("park", ("p",), "park", "Park a point to come back to.", ("run",)),
    Command(
        "prompts",
        ("e",),
        "prompts",
        "Show or put away the prompts, the evidence to look for, notes and actions.",
        ("run",),
    ),
    Command(
        "edit_notes", ("N",), "edit notes", "Correct or remove a note on this item.", ("run",), bar=False
    ),
    Command(
        "mirror",
        ("v",),
        "room view",
        "Turn this window into what the room sees, and back.",
        ("run",),
        bar=False,
    ),
    Command(
        "peek",
        ("k",),
        "peek",
        "Look for a moment at what is hidden from the room, where only you see this window.",
        ("run",),
        bar=False,
    ),
    Command("look_up", ("l",), "look up", "Look up a term or an abbreviation.", ("run", "home"), bar=False),
    Command(
        "jump",
        ("j",),
        "agenda",
        "Show the agenda: go anywhere, add a vote, a talk or a break, reorder, skip, or leave for later.",
        ("run",),
        bar=False,
    ),
    Command("more_time", ("plus",), "a minute more", "Give this step a minute more.", ("run",), bar=False),
    Command("less_time", ("minus",), "a minute less", "Give this step a minute less.", ("run",), bar=False),
    Command("item_time", ("T",), "item time", "Set or end a countdown for each item.", ("run",), bar=False),
    Command(
        "dot_rule",
        ("o",),
        "dots each",
        "Set how many dots each partner has in this vote.",
        ("run",),
        bar=False,
    ),
    Command(
        "sort_profile",
        ("f",),
        "sort",
        "Sort the profile by gap, spread, level or agenda.",
        ("run",),
        bar=False,
    ),
    Command(
        "raise_gap",
        ("left_square_bracket",),
        "up",
        "Move the gap in focus up the room's order.",
        ("run",),
        bar=False,
    ),
    Command(
        "lower_gap",
        ("right_square_bracket",),
        "down",
        "Move the gap in focus down the room's order.",
        ("run",),
        bar=False,
    ),
    Command(
        "bring_back",
        ("b",),
        "parked",
        "Bring back a parked point: make it an action or a decision, or drop it.",
        ("run",),
        bar=False,
    ),
    Command("show_actions", ("A",), "all actions", "List all actions of the session.", ("run",), bar=False),
    Command(
        "details",
        ("i",),
        "details",
        "Change title, place, date, partners or people.",
        ("run", "home"),
        bar=False,
    ),
    # Your sessions
    Command("new", ("n",), "new", "Prepare a new session.", ("home",)),
    Command("open", ("enter",), "open", "Open the session in focus where it was left.", ("home",)),
    Command("demo", ("d",), "demo", "Open a worked example to look around in.", ("home",)),
    Command("find", ("slash", "f"), "find", "Find by words.", ("home", "actions")),
    Command(
        "bin",
        ("delete", "backspace"),
        "bin",
        "Move the session in focus to the bin folder; undo brings it back.",
        ("home",),
    ),
    # Actions
    Command("edit_action", ("enter",), "edit", "Change the action in focus.", ("actions",)),
    Command(
        "next_status",
        ("space",),
        "status",
        "Set the status on: open, in progress, done, dropped.",
        ("actions",),
    ),
    Command(
        "next_filter", ("v",), "filter", "Show open actions, overdue ones, or all of them.", ("actions",)
    ),
    # Details of a session
    Command("begin", ("f5",), "run", "Start or go on with the session.", ("setup",)),
    Command("add_partner", ("f2",), "add partner", "Add a partner.", ("setup",)),
    Command("usual_partners", ("f3",), "usual partners", "Add the partners most sessions have.", ("setup",)),
    Command("add_person", ("f4",), "add person", "Add somebody who is there.", ("setup",)),
    # Summary
    Command("write", ("w", "enter"), "write", "Write the summary to disk.", ("summary",)),
    Command("open_written", ("o",), "open it", "Open what was written.", ("summary",)),
    Command("change_folder", ("f",), "folder", "Choose where the summary goes.", ("summary",)),
    # Settings
    Command(
        "settings", ("comma",), "settings", "Choose your own keys, colours and folder.", ("home",), bar=False
    ),
    Command("change", ("enter",), "change", "Change the setting in focus.", ("settings",)),
    Command(
        "reset", ("delete", "backspace"), "default", "Give the setting in focus its default.", ("settings",)
    ),
    # Everywhere
    Command("undo", ("u",), "undo", "Take back the last change.", ("run", "home", "actions")),
    Command("redo", ("U",), "redo", "Do again what was undone.", ("run", "actions"), bar=False),
    Command("undo_typed", ("f6",), "undo", "Take back the last change of the details.", ("setup",)),
    Command(
        "summary",
        ("s",),
        "summary",
        "See what the summary will hold, and write it.",
        ("run", "home", "actions"),
    ),
    Command(
        "theme",
        ("t",),
        "theme",
        "Choose colours for a bright room, a dark room or the laptop.",
        ("home", "run", "actions", "summary", "settings"),
        bar=False,
    ),
    Command("help", ("question_mark", "f1"), "help", "Say what to do here, and list every key.", _EVERYWHERE),
    Command("back", ("q", "escape"), "back", "Go back. Everything is saved already.", _INSIDE),
    Command(
        "leave", ("q",), "leave", "Leave the session for the list. Everything is saved already.", ("run",)
    ),
    Command("quit", ("q",), "quit", "Leave the program. Everything is saved already.", ("home",)),
    Command(
        "put_away",
        ("escape",),
        "put away",
        "Put away the prompts, the room view, or the words to find.",
        ("run", "home"),
        bar=False,
    ),
)

LEVEL_KEYS = "1 2 3 …"
"""The keys of the levels together: how many there are is a matter of the scale."""
LEVEL_HELP = "Level of the partner in focus, as far as the scale goes, and on to the next partner."

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

_SYMBOLS = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "enter": "↵",
    "question_mark": "?",
    "slash": "/",
    "delete": "del",
    "backspace": "⌫",
    "escape": "esc",
    "space": "space",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "comma": ",",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual's name of a key is not that of the character."""


def key_name(written: str) -> str:
    """Textual's name of a key, from what a person writes for it: `?` is `question_mark`, `F5` is `f5`."""
    key = written.strip() or written
    if len(key) != 1:
        return key.lower()
    if key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_CHARACTERS = {key_name(one): one for one in string.punctuation}


def character(key: str) -> str:
    """What is typed with a key of this name: `question_mark` types `?`. Empty for keys that type nothing."""
    if len(key) == 1:
        return key
    with contextlib.suppress(KeyError):
        found = _CHARACTERS.get(key) or unicodedata.lookup(key.replace("_", " "))
        # "escape" names a character too, and "dog" a picture; no key types them.
        return found if found.isprintable() and ord(found) < 0x3000 else ""
    return ""


def shown(key: str) -> str:
    """How a key is written for people: `question_mark` is "?", `f5` is "F5"."""
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return _SYMBOLS.get(key) or character(key).strip() or key


def of_context(context: Context) -> tuple[Command, ...]:
    """The commands of a context, in the order in which they are listed."""
    return tuple(command for command in COMMANDS if context in command.where)


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command, after the remapping of the settings (command id → keys, with commas)."""
    remapped = keymap.get(command.id, "")
    return tuple(key.strip() for key in remapped.split(",") if key.strip()) or command.keys


def help_rows(
    contexts: Iterable[Context], keymap: Mapping[str, str]
) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """(title of a context, rows of (keys, label, help)) for the help page; the levels are one row."""
    pages = []
    for context in contexts:
        rows: list[tuple[str, str, str]] = []
        for command in of_context(context):
            keys = " ".join(shown(key) for key in keys_of(command, keymap))
            if command.id.startswith("answer_level_"):
                if command.id == "answer_level_1" and not any(k.startswith("answer_level_") for k in keymap):
                    rows.append((LEVEL_KEYS, command.label, LEVEL_HELP))
                elif any(k.startswith("answer_level_") for k in keymap):
                    rows.append((keys, command.label, command.help))
                continue
            rows.append((keys, command.label, command.help))
        pages.append((TITLES[context], tuple(rows)))
    return tuple(pages)
