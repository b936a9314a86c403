"""The minutes of a self-assessment as a browser prints them: decisions and actions stand on page one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from sessions.outputs import html, markdown
from sessions.summary.build import build
from tests.browser.test_axe import BROWSERS, QUIET
from tests.builders import NOW, packs, templates
from workshop.demo import example

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
LINES_OF_A_PAGE = 80
"""How many lines of Markdown, as it is written, go on an A4 page at most."""


def test_decisions_and_actions_stand_on_page_one(tmp_path: Path) -> None:
    session = example(packs(), templates(), session_id="example", now=NOW)
    summary = build(session, now=NOW, form="minutes")
    page, pdf = tmp_path / "minutes.html", tmp_path / "minutes.pdf"
    page.write_bytes(html.render(summary))
    browser = os.environ.get("CHROMIUM") or next(found for name in BROWSERS if (found := shutil.which(name)))
    command = [browser, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={pdf}", page.as_uri()], capture_output=True, timeout=120, check=True
    )
    run = subprocess.run(
        ["pdftotext", "-l", "1", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    on_paper = " ".join(run.stdout.split())
    in_markdown = " ".join(markdown.render(summary).decode().splitlines()[:LINES_OF_A_PAGE])
    for first in (on_paper, in_markdown):
        for note in session.notes:
            if note.kind == "decision":
                assert note.text[:30] in first
        for action in session.actions:
            assert re.search(rf"\b{action.id}\b", first), f"{action.id} is not on page one"
