"""Wiring: what is shown first, and which part does what a screen asks for. No screen knows another.

Loaded before anything is on the screen, and so is what it imports at its head; all else when it is asked for.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen

from sessions.clock import Clock, utc_now
from sessions.problem import Problem
from themes.shown import ShownThemes
from workshop import commands, keymap, settings, timers
from workshop.ahead import Ahead
from workshop.behind import Behind
from workshop.guard import Guard
from workshop.guarded import GuardedApp
from workshop.open_session import OpenSession, erasing, show_sign_off
from workshop.preferences import Preferences
from workshop.quiet_end import end_quietly
from workshop.screens.base import CommandScreen
from workshop.screens.home import HomeScreen
from workshop.shelf import Shelf

if TYPE_CHECKING:
    from textual.command import Provider

    from workshop.screens.settings import SettingsScreen
    from workshop.widgets.dialogs.action import ActionDialog

SIGNALLED = 128
"""Exit code of a program that was asked to end, to which the number of the signal is added."""
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that ask a program to end: the second comes where its terminal is closed."""
KEEP_EVERY = 0.5
"""Seconds after which what is typed and not recorded is on the disk."""
MOST_NOTICES = 5
"""Most of what is wrong with settings and themes that is told at the start."""


def _command_finder() -> type[Provider]:
    """What finds commands in the palette, loaded once that is opened."""
    from workshop.palette import CommandFinder

    return CommandFinder


