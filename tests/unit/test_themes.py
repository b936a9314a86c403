"""Every text of every theme can be read, and a broken theme of the user's stops nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet

from themes.contrast import auto, line, mix, ratio, tint
from themes.load import load
from themes.pairs import pairs, weak_pairs
from themes.textual import to_textual
from themes.theme import ThemeFile
from themes.variables import BOUNDARY, FOCUS_TINT, own_variables, variables

SHIPPED = load().themes
NEEDED = {
    "projector-light": 7.0,
    "projector-dark": 7.0,
    "high-contrast": 7.0,
    "laptop-dark": 4.5,
    "laptop-light": 4.5,
    "colour-blind": 4.5,
}
HUES = ("primary", "secondary", "accent", "success", "warning", "error")
LEVELS = tuple(f"level-{number}" for number in range(1, 6))
BLOCKS = tuple(f"block-{number}" for number in range(1, 6))

every_theme = pytest.mark.parametrize("theme", SHIPPED.values(), ids=SHIPPED)


def in_textual(theme: ThemeFile) -> dict[str, str]:
    """The variables as `App.get_css_variables` puts them together."""
    made = to_textual(theme)
    return {**made.to_color_system().generate(), **made.variables}


# --- contrast ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_ratio_of_known_pairs(one: str, other: str, expected: float) -> None:
    assert round(ratio(one, other), 2) == round(ratio(other, one), 2) == expected


def test_automatic_text_is_textuals() -> None:
    for colour in ("#064c6e", "#7cc8fb", "#808080", "#7f7f7f", "#ff0000", "#00ff00"):
        assert auto(colour) == Color.parse(colour).get_contrast_text(1.0).hex.lower()


def test_mixes() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert tint("#ffffff", "#000000", ("#000000",), 4.5, 20) == mix("#ffffff", "#000000", 0.2)
    assert tint("#ffffff", "#000000", ("#777777",), 4.5, 20) == "#ffffff"
    assert ratio(line("#ffffff", "#000000", BOUNDARY), "#ffffff") >= BOUNDARY


def test_every_room_has_a_theme() -> None:
    assert set(SHIPPED) == set(NEEDED)
    assert {theme.for_room for theme in SHIPPED.values()} == {"bright room", "dark room", "laptop", "any"}
    assert load().failed == ()


@every_theme
def test_promised_contrast_is_what_the_room_needs(theme: ThemeFile) -> None:
    assert theme.contrast >= NEEDED[theme.name]


@every_theme
def test_every_pair_can_be_read(theme: ThemeFile) -> None:
    assert len(pairs(theme)) > 100
    assert [(pair.text, pair.ground, round(pair.ratio, 2)) for pair in weak_pairs(theme)] == []


@every_theme
def test_texts_can_be_read_as_textual_has_them(theme: ThemeFile) -> None:
    found = in_textual(theme)
    texts = ("foreground", "text-muted", "text-disabled", "foreground-muted", "muted", "link-color")
    texts += (
        *HUES,
        *(f"text-{hue}" for hue in HUES),
        *LEVELS,
        *(f"markdown-h{n}-color" for n in range(1, 7)),
    )
    grounds = {name: found[name] for name in ("background", "surface", "panel", "boost", "surface-active")}
    grounds |= {
        f"focused {name}": mix(found[name], found["foreground"], FOCUS_TINT) for name in ("surface", "panel")
    }
    weak = [
        (text, name)
        for text in texts
        for name, ground in grounds.items()
        if ratio(found[text], ground) < NEEDED[theme.name]
    ]
    assert weak == []


@every_theme
def test_filled_parts_can_be_read_as_textual_has_them(theme: ThemeFile) -> None:
    found = in_textual(theme)
    used = [
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("foreground", "block-hover-background"),
        ("foreground", "accent-darken-1"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
        ("screen-selection-foreground", "screen-selection-background"),
        ("footer-foreground", "footer-background"),
        ("footer-key-foreground", "footer-key-background"),
        ("footer-key-foreground", "block-hover-background"),
        ("footer-description-foreground", "footer-description-background"),
        ("link-color-hover", "link-background-hover"),
        *(
            ("button-color-foreground", f"{hue}{shade}")
            for hue in HUES
            if hue != "accent"
            for shade in ("", "-darken-1", "-darken-2")
        ),
        *((f"text-{hue}", f"{hue}-muted") for hue in HUES),
        *((f"text-{hue}", "panel-lighten-1") for hue in HUES),
        *(("button-foreground", f"surface{shade}") for shade in ("", "-darken-1", "-lighten-1")),
    ]
    weak = [(one, other) for one, other in used if ratio(found[one], found[other]) < NEEDED[theme.name]]
    assert weak == []


@every_theme
def test_no_colour_is_see_through(theme: ThemeFile) -> None:
    """A see-through colour has a contrast that nobody has measured."""
    no_colour = re.compile(r"text|.*-style(-hover)?|ansi-.*|markdown-h\d-background|link-background")
    found = {name: value for name, value in in_textual(theme).items() if not no_colour.fullmatch(name)}
    assert {name: value for name, value in found.items() if not re.fullmatch("#[0-9a-fA-F]{6}", value)} == {}


@every_theme
def test_fields_stand_out_from_every_ground(theme: ThemeFile) -> None:
    found = in_textual(theme)
    for edge in ("border", "border-blurred", "scrollbar"):
        assert ratio(found[edge], found["panel"]) >= BOUNDARY


@every_theme
def test_blocks_stand_out_from_every_ground(theme: ThemeFile) -> None:
    found = in_textual(theme)
    for ground in theme.colours.grounds().values():
        for shown in (ground, mix(ground, found["foreground"], FOCUS_TINT)):
            assert min(ratio(found[block], shown) for block in BLOCKS) >= BOUNDARY


def test_a_theme_without_blocks_of_its_own_takes_the_levels(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE, "utf-8")
    found = variables(load(tmp_path).themes["mine"])
    assert [found[block] for block in BLOCKS] == [found[level] for level in LEVELS]


@every_theme
def test_style_sheets_can_use_the_variables(theme: ThemeFile) -> None:
    sheet = Stylesheet(variables=in_textual(theme))
    for name in variables(theme):
        rule = "text-style" if name.endswith(("-style", "-style-hover")) else "color"
        if name != "link-background":
            sheet.add_source(f".x {{ {rule}: ${name}; }}", read_from=(name, ""))
    sheet.parse()
    assert set(own_variables(theme)) == {"muted", *LEVELS, *BLOCKS}


# --- themes of the user's -----------------------------------------------------------------------------

MINE = """
name = "mine"
title = "Mine"
dark = true
[colours]
background = "#000000"
surface = "#0a0a0a"
panel = "#141414"
foreground = "#ffffff"
muted = "#d0d8df"
primary = "#8fd3ff"
secondary = "#c3caff"
accent = "#ffc46b"
success = "#8be8d2"
warning = "#ffe07a"
error = "#ffaaa6"
levels = ["#fe898d", "#fde355", "#cbecbf", "#6ff2ee", "#8ea7ff"]
"""


def test_a_theme_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        MINE + '[variables]\nborder = "#ffffff"\nlink-style = "bold italic"\n', "utf-8"
    )
    found = load(tmp_path)
    assert found.failed == ()
    assert list(found.themes) == [*SHIPPED, "mine"]
    assert variables(found.themes["mine"])["border"] == "#ffffff"
    assert in_textual(found.themes["mine"])["link-style"] == "bold italic"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'accent = "#ffc46b"',
            'accent = "amber"',
            "colours.accent: expected a colour such as #0b4f6c, found 'amber'",
        ),
        ('accent = "#ffc46b"', "", "colours.accent: missing"),
        ('accent = "#ffc46b"', 'acent = "#ffc46b"', "colours.acent: there is no such key"),
        ('accent = "#ffc46b"', "accent = 3", "colours.accent: expected text in quotes, found 3"),
        ('"#fde355"', '"yellow"', "colours.levels[2]: expected a colour such as #0b4f6c, found 'yellow'"),
        (', "#8ea7ff"', "", "colours.levels: expected a list of 5 colours, lowest level to highest"),
        ('"#8ea7ff"', '"#8ea7ff", "#ffffff"', "colours.levels: expected a list of 5 colours"),
        ("levels = [", 'levels = "#fe898d"\n#', "colours.levels: expected a list of 5 colours"),
        ("[colours]", "colours = 3\n[variables]", "colours: expected a table of names and values, found 3"),
        ("dark = true", 'dark = "very"', "dark: expected true or false, without quotes, found 'very'"),
        ("dark = true", 'dark = true\nfor_room = "garden"', "for_room: expected 'bright room', "),
        ("dark = true", "dark = true\ncontrast = 30", "contrast: expected a number from 1 to 21, found 30"),
        ("dark = true", 'dark = true\n"a\\u001b[2J" = 3', "a\ufffd[2J: there is no such key"),
        ('name = "mine"', 'name = "My theme"', "name: expected small letters, digits and hyphens"),
        ('name = "mine"', 'name = "' + 41 * "m" + '"', "name: expected at most 40 characters, found 41"),
        ('name = "mine"', 'name = "laptop-dark"', "name: 'laptop-dark' is taken by another theme"),
        ('title = "Mine"', 'title = ""', "title: expected some text, found none"),
        ('title = "Mine"', 'title = "One\\nTwo"', "title: expected one line of text"),
        ("[colours]", "[colours", "this is not TOML: "),
        ("[colours]", '[variables]\nborder = "[red]"\n[colours]', "variables: border: expected a colour"),
        ("[colours]", '[variables]\nx-style = "loud"\n[colours]', "variables: x-style: expected words"),
        ("[colours]", '[variables]\n"a b" = "#000000"\n[colours]', "variables: 'a b' is not a variable"),
    ],
)
def test_a_broken_theme_is_told_of_and_left_out(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MINE
    (tmp_path / "mine.toml").write_text(MINE.replace(old, new), "utf-8")
    (tmp_path / "other.toml").write_text(MINE.replace('"mine"', '"other"'), "utf-8")
    found = load(tmp_path)
    assert list(found.themes) == [*SHIPPED, "other"]
    assert any(failure.startswith(f"mine.toml: {message}") for failure in found.failed), found.failed
    assert not any("pydantic" in failure or "Input should" in failure for failure in found.failed)


def test_many_keys_that_are_missing_take_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\ntitle = "Mine"\n[colours]\nlevels = ["#fe898d"]\n', "utf-8"
    )
    assert load(tmp_path).failed == (
        "mine.toml: dark, colours.background, colours.surface and 9 more: missing",
        "mine.toml: colours.levels: expected a list of 5 colours, lowest level to highest",
    )


def test_a_theme_that_cannot_be_read_well_says_which_pairs(tmp_path: Path) -> None:
    faint = MINE.replace('muted = "#d0d8df"', 'muted = "#444444"')
    (tmp_path / "mine.toml").write_text(
        faint + '[variables]\nfooter-key-background = "transparent"\n', "utf-8"
    )
    found = load(tmp_path)
    weak = weak_pairs(found.themes["mine"])
    assert {pair.text for pair in weak} == {"muted"}
    assert {"background", "surface", "panel"} <= {pair.ground for pair in weak}
    (said,) = found.failed
    assert re.fullmatch(r"mine\.toml: contrast: muted on [a-z -]+ has 1\.[0-9] to 1, less than 4\.5", said)


@pytest.mark.parametrize(("muted", "faint"), [("#d0d8df", set()), ("#8a8a8a", {"mine"})])
def test_a_theme_that_keeps_less_contrast_than_it_promises_is_faint(
    tmp_path: Path, muted: str, faint: set[str]
) -> None:
    promised = MINE.replace("dark = true", "dark = true\ncontrast = 7.0").replace("#d0d8df", muted)
    (tmp_path / "mine.toml").write_text(promised, "utf-8")
    found = load(tmp_path)
    assert found.faint == faint
    assert found.themes["mine"].contrast == 7
    assert len(found.failed) == len(faint)


def test_files_that_are_no_themes(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.toml").write_text("#" * 300_000, "utf-8")
    (tmp_path / "c.toml").mkdir()
    (tmp_path / "notes.txt").write_text("not a theme", "utf-8")
    found = load(tmp_path)
    assert found.failed == ("a.toml: this is not text in UTF-8", "b.toml: this is too large for a theme")
    assert list(found.themes) == list(SHIPPED)


def test_a_folder_that_is_not_there_is_no_fault() -> None:
    found = load(Path("no-such-folder"))
    assert found.failed == ()
    assert list(found.themes) == list(SHIPPED)


def test_only_one_module_needs_textual() -> None:
    names = "themes.contrast, themes.load, themes.pairs, themes.theme, themes.variables"
    code = f"import sys, {names}; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0
