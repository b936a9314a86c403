"""What people type, in every field and every format: there when read back, as it was, and does nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from sessions.kinds.registry import revealed_only
from sessions.outputs import registry
from sessions.outputs.write import write
from sessions.record import Session
from sessions.summary.forms import FORMS, Form
from tests.builders import NOW
from tests.every_kind import every_kind, meeting
from tests.everywhere import ISOLATES, READERS, filled, in_html, in_word

TAIL = (
    " 1+1 <script>alert(1)</script> [/b] [s75] & | **x** `y` www.example.org https://example.org/?a=1&b=2"
    " {{ 7*7 }} {% raw %} عربي \u202eturned\u202c 🙂 漢字 ' \" \\ ]]>"
    " \x00\x07\x1b[31m\x9b\nsecond line; a, b: c"
)
STARTS: Mapping[str, tuple[str, ...]] = {
    "md": ("=", "-", "+", "# 1. ", "long"),
    "html": ("<b>", "long"),
    "txt": ("=", "long"),
    "docx": ("=", "<b>", "long"),
    "xlsx": ("=", "+", "-", "@", "＝", "\tx", "long"),
    "csv": ("=", "+", "-", "@", "＝", "\tx", "long"),
    "json": ("=", "long"),
    "ics": ("=", "long"),
}
"""Ways to begin that a format may take for something else."""
LONG = "x" * 10_000


def hostile(start: str) -> Callable[[int], str]:
    """A text for each field; where it is to be "long", every tenth is."""

    def text_of(number: int) -> str:
        begin = start if start != "long" else "x" if number % 10 else LONG
        return f"{begin}{TAIL} #{number:03}"

    return text_of


@cache
def plainly() -> tuple[Session, dict[str, str]]:
    """The session of every kind with a word of its own in each field."""
    made, kept = filled(every_kind(), lambda number: f"Word{number:03}")
    return revealed_only(made), kept


@cache
def said_plainly(output_id: str) -> frozenset[str]:
    """The places whose word a format has."""
    session, kept = plainly()
    text = READERS[output_id](session)
    return frozenset(name for name, word in kept.items() if word in text)


def test_there_are_readers_for_all_formats_and_many_places() -> None:
    assert set(READERS) == set(STARTS) == set(registry.ids())
    assert len(plainly()[1]) > 60
    assert len(set(plainly()[1].values())) == len(plainly()[1])


@pytest.mark.parametrize("output_id", ["md", "html", "txt", "docx"])
def test_the_full_record_says_everything_that_was_typed(output_id: str) -> None:
    missing = set(plainly()[1]) - said_plainly(output_id)
    assert missing == set()


@pytest.mark.parametrize("output_id", ["xlsx", "csv", "json"])
def test_the_tables_say_everything_that_was_recorded(output_id: str) -> None:
    missing = set(plainly()[1]) - said_plainly(output_id)
    assert {name for name in missing if name.rpartition("/")[2] not in ("speaker", "about")} == set()


@pytest.mark.long
@pytest.mark.parametrize(
    ("output_id", "start"), [(output, start) for output in STARTS for start in STARTS[output]]
)
def test_hostile_text_in_every_field_reads_back_as_it_was_typed(output_id: str, start: str) -> None:
    session, kept = filled(every_kind(), hostile(start))
    read = READERS[output_id](revealed_only(session)).translate(ISOLATES)
    for name in said_plainly(output_id):
        text = kept[name].translate(ISOLATES)
        assert "\x1b" not in text, "it went as the file was read"
        if output_id == "csv":
            text = text.lstrip("\t")  # of one that begins so, the sign stands before it
        if output_id == "txt":  # which folds lines
            text, read = " ".join(text.split()), " ".join(read.split())
        if output_id == "ics":  # whose name is a line
            text, read = text.replace("\n", " ").replace("\t", " ").strip(), read.replace("\n", " ")
        assert text in read, name


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("read", [in_html, in_word])
def test_every_form_of_it_opens(form: Form, read: Callable[[Session, Form], str]) -> None:
    session, _ = filled(every_kind(), hostile("="))
    text = read(session, form).translate(ISOLATES)
    decisions = [note.text for note in session.notes if note.kind == "decision"]
    if form != "easy":  # which says a sentence a line
        assert all(decision.translate(ISOLATES) in text for decision in decisions)


@pytest.mark.parametrize("title", ["../../x", "CON", "a/b\\c", "NUL.txt", "..", "x" * 10_000, "=cmd", "🙂"])
def test_a_title_leads_to_no_other_folder(tmp_path: Path, title: str) -> None:
    made = meeting().model_copy(update={"title": title, "id": "../../y-2026-12-01-abcd"})
    folder = tmp_path / "here"
    paths = write(made, folder, registry.ids(), now=NOW)
    assert {path.parent for path in paths} == {folder}
    assert sorted(folder.iterdir()) == sorted(paths)
    assert list(tmp_path.iterdir()) == [folder]
    for path in paths:
        assert len(path.name.encode()) < 120
        assert path.name.partition(".")[0].upper() not in ("CON", "NUL", "AUX", "PRN")
