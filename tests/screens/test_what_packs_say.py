"""What a pack says, on the screens: who is asked, results, evidence by kind, what to see to beforehand."""

from typing import Any

import pytest

from sessions.edits.event import move_to
from sessions.kinds.score import edits
from sessions.plan import stops
from sessions.record import Session
from tests import instruments
from tests.builders import NOW


def put(stage: Any, made: Session, ref: str, part: str = "item") -> Any:
    """The program on a session, at one of its stops."""
    stop = next(stop for stop in stops(made) if (stop.part, stop.ref) == (part, ref))
    with stage.library.create(move_to(stop).apply(made, NOW)):
        pass
    return stage.app(made.id)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_only_who_is_asked_is_listed_and_answers(stage: Any, size: tuple[int, int]) -> None:
    app = put(stage, instruments.session("changes"), "changes/1")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Asked here: County Council and ICB." in stage.flat(app)
        assert "Carers' Voice" not in stage.text(app, "#answers")
        await pilot.press("3", "4")
        assert "all have answered" in stage.flat(app, "#answers")
        await pilot.press("r", "v")
        assert "2 bodies" in stage.flat(app)


async def test_a_note_of_evidence_has_a_kind_or_none(stage: Any) -> None:
    app = put(stage, instruments.session("assurance"), "assurance/1.1")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "tab", *"One", "enter")
        await pilot.press("n", "tab", "tab", *"Two", "enter")
        assert "Evidence recorded: Two" in stage.said(app)[-1]
        await pilot.press("n")
        row = next(at for at, line in enumerate(stage.text(app).split("\n")) if "what we saw" in line)
        await pilot.click(offset=(stage.text(app).split("\n")[row].index("what we saw"), row))
        await pilot.press(*"Three", "enter", "n", *"Four", "enter")
    notes = [(note.text, note.kind, note.evidence) for note in stage.saved().notes]
    assert notes == [
        ("One", "evidence", None),
        ("Two", "evidence", "people"),
        ("Three", "evidence", "seen"),
        ("Four", "comment", None),
    ]


async def test_a_note_of_evidence_is_changed_with_its_kind(stage: Any) -> None:
    app = put(stage, instruments.session("assurance"), "assurance/1.1")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("n", "tab", "tab", *"Two", "enter", "N")
        assert "[what people said]" in stage.flat(app)
        await pilot.press("tab", "enter")
        assert "evidence: what staff said: Two" in stage.flat(app, "#aside")


@pytest.mark.parametrize("size", [(80, 24), (120, 28)])
async def test_the_result_of_a_section_stands_at_its_end(stage: Any, size: tuple[int, int]) -> None:
    made = instruments.session("partnership")
    for code in range(1, 7):
        made = edits.agree(f"partnership/1.{code}", 3).apply(made, NOW)
    app = put(stage, made, "partnership/need", "closing")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Sound: 18 of 24, from 6 statements." in stage.flat(app, "#page")
        await pilot.press("v")
        assert "18 of 24, from 6 statements." in stage.flat(app)


async def test_who_must_be_in_the_room_is_a_check_while_a_session_is_prepared(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        text = stage.flat(app)
        assert "Who must be in the room" in text
        assert "People who use services, and carers" in text
