"""Ten partners: the whole statement with its parts, the tally and everybody are in sight at once."""

from collections.abc import Sequence
from typing import Any

import pytest

from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from workshop.cells import cells

ITEM = "icbo/D1.2"
SHORT = tuple(f"Partner {letter}" for letter in "ABCDEFGHIJ")
LONG = tuple(f"{name} of Exampleshire and the districts around it" for name in SHORT)
LEVELS = (3, 4, 2, 5, 3, None, 3, 3, 1, 3)


def many(names: Sequence[str], *, as_bodies: bool = True, revealed: bool = False) -> Any:
    """Keyword arguments of a session with these partners, most of which have answered."""

    def change(session: Session) -> Session:
        session = session.model_copy(update={"as_bodies": as_bodies})
        for partner, level in zip(session.partners[:-1], LEVELS, strict=False):
            session = score_edits.answer_level(ITEM, partner.id, level).apply(session, session.created_at)
        return score_edits.reveal(ITEM).apply(session, session.created_at) if revealed else session

    return {"change": change, "partners": [(name, "other") for name in names]}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("as_bodies", [True, False])
@pytest.mark.parametrize("revealed", [False, True])
@pytest.mark.parametrize("names", [SHORT, LONG], ids=["short", "long"])
async def test_statement_tally_and_partners_are_in_sight(
    stage: Any, names: Sequence[str], revealed: bool, as_bodies: bool, size: tuple[int, int]
) -> None:
    app = stage.app(stage.session(**many(names, as_bodies=as_bodies, revealed=revealed)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        item = app.screen.scene.item
        page = stage.flat(app, "#page-scroll")
        assert item.statement in page
        answers = stage.flat(app, "#answers-scroll")
        for name in SHORT:
            assert name in answers, answers
        if revealed:
            who = "bodies" if as_bodies else "answers"
            assert f"VIEWS MIXED median 3, from 1 to 5, 8 {who}, 1 don't know" in answers
        else:
            assert "9 of 10 answered · hidden until the reveal" in answers
            assert all(part in page for part in item.parts) or size == (80, 24)
        lines = stage.text(app).split("\n")
        assert all(cells(line) <= size[0] for line in lines)


async def test_each_of_them_can_be_clicked_before_and_after_the_reveal(stage: Any) -> None:
    app = stage.app(stage.session(**many(SHORT)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(2):
            for name in (*SHORT[:2], SHORT[5], SHORT[8]):
                lines = stage.text(app, "#answers").split("\n")
                row = next(n for n, line in enumerate(lines) if name in line)
                await pilot.click("#answers", offset=(lines[row].index(name) + 2, row))
                await pilot.pause()
                assert app.screen.partner.name == name
                assert f"▸{name}" in stage.flat(app, "#answers"), "marked without colour"
            await pilot.press("r", "r")


async def test_what_belongs_to_a_partner_stands_behind_its_name(stage: Any) -> None:
    app = stage.app(stage.session(**many(SHORT, revealed=True)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "3", "enter", "down", "x")
        await stage.paste(pilot, "We see it lower.")
        await pilot.press("enter")
        await pilot.pause()
        answers = stage.flat(app, "#answers")
        assert "✗" in answers.split("4 mostly")[1] + answers.split("3 part-way")[-1]
        await pilot.press("r", "2")
        await pilot.press("r", "r")
        await pilot.pause()
        assert "Partner B ○" in stage.flat(app, "#answers"), "its first view counts on"
