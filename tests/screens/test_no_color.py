"""With NO_COLOR nothing is lost: signs, words and places tell apart what colours only help to see.

Textual then paints in shades of grey. Here even those are left out: what counts is the plain text, and for
the row that is chosen in a list whether it is underlined or painted in reverse.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from rich.segment import Segment
from textual.filter import Monochrome
from textual.widgets import Button, OptionList

from sessions import plan
from sessions.edits import event as event_edits, notes as note_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from sessions.rows import ActionStatus, Running, Stop
from tests.builders import NOW
from workshop.wall.layout.figures import figures, half_figures
from workshop.wall.layout.page import laid_out
from workshop.wall.shown import shown

ITEM = "icbo/D1.2"
SIZE = (160, 40)


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def segments(app: Any) -> list[Segment]:
    """What is painted, piece by piece."""
    return [
        segment
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if not segment.control
    ]


def marked_texts(app: Any) -> list[str]:
    """The texts that are painted in reverse or underlined."""
    marked = (
        segment
        for segment in segments(app)
        if segment.style and (segment.style.reverse or segment.style.underline)
    )
    return [strip.text.strip() for strip in marked if strip.text.strip()]


def answered(stage: Any, levels: list[int | None]) -> Callable[[Session], Session]:
    """An item that partners in turn have answered; the rest have not."""
    return lambda session: stage.answered(session, ITEM, levels)


def settled(stage: Any) -> Callable[[Session], Session]:
    """An item answered on levels 1 to 4, revealed, agreed, with a dissent; actions of every status."""

    def change(session: Session) -> Session:
        session = score_edits.reveal(ITEM).apply(stage.answered(session, ITEM, [1, 2, 3, 4, None]), stage.now)
        session = score_edits.agree(ITEM, 3, target=5, evidence="some").apply(session, stage.now)
        session = score_edits.dissent(ITEM, "voluntary-sector", "No.").apply(session, stage.now)
        early, later = dt.date(2026, 11, 1), dt.date(2027, 1, 30)
        rows: tuple[tuple[str, ActionStatus, dt.date], ...] = (
            ("One", "open", early),
            ("Two", "open", later),
            ("Three", "in progress", later),
            ("Four", "done", early),
            ("Five", "dropped", early),
        )
        for text, status, due in rows:
            session = note_edits.add_action(note_edits.ActionFields(text, status=status, due=due)).apply(
                session, stage.now
            )
        return session

    return change


def line(text: str, words: str) -> str:
    """The first line with these words."""
    return next(row for row in text.split("\n") if words in row)


async def test_textual_paints_in_shades_of_grey(stage: Any) -> None:
    app = stage.app(stage.session(settled(stage)))
    assert any(isinstance(active, Monochrome) for active in app._filters)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for segment in segments(app):
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                assert colour is None or len(set(colour.get_truecolor())) == 1, segment


# --- answers --------------------------------------------------------------------------------------


async def test_who_has_answered_and_who_is_in_focus(stage: Any) -> None:
    app = stage.app(stage.session(answered(stage, [2, 3])))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = stage.text(app, "#answers")
        assert line(text, "County Council").split("  ")[-1].strip() == "● answered"
        assert line(text, "Voluntary").rstrip().endswith("· …")
        assert [row for row in text.split("\n") if row.startswith("▸")] == [line(text, "Care providers")]
        await pilot.press("v")
        wall_text = stage.text(app, "#wall")
        assert "✓ County Council" in wall_text
        assert "… Care providers" in wall_text


async def test_levels_agreement_and_dissent(stage: Any) -> None:
    app = stage.app(stage.session(settled(stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = stage.text(app, "#answers")
        numbers = next(line for line in text.split("\n") if line.split() == ["1", "2", "3", "4", "5", "?"])
        rows = [
            line(text, name)
            for name in ("County", "Integrated", "Care prov", "Voluntary", "People with lived")
        ]
        for row, level in zip(rows, "1234", strict=False):
            assert row.index("●") == numbers.index(level), "each level stands under its number"
        assert "●" not in rows[4]
        assert abs(rows[4].index("?") - numbers.index("?")) <= 1
        assert [("✗" in row) for row in rows] == [False, False, False, True, False]
        assert "✓ Agreed level: 3 " in text
        assert "target 5 " in text
        assert "some evidence" in text
        assert re.search(r"VIEWS (SPLIT|MIXED)", text)


@pytest.mark.parametrize(
    ("levels", "word"), [([3] * 5, "AGREE"), ([1, 1, 5, 5, 5], "SPLIT"), ([3], "TOO FEW")]
)
async def test_the_word_for_the_answers(stage: Any, levels: list[int | None], word: str) -> None:
    app = stage.app(
        stage.session(lambda s: score_edits.reveal(ITEM).apply(stage.answered(s, ITEM, levels), stage.now))
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert word in stage.text(app, "#answers")
        await pilot.press("v")
        drawn = [(figures(word, wide) or [""])[0].strip() for wide in (1, 2)]
        assert any(top in stage.text(app, "#wall") for top in drawn), "in large figures"


async def test_an_answer_that_was_kept_from_the_first_view(stage: Any) -> None:
    def again(session: Session) -> Session:
        session = score_edits.reveal(ITEM).apply(stage.answered(session, ITEM, [1, 2, 3, 4, 5]), stage.now)
        session = score_edits.second_round(ITEM).apply(session, stage.now)
        return score_edits.reveal(ITEM).apply(stage.answered(session, ITEM, [3, 3]), stage.now)

    app = stage.app(stage.session(again))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = stage.text(app, "#answers")
        assert "●" in line(text, "County Council")
        assert "○" in line(text, "Voluntary sector")
        assert "○ did not answer again: the first view stands." in text


@pytest.mark.parametrize(("width", "height"), [(120, 36), (80, 24), (40, 15)])
def test_on_the_wall_every_level_has_its_number(stage: Any, width: int, height: int) -> None:
    """In columns under the numbers, or in rows that begin with them."""
    stage.session(settled(stage))
    session = stage.saved()
    stop = next(stop for stop in plan.stops(session) if stop.ref == ITEM)
    room, _ = shown(session, stop, stage.now.date(), stage.now, None)
    lines = [line.plain for line in laid_out(room, width, height)]
    across = next((line for line in lines if line.split() == ["1", "2", "3", "4", "5"]), None)
    if across is not None:
        dots = lines[lines.index(across) :]
        first = next(dot for dot in dots if "█" in dot)
        assert [element.start() for element in re.finditer(r"(?<!▌)█", first)] == [
            across.index(number) for number in "1234"
        ]
    else:
        for level in "1234":
            figure = (half_figures(level) or [""])[1]
            rows = (rf"\s*{level} .*(█|\b1\b)", rf"\s*{figure} .*\b1\b")
            assert any(re.match(row, line) for row in rows for line in lines), (level, lines)


# --- gaps, votes, actions, time ---------------------------------------------------------------------


async def test_gaps(stage: Any) -> None:
    app = stage.app(
        stage.session(
            lambda s: event_edits.move_to(Stop(activity_id="s6")).apply(
                settled(stage)(score_edits.agree("icbo/D1.1", 1, target=2).apply(s, stage.now)), NOW
            )
        )
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = stage.text(app, "#profile")
        numbers = line(text, "█ agreed level  ○ target")
        row = line(text, "1.2 ")
        assert (row.index("█"), row.index("○")) == (numbers.index("3"), numbers.index("5"))
        assert row.startswith("▸")
        assert not line(text, "1.1 ").startswith("▸")


async def test_votes(stage: Any) -> None:
    def some(session: Session) -> Session:
        return vote_edits.vote("s3", "county-council", {"tips/T1": 2, "tips/T2": 1}).apply(session, stage.now)

    app = stage.app(stage.session(some, template="tips-and-pulse", at="s3"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = stage.text(app, "#vote")
        assert line(text, "County Council").rstrip().endswith("● dots placed")
        assert line(text, "Voluntary").rstrip().endswith("· …")
        assert line(text, "▸")[2:].startswith("Integrated Care Board")
        await pilot.press("r", "r")
        ranked = [line.split() for line in stage.text(app, "#vote").split("\n") if line.strip()]
        assert (ranked[0][0], ranked[0][-2:]) == ("1", ["2", "●●"])
        assert (ranked[1][0], ranked[1][-2:]) == ("2", ["1", "●"])
        assert ranked[2][-1] == "·"


async def test_actions(stage: Any) -> None:
    app = stage.app(stage.session(settled(stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A", "v", "v")
        text = stage.text(app)
        facts = {
            name: text.split("\n")[text.split("\n").index(line(text, f" {name}")) + 1].strip()
            for name in ("One", "Two", "Three", "Four", "Five")
        }
        starts = {"One": "○ open", "Three": "◐ in progress", "Four": "● done", "Five": "– dropped"}
        assert {name: facts[name].startswith(words) for name, words in starts.items()} == dict.fromkeys(
            starts, True
        )
        assert [name for name, words in facts.items() if "OVERDUE" in words] == ["One"]
        assert "[all 5]" in text
        await pilot.press("v")
        assert "[open 3]" in stage.text(app)


def test_the_stages_of_a_countdown(stage: Any) -> None:
    stage.session(lambda s: s.model_copy(update={"running": Running(activity_id="s2", since=stage.now)}))
    session = stage.saved()
    stop = next(stop for stop in plan.stops(session) if stop.ref == ITEM)
    feet = []
    for minutes in (1, 40, 48, 51):
        now = stage.now + dt.timedelta(minutes=minutes)
        room, _ = shown(session, stop, now.date(), now, None)
        lines = laid_out(room, 80, 24)
        feet.append(re.sub(r"[0-9]+", "", next(line.plain for line in reversed(lines) if line.plain.strip())))
    assert len(set(feet)) == 4, "each has its own sign or words"
    assert [("▲" in foot, "■" in foot) for foot in feet] == [
        (False, False), (True, False), (True, False), (False, True),
    ]  # fmt: skip


# --- what is chosen ---------------------------------------------------------------------------------


async def test_the_chosen_row_of_every_list(stage: Any) -> None:
    stage.session(settled(stage))
    stage.session(title="Another", on=dt.date(2026, 10, 1), at=None)
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for keys in ((), ("t",), ("comma",), ("enter", "j"), ("A",)):
            await pilot.press(*keys)
            rows = app.screen.query_one(OptionList)
            assert rows.has_focus
            chosen = marked_texts(app)
            words = str(rows.get_option_at_index(rows.highlighted).prompt).split()
            assert words[0] in " ".join(chosen), (keys, chosen)
            await pilot.press("down")
            assert marked_texts(app) != chosen, "the next one in its place"
            await pilot.press("up", *(["escape"] if keys else []))
        await pilot.press("escape", "ctrl+p")
        await pilot.pause()
        assert len(marked_texts(app)) > 0, "in the palette, though one types there"


async def test_what_is_chosen_in_dialogs(stage: Any) -> None:
    app = stage.app(stage.session(settled(stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g")
        assert "▸ Agreed level" in stage.text(app)
        await pilot.press("down")
        assert "▸ Target" in stage.text(app)
        await pilot.press("escape", "n")
        assert "[comment]" in stage.text(app)
        await pilot.press("tab")
        assert "[evidence]" in stage.text(app)
        await pilot.press("escape", "a", "tab")
        assert "[open]" in stage.text(app)
        assert "[ ] We take a risk" in stage.text(app)
        app.screen.query_one("#risk").focus()
        await pilot.press("space")
        assert "[x] We take a risk" in stage.text(app)
        assert any("We take a risk" in text for text in marked_texts(app)), "the tick is in focus"
        await pilot.press("escape", "c")
        await stage.paste(pilot, "0 2")
        assert re.search(r"2 \S.* +2 ●●", stage.text(app))


async def test_the_button_in_focus(stage: Any) -> None:
    app = stage.app(stage.session(settled(stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        for button in app.screen.query(Button).filter("#template, #as-bodies"):
            button.focus()
            await pilot.pause()
            assert any(str(button.label).strip() in text for text in marked_texts(app)), button
