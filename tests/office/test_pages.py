"""What an office program makes of the files: it opens them all, and they have the pages that they should.

`SOFFICE` names LibreOffice; poppler reads its PDFs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sessions.outputs.write import write
from sessions.record import Session
from sessions.summary.forms import Form
from tests.builders import NOW, packs, templates
from tests.every_kind import busy, every_kind, meeting
from tests.everywhere import filled
from workshop.demo import example

pytestmark = pytest.mark.office
FORMULAS = ("=1+1", "+2+3", "-4+5", "@SUM(6)", '=HYPERLINK("http://example.org")', "🙂 漢字 عربي")


def self_assessment() -> Session:
    """The worked example."""
    return example(packs(), templates(), session_id="example", now=NOW)


def hostile() -> Session:
    """A meeting in whose every field something stands that a spreadsheet could take for a formula."""
    return filled(meeting(), lambda number: f"{FORMULAS[number % len(FORMULAS)]} #{number:03}")[0]


def written(folder: Path) -> list[Path]:
    """All files, each in a folder of its own kind."""
    made: list[tuple[str, Session, Form, tuple[str, ...]]] = [
        ("assessment", self_assessment(), "page", ("docx",)),
        ("assessment", self_assessment(), "minutes", ("docx", "xlsx")),
        ("assessment", self_assessment(), "full", ("docx",)),
        ("assessment", self_assessment(), "board", ("docx",)),
        ("meeting", meeting(), "page", ("docx",)),
        ("meeting", meeting(), "minutes", ("docx",)),
        ("busy", busy(60), "page", ("docx",)),
        ("every", every_kind(), "page", ("docx",)),
        ("every", every_kind(), "minutes", ("docx", "xlsx")),
        ("hostile", hostile(), "minutes", ("docx", "xlsx")),
    ]
    paths: list[Path] = []
    for name, session, form, formats in made:
        session = session.model_copy(update={"id": name})
        paths += write(session, folder, formats, now=NOW, form=form)
    return paths


def text_of(pdf: Path, *, page: int | None = None) -> str:
    """What stands on a page of a PDF, or on all, with single spaces."""
    pages = ("-f", str(page), "-l", str(page)) if page else ()
    run = subprocess.run(
        ["pdftotext", *pages, "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return " ".join(run.stdout.split())


def pages_of(pdf: Path) -> int:
    """How many pages it has."""
    run = subprocess.run(["pdfinfo", pdf], capture_output=True, encoding="utf-8", check=True)
    return int(re.findall(r"^Pages: +(\d+)$", run.stdout, re.MULTILINE)[0])


def test_word_and_excel_open_in_libreoffice_and_have_the_pages_that_they_should(tmp_path: Path) -> None:
    """One run of LibreOffice for all files, since starting it takes longer than all the rest."""
    files = written(tmp_path)
    soffice = shutil.which(os.environ["SOFFICE"])
    assert soffice, "SOFFICE names no program"
    home = (tmp_path / "home").as_uri()
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation={home}", "--convert-to", "pdf",
         "--outdir", tmp_path / "pdf", *files],
        capture_output=True, timeout=240, check=True,
    )  # fmt: skip
    pdfs = {path.stem: path for path in (tmp_path / "pdf").iterdir()}
    assert set(pdfs) == {path.stem for path in files}, "each opened"

    pages = {name: pages_of(path) for name, path in pdfs.items()}
    assert {name: count for name, count in pages.items() if name.endswith("-page") and count > 1} == {}
    assert pages["meeting-summary"] <= 2
    assert pages["assessment-board"] <= 4
    assert pages["assessment-summary"] <= 7
    assert pages["assessment-full"] <= 14

    session = self_assessment()
    first = text_of(pdfs["assessment-summary"], page=1)
    for note in session.notes:
        if note.kind == "decision":
            assert note.text[:40] in first
    for action in session.actions:
        assert re.search(rf"\b{action.id}\b", first), f"{action.id} is not on page one"
    assert "What was agreed" in text_of(pdfs["assessment-summary"], page=2)

    said = text_of(pdfs["hostile-record"])
    for action in hostile().actions:
        assert action.text in said, "no formula was worked out"
    assert "Err:" not in said
    assert "#NAME" not in said
    assert "Update field" not in text_of(pdfs["assessment-full"], page=1), "contents that are there already"
