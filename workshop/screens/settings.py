"""The settings: colours, where sessions lie, and every command with its keys. Changes hold at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.problem import Problem
from workshop import command_list, commands, key_signs, keymap, settings
from workshop.cells import clip
from workshop.commands import Command, Context, shown_keys
from workshop.key_signs import shown
from workshop.screens.base import bindings
from workshop.screens.finding import ListScreen
from workshop.settings import Settings
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.dialogs.key import KeyDialog
from workshop.widgets.dialogs.register import ask_register
from workshop.widgets.wrapped import wrap

KEYS_WIDTH = 16
"""Columns of the keys, with the space behind them; as in the help."""
WRONG = "▲"
HAS_REGISTERS = partial(find_spec, "psycopg")
"""Whether what registers need is installed."""
LEVELS = "run levels"
"""Id of the row of all levels."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the list. Without an id it is a heading."""

    id: str
    keys: str
    text: str
    note: str = ""
    """That it was changed, or what is wrong with it."""
    command: Command | None = None

    def show(self, width: int) -> Content:
        """The row, on as many lines as it takes."""
        if not self.id:
            return Content.styled(self.keys.upper(), "bold $accent")
        if self.keys == WRONG:
            return Content("\n").join(wrap(self.text, width, "bold", first=f"{WRONG} ", rest="  "))
        text = f"{self.text}  ({self.note})" if self.note else self.text
        lead = f"{clip(self.keys, KEYS_WIDTH - 1):<{KEYS_WIDTH - 1}} "
        line, *rest = wrap(text, max(12 + KEYS_WIDTH, width), first=lead, rest=" ")
        return Content("\n").join([line.stylize("bold", 0, KEYS_WIDTH), *rest])


def key_rows(preferred: Settings) -> Iterator[Setting]:
    """Every command with its keys, by screen, the running of a session first; the levels are one row."""
    used = keymap.usable(preferred.keys).keymap
    for context in keymap.RUN_FIRST:
        yield Setting("", commands.TITLES[context], "")
        for command, keys, text in command_list.rows(context, used):
            if keys == commands.LEVEL_KEYS:
                yield Setting(LEVELS, keys, text)
            else:
                yield Setting(f"{context} {command.id}", keys, text, _note(command, preferred, used), command)


def _note(command: Command, preferred: Settings, used: Mapping[str, str]) -> str:
    if command.id in used:
        return f"changed, was {shown_keys(command, {})}"
    if command.id in preferred.keys:
        return f"{WRONG} the file says {clip(preferred.keys[command.id], 20)}, which cannot be"
    return ""


