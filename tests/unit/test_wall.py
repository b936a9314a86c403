"""What the room sees: nothing before its reveal, nothing cut off, never too much, at every stop and state."""

import re
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan, schedule
from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import revealed_only
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW, TODAY, templates
from tests.walls import (
    AGREED,
    APART,
    LONG,
    MIXED,
    NAMES,
    SIZES,
    SPLIT,
    STATES,
    again,
    answered,
    at,
    flat,
    item_of,
    revealed,
    session,
    settled,
    text,
    voted,
    walls,
)
from workshop.cells import cells
from workshop.wall.layout.figures import PLAIN
from workshop.wall.layout.frame import inner_width
from workshop.wall.layout.large import LEAST_HEIGHT
from workshop.wall.layout.lists import GUTTER, MOST_LINES, TEXT_WIDTH
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.layout.picture import rows, scale, strip
from workshop.wall.layout.profile import scale_head, strip as strip_of
from workshop.wall.model import Wall
from workshop.wall.shown import wall

# --- every stop of every template, in every state ----------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("template", "names"),
    [*((template, NAMES) for template in sorted(templates())), ("four-domains", LONG)],
    ids=[*sorted(templates()), "long names"],
)
def test_nothing_is_cut_off_and_never_too_much(template: str, names: Sequence[str], state: str) -> None:
    made = STATES[state](session(template, names))
    seen = 0
    for stop, shown in walls(made):
        for size in SIZES if seen % 3 == 0 else SIZES[1:2]:  # the other sizes at every third stop
            found = [text(shown, size, page) for page in range(pages(shown))]
            every = in_any_case([line for lines in found for line in lines])
            for number, lines in enumerate(found):
                whole = in_any_case(lines)
                where = (stop, size, "\n".join(lines))
                assert len(lines) <= size[1], where
                assert all(cells(line) <= size[0] for line in lines), where
                assert shown.time is not None, where
                assert shown.time.words in whole, where
                assert in_any_case([shown.label, shown.title]) in whole, where
                assert (f"page {number + 1} of {len(found)}" in whole) == (len(found) > 1), where
                assert in_any_case([shown.question]) in whole or shown.picture is not None, where
                if size == (80, 24):
                    assert_readable(shown, lines, where)
            large = size[1] >= LEAST_HEIGHT
            for sure in (shown.settled, shown.next, "" if large else shown.word):
                assert in_any_case([sure]) in every, where
            said = in_any_case(shown.sentences) in every or in_any_case(shown.nameless) in every
            assert said, where
            if shown.picture is None:
                assert in_any_case([shown.statement]) in every, where
            for level in shown.levels:
                assert large or str(level.number) in every, where
                assert level.label in every or size[0] < 60 or shown.picture is None, where
            if size[0] >= 80:
                assert_all_there(shown, found, size)
        seen += 1
    assert seen == len(plan.stops(made)) > 5


def assert_readable(shown: Wall, lines: Sequence[str], where: object) -> None:
    """At most twelve lines of running text, of at most sixty characters, and no heading at the end."""
    assert running_lines(shown, lines) <= MOST_LINES, where
    texts = [shown.statement, *(entry.text for entry in shown.entries if entry.tone != "numbered")]
    texts += [] if shown.picture is None else [*shown.sentences, *shown.nameless, shown.next]
    for whole in texts:
        theirs = [line.strip() for line in lines if line.strip(" ·›▲✓") and line.strip(" ·›▲✓") in whole]
        assert all(cells(line) <= TEXT_WIDTH for line in theirs), where
    headings = {entry.text.upper() for entry in shown.entries if entry.tone == "heading"}
    headings |= {standing.heading.upper() for standing in shown.profile}
    last = [line.strip() for line in lines if line.strip()][-2]
    assert last not in headings, where
    assert not re.search(r"and \d+ more|\d+ in all", "\n".join(lines)), where


def in_any_case(lines: Sequence[str]) -> str:
    """One text, as figures tell it: without capitals, and with one kind of quotation marks and dashes."""
    return flat(lines).casefold().translate(PLAIN)


def assert_all_there(shown: Wall, found: Sequence[Sequence[str]], size: tuple[int, int]) -> None:
    """Every entry and every row of the profile stands wholly on a page, and the time on each."""
    inner = inner_width(size[0])
    column, left = (inner - GUTTER) // 2, (size[0] - inner) // 2
    right = left + column + GUTTER
    whole = [in_any_case(lines) for lines in found]
    halves = [in_any_case([line[left : left + column] for line in lines]) for lines in found]
    halves += [in_any_case([line[right:] for line in lines]) for lines in found]
    for entry in shown.entries:
        wanted = in_any_case([entry.text])
        assert entry.spare or any(wanted in page for page in (*whole, *halves)), (entry, found)
    large = size[1] >= LEAST_HEIGHT
    for standing in shown.profile:
        row = standing.row
        there = [line for lines in found for line in lines if line.strip().startswith(f"{row.label} ")]
        drawn = strip_of(row).strip()  # in the large form see `test_wall_large_lists`
        assert large or any(drawn in line and row.name in line for line in there), (row, found)
        assert any(in_any_case([row.name]) in page for page in whole), (row, found)
        assert any(in_any_case([standing.heading]) in page for page in whole), (row, found)


