"""What the run screen shows, of every stop of every template, as plain data."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given, settings, strategies as st

from sessions import plan
from sessions.analysis import whole
from sessions.aspects import aspect_of
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.options.kind import CHOICE
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import scored_here
from sessions.owners import names_of
from sessions.record import Session
from sessions.rows import Stop
from tests import builders, walls
from tests.builders import NOW, TODAY, aside, new_session, page, say_next, templates
from workshop.contents import summary_contents
from workshop.profile import SORTINGS, profile
from workshop.steps.position import agenda_rows, place
from workshop.steps.registry import view_at
from workshop.steps.scene import PageLine, Scene
from workshop.widgets.lines import built

NAMES = ("County Council", "ICB", "Care providers", "Voluntary sector", "People with lived experience")
ITEM = "icbo/D1.2"
HERE = Stop(activity_id="s2", part="item", ref=ITEM)
ODD = "[/b] [s75] <script>alert(1)</script> =1+1 | **x**"


def session(template_id: str = "four-domains", names: Sequence[str] = NAMES) -> Session:
    made = new_session(template_id, *names)
    return made.model_copy(update={"title": "Day one", "place": "Exampleshire", "date": TODAY})


def answered(made: Session, levels: Sequence[int | None], item_id: str = ITEM) -> Session:
    return builders.answered(made, item_id, levels)


def settles_here(scene: Scene) -> bool:
    """Whether the room comes to one answer: a level where partners answer, or the option that it chooses."""
    if scene.stop.part == CHOICE:
        return True
    aspect = aspect_of(scene.stop.ref)
    return scored_here(scene.session, scene.stop) and (aspect is None or aspect.settles)


def stop_of(made: Session, kind: str) -> Stop:
    activity = next(step for step in made.agenda if step.kind == kind)
    return next(stop for stop in plan.stops(made) if stop.activity_id == activity.id)


def words(lines: Sequence[PageLine]) -> list[str]:
    return [line.text for line in lines]


def all_text(made: Session) -> str:
    """Everything that the run screen could put on the wall, of every stop."""
    out: list[str] = []
    for stop in plan.stops(made):
        shown, here = page(made, stop), place(made, stop)
        out += [shown.label, shown.title, *words(shown.lines), *words(aside(made, stop))]
        out += [*say_next(made, stop), here.session, here.date, here.activity, here.progress]
    out += [f"{row.mark} {row.words}" for row in agenda_rows(made, NOW)]
    out += [repr(profile(made, sorting)) for sorting in SORTINGS]
    return "\n".join([*out, *words(summary_contents(made))])


# --- every stop of every template -----------------------------------------------------------------


@pytest.mark.parametrize("template_id", sorted(templates()))
def test_every_stop_has_a_page_a_place_and_something_to_say(template_id: str) -> None:
    made = session(template_id)
    stops = plan.stops(made)
    rows = agenda_rows(made, NOW)
    assert {row.stop for row in rows} >= set(stops), "the agenda leads everywhere"
    assert all(row.words.strip() for row in rows)
    assert {row.mark for row in rows if row.stop.part == "item"} <= {"·", ""}
    for stop in stops:
        shown = page(made, stop, TODAY)
        assert shown.title
        assert shown.lines, stop
        assert all(line.text.strip() for line in shown.lines)
        here = place(made, stop)
        assert (here.session, here.date, bool(here.activity)) == ("Exampleshire", "1 Dec 2026", True)
        assert here.progress.startswith("Step ")
        if stop.part != "item" or scored_here(made, stop):
            assert say_next(made, stop), stop
        scene = Scene(made, stop, TODAY)
        assert ("agree" in view_at(scene).commands(scene)) == settles_here(scene), stop
        for width in (36, 76, 120):
            lines = built([*shown.lines, *aside(made, stop, TODAY)], width)
            assert all(line.cell_length <= width for line in lines)


def test_an_item_shows_its_statement_large_and_keeps_the_help_aside() -> None:
    made = session()
    item = made.item(ITEM)
    shown = page(made, HERE, TODAY)
    assert (shown.label, shown.title) == (item.number, item.name)
    assert Scene(made, HERE, TODAY).item == item
    assert shown.lines[0] == PageLine("lead", item.statement)
    assert words(shown.lines[1:]) == list(item.parts)
    beside = words(aside(made, HERE, TODAY))
    assert [prompt for prompt in item.prompts if prompt not in beside] == []
    assert [entry for entry in item.evidence if entry.text not in beside] == []


def test_what_is_discussed_has_its_prompts_and_examples_on_the_page() -> None:
    made = session("tips-and-pulse")
    vote = next(step for step in made.agenda if step.kind == "prioritise")
    for partner in made.partners:
        candidates = whole.candidates(made, vote)
        made = vote_edits.vote(vote.id, partner.id, {candidates[0]: 1}).apply(made, NOW)
    made = vote_edits.reveal_vote(vote.id).apply(made, NOW)
    kinds = {step.id: step.kind for step in made.agenda}
    stops = [
        stop for stop in plan.stops(made) if stop.part == "item" and kinds[stop.activity_id] == "discuss"
    ]
    assert stops
    for stop in stops:
        item = made.item(stop.ref)
        on_page = words(page(made, stop, TODAY).lines)
        beside = words(aside(made, stop, TODAY))
        for said in (*item.prompts, *(f"{e.place}" for e in item.examples)):
            assert any(said in text for text in on_page)
            assert not any(said in text for text in beside)


def test_where_we_are_counts_steps_and_items() -> None:
    made = session()
    assert place(made, HERE).progress == "Step 2 of 10 · Standard 2 of 21"
    later = agenda_edits.set_state(
        next(step.id for step in made.agenda if "Domain 3" in step.title), "skipped"
    ).apply(made, NOW)
    assert place(later, HERE).progress.endswith("Standard 2 of 16"), "what is left out is not ahead"
    bare = made.model_copy(update={"place": "", "date": None})
    assert place(bare, HERE).session == "Day one"


# --- say next -------------------------------------------------------------------------------------


def hidden(count: int) -> Callable[[Session], Session]:
    return lambda made: answered(made, [3] * count)


def shown(*levels: int | None) -> Callable[[Session], Session]:
    return lambda made: score_edits.reveal(ITEM).apply(answered(made, levels), NOW)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hidden(0), "“Where are we on this? Settle"),
        (hidden(4), "“1 more, then we look"),
        (hidden(5), "“Everybody has answered. Let us look.” Press r."),
        (shown(3, 3, 3, 3), "“Which level can we all stand behind?” Press g."),
        (shown(1, 4, 4, 4), "County Council sees it three levels lower than the others."),
        (shown(1, 1, 3, 5, 5), "County Council and ICB are at the low end"),
        (shown(1, 5), "“Which level can we all"),
        (
            lambda m: score_edits.second_round(ITEM).apply(shown(1, 5)(m), NOW),
            "“Where are we on this once more?",
        ),
        (
            lambda m: score_edits.agree(ITEM, 3).apply(shown(3, 3, 3)(m), NOW),
            "Does anybody see it differently?",
        ),
    ],
)
def test_what_to_say_follows_what_was_answered(change: Callable[[Session], Session], said: str) -> None:
    assert say_next(change(session()), HERE)[0].startswith(said)


def test_after_a_mixed_second_round_it_is_time_to_agree() -> None:
    made = score_edits.second_round(ITEM).apply(shown(1, 1, 5, 5)(session()), NOW)
    made = score_edits.reveal(ITEM).apply(answered(made, [1, 1, 5, 5]), NOW)
    assert say_next(made, HERE) == ("“Which level can we all stand behind?” Press g.",)


# --- what was recorded ----------------------------------------------------------------------------


def test_notes_actions_and_dissent_stand_where_they_belong_as_typed() -> None:
    made = score_edits.agree(ITEM, 3).apply(session(), NOW)
    made = score_edits.dissent(ITEM, "icb", ODD).apply(made, NOW)
    made = note_edits.add_note("evidence", ODD, origin=ITEM).apply(made, NOW)
    made = note_edits.add_note("decision", "Decided.", origin="icbo/d1").apply(made, NOW)
    made = note_edits.add_note("parked", "Later.").apply(made, NOW)
    made = note_edits.add_action(
        note_edits.ActionFields(ODD, owner="Priya", body="ICB", due=dt.date(2026, 11, 30)), origin=ITEM
    ).apply(made, NOW)
    beside = aside(made, HERE, TODAY)
    assert PageLine("text", ODD, person=True) in beside
    assert "Dissent of ICB from level 3" in words(beside)
    assert f"evidence: {ODD}" in words(beside)
    assert f"A1 {ODD} · Priya, ICB · 30 Nov 2026 · overdue" in words(beside)
    assert not any("Decided" in word or "Later" in word for word in words(beside))

    closing = next(stop for stop in plan.stops(made) if stop.part == "closing")
    assert "DECISION: Decided." in words(page(made, closing, TODAY).lines)
    assert "DECISION: Decided." not in words(aside(made, closing, TODAY))

    close = words(page(made, stop_of(made, "close"), TODAY).lines)
    assert "Domain 1: Decided." in close
    assert "Later." in close
    assert any(text.startswith(f"A1 {ODD}") for text in close)
    assert close[0] == "1 action open. Press s, then w, to write the summary."

    row = next(row for row in agenda_rows(made, NOW) if row.stop == HERE)
    assert (row.mark, row.words.strip()) == ("✓", f"1.2 {made.item(ITEM).name} · agreed level 3")


def test_open_actions_come_soonest_first_and_say_how_many_are_late() -> None:
    made = session()
    for text, due in (("none", None), ("late", dt.date(2026, 11, 1)), ("soon", dt.date(2026, 12, 1))):
        made = note_edits.add_action(note_edits.ActionFields(text, due=due)).apply(made, NOW)
    made = note_edits.add_action(
        note_edits.ActionFields("done", due=dt.date(2026, 1, 1), status="done")
    ).apply(made, NOW)
    head, *lines = page(made, stop_of(made, "actions"), TODAY).lines
    rows = [line.text for line in lines if line.tone == "point"]
    assert head.text == "3 open, 1 overdue"
    assert [row.split()[1] for row in rows] == ["late", "soon", "none"]


def test_gaps_stand_widest_first() -> None:
    made = score_edits.agree("icbo/D1.1", 4).apply(session(), NOW)
    made = score_edits.agree(ITEM, 1, target=4).apply(made, NOW)
    gaps = words(page(made, stop_of(made, "gaps"), TODAY).lines)
    names = [f"{made.item(item_id).number} {made.item(item_id).name}" for item_id in (ITEM, "icbo/D1.1")]
    assert gaps[0] == f"To talk about first: {'; '.join(names)}."
    assert [row.label for row in profile(made, "gap")] == ["1.2", "1.1"]


def test_bodies_to_complete_are_the_partners_and_those_named_before() -> None:
    made = note_edits.add_action(note_edits.ActionFields("Do it", body="Police")).apply(
        session(names=("ICB",)), NOW
    )
    made = note_edits.add_action(note_edits.ActionFields("Do more", body="ICB")).apply(made, NOW)
    assert names_of(made).bodies == ("ICB", "Police")


def test_summary_contents_count_what_there_is() -> None:
    made = score_edits.agree(ITEM, 3).apply(answered(session(), [3]), NOW)
    made = note_edits.add_note("comment", "Said.").apply(made, NOW)
    made = note_edits.add_note("comment", "Said too.").apply(made, NOW)
    told = words(summary_contents(made))
    assert told == [
        "5 partners",
        "1 of 21 items answered",
        "1 agreed level",
        "2 comments",
        "20 items not reached",
    ]


# --- what is hidden stays hidden ------------------------------------------------------------------

LEVELS = st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=5, max_size=5)


@given(LEVELS, LEVELS, LEVELS, st.integers(0, 5), st.booleans())
@example([1, 1, 5, 5, 5], [3, 3, 3, 3, 3], [1, 1, 3, 5, 5], 5, True)
@example([3, 3, 3, 3, 3], [3, 3, 3, 3, 3], [1, 1, 3, 5, 5], 5, False)
@settings(max_examples=20, deadline=None)
def test_nothing_on_any_page_tells_of_answers_before_their_reveal(
    first: list[int | None], one: list[int | None], other: list[int | None], how_many: int, agreed: bool
) -> None:
    """Two rooms that differ only in hidden answers look the same, in the first round and in the second."""
    base = session()
    if agreed:  # a room may settle on levels before anything is revealed; then the gaps page speaks of them
        base = score_edits.agree(ITEM, 2).apply(base, NOW)
        base = score_edits.agree("icbo/D1.1", 2).apply(base, NOW)
    again = score_edits.second_round(ITEM).apply(
        score_edits.reveal(ITEM).apply(answered(base, first), NOW), NOW
    )
    for before in (base, again):
        told = {all_text(answered(before, levels[:how_many])) for levels in (one, other)}
        assert len(told) == 1
    revealed = score_edits.reveal(ITEM).apply(answered(base, [1, 1, 1]), NOW)
    assert all_text(revealed) != all_text(answered(base, [1, 1, 1])), "after it, they are spoken of"


def test_the_close_says_when_the_room_meets_next_and_how_to_keep_that() -> None:
    made = new_session("four-domains", "ICB")
    stop = stop_of(made, "close")
    assert "i keeps when you meet next." in words(page(made, stop, TODAY).lines)
    made = note_edits.set_next_meeting(dt.date(2027, 1, 12)).apply(made, NOW)
    assert "We meet next on Tue 12 Jan 2027." in words(page(made, stop, TODAY).lines)
    assert walls.at(made, stop).statement == "We meet next on Tue 12 Jan 2027."
