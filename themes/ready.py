"""The shipped themes, worked out beforehand. `python -m themes.ready` does it; a test says when it is due."""

import json
from pathlib import Path
from typing import NamedTuple

from textual.theme import Theme

FILE = Path(__file__).with_name("ready.json")


class ReadyTheme(NamedTuple):
    """A theme as a list of them shows it, and as Textual takes it."""

    title: str
    about: str
    for_textual: Theme


def ready_themes() -> dict[str, ReadyTheme]:
    """The shipped themes by name, in the order of their names."""
    data = json.loads(FILE.read_text("utf-8"))
    return {
        name: ReadyTheme(theme["title"], theme["about"], Theme(name=name, **theme["for_textual"]))
        for name, theme in data.items()
    }


def work_out() -> str:
    """What the file is to hold: every shipped theme with its title, and what it is made of for Textual."""
    from themes.load import load  # noqa: PLC0415  # reads and checks the themes, which a start does without
    from themes.textual import arguments  # noqa: PLC0415

    themes = {
        name: {"title": theme.title, "about": theme.about, "for_textual": arguments(theme)}
        for name, theme in load().themes.items()
    }
    return json.dumps(themes, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(work_out(), "utf-8")