class WorkshopApp(GuardedApp):
    """The program on the screen. It hands on what the screens ask for."""

    TITLE = "Workshop"
    COMMANDS = {_command_finder}
    ENABLE_COMMAND_PALETTE = True
    CSS: ClassVar[str] = """
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
        folder: Path,
        preferred: settings.Settings,
        *,
        session: str | None = None,
        clock: Clock = utc_now,
        data_folder: Path | None = None,
        settings_path: Path | None = None,
        notices: Sequence[str] = (),
        behind: Behind | None = None,
        guard: Guard | None = None,
    ) -> None:
        """`folder` is that of the sessions, `data_folder` that of the user's own packs and templates.

        `session` is opened at once. `behind` does what nobody waits for; None for a thread.
        `guard` stands before every key and click.
        """
        # Textual asks for the colours while it is being made.
        self._themes = ShownThemes(settings_path.parent / "themes" if settings_path else None)
        super().__init__(guard)
        self._clock = clock
        self._session = session
        self._behind = behind or Behind()
        self._shelf = Shelf(folder)
        self._ahead = Ahead(folder, data_folder, clock=clock, themes=self._themes)
        self._preferences = Preferences(self, preferred, settings_path, self._themes)
        ring = self._preferences.ring
        self._open = OpenSession(
            self,
            self._ahead,
            self._shelf,
            today=self._today,
            behind=self._behind,
            ring=ring,
            house_path=self._preferences.house_path,
        )
        self.left_over = ""
        """What could not be saved when all was let go of, and where it lies; empty where all is."""
        self.failure: Exception | None = None
        """A mistake in the program that ended it, for the command line to report."""
        self._notices = [*notices, *keymap.usable(preferred.keys).problems]
        if without := self._preferences.take_first_theme():
            self._notices.append(without)

    def _today(self) -> date:
        return self._clock().astimezone().date()

    @property
    def remapped(self) -> Mapping[str, str]:
        """Command id → keys, as the person remapped them."""
        return self._preferences.keymap

    def get_default_screen(self) -> Screen[None]:
        """The list of sessions, which lies under all other screens."""
        return HomeScreen(self._shelf, behind=self._behind, today=self._today)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our widgets use beyond Textual's own variables, before a theme has been chosen."""
        default = self._themes.for_textual(settings.DEFAULT_THEME)
        return default.variables if default is not None else {}

    def on_mount(self) -> None:
        """Keys, and the session that was asked for; then, behind the first screen, all that comes next."""
        timers.make_room()
        self.set_keymap(self._preferences.keymap)
        # Where the system asks the program to end, leave the terminal as it was. These are raised on Windows,
        # or where this is not the main thread.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in ENDING:
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)
        if self._session is not None:
            self._open.open(self._session, "run")
        self._behind.failed = lambda error: self.call_later(self._handle_exception, error)
        self.set_interval(KEEP_EVERY, self._open.keep_drafts)
        self.call_after_refresh(self._go_on_behind)

    def _end(self, number: int) -> None:
        """The system asks the program to end, or the terminal has gone."""
        self._open.keep_drafts(at_once=True)
        self.exit(return_code=SIGNALLED + number)

    def _go_on_behind(self) -> None:
        """Now that the first screen is there, load what comes next, and then look at every file."""
        # In this order: whoever opens a session waits for the one, and must not wait for the other.
        self._ahead.start(self._behind, lambda faults: self.call_later(self._say, faults))
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.check()

    def _say(self, faults: Sequence[str]) -> None:
        """Say what is wrong with the user's files in one notice, as far as that has room for it."""
        notices = [*self._notices, *faults]
        lines = notices[:MOST_NOTICES]
        if more := len(notices) - len(lines):
            lines.append(f"And {more} more: see the settings.")
        if lines:
            self.notify("\n".join(lines), severity="warning", markup=False, timeout=12)

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        end_quietly(self, error)

    def close(self) -> None:
        """Let go of all there is, once nothing is shown any more."""
        try:
            self._open.end()
        finally:
            self.left_over = self._open.left_over
        self._behind.close()
        with contextlib.suppress(Problem):
            self._shelf.cards.keep()

    async def action_quit(self) -> None:
        """Leave the program; asks first where something would be lost."""
        self._open.quit()

    def carry_out(self, asked: Message) -> None:
        """Do what a screen asks for, before the next key is looked at."""
        if isinstance(asked, HomeScreen.Chosen):
            self.clear_notifications()  # what was said on one screen names its keys, not those of the next
            self._open.open(str(asked.path), asked.what)
            return
        if not isinstance(asked, CommandScreen.Asked):
            return
        from workshop import open_benchmark, open_compare, open_pack

        done_by: Mapping[str, Callable[..., None]] = {
            "help": self._show_help,
            "look_up": partial(_look_up, self),
            "new": self._open.prepare_new,
            "demo": self._open.open_demo,
            "actions": self._open.show_actions,
            "summary": self._open.show_summary,
            "sign_off": lambda: show_sign_off(self, self._open.desk, self._today),
            "details": self._open.show_details,
            "compare": self._open.show_differences,
            "hand_over": self._open.hand_over,
            "bring_in": self._open.bring_in,
            "forget": lambda path: erasing(self, self._shelf).forget(path),
            "delete_for_good": lambda path: erasing(self, self._shelf).delete(path),
            "theme": self._pick_theme,
            "settings": self._show_settings,
            "house": self._preferences.show_house,
            **open_pack.asked(self, self._ahead, self._shelf),
            "then_and_now": partial(open_compare.show, self, self._ahead, self._shelf),
            "benchmark": partial(
                open_benchmark.show,
                self,
                self._shelf.cards,
                self._behind,
                self._preferences.house_path,
                self._today,
                self._preferences.settings.register,
            ),
            "all_actions": self._show_all_actions,
            "new_meaning": self.guard.new_meaning,
        }
        self._ahead.wait()
        if asked.what != "new_meaning":
            self.clear_notifications()
        done_by[asked.what](*asked.details)
        self.settle()

    def on_action_dialog_understood(self, event: ActionDialog.Understood) -> None:
        """Show the room an action while it is typed, so that a misheard name is put right at once."""
        from workshop.widgets.dialogs.action import ActionDialog

        # What was typed last may arrive when the dialog has gone.
        if (desk := self._open.desk) is not None and isinstance(self.screen, ActionDialog):
            desk.wall.type(event.title, event.rows)

    def _show_help(self, context: commands.Context) -> None:
        from workshop import guide_page
        from workshop.screens.help import HelpScreen

        path = self._shelf.folder / settings.SUMMARIES / guide_page.FILE_NAME
        show_guide = partial(guide_page.show, path, dict(self.remapped))
        self.push_screen(HelpScreen(context, self.remapped, show_guide=show_guide))

    def _show_all_actions(self) -> None:
        from workshop import open_everywhere

        def go(path: Path) -> None:
            self._open.open(str(path), "run")

        open_everywhere.show(self, self._ahead, self._shelf, behind=self._behind, today=self._today, go=go)

    def _pick_theme(self) -> None:
        from workshop.widgets.dialogs.pick import PickDialog

        titles = self._preferences.titles()
        at = list(titles).index(self.theme) if self.theme in titles else 0
        dialog = PickDialog("Which colours?", list(titles.items()), at=at)
        self.push_screen(dialog, self._preferences.choose_theme)

    def _show_settings(self) -> None:
        from workshop.screens.settings import SettingsScreen

        kept, folder, faults = self._preferences, self._shelf.folder, self._themes.failed
        self.push_screen(SettingsScreen(kept.settings, kept.path, folder, kept.titles(), faults))

    def on_settings_screen_changed(self, event: SettingsScreen.Changed) -> None:
        self._preferences.change(event.settings)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """In the palette: the commands of the screen in front, and leaving the program."""
        if isinstance(screen, CommandScreen):
            for command in screen.commands_here:
                title = f"{command.label.capitalize()} ({commands.shown_keys(command, self.remapped)})"
                run_command = partial(self.call_later, screen.run_action, command.action_in(screen.CONTEXT))
                yield SystemCommand(title, command.help, run_command)
        leave = "Leave the program. Everything is saved already."
        yield SystemCommand("Quit (ctrl+q)", leave, self.action_quit)


def _look_up(app: App[None], texts: Sequence[str]) -> None:
    """Show what a term means; those first that stand in these texts."""
    from workshop.materials.load import glossary
    from workshop.widgets.dialogs.look_up import LookUpDialog

    app.push_screen(LookUpDialog(glossary(), texts))


def run(
    folder: Path,
    preferred: settings.Settings,
    *,
    session: str | None = None,
    notices: Sequence[str] = (),
    tell: Callable[[str], object],
) -> int:
    """Show the program until the person quits. Returns 0; raises what ended it where that was a mistake.

    Where something could not be saved, `tell` says it, and where it lies, once the terminal is given back.
    """
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
        try:
            app.close()
        finally:
            if app.left_over:
                tell(app.left_over)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
