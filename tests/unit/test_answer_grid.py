"""The answers as lines of text: hidden until the reveal, and never wider than the window."""

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import example, given, settings, strategies as st

from sessions.analysis.spreads import spread
from sessions.edits import people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from sessions.spread_words import figures_in_room
from sessions.text import clean
from sessions.words import half_levels
from tests import builders
from tests.builders import NOW
from workshop.cells import clip, pad
from workshop.widgets.answer_grid import AnswerGrid, answers, range_strip
from workshop.widgets.wrapped import wrap

NAMES = ("County Council", "ICB", "Care providers", "Voluntary sector", "People with lived experience")
ODD_NAMES = (
    "市民与社区健康服务联合委员会の代表者の皆様",
    "[/b] [s75] <script>alert(1)</script> =1+1 | **x**",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "שירותי בריאות 👩‍👩‍👧 e\u0301",
    "\u200b",
    "x" * 300,
)
WIDTHS = (*range(36, 122), 150, 200)


@cache
def session(top: int = 5, names: Sequence[str] = NAMES, *, as_bodies: bool = True) -> Session:
    levels = tuple(Level(number=n, label=f"label of {n}") for n in range(1, top + 1))
    item = Item(id="p/1", number="1", name="Name", statement="A statement.")
    pack = Pack(
        id="p",
        edition="1",
        name="p",
        about="About.",
        source=Source(title="T", publisher="P", year=2018),
        scale=Scale(question="How far?", levels=levels),
        sections=(Section(id="d1", title="One", items=(item,)),),
    )
    made = Session(
        id="s",
        title="S",
        template_id="t",
        created_at=NOW,
        as_bodies=as_bodies,
        packs=(pack,),
        agenda=(ScoreActivity(id="a", kind="score", title="A", minutes=1, pack_id="p"),),
    )
    for name in names:
        made = people_edits.add_partner(name).apply(made, NOW)
    return made


def answered(made: Session, levels: Sequence[int | None]) -> Session:
    return builders.answered(made, "p/1", levels)


def revealed(made: Session) -> Session:
    return score_edits.reveal("p/1").apply(made, NOW)