def running_lines(shown: Wall, lines: Sequence[str]) -> int:
    """Lines with text: all but the head, the foot, the scale and the picture."""
    skip = {line.strip() for line in (shown.tally, shown.time.words if shown.time else "")}
    count = 0
    picture = {
        drawn.plain.strip()
        for names in (True, False)
        for airy in (True, False)
        if shown.picture is not None
        for drawn in (
            *(strip(shown.picture, shown.levels, 74, names=names, airy=airy) or ()),
            *rows(shown.picture, shown.levels, 74, names=names),
        )
    }
    on_scale = {line.plain.strip() for line in scale(shown.levels, 74)} if shown.levels else set()
    on_scale |= {line.plain.strip() for line in scale_head(shown.profile, 74)} if shown.profile else set()
    for line in (line.strip() for line in lines):
        in_head = line and (line.startswith(shown.label) if shown.label else line in shown.title)
        in_foot = any(text and text in line for text in skip)
        if line and not (in_head or in_foot or line in picture or line in on_scale):
            count += 1
    return count


# --- nothing before its reveal -----------------------------------------------------------------------


@pytest.mark.parametrize("template", sorted(templates()))
def test_levels_and_dots_make_no_difference_until_the_reveal(template: str) -> None:
    """Two sessions that differ only in what is hidden give the same walls, stop by stop."""
    made = session(template)
    for item in list(made.items(ScoreActivity))[:3]:  # so that there are gaps, and an order of them
        made = score_edits.agree(item.id, 2).apply(made, NOW)
    one = voted(answered(made, AGREED), (0, 1, 2, 3, 4))
    other = voted(answered(made, (5, 1, 5, None, 1)), (4, 4, 4, 0, 0))
    assert one != other
    assert list(walls(one)) == list(walls(other))
    assert revealed_only(one) == revealed_only(other) == made

    first = again(answered(made, MIXED), MIXED)
    one, other = answered(first, AGREED, many=4), answered(first, SPLIT, many=4)
    assert one != other
    assert list(walls(one)) == list(walls(other))


@given(levels=st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=5, max_size=5))
@settings(max_examples=40, deadline=None)
def test_who_has_answered_is_all_that_hidden_answers_show(levels: list[int | None]) -> None:
    made = session("tips-and-pulse")
    item = next(made.items(ScoreActivity))
    stop = item_of(made, item.id)
    hidden = answered(made, levels)
    assert at(hidden, stop) == at(answered(made, (1, 1, 1, 1, 1)), stop)
    assert at(hidden, stop).picture is None
    assert [voice.ready for voice in at(hidden, stop).voices] == [True] * 5
    assert at(score_edits.reveal(item.id).apply(hidden, NOW), stop).voices == ()


def test_the_wall_changes_with_the_reveal_and_back_with_the_second_round() -> None:
    made = session("four-domains")
    stop = item_of(made, "icbo/D1.6")
    assert "0 of 5 answered" in flat(text(at(made, stop)))
    some = answered(made, APART, many=2)
    page = text(at(some, stop))
    assert "✓ County Council" in flat(page)
    assert "… Care providers" in flat(page)
    after = text(at(revealed(made, APART), stop))
    assert "VIEWS SPLIT" in flat(after)
    assert "County Council sees it three levels lower than the others." in flat(after)
    assert "Let us hear why. Then we answer once more." in flat(after)
    assert "✓" not in flat(after)
    second = text(at(again(made, APART), stop))
    assert "Once more: How far have we got?" in flat(second)
    assert "second view: 0 of 5 answered" in flat(second)
    assert "█" not in flat(second)
    end = text(at(settled(made), stop))
    assert "Views were mixed; after the talk views agree. The median stays at 3." in flat(end)
    assert "✓ Agreed level: 3 part-way · target 4 mostly · 1 dissent on record" in flat(end)
    assert "Let us hear why" not in flat(end)


