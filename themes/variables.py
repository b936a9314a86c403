"""Every Textual variable of a theme, worked out from its few colours. Knows no Textual.

Textual derives shades and see-through colours of its own, which nobody has measured against the text on
them. Here each that text stands on, or that is text, is a solid colour, and keeps the theme's contrast.
"""

from themes.contrast import line, mix, tint
from themes.theme import ThemeFile

BOUNDARY = 3.0
"""Contrast ratio of what tells a field from its ground (WCAG 2.2, 1.4.11)."""
FOCUS_TINT = 0.05
"""Share of the foreground that Textual mixes into the ground of a list, field or table that has the focus."""
_SHADES, _SHADE = (1, 2, 3), 0.08
_MARGIN = 1.02
"""Textual rounds a channel once more when it paints: grounds that are worked out keep this much over."""
_HOVER, _SELECTED, _FILLED = 12, 30, 22
"""Most of a colour, in per cent, that a ground under ordinary text takes."""
_FIXED = {
    # Black or white, whichever the ground asks for: Textual puts it on filled buttons and cursors.
    "text": "auto 100%",
    "link-style": "underline",
    "link-style-hover": "bold",
    "link-background": "initial",
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-text-style": "bold",
    "button-focus-text-style": "bold reverse",
}
_PLAIN = {
    "background": """
        link-color-hover block-cursor-foreground button-color-foreground input-cursor-foreground
        input-selection-foreground screen-selection-foreground
    """,
    "panel": """
        surface-active primary-background secondary-background scrollbar-background scrollbar-corner-color
        scrollbar-background-hover scrollbar-background-active footer-background footer-key-background
        footer-item-background footer-description-background
    """,
    "foreground": """
        markdown-h4-color markdown-h5-color block-cursor-blurred-foreground button-foreground
        input-cursor-background footer-foreground footer-description-foreground
    """,
    "muted": """
        text-muted text-disabled foreground-muted foreground-disabled markdown-h6-color scrollbar-hover
    """,
    "primary": """
        link-color link-background-hover markdown-h1-color markdown-h2-color markdown-h3-color border
        block-cursor-background input-selection-background screen-selection-background scrollbar-active
    """,
    "accent": "footer-key-foreground",
}
"""A colour of the theme → the variables that are this colour as it stands."""


def variables(theme: ThemeFile) -> dict[str, str]:
    """Variable name, without `$`, → value: Textual's own, `muted`, `level-1` …, `block-1` …"""
    plain = {
        name: getattr(theme.colours, colour) for colour, names in _PLAIN.items() for name in names.split()
    }
    edge = line(theme.colours.panel, theme.colours.foreground, BOUNDARY)
    return {
        **_FIXED,
        **plain,
        **{f"text-{name}": value for name, value in theme.colours.hues().items()},
        **_grounds(theme),
        **_shades(theme),
        # Edges, and the mark of a box that is not ticked: to be seen, and not to be read as a tick.
        **dict.fromkeys(("border-blurred", "scrollbar", "panel-darken-2"), edge),
        **own_variables(theme),
        **theme.variables,
    }


def own_variables(theme: ThemeFile) -> dict[str, str]:
    """The variables that Textual doesn't know; style sheets need them before a theme is chosen."""
    levels = {f"level-{number}": colour for number, colour in enumerate(theme.colours.levels, start=1)}
    blocks = enumerate(theme.colours.blocks or theme.colours.levels, start=1)
    return {
        "muted": theme.colours.muted,
        **levels,
        **{f"block-{number}": colour for number, colour in blocks},
    }


def focused(theme: ThemeFile, ground: str) -> str:
    """What Textual makes of a ground while its widget has the focus."""
    return mix(ground, theme.colours.foreground, FOCUS_TINT)


def _grounds(theme: ThemeFile) -> dict[str, str]:
    """Grounds that text of any colour of the theme may stand on."""
    colours, enough = theme.colours, theme.contrast * _MARGIN
    quiet = (colours.foreground, colours.muted, colours.accent, colours.primary, colours.error)
    listed = (colours.foreground, colours.muted, colours.error)
    filled = {
        f"{name}-muted": tint(colours.background, value, (value, colours.foreground), enough, _FILLED)
        for name, value in colours.hues().items()
    }
    return {
        "boost": colours.boost or colours.panel,
        "block-hover-background": tint(colours.panel, colours.primary, quiet, enough, _HOVER),
        "block-cursor-blurred-background": tint(colours.surface, colours.primary, listed, enough, _SELECTED),
        **filled,
    }


def _shades(theme: ThemeFile) -> dict[str, str]:
    """The `-lighten-` and `-darken-` steps. Steps of a filled colour only gain contrast to the text on it."""
    colours = theme.colours
    away = "#ffffff" if theme.dark else "#000000"
    # Textual puts ordinary text on these, in the header of a table's column that the cursor is in.
    header = tint(colours.panel, colours.accent, (colours.foreground,), theme.contrast * _MARGIN, _SELECTED)
    shades: dict[str, str] = {}
    for step in _SHADES:
        shade = {name: mix(value, away, step * _SHADE) for name, value in colours.hues().items()}
        for name in ("surface", "background"):
            shade[name] = mix(getattr(colours, name), colours.panel, step / len(_SHADES))
        flat = ("panel", "boost", "primary-background", "secondary-background")
        shade |= {**dict.fromkeys(flat, colours.panel), "foreground": colours.foreground}
        for name, value in shade.items():
            shades[f"{name}-lighten-{step}"] = shades[f"{name}-darken-{step}"] = value
        shades[f"accent-darken-{step}"] = header
    return shades
