"""In the details of a session: forms to answer before the day are written where one says, and told of."""

from pathlib import Path
from typing import Any

from sessions.outputs import manifest
from tests.screens.test_packs import app_with_own

SIZE = (80, 24)


async def test_forms_are_written_for_each_partner(stage: Any, tmp_path: Path) -> None:
    session_id, folder = stage.session(), tmp_path / "forms"
    app = app_with_own(stage, tmp_path, session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "f12")
        assert "To whom do the forms go back" in stage.flat(app)
        await stage.paste(pilot, "Send it to Sam by 30 Nov")
        await pilot.press("enter")
        assert "Where should the forms go?" in stage.flat(app)
        await stage.paste(pilot, str(folder))
        await pilot.press("enter")
        await pilot.pause()
        told = stage.flat(app)
        assert "They leave to the day" in told
        assert "forms are written, each as a web page" in told
        await pilot.press("escape")
        assert "They leave to the day" not in stage.flat(app)
    pages = sorted(folder.glob("*.html"))
    assert pages
    assert all("Send it to Sam by 30 Nov" in page.read_text("utf-8") for page in pages)
    rows = manifest.rows(stage.library.find(session_id))
    assert {row.form for row in rows} == {"form"}
    assert len(rows) == len(pages) * 3 // 2


async def test_a_session_that_is_not_there_yet_has_none(stage: Any, tmp_path: Path) -> None:
    app = app_with_own(stage, tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("f12")
        assert "no session yet" in stage.said(app)[-1]
