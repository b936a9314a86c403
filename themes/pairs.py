"""Which colour stands as text on which, so that themes can be measured before anybody squints at them."""

from __future__ import annotations

from typing import NamedTuple

from themes.contrast import auto, ratio
from themes.theme import ThemeFile
from themes.variables import focused, variables

_SHADED = (
    *("boost", "surface-active", "primary-background", "secondary-background"),
    *("surface-lighten-1", "surface-lighten-2", "surface-darken-1", "panel-lighten-1", "panel-darken-1"),
)
"""Grounds that Textual's own widgets take: table rows, buttons, notices, the command palette."""


class Pair(NamedTuple):
    """A text and its ground, with the names that tell them in a message."""

    text: str
    ground: str
    text_colour: str
    ground_colour: str

    @property
    def ratio(self) -> float:
        """Contrast ratio, 1 to 21."""
        return ratio(self.text_colour, self.ground_colour)


def pairs(theme: ThemeFile) -> tuple[Pair, ...]:
    """Every text on every ground that it is used on."""
    colours, values = theme.colours, variables(theme)
    texts = {"foreground": colours.foreground, "muted": colours.muted, **colours.hues()}
    texts |= {f"level {number}": value for number, value in enumerate(colours.levels, 1)}
    grounds = {
        **colours.grounds(),
        "focused surface": focused(theme, colours.surface),
        "focused panel": focused(theme, colours.panel),
    }
    found = [Pair(text, ground, texts[text], grounds[ground]) for text in texts for ground in grounds]
    for text, ground in _named():
        found.append(Pair(text, ground, values[text], values[ground]))
    for text in ("foreground", "muted"):
        for ground in ("block-hover-background", "block-cursor-blurred-background", *_SHADED):
            found.append(Pair(text, ground, texts[text], values[ground]))
    for ground in ("block-hover-background", "block-cursor-blurred-background"):
        found.append(Pair("error", ground, colours.error, values[ground]))
    for hue, colour in colours.hues().items():
        shades = {f"{hue}-darken-{step}": values[f"{hue}-darken-{step}"] for step in (1, 2, 3)}
        for ground, fill in {hue: colour, **shades}.items():
            found.append(Pair("text", ground, auto(fill), fill))
            if hue == "accent" and ground != hue:
                found.append(Pair("foreground", ground, colours.foreground, fill))
            else:
                found.append(Pair("button-color-foreground", ground, values["button-color-foreground"], fill))
        for ground in ("panel-lighten-1", f"{hue}-muted"):
            found.append(Pair(f"text-{hue}", ground, values[f"text-{hue}"], values[ground]))
        found.append(Pair("foreground", f"{hue}-muted", colours.foreground, values[f"{hue}-muted"]))
    # A theme of the user's may leave a ground out (transparent): then its text stands on one of the others.
    return tuple(pair for pair in found if pair.ground_colour.startswith("#"))


def weak_pairs(theme: ThemeFile) -> tuple[Pair, ...]:
    """Those that fall short of the contrast that the theme promises."""
    return tuple(pair for pair in pairs(theme) if pair.ratio < theme.contrast)


def _named() -> tuple[tuple[str, str], ...]:
    """Pairs of Textual variables: (text, ground)."""
    return (
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
        ("screen-selection-foreground", "screen-selection-background"),
        ("link-color-hover", "link-background-hover"),
        ("footer-foreground", "footer-background"),
        ("footer-description-foreground", "footer-description-background"),
        ("footer-key-foreground", "footer-key-background"),
        ("footer-key-foreground", "footer-item-background"),
        ("footer-key-foreground", "block-hover-background"),
    )
