"""A theme for Textual. With `ready`, the only module of the package that needs it."""

from typing import Any

from textual.theme import Theme

from themes.theme import ThemeFile
from themes.variables import variables


def to_textual(theme: ThemeFile) -> Theme:
    """What `App.register_theme` takes; `$muted`, `$level-1` … and `$block-1` … are among its variables."""
    return Theme(name=theme.name, **arguments(theme))


def arguments(theme: ThemeFile) -> dict[str, Any]:
    """What Textual's `Theme` takes, but for the name; plain enough for JSON."""
    colours = theme.colours.model_dump(exclude={"muted", "levels", "blocks"})
    boost = theme.colours.boost or theme.colours.panel
    return {"dark": theme.dark, **colours, "boost": boost, "variables": variables(theme)}
