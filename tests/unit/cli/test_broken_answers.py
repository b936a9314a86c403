"""Files with answers that are broken in one way each: told by row and reason, and the session as it was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from sessions.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED

Run = Callable[..., tuple[int, str, str]]
Broken = tuple[bytes, tuple[str, ...]]
"""(what is in the file, all that is to be said of it)."""
HEAD = "ID,Organisation,1.3,1.6\n"
SOUND = HEAD + "1,ICB,4,2\n"


def book(*rows: tuple[object, ...], merged: str = "") -> bytes:
    """A workbook of these rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


TABLE = (("ID", "Organisation", "1.3"), (1, "ICB", 4))


def packed(**parts: bytes) -> bytes:
    """A sound workbook with these parts in it besides, or in the place of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(*TABLE))) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def rows(*lines: str, head: str = HEAD) -> bytes:
    return (head + "".join(f"{line}\n" for line in lines)).encode()


SHEET = "xl/worksheets/sheet1.xml"
LOL = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">'.encode() for n in range(1, 9)
)
BROKEN: dict[str, Broken] = {
    # files that are none
    "empty": (b"", ("the table is empty",)),
    "blank lines": (b"\n\n ,,\n", ("the table is empty",)),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", ("no table that can be read",)),
    "noise": (bytes(range(256)) * 9, ("no table that can be read",)),
    "nul in a cell": (rows("1,I\0CB,4,2"), ("no table that can be read",)),
    "half of UTF-16": (b"\xff\xfe\x00\xd8", ("no table that can be read",)),
    "a web page": (b"<!DOCTYPE html>\n<html><body>1.3</body></html>", ("a web page, no table",)),
    "a web page called JSON": (b"  <HTML><p>{}</p>", ("a web page, no table",)),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", ("This is a PDF",)),
    "a letter": (b"Dear all,\nplease find attached.\n", ("row 1: no column is a question",)),
    "other JSON": (json.dumps({"answers": [1]}).encode(), ("neither a table nor a form",)),
    "a list in JSON": (b'[["1.3", 4]]', ("neither a table nor a form",)),
    "JSON nested 10,000 deep": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, ("neither a table nor a form",)),
    "JSON with NaN": (b'{"1.3": NaN}', ("neither a table nor a form",)),
    # workbooks that are none
    "no zip": (b"PK\x03\x04 and no workbook", ("no workbook that can be read",)),
    "a workbook cut off": (book(*TABLE)[:-300], ("no workbook that can be read",)),
    "a workbook cut in half": (book(*TABLE)[:2_000], ("no workbook that can be read",)),
    "a zip of something else": (packed(**{"[Content_Types].xml": b"x"}), ("no workbook that can be read",)),
    "a sheet that is no XML": (packed(**{SHEET: b"<sheet"}), ("no workbook that can be read",)),
    "entities without end": (packed(**{SHEET: LOL + b"]><l>&a8;</l>"}), ("no workbook that can be read",)),
    "a zip bomb": (packed(**{"xl/media/x": b"\0" * (MOST_UNPACKED + 1)}), ("far too large for answers",)),
    "thousands of parts": (
        packed(**{f"x/{number}": b"" for number in range(MOST_ROWS)}),
        ("far too large for answers",),
    ),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        ("of an old kind, or one with a password",),
    ),
    "an empty workbook": (book(), ("the table is empty",)),
    "formulas": (
        book(*TABLE, (2, "ICB", "=1+3"), (3, "ICB", "=NA()")),
        ("row 3, column C: 1.3 is a formula without a value", "row 4, column C: 1.3 is a formula"),
    ),
    "merged cells": (
        book(*TABLE, (2, "ICB", 3), (3, None, 2), merged="B3:B4"),
        ("row 4: the cells B3:B4 are merged", "row 4, column B: this respondent names no partner"),
    ),
    # far too much
    "more than 20 MB": (SOUND.encode() + b" " * MOST_BYTES, ("far too large for answers", "At most 20 MB")),
    "too many rows": (rows(*["1,ICB,4,2"] * (MOST_ROWS + 1)), ("too many rows for answers",)),
    "too many columns": (b"x," * MOST_COLUMNS + b"1.3\n", ("too many columns for answers",)),
    "rows of nothing": (SOUND.encode() + b"\n" * 100_001, ("too many empty rows",)),
    "a cell without end": (
        rows('1,ICB,"' + "4" * 200_000 + '",2'),
        ("row 2: field larger than field limit",),
    ),
    # a table that is broken
    "a quote left open": (rows('1,ICB,"4,2'), ("row 2: unexpected end of data",)),
    "no head": (b"1,ICB,4,2\n2,ICB,5,1\n", ("row 1: no column is a question",)),
    "another head": (rows("1,ICB,4", head="ID,Organisation,First thing\n"), ("no column is a question",)),
    "a list of people": (b"Name,Organisation\nAnn,ICB\n", ("no column is a question",)),
    "nobody": (HEAD.encode(), ("nobody has answered anything in it",)),
    "no answers": (rows("1,ICB,,", "2,ICB,,"), ("nobody has answered anything in it",)),
    "an item twice": (
        rows("1,ICB,4,2", head="ID,Organisation,1.3,1.3\n"),
        ("row 1, column D: a second column of 1.3, besides column C",),
    ),
    "an item by two names": (
        rows("1,ICB,4,2", head="ID,Organisation,1.3,icbo/D1.3\n"),
        ("a second column of 1.3, besides column C",),
    ),
    "heads that differ in case alone": (
        rows("1,ICB,4,2", head="ID,Organisation,icbo/d1.3,ICBO/D1.3\n"),
        ("a second column of 1.3, besides column C",),
    ),
    "two organisations": (
        rows("1,ICB,Mind,4", head="ID,Organisation,Company,1.3\n"),
        ("row 1, column C: a second column of the organisation",),
    ),
    "a statement with a slip": (
        rows(
            "1,ICB,4",
            head="ID,Organisation,A vision that everyone shared\n",
        ),
        ("may be 1.3", "--near takes all columns as proposed"),
    ),
    # cells
    "level 9 of 5": (
        rows("1,ICB,9,2"),
        ("row 2, column C: this is no level of 1.3", "from 1, not yet, to 5"),
    ),
    "a level below": (rows("1,ICB,-1,2"), ("row 2, column C: this is no level",)),
    "halves": (rows("1,ICB,3.5,2", "2,ICB,4,2½"), ("row 2, column C", "row 3, column D")),
    "two levels in a cell": (rows('1,ICB,"3;4",2'), ("row 2, column C: this is no level",)),
    "not a number": (rows("1,ICB,NaN,inf"), ("row 2, column C", "row 2, column D")),
    "words of another scale": (rows("1,ICB,Strongly agree,2"), ("row 2, column C: this is no level",)),
    "a formula as text": (rows("1,ICB,=1+3,2"), ("row 2, column C: this is no level",)),
    "markup": (rows("1,ICB,[/x]<script>,2"), ("row 2, column C: this is no level",)),
    "control characters": (rows("1,ICB,\x1b[2J4,2"), ("row 2, column C: this is no level",)),
    "digits of another script": (rows("1,ICB,٤,2"), ("row 2, column C: this is no level",)),
    # who
    "nobody's partner": (
        rows("1,Mind,4,2", "2,,4,2"),
        ("row 2, column B: Mind is no partner", "row 3, column B: this respondent names no partner"),
    ),
    "no organisations": (rows("1,4,2", head="ID,1.3,1.6\n"), ("row 1: no column says which partner",)),
    "one id that says two things": (
        rows("1,ICB,4,2", "1,ICB,3,2"),
        ("row 3: it has the id of answers, row 2, and says something else",),
    ),
    "more answers than people": (
        rows(*(f"{number},County Council,3," for number in range(7))),
        ("7 answers on 1.3, but County Council has 6 people",),
    ),
}


def test_there_are_fifty_and_more() -> None:
    assert len(BROKEN) >= 50


def test_each_is_told_by_row_and_reason_and_the_session_stays_as_it_was(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    """All of them in one session: what each says, and that not a byte of the folder has changed after all."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (inbox := tmp_path / "inbox").mkdir()
    unsaid: dict[str, object] = {}
    for name, (content, expected) in BROKEN.items():
        path = inbox / "answers"
        path.write_bytes(content)
        code, out, err = run("import", made, str(path), "--yes")
        flat = " ".join(err.split())
        missing = [text for text in expected if text not in flat]
        if code != 2 or out or missing or "Traceback" in err or "\x1b" in err:
            unsaid[name] = (code, out, missing, err)
    assert unsaid == {}
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_one_broken_file_keeps_sound_ones_from_being_taken_too(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sound, broken = tmp_path / "sound.csv", tmp_path / "broken.csv"
    sound.write_text(SOUND, "utf-8")
    broken.write_bytes(BROKEN["level 9 of 5"][0])
    assert run("import", made, str(sound), str(broken), "--yes")[0] == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert run("import", made, str(sound), "--yes")[0] == 0
