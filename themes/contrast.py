"""How well one colour is read on another, after WCAG 2.2. Colours are `#rrggbb`."""

from collections.abc import Collection
from itertools import takewhile


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of `#rrggbb`, each 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def linear(channel: float) -> float:
    """Light of an sRGB channel, both 0 to 1 (IEC 61966-2-1, with the threshold that WCAG 2.2 names)."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    """0 black to 1 white: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (linear(channel) for channel in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(colour: str, other: str) -> float:
    """Contrast ratio, 1 to 21, in either order: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def auto(ground: str) -> str:
    """Text of Textual's `auto 100%`, white or black, by https://www.w3.org/TR/AERT/#color-contrast."""
    red, green, blue = rgb(ground)
    return "#ffffff" if (299 * red + 587 * green + 114 * blue) / 1000 < 0.5 else "#000000"


def mix(base: str, other: str, share: float) -> str:
    """`base` with a share, 0 to 1, of `other`, channel by channel, as Textual blends an opacity."""
    channels = zip(rgb(base), rgb(other), strict=True)
    return "#" + "".join(f"{round(255 * (start + (end - start) * share)):02x}" for start, end in channels)


def tint(base: str, colour: str, texts: Collection[str], at_least: float, most: int) -> str:
    """`base` with as much of `colour`, at most `most` per cent, as `texts` bear at that contrast ratio."""
    mixes = (mix(base, colour, percent / 100) for percent in range(1, most + 1))
    borne = takewhile(lambda ground: all(ratio(text, ground) >= at_least for text in texts), mixes)
    return [base, *borne][-1]


def line(base: str, towards: str, at_least: float) -> str:
    """The mix of `base` and `towards` nearest to `base` that has that contrast ratio to it, or `towards`."""
    mixes = (mix(base, towards, percent / 100) for percent in range(1, 101))
    return next((colour for colour in mixes if ratio(colour, base) >= at_least), towards)
