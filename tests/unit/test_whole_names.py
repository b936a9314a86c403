"""A person's name in a text: whole names only, and what else may be the same person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from sessions.whole_names import likely_in, pattern_of


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        (
            "Ann",
            "Annual report of Ann, Ann’s plan and Ann-Marie",
            "Annual report of X, X’s plan and Ann-Marie",
        ),
        ("Ann", "Mary-Ann, D'Ann, Anna, Joann, ann, ANN.", "Mary-Ann, D'Ann, Anna, Joann, ann, X."),
        ("Will", "Will will pay", "X will pay"),
        ("Priya Shah", "Ask PRIYA  shah or Priya\u00a0Shah's deputy", "Ask X or X's deputy"),
        ("Priya Shah", "Priya Shahi, Priya, Shah, Supriya Shah", "Priya Shahi, Priya, Shah, Supriya Shah"),
        ("Priya Shah", "s3/Priya Shah/turn-1", "s3/X/turn-1"),
        ("Seán O'Brien", "Sea\u0301n O’Brien agreed", "X agreed"),
        ("Jo Smith-Jones", "Jo Smith‑Jones, Jo Smith", "X, Jo Smith"),
        ("李小龍", "李小龍 said so", "X said so"),
        ("Siobhan", "Siobhan_O'Neill and mine_Siobhan", "X_O'Neill and mine_X"),
        ("[b] (x)", "a [b] (x) c", "a X c"),
    ],
)
def test_a_name_is_found_whole_and_in_no_other_word(name: str, text: str, after: str) -> None:
    assert pattern_of((name,)).sub("X", text) == after


def test_no_name_finds_nothing() -> None:
    assert pattern_of(()).sub("X", "anything") == pattern_of((" ",)).sub("X", "anything") == "anything"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr Shah agreed, and P. Shah too", ["Shah", "P. Shah"]),
        ("Pryia will call", ["Pryia"]),
        ("priya.shah@icb.uk and priyashah", ["priya.shah", "priyashah"]),
        ("Shah, Priya", ["Shah, Priya"]),
        ("Prya  Shah’s plan, and Priya's", ["Prya  Shah", "Priya"]),
        ("Shah Prya, P. Shah", ["Shah Prya", "P. Shah"]),
        ("SHAH", ["SHAH"]),
        ("Priya Shah herself, and the shawl", []),
        ("Shaw is somebody else, and so is Prior", []),
    ],
)
def test_likely_spellings_are_shown_and_the_whole_name_is_none(text: str, found: list[str]) -> None:
    assert list(likely_in("Priya Shah", text)) == found


def test_what_only_begins_like_a_name_is_no_likely_spelling_of_it() -> None:
    assert list(likely_in("Ann", "Ann-Marie met Annual, ann and Ann.")) == ["ann"]


def test_the_whole_name_in_other_accents_is_one_spelling() -> None:
    text = "Siobhan O’Neill, O'Neill's deputy, Siobhan"
    assert list(likely_in("Siobhán O'Neill", text)) == ["Siobhan O’Neill", "O'Neill", "Siobhan"]
    assert list(likely_in("Siobhán O'Neill", "s.oneill@icb.uk")) == ["oneill"]
    assert list(likely_in("Joan D's", "Joan, D's")) == ["Joan", "D's"]


def test_a_title_is_no_part_of_a_name() -> None:
    assert list(likely_in("Dr Priya Shah", "Dr Jones and Ms Shah")) == ["Shah"]


words = st.text(st.sampled_from("abcÄéñ李z"), min_size=1, max_size=6)


@given(words, words, st.text(max_size=20), st.text(max_size=20))
def test_after_replacing_no_whole_name_is_left_and_nothing_else_is_touched(
    first: str, last: str, before: str, behind: str
) -> None:
    name = unicodedata.normalize("NFC", f"{first} {last}")
    pattern = pattern_of((name,))
    whole = f"{before} {name} {behind}"
    after = pattern.sub("|", whole)
    assert pattern.search(after) is None
    assert pattern.search(f"x{name}") is None
    assert pattern.search(f"{name}x") is None
