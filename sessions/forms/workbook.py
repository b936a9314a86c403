"""A form as an Excel workbook: answers from lists to choose from, everything else protected, no formula.

Its ids stand in a hidden sheet and in a hidden cell of each row, so that sheets and rows can be moved.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sessions.forms import cells, says
from sessions.forms.model import FORMAT, Form, Question, listed_editions, spaced
from sessions.forms.web import by_section
from sessions.house import PAPER, PLAIN, House
from sessions.material import Level

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # fixed, so that two workbooks of one form are the same bytes
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_MOST_IN_CELL = 32_767
_MOST_PROMPT = 255
_ROW_OF_HEADING = 22  # points, so that its size stands clear of the row below
_WIDTHS = {1: 60, 2: 24, 3: 30, 4: 44}
_ROW_HEAD = 3
"""Row of the heads, from 0; above it the title, who answers, and who filled it in."""
_UNLOCKED = ("select_locked_cells", "select_unlocked_cells", "format_columns", "format_rows")

Formats = Mapping[str, Format]


def render(form: Form, house: House = PLAIN) -> bytes:
    """The form as the bytes of a workbook."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, _OPTIONS) as book:
        book.set_properties({"title": form.session_title, "company": house.organisation, "created": _CREATED})
        formats = _formats(book, house)
        answers, how = book.add_worksheet("Answers"), book.add_worksheet("How to fill it in")
        lists = _hidden(book.add_worksheet(cells.HIDDEN), form)
        _answers(answers, form, formats, lists)
        _how(how, form, formats)
        answers.activate()
    return data.getvalue()


def _formats(book: xlsxwriter.Workbook, house: House) -> Formats:
    text = {"text_wrap": True, "valign": "top"}
    box = {**text, "num_format": "@", "border": 1, "border_color": "#8a96a3", "bg_color": house.pale}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "valign": "top"}),
        "text": book.add_format(text),
        "bold": book.add_format({**text, "bold": True}),
        "section": book.add_format({"bold": True, "font_size": 13, "font_color": house.main}),
        "head": book.add_format({**text, "bold": True, "bg_color": house.main, "font_color": PAPER}),
        "box": book.add_format({**box, "locked": False}),
    }


def options(question: Question) -> tuple[str, ...]:
    """What can be chosen: "1 – not yet" and so on, don't know, does not apply."""
    levels = (f"{level.number} – {level.label}" for level in question.levels)
    return (*levels, says.DONT_KNOW, says.NOT_APPLYING)


def _hidden(sheet: Worksheet, form: Form) -> dict[tuple[str, ...], str]:
    """Write ids and lists; the range of each list by what is in it."""
    rows: list[tuple[str, ...]] = [
        (cells.SIGN, str(FORMAT)),
        (cells.FORM, form.id),
        (cells.SESSION, form.session_id, form.session_title),
        (cells.PARTNER, form.partner_uid, form.partner_name),
        *((cells.PACK, pack.id, pack.name, pack.edition) for pack in form.packs),
        (cells.QUESTIONS,),
        *((question.key, question.mark, _name(question)) for question in form.questions),
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, _cut(text))
    ranges: dict[tuple[str, ...], str] = {}
    for column, listed in enumerate(dict.fromkeys(map(options, form.questions)), start=5):
        for number, text in enumerate(listed):
            sheet.write_string(number, column, _cut(text))
        name = xl_col_to_name(column)
        ranges[listed] = f"={cells.HIDDEN}!${name}$1:${name}${len(listed)}"
    sheet.hide()
    sheet.protect()
    return ranges


def _name(question: Question) -> str:
    return cells.named(question.called, question.name)


