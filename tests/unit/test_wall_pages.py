"""The wall over several pages: whole entries, the same pages in every window, the profile, what is typed."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds import gaps as gap_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity, agreement_on
from sessions.record import Session
from sessions.rows import Stop
from sessions.wall import Typing, WallState
from tests.builders import NOW, TODAY, answered, new_session
from tests.walls import flat, read
from workshop.profile import profile
from workshop.wall.layout.lists import MOST_LINES, TEXT_WIDTH
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.model import Entry, Time, Voice, Wall
from workshop.wall.shown import shown as shown_at

NAMES = ("County Council", "Care providers", "Voluntary sector")
BIGGER = ((80, 30), (100, 30), (120, 36), (200, 60))


def session(*names: str, template: str = "four-domains") -> Session:
    """A session with these partners, and at its end a vote on what is open."""
    vote = VoteActivity(id="v", kind="prioritise", title="Acts", minutes=9, candidates="actions", dots=3)
    made = new_session(template, *names)
    return made.model_copy(update={"agenda": (*made.agenda, vote)})


def start_of(made: Session, kind: str) -> Stop:
    return Stop(activity_id=next(step.id for step in made.agenda if step.kind == kind))


def at(made: Session, stop: Stop, item_since: dt.datetime | None = None) -> Wall:
    state = None if item_since is None else WallState(at=stop, since=item_since)
    return shown_at(made.model_copy(update={"at": stop}), stop, TODAY, NOW, state)[0]


def page(shown: Wall, number: int = 0, size: tuple[int, int] = (80, 24)) -> list[str]:
    return [line.plain.rstrip() for line in laid_out(shown, *size, page=number)]


def every(shown: Wall, size: tuple[int, int] = (80, 24)) -> list[str]:
    """All pages, each on one line, with what is told in figures."""
    found = [page(shown, number, size) for number in range(pages(shown))]
    return [flat(read(lines) if size in BIGGER else lines) for lines in found]


# --- whole entries -----------------------------------------------------------------------------------


@st.composite
def long_walls(draw: st.DrawFn) -> Wall:
    """Walls of statement, voices and up to thirty points, some under headings; each with words of its own."""
    count = draw(st.integers(1, 30))
    entries: list[Entry] = []
    for number in range(count):
        if draw(st.integers(0, 6)) == 0:
            entries.append(Entry("heading", f"Heading {number}"))
        words = draw(st.integers(1, 40))
        entries.append(Entry("point", f"P{number:02} " + "word " * words + f"end{number:02}"))
    names = [f"Partner number {number}" for number in range(draw(st.integers(0, 9)))]
    return Wall(
        title="Title",
        statement="much to say " * draw(st.integers(0, 15)),
        question=draw(st.sampled_from(["", "Three dots each."])),
        entries=tuple(entries),
        voices=tuple(Voice(name, False) for name in names),
        time=Time("07:40 left", "running"),
    )


@given(long_walls())
@settings(max_examples=60, deadline=None)
def test_every_entry_is_whole_on_one_page_in_its_order(shown: Wall) -> None:
    found = [page(shown, number) for number in range(pages(shown))]
    points = [entry for entry in shown.entries if entry.tone == "point"]
    numbers = [re.findall(r"\bP(\d\d)\b", flat(lines)) for lines in found]
    assert [number for each in numbers for number in each] == [point.text[1:3] for point in points]
    for number, lines in enumerate(found):
        whole = flat(lines)
        assert all(f"end{number}" in whole for number in numbers[number])
        assert len(lines) == 24
        assert " more" not in whole
        assert "in all" not in whole
        assert shown.question in whole
        assert shown.statement.strip() in whole or number or not shown.statement
        body = [line.strip() for line in lines[2:-2] if line.strip()]
        assert len(body) <= MOST_LINES
        assert all(len(line) <= TEXT_WIDTH for line in body if "Partner" not in line)
        assert not body[-1].startswith("HEADING")
        assert (f"page {number + 1} of {len(found)}" in whole) == (len(found) > 1)


@st.composite
def long_votes(draw: st.DrawFn) -> Wall:
    """Walls of up to forty candidates, with or without dots, that may stand in two columns."""
    revealed = draw(st.booleans())
    entries = []
    for number in range(draw(st.integers(1, 40))):
        text = f"P{number:02} " + "word " * draw(st.integers(0, 20)) + f"end{number:02}"
        dots = draw(st.integers(0, 20)) if revealed else None
        entries.append(Entry("numbered", text, f"{number}{'=' * (number % 2)}", dots, 20))
    names = [f"Partner number {number}" for number in range(draw(st.integers(0, 25)))]
    voices = () if revealed else tuple(Voice(name, False) for name in names)
    return Wall(title="Title " * draw(st.integers(1, 20)), entries=tuple(entries), voices=voices)


@given(long_votes())
@settings(max_examples=40, deadline=None)
def test_every_candidate_is_whole_on_one_page_and_none_is_empty(shown: Wall) -> None:
    """In two columns lines of two candidates stand beside each other, so spaces do not count."""
    found = ["".join(page(shown, number)).replace(" ", "") for number in range(pages(shown))]
    for figure in (entry.text[1:3] for entry in shown.entries):
        begins = [number for number, text in enumerate(found) if f"P{figure}" in text]
        ends = [number for number, text in enumerate(found) if f"end{figure}" in text]
        assert len(begins) == 1
        assert begins == ends
    assert all(re.search(r"P\d\d", text) for text in found)


@pytest.mark.long
@given(long_walls(), st.sampled_from(BIGGER))
@settings(max_examples=30, deadline=None)
def test_a_larger_window_has_the_same_pages(shown: Wall, size: tuple[int, int]) -> None:
    here, there = every(shown), every(shown, size)
    for small, large in zip(here, there, strict=True):
        wanted = r"P\d\d|END\d\d|HEADING \d+"
        assert re.findall(wanted, small.upper()) == re.findall(wanted, large.upper())


@given(long_walls())
@settings(max_examples=20, deadline=None)
def test_in_a_smaller_window_a_page_says_how_much_is_missing(shown: Wall) -> None:
    bare = replace(shown, statement="", voices=())
    for number in range(pages(bare)):
        lines = page(bare, number, (40, 15))
        whole = flat(lines)
        assert len(lines) == 15
        there = re.findall(r"\bP(\d\d)\b", whole)
        assert all(f"end{number}" in whole for number in there)
        wanted = re.findall(r"\bP(\d\d)\b", flat(page(bare, number)))
        left = re.search(r"… and (\d+) more|(\d+) in all", whole)
        assert len(there) + (int(left[1] or left[2]) if left else 0) == len(wanted)


def test_time_and_answers_turn_no_page() -> None:
    entries = tuple(Entry("numbered", f"Action number {n} " + "more words " * 5, f"A{n}") for n in range(20))
    voices = tuple(Voice(name, False) for name in NAMES)
    shown = Wall(title="Acts", entries=entries, voices=voices, tally="0 of 3 placed their dots")
    later = replace(
        shown,
        voices=tuple(Voice(name, True) for name in NAMES),
        tally="all 3 placed their dots",
        time=Time("■ 1:45:00 over time", "over"),
        item_time=Time("item ■ 1:45:00 over time", "over"),
    )
    assert pages(later) == pages(shown) > 1
    for before, after in zip(every(shown), every(later), strict=True):
        assert re.findall(r"\bA\d+", before) == re.findall(r"\bA\d+", after)


def test_a_page_that_is_not_there_is_the_last_or_the_first() -> None:
    shown = Wall(title="T", entries=tuple(Entry("point", f"P{n} " + "word " * 30) for n in range(9)))
    assert pages(shown) > 2
    assert page(shown, 99) == page(shown, pages(shown) - 1)
    assert page(shown, -1) == page(shown, 0) != page(shown, 1)
    assert pages(Wall(title="T")) == 1


def test_one_entry_longer_than_a_page_goes_over_several() -> None:
    words = [f"w{number}" for number in range(400)]
    shown = Wall(title="T", entries=(Entry("point", "First"), Entry("point", " ".join(words))))
    found = every(shown)
    assert re.findall(r"w\d+", " ".join(found)) == words
    assert all(len([line for line in page(shown, n)[2:-2] if line]) <= MOST_LINES for n in range(len(found)))


def test_a_long_list_goes_on_under_its_heading() -> None:
    entries = [Entry("heading", "Parked"), *(Entry("point", f"P{n} " + "word " * 20) for n in range(9))]
    assert all("PARKED" in entry for entry in every(Wall(title="T", entries=tuple(entries))))


def test_who_has_voted_and_how_stands_on_every_page_until_the_reveal() -> None:
    made = session(*NAMES)
    for number in range(30):
        made = note_edits.add_action(
            note_edits.ActionFields(f"Draft protocol {number} for both of the boards")
        ).apply(made, NOW)
    found = every(at(made, Stop(activity_id="v")))
    assert len(found) > 1
    for shown in found:
        assert "3 dots each. All may go on one." in shown
        assert "… County Council" in shown
        assert "0 of 3 placed their dots · page" in shown
    made = vote_edits.vote("v", made.partners[0].id, {made.actions[2].uid: 3}).apply(made, NOW)
    found = every(at(vote_edits.reveal_vote("v").apply(made, NOW), Stop(activity_id="v")))
    assert "1 3 █▌█▌█▌ A3 Draft protocol 2 for both of the boards" in found[0]
    assert "Without the dots of Care providers and Voluntary sector." in found[0]
    assert not any("Without" in page for page in found[1:])
    anonymous = made.model_copy(update={"as_bodies": False})
    assert (
        "Dots from 1 of 3 partners."
        in every(at(vote_edits.reveal_vote("v").apply(anonymous, NOW), Stop(activity_id="v")))[0]
    )


def test_what_others_did_is_on_a_page_after_the_questions() -> None:
    made = session(template="tips-and-pulse")
    tip = made.item("tips/T1")
    discuss = DiscussActivity(id="d", kind="discuss", title="One", minutes=9, pack_id="tips")
    made = made.model_copy(update={"agenda": (discuss,)})
    first, second = every(at(made, Stop(activity_id="d", part="item", ref=tip.id)))
    assert tip.statement in first
    assert all(prompt in first for prompt in tip.prompts)
    assert "IN PRACTICE" in second
    assert all(example.text in second for example in tip.examples)


# --- the profile -------------------------------------------------------------------------------------


def profiled(made: Session) -> Session:
    """Every item answered and revealed; the first fourteen agreed on levels 1 to 4 in turn."""
    for number, item in enumerate(made.items(ScoreActivity)):
        made = answered(made, item.id, (1, 2, 5))
        made = score_edits.reveal(item.id).apply(made, NOW)
        if number < 14:
            made = score_edits.agree(item.id, 1 + number % 4, target=5).apply(made, NOW)
    return made


def test_the_profile_is_in_the_rooms_order_with_three_to_talk_about_first() -> None:
    made = profiled(session(*NAMES))
    moved = "icbo/D2.4"
    made = gap_edits.order_gaps((moved,)).apply(made, NOW)
    stop = start_of(made, "gaps")
    shown = at(made, stop)
    order = [row.label for row in profile(made, "gap")]
    found = [page(shown, number) for number in range(pages(shown))]
    assert len(found) == 3
    assert [
        label for lines in found for line in lines for label in re.findall(r"^ +(\d\.\d) ", line)
    ] == order
    assert order[0] == "2.4"
    first = flat(found[0])
    assert "TO TALK ABOUT FIRST 2.4" in first
    assert first.index("TO TALK") < first.index("2.4") < first.index("THE OTHERS") < first.index(order[3])
    assert all(
        "THE OTHERS" in flat(lines) and "█ agreed level ○ target" in flat(lines) for lines in found[:2]
    )
    row = next(line for line in found[0] if " 2.4 " in line)
    assert row.split()[-2:] == ["views", "split"]
    numbers = next(line for line in found[0] if line.split()[-5:] == ["1", "2", "3", "4", "5"])
    level = agreement_on(made, moved)
    assert level is not None
    assert row.index("█") == numbers.index(str(level.level))
    assert row.index("○") == numbers.index("5")
    assert "├─┤ answers" in flat(found[2])
    assert any("├───────────────┤" in line for line in found[2])


def test_the_step_of_the_gaps_before_anything_is_agreed() -> None:
    made = session(*NAMES)
    stop = start_of(made, "gaps")
    assert "Nothing is answered or agreed here yet." in every(at(made, stop))[0]
    item = next(made.items(ScoreActivity)).id
    made = score_edits.reveal(item).apply(
        score_edits.answer_level(item, made.partners[0].id, 3).apply(made, NOW), NOW
    )
    assert "No level is agreed yet." in every(at(made, stop))[0]
    assert "· · │ · · too few" in every(at(made, stop))[0]
    made = score_edits.agree(item, 5).apply(made, NOW)
    assert "Nothing that was agreed is below its target." in every(at(made, stop))[0]


def test_a_section_closes_with_its_question_then_actions_then_how_far_it_has_got() -> None:
    made = profiled(session(*NAMES))
    stop = next(stop for stop in plan.stops(made) if stop.part == "closing")
    question = made.section(stop.ref).closing
    (only,) = every(at(made, stop))
    assert only.index(question) < only.index("HOW FAR WE HAVE GOT 1.1")
    made = note_edits.add_action(note_edits.ActionFields("Draft the protocol"), origin=stop.ref).apply(
        made, NOW
    )
    first, last = every(at(made, stop))
    assert question in first
    assert "· A1 Draft the protocol no owner yet · no date yet" in first
    assert "HOW FAR" not in first
    assert "HOW FAR WE HAVE GOT 1.1" in last


# --- what is typed -----------------------------------------------------------------------------------


def test_a_draft_stands_there_instead_of_all_but_the_title() -> None:
    made = profiled(session(*NAMES))
    stop = next(stop for stop in plan.stops(made) if stop.part == "item")
    rows = (("what", "Draft the protocol"), ("owner", "Priya · ICB"), ("due", ""))
    shown = replace(at(made, stop), typing=Typing(title="New action from 1.1", rows=rows))
    said = every(shown)
    assert said == [
        "1.1 Relationships that put people first New action from 1.1 what Draft the protocol "
        "owner Priya · ICB due … 48:00 left"
    ]
    rows = (("what", "word " * 300 + "end"), ("due", "today"))
    long = replace(shown, typing=Typing(title="New action", rows=rows))
    for size in ((80, 24), (40, 15), (20, 5)):
        assert len(page(long, 0, size)) == size[1]
    assert "end due today" in flat(page(long))


# --- times and words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "item 01:50 left"),
        (100, "item ▲ 00:20 left"),
        (115, "item ▲▲ 00:05 nearly over"),
        (130, "item ■ 00:10 over time"),
        (-5, "item 02:00 left"),
    ],
)
def test_both_countdowns(seconds: int, words: str) -> None:
    made = session(*NAMES).model_copy(update={"item_minutes": 2})
    stop = next(stop for stop in plan.stops(made) if stop.part == "item")
    since = NOW - dt.timedelta(seconds=seconds)
    assert f"{words} · 48:00 left" in flat(page(at(made, stop, since)))
    assert "item" not in flat(page(at(made, stop)))
    assert "item" not in flat(page(at(made, start_of(made, "welcome"), since)))
    narrow = flat(page(at(made, stop, since), 0, (30, 15)))
    assert words in narrow
    assert "48:00 left" in narrow


def revealed(made: Session, item: str, levels: Sequence[int], number: int = 1) -> Session:
    return score_edits.reveal(item).apply(answered(made, item, levels), NOW)


def test_who_is_missing_is_named_and_who_kept_its_first_view() -> None:
    made = session(*NAMES)
    stop = next(stop for stop in plan.stops(made) if stop.part == "item")
    some = revealed(made, stop.ref, (3,))
    assert "No answer from Care providers and Voluntary sector." in every(at(some, stop))[0]
    hidden = every(at(some.model_copy(update={"as_bodies": False}), stop))[0]
    assert "Answers from 1 of 3 partners." in hidden
    assert "Care providers" not in hidden

    again = score_edits.second_round(stop.ref).apply(revealed(made, stop.ref, (1, 3, 5)), NOW)
    assert "second view: 0 of 3 answered" in every(at(again, stop))[0]
    again = revealed(again, stop.ref, (3, 3))
    kept = "did not answer again: the first view stands."
    assert f"Voluntary sector {kept}" in every(at(again, stop))[0]
    hidden = every(at(again.model_copy(update={"as_bodies": False}), stop))[0]
    assert f"1 of 3 partners {kept}" in hidden
    assert "Voluntary" not in hidden


def test_nobody_is_missing_where_the_room_answered_as_one() -> None:
    made = session()
    stop = next(stop for stop in plan.stops(made) if stop.part == "item")
    made = score_edits.reveal(stop.ref).apply(
        score_edits.answer_level(stop.ref, "room", 3).apply(made, NOW), NOW
    )
    made = people_edits.add_partner("County Council").apply(made, NOW)
    assert at(made, stop).sentences == ()


def test_how_many_of_a_partner_do_not_know() -> None:
    made = session(*NAMES)
    stop = next(stop for stop in plan.stops(made) if stop.part == "item")
    council, providers, _ = made.partners
    made = score_edits.answer(stop.ref, council.id, (0, 3, 2, 0, 0), dont_know=1).apply(made, NOW)
    made = score_edits.answer_level(stop.ref, providers.id, None).apply(made, NOW)
    shown = every(at(score_edits.reveal(stop.ref).apply(made, NOW), stop))[0]
    assert "don't know: County Council (1 of 6), Care providers" in shown
    assert "Council ×3" in shown
