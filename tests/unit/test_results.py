"""The result of a section and of a pack: by hand, item by item, without what does not apply, and said."""

import json
from collections.abc import Iterator
from fractions import Fraction

import pytest

from sessions import scope
from sessions.analysis.results import Total, total_of, totals
from sessions.kinds.score import edits
from sessions.outputs.text import account, render
from sessions.plan import stops
from sessions.record import Session
from sessions.result_words import named, result
from sessions.summary.build import build
from tests import instruments
from tests.builders import NOW, TODAY, page
from workshop.cli.dumped import dumped
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages

SUMMED = ("changes", "assurance", "partnership", "maturity")


def agreed(pack_id: str, level: int, besides: dict[str, int | None] | None = None) -> Session:
    """All items agreed at a level but for some: at another, or (None) not at all."""
    made = instruments.session(pack_id)
    for item in made.packs[0].items():
        at = (besides or {}).get(item.id, level)
        if at is not None:
            made = edits.agree(item.id, at).apply(made, NOW)
    return made


def without(made: Session, ref: str) -> Session:
    return scope.does_not_apply(ref, "There is none here.").apply(made, NOW)


def of(made: Session, ref: str) -> Total:
    found = total_of(made, ref)
    assert found is not None
    return found


def test_a_percentage_worked_by_hand() -> None:
    levels = {"assurance/1.1": 4, "assurance/1.2": 2, "assurance/1.3": 3}
    theme = of(agreed("assurance", 1, dict(levels)), "assurance/needs")
    assert theme == Total("assurance/needs", "percent", Fraction(75), 12, 3, 3, "good")
    whole = of(agreed("assurance", 1, dict(levels)), "assurance")
    assert (whole.value, whole.most, whole.n) == (Fraction(1500, 36), 36, 9)
    assert whole.band == "needs to do better"


def test_a_sum_worked_by_hand() -> None:
    made = agreed("partnership", 3, {"partnership/1.1": 1, "partnership/1.2": 4, "partnership/2.1": 4})
    assert of(made, "partnership/need") == Total("partnership/need", "sum", Fraction(17), 24, 6, 6, "sound")
    assert of(made, "partnership") == Total("partnership", "sum", Fraction(108), 144, 36, 36, "sound")


def test_weights_count() -> None:
    heavy = of(agreed("maturity", 1, {"maturity/1.1": 4}), "maturity/strategy")
    light = of(agreed("maturity", 1, {"maturity/1.2": 4}), "maturity/strategy")
    assert (heavy.most, light.most) == (24, 24)
    assert (heavy.value, light.value) == (Fraction(1200, 24), Fraction(900, 24))


@pytest.mark.parametrize("pack_id", SUMMED)
def test_each_item_moves_the_totals_that_it_is_in_by_its_weight_and_no_other(pack_id: str) -> None:
    made = agreed(pack_id, 2)
    before = {total.ref: total for total in totals(made)}
    for section in made.packs[0].sections:
        for item in section.items:
            after = {total.ref: total for total in totals(edits.agree(item.id, 3).apply(made, NOW))}
            for ref, old in before.items():
                moved = item.weight if ref in (pack_id, f"{pack_id}/{section.id}") else 0
                by = after[ref].value - old.value
                expected = Fraction(100 * moved, old.most) if old.measure == "percent" else Fraction(moved)
                assert by == expected, f"{item.id} in {ref}"
                assert after[ref].most == old.most


def test_what_does_not_apply_is_in_neither_sum_nor_most() -> None:
    low = {"assurance/1.1": 1}
    made = agreed("assurance", 4, dict(low))
    assert of(made, "assurance/needs").value == 75
    out = of(without(made, "assurance/1.1"), "assurance/needs")
    assert (out.value, out.most, out.n, out.of, out.band) == (100, 8, 2, 2, "outstanding")
    whole = of(without(made, "assurance/needs"), "assurance")
    assert (whole.value, whole.n, whole.of) == (100, 6, 6)
    assert total_of(without(made, "assurance/needs"), "assurance/needs") is None, "nothing is left of it"


def test_bands_of_a_sum_shrink_with_what_does_not_apply() -> None:
    made = agreed("partnership", 3)
    for code in ("1.1", "1.2", "1.3"):
        made = without(made, f"partnership/{code}")
    need = of(made, "partnership/need")
    assert (need.value, need.most, need.n) == (9, 12, 3)
    assert need.band == "sound", "as 18 of 24 would be"


