"""Wiring: which screen follows which, themes, keys and the palette. No screen knows another.

Loaded before anything is on the screen, and so is what it imports; `catalogue` has all else.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen

from sessions.problem import Problem
from themes.shown import ShownThemes
from workshop import commands, keymap, settings
from workshop.behind import Behind, Stopped
from workshop.screens import catalogue
from workshop.screens.base import CommandScreen
from workshop.screens.home import HomeScreen
from workshop.shelf import Shelf

if TYPE_CHECKING:
    from workshop.current import Current
    from workshop.facilitation import Clock, Facilitation
    from workshop.screens.details.room import SetupDone
    from workshop.screens.settings import SettingsScreen
    from workshop.widgets.dialogs.action import ActionDialog

T = TypeVar("T")
TERMINATED = 143
"""Exit code of a program that was asked to end: 128 and the number of the signal."""
FEW_COLOURS_THEME = "high-contrast"
MOST_NOTICES = 5
"""Most of what is wrong with settings and themes that is told at the start."""


class WorkshopApp(App[None]):
    """The program on the screen: one session at a time is open, and is closed when its screens are left."""

    TITLE = "Workshop"
    ENABLE_COMMAND_PALETTE = True
    CSS: ClassVar[str] = """
    ToastRack { margin-bottom: 0; }
    Toast { width: 1fr; max-width: 100%; margin: 0; padding: 0 1; }
    TextArea .text-area--placeholder { color: $muted; }
    TextArea:light .text-area--cursor {
        color: $input-cursor-foreground; background: $input-cursor-background;
    }
    CommandPalette { background: transparent; }
    CommandPalette > .command-palette--help-text { text-style: not bold; }
    CommandPalette SearchIcon { color: $foreground; }
    OptionList:focus > .option-list--option-highlighted,
    CommandPalette CommandList > .option-list--option-highlighted {
        color: $background; background: $primary; text-style: bold underline;
    }
    """

    class Found(Message):
        """What is wrong with the user's own themes, packs and templates, once those have been read."""

        def __init__(self, faults: Sequence[str]) -> None:
            super().__init__()
            self.faults = tuple(faults)

    def __init__(
        self,
        folder: Path,
        preferred: settings.Settings,
        *,
        session: str | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        data_folder: Path | None = None,
        settings_path: Path | None = None,
        notices: Sequence[str] = (),
        behind: Behind | None = None,
    ) -> None:
        """`folder` is that of the sessions, `data_folder` that of the user's own packs and templates.

        `session` is opened at once. `behind` does what nobody waits for; None for a thread.
        """
        # Textual asks for the colours while it is being made.
        self._themes = ShownThemes(settings_path.parent / "themes" if settings_path else None)
        super().__init__()
        self._shelf = Shelf(folder)
        self._preferred = preferred
        self._session = session
        self._clock = clock
        self._data_folder = data_folder
        self._settings_path = settings_path
        self._notices = list(notices)
        self._behind = behind or Behind()
        self._current: Current | None = None
        self._loading: threading.Event | None = None
        """Set once what is loaded behind the first screen is there."""
        self.failure: Exception | None = None
        """A mistake in the program that ended it, for the command line to report."""
        own = keymap.usable(preferred.keys)
        self._notices += own.problems
        self.remapped: Mapping[str, str] = own.keymap
        """Command id → keys, as the person remapped them."""
        self._take_first_theme()

    def today(self) -> date:
        """The day on the laptop's own clock."""
        return self._clock().astimezone().date()

    def get_default_screen(self) -> Screen[object]:
        """The list of sessions, which lies under all other screens."""
        home: Screen[object] = HomeScreen(self._shelf, behind=self._behind, today=self.today)
        return home

    def on_mount(self) -> None:
        """Keys, and the session that was asked for; then, behind the first screen, all that comes next."""
        self.set_keymap(dict(self.remapped))
        self._end_when_told_to()
        if self._session is not None:
            self._open(self._session, "run")
        self.call_after_refresh(self._load_behind)

    def _say(self, notices: Sequence[str]) -> None:
        """Say what is wrong with the user's files, as far as one notice has room for it."""
        if not notices:
            return
        lines = list(notices[:MOST_NOTICES])
        if more := len(notices) - len(lines):
            lines.append(f"And {more} more: see the settings.")
        self.notify("\n".join(lines), severity="warning", markup=False, timeout=12)

    def _end_when_told_to(self) -> None:
        """Where the system asks the program to end, leave the terminal as it was."""
        with contextlib.suppress(
            NotImplementedError, RuntimeError, ValueError
        ):  # Windows, or not the main thread
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, partial(self.exit, return_code=TERMINATED))

    def _handle_exception(self, error: Exception) -> None:
        """End quietly and keep the error: a traceback is for a report, never for the projector."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.failure = self.failure or error
        self._close_messages_no_wait()

    # --- what is loaded behind the first screen ---------------------------------------------------

    def _load_behind(self) -> None:
        gc.freeze()
        gc.enable()
        self._loading = threading.Event()
        self._behind.do(self._load)

    def _load(self, stopped: Stopped) -> None:
        """In the thread behind: load what will be wanted next, and see what is wrong with the user's files."""
        try:
            for module in catalogue.MODULES:
                if stopped():
                    return
                importlib.import_module(module)
            current = self._current or catalogue.current(self._shelf.folder, self._data_folder, self._clock)
            self._current = current
            faults = (*self._themes.failed, *current.faults())
        finally:
            if self._loading is not None:
                self._loading.set()
        if not stopped():
            self.post_message(self.Found(faults))

    def on_workshop_app_found(self, event: Found) -> None:
        """Say it with what was wrong from the start, in one notice."""
        self._say([*self._notices, *event.faults])

    def _all_loaded(self) -> None:
        """Wait for what is being loaded: two threads that import the same get in each other's way."""
        if self._loading is not None:
            self._loading.wait()

    @property
    def _sessions(self) -> Current:
        """What opens and makes sessions."""
        self._all_loaded()
        if self._current is None:
            self._current = catalogue.current(self._shelf.folder, self._data_folder, self._clock)
        return self._current

    @property
    def _desk(self) -> Facilitation | None:
        return self._current.desk if self._current is not None else None

    def _push(self, make: Callable[[], Screen[T]], then: Callable[[T | None], object] | None = None) -> None:
        """Show another screen."""
        self._all_loaded()
        self.push_screen(make(), then)

    # --- sessions ---------------------------------------------------------------------------------

    def _open(self, wanted: str, what: str) -> None:
        """Open a session for one of its screens. Says so where it cannot be opened."""
        try:
            desk = self._sessions.open(wanted)
        except Problem as problem:
            self.notify(str(problem), severity="error", markup=False, timeout=10)
            return
        if desk.file.warning:
            self.notify(desk.file.warning, severity="warning", markup=False, timeout=10)
        if what == "summary":
            self._show_summary(then=self.close_session)
        elif what == "setup" or (desk.session.at is None and not desk.read_only):
            self._show_setup(desk, then=self._after_setup)
        else:
            self._show_run()

    def close_session(self, _: object = None) -> None:
        """Let go of the open session; the list of sessions is next, with this one in focus."""
        desk = self._current.close() if self._current is not None else None
        if desk is None:
            return
        self._shelf.cards.renew(desk.path, desk.session)
        for screen in self.screen_stack if self._running else ():
            if isinstance(screen, HomeScreen):
                screen.put_in_focus(desk.path)

    def close(self) -> None:
        """Let go of all there is, once nothing is shown any more."""
        self.close_session()
        self._behind.close()

    def _show_run(self) -> None:
        if (desk := self._desk) is not None:
            self._push(lambda: catalogue.run(desk, self.today), self.close_session)

    def _show_setup(
        self, desk: Facilitation | None, then: Callable[[SetupDone | None], object]
    ) -> None:
        self._push(lambda: catalogue.setup(self._sessions, desk, self.today), then)

    def _after_setup(self, done: SetupDone | None) -> None:
        if done is not None and done.desk is not None and done.begin:
            self._show_run()
        else:
            self.close_session()

    def _show_summary(self, then: Callable[[object], None] | None = None) -> None:
        if (desk := self._desk) is not None:
            folder = settings.summaries_folder(desk.path)
            self._push(lambda: catalogue.summary(desk, folder, self.today), then)

    # --- what the screens ask for -----------------------------------------------------------------

    def on_home_screen_new_asked(self) -> None:
        """Prepare a new session."""
        self._show_setup(None, then=self._after_setup)

    def on_home_screen_demo_asked(self) -> None:
        """Make and open the worked example."""
        try:
            self._sessions.demo()
        except Problem as problem:
            self.notify(str(problem), severity="error", markup=False, timeout=10)
            return
        self._show_run()

    def on_home_screen_chosen(self, event: HomeScreen.Chosen) -> None:
        """Open the chosen session."""
        self._open(str(event.path), event.what)

    def on_stage_actions_asked(self) -> None:
        """All actions of the session."""
        if (desk := self._desk) is not None:
            self._push(lambda: catalogue.actions(desk, self.today))

    def on_stage_summary_asked(self) -> None:
        """What the summary will hold."""
        self._show_summary()

    def on_actions_screen_summary_asked(self) -> None:
        """The same from the actions."""
        self._show_summary()

    def on_stage_details_asked(self) -> None:
        """Title, place, date, partners, people; then back to where it was."""
        if self._desk is None:
            return
        if self._desk.read_only:
            self.notify(self._desk.read_only, severity="error", markup=False)
            return
        self._show_setup(self._desk, then=lambda _: None)

    def on_action_dialog_understood(self, event: ActionDialog.Understood) -> None:
        """Show the room an action while it is typed, so that a misheard name is put right at once."""
        # What was typed last may arrive when the dialog has gone.
        if self._desk is not None and catalogue.is_action_dialog(self.screen):
            self._desk.show_typing(event.title, event.rows)

    def on_command_screen_help_asked(self, event: CommandScreen.HelpAsked) -> None:
        """What to do, and every key."""
        folder = self._shelf.folder / settings.SUMMARIES
        self._push(lambda: catalogue.help_(event.context, self.remapped, folder))

    def on_command_screen_look_up_asked(self, event: CommandScreen.LookUpAsked) -> None:
        """Look up a term."""
        self._push(lambda: catalogue.look_up(event.texts))

    def on_home_screen_settings_asked(self) -> None:
        """Every setting, and every key."""
        themes, faults = self._titles(), self._themes.failed
        path, folder = self._settings_path, self._shelf.folder
        self._push(lambda: catalogue.settings(self._preferred, path, folder, themes, faults))

    def on_settings_screen_changed(self, event: SettingsScreen.Changed) -> None:
        """Other settings hold from now on."""
        if event.settings.theme != self._preferred.theme:
            self._take_theme(event.settings.theme)
        self._prefer(event.settings)

    def _prefer(self, preferred: settings.Settings) -> None:
        """Have these settings hold, and every screen show them."""
        self._preferred = preferred
        self.remapped = keymap.usable(preferred.keys).keymap
        self.set_keymap(dict(self.remapped))
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.prefer(preferred)

    # --- themes -----------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our widgets use beyond Textual's own variables, before a theme has been chosen."""
        default = self._themes.for_textual(settings.DEFAULT_THEME)
        return default.variables if default is not None else {}

    def _take_first_theme(self) -> None:
        """Before anything is mounted, so that nothing is drawn twice."""
        wanted = self._preferred.theme
        few = self.console.color_system in ("standard", "256", "windows")
        if few and not self._preferred.theme_chosen:
            # Few colours round every theme to its nearest; this one stays readable.
            self._take_theme(FEW_COLOURS_THEME)
        elif not self._take_theme(wanted):
            known = ", ".join(self._themes.titles)
            self._notices.append(f"settings.toml, theme: there is no theme {wanted!r}; there are {known}")
            self._take_theme(settings.DEFAULT_THEME)

    def _take_theme(self, name: str) -> bool:
        """Show the theme of this name; False where there is none."""
        theme = self._themes.for_textual(name)
        if theme is None:
            return False
        self.register_theme(theme)
        self.theme = name
        return True

    def _titles(self) -> dict[str, str]:
        """{name: title, and what it is for} of every theme."""
        return {name: f"{theme.title} · {theme.about}" for name, theme in self._themes.titles.items()}

    def on_command_screen_theme_asked(self) -> None:
        """Choose a theme, and keep the choice."""
        self._push(lambda: catalogue.pick_theme(self._titles(), self.theme), self._choose_theme)

    def _choose_theme(self, name: str | None) -> None:
        if name is None:
            return
        self._take_theme(name)
        self._prefer(replace(self._preferred, theme=name))
        if self._settings_path is None:
            return
        try:
            settings.save_theme(self._settings_path, name)
        except Problem as problem:
            self.notify(f"The choice could not be kept: {problem}", severity="warning", markup=False)

    # --- the palette ------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the screen in front, and leaving the program."""
        if isinstance(screen, CommandScreen):
            for command in screen.commands_here:
                keys = " ".join(commands.shown(key) for key in commands.keys_of(command, self.remapped))
                title = f"{command.label.capitalize()} ({keys})"
                yield SystemCommand(title, command.help, partial(self._run_command, screen, command))
        yield SystemCommand("Quit (ctrl+q)", "Leave the program. Everything is saved already.", self.exit)

    def _run_command(self, screen: Screen[object], command: commands.Command) -> None:
        self.call_later(screen.run_action, command.action)


def run(
    folder: Path,
    preferred: settings.Settings,
    *,
    session: str | None = None,
    notices: Sequence[str] = (),
) -> int:
    """Show the program until the person quits. Returns 0; raises what ended it where that was a mistake."""
    app = WorkshopApp(
        folder,
        preferred,
        session=session,
        data_folder=settings.data_folder(),
        settings_path=settings.settings_path(),
        notices=notices,
    )
    try:
        app.run()
    finally:
        app.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
