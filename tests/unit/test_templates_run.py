"""Every template and every pack runs from its agenda to the summary, and items can be chosen for it."""

from __future__ import annotations

import pytest

from sessions import plan
from sessions.edits.agenda import postpone_rest
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS, ScoreActivity
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity
from sessions.scope import does_not_apply
from sessions.summary.build import build
from tests.builders import NOW, TODAY, answered, aside, new_session, packs, page, say_next, templates
from tests.walls import text, walls
from workshop.chosen import ItemChoice, item_choice
from workshop.keynames import OWN
from workshop.wall.layout.pages import pages

SIZES = ((80, 24), (120, 36))
NAMES = ("Council", "ICB", "People")


def everywhere(session: Session) -> None:
    """Every stop has a page and a wall that fits, and nothing empty beside it."""
    for stop in plan.stops(session):
        assert page(session, stop, TODAY).title, stop
        assert all(line.text.strip() for line in aside(session, stop, TODAY)), stop
    for stop, shown in walls(session):
        for size in SIZES:
            for number in range(pages(shown)):
                lines = text(shown, size, number)
                assert len(lines) <= size[1], (stop, size)
                assert all(len(line) <= size[0] for line in lines), (stop, size)


def run_through(session: Session) -> Session:
    """All items that are scored answered apart, revealed and agreed; dots placed, and seen."""
    for item in session.items(ScoreActivity):
        session = answered(session, item.id, (1, 2, 3))
        session = score_edits.reveal(item.id).apply(session, NOW)
        session = score_edits.agree(item.id, 2).apply(session, NOW)
    for step in session.agenda:
        if step.kind == "prioritise" and isinstance(step, MaterialActivity) and step.pack_id:
            first = step.items(session.packs)[0].id
            session = vote_edits.vote(step.id, session.partners[0].id, {first: 1}).apply(session, NOW)
            session = vote_edits.reveal_vote(step.id).apply(session, NOW)
    return session


@pytest.mark.long
@pytest.mark.parametrize("template_id", sorted(templates()))
def test_a_template_runs_to_its_summary(template_id: str) -> None:
    session = new_session(template_id, *NAMES)
    everywhere(session)
    after = run_through(session)
    everywhere(after)
    assert build(after, now=NOW).blocks


@pytest.mark.long
@pytest.mark.parametrize("pack_id", sorted(packs()))
def test_a_pack_runs_to_its_summary(pack_id: str) -> None:
    kind = "score" if packs()[pack_id].scale else "discuss"
    step = {"kind": kind, "title": "Material", "minutes": 30, "pack": pack_id}
    fields = {"id": "own", "name": "Own", "minutes": 30, "about": "One pack.", "steps": (step,)}
    agenda, used = plan.agenda(Template.model_validate(fields), packs())
    session = new_session("tips-and-pulse", *NAMES)
    session = session.model_copy(update={"agenda": agenda, "packs": used})
    everywhere(session)
    after = run_through(session)
    everywhere(after)
    assert build(after, now=NOW).blocks


@pytest.mark.parametrize("template_id", sorted(templates()))
def test_whatever_is_scored_begins_with_its_script(template_id: str) -> None:
    session = new_session(template_id, *NAMES)
    scored = [step for step in session.agenda if isinstance(step, ScoreActivity)]
    for step in scored:
        said = [say_next(session, stop) for stop in plan.stops(session) if stop.activity_id == step.id]
        holding = [lines for lines in said if set(map(OWN.fill, step.script)) <= set(lines)]
        assert len(holding) == 1, step.title


def test_a_script_is_said_at_the_first_item_that_applies_until_somebody_has_answered() -> None:
    session = new_session("steering-group", *NAMES)
    first, second, _ = (stop for stop in plan.stops(session) if stop.part == "item")
    script = say_next(session, first)[:3]
    assert "Cards up together when I say." in script[1]
    assert say_next(session, second)[0].startswith("“Where are we on this?")
    assert say_next(answered(session, first.ref, (1,)), first)[0].startswith("“2 more")
    without = does_not_apply(first.ref, "None here.").apply(session, NOW)
    assert say_next(without, second)[:3] == script
    assert script[0] not in say_next(without, first)


def test_what_comes_next_is_the_next_step_or_the_next_item_of_this_one() -> None:
    session = new_session("steering-group", *NAMES)
    places = plan.stops(session)
    coming = {stop: aside(session, stop, TODAY)[-1].text for stop in places}
    assert coming[places[1]] == "Standards of this meeting (24 min)"
    assert coming[places[2]] == "2.1 People at the heart"
    assert coming[places[4]] == "Decisions and actions (14 min)"
    closing = new_session("lived-experience", *NAMES)
    first = next(stop for stop in plan.stops(closing) if stop.ref.endswith("#today"))
    assert aside(closing, first, TODAY)[-1].text == "2 My say"


def test_a_script_for_what_is_read_is_not_told_twice() -> None:
    session = new_session("what-to-commission-jointly", *NAMES)
    stop = next(stop for stop in plan.stops(session) if stop.part == "list")
    said = say_next(session, stop)
    assert said[0] == "Read the four criteria aloud. Are they ours?"
    assert not [line for line in said if "let the room read" in line]


