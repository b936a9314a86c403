"""The screens that are not the first one, each loaded when it is asked for. A function a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import ModalScreen, Screen

    from sessions.clock import Clock
    from sessions.problem import Problem
    from workshop.commands import Context
    from workshop.current import Current
    from workshop.desk import Desk
    from workshop.screens.details.details import SetupDone
    from workshop.settings import Settings

Today = Callable[[], date]
MODULES = (
    "workshop.widgets.fields",
    "workshop.current",
    "workshop.screens.run",
    "workshop.screens.setup",
    "workshop.screens.summary",
    "workshop.screens.actions",
    "workshop.screens.help",
    "workshop.screens.settings",
    "workshop.widgets.dialogs.look_up",
    "workshop.widgets.dialogs.pick",
)
"""What is loaded here, the most wanted first, for whoever loads it before anybody asks."""


def current(folder: Path, data_folder: Path | None, clock: Clock) -> Current:
    """The sessions and the material, none of it open yet."""
    from workshop.current import Current

    return Current(folder, data_folder, clock)


def run(desk: Desk, today: Today) -> Screen[None]:
    """Run a session."""
    from workshop.screens.run import RunScreen

    return RunScreen(desk, today=today)


def setup(current: Current, desk: Desk | None, today: Today) -> Screen[SetupDone]:
    """Prepare a session; a new one where there is no desk."""
    from workshop.screens.setup import SetupScreen

    packs, templates = current.packs.usable, current.templates.usable
    return SetupScreen(desk, make=current.make, packs=packs, templates=templates, today=today)


def summary(desk: Desk, folder: Path) -> Screen[None]:
    """What the summary will hold."""
    from workshop.screens.summary import SummaryScreen

    return SummaryScreen(desk, folder)


def actions(desk: Desk, today: Today) -> Screen[None]:
    """All actions of a session."""
    from workshop.screens.actions import ActionsScreen

    return ActionsScreen(desk, today=today)


def help_(context: Context, keys: Mapping[str, str], folder: Path) -> Screen[None]:
    """What to do, and every key; from there the guide, which is written into this folder."""
    from workshop import guide_page
    from workshop.screens.help import HelpScreen

    return HelpScreen(
        context, keys, show_guide=partial(guide_page.show, folder / guide_page.FILE_NAME, dict(keys))
    )


def settings(
    preferred: Settings, path: Path | None, folder: Path, themes: Mapping[str, str], faults: Sequence[str]
) -> Screen[None]:
    """Every setting, and every key."""
    from workshop.screens.settings import SettingsScreen

    return SettingsScreen(preferred, path, folder=folder, themes=themes, theme_faults=tuple(faults))


def look_up(texts: Sequence[str]) -> ModalScreen[None]:
    """Look up a term; those in the texts are offered first."""
    from workshop.materials.load import glossary
    from workshop.widgets.dialogs.look_up import LookUpDialog

    return LookUpDialog(glossary(), texts)


def pick_theme(themes: Mapping[str, str], at: str) -> ModalScreen[str]:
    """Choose one of these themes, {name: title}, beginning with the one that holds."""
    from workshop.widgets.dialogs.pick import PickDialog

    names = list(themes)
    return PickDialog("Which colours?", list(themes.items()), at=names.index(at) if at in names else 0)


def is_action_dialog(screen: Screen[object]) -> bool:
    """Whether an action is typed on this screen."""
    from workshop.widgets.dialogs.action import ActionDialog

    return isinstance(screen, ActionDialog)


def unsaved(problem: Problem) -> ModalScreen[bool]:
    """Ask whether to leave what is not on disk yet."""
    from workshop.widgets.dialogs.pick import UnsavedDialog

    return UnsavedDialog(problem)


def is_unsaved_dialog(screen: Screen[object]) -> bool:
    """Whether that is being asked on this screen."""
    from workshop.widgets.dialogs.pick import UnsavedDialog

    return isinstance(screen, UnsavedDialog)
