"""Which colour stands as text on which, so that themes can be measured before anybody squints at them."""

from typing import NamedTuple

from themes.contrast import auto, ratio
from themes.theme import ThemeFile
from themes.variables import focused, variables

_CURSORS = ("block-hover-background", "block-cursor-blurred-background")
_SHADED = (
    *("boost", "surface-active", "primary-background", "secondary-background"),
    *("surface-lighten-1", "surface-lighten-2", "surface-darken-1", "panel-lighten-1", "panel-darken-1"),
)
"""Grounds that Textual's own widgets take: table rows, buttons, notices, the command palette."""
_PARTS = (
    *("block-cursor", "block-cursor-blurred", "input-cursor", "input-selection", "screen-selection"),
    *("footer", "footer-description", "footer-key"),
)
_TEXTUALS = (
    *((f"{part}-foreground", f"{part}-background") for part in _PARTS),
    ("footer-key-foreground", "footer-item-background"),
    ("footer-key-foreground", "block-hover-background"),
    ("link-color-hover", "link-background-hover"),
)
"""(text, ground), both Textual's variables."""


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
    colours = theme.colours
    texts = {"foreground": colours.foreground, "muted": colours.muted, **colours.hues()}
    texts |= {f"level {number}": value for number, value in enumerate(colours.levels, 1)}
    grounds = colours.grounds()
    grounds |= {f"focused {name}": focused(theme, grounds[name]) for name in ("surface", "panel")}
    named = [
        *((text, ground) for text in texts for ground in grounds),
        *_TEXTUALS,
        *((text, ground) for text in ("foreground", "muted") for ground in (*_CURSORS, *_SHADED)),
        *(("error", ground) for ground in _CURSORS),
    ]
    for hue in colours.hues():
        for ground in (hue, *(f"{hue}-darken-{step}" for step in (1, 2, 3))):
            plain = hue == "accent" and ground != hue
            named += [("text", ground), ("foreground" if plain else "button-color-foreground", ground)]
        muted = f"{hue}-muted"
        named += [(f"text-{hue}", "panel-lighten-1"), (f"text-{hue}", muted), ("foreground", muted)]
    colour_of = {**variables(theme), **texts, **grounds}
    # A theme of the user's may leave a ground out (transparent): then its text stands on one of the others.
    return tuple(
        Pair(text, ground, auto(colour) if text == "text" else colour_of[text], colour)
        for text, ground in named
        if (colour := colour_of[ground]).startswith("#")
    )


def weak_pairs(theme: ThemeFile) -> tuple[Pair, ...]:
    """The pairs that fall short of the contrast that the theme promises."""
    return tuple(pair for pair in pairs(theme) if pair.ratio < theme.contrast)
