"""Text of any kind in every field: it stands as typed in the record, shows as typed, and breaks nothing."""

from typing import Any

import pytest
from textual.widgets import Input, OptionList, TextArea

from sessions.edits import people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS, agreement_on
from sessions.record import Session
from sessions.text import clean
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen

ITEM = "icbo/D1.2"
SHORT = "[/b] [s75] <script>alert(1)</script> =1+1 | **x**"
KINDS = {
    "markup": SHORT,
    "tags": "[@click=app.quit]go[/] [bold red]b[/bold red] [link=x]l[/link] \\[x] [[y]] $primary {0} %s",
    "writing": "שלום עולם · مرحبا · 市民と社区 · ไทย · e\u0301\u0323 · 👩\u200d👩\u200d👧 · ½ №",
}
LONG = (" ".join(KINDS.values()) + " Llanfair\u00adpwll \u202eright to left\u202c " + "x" * 300 + " ") * 8
SIZES = [(40, 15), (80, 24)]


def long_text() -> str:
    """5,000 characters of everything."""
    return LONG[:5000].strip()


async def look_around(stage: Any, pilot: Any, kind: str = "long") -> None:
    """Repaint what is in front at the other small size; only the long text has anything to break there."""
    here = SIZES[pilot.app.size.width == SIZES[0][0]]
    for width, height in [here] if kind == "long" else []:
        assert len(await stage.resize(pilot, width, height)) == height


# --- details --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["markup", "long"])
async def test_in_the_details(stage: Any, kind: str) -> None:
    """Title, place, a partner's name, a person's name and role."""
    text = KINDS.get(kind) or long_text()
    kept = clean(text, lines=False)
    app = stage.app()
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.press("n")
        await stage.paste(pilot, text)
        await pilot.press("tab")
        await stage.paste(pilot, text)
        await pilot.press("f2")
        await stage.paste(pilot, text)
        await pilot.press("enter", "escape", "f4")
        await stage.paste(pilot, text)
        await pilot.press("tab")
        await stage.paste(pilot, text)
        await pilot.press("f2", "enter", "escape")
        saved = stage.saved()
        assert [saved.title, saved.place, saved.partners[0].name] == [kept, kept, kept]
        assert (saved.people[0].name, saved.people[0].role) == (kept, kept)
        if kind == "markup":
            for selector in ("#head", "#session-title", "#place", "#partners"):
                assert SHORT in stage.text(app, selector), selector
            assert SHORT[:40] in stage.text(app, "#people")
        await look_around(stage, pilot, kind)
        partners = app.screen.query_one("#partners", OptionList)
        partners.focus()
        partners.highlighted = 0
        await pilot.press("enter")
        await look_around(stage, pilot, kind)
        assert app.screen.query_one("#name", Input).value == kept
        await pilot.press("enter")
        assert stage.saved().partners[0].name == kept, "a change that changes nothing changes nothing"
        await pilot.press("escape")
        await pilot.resize_terminal(200, 40)
        if kind == "markup":
            assert SHORT in stage.text(app), "in the list of sessions"
        await look_around(stage, pilot, kind)
        await pilot.press("delete", "u")
        assert any("bin" in notice for notice in stage.said(app))
        await pilot.press("enter")
        assert isinstance(app.screen, SetupScreen)
        await pilot.press("f5")
        assert isinstance(app.screen, RunScreen)
        await look_around(stage, pilot, kind)
    assert app.failure is None


