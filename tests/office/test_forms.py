"""The workbook of a form in LibreOffice: saved there, it comes back whole; printed, it is a few A4 pages."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sessions.forms.make import forms
from sessions.forms.model import Answer, Returned
from sessions.forms.read import is_form, read
from tests.builders import new_session
from tests.forms import as_workbook

pytestmark = pytest.mark.office


def test_saved_by_another_program_it_says_the_same(tmp_path: Path) -> None:
    form = forms(new_session("four-domains", "Council & <b>", "ICB"))[0]
    keys = [question.key for question in form.questions]
    answers = {keys[0]: Answer(3), keys[1]: Answer(), keys[2]: Answer(applies=False, reason="=1+1")}
    comments = {keys[0]: "=cmd|'/c calc'!A1", keys[5]: "first line\nsecond line"}
    filled, saved = tmp_path / "filled.xlsx", tmp_path / "saved"
    filled.write_bytes(as_workbook(form, answers, comments, by="Priya"))
    program = os.environ["SOFFICE"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(filled)]
    subprocess.run(convert, capture_output=True, timeout=180, check=True)
    data = (saved / "filled.xlsx").read_bytes()
    assert is_form(data)
    came = read(data, "filled.xlsx")
    assert isinstance(came, Returned), came
    assert (came.answers, came.comments, came.by) == (answers, comments, "Priya")
    assert came.form_id == form.id
