"""The themes to choose from: the shipped ones at once, a user's own where they are listed or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import Theme

from themes.ready import ReadyTheme, ready_themes

if TYPE_CHECKING:
    from themes.load import LoadedThemes
    from themes.theme import ThemeFile


class ShownThemes:
    """The shipped themes and those in a user's folder, which need not exist."""

    def __init__(self, user_folder: Path | None) -> None:
        self._user_folder = user_folder
        self._ready = ready_themes()

    @cached_property
    def _loaded(self) -> LoadedThemes | None:
        """All themes out of their files; None where a user has none, for then they stand ready."""
        if self._user_folder is None or not self._user_folder.is_dir():
            return None
        from themes.load import load  # noqa: PLC0415  # reading and checking takes as long as a start

        return load(self._user_folder)

    @property
    def titles(self) -> Mapping[str, ReadyTheme | ThemeFile]:
        """By name, with what a list shows of them: the shipped ones in the order of their names, first."""
        return self._ready if self._loaded is None else self._loaded.themes

    @property
    def failed(self) -> tuple[str, ...]:
        """A sentence for each thing wrong with the user's themes."""
        return () if self._loaded is None else self._loaded.failed

    def for_textual(self, name: str) -> Theme | None:
        """What `App.register_theme` takes; None where there is no theme of that name."""
        if name in self._ready:
            return self._ready[name].for_textual
        if self._loaded is None or name not in self._loaded.themes:
            return None
        from themes.textual import to_textual  # noqa: PLC0415

        return to_textual(self._loaded.themes[name])