# --- while it runs --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["markup", "long"])
async def test_while_it_runs(stage: Any, kind: str) -> None:
    """Note, decision, parked point, dissent, and a name of a partner that is spoken of everywhere."""
    text = KINDS.get(kind) or long_text()
    kept, name = clean(text), clean(text, lines=False)

    def change(session: Session) -> Session:
        session = score_edits.agree(ITEM, 3).apply(session, stage.now)
        return people_edits.change_partner(session.partners[0].id, name=name, sector="other").apply(
            session, NOW
        )

    app = stage.app(stage.session(change))
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        for key in "ndp":
            await pilot.press(key)
            await stage.paste(pilot, text)
            assert app.screen.query_one(TextArea).text == text
            if key == "p":
                await look_around(stage, pilot, kind)
                await pilot.resize_terminal(120, 60)
            await pilot.press("enter")
        await pilot.press("x")
        await stage.paste(pilot, text)
        await pilot.press("enter")
        saved = stage.saved()
        assert [note.text for note in saved.notes] == [kept] * 3
        assert [dissent.reason for dissent in agreement_on(saved, ITEM).dissents] == [kept]
        await pilot.resize_terminal(120, 100)
        if kind != "long":
            aside = stage.dense(app, "#aside-scroll")
            assert aside.count("".join(kept.split())) >= 4, "dissent and three notes, as typed"
        if kind == "markup":
            assert "[/b] [s75]" in stage.text(app, "#answers"), "the partner's name"
            assert "<script>alert" in stage.text(app, "#answers")
        await pilot.press("c", "escape", "N")
        await look_around(stage, pilot, kind)
        await pilot.press("escape", "1", "2", "3", "4", "0", "r")
        await look_around(stage, pilot, kind)
        await pilot.press("u", "j", "escape", "e", "e")
    assert app.failure is None
    assert BALLOTS.of(stage.saved())


@pytest.mark.parametrize("kind", ["markup", "long"])
async def test_in_an_action(stage: Any, kind: str) -> None:
    """What, owner, body and measure, by the form; and the same text as one line, whatever it is read as."""
    text = KINDS.get(kind) or long_text()
    kept = clean(text, lines=False)
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, text)
        assert app.screen.query_one("#line", Input).value == text
        if kind == "markup":
            assert f"what   {SHORT}" in stage.text(app, "#understood")
        await look_around(stage, pilot, kind)
        await pilot.press("tab")
        for field in ("text", "owner", "body", "measure"):
            app.screen.query_one(f"#{field}", Input).value = text
        await look_around(stage, pilot, kind)
        await pilot.press("enter")
        (action,) = stage.saved().actions
        assert [action.text, action.owner, action.body, action.measure] == [kept] * 4
        await pilot.resize_terminal(120, 50)
        if kind == "markup":
            assert SHORT in stage.flat(app, "#aside-scroll")
        await pilot.press("A")
        await pilot.pause()
        if kind == "markup":
            assert f"A1   {SHORT}" in stage.text(app)
        await look_around(stage, pilot, kind)
        await pilot.press("enter")
        await look_around(stage, pilot, kind)
        assert app.screen.query_one("#owner", Input).value == kept
        await pilot.press("enter", "space", "s")
        await pilot.pause()
        await look_around(stage, pilot, kind)
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The summary is written" in stage.flat(app)
    assert app.failure is None
    (action,) = stage.saved().actions
    assert (action.text, action.status) == (kept, "in progress")


async def test_a_paste_of_several_lines_loses_none(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await stage.paste(pilot, "one\r\n\r\ntwo  spaces\n\tthree")
        await pilot.press("enter", "a")
        await stage.paste(pilot, "one\r\ntwo  spaces\nthree ")
        await stage.paste(pilot, "four")
        await pilot.press("enter")
    assert stage.saved().notes[0].text == "one\n\ntwo  spaces\n\tthree"
    assert stage.saved().actions[0].text == "one two  spaces three four", "in one line, and else as typed"


async def test_nasty_searches_find_nothing_and_break_nothing(stage: Any) -> None:
    stage.session(title=SHORT)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        await stage.paste(pilot, "[/b] **X**")
        await pilot.press("enter")
        assert SHORT[:30] in stage.text(app)
        await pilot.press("slash")
        await stage.paste(pilot, long_text())
        assert "No session has these words" in stage.text(app)
        await look_around(stage, pilot)
    assert app.failure is None
