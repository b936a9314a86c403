"""A theme for Textual. With `ready`, the only module of the package that needs it."""

from __future__ import annotations

from typing import Any

from textual.theme import Theme

from themes.theme import ThemeFile
from themes.variables import variables


def to_textual(theme: ThemeFile) -> Theme:
    """What `App.register_theme` takes; `$level-1` … `$level-5` and `$muted` are among its variables."""
    return Theme(name=theme.name, **arguments(theme))


def arguments(theme: ThemeFile) -> dict[str, Any]:
    """What Textual's `Theme` takes, but for the name; plain enough for JSON."""
    colours = theme.colours
    return {
        "dark": theme.dark,
        "primary": colours.primary,
        "secondary": colours.secondary,
        "accent": colours.accent,
        "success": colours.success,
        "warning": colours.warning,
        "error": colours.error,
        "background": colours.background,
        "surface": colours.surface,
        "panel": colours.panel,
        "boost": colours.boost or colours.panel,
        "foreground": colours.foreground,
        "variables": variables(theme),
    }
