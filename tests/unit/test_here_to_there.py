"""From here to there: where we were, are and want to be, drawn on the scale, the furthest to go first."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sessions import plan
from sessions.edits.agenda import add_activity
from sessions.kinds.here_to_there import words as pair_words
from sessions.kinds.here_to_there.edits import ask_pairs
from sessions.kinds.here_to_there.records import Pair, PairsActivity, PairsStep, pairs
from sessions.kinds.kind import Planning
from sessions.kinds.registry import kind_named, revealed_only
from sessions.kinds.score import edits
from sessions.material import Level, Scale
from sessions.outputs.text import account
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import does_not_apply
from tests.asked import PAIR, in_the_middle, paired, risky, stop_at, told
from tests.builders import NOW, TODAY, answered, aside, packs, page, say_next
from tests.offered import step_offers
from tests.walls import SIZES, at, flat, text
from workshop.materials.load import load_file
from workshop.steps.position import agenda_rows, place
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.drawing import track, track_head
from workshop.wall.layout.pages import pages
from workshop.wall.model import Entry, Mark, Track, Tracks, Wall

TEMPLATE = """
id = "care"
name = "Care"
minutes = 40
about = "How care changes."

[[steps]]
kind = "here-to-there"
title = "From here to there"
minutes = 40
pack = "evolving-care"
sections = ["pairs"]
aspects = ["want", "are"]
"""


def stood(session: Session, number: int, **levels: int) -> Session:
    """A pair on which the room has settled, question by question."""
    for asked, level in levels.items():
        session = told(session, f"evolving-care/P{number}#{asked}", (level,) * 4, level)
    return session


def found(session: Session) -> tuple[Pair, ...]:
    step = session.agenda[0]
    assert isinstance(step, PairsActivity)
    return pairs(revealed_only(session), step)


def on_wall(session: Session, ref: str, part: str = "item", size: tuple[int, int] = (80, 24)) -> str:
    return flat(text(at(session, stop_at(session, ref, part)), size))


# --- a step ---------------------------------------------------------------------------------------


def test_a_template_says_what_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "care.toml"
    file.write_text(TEMPLATE, "utf-8")
    (step,) = load_file(Template, file).steps
    assert isinstance(step, PairsStep)
    activity = kind_named("here-to-there").plan(step, "s1", Planning("care", "Care", packs(), (), ()))
    assert activity.asked == ("are", "want"), "in their own order"
    for wrong, what in (
        ('["want", "were-not"]', "'were', 'are' or 'want'"),
        ("[]", "steps[0].aspects"),
        ('["want", "want"]', "at most once"),
    ):
        file.write_text(TEMPLATE.replace('["want", "are"]', wrong), "utf-8")
        with pytest.raises(Problem) as error:
            load_file(Template, file)
        assert what in str(error.value)


def test_each_question_and_then_the_picture_of_the_pair() -> None:
    session = paired()
    parts = [(stop.part, stop.ref.partition("/")[2]) for stop in plan.stops(session)]
    assert parts[:6] == [
        ("section", "pairs"),
        *(("item", f"P1#{asked}") for asked in ("were", "are", "want")),
        ("picture", "P1"),
        ("item", "P2#were"),
    ]
    assert parts[-2:] == [("closing", "pairs"), ("picture", "")]
    assert len([part for part, _ in parts if part == "item"]) == 27
    assert place(session, stop_at(session, PAIR, "picture")).progress == "Step 1 of 1 · Pair 1 of 9"
    assert [row.words.strip() for row in agenda_rows(session, NOW)][2:6] == [
        "1.1 What care is built for · where we were",
        "1.1 What care is built for · where we are",
        "1.1 What care is built for · where we want to be",
        "1.1 What care is built for · the picture",
    ]


def test_an_item_without_levels_cannot_be_asked() -> None:
    session = risky()
    step = PairsActivity(id="p", title="Pairs", minutes=9, pack_id="lead-provider-risks")
    with pytest.raises(Problem, match="1 Financial impact has no levels to answer on"):
        kind_named("here-to-there").check(session, step, ())


def test_the_poles_stand_on_both_sides_of_the_scale() -> None:
    session = paired()
    stop = stop_at(session, f"{PAIR}#want")
    lines = [line.text for line in page(session, stop).lines]
    assert lines == [
        "Where do we want to be?",
        "built for sudden illness ◂ 1 2 3 4 5 ▸ built for long-term conditions",
    ]
    for size in SIZES[1:]:
        shown = text(at(session, stop), size)
        poles = next(line for line in shown if "◂ built for sudden illness" in line)
        assert poles.rstrip().endswith("built for long-term conditions ▸")
        assert "Where do we want to be?" in flat(shown)
        assert "Where are we between" not in flat(shown), "the statement asks where we are alone"
    session = told(session, stop.ref, (4, 4, 5, 5))
    for size in SIZES:
        assert "◂ built for" in on_wall(session, stop.ref, size=size)
    helped = [line.text for line in aside(session, stop)]
    assert "5 the new way: Everything is built for long-term conditions" in helped


# --- how far --------------------------------------------------------------------------------------


def test_the_furthest_to_go_comes_first() -> None:
    session = stood(stood(paired(), 1, were=1, are=3, want=4), 2, were=2, are=2, want=5)
    session = stood(session, 3, were=3, are=2, want=3)
    session = stood(session, 4, are=4, want=4)
    told_ways = [(pair.item_id[-2:], pair_words.way(pair)) for pair in found(session)[:4]]
    assert told_ways == [
        ("P2", "has not moved, 3 levels to go"),
        ("P3", "moved back 1 level, 1 level to go"),
        ("P1", "moved 2 levels, 1 level to go"),
        ("P4", "there already"),
    ]
    beyond = found(stood(paired(), 1, are=4, want=3))[0]
    assert pair_words.way(beyond) == "1 level beyond"


def test_where_nothing_is_settled_the_median_stands_with_its_number() -> None:
    session = told(paired(), f"{PAIR}#are", (2, 3, 2, 3))
    session = told(session, f"{PAIR}#want", (5, 5, None, 4), 4)
    (pair, *_) = found(session)
    assert pair_words.places(pair) == "are at 2½ (median of 4 answers), want to be at 4"
    assert pair_words.way(pair) == "1½ levels to go"
    hidden = answered(paired(), f"{PAIR}#are", (2, 3, 2, 3))
    assert found(hidden)[0].stands == ()


def test_other_levels_are_not_comparable() -> None:
    session = stood(stood(paired(), 1, are=1, want=5), 2, are=2, want=3)
    levels = tuple(Level(number=number, label=f"l{number}") for number in range(1, 4))
    scale = Scale(question="Where?", levels=levels)
    (pack,) = session.packs
    first, *rest = pack.sections[0].items
    other = first.model_copy(update={"scale": scale, "levels": ()})
    section = pack.sections[0].model_copy(update={"items": (other, *rest)})
    packs_then = (pack.model_copy(update={"sections": (section, *pack.sections[1:])}),)
    session = paired().model_copy(update={"packs": packs_then})
    session = stood(stood(session, 1, are=1, want=3), 2, are=2, want=3)
    pair = found(session)[-1]
    assert (pair.item_id, pair.comparable) == (PAIR, False)
    assert found(session)[0].item_id == "evolving-care/P2"
    assert "not comparable with the others: other levels" in flat([account(session)])
    assert "NOT COMPARABLE WITH THE OTHERS" in on_wall(session, "", "picture")


# --- the picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "drawn"),
    [
        ((1, 3, 4), "○══════▸●──▸◆   ·"),
        ((3, 1, 5), "●◂══════○──────▸◆"),
        ((2, 2, 2), "·   ○●◆ ·   ·   ·"),
        ((1, 2.5, 5), "○════▸●────────▸◆"),
        ((5, 5, 5), "·   ·   ·   ·   ○●◆"),
    ],
)
def test_one_line_goes_from_were_to_are_to_want(levels: tuple[float, ...], drawn: str) -> None:
    signs = zip("○●◆", levels, "═──", strict=True)
    assert track([Mark(*mark) for mark in signs], 4, range(1, 6)) == drawn


def test_a_scale_from_nought_has_its_marks_at_its_levels() -> None:
    marks = [Mark("○", 0), Mark("●", 2)]
    assert track(marks, 4, range(5)) == "○──────▸●   ·   ·"
    assert track(marks[1:], 4, range(1, 4), first=0) == "    ·   ●   ·", "beside one from 0"
    scales = [tuple(Level(number=n, label=f"step {n}") for n in levels) for levels in (range(5), range(1, 4))]
    together = tuple(Track("1", "Care", levels, (), "") for levels in scales)
    assert track_head(Tracks(together, ("○ were",)), 100)[-1].plain.split()[-5:] == ["0", "1", "2", "3", "4"]


@given(st.lists(st.integers(4, 36), min_size=1, max_size=3), st.integers(3, 18), st.integers(2, 9))
def test_every_mark_is_on_its_line(quarters: list[int], step: int, top: int) -> None:
    levels = [min(quarter / 4, top) for quarter in quarters]
    marks = [Mark(sign, level) for sign, level in zip("○●◆", levels, strict=False)]
    drawn = track(marks, step, range(1, top + 1))
    signs = "○●◆"[: len(levels)]
    assert [sign for sign in signs if sign in drawn] == list(signs)
    for sign, level in zip(signs, levels, strict=True):
        assert 0 <= drawn.index(sign) - round((level - 1) * step) < len(levels), "at its level, or beside it"


def test_a_pair_has_its_picture_and_all_of_them_have_one() -> None:
    session = stood(stood(paired(), 1, were=1, are=3, want=4), 2, were=2, are=2, want=5)
    alone = on_wall(session, PAIR, "picture")
    assert "○" in alone
    assert "═▸●" in alone
    assert "moved 2 levels, 1 level to go." in alone
    assert "◂ built for sudden illness built for long-term conditions ▸" in alone
    every = on_wall(session, "", "picture")
    assert every.index("Where care is") < every.index("What care is built for")
    assert "moved 2, 1 to go" in every
    assert "median" not in every, "all of it is settled"
    assert "Nothing is revealed here yet." in on_wall(session, "evolving-care/P5", "picture")
    assert "Nothing is revealed here yet." in on_wall(paired(), "", "picture")
    unsettled = told(session, "evolving-care/P3#are", (1, 2, 3, 4))
    assert "Where nothing is settled, it is the median of the answers." in on_wall(unsettled, "", "picture")


def test_the_facilitator_sees_the_picture_and_the_list() -> None:
    session = stood(stood(paired(), 1, were=1, are=3, want=4), 2, are=2)
    scene = Scene(session, stop_at(session, "", "picture"), TODAY)
    drawing, lines = view_at(scene).shown_below(scene)  # type: ignore[attr-defined]
    assert drawing is not None
    settled = "were at 1, are at 3, want to be at 4"
    assert [line.text for line in lines][:2] == [
        f"1.1 What care is built for · {settled} · moved 2 levels, 1 level to go",
        "1.2 Where care is · are at 2",
    ]
    assert "1 of 2 has some way to go" in page(session, scene.stop).lines[0].text
    assert "Which pair do we move first?" in say_next(session, scene.stop)[0]
    assert "What would move this one on?" in say_next(session, stop_at(session, PAIR, "picture"))[0]
    assert Scene(session, stop_at(session, PAIR, "picture"), TODAY).origin == PAIR


def test_what_does_not_apply_is_passed_over_with_its_picture() -> None:
    session = does_not_apply(PAIR, "Not here").apply(paired(), NOW)
    start = session.model_copy(update={"at": plan.stops(session)[0]})
    assert plan.next_stop(start, 1) == stop_at(session, "evolving-care/P2#were")
    assert "DOES NOT APPLY HERE" in on_wall(session, PAIR, "picture")
    assert PAIR not in [pair.item_id for pair in found(session)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(3))
def test_every_page_of_every_stop_fits_its_window(size: tuple[int, int], seed: int) -> None:
    session = in_the_middle(paired(), seed, seed)
    for stop in plan.stops(session):
        wall = at(session, stop)
        for number in range(pages(wall)):
            lines = text(wall, size, number)
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
    wall = at(session, stop_at(session, "", "picture"))
    if size != SIZES[0]:
        shown = " ".join(flat(text(wall, size, number)) for number in range(pages(wall)))
        for pair in found(session):
            assert not pair.stands or session.item(pair.item_id).number in shown


def test_a_list_that_goes_on_under_its_heading_is_whole() -> None:
    entries = [Entry("heading", "Without a place")]
    entries += [Entry("numbered", f"{number} Somewhat longer name\nand a second line") for number in range(9)]
    wall = Wall("Risks", entries=tuple(entries))
    shown = " ".join(flat(text(wall, (80, 24), number)) for number in range(pages(wall)))
    assert "more" not in shown
    assert all(f"{number} Somewhat" in shown for number in range(9))


def test_what_is_asked_is_chosen_in_the_room() -> None:
    session = ask_pairs("p1", ["want", "are"]).apply(paired(), NOW)
    assert [stop.ref.partition("#")[2] for stop in plan.stops(session)[1:4]] == ["are", "want", ""]
    there = paired().model_copy(update={"at": stop_at(paired(), f"{PAIR}#want")})
    back = ask_pairs("p1", ["are"]).apply(there, NOW)
    assert back.at == stop_at(back, f"{PAIR}#are"), (
        "who is at a question that goes is at the first of its pair"
    )
    picture = there.model_copy(update={"at": stop_at(there, PAIR, "picture")})
    assert ask_pairs("p1", ["are"]).apply(picture, NOW).at == picture.at
    said = answered(session, f"{PAIR}#are", (1,))
    with pytest.raises(Problem, match="“Where are we today\\?” has been answered in Care"):
        ask_pairs("p1", ["want"]).apply(said, NOW)
    assert ask_pairs("p1", ["were", "are"]).apply(said, NOW).agenda[0].aspects == ("were", "are")  # type: ignore[attr-defined]
    for none in ([], ["soon"]):
        with pytest.raises(Problem, match="No such questions"):
            ask_pairs("p1", none).apply(session, NOW)
    with pytest.raises(Problem, match="is about no pairs"):
        ask_pairs("r1", ["are"]).apply(risky(), NOW)
    assert "o chooses which of the three is asked." in say_next(paired(), stop_at(paired(), f"{PAIR}#are"))
    assert "o chooses" not in " ".join(say_next(said, stop_at(said, f"{PAIR}#are")))


# --- the summary, and adding it -------------------------------------------------------------------


def test_the_summary_has_a_table_and_no_empty_column() -> None:
    session = stood(paired(), 1, are=3, want=4)
    session = told(session, "evolving-care/P2#are", (1, 2, 1, 2))
    said = flat([account(session)])
    row = "We are: 3; We want to be: 4; To go: 1 level"
    assert said.count(f"1.1 What care is built for: {row}") == 1
    assert "1.2 Where care is: We are: 1½ (median of 4 answers); We want to be: No level named" in said
    assert "We were" not in said
    assert "Moved" not in said
    assert said.count("Where we are. Where are we today?") == 2


def test_sections_with_poles_are_offered() -> None:
    session = paired().model_copy(update={"agenda": risky().agenda[:1]})
    session = session.model_copy(update={"packs": (packs()["evolving-care"], packs()["lead-provider-risks"])})
    offers = [offer for offer in step_offers(session, "r1") if isinstance(offer.activity, PairsActivity)]
    assert [offer.words for offer in offers] == [
        "From here to there: Part 1: From the current view to the evolving model, 9 pairs · "
        "How care is changing (45 min)"
    ]
    added = add_activity("r1", offers[0].activity).apply(session, NOW)
    assert [step.kind for step in added.agenda] == ["risk", "here-to-there"]
    assert not [offer for offer in step_offers(added, "r1") if isinstance(offer.activity, PairsActivity)]
    answered_one = edits.answer_level(f"{PAIR}#are", "icb", 2).apply(added, NOW)
    assert kind_named("here-to-there").recorded(answered_one, answered_one.agenda[1]) is not None
