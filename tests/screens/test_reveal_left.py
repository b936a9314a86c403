"""The summary's screen: what is hidden is said, left out, and revealed by one key."""

from pathlib import Path
from typing import Any

from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import is_revealed
from sessions.kinds.registry import waiting
from sessions.kinds.score import edits
from sessions.kinds.score.records import round_of
from sessions.record import Session
from tests.builders import NOW
from workshop.screens.summary import SummaryScreen

ITEM = "principles/P1"
SIZE = (100, 40)
TOLD = ("Ranking: ", "median 5")
"""What the summary says of answers and dots."""


def hidden(session: Session) -> Session:
    """A principle on which the Council is at 5, and its dots, nothing revealed."""
    session = edits.answer_level(ITEM, "county-council", 5).apply(session, NOW)
    return vote_edits.vote("s3", "county-council", {"tips/T4": 3}).apply(session, NOW)


async def test_what_is_hidden_is_left_out_until_r_reveals_it(stage: Any, tmp_path: Path) -> None:
    app = stage.app(stage.session(hidden, template="tips-and-pulse", at=ITEM))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        shown = stage.flat(app)
        assert "ANSWERED, NOT YET REVEALED" in shown
        assert "Principle 1 " in shown
        assert "r reveals all of it" in " ".join(shown.split())
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        for text in written(stage):
            assert "not yet revealed" in text
            assert not any(told in text for told in TOLD)
        assert "ANSWERED, NOT YET REVEALED" in stage.flat(app), "still said once it is written"

        await pilot.press("r")
        await pilot.pause()
        assert "NOT YET REVEALED" not in stage.flat(app)
        assert stage.said(app)[-1] == "Revealed: Principle 1, Dots on the ten tips. u hides them again."
        assert round_of(stage.saved(), ITEM) == (1, True)
        assert is_revealed(stage.saved(), "s3")
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        for text in written(stage):
            assert "not yet revealed" not in text
            assert all(told in text for told in TOLD)

        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert set(waiting(stage.saved())) == {ITEM, "s3"}, "one change, one undo"


async def test_where_nothing_is_hidden_there_is_no_key(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "reveal all" not in stage.text(app)
        await pilot.press("r")
        await pilot.pause()
        assert stage.said(app)[-1].startswith("Nothing is hidden")


def written(stage: Any) -> list[str]:
    files = [path for path in (stage.folder / "summaries").iterdir() if "summary" in path.name]
    assert len(files) == 2
    return [path.read_text(encoding="utf-8") for path in files]
