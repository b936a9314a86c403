"""What text may hold: nothing that drives a terminal, ends a format or turns round what comes after it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from sessions.text import BIDI, clean, harmless, plural, slug
from tests.builders import packs
from workshop import pack_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b]52;c;ZXZpbA==\x07Title", "]52;c;ZXZpbA==Title"),
        ("\x1b[31mred\x9b0m\x00\x7f", "[31mred0m"),
        (" two\twords \n", " two\twords \n"),
        ("one\r\ntwo\rthree\u2028four\u2029", "one\ntwo\nthree\nfour\n"),
        ("half \ud83d of a pair \udc00", "half  of a pair "),
        ("\u202etxt.exe", "txt.exe"),
        ("a \u202eturned\u202c b", "a \u202eturned\u202c b"),
        ("\u2067\u202eleft open within\u2069", "left open within\u2069"),
        ("\u202eopen here\nclosed there\u202c", "open here\nclosed there\u202c"),
        ("שלום, 北京, e\u0301, 👩‍🚀", "שלום, 北京, e\u0301, 👩‍🚀"),
    ],
)
def test_what_does_harm_goes_and_all_else_stays(text: str, kept: str) -> None:
    assert harmless(text) == kept


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\r\n\u202d\u202e\u202c\u2067\u2069\ud800")))
def test_whatever_it_was_it_is_harmless_and_stays_as_it_then_is(text: str) -> None:
    kept = harmless(text)
    assert {unicodedata.category(character) for character in kept if character not in "\t\n"} <= {
        category for category in CATEGORIES if category not in ("Cc", "Cs")
    }
    assert harmless(kept) == kept
    for line in kept.split("\n"):
        assert len(BIDI.findall(line)) >= 2 * sum(line.count(mark) for mark in "\u202a\u202b\u202d\u202e")
    assert clean(clean(text)) == clean(text)
    assert "\n" not in clean(text, lines=False)


CATEGORIES = {unicodedata.category(chr(number)) for number in range(0x110000)}


def test_a_slug_is_a_file_name() -> None:
    assert slug("  Ærø & Café — 2026!  ") == "r-cafe-2026"
    assert slug("北京") == ""
    assert len(slug("x" * 100)) == 40


def test_several_of_a_word_as_english_has_it() -> None:
    words = ("standard", "story", "criterion", "key", "process", "question")
    assert [*map(plural, words)] == ["standards", "stories", "criteria", "keys", "processes", "questions"]


def test_a_pack_is_counted_in_such_words() -> None:
    assert pack_text.counts(packs()["cases"]).startswith("3 stories")
