"""Forms of every kind that came back broken: told where and why, and nothing of them is taken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessions.forms.make import form_of
from sessions.forms.model import Answer, Form
from sessions.store.library import Library
from tests.every_kind import AGENDA, BOARD, planned, step_of
from tests.forms import as_json, as_text, as_workbook, put, sheet_rows
from tests.unit.forms.test_of_every_kind import typed_up

Run = Callable[..., tuple[int, str, str]]


def keys_of(form: Form) -> tuple[str, ...]:
    """A check, a likelihood, a pair, a level of a candidate, a choice."""
    session = planned(AGENDA, "Every kind")
    level = f"scope/A1#{step_of(session, 'appraise')}/scope/K1"
    pair = "evolving-care/P1#are"
    return (f"{BOARD}#check", "lead-provider-risks/R1#likelihood", pair, level, step_of(session, "options"))


def in_saved(whole: bytes, key: str) -> Iterator[tuple[bytes, str]]:
    """(a file that the page saved and somebody has changed, what is said of it)."""
    for value, said in ((9, "There is no level 9"), ("yes", "no answer to"), (2.5, "no answer to")):
        document = json.loads(whole)
        row = next(row for row in document["answers"] if row["key"] == key)
        row["answer"] = value
        yield json.dumps(document).encode(), said
    document = json.loads(whole)
    document["answers"] += [row for row in document["answers"] if row["key"] == key]
    yield json.dumps(document).encode(), "is answered twice"


def in_typed(text: bytes, called: str) -> Iterator[tuple[bytes, str]]:
    """(what somebody typed up from paper, what is said of it)."""
    before = f"\n{called}: 2\n".encode()
    assert text.count(before) == 1
    yield text.replace(before, f"\n{called}: 9\n".encode()), "There is no level 9"
    yield text.replace(before, f"\n{called}: mostly\n".encode()), "What stands there is no answer to"
    yield text.replace(before, before + f"{called}: 1\n".encode()), "is answered twice"


def in_book(form: Form, answers: dict[str, Answer], key: str) -> Iterator[tuple[bytes, str]]:
    """(a workbook in which somebody has pasted, what is said of it)."""
    for column, value, said in (
        (3, "mostly", "What stands there is none of the answers"),
        (3, "9 – beyond", "There is no level 9"),
        (4, "not ours", "not that it does not"),
    ):

        def change(book: object, column: int = column, value: str = value) -> None:
            sheet = book["Answers"]  # type: ignore[index]
            put(sheet, sheet_rows(sheet)[key], column, value)

        yield as_workbook(form, answers, {}, change=change), said


@pytest.mark.long
def test_fifty_broken_forms_are_told_with_place_and_reason_and_change_nothing(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    session = planned(AGENDA, "Every kind")
    with Library(folder).create(session) as file:
        made = file.path
    form = form_of(session, session.partners[1])
    answers = {question.key: Answer(2) for question in form.questions}
    saved, typed = as_json(form, answers, {}), typed_up(form, answers, {}) + b"\n"
    broken: list[tuple[bytes, str]] = []
    for key in keys_of(form):
        question = form.question(key)
        assert question is not None
        broken += in_saved(saved, key)
        broken += in_typed(typed, question.called)
        broken += in_book(form, answers, key)
    copied = as_text(form, answers, {}).encode()
    broken += [(copied[: len(copied) // 2], "cut off"), (saved[:-9], "cut off")]
    assert len(broken) > 50
    before, unsaid = made.read_bytes(), []
    for number, (content, expected) in enumerate(broken):
        path = tmp_path / "back.txt"
        path.write_bytes(content)
        code, out, err = run("import", str(made), str(path), "--yes")
        flat = " ".join(err.split())
        is_placed = any(place in flat for place in ("answer ", "line ", "cell ", "row ", "cut off", "twice"))
        if code != 2 or expected not in flat or not is_placed or "mostly" in flat or out:
            unsaid.append((number, expected, code, flat[:300]))
    assert unsaid == []
    assert made.read_bytes() == before
    path = tmp_path / "whole.txt"
    for content in (saved, typed):
        path.write_bytes(content)
        assert run("import", str(made), str(path), "--dry-run")[0] == 0


def test_form_says_what_it_leaves_to_the_day(run: Run, folder: Path, tmp_path: Path) -> None:
    with Library(folder).create(planned(AGENDA, "Every kind")) as file:
        made = str(file.path)
    code, out, err = run("form", made, "--to", str(tmp_path), "--format", "print")
    assert (code, len(out.splitlines())) == (0, 4)
    assert "not in the forms: How it was – it asks about the day itself" in err
    told = json.loads(run("form", made, "--to", str(tmp_path), "--format", "print", "--json")[1])
    assert {"title", "why", "step_id"} == set(told["not_asked"][0])
    assert len(told["not_asked"]) == 5
