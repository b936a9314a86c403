"""The README names every subcommand, theme, pack and agenda, and pictures that exist."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from themes.load import load as load_themes
from workshop import commands
from workshop.cli.parser import build
from workshop.materials import load

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SUBCOMMANDS = next(
    action.choices for action in build()._actions if isinstance(action, argparse._SubParsersAction)
)


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_every_subcommand_is_told(name: str) -> None:
    assert re.search(rf"workshop {re.escape(name)}\b", README), name


@pytest.mark.parametrize("name", [*load_themes().themes, *load.packs().found, *load.templates().found])
def test_every_theme_pack_and_agenda_is_told(name: str) -> None:
    assert name in README


def test_the_readme_shows_pictures_that_are_there() -> None:
    named = re.findall(r"!\[[^]]+\]\(([^)]+\.svg)\)", README)
    assert len(named) == len(set(named)) > len(commands.CONTEXTS)
    for one in named:
        assert (ROOT / one).is_file(), one


def test_both_set_up_commands_stand_in_the_readme() -> None:
    assert "uv run workshop demo" in README
    assert "uv run pytest" in README
