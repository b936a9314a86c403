"""Level colours stay apart with any kind of colour vision, and nothing else looks like one."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from themes.contrast import linear, rgb
from themes.load import load
from themes.theme import ThemeFile, level_slot

SHIPPED = load().themes

every_theme = pytest.mark.parametrize("theme", SHIPPED.values(), ids=SHIPPED)

Lab = tuple[float, float, float]
FLARE = 0.02
"""Share of white that a projector's screen gives back where it is black."""
VISIONS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1.0, on linear RGB."""


def seen(colour: str, vision: str) -> Lab:
    """CIELAB (D65) of what a reader with that vision sees."""
    light = [linear(channel) for channel in rgb(colour)]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in VISIONS[vision]
    )
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def at_dot_size(colour: str) -> Lab:
    """CIELAB of a patch as small as a letter, with some of the room's light on the screen.

    The eye keeps the lightness of what is small, half of its red and green, a quarter of its blue and yellow
    (after Zhang and Wandell 1997, S-CIELAB).
    """
    channels = (round(255 * _delinear((linear(channel) + FLARE) / (1 + FLARE))) for channel in rgb(colour))
    lightness, a, b = seen("#" + "".join(f"{channel:02x}" for channel in channels), "usual")
    return lightness, a / 2, b / 4


def _delinear(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005, doi 10.1002/col.20070)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = 1 + sum(
        weight * math.cos(math.radians(times * hue + shift))
        for weight, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / math.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    angle = math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(angle)
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + twist * dc / sc * dh / sh)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colour_difference_of_published_pairs(one: Lab, other: Lab, expected: float) -> None:
    assert round(difference(one, other), 4) == expected


APART = 20
"""Least CIEDE2000 between the colours of neighbouring levels, with usual and with simulated vision."""


@every_theme
@pytest.mark.parametrize("vision", VISIONS)
def test_neighbouring_levels_stay_apart(theme: ThemeFile, vision: str) -> None:
    for colours in (theme.colours.levels, theme.colours.blocks or ()):
        for one, other in pairwise(colours):
            assert difference(seen(one, vision), seen(other, vision)) >= APART


@every_theme
def test_blocks_are_told_apart_where_they_are_small(theme: ThemeFile) -> None:
    """Neighbours by a glance, and any two so far that a level is not taken for another."""
    assert theme.colours.blocks is not None
    blocks = [at_dot_size(block) for block in theme.colours.blocks]
    assert min(math.dist(one, other) for one, other in pairwise(blocks)) >= 20
    assert min(math.dist(one, other) for one, other in combinations(blocks, 2)) >= 14


def test_dark_colours_of_text_look_alike_where_they_are_small() -> None:
    assert math.dist(at_dot_size("#4f4f00"), at_dot_size("#2a5253")) < 10


@every_theme
@pytest.mark.parametrize("top", range(2, 10))
def test_neighbours_on_a_scale_of_any_length_are_apart_or_alike(theme: ThemeFile, top: int) -> None:
    """A longer scale gives neighbours one colour, and its numbers and columns carry the meaning alone.

    A shorter one leaves colours out: with usual vision they are as far apart as neighbours of five.
    """
    slots = [level_slot(level, top) for level in range(1, top + 1)]
    assert {1, 5} <= set(slots)
    for one, other in pairwise(slots):
        assert 0 <= other - one <= (1 if top >= 5 else 4)
        colours = theme.colours.levels[one - 1], theme.colours.levels[other - 1]
        assert one == other or difference(*(seen(colour, "usual") for colour in colours)) >= APART


@every_theme
@pytest.mark.parametrize("name", ["success", "warning", "error", "accent"])
def test_no_word_about_the_answers_looks_like_a_level(theme: ThemeFile, name: str) -> None:
    word = seen(getattr(theme.colours, name), "usual")
    shown = (*theme.colours.levels, *(theme.colours.blocks or ()))
    assert all(difference(word, seen(colour, "usual")) >= 10 for colour in shown)


@pytest.mark.parametrize("vision", VISIONS)
def test_good_and_bad_stay_apart_for_colour_blind_readers(vision: str) -> None:
    colours = SHIPPED["colour-blind"].colours
    for one, other in combinations((colours.success, colours.warning, colours.error), 2):
        assert difference(seen(one, vision), seen(other, vision)) >= 20


def test_scales_of_any_length_take_their_colours_from_end_to_end() -> None:
    assert [level_slot(level, 5) for level in range(1, 6)] == [1, 2, 3, 4, 5]
    assert [level_slot(level, 3) for level in range(1, 4)] == [1, 3, 5]
    assert [level_slot(level, 2) for level in (1, 2)] == [1, 5]
    assert level_slot(1, 1) == 5
    nine = [level_slot(level, 9) for level in range(1, 10)]
    assert nine == sorted(nine)
    assert (nine[0], nine[-1]) == (1, 5)
