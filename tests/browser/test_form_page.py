"""The form as a web page in a real browser, by keyboard alone: all that was saved comes back."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sessions.forms import web
from sessions.forms.fit import fitted
from sessions.forms.make import forms
from sessions.forms.model import Answer, Returned
from sessions.forms.read import read
from sessions.imports.returned import form_in
from sessions.imports.taking import take_answers, weigh
from sessions.kinds.registry import revealed_only, waiting
from sessions.record import Session
from tests.browser.driven import Page, browser
from tests.browser.test_axe import PROBES
from tests.builders import NOW, new_session, said
from tests.every_kind import AGENDA, BOARD, planned

pytestmark = pytest.mark.browser

HOSTILE = "=cmd|'/c calc'!A1 <script>\\n [/x] & “ß”"
SAVED = "answers.json"
AXE = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => JSON.stringify({
  violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]),
  incomplete: found.incomplete.map(one => one.id), passes: found.passes.length,
}))
"""


def session() -> Session:
    made = new_session("four-domains", "County <b>Council</b>", "ICB")
    steps = tuple(
        step.model_copy(update={"item_ids": tuple(f"icbo/D1.{n}" for n in range(1, 5))})
        if getattr(step, "answered", False)
        else step
        for step in made.agenda[:4]
    )
    return made.model_copy(update={"title": "Self & <script>assess</script>ment", "agenda": steps})


def page_of(made: Session, folder: Path) -> Path:
    path = folder / "form.html"
    form = replace(forms(made, note="To Sam, by 30 Nov")[0], by_people=True)
    path.write_bytes(web.render(form, SAVED))
    return path


def downloaded(page: Page) -> Path:
    """The file that was saved just now."""
    return Path(page.until("Browser.downloadProgress", state="completed")["filePath"])


def fill(page: Page) -> None:
    """Four questions: a level, don't know, does not apply and why, and a comment alone."""
    page.tab_to(".question:nth-of-type(1) input[type=radio]")
    page.press("Space")
    page.press("ArrowDown", 2)
    page.tab_to(".question:nth-of-type(2) input[type=radio]")
    page.press("Space")
    page.press("ArrowDown", 5)
    page.tab_to(".question:nth-of-type(3) input[type=radio]")
    page.press("Space")
    page.press("ArrowDown", 6)
    page.tab_to("#why3")
    page.type("no budget, “ours”")
    page.tab_to(".question:nth-of-type(4) details.comment summary")
    page.press("Enter")
    page.tab_to("#comment4")
    page.type(HOSTILE)
    page.press("Enter")
    page.type("second line")
    page.tab_to("#by")
    page.type("Priya")


def test_it_is_filled_in_saved_and_loaded_by_keyboard_alone(tmp_path: Path) -> None:
    """One long sitting, since starting a browser takes longer than all the rest."""
    made = session()
    first, second, third, fourth = (question.key for question in forms(made)[0].questions)
    answers = {first: Answer(3), second: Answer(), third: Answer(applies=False, reason="no budget, “ours”")}
    comments = {fourth: f"{HOSTILE}\nsecond line"}
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with browser(tmp_path / "profile") as page:
        page.open(page_of(made, tmp_path), downloads)
        _axe_is_content(page)
        fill(page)
        assert page.js("document.getElementById('progress').textContent") == "3 of 4 answered"
        assert page.js("document.getElementById('unsaved').textContent") == "not saved yet"
        _leaving_is_warned_of(page)
        _axe_is_content(page)

        page.tab_to("#save")
        page.press("Enter")
        saved = downloaded(page)
        assert saved.name == SAVED
        came = read(saved.read_bytes(), saved.name)
        assert isinstance(came, Returned), came
        assert (came.answers, came.comments, came.by, came.revision) == (answers, comments, "Priya", 1)
        fit = fitted(came, made)
        assert (fit.answers, fit.comments, fit.faults, fit.left_out) == (answers, comments, (), ())

        page.tab_to("#copy")
        page.press("Enter")
        copied = read(page.js("document.getElementById('text').value").encode(), "text")
        assert isinstance(copied, Returned), copied
        same = ("answers", "comments", "by", "revision", "return_id", "form_id", "partner_uid", "session_id")
        assert [getattr(copied, name) for name in same] == [getattr(came, name) for name in same]

        _what_was_saved_is_loaded_again(page, saved, came)
        page.tab_to(".question:nth-of-type(1) input[type=radio]")
        page.press("ArrowDown")
        page.tab_to("#save-bar")
        page.press("Enter")
        later = read(downloaded(page).read_bytes(), "later")
        assert isinstance(later, Returned)
        assert (later.return_id, later.revision) == (came.return_id, 2)
        assert later.answers == {**answers, first: Answer(4)}
        _nothing_was_asked_of_a_network(page)