def test_a_band_is_named_once_everything_is_agreed() -> None:
    made = agreed("assurance", 4, {"assurance/1.1": None})
    theme = of(made, "assurance/needs")
    assert (theme.value, theme.n, theme.of, theme.band) == (100, 2, 3, "")
    assert result(made, theme) == "100 per cent so far, from 2 of 3 statements"
    nothing = {item.id: None for item in instruments.pack("assurance").items()}
    assert totals(agreed("assurance", 1, nothing)) == ()


def test_a_figure_is_cut_off_so_that_no_band_seems_reached() -> None:
    levels = {f"maturity/{area}.{question}": 1 for area in range(1, 12) for question in range(1, 6)}
    made = agreed("maturity", 2, {**levels, "maturity/1.2": 2})
    assert result(made, of(made, "maturity/strategy")) == "29.1 per cent, from 5 questions", "29.1666…"


def test_level_nought_adds_nothing_and_is_in_the_most() -> None:
    pack = instruments.pack("dimensions")
    changed = pack.model_copy(update={"result": instruments.pack("changes").result})
    made = instruments.session("dimensions").model_copy(update={"packs": (changed,)})
    made = edits.agree("dimensions/2", 5).apply(edits.agree("dimensions/1", 0).apply(made, NOW), NOW)
    assert of(made, "dimensions") == Total("dimensions", "sum", Fraction(5), 10, 2, 12)


def at_closing(made: Session, section: str) -> Scene:
    key = f"{made.packs[0].id}/{section}"
    stop = next(stop for stop in stops(made) if (stop.part, stop.ref) == ("closing", key))
    return Scene(made, stop, TODAY)


def lines_of_the_room(scene: Scene, size: tuple[int, int]) -> Iterator[str]:
    wall = view_at(scene).wall(scene)
    for number in range(pages(wall)):
        yield from (line.plain for line in laid_out(wall, *size, page=number))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_it_stands_at_the_closing_of_its_section_on_the_page_and_on_the_wall(size: tuple[int, int]) -> None:
    made = agreed("partnership", 3)
    scene = at_closing(made, "need")  # which has no question to close it
    words = "Principle 1: Seeing the need. Sound: 18 of 24, from 6 statements."
    assert words in [line.text for line in page(made, scene.stop).lines]
    shown = " ".join(" ".join(lines_of_the_room(scene, size)).split())
    figures = "18 of 24, from 6 statements."
    assert figures in shown or size == (120, 36), "there it is drawn in figures for the back row"
    wall = view_at(scene).wall(scene)
    entries = [(entry.tone, entry.text) for entry in wall.entries]
    assert entries[:2] == [("heading", "Sound"), ("text", figures)]
    last = [line.text for line in page(made, at_closing(made, "learning").stop).lines]
    assert last[:2] == [
        "Principle 6: Watching and learning. Sound: 18 of 24, from 6 statements.",
        "Six principles of partnership. Sound: 108 of 144, from 36 statements.",
    ]


def test_it_stands_at_the_end_in_the_summary_and_in_json() -> None:
    made = agreed("assurance", 3, {"assurance/2.1": 1})
    closing = next(stop for stop in stops(made) if stop.activity_id == made.agenda[-1].id)
    scene = Scene(made, closing, TODAY)
    said = [named(made, total) for total in totals(made)]
    assert said[0] == "Nine statements. Good: 69.4 per cent, from 9 statements."
    assert said[2] == "Theme 2: Giving support. Needs to do better: 50 per cent, from 2 statements."
    assert {*said} <= {line.text for line in page(made, closing).lines}
    room = " ".join(" ".join(lines_of_the_room(scene, (80, 24))).split())
    assert all(text in room for text in said)
    summary = account(made)
    assert "- Nine statements. Good: 69.4 per cent, from 9 statements." in summary, "on the first page"
    assert "Result: Needs to do better: 50 per cent, from 2 statements." in summary
    assert summary.count("Result: ") == 4
    of_page = render(build(made, now=None, form="page")).decode()
    assert "Good: 69.4 per cent" in of_page
    results = json.loads(json.dumps(dumped(made)["results"]))
    assert results[0] == {
        "ref": "assurance",
        "measure": "percent",
        "value": pytest.approx(100 * 25 / 36),
        "most": 36,
        "n": 9,
        "of": 9,
        "band": "good",
    }


def test_without_results_nothing_is_said() -> None:
    made = edits.agree("dimensions/1", 3).apply(instruments.session("dimensions"), NOW)
    assert totals(made) == ()
    assert "Result:" not in account(made)
    assert dumped(made)["results"] == []
