"""A theme as its TOML file says it: who it is for, its colours, and Textual variables of its own."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

LEVELS = 5
"""Level colours a theme names. A scale of another length takes its colours by `level_slot`."""

Room = Literal["bright room", "dark room", "laptop", "any"]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
_STYLE_WORDS = {"none", "not", "bold", "italic", "underline", "reverse", "strike", "dim"}
_SOLID = re.compile(r"#[0-9a-fA-F]{6}")
_GROUND = re.compile(r"#[0-9a-fA-F]{6}|transparent")


class Colours(BaseModel):
    """The palette. Every colour but the three grounds is used as text, on each of the three."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    background: Colour
    surface: Colour
    """Ground of fields and lists."""
    panel: Colour
    """Ground of the footer, table headers and side panels."""
    boost: Colour | None = None
    """Ground of the line that a cursor is on; the panel where not given."""
    foreground: Colour
    muted: Colour
    """Secondary text, placeholders too."""
    primary: Colour
    secondary: Colour
    accent: Colour
    success: Colour
    warning: Colour
    error: Colour
    levels: tuple[Colour, Colour, Colour, Colour, Colour]
    """Lowest level to highest."""
    blocks: tuple[Colour, Colour, Colour, Colour, Colour] | None = None
    """What stands for an answer, lowest level to highest; the level colours where not given.

    No text: `BOUNDARY` is all the contrast that they need, and so they may differ more than text can.
    """

    def hues(self) -> dict[str, str]:
        """The six named colours that mean something, by name."""
        return self.model_dump(include={"primary", "secondary", "accent", "success", "warning", "error"})

    def grounds(self) -> dict[str, str]:
        """The three that text stands on, by name."""
        return self.model_dump(include={"background", "surface", "panel"})


class ThemeFile(BaseModel):
    """One theme."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    about: Annotated[str, Field(max_length=300)] = ""
    """One sentence: where it is at its best."""
    dark: bool
    for_room: Room = "any"
    contrast: Annotated[float, Field(ge=1, le=21)] = 4.5
    """Contrast ratio that every text of it keeps on its ground."""
    colours: Colours
    variables: dict[str, str] = {}
    """Textual variables, without `$`, over those that follow from the colours."""

    @field_validator("title", "about")
    @classmethod
    def _one_line(cls, text: str) -> str:
        if not text.isprintable():
            raise ValueError("expected one line of text, without tabs")
        return text

    @field_validator("variables")
    @classmethod
    def _can_be_read_by_textual(cls, variables: dict[str, str]) -> dict[str, str]:
        """A value that Textual cannot read would stop it where it reads its style sheet, far from here."""
        for name, value in variables.items():
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
                raise ValueError(f"'{name}' is not a variable's name: use a-z, 0-9 and hyphens")
            if name.endswith(("-style", "-style-hover")):
                if not value.split() or set(value.split()) - _STYLE_WORDS:
                    raise ValueError(f"{name}: expected words of {', '.join(sorted(_STYLE_WORDS))}")
            elif not (_GROUND if name.endswith("-background") else _SOLID).fullmatch(value):
                raise ValueError(f"{name}: expected a colour such as #0b4f6c, found '{value[:40]}'")
        return variables


def level_slot(level: int, levels: int) -> int:
    """Which of the five level colours, 1..5, a level, 1..`levels`, takes: ends to ends, evenly between."""
    if levels <= 1:
        return LEVELS
    return round((level - 1) * (LEVELS - 1) / (levels - 1)) + 1
