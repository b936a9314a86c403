"""Markdown shows what was typed, to the character, and nothing in it acts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sessions.outputs.markdown import escape, render
from sessions.spans import Span
from sessions.summary.model import Bullets, Facts, Heading, Paragraph, Summary, TableBlock
from sessions.text import clean, isolated

PARSERS = (
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like"),  # tables, strikethrough, and links made of bare addresses
    MarkdownIt("js-default", {"linkify": True, "typographer": False, "html": True}),
)
MARKS = st.text(alphabet="ab1 9\n\t.,:;-+=#*_~`^'\"!?/\\|<>()[]{}&@$%", max_size=60)
PIECES = st.sampled_from(
    [
        *("www.example.com", "http://x.org/a_b", "mailto:a@b.org", "a@b.org", "//localhost/x", "ftp://x.y"),
        *(
            "example.com",
            "1. ",
            "12) ",
            "- ",
            "+ ",
            "* ",
            "# ",
            "> ",
            "```",
            "~~~",
            "    ",
            "---",
            "===",
            "|",
        ),
        *(
            "| a | b |\n|---|---|\n",
            "[a](b)",
            "[a]: b",
            "![a](b)",
            "<b>",
            "<!--",
            "&amp;",
            "&#35;",
            "\\",
            "\n",
        ),
        *(
            "\n\n",
            "**x**",
            "__x__",
            "~~x~~",
            "`x`",
            "$x$",
            "\\\n",
            "  \n",
            "x",
            " ",
            "é",
            "مرحبا",
            "漢字",
            "\u00a0",
        ),
    ]
)
ODD = st.one_of(MARKS, st.text(max_size=40), st.lists(PIECES, max_size=10).map("".join))


def shown(tokens: list[Token]) -> list[str]:
    """The text of every inline run, stressed or not. Fails on anything else that is made of it."""
    found: list[str] = []
    for token in tokens:
        if token.type == "inline":
            text = ""
            for child in token.children or []:
                assert child.type in ("text", "hardbreak", "strong_open", "strong_close"), child.type
                text += "\n" if child.type == "hardbreak" else child.content
            found.append(text)
        assert not token.type.startswith(("html", "fence", "code")), token.type
    return found


def document(*blocks: object) -> str:
    return render(Summary(title="t", blocks=blocks)).decode()  # type: ignore[arg-type]


@settings(max_examples=250, deadline=None)
@given(ODD)
@example("1\\.")
@example("a\n\n    b\t\n# c")
@example("[/b] [s75] <script>alert(1)</script> =1+1 | **x** ")
def test_text_comes_back_as_it_was_typed(typed: str) -> None:
    text = clean(typed)
    if not text:
        return
    for parser in PARSERS:
        assert shown(parser.parse(escape(text) + "\n")) == [text]


@settings(max_examples=150, deadline=None)
@given(ODD, ODD)
def test_text_comes_back_from_every_place_it_can_stand_in(first: str, second: str) -> None:
    one, two = clean(first) or "x", clean(second) or "y"
    a, b = (Span(one, typed=True),), (Span(two, typed=True),)
    line = (Span("Led.", strong=True), Span(" "), *a, Span(" · "), *b)
    text = document(
        Heading(1, a, "h"),
        Paragraph(line),
        Paragraph(a, style="statement"),
        Bullets((a, b), lead="Of these"),
        Facts((("Name", b),)),
        TableBlock((Span("All"),), ("One", "Two"), ((a, b), (b, a))),
    )
    one, two = isolated(one), isolated(two)
    expected = [
        *(one, f"Led. {one} · {two}", one, "Of these", one, two, f"Name: {two}"),
        *("All", "One", "Two", one, two, two, one),
    ]
    for parser in PARSERS[1:]:
        assert shown(parser.parse(text)) == expected


@pytest.mark.parametrize("text", ["It's 3.5 of 10, and/or more; see 1.6 (a-b)!", "Owner: Priya? 10:30"])
def test_plain_prose_stays_readable_in_the_source(text: str) -> None:
    assert escape(text) == text


def test_text_that_turns_others_is_kept_apart() -> None:
    assert isolated("plain, é, 漢字 123") == "plain, é, 漢字 123"
    assert isolated("مرحبا") == "\u2068مرحبا\u2069"
    assert isolated("\u202eabc") == "\u2068\u202eabc\u2069"
    assert isolated("a\u2069\u202eb") == "\u2068\u2068a\u2069\u202eb\u2069"
    assert isolated("a\u2067b") == "\u2068a\u2067b\u2069\u2069"
