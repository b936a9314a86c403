"""The workbook, cell by cell: what is written in one go is what the library would write."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from sessions.outputs import excel
from sessions.outputs.tidy import Table

DAY = date(2026, 11, 27)
MOMENT = datetime(2026, 11, 27, 23, 30, 15, tzinfo=timezone(timedelta(hours=-5)))
TEXTS = ("plain", "<b>&\"'", " spaces ", "=1+1", "_x0041_", "two\nlines", "x" * 40_000, "😀" * 20_000)
COLUMNS = ("name", "is_it", "number", "share", "day", "moment")
ROWS = tuple(
    (text, place % 2 == 0, place - 2, place / 3, DAY + timedelta(days=place), MOMENT)
    for place, text in enumerate(TEXTS)
)
TABLES = (
    Table(
        "kinds", "Kinds", COLUMNS, (*ROWS, (None,) * 6, ("last", None, 10**17, 1e-9, date(1999, 2, 3), None))
    ),
    Table("wide", "Wide", tuple(f"c{number}" for number in range(60)), (tuple(range(60)),)),
)


def parts(data: bytes) -> dict[str, str]:
    """The XML by name, without the columns that a row fills."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: re.sub(' spans="[0-9:]+"', "", archive.read(name).decode()) for name in archive.namelist()
        }


def test_the_cells_are_those_that_the_library_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written = parts(excel.workbook("Kinds", TABLES))
    monkeypatch.setattr(excel, "_Sheet", Worksheet)
    assert written == parts(excel.workbook("Kinds", TABLES))
    assert written["xl/worksheets/sheet1.xml"].count("<c ") > 6 * len(ROWS)


def test_every_kind_of_value_is_read_back() -> None:
    sheet = load_workbook(io.BytesIO(excel.workbook("Kinds", TABLES)))["Kinds"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    for (text, yes, number, share, day, moment), row in zip(ROWS, rows, strict=False):
        # One read back has at most as many characters as Excel allows, and says so.
        assert row[0] == text or (len(row[0]) <= 32_767 and str(text).startswith(row[0][:10_000]))
        assert row[1:4] == ("yes" if yes else "no", number, pytest.approx(share))
        assert (row[4].date(), row[4].time().isoformat()) == (day, "00:00:00")
        seconds = (row[5] - moment.astimezone().replace(tzinfo=None)).total_seconds()
        assert abs(seconds) < 0.01, "a moment by the clock on the wall of whoever writes it"
    assert rows[len(ROWS)] == (None,) * 6
    assert rows[-1][4] == datetime(1999, 2, 3)  # noqa: DTZ001
    assert MOMENT.astimezone(UTC).day == 28