def test_the_second_half_day_opens_with_what_the_first_left() -> None:
    session = new_session("self-assessment-half", *NAMES)
    for item in session.items(ScoreActivity):
        if item.number != "1.8":
            session = answered(session, item.id, (1, 2, 3))
    review = next(stop for stop in plan.stops(session) if session.activity(stop.activity_id).kind == "review")
    lines = [line.text for line in page(session, review, TODAY).lines]
    assert lines[-2:] == ["Not reached so far", "1.8 Shared data, records and pathways"]
    group = new_session("steering-group", *NAMES)
    (opening,) = (s for s in plan.stops(group) if group.activity(s.activity_id).kind == "review")
    assert "Not reached so far" not in [line.text for line in page(group, opening, TODAY).lines], (
        "none is before"
    )


# --- items that are chosen ------------------------------------------------------------------------


def offered(template_id: str = "steering-group") -> ItemChoice:
    found = item_choice(templates()[template_id], packs())
    assert found is not None
    return found


def on(session: Session) -> list[str]:
    return [item.id for item in session.items(ScoreActivity)]


def test_where_nobody_has_chosen_the_first_of_each_domain_are_suggested_and_that_is_said() -> None:
    assert on(new_session("steering-group")) == ["icbo/D1.1", "icbo/D2.1", "icbo/D3.1"]
    assert offered().said(offered().suggested) == "3 standards, as suggested: 1.1, 2.1, 3.1"
    assert offered().said(("icbo/D4.1",)) == "1 standard: 4.1"


def test_a_choice_is_on_the_agenda_and_what_is_recorded_on_others_stays() -> None:
    session = answered(new_session("steering-group", *NAMES), "icbo/D1.1", (1, 2, 3))
    after = offered().edit(session, ["icbo/D4.1", "icbo/D1.3"]).apply(session, NOW)
    assert on(after) == ["icbo/D1.3", "icbo/D4.1"]
    assert BALLOTS.of(after) == BALLOTS.of(session) != ()
    assert after.item("icbo/D1.1") == session.item("icbo/D1.1")
    everywhere(after)


def test_a_section_of_which_a_few_items_were_chosen_is_not_introduced_or_closed() -> None:
    assert {stop.part for stop in plan.stops(new_session("steering-group")) if stop.ref} & {
        "section",
        "closing",
    } == set()
    whole = plan.stops(new_session("self-assessment"))
    assert [stop.ref for stop in whole if stop.part == "closing"] == [f"icbo/d{n}" for n in (2, 1, 3, 4)]


def test_too_many_and_unknown_items_are_refused() -> None:
    with pytest.raises(Problem, match="4 standards are more than can be chosen"):
        offered().check(["a", "b", "c", "d"])
    with pytest.raises(Problem, match=r"no standard '9\.9'"):
        offered().find("9.9")
    assert offered().find("d1.3") == offered().find("1.3") == "icbo/D1.3"


def test_dots_that_were_placed_keep_the_choice() -> None:
    session = run_through(new_session("lived-experience", *NAMES))
    choice = offered("lived-experience")
    with pytest.raises(Problem, match="Dots have been placed"):
        choice.edit(session, [choice.items[-1].id]).apply(session, NOW)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ({"choose": 1, "choose_items": 2}, "either `choose`, or `items` and `choose_items`"),
        ({"items": ("D1.1", "D1.2"), "choose_items": 1}, "more than the 1 to choose"),
        ({"kind": "reading", "items": ("D1.1",)}, "whole sections"),
    ],
)
def test_a_template_with_a_choice_that_cannot_be_is_refused(keys: dict[str, object], wrong: str) -> None:
    step = {"kind": "score", "title": "T", "minutes": 5, "pack": "icbo", **keys}
    with pytest.raises(ValueError, match=wrong):
        Template.model_validate({"id": "x", "name": "X", "minutes": 5, "about": "X.", "steps": (step,)})


def test_an_item_that_is_not_there_is_named() -> None:
    step = {"kind": "score", "title": "T", "minutes": 5, "pack": "icbo", "items": ("D9.9",)}
    fields = {"id": "x", "name": "X", "minutes": 5, "about": "X.", "steps": (step,)}
    with pytest.raises(Problem, match=r"has no item 'D9\.9' there"):
        plan.agenda(Template.model_validate(fields), packs())


def test_a_welcome_reads_what_its_packs_have_to_read_unless_its_template_says_no() -> None:
    def read(template_id: str) -> list[str]:
        return [stop.ref for stop in plan.stops(new_session(template_id)) if stop.part == "reading"]

    assert read("self-assessment") == ["icbo/principles", "icbo/what-matters"]
    assert read("steering-group") == []
    assert read("what-to-commission-jointly") == [], "nor what was so in 2011"


def test_what_is_left_of_the_first_of_two_days_goes_before_the_close_of_the_second() -> None:
    session = new_session("self-assessment-half", *NAMES)
    first, last = (step.id for step in session.agenda if step.kind == "close")
    assert last == session.agenda[-1].id
    moved = postpone_rest("s2").apply(session, NOW)
    assert [step.id for step in moved.agenda][-2:] == ["s2", last]
    later = postpone_rest("s9").apply(session, NOW)
    ids = [step.id for step in later.agenda]
    assert ids.index("s9") > ids.index(first), "what stands behind the first close is not moved before it"
