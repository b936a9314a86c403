"""What each level means for an item stands before the room while it answers, and before the facilitator."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from sessions.kinds.score import edits
from sessions.plan import stops
from sessions.record import Session
from sessions.rows import Stop
from tests import instruments
from tests.builders import NOW
from tests.walls import at, flat, text
from workshop.wall.layout.pages import pages
from workshop.wall.layout.picture import SWATCH

ITEM = "changes/1"


def with_words(words: Sequence[str]) -> tuple[Session, Stop]:
    """The eight changes, whose first has these words for its levels; and its stop."""
    made = instruments.session("changes")
    pack = made.packs[0]
    section = pack.sections[0]
    first = section.items[0].model_copy(update={"levels": tuple(words)})
    section = section.model_copy(update={"items": (first, *section.items[1:])})
    made = made.model_copy(update={"packs": (pack.model_copy(update={"sections": (section,)}),)})
    return made, next(stop for stop in stops(made) if stop.ref == ITEM)


def test_short_words_stand_beside_their_levels() -> None:
    made, stop = with_words(["nobody", "one ward", "some wards", "most wards", "every ward"])
    wall = at(made, stop)
    assert pages(wall) == 1
    for size in ((80, 24), (120, 36)):
        lines = [" ".join(line.replace(SWATCH, "").split()) for line in text(wall, size)]
        rows = ("1 not there nobody", "2 planned one ward", "5 exemplary every ward")
        assert [row for row in rows if row not in lines] == []


LONG = tuple(
    f"On level {number} there is much to say, and it goes on for a while. " * 4 for number in range(5)
)


def test_long_words_have_pages_of_their_own_and_the_item_keeps_its_first() -> None:
    made, stop = with_words([words.strip() for words in LONG])
    wall = at(made, stop)
    assert pages(wall) > 1
    for size in ((80, 24), (120, 36)):
        first, *others = [text(wall, size, number) for number in range(pages(wall))]
        assert all(label in flat(first) for label in ("begun", "exemplary"))
        assert "Here the date and the place" in flat(first)
        assert LONG[0].strip() not in flat(first)
        rest = flat([line for page in others for line in page])
        for label in ("not there", "planned", "begun", "mature", "exemplary"):
            assert f"{label}: On level" in rest


def test_after_the_reveal_the_answers_have_the_room() -> None:
    made, stop = with_words(["nobody", "one ward", "some wards", "most wards", "every ward"])
    made = edits.answer_level(ITEM, "icb", 2).apply(made, NOW)
    assert at(made, stop).meanings
    made = edits.reveal(ITEM).apply(made, NOW)
    assert at(made, stop).meanings == ()
    assert pages(at(made, stop)) == 1
    again = edits.second_round(ITEM).apply(made, NOW)
    assert at(again, stop).meanings, "and while it answers once more"


def test_poles_stand_apart_from_what_the_levels_mean() -> None:
    made, stop = with_words(["nobody", "one ward", "some wards", "most wards", "every ward"])
    lines = text(replace(at(made, stop), poles=("the ward alone", "everybody")))
    (poles,) = (y for y, line in enumerate(lines) if "the ward alone" in line)
    assert (lines[poles - 1].strip(), "every ward" in lines[poles - 2]) == ("", True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab cd. "), min_size=1, max_size=500), min_size=5, max_size=5))
def test_no_word_is_lost_however_long_they_are(words: list[str]) -> None:
    made, stop = with_words(words)
    wall = at(made, stop)
    for size in ((80, 24), (120, 36)):
        shown = [line for number in range(pages(wall)) for line in text(wall, size, number)]
        letters = "".join("".join(shown).split())
        for word in words:
            for part in word.split():
                assert part[:20] in letters
        assert all(len(line) <= size[0] for line in shown)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (20, 8)])
def test_small_windows_show_what_they_can(size: tuple[int, int]) -> None:
    made, stop = with_words([words.strip() for words in LONG])
    wall = at(made, stop)
    for number in range(pages(wall)):
        lines = text(wall, size, number)
        assert len(lines) <= size[1]
        assert all(len(line) <= size[0] for line in lines)