def test_a_vote_shows_its_candidates_and_then_the_ranking_with_ties() -> None:
    made = voted(session("tips-and-pulse"))
    stop = Stop(activity_id="v")
    before = text(at(made, stop))
    assert "█" not in flat(before)
    assert "3 dots each. All may go on one." in flat(before)
    assert "all 5 placed their dots" in flat(before)
    after = text(at(vote_edits.reveal_vote("v").apply(made, NOW), stop))
    tips = list(made.pack("tips").items())
    assert f"1 6 █▌█▌█▌█▌█▌█▌ 1 {tips[0].name}" in flat(after)
    assert f"2= 3 █▌█▌█▌ 3 {tips[2].name}" in flat(after)
    assert f"2= 3 █▌█▌█▌ 4 {tips[3].name}" in flat(after)
    first = at(vote_edits.reveal_vote("v").apply(made, NOW), Stop(activity_id="w"))
    assert first.statement == "The last ones tie: 4 go on instead of 3."
    follow = [entry.text for entry in first.entries]
    assert follow == [tips[place].name for place in (0, 2, 3, 5)]
    assert at(made, Stop(activity_id="w")).entries == ()


# --- names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_no_partner_is_named_with_an_anonymous_answer(state: str) -> None:
    made = STATES[state](session("tips-and-pulse", as_bodies=False))
    for item in made.items(ScoreActivity):
        shown = at(made, item_of(made, item.id))
        page = flat(text(shown))
        if shown.picture is not None:
            assert not any(name in page for name in NAMES), page
            assert not any(shown.picture.names)
            assert shown.picture.unsure == ()
        else:
            assert "✓" not in page or shown.voices


def test_bodies_are_named_under_their_level() -> None:
    made = session("tips-and-pulse")
    shown = at(revealed(made, APART), item_of(made, "principles/P1"))
    assert shown.picture is not None
    assert [[named.name for named in level] for level in shown.picture.names] == [
        ["County Council"],
        [],
        [],
        ["Integrated Care Board (ICB)", "Care providers", "Voluntary sector"],
        [],
    ]
    page = flat(text(shown))
    assert "ICB" in page
    assert "don't know: People with lived experience" in page
    assert "median 4, from 1 to 4, 4 bodies, 1 don't know" in page


def test_what_people_typed_is_never_markup() -> None:
    odd = "[/x] [bold]=cmd|'/c calc'!A1 <script>"
    made = note_edits.add_action(note_edits.ActionFields(odd, owner=odd, due=TODAY)).apply(
        session("one-domain"), NOW
    )
    made = people_edits.add_partner(odd).apply(made, NOW)
    stop = plan.stops(made)[0]
    assert odd in flat(text(at(made, stop), (120, 36)))


# --- time, and before it begins ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "words", "stage"),
    [
        (1000, "16:40 left", "running"),
        (300, "▲ 05:00 left", "last fifth"),
        (60, "▲▲ 01:00 nearly over", "closing"),
        (-70, "■ 01:10 over time", "over"),
    ],
)
def test_time_by_shape_and_word(left: int, words: str, stage: schedule.Stage) -> None:
    made = session("four-domains")
    shown = at(made, item_of(made, "icbo/D1.6"), left)
    assert shown.time is not None
    assert (shown.time.words, shown.time.stage) == (words, stage)
    for size in SIZES:
        foot = [line for line in text(shown, size) if line][-1]
        assert foot.strip().endswith(words)


def test_before_it_begins_only_what_the_occasion_is() -> None:
    shown = wall(session("four-domains"), None, TODAY)
    for size in SIZES:
        page = text(shown, size)
        assert flat(page) == f"{shown.title} Exampleshire · Tue 1 Dec 2026"
        assert len(page) == size[1]


def test_notes_prompts_and_script_are_the_facilitators() -> None:
    made = session("four-domains")
    item = made.item("icbo/D1.6")
    for kind in ("comment", "evidence"):
        made = note_edits.add_note(kind, "Nobody could name the route", origin=item.id).apply(made, NOW)
    made = note_edits.add_note("comment", "Nobody could name the route").apply(made, NOW)
    for _, shown in walls(made):
        page = flat(text(shown, (120, 36)))
        assert "Nobody could name" not in page
    page = flat(text(at(made, item_of(made, item.id)), (120, 36)))
    assert not any(text in page for text in (*item.prompts, *(entry.text for entry in item.evidence)))
    script = [line for step in made.agenda for line in step.script]
    for _, shown in walls(made):
        page = flat(text(shown, (120, 36)))
        assert not any(line in page for line in script)


@cache
def finished() -> Session:
    return settled(session("tips-and-pulse", LONG))


@given(width=st.integers(1, 60), height=st.integers(1, 20))
@settings(max_examples=30, deadline=None)
def test_no_window_is_too_small(width: int, height: int) -> None:
    made = finished()
    for stop in (plan.stops(made)[0], item_of(made, "principles/P1"), Stop(activity_id="v")):
        assert len(laid_out(at(made, stop), width, height)) <= height
