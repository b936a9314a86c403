"""A scale may begin at 0: counts go by place, and what is said, shown and written goes by number."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from sessions import spread_words, words
from sessions.analysis.items import spread_of, target_of
from sessions.analysis.spreads import spread, spread_of_bodies
from sessions.analysis.whole import gaps
from sessions.kinds.registry import revealed_only
from sessions.kinds.score import edits
from sessions.kinds.score.kind import Score
from sessions.kinds.score.records import AGREEMENTS
from sessions.material import Scale
from sessions.outputs.svg import draw
from sessions.outputs.text import UNFOLDED, account, render
from sessions.outputs.tidy import tables
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.model import Chart
from tests import instruments
from tests.builders import NOW, TODAY
from workshop.materials import sheet, table
from workshop.materials.own import pack_from_table
from workshop.profile import profile
from workshop.steps.scene import Scene
from workshop.steps.score import ScoreView
from workshop.wall.layout.large_lists import list_pages
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.profile import AGREED, scale_head, strip
from workshop.wall.model import Standing, Wall

ITEM = "dimensions/1"
COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=9)


def scale(base: int, levels: int = 6) -> Scale:
    numbers = range(base, base + levels)
    return Scale.model_validate(
        {"question": "How far?", "levels": [{"number": n, "label": f"step {n - base}"} for n in numbers]}
    )


def answered(*levels: int | None) -> Session:
    """The twelve dimensions, with a level of each partner on the first."""
    made = instruments.session("dimensions")
    for partner, level in zip(made.partners, levels, strict=False):
        made = edits.answer_level(ITEM, partner.id, level).apply(made, NOW)
    return made


def at_first(made: Session) -> Scene:
    stop = next(stop for stop in Score().stops(made, made.agenda[1]) if stop.ref == ITEM)  # type: ignore[arg-type]
    return Scene(made, stop, TODAY)


def test_levels_have_numbers_and_places() -> None:
    nought = scale(0)
    assert (nought.base, nought.top, list(nought.numbers)) == (0, 5, [0, 1, 2, 3, 4, 5])
    assert (nought.label(0), nought.label(5), nought.place(5)) == ("step 0", "step 5", 5)
    assert nought.one_at(0) == (1, 0, 0, 0, 0, 0)
    assert nought.one_at(None) == (0,) * 6
    assert scale(0, 10).top == 9, "ten digits"
    for outside in (-1, 6):
        with pytest.raises(IndexError):
            nought.label(outside)
    with pytest.raises(IndexError):
        scale(1).label(0)
    with pytest.raises(ValidationError, match="less than or equal to 9"):
        scale(0, 11)


@given(COUNTS, st.integers(0, 5))
def test_the_same_answers_on_a_scale_from_nought_are_a_level_lower_and_else_the_same(
    counts: list[int], unsure: int
) -> None:
    for one, nought in (
        (spread(counts, unsure), spread(counts, unsure, base=0)),
        (
            spread_of_bodies([(counts, unsure)] * 3, len(counts)),
            spread_of_bodies([(counts, unsure)] * 3, len(counts), base=0),
        ),
    ):
        lower = {name: value and value - 1 for name, value in asdict(one).items() if name in NUMBERED}
        assert asdict(nought) == {**asdict(one), **lower, "base": 0}
        assert [level for level, _ in nought.by_level()] == [level - 1 for level, _ in one.by_level()]


NUMBERED = ("median", "lowest", "highest")


def test_what_stands_on_a_level_is_asked_for_by_its_number() -> None:
    some = spread([3, 0, 1], base=0)
    assert [some.at(level) for level in (0, 1, 2)] == [3, 0, 1]
    for level in (-1, 3):
        with pytest.raises(IndexError):
            some.at(level)


def test_level_nought_is_answered_agreed_aimed_at_and_a_gap() -> None:
    made = edits.reveal(ITEM).apply(answered(0, 0, 2), NOW)
    figures = spread_of(made, ITEM)
    assert (figures.median, figures.lowest, figures.highest) == (0, 0, 2)
    assert (
        plain_text(words.apart(made, ITEM)[0]) == "Carers' Voice sees it two levels higher than the others."
    )
    made = edits.agree(ITEM, 0).apply(made, NOW)
    assert target_of(made, ITEM) == 1
    assert [(gap.level, gap.target, gap.distance) for gap in gaps(made)] == [(0, 1, 1)]
    aimed = edits.agree(ITEM, 0, target=0).apply(made, NOW)
    assert gaps(aimed) == ()
    dissented = edits.dissent(ITEM, "icb", "There is a start.").apply(made, NOW)
    assert list(Score().faults(dissented)) == []
    said = account(dissented)
    assert "Agreed level: 0 (nothing)" in " ".join(said.split())
    assert "0 (nothing): 2; 1 (talk): 0; 2 (plan): 1" in said


def test_a_dissent_from_level_nought_says_so_once_the_room_has_moved_on() -> None:
    made = edits.agree(ITEM, 0).apply(edits.reveal(ITEM).apply(answered(0, 0, 2), NOW), NOW)
    made = edits.dissent(ITEM, "icb", "There is a start.").apply(made, NOW)
    made = edits.agree(ITEM, 1).apply(made, NOW)
    (dissents,) = (table for table in tables(made) if table.id == "dissents")
    assert dict(zip(dissents.columns, dissents.rows[0], strict=True))["from_level"] == 0
    for form in ("minutes", "page"):
        summary = render(build(made, now=None, form=form), columns=UNFOLDED).decode()  # type: ignore[arg-type]
        assert "from level 0" in summary, form
    aside = ScoreView().aside(at_first(made))
    assert "Dissent of ICB from level 0" in [line.text for line in aside]


def test_no_answer_and_dont_know_are_not_level_nought() -> None:
    made = answered(0, None)
    number = edits.reveal(ITEM).apply(made, NOW)
    figures = spread_of(number, ITEM)
    assert (figures.n, figures.dont_know, figures.median) == (1, 1, 0)
    assert ScoreView().hidden(at_first(made)) == (("County Council", "0 nothing"), ("ICB", "don't know"))


def test_outside_the_scale_nothing_is_taken() -> None:
    made = instruments.session("dimensions")
    with pytest.raises(Problem, match=r"no level 6 .* from 0 to 5; \? stands for don't know"):
        edits.answer_level(ITEM, "icb", 6).apply(made, NOW)
    with pytest.raises(Problem, match="no level -1"):
        edits.answer_level(ITEM, "icb", -1).apply(made, NOW)
    with pytest.raises(Problem, match="5 counts for a scale of 6 levels"):
        edits.answer(ITEM, "icb", (0, 0, 1, 0, 0)).apply(made, NOW)
    with pytest.raises(Problem, match="the agreed level 2"):
        edits.agree(ITEM, 2, target=0).apply(made, NOW)
    broken = edits.agree(ITEM, 0).apply(made, NOW)
    broken = AGREEMENTS.put(broken, [row.model_copy(update={"level": 6}) for row in AGREEMENTS.of(broken)])
    assert [what for _, what in Score().faults(broken)] == ["there is no level 6 on this item's scale"]


def test_hands_are_told_by_the_number_of_their_level() -> None:
    made = edits.answer(ITEM, "icb", (2, 0, 0, 0, 0, 1), 1).apply(instruments.session("dimensions"), NOW)
    ballot = made.tables["ballots"][0]
    on = made.scale_of(ITEM)
    assert words.answer(ballot, on) == "2 at 0 (nothing), 1 at 5 (all places), 1 don’t know"  # type: ignore[arg-type]
    assert plain_text(words.answers_in_room(ballot, on)) == "2 on 0, 1 on 5, 1 don’t know"  # type: ignore[arg-type]


def test_the_picture_of_the_room_begins_at_nought() -> None:
    made = edits.reveal(ITEM).apply(answered(0, 0, 5), NOW)
    wall = ScoreView().wall(at_first(made))
    small, large = ([line.plain for line in laid_out(wall, *size)] for size in ((80, 24), (120, 36)))
    numbers = next(line for line in small if line.split() == ["0", "1", "2", "3", "4", "5"])
    dots = small[small.index(numbers) + 3 :]
    assert any(line.index("█") == numbers.index("0") for line in dots if "█" in line)
    assert any(line.rindex("█") >= numbers.index("5") for line in dots if "█" in line)
    assert "from 0 to 5" in "\n".join(small)
    rows = {
        name: next(at for at, line in enumerate(large) if name in line)
        for name in ("County Council", "Carers")
    }
    assert rows["County Council"] > rows["Carers"], "the highest level stands first"
    assert "nothing" in "".join(large[rows["County Council"] - 1 : rows["County Council"] + 2])


def test_the_profile_has_a_column_for_nought_beside_scales_from_one() -> None:
    made = edits.reveal(ITEM).apply(answered(0, 1, 2), NOW)
    (row,) = profile(revealed_only(edits.agree(ITEM, 0, target=2).apply(made, NOW)), "agenda")
    assert strip(row) == "█───────○   ·   ·   ·"
    (open_row,) = profile(revealed_only(made), "agenda")
    assert strip(open_row) == "├───────┤   ·   ·   ·"
    other = instruments.session("changes")
    other = edits.agree("changes/1", 1, target=3).apply(other, NOW)
    (from_one,) = profile(other, "agenda")
    assert strip(from_one) == "█───────○   ·   ·"
    assert strip(from_one, first=0) == "    █───────○   ·   ·", "its 1 stands under the other's 1"
    (head,) = scale_head([Standing(row), Standing(from_one)], 120)
    assert head.plain.endswith("0   1   2   3   4   5")


def test_the_large_profile_on_the_wall_has_a_column_for_nought_too() -> None:
    made = edits.reveal(ITEM).apply(answered(0, 1, 2), NOW)
    (row,) = profile(edits.agree(ITEM, 0, target=2).apply(made, NOW), "agenda")
    other = edits.agree("changes/1", 1).apply(instruments.session("changes"), NOW)
    (from_one,) = profile(other, "agenda")
    wall = Wall("Where we are", profile=(Standing(row), Standing(from_one)))
    page = [line.plain for line in next(list_pages(wall, 160, 40))]
    legend = next(at for at, line in enumerate(page) if "█ agreed level   ┌┐ target" in line)
    nought, one = (page[legend - 1].index(figure) for figure in ("█▀█", "▄█ "))
    of_nought, of_one = (line.index(AGREED * 9) for line in page[legend:] if f"{AGREED * 9}─" in line)
    assert of_nought < nought < of_nought + 9 <= of_one < one < of_one + 9, "each under its figure"


def test_charts_of_the_summary_number_the_levels_from_nought() -> None:
    made = edits.reveal(ITEM).apply(answered(0, 0, 1), NOW)
    made = edits.agree(ITEM, 0, target=2).apply(made, NOW)
    charts = [block for block in build(made, now=None).blocks if isinstance(block, Chart)]
    of_item, profiled = (
        next(c for c in charts if c.anchor.startswith(kind)) for kind in ("chart", "profile")
    )
    for chart in (of_item, profiled):
        drawn = draw(chart)
        assert [f'class="level">{number}<' in drawn for number in range(7)] == [True] * 6 + [False]
    drawn = draw(of_item)
    first = float(drawn.split('class="pill agreed"')[0].rsplit('x="', 1)[1].split('"')[0])
    assert first >= 0, "the lowest level's mark stands in its own column"


def test_a_table_carries_the_numbers_there_and_back(tmp_path: object) -> None:
    pack = instruments.pack("dimensions")
    path = tmp_path / "dimensions.csv"  # type: ignore[operator]
    path.write_bytes(sheet.as_csv(sheet.cells(table.rows(pack))))
    assert pack_from_table(path, None, 2026) == pack


def test_figures_say_nought() -> None:
    figures = spread([2, 1], base=0)
    assert spread_words.nobody_answered(spread([0, 0, 2], base=0), 0) == "nobody answered 0: all are on 2"
    assert spread_words.figures(figures).startswith("3 answers, median 0, from 0 to 1")
    assert json.loads(scale(0).model_dump_json())["levels"][0]["number"] == 0
