"""Every form of the summary in a real browser: axe finds no violation, and on paper they have their pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from sessions.dates import show
from sessions.outputs import html, markdown
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.forms import FORMS, Form
from tests.browser.test_axe import ANSWER, BROWSERS, QUIET, browse
from tests.builders import NOW, packs, templates
from tests.every_kind import every_kind, meeting
from workshop.demo import example

pytestmark = pytest.mark.browser
LINES_OF_A_PAGE = 80
"""How many lines of Markdown, as it is written, go on an A4 page at most."""

RUN_AXE_ON_EACH = """
<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>All forms</title></head><body><main>
<h1>All forms</h1></main><script>
const pages = PAGES, axe = AXE, answers = {};
const show = page => new Promise(ready => {
  const frame = document.createElement("iframe");
  frame.style.width = "1100px";
  frame.style.height = "2000px";
  frame.onload = () => ready(frame);
  frame.srcdoc = page;
  document.body.append(frame);
});
const brief = one => ({id: one.id, nodes: one.nodes.map(node => node.html.slice(0, 200))});
window.addEventListener("load", async () => {
  for (const [name, page] of Object.entries(pages)) {
    const frame = await show(page), script = frame.contentDocument.createElement("script");
    script.textContent = axe;
    frame.contentDocument.head.append(script);
    const found = await frame.contentWindow.axe.run(frame.contentDocument, {resultTypes: ["violations"]});
    answers[name] = {violations: found.violations.map(brief), passes: found.passes.length};
    frame.remove();
  }
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify(answers);
  document.body.append(answer);
});
</script></body></html>
"""


def page_of(session: Session, form: Form) -> str:
    """A form as a web page, without the policy, since axe is a script."""
    text = html.render(build(session, now=NOW, form=form)).decode()
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)


def in_script(value: object) -> str:
    """A value in a script that stands in a page."""
    return json.dumps(value).replace("<", "\\u003c")


def test_axe_finds_no_violation_on_any_form(tmp_path: Path) -> None:
    """All in one browser, since starting it takes longer than all the rest."""
    pages = {form: page_of(every_kind(), form) for form in FORMS}
    pages["meeting"] = page_of(meeting(), "minutes")
    axe = Path(os.environ["AXE_CORE"]).read_text("utf-8")
    page = RUN_AXE_ON_EACH.replace("PAGES", in_script(pages)).replace("AXE", in_script(axe))
    path = tmp_path / "forms.html"
    path.write_text(page, "utf-8")
    found = ANSWER.search(browse(path, tmp_path / "profile", "--virtual-time-budget=60000"))
    assert found, "axe did not answer"
    answers = json.loads(unescape(found.group(1)))
    assert set(answers) == set(pages)
    assert {name: answer["violations"] for name, answer in answers.items() if answer["violations"]} == {}
    assert all(answer["passes"] > 20 for answer in answers.values())


def printed(session: Session, form: Form, folder: Path) -> list[str]:
    """The text of each page, as the browser prints the form on A4."""
    page, pdf = folder / f"{form}.html", folder / f"{form}.pdf"
    page.write_bytes(html.render(build(session, now=NOW, form=form)))
    browser = os.environ.get("CHROMIUM") or next(found for name in BROWSERS if (found := shutil.which(name)))
    profile = f"--user-data-dir={folder / 'profile'}"
    subprocess.run(
        [browser, *QUIET, profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    run = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return [" ".join(text.split()) for text in run.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", ["assessment", "every kind"])
def test_the_page_form_is_a_page(name: str, tmp_path: Path) -> None:
    session = every_kind()
    if name == "assessment":
        session = example(packs(), templates(), session_id="example", now=NOW)
    assert len(printed(session, "page", tmp_path)) == 1


def test_decisions_and_actions_stand_on_page_one_of_the_minutes(tmp_path: Path) -> None:
    session = example(packs(), templates(), session_id="example", now=NOW)
    first, *rest = printed(session, "minutes", tmp_path)
    assert all(note.text[:40] in first for note in session.notes if note.kind == "decision")
    assert [action.id for action in session.actions if not re.search(rf"\b{action.id}\b", first)] == []
    assert len(rest) < 8
    in_markdown = " ".join(markdown.render(build(session, now=NOW)).decode().splitlines()[:LINES_OF_A_PAGE])
    assert all(note.text[:40] in in_markdown for note in session.notes if note.kind == "decision")
    assert all(re.search(rf"\b{action.id}\b", in_markdown) for action in session.actions)


def test_minutes_of_a_meeting_fit_two_pages(tmp_path: Path) -> None:
    assert len(printed(meeting(), "minutes", tmp_path)) <= 2


def test_each_due_date_of_a_board_paper_stands_in_one_line(tmp_path: Path) -> None:
    session = example(packs(), templates(), session_id="example", now=NOW)
    text = " ".join(printed(session, "board", tmp_path))
    due = {show(action.due) for action in session.actions if action.due}
    assert due
    assert {day for day in due if day not in text} == set()
