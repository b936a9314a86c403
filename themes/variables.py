"""Every Textual variable of a theme, worked out from its few colours. Knows no Textual.

Textual derives shades and see-through colours of its own, which nobody has measured against the text on
them. Here each that text stands on, or that is text, is a solid colour, and keeps the theme's contrast.
"""

from __future__ import annotations

from themes.contrast import line, mix, tint
from themes.theme import LEVELS, ThemeFile

BOUNDARY = 3.0
"""Contrast ratio of what tells a field from its ground (WCAG 2.2, 1.4.11)."""
FOCUS_TINT = 0.05
"""Share of the foreground that Textual mixes into the ground of a list, field or table that has the focus."""
_SHADES = (1, 2, 3)
_SHADE = 0.08
_MARGIN = 1.02
"""Textual rounds a channel once more when it paints: grounds that are worked out keep this much over."""
# Most of a colour, in per cent, that a ground under ordinary text takes.
_HOVER = 12
_SELECTED = 30
_FILLED = 22


def variables(theme: ThemeFile) -> dict[str, str]:
    """Variable name, without `$`, → value: Textual's own, `muted`, and `level-1` … `level-5`."""
    return {
        **_texts(theme),
        **_grounds(theme),
        **_filled(theme),
        **_shades(theme),
        **_parts(theme),
        **own_variables(theme),
        **theme.variables,
    }


def own_variables(theme: ThemeFile) -> dict[str, str]:
    """Those that Textual does not know, which style sheets of ours use: `muted`, `level-1` … `level-5`.

    `App.get_theme_variable_defaults` needs them: a style sheet is read before the theme is chosen.
    """
    levels = {f"level-{number}": theme.colours.levels[number - 1] for number in range(1, LEVELS + 1)}
    return {"muted": theme.colours.muted, **levels}


def focused(theme: ThemeFile, ground: str) -> str:
    """What Textual makes of a ground while its widget has the focus."""
    return mix(ground, theme.colours.foreground, FOCUS_TINT)


def _texts(theme: ThemeFile) -> dict[str, str]:
    colours = theme.colours
    muted = ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled")
    return {
        # Black or white, whichever the ground asks for: Textual puts it on filled buttons and cursors.
        "text": "auto 100%",
        **dict.fromkeys(muted, colours.muted),
        **{f"text-{name}": value for name, value in colours.hues().items()},
        "link-color": colours.primary,
        "link-style": "underline",
        "link-background": "initial",
        "link-color-hover": colours.background,
        "link-background-hover": colours.primary,
        "link-style-hover": "bold",
        **{f"markdown-h{rank}-color": colours.primary for rank in (1, 2, 3)},
        **{f"markdown-h{rank}-color": colours.foreground for rank in (4, 5)},
        "markdown-h6-color": colours.muted,
    }


def _grounds(theme: ThemeFile) -> dict[str, str]:
    """Grounds that text of any colour of the theme may stand on."""
    colours, enough = theme.colours, theme.contrast * _MARGIN
    quiet = (colours.foreground, colours.muted, colours.accent, colours.primary, colours.error)
    hover = tint(colours.panel, colours.primary, quiet, enough, _HOVER)
    listed = (colours.foreground, colours.muted, colours.error)
    selected = tint(colours.surface, colours.primary, listed, enough, _SELECTED)
    boost = colours.boost or colours.panel
    found = {
        "boost": boost,
        "surface-active": colours.panel,
        "block-hover-background": hover,
        "block-cursor-blurred-background": selected,
        "block-cursor-blurred-foreground": colours.foreground,
        "primary-background": colours.panel,
        "secondary-background": colours.panel,
    }
    for name, value in colours.hues().items():
        texts = (value, colours.foreground)
        found[f"{name}-muted"] = tint(colours.background, value, texts, enough, _FILLED)
    return found


def _filled(theme: ThemeFile) -> dict[str, str]:
    """Where the text is the background's colour, on a strong one."""
    colours = theme.colours
    return {
        "block-cursor-background": colours.primary,
        "block-cursor-foreground": colours.background,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-text-style": "bold",
        "button-color-foreground": colours.background,
        "button-foreground": colours.foreground,
        "button-focus-text-style": "bold reverse",
        "input-cursor-background": colours.foreground,
        "input-cursor-foreground": colours.background,
        "input-selection-background": colours.primary,
        "input-selection-foreground": colours.background,
        "screen-selection-background": colours.primary,
        "screen-selection-foreground": colours.background,
    }


def _shades(theme: ThemeFile) -> dict[str, str]:
    """The `-lighten-` and `-darken-` steps. Steps of a filled colour only gain contrast to the text on it."""
    colours = theme.colours
    away = "#ffffff" if theme.dark else "#000000"
    edge = line(colours.panel, colours.foreground, BOUNDARY)
    found: dict[str, str] = {}
    for step in _SHADES:
        for side in ("lighten", "darken"):
            key = f"{side}-{step}"
            for name, value in colours.hues().items():
                found[f"{name}-{key}"] = mix(value, away, step * _SHADE)
            for name in ("surface", "background"):
                found[f"{name}-{key}"] = mix(colours.grounds()[name], colours.panel, step / len(_SHADES))
            for name in ("panel", "boost", "primary-background", "secondary-background"):
                found[f"{name}-{key}"] = colours.panel
            found[f"foreground-{key}"] = colours.foreground
    # Textual puts ordinary text on these, in the header of a table's column that the cursor is in.
    enough = theme.contrast * _MARGIN
    header = tint(colours.panel, colours.accent, (colours.foreground,), enough, _SELECTED)
    found |= dict.fromkeys((f"accent-darken-{step}" for step in _SHADES), header)
    # The mark of a box that is not ticked: to be seen, and not to be read as a tick.
    return {**found, "panel-darken-2": edge}


def _parts(theme: ThemeFile) -> dict[str, str]:
    """Footer, borders and scroll bars."""
    colours = theme.colours
    edge = line(colours.panel, colours.foreground, BOUNDARY)
    bars = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    footer = ("footer-background", "footer-key-background", "footer-item-background")
    return {
        "border": colours.primary,
        "border-blurred": edge,
        **dict.fromkeys((*bars, "scrollbar-corner-color"), colours.panel),
        "scrollbar": edge,
        "scrollbar-hover": colours.muted,
        "scrollbar-active": colours.primary,
        **dict.fromkeys((*footer, "footer-description-background"), colours.panel),
        "footer-foreground": colours.foreground,
        "footer-description-foreground": colours.foreground,
        "footer-key-foreground": colours.accent,
    }
