"""Forms on disk: for whom, under which names, the same bytes each time, and nothing in them but text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import html5lib
import openpyxl
import pytest

from sessions.forms import paper, web, workbook
from sessions.forms.make import forms
from sessions.forms.model import spaced
from sessions.forms.write import SORTS, write
from sessions.house import House
from sessions.problem import Problem
from sessions.record import Session
from tests.builders import NOW, new_session

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=y> =1+1 [/x] ../../etc"


@pytest.fixture
def session() -> Session:
    return new_session("four-domains", "Council", "council!", "🙂", HOSTILE)


def test_each_partner_has_a_file_of_each_sort_under_a_safe_name(session: Session, tmp_path: Path) -> None:
    paths = write(session, tmp_path / "new", now=NOW)
    assert len(set(paths)) == len(paths) == 4 * len(SORTS)
    names = [path.name for path in paths]
    assert all(path.parent == tmp_path / "new" and path.is_file() for path in paths)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)
    first, second = (form.id[:6] for form in forms(session)[:2])
    assert any(name.endswith(f"-form-council-{first}.html") for name in names)
    assert any(name.endswith(f"-form-council-{second}-on-paper.html") for name in names)


def test_only_what_is_wanted_is_written(session: Session, tmp_path: Path) -> None:
    (path,) = write(session, tmp_path, now=NOW, sorts=("xlsx",), partners=session.partners[2:3])
    assert path.name.endswith("-form-partner.xlsx")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_none_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Problem, match="The form can’t be written"):
        write(session, tmp_path / "file", now=NOW)


def test_the_same_form_is_the_same_bytes(session: Session) -> None:
    form = forms(session, note="Back to Sam")[0]
    for render in (workbook.render, paper.render, lambda form: web.render(form, "answers.json")):
        assert render(form) == render(form)  # type: ignore[operator]


@pytest.mark.parametrize("note", ["", "Sam Lee, by 30 Nov"])
def test_every_sort_says_that_it_goes_back_and_to_whom(session: Session, note: str) -> None:
    form = forms(session, note=note)[0]
    goes = f" back: {note}" if note else " back to whoever sent you this form."
    for data in (web.render(form, "answers.json"), paper.render(form)):
        assert goes in "".join(html5lib.parse(data.decode(), namespaceHTMLElements=False).itertext())
    sheets = openpyxl.load_workbook(BytesIO(workbook.render(form))).worksheets[:2]
    for sheet in sheets:
        assert any(f"Send it{goes}" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_where_there_are_no_partners_it_asks_for_your_answers() -> None:
    (form,) = forms(new_session("four-domains"))
    for data in (web.render(form, "answers.json"), paper.render(form)):
        head = "".join(
            html5lib.parse(data.decode(), namespaceHTMLElements=False).find(".//header").itertext()
        )
        assert "Before the day: your answers" in head
    book = openpyxl.load_workbook(BytesIO(workbook.render(form)))
    assert str(book.worksheets[0]["B2"].value).startswith("Before the day: your answers\n")


def test_what_people_typed_is_text_on_every_page(session: Session) -> None:
    session = session.model_copy(update={"title": HOSTILE, "place": HOSTILE})
    form = forms(session, note=HOSTILE)[3]
    house = House(organisation=HOSTILE, main="#7a1f3d", pale="#f7ecef")
    for data, scripts in ((web.render(form, "answers.json", house), 1), (paper.render(form, house), 0)):
        tree = html5lib.parse(data.decode(), namespaceHTMLElements=False)
        assert len(tree.findall(".//script")) == scripts
        assert tree.findall(".//img") == []
        assert HOSTILE in "".join(tree.find("body").itertext())
        assert spaced(form.id) in data.decode()
        assert "default-src 'none'" in tree.find(".//meta[@http-equiv]").get("content")
    assert workbook.render(form, house)


def test_each_sheet_is_as_wide_as_its_paper_and_no_heading_is_cut(session: Session) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.render(forms(session, note="Back to Sam")[0])))
    for sheet in book.worksheets[:2]:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        for row in sheet.iter_rows():
            big = max((cell.font.sz for cell in row if cell.value and cell.font.sz), default=0)
            if big > 12:
                assert sheet.row_dimensions[row[0].row].height >= 1.3 * big, row[0].coordinate
