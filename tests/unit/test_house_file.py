"""The house style as it is changed in the program: a key at a time, comments kept, refusals beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from sessions.house import PLAIN
from sessions.problem import Problem
from tests.unit.test_house_style import png, template
from workshop import house_file
from workshop.house_file import KEYS, PARTS
from workshop.materials import house

OF = {key.dotted: key for key in KEYS}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of a house style that is not there yet, with a logo and a template beside it."""
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "council.dotx").write_bytes(template())
    return tmp_path / "house.toml"


def test_every_key_that_can_be_changed_is_a_key_of_the_file(path: Path) -> None:
    assert set(house_file.values(path)) == set(OF)
    for table, known in PARTS.items():
        assert list(house_file.parts(path, table)) == list(known)
    assert not path.exists(), "looking makes nothing"


def test_what_is_changed_is_kept_with_the_comments(path: Path) -> None:
    house_file.change(path, None, "organisation", 'Café "Vale"')
    house_file.change(path, "logo", "web", "logo.png")
    house_file.change(path, "logo", "alternative", "An oak")
    house_file.change(path, "colours", "main", "#7a1f3d")
    house_file.change(path, "word", "template", "council.dotx")
    house_file.change(path, "sections", "time", False)
    house_file.change(path, "board_paper", "legal", False)
    style = house.read(path)
    assert (style.organisation, style.main) == ('Café "Vale"', "#7a1f3d")
    assert style.web_logo is not None
    assert style.word_template
    assert (style.left_out, style.board_left_out) == ({"time"}, {"legal"})
    assert house_file.values(path)["logo.alternative"] == "An oak"
    assert house_file.parts(path, "sections")["time"] is False
    text = path.read_text("utf-8")
    assert text.count("#") >= house.starting_text().count("#"), "comments stay"
    house_file.change(path, "sections", "time", True)
    house_file.change(path, "colours", "main", None)
    style = house.read(path)
    assert (style.left_out, style.main) == (frozenset(), PLAIN.main)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("colours.main", "#f5a623", "take a darker one, such as"),
        ("colours.main", "blue", "should be a colour such as #14506b"),
        ("colours.pale", "#333366", "take a lighter one, such as"),
        ("logo.web", "gone.svg", "there is no file"),
        ("logo.word", "council.dotx", "is no picture"),
        ("word.template", "logo.png", "is no Word template"),
        ("organisation", "x" * 121, "should have at most 120 characters"),
        ("organisation", "Council", ""),
        ("logo.web", "logo.png", ""),
        ("colours.main", "#7a1f3d", ""),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(
    path: Path, key: str, value: str, expected: str
) -> None:
    said = house_file.refusal(path, OF[key], value)
    assert expected in said
    assert bool(said) is bool(expected)
    assert not path.exists()


def test_a_mistake_elsewhere_is_no_refusal_here(path: Path) -> None:
    path.write_text('[colours]\nmain = "red"\n', "utf-8")
    assert house_file.refusal(path, OF["organisation"], "Council") == ""
    path.write_text("organisation = \n", "utf-8")
    assert "is not TOML" in house_file.refusal(path, OF["organisation"], "Council")
    with pytest.raises(Problem):
        house_file.change(path, None, "organisation", "Council")


def test_what_only_a_person_can_change_is_left_to_one(path: Path) -> None:
    text = 'cover_note = """\nTwo\nlines"""\n'
    path.write_text(text, "utf-8")
    with pytest.raises(Problem, match="cannot be changed here") as caught:
        house_file.change(path, None, "cover_note", "One")
    assert "any editor" in caught.value.hint
    assert path.read_text("utf-8") == text


def test_a_sample_shows_all_of_it(path: Path) -> None:
    house_file.change(path, None, "organisation", "Exampleshire County Council")
    house_file.change(path, "word", "template", "council.dotx")
    page, document = house_file.write_sample(path)
    assert (page.name, document.name) == ("house-sample.html", "house-sample.docx")
    assert "Exampleshire County Council" in page.read_text("utf-8")
    assert Document(str(document)).sections[0].header.paragraphs[0].text == "Council letterhead"
    path.write_text('[colours]\nmain = "red"\n', "utf-8")
    with pytest.raises(Problem, match="should be a colour"):
        house_file.write_sample(path)
