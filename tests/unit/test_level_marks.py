"""Wherever a level is drawn, it is drawn in blocks of its own colour, and never in the colours of text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest
from textual.content import Content

from sessions import plan
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from tests.builders import NOW
from tests.unit.test_theme_levels import at_dot_size, every_theme
from tests.walls import NAMES, again, answered, at, revealed, session
from themes.contrast import ratio
from themes.theme import ThemeFile
from themes.variables import BOUNDARY, variables
from workshop.profile import profile
from workshop.wall.layout.page import laid_out
from workshop.wall.model import Wall
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.profile import ProfileView
from workshop.widgets.wall import to_content

FIVE = (1, 2, 3, 4, 5)
MANY = tuple(f"Partner {number}" for number in range(1, 11))
BLOCKS = re.compile(r"[\u2580-\u259f ]+")
Place = Callable[[], Sequence[Content]]


def item_of(made: Session) -> str:
    return next(iter(made.items(ScoreActivity))).id


def grid(made: Session, width: int) -> list[Content]:
    view = AnswerGrid()
    view.show(answers(made, item_of(made)), made.partners[0].id)
    return view.build(width)


def hands() -> Session:
    made = session("four-domains", NAMES)
    for partner in made.partners:
        made = score_edits.answer(item_of(made), partner.id, (1, 2, 3, 4, 5), 1).apply(made, NOW)
    return score_edits.reveal(item_of(made)).apply(made, NOW)


def kept() -> Session:
    """In the second round only some have answered again."""
    made = answered(again(session("four-domains", NAMES), FIVE), FIVE, many=2)
    return score_edits.reveal(item_of(made)).apply(made, NOW)


def agreed() -> Session:
    """An item agreed at each level."""
    made = revealed(session("four-domains", NAMES), FIVE)
    for level, item in zip(FIVE, made.items(ScoreActivity), strict=False):
        made = score_edits.agree(item.id, level).apply(made, NOW)
    return made


def room(wall: Wall, size: tuple[int, int]) -> list[Content]:
    return [to_content(line) for line in laid_out(wall, *size)]


def of_item(made: Session, size: tuple[int, int]) -> list[Content]:
    stop = next(stop for stop in plan.stops(made) if stop.ref == item_of(made))
    return room(at(made, stop), size)


def of_gaps(size: tuple[int, int]) -> list[Content]:
    made = agreed()
    stop = next(stop for stop in plan.stops(made) if made.activity(stop.activity_id).kind == "gaps")
    wall = at(made, stop)
    return [to_content(line) for page in range(4) for line in laid_out(wall, *size, page=page)]


def gap_list() -> list[Content]:
    view = ProfileView()
    view.show(profile(agreed(), "agenda"), None, "")
    return view.build(100)


PLACES: dict[str, Place] = {
    "answers": lambda: grid(revealed(session("four-domains", NAMES), FIVE), 80),
    "answers in a narrow window": lambda: grid(revealed(session("four-domains", NAMES), FIVE), 44),
    "hands": lambda: grid(hands(), 100),
    "answers of the first view": lambda: grid(kept(), 80),
    "answers of many": lambda: grid(revealed(session("four-domains", MANY), FIVE * 2), 80),
    "profile": gap_list,
    **{
        f"{name}, {size[0]}×{size[1]}": make
        for size in ((80, 24), (120, 36))
        for name, make in (
            ("scale in the room", lambda size=size: of_item(session("four-domains", NAMES), size)),
            (
                "answers in the room",
                lambda size=size: of_item(revealed(session("four-domains", NAMES), FIVE), size),
            ),
            ("gaps in the room", lambda size=size: of_gaps(size)),
        )
    },
}


def drawn(lines: Sequence[Content]) -> Iterator[tuple[str, str]]:
    """(text, style) of all that has the colour of a level."""
    for line in lines:
        for span in line.spans:
            text = line.plain[span.start : span.end]
            if text and re.search(r"\$(block|level)-", str(span.style)):
                yield text, str(span.style)


def area(text: str) -> float:
    """Cells that are filled."""
    return text.count("█") + sum(map(text.count, "▐▌▄▀")) / 2


@pytest.mark.parametrize("place", PLACES)
def test_blocks_have_the_colours_of_blocks_and_texts_those_of_texts(place: str) -> None:
    found = list(drawn(PLACES[place]()))
    for text, style in found:
        assert bool(BLOCKS.fullmatch(text)) == ("$block-" in style), (text, style)
        assert "reverse" not in style
    used = {style for text, style in found if text.strip() and "$block-" in style}
    assert used == {f"$block-{number}" for number in FIVE}


@pytest.mark.long
@every_theme
@pytest.mark.parametrize("place", PLACES)
def test_neighbouring_levels_are_told_apart_wherever_they_are_drawn(place: str, theme: ThemeFile) -> None:
    """Each on at least a cell, on which two of them differ by a glance."""
    found = list(drawn(PLACES[place]()))
    largest = [max(area(text) for text, style in found if style == f"$block-{number}") for number in FIVE]
    assert min(largest) >= 1
    shown = [variables(theme)[f"block-{number}"] for number in FIVE]
    assert min(math.dist(at_dot_size(one), at_dot_size(two)) for one, two in pairwise(shown)) >= 20
    assert all(ratio(colour, theme.colours.background) >= BOUNDARY for colour in shown)
