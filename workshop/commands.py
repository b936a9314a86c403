"""Every command once. Key bindings, key bar, palette, help page and documentation all come from here.

Keys use Textual's names (`right`, `question_mark`, `delete`); a screen binds what belongs to its context.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from workshop.key_signs import shown

Context = Literal["home", "setup", "run", "actions", "summary", "sign-off", "settings", "packs", "house",
                  "then-and-now", "benchmark", "all-actions", "standing"]  # fmt: skip
CONTEXTS: tuple[Context, ...] = get_args(Context)
TITLES: Mapping[Context, str] = {
    "home": "Your sessions",
    "setup": "Details of a session",
    "run": "Running a session",
    "actions": "Actions",
    "summary": "Summary",
    "sign-off": "Signing off",
    "settings": "Settings",
    "packs": "Packs to read",
    "house": "House style",
    "then-and-now": "Then and now",
    "benchmark": "Places side by side",
    "all-actions": "Actions of all sessions",
    "standing": "Decisions and risks of all sessions",
}


FOR_THE_APP = frozenset(
    {*("new", "demo", "packs", "settings", "all_actions"), *("bring_in", "forget", "delete_for_good")}
)
"""Ids of commands of the list of sessions that the app carries out as they are."""
OF_SESSION = FOR_THE_APP & {"bring_in", "forget", "delete_for_good"}
"""Those of them that are of the session in focus."""


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
    bar: int = 1
    """Its rank in the key bar: where there is no room for all, 2 gives way to 1. 0: it is not shown there."""
    short: str = ""
    """A shorter label, for a key bar that has no room for all; the label where there is none."""

    @property
    def is_level(self) -> bool:
        """Whether it answers with a level."""
        return self.id.startswith("answer_level_")

    def action_in(self, context: Context) -> str:
        """The same on a screen: a run is put together from parts, which know their commands by id; the list
        of sessions leaves to the app what it asks for, whether or not it is of the session in focus.
        """
        if context == "home" and self.id in FOR_THE_APP:
            return f"ask({self.id!r})"
        return f"command({self.id!r})" if context == "run" else self.id


def _run(command_id: str, keys: str, label: str, help_: str, *, bar: int = 1, short: str = "") -> Command:
    """A command of the running of a session alone; `keys` with spaces between."""
    return Command(command_id, tuple(keys.split()), label, help_, ("run",), bar, short)


def _level(number: int) -> Command:
    text = f"Level {number} for the partner in focus, and on to the next partner."
    if number == 0:
        text = "Level 0 for the partner in focus, or don't know where the scale begins at 1."
    return _run(f"answer_level_{number}", str(number), "level", text, bar=int(number == 1))


_LISTS: tuple[Context, ...] = ("all-actions", "standing")
_INSIDE: tuple[Context, ...] = tuple(context for context in CONTEXTS if context not in ("run", "home"))
COMMANDS: tuple[Command, ...] = (
    # Running a session
    _run("next_stop", "right", "next", "Go to the next item or step."),
    _run("previous_stop", "left", "previous", "Go back to the item or step before.", bar=0),
    _run("next_partner", "down", "partner", "Put the next partner in focus.", bar=0),
    _run("previous_partner", "up", "partner", "Put the partner before in focus.", bar=0),
    *(_level(number) for number in range(10)),
    _run("dont_know", "minus", "don't know", "The partner in focus does not know.", bar=0),
    _run("counts", "c", "hands",
         "Enter a show of hands for the partner in focus by level; or its dots."),
    _run("whole_room", "C", "whole room",
         "Enter a show of hands of the whole room, instead of the partners; in a vote, its dots.", bar=3),
    _run("reveal", "r", "reveal",
         "Show all answers or dots at once; again after that, start the second round."),
    _run("agree", "g", "agree",
         "Record the level the room settles on, its target and strength of evidence."),
    _run("dissent", "x", "dissent",
         "Record why the partner in focus does not share the agreed level."),
    _run("takes_no_part", "R", "no part",
         "Note that the partner in focus takes no part in this item; again takes that back.", bar=3),
    _run("take_back", "backspace delete", "take back",
         "Take back what the partner in focus said.", bar=3),
    _run("questions", "y", "questions", "Show or put away the questions under a check.", bar=0),
    _run("page_down", "pagedown", "down",
         "Scroll down, or turn to the room's next page.", bar=0),
    _run("page_up", "pageup", "up",
         "Scroll up, or turn the room's page back.", bar=0),
    Command("note", ("n",), "note", "Note evidence or a comment on this item.", ("run", "all-actions")),
    _run("decision", "d", "decision", "Record a decision.", short="decide"),
    _run("add_item", "I", "add item", "Add an item here, or a candidate to vote on.", bar=0),
    Command("add_action", ("a",), "action", "Add an action: who will do what by when.", ("run", "actions")),
    _run("park", "p", "park", "Park a point to come back to."),
    _run("prompts", "e", "prompts",
         "Show or put away prompts, evidence to look for, notes and actions.", short="more"),
    _run("does_not_apply", "full_stop", "does not apply",
         "Note why this item, or all of its section, does not apply here; again brings it back.", bar=3),
    _run("edit_notes", "N", "edit notes", "Correct or remove a note or added item.", short="edit"),
    _run("blank", "w", "blank", "Show the room nothing, and bring it back.", bar=3),
    _run("peek", "k", "peek",
         "Look for a moment at what is hidden from the room, where only you see this window.", bar=2),
    Command("look_up", ("l",), "look up", "Look up a term or an abbreviation.",
            ("run", "home", "packs"), bar=2, short="terms"),
    _run("mirror", "v", "room view", "Turn this window to the room's view, and back.", bar=2),
    _run("resources", "h", "read on", "See where to read on about this domain.", bar=3),
    _run("jump", "j", "agenda",
         "Show the agenda: go anywhere, add, move, skip or postpone a step."),
    Command("attendance", ("m",), "who is here",
            "Note who came late, left, sent apologies, is in the chair, or has an interest.",
            ("run", "sign-off"), bar=3),
    _run("more_time", "plus", "a minute more", "Give this step a minute more.", bar=0),
    _run("less_time", "underscore", "a minute less", "Give this step a minute less.", bar=0),
    _run("pause_clock", "z", "pause", "Pause the clock, and let it go on again.", bar=3),
    _run("late", "L", "running late",
         "See which steps to come can go or be shorter, and catch up with what you choose.", bar=0),
    _run("item_time", "T", "item time", "Set or end a countdown for each item.", bar=0),
    _run("dot_rule", "o", "dots each",
         "Set what a step goes by: dots each, who answers, what is asked, whose parts, who speaks.",
         bar=0),
    _run("order_items", "O", "order",
         "See what splits those who answered before, and take the items in that order; nobody else sees it.",
         bar=0),
    _run("sort_profile", "f", "sort", "Sort the profile: gap, spread, level, agenda.", bar=0),
    _run("raise_gap", "left_square_bracket", "up", "Move the gap in focus up the room's order.", bar=0),
    _run("lower_gap", "right_square_bracket", "down",
         "Move the gap in focus down the room's order.", bar=0),
    _run("bring_back", "b", "parked",
         "Bring back a parked point, as an action or a decision, or drop it."),
    _run("show_actions", "A", "all actions", "List all actions of the session.", bar=3),
    Command("details", ("i",), "details",
            "Change title, place, date, partners or people.", ("run", "home"), bar=0),
    Command("hand_over", ("H",), "hand over",
            "Hand a session to another laptop or to tables; take it back; settle what was said differently.",
            ("run", "home"), bar=0),
    # Your sessions
    Command("new", ("n",), "new", "Prepare a new session.", ("home",)),
    Command("follow_on", ("a",), "next after", "Prepare the next session after the one in focus: what it had"
            " goes on.", ("home",), bar=1, short="next"),
    Command("open", ("enter",), "open", "Open the session in focus where it was left.", ("home", *_LISTS)),
    Command("demo", ("d",), "demo", "Open a worked example to look around in.", ("home",)),
    Command("find", ("slash", "f"), "find", "Find by words.", ("home", "actions", "packs")),
    Command("compare", ("c",), "compare",
            "Show then and now, of the session in focus and those before it; or what differs, where one looks"
            " like it.",
            ("home",), bar=3),
    Command("benchmark", ("b",), "side by side",
            "Put the places of all sessions side by side; that of the session in focus is marked.",
            ("home",), bar=3, short="places"),
    Command("group_rows", ("g",), "by series",
            "Have the sessions of a series together, or all of them the newest first again.",
            ("home",), bar=3, short="group"),
    Command("rehearse", ("r",), "rehearse",
            "Try the session in focus out: everything works, and nothing of it is kept.", ("home",)),
    Command("bin", ("delete", "backspace"), "bin",
            "Move the session in focus to the bin folder; undo brings it back.", ("home",)),
    Command("bring_in", ("B",), "bring in",
            "Bring in answers that were given before the day, or a list of people, from files.",
            ("run", "home"), bar=0, short="import"),
    Command("forget", ("F",), "forget",
            "Take a person's name out of the session in focus and all that is kept of it.", ("home",), bar=0),
    Command("delete_for_good", ("X",), "delete",
            "Delete the session in focus with all that is kept of it: nothing brings it back.",
            ("home",), bar=0),
    # Actions
    Command("edit_action", ("enter",), "edit", "Change the action in focus.", ("actions",)),
    Command("next_status", ("space",), "status",
            "Set the status on: open, in progress, done, dropped.", ("actions", "all-actions")),
    Command("next_filter", ("v",), "filter",
            "Show open actions, overdue ones, or all of them.", ("actions", "all-actions")),
    # All sessions
    Command("all_actions", ("A",), "all actions",
            "See who has to do what in all sessions, what was decided, and which risks are open.",
            ("home",), bar=2, short="actions"),
    Command("new_date", ("d",), "date", "Give the action in focus another date.", ("all-actions",)),
    Command("new_owner", ("o",), "owner", "Give the action in focus to somebody else.", ("all-actions",)),
    Command("sort_rows", ("f",), "sort", "Sort what is listed in another way.",
            ("all-actions", "then-and-now")),
    Command("find_rows", ("slash",), "find", "Find by words in what is listed.", _LISTS),
    # Details of a session
    Command("begin", ("f5",), "run", "Start or go on with the session.", ("setup",)),
    Command("add_partner", ("f2",), "add partner", "Add a partner.", ("setup",)),
    Command("usual_partners", ("f3",), "usual partners", "Add the partners most sessions have.", ("setup",)),
    Command("add_person", ("f4",), "add person", "Add somebody who is there.", ("setup",)),
    Command("go_on", ("f8",), "go on from",
            "Go on from the last session at this place; again says what of it comes along.", ("setup",)),
    Command("save_template", ("f7",), "save as template",
            "Save these steps as a template of your own.", ("setup",), bar=0),
    Command("forms", ("f12",), "forms",
            "Write a form for each partner to answer before the day.", ("setup",), bar=2),
    # Summary
    Command("write", ("w", "enter"), "write", "Write the summary to disk.", ("summary",)),
    Command("reveal_left", ("r",), "reveal all",
            "Reveal all answers and dots that are still hidden, so that they are in the summary.",
            ("summary",)),
    Command("open_written", ("o",), "open it", "Open what was written.", ("summary",)),
    Command("open_folder", ("O",), "its folder", "Open the folder that it was written to.",
            ("summary",), bar=3),
    Command("write_again", ("a",), "again",
            "After a late change: write the last one again, where it was, and say what has changed.",
            ("summary",), bar=2),
    Command("copy_text", ("e",), "e-mail",
            "Put it on the clipboard as plain text for an e-mail; again writes that text to a file.",
            ("summary",), bar=2),
    Command("house_style", ("S",), "style",
            "See and change the house style: organisation, logo, colours, cover note, parts, Word template.",
            ("summary", "settings"), bar=2),
    Command("cards", ("c",), "cards",
            "Write cards to print and cut out: items, and levels to hold up.", ("summary",)),
    Command("next_form", ("m",), "form",
            "Turn to another form: a page, minutes, full record, board paper, large print, easy read.",
            ("summary",)),
    Command("read_it", ("p",), "read it",
            "Read the summary as it will be, before it is written; or see a sample of the house style.",
            ("summary", "house")),
    Command("choose_formats", ("x",), "files",
            "Choose the files to write: Word, Excel, calendar and others.", ("summary",)),
    Command("change_folder", ("f",), "folder", "Choose where the summary goes.", ("summary",)),
    Command("sign_off", ("s",), "sign off",
            "Go through who was there and what is open, and make the record final or open it again.",
            ("summary",)),
    # Signing off
    Command("make_final", ("f",), "final",
            "Make the record final: from then on nothing in it can be changed.", ("sign-off",)),
    Command("reopen", ("r",), "open again",
            "Open a final record again, with a reason that stands in it.", ("sign-off",)),
    Command("approve", ("a",), "approved",
            "Record that it was approved at a later meeting, as it stands or with amendments.",
            ("sign-off",)),
    Command("quorum", ("o",), "quorum",
            "Say how many partners have to be there for a decision.", ("sign-off",)),
    Command("next_meeting", ("d",), "next meeting", "Say when the next meeting is.", ("sign-off",)),
    # Settings
    Command("settings", ("comma",), "settings",
            "Choose your own keys, colours and folder.", ("home",), bar=0),
    Command("change", ("enter",), "change", "Change the setting in focus.", ("settings", "house")),
    Command("reset", ("delete", "backspace"), "default",
            "Give the setting in focus its default.", ("settings", "house")),
    # Packs to read
    Command("packs", ("p",), "packs", "Read the packs of material before the day.", ("home",), bar=2),
    Command("read", ("enter",), "read", "Read what is in focus; again goes back to the list.", ("packs",)),
    Command("next_text", ("right",), "next", "Turn to what comes next.", ("packs", *_LISTS)),
    Command("compare_pack", ("c",), "compare",
            "Say what differs between this pack and a session that was run with it.", ("packs",)),
    Command("previous_text", ("left",), "previous", "Turn back.", ("packs", *_LISTS), bar=0),
    # Then and now
    Command("choose_sessions", ("c",), "sessions", "Choose the sessions to compare.", ("then-and-now",)),
    # Places side by side
    Command("tell_row", ("enter",), "say it", "Say in words what is shown of the item in focus.",
            ("benchmark",)),
    Command("own_place", ("o",), "your place", "Choose the place that is marked, or none.", ("benchmark",)),
    Command("letters", ("l",), "letters", "Call places by letters, or by their names again.", ("benchmark",)),
    Command("from_register", ("r",), "register",
            "Compare with the places of the register that the settings name, or with the folder again.",
            ("benchmark",)),
    Command("write_benchmark", ("w",), "write", "Write it as a web page and as a workbook.", ("benchmark",)),
    # Everywhere
    Command("undo", ("u",), "undo", "Take back the last change.",
            ("run", "home", "actions", "summary", "sign-off", "all-actions")),
    Command("redo", ("U",), "redo", "Do again what was undone.", ("run", "actions"), bar=3),
    Command("undo_typed", ("f6",), "undo", "Take back the last change of the details.", ("setup",)),
    Command("summary", ("s",), "summary",
            "See the summary, and write it.", ("run", "home", "actions")),
    Command("theme", ("t",), "theme",
            "Choose colours for a bright room, a dark room or the laptop.",
            tuple(context for context in CONTEXTS if context != "setup"), bar=0),
    Command("help", ("question_mark", "f1"), "help", "Say what to do here, and list every key.", CONTEXTS),
    Command("back", ("q", "escape"), "back", "Go back. Everything is saved already.", _INSIDE),
    _run("leave", "q", "leave", "Leave the session for the list. Everything is saved already."),
    Command("quit", ("q",), "quit", "Leave the program. Everything is saved already.", ("home",)),
    Command("put_away", ("escape",), "put away",
            "Put away prompts, room view, or words to find.", ("run", "home"), bar=0),
)  # fmt: skip
AT_ONCE = frozenset(
    {
        *(command.id for command in COMMANDS if command.is_level),
        *("dont_know", "next_stop", "previous_stop", "next_partner", "previous_partner"),
        *("page_down", "page_up", "more_time", "less_time", "raise_gap", "lower_gap"),
        *("sort_profile", "sort_rows", "group_rows", "next_status", "next_filter", "next_form", "read_it"),
        *("undo", "redo", "undo_typed"),
    }
)
"""Ids of commands that mean the same again by their nature: their key may be pressed again at once."""
GO_ON = AT_ONCE - {
    *("sort_profile", "sort_rows", "group_rows", "next_status", "next_filter", "next_form", "read_it"),
}
"""Those of them whose keys are no letters, and undo: nobody presses them for the first letter of a text."""
ASKS = frozenset(
    {
        *("counts", "agree", "dissent", "note", "decision", "add_action", "park", "edit_notes"),
        *("bring_back", "item_time", "dot_rule", "details", "edit_action"),
        *("new_date", "new_owner"),
        *("add_item", "whole_room", "does_not_apply", "takes_no_part", "attendance"),
    }
)
"""Ids of commands that ask for something to be typed: where one is refused, people type on all the same."""
LEVEL_KEYS = "1 2 3 …"
"""The keys of the levels together: how many there are is a matter of the scale."""
LEVEL_HELP = "Level of the partner in focus, and on to the next partner."
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def of_context(context: Context) -> tuple[Command, ...]:
    """The commands of a context, in the order in which they are listed."""
    return tuple(command for command in COMMANDS if context in command.where)


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command, after the remapping of the settings (command id → keys, with commas)."""
    remapped = keymap.get(command.id, "")
    return tuple(key.strip() for key in remapped.split(",") if key.strip()) or command.keys


def shown_keys(command: Command, keymap: Mapping[str, str]) -> str:
    """All its keys, as they are written for people."""
    return " ".join(shown(key) for key in keys_of(command, keymap))
