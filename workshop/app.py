"""Wiring: which screen follows which, themes, keys and the palette. No screen knows another."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from sessions.clock import Clock, utc_now
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.store.library import Library
from themes.load import load as load_themes
from themes.textual import to_textual
from themes.variables import own_variables
from workshop import commands, guide_page, keymap, settings
from workshop.demo import demo
from workshop.desk import Desk, History
from workshop.materials.load import glossary
from workshop.prepare import Draft, Shelf, start
from workshop.screens.actions import ActionsScreen
from workshop.screens.base import CommandScreen
from workshop.screens.details.room import SetupDone
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.settings import SettingsScreen
from workshop.screens.setup import SetupScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.action import ActionDialog
from workshop.widgets.dialogs.look_up import LookUpDialog
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.unsaved import UnsavedDialog

FALLBACK_THEME = "laptop-dark"
TERMINATED = 143
"""Exit code of a program that was asked to end: 128 and the number of the signal."""
FEW_COLOURS_THEME = "high-contrast"
MOST_NOTICES = 5
"""Most of what is wrong with settings and themes that is told at the start."""


class WorkshopApp(App[None]):
    """The program on the screen. It owns the open session, and closes it when its screens are left."""

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

    def __init__(
        self,
        library: Library,
        preferred: settings.Settings,
        *,
        packs: Mapping[str, Pack],
        templates: Mapping[str, Template],
        session: str | None = None,
        clock: Clock = utc_now,
        settings_path: Path | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._library = library
        self._preferred = preferred
        self._packs = packs
        self._templates = templates
        self._session = session
        self._clock = clock
        self._settings_path = settings_path
        self._notices = list(notices)
        self._desk: Desk | None = None
        self._histories: dict[Path, History] = {}
        """What can be undone in sessions that were open before, for when they are opened again."""
        self.failure: Exception | None = None
        """A mistake in the program that ended it, for the command line to report."""
        own = keymap.usable(preferred.keys)
        self._notices += own.problems
        self.remapped: Mapping[str, str] = own.keymap
        """Command id → keys, as the person remapped them."""

    def today(self) -> date:
        """The day on the laptop's own clock."""
        return self._clock().astimezone().date()

    def on_mount(self) -> None:
        """Themes and keys first; then the list of sessions, and on it the session that was asked for."""
        folder = self._settings_path.parent / "themes" if self._settings_path else None
        loaded = load_themes(folder)
        for theme in loaded.themes.values():
            self.register_theme(to_textual(theme))
        self._shown_themes = loaded.themes
        self._theme_faults = loaded.failed
        self._notices += loaded.failed
        chosen = "theme" in self._preferred.model_fields_set
        if not chosen and self.console.color_system in ("standard", "256", "windows"):
            # Few colours round every theme to its nearest; this one stays readable.
            self.theme = FEW_COLOURS_THEME
        elif self._preferred.theme in loaded.themes:
            self.theme = self._preferred.theme
        else:
            self._notices.append(
                f"settings.toml, theme: there is no theme {self._preferred.theme!r}; "
                f"there are {', '.join(loaded.themes)}"
            )
            self.theme = FALLBACK_THEME
        self.set_keymap(dict(self.remapped))
        self._end_when_told_to()
        self.push_screen(HomeScreen(Shelf(self._library), today=self.today), lambda _: self.exit())
        if self._session is not None:
            self._open(self._session, "run")
        if self._notices:
            told = self._notices[:MOST_NOTICES]
            if more := len(self._notices) - len(told):
                told.append(f"And {more} more: see the settings.")
            self.notify("\n".join(told), severity="warning", markup=False, timeout=12)

    def _end_when_told_to(self) -> None:
        """Where the system asks the program to end, leave the terminal as it was."""
        with contextlib.suppress(
            NotImplementedError, RuntimeError, ValueError
        ):  # Windows, or not the main thread
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, partial(self.exit, return_code=TERMINATED))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our widgets use beyond Textual's own variables, before a theme has been chosen."""
        return own_variables(load_themes().get(FALLBACK_THEME))

    def _handle_exception(self, error: Exception) -> None:
        """End quietly and keep the error: a traceback is for a report, never for the projector."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.failure = self.failure or error
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave the program; asks first where something would be lost."""
        desk = self._desk
        if desk is None or desk.retry() or desk.unsaved is None:
            self.exit()
        elif not isinstance(self.screen, UnsavedDialog):
            self.push_screen(UnsavedDialog(desk.unsaved), lambda leave: self.exit() if leave else None)

    # --- sessions ---------------------------------------------------------------------------------

    def _open(self, wanted: str, what: str) -> None:
        """Open a session for one of its screens. Says so where it cannot be opened."""
        try:
            file = self._library.open(wanted)
            self._desk = Desk(file, self._clock, self._histories.get(file.path, History()))
        except Problem as problem:
            self.notify(str(problem), severity="error", markup=False, timeout=10)
            return
        if self._desk.file.warning:
            self.notify(self._desk.file.warning, severity="warning", markup=False, timeout=10)
        if what == "summary":
            self._show_summary(then=self.close_session)
        elif what == "setup" or (self._desk.session.at is None and not self._desk.read_only):
            self._show_setup(self._desk, then=self._after_setup)
        else:
            self._show_run()

    def close_session(self, _: object = None) -> None:
        """Let go of the open session; the list of sessions is next, with this one in focus."""
        if self._desk is not None:
            self._histories[self._desk.path] = self._desk.history
            for screen in self.screen_stack:
                if isinstance(screen, HomeScreen):
                    screen.put_in_focus(self._desk.path)
            self._desk.close()
            self._desk = None

    def _make(self, draft: Draft) -> Desk:
        made = start(self._library, self._packs, self._templates, draft, clock=self._clock)
        self._desk = Desk(made, self._clock)
        return self._desk

    def _show_run(self) -> None:
        if self._desk is not None:
            self.push_screen(RunScreen(self._desk, today=self.today), self.close_session)

    def _show_setup(self, desk: Desk | None, then: Callable[[SetupDone | None], None]) -> None:
        screen = SetupScreen(
            desk, make=self._make, packs=self._packs, templates=self._templates, today=self.today
        )
        self.push_screen(screen, then)

    def _after_setup(self, done: SetupDone | None) -> None:
        if done is not None and done.desk is not None and done.begin:
            self._show_run()
        else:
            self.close_session()

    def _show_summary(self, then: Callable[[object], None] | None = None) -> None:
        if self._desk is not None:
            folder = settings.summaries_folder(self._desk.path)
            self.push_screen(SummaryScreen(self._desk, folder, today=self.today), then)

    # --- what the screens ask for -----------------------------------------------------------------

    def on_home_screen_new_asked(self) -> None:
        """Prepare a new session."""
        self._show_setup(None, then=self._after_setup)

    def on_home_screen_demo_asked(self) -> None:
        """Make and open the worked example."""
        try:
            self._desk = Desk(
                demo(self._packs, self._templates, self._library, clock=self._clock), self._clock
            )
        except Problem as problem:
            self.notify(str(problem), severity="error", markup=False, timeout=10)
            return
        self._show_run()

    def on_home_screen_chosen(self, event: HomeScreen.Chosen) -> None:
        """Open the chosen session."""
        self._open(str(event.path), event.what)

    def on_run_screen_actions_asked(self) -> None:
        """All actions of the session."""
        if self._desk is not None:
            self.push_screen(ActionsScreen(self._desk, today=self.today))

    def on_run_screen_summary_asked(self) -> None:
        """What the summary will hold."""
        self._show_summary()

    def on_actions_screen_summary_asked(self) -> None:
        """The same from the actions."""
        self._show_summary()

    def on_run_screen_details_asked(self) -> None:
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
        if self._desk is not None and isinstance(self.screen, ActionDialog):
            self._desk.wall.type(event.title, event.rows)

    def on_command_screen_help_asked(self, event: CommandScreen.HelpAsked) -> None:
        """What to do, and every key."""
        path = self._library.folder / settings.SUMMARIES / guide_page.FILE_NAME
        show_guide = partial(guide_page.show, path, dict(self.remapped))
        self.push_screen(HelpScreen(event.context, self.remapped, show_guide=show_guide))

    def on_command_screen_look_up_asked(self, event: CommandScreen.LookUpAsked) -> None:
        """Look up a term."""
        self.push_screen(LookUpDialog(glossary(), event.texts))

    def on_command_screen_theme_asked(self) -> None:
        """Choose a theme, and keep the choice."""
        rows = [(name, f"{theme.title} · {theme.about}") for name, theme in self._shown_themes.items()]
        names = [name for name, _ in rows]
        at = names.index(self.theme) if self.theme in names else 0
        dialog: PickDialog[str] = PickDialog("Which colours?", rows, at=at)
        self.push_screen(dialog, self._take_theme)

    def _take_theme(self, name: str | None) -> None:
        if name is None:
            return
        self.theme = name
        self._prefer(self._preferred.model_copy(update={"theme": name}))
        if self._settings_path is None:
            return
        try:
            settings.save_theme(self._settings_path, name)
        except Problem as problem:
            self.notify(f"The choice could not be kept: {problem}", severity="warning", markup=False)

    def on_home_screen_settings_asked(self) -> None:
        """Every setting, and every key."""
        screen = SettingsScreen(
            self._preferred,
            self._settings_path,
            folder=self._library.folder,
            themes={name: f"{theme.title} · {theme.about}" for name, theme in self._shown_themes.items()},
            theme_faults=self._theme_faults,
        )
        self.push_screen(screen)

    def on_settings_screen_changed(self, event: SettingsScreen.Changed) -> None:
        """Other settings hold from now on."""
        theme = event.settings.theme
        if theme != self._preferred.theme and theme in self._shown_themes:
            self.theme = theme
        self._prefer(event.settings)

    def _prefer(self, preferred: settings.Settings) -> None:
        """Have these settings hold, and every screen show them."""
        self._preferred = preferred
        self.remapped = keymap.usable(preferred.keys).keymap
        self.set_keymap(dict(self.remapped))
        for screen in self.screen_stack:
            if isinstance(screen, SettingsScreen):
                screen.show(preferred)
            elif isinstance(screen, CommandScreen):
                screen.refresh_keys()

    # --- the palette ------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the screen in front, and leaving the program."""
        if isinstance(screen, CommandScreen):
            for command in screen.commands_here:
                keys = " ".join(commands.shown(key) for key in commands.keys_of(command, self.remapped))
                title = f"{command.label.capitalize()} ({keys})"
                yield SystemCommand(title, command.help, partial(self._run_command, screen, command))
        yield SystemCommand(
            "Quit (ctrl+q)", "Leave the program. Everything is saved already.", self.action_quit
        )

    def _run_command(self, screen: CommandScreen[object], command: commands.Command) -> None:
        self.call_later(screen.run_action, command.action_in(screen.CONTEXT))


def run(
    library: Library,
    preferred: settings.Settings,
    *,
    session: str | None = None,
    packs: Mapping[str, Pack],
    templates: Mapping[str, Template],
    notices: Sequence[str] = (),
) -> int:
    """Show the program until the person quits. Returns 0; raises what ended it where that was a mistake."""
    app = WorkshopApp(
        library,
        preferred,
        packs=packs,
        templates=templates,
        session=session,
        settings_path=settings.settings_path(),
        notices=notices,
    )
    try:
        app.run()
    finally:
        app.close_session()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