def _axe_is_content(page: Page) -> None:
    """In both colour schemes, and as narrow as a phone: nothing to be said against it, nothing sideways."""
    page.js(Path(os.environ["AXE_CORE"]).read_text("utf-8") + "; true")
    for scheme, width in (("light", 1200), ("dark", 360)):
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        page.ask("Emulation.setEmulatedMedia", features=wanted)
        page.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
        )
        found = json.loads(page.js(AXE))
        assert found["violations"] == [], scheme
        assert set(found["incomplete"]) <= {"color-contrast"}
        assert found["passes"] > 20
        assert page.js("document.documentElement.scrollWidth <= window.innerWidth"), scheme


def _leaving_is_warned_of(page: Page) -> None:
    page.js("setTimeout(() => location.reload(), 0); true")
    page.until("Page.javascriptDialogOpening", type="beforeunload")
    page.ask("Page.handleJavaScriptDialog", accept=False)
    assert page.js("document.getElementById('by').value") == "Priya"


def _what_was_saved_is_loaded_again(page: Page, saved: Path, came: Returned) -> None:
    """Into the page as it was when it was opened first."""
    page.ask("Page.reload")
    page.until("Page.loadEventFired")
    assert page.js("document.querySelectorAll(':checked').length") == 0
    box = page.ask("Runtime.evaluate", expression="document.getElementById('load')")["result"]["objectId"]
    page.ask("DOM.setFileInputFiles", files=[str(saved)], objectId=box)
    ends = time.monotonic() + 20
    while not page.js("document.getElementById('said').textContent") and time.monotonic() < ends:
        time.sleep(0.02)
    assert page.js("document.getElementById('said').textContent").startswith("Loaded from answers.json")
    assert page.js("document.getElementById('progress').textContent") == "3 of 4 answered"
    assert page.js("document.getElementById('why3').value") == "no budget, “ours”"
    assert page.js("document.getElementById('comment4').value") == next(iter(came.comments.values()))


def _nothing_was_asked_of_a_network(page: Page) -> None:
    asked = [
        event["params"]["request"]["url"]
        for event in page.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert asked
    assert all(url.startswith(("file:", "blob:", "about:")) for url in asked), asked
    refused = [event for event in page.events if event.get("method") == "Log.entryAdded"]
    assert not refused


def test_nothing_that_people_typed_runs_and_nothing_is_loaded(tmp_path: Path) -> None:
    """Its own script alone is let in: not one that somebody has put into the file."""
    path = page_of(session(), tmp_path)
    text = path.read_text("utf-8")
    assert "http:" not in text
    assert "https:" not in text
    probed = tmp_path / "probed.html"
    probed.write_text(
        text.replace("</main>", PROBES.replace("{address}", "http://127.0.0.1:9") + "</main>"), "utf-8"
    )
    with browser(tmp_path / "profile") as page:
        page.open(probed, tmp_path)
        assert page.js("document.documentElement.dataset.script || ''") == ""
        assert page.js("document.getElementById('progress').textContent") == "0 of 4 answered"
        refused = [event for event in page.events if event.get("method") == "Log.entryAdded"]
        assert refused


def test_every_kind_is_answered_by_keyboard_alone_and_taken_hidden(tmp_path: Path) -> None:
    """A check, a risk, a pair, levels of a candidate and a choice: on one page, each by the arrows."""
    made = few_of_each()
    questions = forms(made)[0].questions
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with browser(tmp_path / "profile") as page:
        page.open(page_of(made, tmp_path), downloads)
        _axe_is_content(page)
        for number, question in enumerate(questions):
            page.tab_to(f'.question[data-key="{question.key}"] input[type=radio]')
            page.press("Space")
            page.press("ArrowDown", number % 3)
        _axe_is_content(page)
        page.tab_to("#save")
        page.press("Enter")
        saved = downloaded(page)
        _nothing_was_asked_of_a_network(page)
    form = form_in(read(saved.read_bytes(), saved.name), made, saved.name)
    assert form.given is not None, form.faults
    levels = {question.key: question.numbers[number % 3] for number, question in enumerate(questions)}
    assert dict(form.given.answers) == levels
    after = take_answers(weigh(made, [form.given], NOW)).apply(made, NOW)
    assert said(revealed_only(after)) == said(revealed_only(made))
    assert len(waiting(after)) == len({key.partition("#check")[0] for key in levels if "/K" not in key}) + 1


def few_of_each() -> Session:
    """One item of each kind that asks something."""
    one_each = {
        "score": "icbo/D1.1",
        "checklist": BOARD,
        "risk": "lead-provider-risks/R1",
        "here-to-there": "evolving-care/P1",
        "appraise": "scope/A1",
    }
    made = planned(AGENDA, "Every kind")
    steps = tuple(
        step.model_copy(update={"item_ids": (one_each[step.kind],)}) if step.kind in one_each else step
        for step in made.agenda
        if step.kind in (*one_each, "options")
    )
    return made.model_copy(update={"agenda": steps})
