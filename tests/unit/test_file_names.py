"""What files of a session are called: after its title and day as they are, in whole words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.outputs import names
from sessions.outputs.write import write
from sessions.record import Session
from sessions.text import slug
from tests.builders import NOW, TODAY, new_session

MADE = "self-assessment-exampleshire-2026-11-01-k3fq"


def session(**fields: Any) -> Session:
    told = {"id": MADE, "title": "Self-assessment", "place": "Exampleshire", "date": TODAY}
    return new_session().model_copy(update={**told, **fields})


@pytest.mark.parametrize(
    ("fields", "stem"),
    [
        ({}, "self-assessment-exampleshire-2026-12-01-k3fq"),
        ({"title": "Day two", "date": None}, "day-two-exampleshire-k3fq"),
        ({"title": "Exampleshire again"}, "exampleshire-again-2026-12-01-k3fq"),
        ({"title": "市民", "place": ""}, "session-2026-12-01-k3fq"),
        (
            {"title": "How we commission together across the whole of the county and why"},
            "how-we-commission-together-across-the-whole-of-the-county-2026-12-01-k3fq",
        ),
        ({"id": "example"}, "example"),
        ({"id": "../../etc"}, "etc"),
    ],
)
def test_a_name_says_title_and_day_as_they_are(fields: dict[str, Any], stem: str) -> None:
    assert names.stem(session(**fields)) == stem


@pytest.mark.parametrize(
    ("file", "end"),
    [
        (f"{MADE}.json", "k3fq"),
        (f"{MADE} (1).json", "k3fq-1"),
        (f"{MADE} (conflicted copy).json", "k3fq-conflicted-copy"),
        ("elsewhere.json", "k3fq-elsewhere"),
        (f"{MADE} 市.json", "k3fq-copy"),
    ],
)
def test_a_copy_has_names_of_its_own(tmp_path: Path, file: str, end: str) -> None:
    (path,) = write(session(), tmp_path, ("md",), now=NOW, file=tmp_path / file)
    assert path.name == f"self-assessment-exampleshire-2026-12-01-{end}-summary.md"


def test_an_older_file_under_another_title_stays_and_is_named(tmp_path: Path) -> None:
    file = tmp_path / f"{MADE}.json"
    (old,) = write(session(), tmp_path, ("md",), now=NOW, file=file)
    other = write(session(id="another-2026-12-01-zzzz"), tmp_path, ("md",), now=NOW)
    copy = write(session(), tmp_path, ("md",), now=NOW, file=tmp_path / f"{MADE} (1).json")
    assert names.remarks(session(), tmp_path, file, (old,)) == ()
    renamed = session(title="Day two")
    written = write(renamed, tmp_path, ("md", "html"), now=NOW, file=file)
    assert names.remarks(renamed, tmp_path, file, written) == (
        f"The older {old.name} is still there, from before title or date changed.",
    )
    assert {old, *other, *copy, *written} == set(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("one two three", 13, "one-two-three"),
        ("one two three", 12, "one-two"),
        ("one two three", 8, "one-two"),
        ("one two three", 7, "one-two"),
        ("one two three", 6, "one"),
        ("unbroken", 4, "unbr"),
    ],
)
def test_a_slug_is_cut_between_words(text: str, limit: int, kept: str) -> None:
    assert slug(text, limit=limit) == kept
