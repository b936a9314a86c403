"""What the user prefers, as it holds on the screen: colours and keys. A choice is kept in the settings."""

from dataclasses import replace
from pathlib import Path

from textual.app import App

from sessions.problem import Problem
from themes.shown import ShownThemes
from workshop import keymap, settings
from workshop.screens.base import CommandScreen


class Preferences:
    """The settings that hold at the moment, and the app that shows them."""

    def __init__(
        self, app: App[None], preferred: settings.Settings, path: Path | None, themes: ShownThemes
    ) -> None:
        self._app = app
        self.settings = preferred
        self.path = path
        """Where they are kept; None for nowhere."""
        self._themes = themes
        self._used: tuple[settings.Settings, dict[str, str]] | None = None

    def take_first_theme(self) -> str:
        """Take a theme before anything is mounted, so that nothing is drawn twice; what is wrong with it."""
        few = self._app.console.color_system in settings.FEW_COLOURS
        if few and not self.settings.theme_chosen:
            self._take_theme(settings.FEW_COLOURS_THEME)
        elif not self._take_theme(wanted := self.settings.theme):
            self._take_theme(settings.DEFAULT_THEME)
            known = ", ".join(self._themes.titles)
            return f"settings.toml, theme: there is no theme {wanted!r}; there are {known}"
        return ""

    def _take_theme(self, name: str) -> bool:
        """Show the theme of this name; False where there is none."""
        theme = self._themes.for_textual(name)
        if theme is None:
            return False
        self._app.register_theme(theme)
        self._app.theme = name
        return True

    def titles(self) -> dict[str, str]:
        """{name: title, and what it is for} of every theme."""
        return {name: f"{theme.title} · {theme.about}" for name, theme in self._themes.titles.items()}

    def choose_theme(self, name: str | None) -> None:
        """Take this theme, and keep the choice."""
        if name is None:
            return
        self._take_theme(name)
        self.hold(replace(self.settings, theme=name))
        try:
            if self.path is not None:
                settings.save(self.path, "theme", name)
        except Problem as problem:
            self._app.notify(f"The choice could not be kept: {problem}", severity="warning", markup=False)

    def change(self, preferred: settings.Settings) -> None:
        """Other settings hold from now on."""
        if preferred.theme != self.settings.theme:
            self._take_theme(preferred.theme)
        self.hold(preferred)

    def hold(self, preferred: settings.Settings) -> None:
        """Have these settings hold, and every screen show them."""
        self.settings = preferred
        self._app.set_keymap(self.keymap)
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.prefer(preferred)

    @property
    def house_path(self) -> Path | None:
        """Where the house style lies, beside the settings; None for nowhere."""
        return None if self.path is None else self.path.with_name(settings.HOUSE_NAME)

    def show_house(self) -> None:
        """See and change the house style."""
        from workshop.screens.house import HouseScreen  # noqa: PLC0415  # no first screen shows it

        if self.house_path is not None:
            self._app.push_screen(HouseScreen(self.house_path))

    def ring(self) -> None:
        """Make a sound, where the person wants one."""
        if self.settings.sound:
            self._app.bell()

    @property
    def keymap(self) -> dict[str, str]:
        """Command id → keys, as the person remapped them: asked for with every key that is drawn."""
        if self._used is None or self._used[0] is not self.settings:
            self._used = self.settings, keymap.usable(self.settings.keys).keymap
        return self._used[1]