def _answers(sheet: Worksheet, form: Form, formats: Formats, lists: Mapping[tuple[str, ...], str]) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.write_string(0, 1, _cut(form.session_title), formats["title"])
    sheet.set_row(0, _ROW_OF_HEADING)
    whose = "your answers" if form.is_of_room else f"answers of {form.partner_name}"
    lines = [f"Before the day: {whose}", says.back(form)]
    sheet.write_string(1, 1, _cut("\n".join(lines)), formats["bold"])
    sheet.set_row(1, 15 * sum(1 + len(line) // 58 for line in lines))
    sheet.write_string(2, 0, cells.BY)
    sheet.write_string(2, 1, says.who(form), formats["text"])
    sheet.write_blank(2, 2, None, formats["box"])
    for column, head in enumerate((cells.KEY, cells.STATEMENT, *cells.HEADS)):
        sheet.write_string(_ROW_HEAD, column, head, formats["head"])
    common = common_levels(form)
    row = _ROW_HEAD + 1
    for heading, questions in by_section(form):
        if heading:
            sheet.write_string(row, 1, _cut(heading), formats["section"])
            sheet.set_row(row, _ROW_OF_HEADING)
            row += 1
        for question in (numbered.asked for numbered in questions):
            _question(sheet, row, question, formats, lists[options(question)], common)
            row += 1
    sheet.freeze_panes(_ROW_HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_ROW_HEAD)
    sheet.set_footer(f"&L&8Form {spaced(form.id)}&R&8&P / &N")
    sheet.protect("", dict.fromkeys(_UNLOCKED, True))
    sheet.set_selection(_ROW_HEAD + 1 + bool(form.questions[0].section), 2, _ROW_HEAD + 2, 2)


def common_levels(form: Form) -> tuple[Level, ...]:
    """The levels that most questions have."""
    levels = [question.levels for question in form.questions]
    return max(levels, key=levels.count)


def _question(
    sheet: Worksheet, row: int, question: Question, formats: Formats, listed: str, common: tuple[Level, ...]
) -> None:
    lines = [_name(question), *filter(None, (question.statement, question.question))]
    if question.levels != common:
        lines += _meanings(question.levels)
    sheet.write_string(row, 0, question.key)
    name, rest = lines[0], _cut("\n".join(lines[1:]))
    sheet.write_rich_string(row, 1, formats["bold"], name, f"\n{rest}", formats["text"])
    for column in (2, 3, 4):
        sheet.write_blank(row, column, None, formats["box"])
    sheet.set_row(row, 15 * sum(1 + len(line) // 62 for line in lines))
    prompt = " ".join(question.question.split())
    choose: dict[str, Any] = {
        "validate": "list",
        "source": listed,
        "input_message": prompt[:_MOST_PROMPT],
        "error_title": "Choose from the list",
        "error_message": "Please choose one of the answers in the list, or leave the cell empty.",
    }
    sheet.data_validation(row, 2, row, 2, choose)


def _meanings(levels: Sequence[Level]) -> list[str]:
    """A line each; those that say no more than their word in one."""
    listed = [f"{level.number} {level.label}" for level in levels]
    meanings = [level.meaning for level in levels]
    if not any(meanings):
        return [", ".join(listed)]
    return [": ".join(filter(None, pair)) for pair in zip(listed, meanings, strict=True)]


def _how(sheet: Worksheet, form: Form, formats: Formats) -> None:
    """The sheet that says how to fill it in."""
    lines = [
        (says.TITLE, "title"),
        (says.when(form), "text"),
        (says.HOW_TO_CHOOSE, "text"),
        (
            "Choose in the column “Answer” from the list that opens in each cell, on the sheet “Answers”.",
            "text",
        ),
        (says.what_becomes(form), "text"),
        (says.back(form), "bold"),
        ("What the levels mean", "section"),
        *((line, "text") for line in _meanings(common_levels(form))),
        (f"Form {spaced(form.id)}", "text"),
        (listed_editions(form.packs), "text"),
    ]
    sheet.set_column(0, 0, 90)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for row, (line, format_name) in enumerate((line, name) for line, name in lines if line):
        sheet.write_string(row, 0, _cut(line), formats[format_name])
        if format_name in ("text", "bold"):
            sheet.set_row(row, 15 * sum(1 + len(part) // 85 for part in line.split("\n")))
        else:
            sheet.set_row(row, _ROW_OF_HEADING)
    sheet.protect()


def _cut(text: str) -> str:
    return text[:_MOST_IN_CELL]
