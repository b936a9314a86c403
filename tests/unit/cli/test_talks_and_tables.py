"""Talks, work at tables, guesses, cards and the evaluation by the shell, with the same result as by keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.edit import Edit, together
from sessions.edits import notes as note_edits
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.guesses import guess, show_figure
from sessions.kinds.score import edits as score_edits
from sessions.kinds.table_work import set_task
from sessions.kinds.talk import set_speaker, set_subject
from sessions.store.library import Library
from tests.builders import NOW, said
from tests.talks import PARTNERS, WHOLE, morning

Run = Callable[..., tuple[int, str, str]]
ITEM, STATEMENT = "figures/F4", "evaluation/E1#today"
LINES: tuple[tuple[tuple[str, ...], Edit], ...] = (
    (("talk", "S", "s4", "--speaker", "Tom, Age UK"), set_speaker("s4", "Tom, Age UK")),
    (
        ("talk", "S", "wards", "--speaker", "", "--about", "How it went"),
        together(set_speaker("s4", ""), set_subject("s4", "How it went")),
    ),
    (("table-work", "S", "s5", "Choose one."), set_task("s5", "Choose one.")),
    (
        ("table-work", "S", "tables", "Choose one.", "--together"),
        set_task("s5", "Choose one.", feed_back="together"),
    ),
    (
        ("note", "S", "Two nurses", "--item", "s5/care providers"),
        note_edits.add_note("comment", "Two nurses", origin="s5/care-providers"),
    ),
    (("note", "S", "Well said", "--item", "s4"), note_edits.add_note("comment", "Well said", origin="s4")),
    (
        ("act", "S", "Find a nurse", "--item", "s5/ICB"),
        note_edits.add_action(note_edits.ActionFields("Find a nurse"), origin="s5/icb"),
    ),
    (("guess", "S", "figure 4", "icb", "40 per cent"), guess(ITEM, "icb", "40 per cent")),
    (("guess", "S", "figure 4", "County"), guess(ITEM, "county-council", "")),
    (
        ("guess", "S", "figure 4", "room", "10; 20", "--replace"),
        guess(ITEM, "room", "10; 20", instead=True),
    ),
    (("reveal", "S", "figure 4"), show_figure(ITEM)),
    (("evaluation", "S", "--word", "useful x2", "--word", "dull"), say_words("s7", "useful x2, dull")),
    (("evaluation", "S", "--take-out", "TIRING"), take_out_word("s7", "tiring")),
    (
        ("answer", "S", "evaluation/E1", "room", "--counts", "0,1,2,3,4", "--hidden"),
        score_edits.answer(STATEMENT, "room", (0, 1, 2, 3, 4), source="shell"),
    ),
    (
        ("note", "S", "The tables", "--item", "How it was: what worked"),
        note_edits.add_note("comment", "The tables", origin="s7/worked"),
    ),
)
"""(what is typed, the edit that a key makes); S stands for the session."""


@pytest.fixture
def whole(folder: Path) -> str:
    """Id of a morning with something of everything."""
    session = morning(*PARTNERS, text=WHOLE)
    for edit in (guess(ITEM, "county-council", "8,765"), say_words("s7", "tiring")):
        session = edit.apply(session, NOW)
    Library(folder).create(session).close()
    return session.id


@pytest.mark.parametrize(("line", "edit"), LINES)
def test_the_shell_does_what_the_keys_do(
    run: Run, folder: Path, whole: str, line: tuple[str, ...], edit: Edit
) -> None:
    before = Library(folder).read(whole)
    code, _, err = run(*(whole if word == "S" else word for word in line))
    assert code == 0, err
    after = Library(folder).read(whole)
    assert content(said(after)) == content(said(edit.apply(before, NOW)))
    assert run("undo", whole)[0] == 0
    assert content(said(Library(folder).read(whole))) == content(said(before))


def content(value: object) -> object:
    """What a session says, without times and identities of chance."""
    if isinstance(value, dict):
        return {key: content(part) for key, part in value.items() if key not in ("uid", "at")}
    return [content(part) for part in value] if isinstance(value, list) else value


def test_each_prints_json_in_the_form_of_the_models(run: Run, whole: str) -> None:
    def data(*argv: str) -> dict[str, object]:
        code, out, err = run(*argv, "--json")
        assert code == 0, err
        told: dict[str, object] = json.loads(out)
        return told

    assert data("talk", whole, "s4", "--speaker", "Tom")["speaker"] == "Tom"
    assert data("table-work", whole, "s5", "Choose.", "--together")["feed_back"] == "together"
    assert data("guess", whole, "figure 4", "icb", "40")["figures"] == ["40"]
    shown = data("reveal", whole, "figure 4")
    assert (shown["item"], shown["figure"]) == (ITEM, {"answer": "45 per cent", "year": 2018, "note": ""})
    run("answer", whole, "evaluation/E1", "room", "--counts", "0,1,2,3,4", "--hidden")
    statements = data("evaluation", whole)["statements"]
    assert isinstance(statements, list)
    assert statements[0]["counts"] == [0] * 5, "hidden"
    run("reveal", whole, "evaluation/E1")
    told = data("evaluation", whole, "--word", "useful")
    assert told["words"] == [{"word": "tiring", "count": 1}, {"word": "useful", "count": 1}]
    statements = told["statements"]
    assert isinstance(statements, list)
    assert (statements[0]["answers"], statements[0]["median"]) == (10, 4.0)


def test_what_is_hidden_is_printed_nowhere(run: Run, whole: str) -> None:
    for argv in (("show", whole), ("evaluation", whole), ("notes", whole), ("agenda", whole)):
        _, out, err = run(*argv)
        assert "8,765" not in out + err, argv
        assert "45 per cent" not in out
    assert json.loads(run("show", whole, "--json")[1])["guesses"] == []
    assert json.loads(run("show", whole, "--json", "--hidden")[1])["guesses"][0]["figures"] == ["8,765"]


def test_cards_of_a_session_a_pack_and_a_template(run: Run, folder: Path, whole: str, tmp_path: Path) -> None:
    code, out, _ = run("cards", whole)
    assert code == 0
    path = Path(out.strip())
    assert path.parent == folder / "summaries"
    assert path.name == f"{whole}-cards.html"
    assert "Tip 10" in path.read_text("utf-8")
    to = ("--to", str(tmp_path / "cards"))
    assert run("cards", "--pack", "icbo", "--votes", *to)[0] == 0
    page = (tmp_path / "cards" / "icbo-cards.html").read_text("utf-8")
    assert ("Standard 1.1" in page, "part-way" in page) == (False, True)
    assert json.loads(run("cards", "--template", "learning-set", "--items", "--json", *to)[1]) == {
        "path": str(tmp_path / "cards" / "learning-set-cards.html")
    }


@pytest.mark.parametrize(
    "line",
    [
        ("talk", "S", "s4"),
        ("talk", "S", "s5", "--speaker", "Tom"),
        ("table-work", "S", "s5", " "),
        ("table-work", "S", "s4", "Choose."),
        ("guess", "S", "figure 4", "icb", "a lot"),
        ("guess", "S", "tip 1", "icb", "12"),
        ("guess", "S", "figure 4", "room", "12"),
        ("reveal", "S", "figure 4", "--second-round"),
        ("evaluation", "S", "--word", " "),
        ("evaluation", "S", "--take-out", "dull"),
        ("evaluation", "S", "--step", "s4"),
        ("note", "S", "x", "--item", "s1"),
        ("note", "S", "x", "--item", "s5/nobody"),
        ("answer", "S", "s5", "icb", "3"),
        ("cards",),
        ("cards", "S", "--pack", "tips"),
        ("cards", "--pack", "none"),
        ("cards", "--template", "none"),
        ("cards", "S", "--votes", "--to", "DIR", "--pack", "tips"),
    ],
    ids=" ".join,
)
def test_a_slip_leaves_no_trace(run: Run, folder: Path, whole: str, line: tuple[str, ...]) -> None:
    path = folder / f"{whole}.json"
    before = path.read_bytes()
    code, out, err = run(*(whole if word == "S" else word for word in line))
    assert (code, out) == (2, "")
    assert err.startswith("workshop: ")
    assert path.read_bytes() == before