def everything(made: Session, most: int = 24) -> Session:
    """Two rounds, hands of up to `most`, don't-knows, an agreed level and dissent of all."""
    top = made.scale_of("p/1").top
    voices = made.voices()
    made = revealed(answered(made, [1 + n % top for n in range(len(voices))]))
    made = score_edits.second_round("p/1").apply(made, NOW)
    for number, partner in enumerate(voices):
        hands = [most if level == number % top else most // 2 for level in range(top)]
        made = score_edits.answer("p/1", partner.id, hands, most).apply(made, NOW)
    made = score_edits.agree("p/1", 1, target=top, evidence="none").apply(revealed(made), NOW)
    for partner in voices:
        made = score_edits.dissent("p/1", partner.id, "No.").apply(made, NOW)
    return made


def lines(made: Session, width: int, focus: str = "icb") -> list[str]:
    grid = AnswerGrid()
    grid.show(answers(made, "p/1"), focus)
    return [line.plain for line in grid.build(width)]


def text(made: Session, width: int = 76) -> str:
    return "\n".join(lines(made, width))


# --- what is shown --------------------------------------------------------------------------------


def test_hidden_it_shows_who_has_answered_and_nothing_else() -> None:
    told = lines(answered(session(), [1, 5]), 76)
    assert told[0] == "1 label of 1  2 label of 2  3 label of 3  4 label of 4  5 label of 5"
    council, icb, providers = (next(line for line in told if name in line) for name in NAMES[:3])
    assert council.endswith("● answered")
    assert icb.endswith("● answered")
    assert icb.startswith("▸ ICB")
    assert not council.startswith("▸")
    assert providers.endswith("· …")
    assert told[-1] == "2 of 5 answered · hidden until the reveal"


def test_hidden_it_says_when_all_have_answered_and_which_round_it_is() -> None:
    all_in = answered(session(), [1, 5, 2, 3, None])
    assert "all have answered · hidden" in text(all_in)
    again = answered(score_edits.second_round("p/1").apply(revealed(all_in), NOW), [2])
    assert "second round: 1 of 5 answered · hidden" in text(again)
    assert "median" not in text(again), "the first view is put away while the room answers again"


def test_revealed_every_answer_stands_under_its_level() -> None:
    told = lines(revealed(answered(session(), [1, 3, 3, 4, None])), 76)
    assert told[0] == " VIEWS MIXED   median 3, from 1 to 4, 4 bodies, 1 don't know"
    head = next(line for line in told if line.split() == ["1", "2", "3", "4", "5", "?"])
    for name, level in zip(NAMES[:4], "1334", strict=True):
        row = next(line for line in told if line[2:].startswith(name) and "sees" not in line)
        assert abs(row.index("●") - head.index(level)) <= 1, name
    unsure = next(line for line in told if "People with" in line)
    assert "●" not in unsure
    assert abs(unsure.index("?") - head.index("?")) <= 1
    assert any(line.split() == ["all", "together", "1", "·", "2", "1", "·", "1"] for line in told)
    assert any("├" in line and "◆" in line and "┤" in line for line in told)


def test_who_stands_apart_is_named_in_words_only_where_partners_are_bodies() -> None:
    levels = [1, 4, 4, 4]
    assert "County Council sees it three levels lower than the others." in text(
        revealed(answered(session(), levels))
    )
    anonymous = text(revealed(answered(session(as_bodies=False), levels)))
    assert "One partner sees it three levels lower" in anonymous


def test_after_the_second_round_both_views_are_told() -> None:
    first = revealed(answered(session(), [1, 1, 5, 5, 5]))
    second = revealed(answered(score_edits.second_round("p/1").apply(first, NOW), [3, 3]))
    told = text(second)
    assert "First view: views split, median 5, from 1 to 5, 5 bodies." in told
    assert told.startswith(" VIEWS MIXED   median 5, from 3 to 5, 5 bodies")
    assert "○ did not answer again" in told


def test_hands_are_counted_and_dissent_marked_in_a_shape() -> None:
    made = session()
    made = score_edits.answer("p/1", "icb", (0, 3, 12, 0, 0), 2).apply(made, NOW)
    made = score_edits.agree("p/1", 3, evidence="strong").apply(revealed(made), NOW)
    made = score_edits.dissent("p/1", "care-providers", "No.").apply(made, NOW)
    told = lines(made, 76)
    icb = next(line for line in told if "ICB" in line)
    assert icb.split() == ["▸", "ICB", "██●3██", "██●12█", "?2"]
    assert next(line for line in told if "Care" in line).endswith("✗")
    agreed = " ".join(" ".join(told[:2]).split())
    settled = "✓ Agreed level: 3 label of 3 · target 4 label of 4 · strong evidence"
    assert agreed == f"{settled} · 1 dissent on record (✗)"
    nameless = " ".join(" ".join(lines(made.model_copy(update={"as_bodies": False}), 76)).split())
    assert "1 dissent on record" in nameless
    assert "✗" not in nameless, "no name has that sign where answers have no names"


def test_the_whole_room_answers_where_there_are_no_partners() -> None:
    assert "The whole room" in text(session(names=()))


@pytest.mark.parametrize(("value", "words"), [(None, "–"), (1.0, "1"), (2.5, "2½"), (3.0, "3"), (8.5, "8½")])
def test_half_levels_are_written_as_halves(value: float | None, words: str) -> None:
    assert half_levels(value) == words


@pytest.mark.parametrize(
    ("counts", "unsure", "words"),
    [
        ((0, 0, 0), 2, "2 don’t know, no level named"),
        ((0, 1, 0), 0, "all on 2, 1 answer"),
        ((0, 3, 0), 1, "all on 2, 3 answers, 1 don’t know, each person counts once"),
        ((1, 1, 0), 0, "median 1½, from 1 to 2, 2 answers, each person counts once"),
    ],
)
def test_a_spread_in_words(counts: tuple[int, ...], unsure: int, words: str) -> None:
    assert plain_text(figures_in_room(spread(counts, unsure))) == words


@pytest.mark.parametrize(
    ("counts", "strip"),
    [
        ((0, 0, 0), ""),
        ((0, 4, 0), "       ◆"),
        ((1, 1, 1), "  ├────◆────┤"),
        ((3, 0, 1), "  ◆─────────┤"),
        ((1, 0, 3), "  ├─────────◆"),
        ((1, 1, 0), "  ├─◆──┤"),
    ],
)
def test_the_range_as_a_picture(counts: tuple[int, ...], strip: str) -> None:
    assert range_strip(spread(counts), 5) == strip


# --- never wider than the window ------------------------------------------------------------------


def states(top: int, names: Sequence[str]) -> dict[str, Session]:
    made = session(top, names)
    some = answered(made, [top, 1, None])
    return {
        "empty": made,
        "hidden": some,
        "revealed": revealed(some),
        "everything": everything(made),
        "crowd": everything(made, 999),
    }


@pytest.mark.long
@pytest.mark.parametrize("top", [2, 5, 9])
@pytest.mark.parametrize("names", [NAMES, ODD_NAMES, ()], ids=["usual", "odd", "room"])
@pytest.mark.parametrize("state", ["empty", "hidden", "revealed", "everything", "crowd"])
def test_no_line_is_wider_than_the_window(top: int, names: Sequence[str], state: str) -> None:
    made = states(top, names)[state]
    grid = AnswerGrid()
    for focus in ("icb", made.voices()[0].id):
        grid.show(answers(made, "p/1"), focus)
        wide = {
            width: line.plain for width in WIDTHS for line in grid.build(width) if line.cell_length > width
        }
        assert wide == {}


NAMES_OF_ANY_KIND = st.text(min_size=1, max_size=40).filter(lambda name: clean(name, lines=False))


@given(st.lists(NAMES_OF_ANY_KIND, min_size=1, max_size=4), st.integers(36, 120))
@example(["\u200b"], 40)
@example(["\u0301"], 40)
@settings(max_examples=60, deadline=None)
def test_any_name_has_its_row(names: list[str], width: int) -> None:
    made = session(names=())
    for name in names:
        try:
            made = people_edits.add_partner(name).apply(made, NOW)
        except Problem:  # the same name twice
            continue
    for state in (made, everything(made)):
        grid = AnswerGrid()
        grid.show(answers(state, "p/1"), made.partners[0].id)
        built = grid.build(width)
        assert all(line.cell_length <= width for line in built)
        rows = [line.plain for line in built]
        assert set(grid._places.values()) == {partner.id for partner in made.partners}
        assert sum(row.startswith("▸") for row in rows) == 1


# --- until the reveal nothing depends on the levels -----------------------------------------------

ANSWERS = st.lists(st.integers(1, 5), min_size=5, max_size=5)


@given(ANSWERS, ANSWERS, ANSWERS, st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_what_is_hidden_cannot_be_read_off(
    first: list[int], one: list[int], other: list[int], how_many: int
) -> None:
    before = answered(session(), one[:how_many])
    assert answers(before, "p/1") == answers(answered(session(), other[:how_many]), "p/1")
    base = score_edits.agree("p/1", 3).apply(revealed(answered(session(), first)), NOW)
    base = score_edits.second_round("p/1").apply(base, NOW)
    told = {text(answered(base, levels[:how_many])) for levels in (one, other)}
    assert len(told) == 1


# --- wrapping -------------------------------------------------------------------------------------


@given(st.text(max_size=200), st.integers(8, 100))
@settings(max_examples=150, deadline=None)
def test_wrapped_text_fits_and_loses_nothing(typed: str, width: int) -> None:
    typed = clean(typed)
    made = wrap(typed, width, first="· ", rest="  ")
    assert all(line.cell_length <= width for line in made)
    kept = "".join("".join(line.plain[2:].split()) for line in made)
    assert kept == "".join(typed.split())


@given(st.text(max_size=80), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_clipped_and_padded_text_fits(typed: str, width: int) -> None:
    from textual.content import Content

    assert Content(clip(typed, width)).cell_length <= width
    assert Content(pad(typed, width)).cell_length == width
