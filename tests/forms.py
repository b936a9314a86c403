"""Forms filled in as people do, for tests: the same answers in the file of each sort."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sessions.forms import workbook
from sessions.forms.model import FORMAT, Answer, Form

RETURN = "00112233aabbccdd"
Answers = Mapping[str, Answer]
Comments = Mapping[str, str]


def as_json(form: Form, answers: Answers, comments: Comments, *, by: str = "", **other: Any) -> bytes:
    """The file that the page of a form saves."""
    rows = []
    for question in form.questions:
        row: dict[str, Any] = {"key": question.key, "mark": question.mark, "answer": None}
        answer = answers.get(question.key)
        if answer is not None and not answer.applies:
            row |= {"answer": "does not apply", "reason": answer.reason}
        elif answer is not None:
            row["answer"] = "don't know" if answer.level is None else answer.level
        if question.key in comments:
            row["comment"] = comments[question.key]
        rows.append(row)
    whole = {
        "workshop_answers": FORMAT,
        "form": form.id,
        "return": RETURN,
        "revision": 1,
        "session": {"id": form.session_id, "title": form.session_title},
        "partner": {"id": form.partner_uid, "name": form.partner_name},
        "packs": [{"id": pack.id, "name": pack.name, "edition": pack.edition} for pack in form.packs],
        "by": by,
        "answers": rows,
    }
    return json.dumps({**whole, **other}).encode()


def as_text(form: Form, answers: Answers, comments: Comments, *, by: str = "") -> str:
    """What the page of a form lets be copied."""
    lines = []
    for question in form.questions:
        start, answer = f"{question.key} [{question.mark}]", answers.get(question.key)
        if answer is not None and not answer.applies:
            lines.append(f"{start}: does not apply: {answer.reason}".rstrip())
        elif answer is not None:
            lines.append(f"{start}: {'?' if answer.level is None else answer.level}")
        if question.key in comments:
            lines.append(f"{start} comment: {comments[question.key]}")
    escaped = [line.replace("\\", "\\\\").replace("\n", "\\n") for line in lines]
    head = (
        *(f"WORKSHOP ANSWERS {FORMAT}", f"Form: {form.id}", f"Return: {RETURN} 1"),
        f"Session: {form.session_id} {' '.join(form.session_title.split())}",
        f"Partner: {form.partner_uid} {' '.join(form.partner_name.split())}",
        *(f"Filled in by: {by}", f"Lines: {len(lines)}", ""),
    )
    return "\n".join([*head, *escaped, "ANSWERS END", ""])


def sheet_rows(sheet: Worksheet) -> dict[str, int]:
    """Number of the row of each key on the sheet with the answers."""
    return {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}


def put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Have a cell hold a text, also one that looks like a formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"


def as_workbook(
    form: Form, answers: Answers, comments: Comments, *, by: str = "", change: Any = None
) -> bytes:
    """The workbook of a form, filled in; `change` may do what it likes with it before it is saved."""
    book = load_workbook(io.BytesIO(workbook.render(form)))
    sheet = book["Answers"]
    rows = sheet_rows(sheet)
    for question in form.questions:
        row, answer = rows[question.key], answers.get(question.key)
        choices = workbook.options(question)
        if answer is not None and not answer.applies:
            put(sheet, row, 3, choices[-1])
            put(sheet, row, 4, answer.reason)
        elif answer is not None:
            number = None if answer.level is None else question.numbers.index(answer.level)
            put(sheet, row, 3, choices[-2] if number is None else choices[number])
        if question.key in comments:
            put(sheet, row, 5, comments[question.key])
    put(sheet, rows["filled in by"], 3, by)
    if change is not None:
        change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