class SettingsScreen(ListScreen[Setting]):
    """Dismissed when the person goes back. The app hands it the settings as they are, by `show`."""

    CONTEXT: ClassVar[Context] = "settings"
    TITLE = "Settings"
    ROWS = "settings"
    BINDINGS = bindings("settings", priority=True)

    class Changed(Message):
        """The person chose other settings. They are kept already, where they could be."""

        def __init__(self, preferred: Settings) -> None:
            super().__init__()
            self.settings = preferred

    def __init__(
        self,
        preferred: Settings,
        path: Path | None,
        folder: Path,
        themes: Mapping[str, str],
        theme_faults: Sequence[str],
    ) -> None:
        """`path` of the settings file, None to keep nothing; `folder` of the sessions that is in use;
        `themes` by name, in words; `theme_faults` are sentences on theme files that could not be read.
        """
        super().__init__()
        self._settings = preferred
        self._path = path
        self._folder = folder
        self._themes = themes
        self._theme_faults = theme_faults

    def on_mount(self) -> None:
        self._fill()

    def prefer(self, preferred: Settings) -> None:
        """Show these settings instead."""
        self._settings = preferred
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        rows, focused = self.query_one(OptionList), self._focused
        self._shown = tuple(self._listed())
        rows.clear_options()
        rows.add_options([Option(row.show(self._row_width), disabled=not row.id) for row in self._shown])
        ids = [row.id for row in self._shown]
        first = next(i for i, row in enumerate(self._shown) if row.id)
        rows.highlighted = ids.index(focused.id) if focused is not None and focused.id in ids else first
        if rows.highlighted == first:
            rows.scroll_home(animate=False)
        kept = f"Kept in {self._path}" if self._path else "Kept until you leave"
        self.query_one("#state", Static).update(Content(kept))
        self.refresh_keys()

    def _listed(self) -> Iterator[Setting]:
        if wrong := self._wrong():
            yield Setting("", "To put right", "")
            for number, text in enumerate(wrong):
                yield Setting(f"wrong {number}", WRONG, text)
        yield Setting("", "Looks and places", "")
        theme = self.app.theme
        yield Setting("theme", "theme", self._themes.get(theme, theme))
        yield Setting("folder", "sessions", self._folder_words())
        sound = "a sound when the minutes of a step are over"
        yield Setting("sound", "sound", sound if self._settings.sound else f"off; on: {sound}")
        if (register := self._settings.register) or HAS_REGISTERS():
            yield Setting(
                "register", "register", register or "none; the places of one are compared with yours"
            )
        yield from key_rows(self._settings)

    def _wrong(self) -> list[str]:
        """What is wrong with the settings and themes as they are on disk now, and where."""
        problems = list(settings.load(self._path)[1]) if self._path is not None else []
        preferred, where = self._settings, str(self._path or settings.FILE_NAME)
        if preferred.theme not in self._themes:
            what = f"theme: there is no theme {clip(preferred.theme, 60)!r}"
            problems.append(Problem(what, where=where, hint=f"There are: {', '.join(self._themes)}."))
        for what in keymap.usable(preferred.keys).problems:
            problems.append(Problem(what, where=where, hint="Its default is used."))
        themes = str(self._path.parent / "themes") if self._path else ""
        problems += [Problem(what, where=themes) for what in self._theme_faults]
        return [str(problem) for problem in problems]

    def _folder_words(self) -> str:
        wanted = self._settings.folder
        if wanted is None or wanted == self._folder:
            return str(self._folder)
        return f"{self._folder} now; {wanted} from the next start, where nothing else names one"

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        if (row := self._focused) is None:
            return
        if row.command is not None:
            self._ask_key(row.command)
        elif row.id == "theme":
            self.action_theme()
        elif row.id == "folder":
            self._ask_folder()
        elif row.id == "sound":
            self._set_sound(not self._settings.sound)
        elif row.id == "register":
            self._ask_register()
        elif row.id == LEVELS:
            self.tell("The digits are the levels. They have no other key.")
        else:
            self.tell(row.text, error=True)

    def action_reset(self) -> None:
        if (row := self._focused) is None:
            return
        if row.command is not None:
            self._reset_key(row.command)
        elif row.id == "theme":
            default = settings.DEFAULT_THEME
            words = self._themes.get(default, default)
            self._keep(lambda path: settings.save(path, "theme", None), {"theme": default}, words)
        elif row.id == "folder":
            message = "Sessions lie in the default folder from the next start on."
            self._keep(lambda path: settings.save(path, "folder", None), {"folder": None}, message)
        elif row.id == "sound":
            self._set_sound(False)
        elif row.id == "register":
            self._set_register("")

    def action_house_style(self) -> None:
        self.ask_app("house")

    def action_back(self) -> None:
        self.dismiss(None)

    def _ask_key(self, command: Command) -> None:
        used = keymap.usable(self._settings.keys).keymap

        def refuse(key: str) -> str:
            if why := keymap.unfit(command, key):
                return f"{shown(key)} cannot be its key: {why}."
            return _taken(keymap.owner(command, key, used), key)

        about = f"{command.help} Now: {shown_keys(command, used)}."
        dialog = KeyDialog(f"Which key for “{command.label}”?", about, refuse=refuse)
        self.app.push_screen(dialog, lambda key: self._take_key(command, key))

    def _take_key(self, command: Command, key: str | None) -> None:
        if key is None:
            return
        if set(command.keys) <= {key, *keymap.ALWAYS.get(command.id, ())}:
            self._reset_key(command)
            return
        typed = key_signs.character(key)
        written = typed if typed.strip(" ,") else key
        screens = ", ".join(commands.TITLES[context] for context in command.where)
        self._keep(
            lambda path: settings.save(path, command.id, written, table=settings.KEYS),
            {"keys": {**self._settings.keys, command.id: written}},
            f"{shown(key)} is the key of “{command.label}” now. {screens}.",
        )

    def _reset_key(self, command: Command) -> None:
        used = keymap.usable(self._settings.keys).keymap
        for key in command.keys:
            if taken := _taken(keymap.owner(command, key, used), key):
                self.tell(f"{taken} Give that one another key first.", error=True)
                return
        changed = command.id in self._settings.keys
        others = {name: keys for name, keys in self._settings.keys.items() if name != command.id}
        own = shown_keys(command, {})
        message = f"“{command.label}” has its own {'key again' if changed else 'key'}: {own}."
        self._keep(
            lambda path: settings.save(path, command.id, None, table=settings.KEYS), {"keys": others}, message
        )

    def _ask_folder(self) -> None:
        def take(folder: Path) -> None:
            message = "From the next start on. The sessions that there are stay where they are."
            self._keep(lambda path: settings.save(path, "folder", str(folder)), {"folder": folder}, message)

        ask_path(self.app, "Where shall sessions lie?", self._settings.folder or self._folder, take)

    def _ask_register(self) -> None:
        ask_register(self.app, self._settings.register, self._set_register)

    def _set_register(self, register: str) -> None:
        message = "Places side by side have its places, too." if register else "No register is compared with."
        self._keep(
            lambda path: settings.save(path, "register", register or None), {"register": register}, message
        )

    def _set_sound(self, wanted: bool) -> None:
        value = wanted or None  # off is the default
        message = f"The sound at the end of a step is {'on' if wanted else 'off'}."
        self._keep(lambda path: settings.save(path, "sound", value), {"sound": wanted}, message)

    def _keep(self, save: Callable[[Path], None], update: Mapping[str, Any], message: str) -> None:
        """Keep a change on disk and say so. Where it cannot be kept, that is said, and it holds for now."""
        path = self._path
        if path is None or self.attempt(lambda: save(path)):
            self.tell(message)
        self.post_message(self.Changed(replace(self._settings, **update)))


def _taken(owner: tuple[Command, Context] | None, key: str) -> str:
    """Whose key it is; empty where it is free."""
    if owner is None:
        return ""
    command, context = owner
    return f"{shown(key)} is the key of “{command.label}” on “{commands.TITLES[context]}”: {command.help}"
