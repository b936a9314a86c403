"""The command `resources`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_all_are_listed(run: Run) -> None:
    code, out, _ = run("resources", "--json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 33)
    assert set(rows[0]) >= {"id", "name", "what", "who", "domains", "addresses", "since", "as_of"}
    text = run("resources")[1]
    assert "Where: www.kingsfund.org.uk (as of 2018)" in text
    assert text.count("\nFor: ") == 33


@pytest.mark.parametrize(("typed", "count"), [("2", 12), ("d3", 13), ("icbo/d1", 8), ("D4", 8)])
def test_of_a_domain(run: Run, typed: str, count: int) -> None:
    assert len(json.loads(run("resources", "--domain", typed, "--json")[1])) == count


def test_by_words_in_a_domain(run: Run) -> None:
    rows = json.loads(run("resources", "closures", "--domain", "3", "--json")[1])
    assert [row["id"] for row in rows] == ["resources/care-home-closures"]
    assert json.loads(run("resources", "closures", "--domain", "1", "--json")[1]) == []


def test_nothing_fits(run: Run) -> None:
    code, out, err = run("resources", "zebra")
    assert (code, out) == (1, "")
    assert "no resource fits 'zebra'" in err
    code, _, err = run("resources", "--domain", "9")
    assert code == 2
    assert "The domains are: icbo/d1, icbo/d2, icbo/d3, icbo/d4." in err


def test_the_summary_on_disk_says_where_to_read_on(run: Run, made: str) -> None:
    run("act", made, "Do it", "--item", "2.1")
    paths = run("summary", made, "--form", "full")[1].split("\n")
    text = next(path for path in paths if path.endswith(".md"))
    written = Path(text).read_text(encoding="utf-8")
    assert "**Where to read on (addresses as of 2018)**" in written
    assert "- Housing LIN: www" in written
