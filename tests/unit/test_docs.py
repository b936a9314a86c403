"""README and docs name every subcommand, theme, pack, agenda, and pictures that exist; the commands work."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from themes.load import load as load_themes
from workshop import commands
from workshop.cli import main
from workshop.cli.parser import build
from workshop.materials import load

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
SUBCOMMANDS = next(
    action.choices for action in build()._actions if isinstance(action, argparse._SubParsersAction)
)


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_every_subcommand_is_told(name: str) -> None:
    assert re.search(rf"workshop {re.escape(name)}\b", COMMAND_LINE), name


@pytest.mark.parametrize("name", [*load_themes().themes, *load.packs().usable, *load.templates().usable])
def test_every_theme_pack_and_agenda_is_told(name: str) -> None:
    assert name in README


def test_the_readme_shows_pictures_that_are_there() -> None:
    named = re.findall(r"!\[[^]]+\]\(([^)]+\.svg)\)", README)
    assert len(named) == len(set(named)) > len(commands.CONTEXTS)
    for picture in named:
        assert (ROOT / picture).is_file(), picture


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda path: path.name,
)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if not re.match(r"https?:|mailto:", link):
            file, _, part = link.partition("#")
            there = path.parent / file if file else path
            assert there.exists(), link
            heads = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE) if part else []
            assert not part or part in [
                re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads
            ], link


def test_the_readme_shows_commands_that_are_told() -> None:
    shown = [line for line in README.splitlines() if line.startswith("    workshop ")]
    assert len(shown) > 4
    for line in shown:
        build().parse_args(shlex.split(line)[1:])


def test_both_set_up_commands_stand_in_the_readme() -> None:
    assert "uv run workshop demo" in README
    assert "uv run pytest" in README


@pytest.mark.long
def test_every_line_of_the_command_line_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In their order, on one session; those that open a screen have tests of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    (tmp_path / "people.csv").write_text("Name;Organisation;Role\nSam Lee;Mind;nurse\n", "utf-8")
    (tmp_path / "answers.csv").write_text("Organisation,1.5,2.3\nHealth,3,4\n", "utf-8")
    lines = [shlex.split(line)[1:] for line in COMMAND_LINE.splitlines() if line.startswith("    workshop ")]
    assert {line[0] for line in lines} == set(SUBCOMMANDS)
    session = written = ""
    for line in lines:
        if line[0] in ("open", "audience", "rehearse", "demo"):
            build().parse_args(line)
            continue
        names = {"SESSION": session, "OTHER": session, "FILE": written}
        code = main([names.get(word, word) for word in line])
        out, err = capsys.readouterr()
        written = out.strip()
        assert code == 0, (line, err)
        session = session or out.strip()
    assert {path.name for path in tmp_path.iterdir()} >= {"DIR", "keys.html", "guide.html"}
