"""The user's settings, own keys and folder of the sessions, as a command finds them."""

import os
from pathlib import Path

from sessions.problem import Problem
from workshop import keymap, settings
from workshop.cli import output


def preferences() -> settings.Settings:
    """The user's settings; what is wrong with them goes to stderr."""
    preferred, problems = settings.load(settings.settings_path())
    for problem in problems:
        output.problem(problem)
    return preferred


def own_keys() -> dict[str, str]:
    """Command id → keys, as the user remapped them; what is wrong with them goes to stderr."""
    usable = keymap.usable(preferences().keys)
    for what in usable.problems:
        output.problem(Problem(what, where=str(settings.settings_path()), hint="Its default is used."))
    return usable.keymap


def sessions_folder(named: Path | None, preferred: settings.Settings | None = None) -> Path:
    """Where the sessions lie. Settings are read only where nothing else names the folder. Raises Problem."""
    if preferred is None and named is None and not os.environ.get(settings.FOLDER_VARIABLE):
        preferred = preferences()
    return settings.sessions_folder(named, preferred)
