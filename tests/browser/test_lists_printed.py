"""Lists over many sessions on paper: no word and no date is broken where there is room for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from sessions.dates import show
from sessions.edits import notes as note_edits
from sessions.edits.notes import ActionFields
from sessions.edits.series import follow
from sessions.many.compare import compare
from sessions.many.register import Wanted, action_log, logged_actions
from sessions.many.then_and_now import document
from sessions.outputs import html
from tests.browser.test_axe import BROWSERS, QUIET
from tests.builders import NOW, new_session

if TYPE_CHECKING:
    from pathlib import Path

    from sessions.record import Session
    from sessions.summary.model import Summary

pytestmark = pytest.mark.browser

TITLE = "Integrated commissioning board"


def chain() -> tuple[Session, Session]:
    session = new_session("four-domains", "County Council", "ICB")
    told = {"title": TITLE, "place": "Exampleshire", "date": NOW.date()}
    taken = ActionFields("Draft the protocol", owner="Priya Shah", body="ICB", due_words="next meeting")
    first = note_edits.add_action(taken, origin=None).apply(session.model_copy(update=told), NOW)
    nothing = {**told, "id": "second", "actions": ()}
    return first, follow((first,)).apply(first.model_copy(update=nothing), NOW)


def printed(summary: Summary, folder: Path) -> str:
    """The text, line by line, as the browser prints it on A4."""
    page, pdf = folder / "list.html", folder / "list.pdf"
    page.write_bytes(html.render(summary))
    browser = os.environ.get("CHROMIUM") or next(found for name in BROWSERS if (found := shutil.which(name)))
    command = [browser, *QUIET, f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={pdf}", page.as_uri()], capture_output=True, timeout=120, check=True
    )
    run = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout


def test_the_head_of_then_and_now_has_its_date_in_one_line(tmp_path: Path) -> None:
    first, second = chain()
    more = tuple(second.model_copy(update={"id": f"more-{n}"}) for n in range(3))
    text = printed(document(compare((first, second, *more)), now=NOW), tmp_path)
    (line,) = (line for line in text.splitlines() if "As of" in line)
    assert line.split("As of")[1].strip() == show(NOW.date())


def test_the_action_log_breaks_no_word(tmp_path: Path) -> None:
    checksums = {"second": "0123456789abcdef" * 4}
    rows = logged_actions((chain()[1],), Wanted(), NOW.date())
    text = printed(action_log(rows, NOW.date(), now=NOW, checksums=checksums), tmp_path)
    after = text.split("Sessions that it is made from")[1]
    assert "Exampleshire" in after
    assert {"Integrated", "commissioning"} <= set(after.split())
    assert {"Integrated", "commissioning"} <= set(text.split("Sessions that it is made from")[0].split())
