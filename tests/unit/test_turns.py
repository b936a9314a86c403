"""Turns: who has one and when, how its minutes are shared, its clocks, and what is told of it."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given as each, strategies as st

from sessions import plan, schedule
from sessions.edits import agenda as agenda_edits, notes as note_edits, pauses, people as people_edits
from sessions.edits.event import move_to, set_material
from sessions.kinds.turns import edits
from sessions.kinds.turns.records import (
    MOST_TURNS,
    PARTS,
    TurnPart,
    TurnsActivity,
    had,
    present,
    shared,
    turn_key,
)
from sessions.outputs.text import account
from sessions.plan import Template, stops
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.check import findings
from tests.builders import NOW, page, said_at, say_next
from tests.offered import step_offers
from tests.turns import PEOPLE, PRIYA, SAM, TOM, at, commits, named, step, taker, turns_session
from workshop.materials.load import load_file
from workshop.steps.position import agenda_rows
from workshop.steps.turns import pace, sums

START = Stop(activity_id="s2")


def after(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def went(session: Session, *way: tuple[Stop, float]) -> Session:
    """The session after it has been at these stops, from so many minutes on each."""
    for stop, minutes in way:
        session = move_to(stop).apply(session, after(minutes))
        session = agenda_edits.run_clock_at(stop).apply(session, after(minutes))
    return session


# --- who has a turn -------------------------------------------------------------------------------


def test_people_have_a_turn_or_partners_or_whoever_is_named() -> None:
    assert named(turns_session()) == ["Priya Shah", "Tom Okafor", "Sam Lee"]
    assert named(turns_session(people=())) == ["County Council", "ICB"], "where nobody is named"
    assert named(turns_session(who="partners")) == ["County Council", "ICB"]
    assert named(turns_session(who=["Ann", "Bob"])) == ["Ann", "Bob"]
    assert named(turns_session(people=(), names=())) == []
    who = taker(turns_session(), PRIYA)
    assert (who.owner, who.body) == ("Priya Shah", "ICB")
    partner = taker(turns_session(who="partners"), "icb")
    assert (partner.owner, partner.body) == ("", "ICB")


def test_every_part_of_every_turn_is_a_stop_but_for_who_is_not_here() -> None:
    own = [stop for stop in stops(turns_session()) if stop.activity_id == "s2"]
    assert own == [START, *(at(who, part) for who in (PRIYA, TOM, SAM) for part in (1, 2, 3, 4))]
    out = edits.pass_over("s2", TOM).apply(turns_session(), NOW)
    assert len([stop for stop in stops(out) if stop.activity_id == "s2"]) == 9
    assert named(out) == ["Priya Shah", "(Tom Okafor)", "Sam Lee"]
    assert named(edits.take_in("s2", "Tom").apply(out, NOW)) == named(turns_session())


def test_who_sent_apologies_is_passed_over_and_who_left_after_a_turn_is_not() -> None:
    made = people_edits.set_attendance(SAM, "apologies").apply(turns_session(), NOW)
    assert named(made)[2] == "(Sam Lee)"
    assert taker(made, SAM).away == "apologies"
    with pytest.raises(Problem, match="Sam Lee is noted as away: apologies"):
        edits.take_in("s2", SAM).apply(made, NOW)
    left = people_edits.set_attendance(PRIYA, "left").apply(turns_session(), NOW)
    assert named(left)[0] == "(Priya Shah)"
    spoke = people_edits.set_attendance(PRIYA, "left").apply(commits(turns_session(), PRIYA), NOW)
    assert named(spoke)[0] == "Priya Shah"


def test_the_order_is_the_rooms() -> None:
    made = edits.order_turns("s2", ["Sam", PRIYA]).apply(turns_session(), NOW)
    assert named(made) == ["Sam Lee", "Priya Shah", "Tom Okafor"]
    assert stops(made)[2].ref == turn_key(step(made), SAM)
    late = people_edits.set_people((*made.people, PEOPLE[0].model_copy(update={"uid": "9", "name": "Zoe"})))
    assert named(late.apply(made, NOW))[-1] == "Zoe", "who comes in later comes last"
    with pytest.raises(Problem, match="Nobody called 'Ann' has a turn"):
        edits.order_turns("s2", ["Ann"]).apply(made, NOW)


def test_names_are_said_on_the_step_and_nobody_who_had_a_turn_is_lost() -> None:
    made = edits.set_takers("s2", ["Ann", " Bob "]).apply(turns_session(), NOW)
    assert named(made) == ["Ann", "Bob"]
    spoke = commits(made, "Ann")
    assert spoke.actions[0].owner == "Ann"
    with pytest.raises(Problem, match="Ann has had a turn"):
        edits.set_takers("s2", ["Bob", "Cem"]).apply(spoke, NOW)
    assert named(edits.set_takers("s2", ["Cem", "Ann"]).apply(spoke, NOW)) == ["Cem", "Ann"]
    with pytest.raises(Problem, match="Ann has had a turn"):
        edits.set_takers("s2", "people").apply(spoke, NOW)
    for wrong in ([], ["A", "a"], ["  "], [str(n) for n in range(MOST_TURNS + 1)]):
        with pytest.raises(Problem, match="Nobody is named so"):
            edits.set_takers("s2", wrong).apply(made, NOW)


def test_who_committed_to_something_stays_on_the_list_of_people() -> None:
    made = commits(turns_session(), PRIYA)
    with pytest.raises(Problem, match="Something is noted of Priya Shah"):
        people_edits.set_people(PEOPLE[1:]).apply(made, NOW)
    with pytest.raises(Problem, match="has answers on record"):
        people_edits.remove_partner("icb").apply(commits(turns_session(who="partners"), "icb"), NOW)
    assert findings(people_edits.set_people(PEOPLE[:1]).apply(made, NOW)) == ()
    assert findings(edits.set_takers("s2", "people").apply(made, NOW)) == ()


def test_what_is_recorded_keeps_the_step() -> None:
    assert "Something is recorded" not in str(set_material("o", (), ()).apply(turns_session(), NOW))
    with pytest.raises(Problem, match="Something is recorded in Our turns"):
        set_material("o", (), ()).apply(commits(turns_session(), PRIYA), NOW)


# --- minutes --------------------------------------------------------------------------------------


@each(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(1, 120))
def test_parts_share_the_minutes_of_a_turn(minutes: list[int], airtime: int) -> None:
    parts = [TurnPart(title="Part", minutes=own) for own in minutes]
    if airtime < len(parts):
        with pytest.raises(Problem, match="too few"):
            shared(parts, airtime)
        return
    own = [part.minutes for part in shared(parts, airtime)]
    assert sum(own) == airtime
    assert min(own) >= 1
    if airtime == sum(minutes):
        assert all(abs(new - old) <= 1 for new, old in zip(own, minutes, strict=True))


def test_the_usual_parts_are_twenty_minutes_and_scale() -> None:
    assert [part.minutes for part in PARTS] == [5, 4, 8, 3]
    made = edits.set_airtime("s2", 10).apply(turns_session(), NOW)
    assert sum(part.minutes for part in step(made).parts) == step(made).airtime == 10
    made = edits.set_parts("s2", [1, 2, 3, 4]).apply(made, NOW)
    assert [part.minutes for part in step(made).parts] == [1, 2, 3, 4]
    for wrong, said in (
        (edits.set_airtime("s2", 0), "0 minutes cannot be"),
        (edits.set_airtime("s2", 3), "too few for 4 parts"),
        (edits.set_parts("s2", [1, 2]), "2 numbers for 4 parts"),
        (edits.set_parts("s2", [0, 2, 3, 4]), "no minutes of a turn"),
        (edits.set_airtime("s1", 10), "Welcome has no turns"),
    ):
        with pytest.raises(Problem, match=said):
            wrong.apply(made, NOW)


def test_minutes_add_up_and_what_runs_over_is_said() -> None:
    session = turns_session()
    assert sums(session, step(session)) == ("3 turns of 20 minutes: 60 minutes together.", "")
    short = turns_session(minutes=40)
    over = "That is 20 minutes more than the 40 of this step."
    assert sums(short, step(short))[1] == over
    assert f"{over} o makes them shorter." in said_at(short, START)
    fewer = edits.pass_over("s2", SAM).apply(short, NOW)
    assert sums(fewer, step(fewer)) == ("2 turns of 20 minutes: 40 minutes together.", "")


def test_while_turns_run_it_is_said_whether_there_is_time_for_the_others() -> None:
    session = went(turns_session(), (at(PRIYA), 0))
    who = taker(session, PRIYA)
    assert pace(session, step(session), who, after(10)) == ("2 turns to come, and time for them", False)
    assert pace(session, step(session), who, after(25)) == (
        "2 turns to come: 5 min more than the step has",
        True,
    )
    done = went(session, (at(TOM), 20), (at(SAM), 40))
    assert pace(done, step(done), taker(done, SAM), after(45)) == ("", False), "everybody has had a turn"
    jumped = went(session, (at(SAM), 20))
    assert pace(jumped, step(jumped), taker(jumped, SAM), after(25)) == (
        "1 turn to come, and time for it",
        False,
    )


# --- clocks ---------------------------------------------------------------------------------------


def clocks(session: Session, minutes: float) -> list[tuple[str, int]]:
    assert session.at is not None
    own = schedule.own_clocks(session, session.at, after(minutes))
    return [(timed.what, clock.left) for timed, clock in own]


def test_a_turn_and_its_part_have_a_clock_each() -> None:
    made = went(turns_session(), (at(PRIYA), 0))
    assert clocks(made, 2) == [("turn", 18 * 60), ("this part", 3 * 60)]
    made = went(made, (at(PRIYA, 2), 6))
    assert clocks(made, 7) == [("turn", 13 * 60), ("this part", 3 * 60)]
    made = went(made, (at(TOM), 21))
    assert clocks(made, 22) == [("turn", 19 * 60), ("this part", 4 * 60)]
    back = went(made, (at(PRIYA, 2), 30))
    assert clocks(back, 31) == [("turn", -2 * 60), ("this part", -12 * 60)], "it goes on where it was"
    assert schedule.taken(back, "s2", after(31)) == 31 * 60, "and the step has all of it"
    assert clocks(went(made, (START, 40)), 41) == []


def test_a_pause_stops_the_clock_of_a_turn() -> None:
    made = pauses.pause().apply(went(turns_session(), (at(PRIYA), 0)), after(2))
    assert clocks(made, 9) == [("turn", 18 * 60), ("this part", 3 * 60)]
    assert clocks(pauses.go_on().apply(made, after(9)), 10) == [("turn", 17 * 60), ("this part", 2 * 60)]


def test_time_makes_a_turn_had() -> None:
    made = went(turns_session(), (at(PRIYA), 0), (at(TOM), 0.5), (START, 2))
    assert [had(made, step(made), who) for who in (PRIYA, TOM, SAM)] == [False, True, False]
    assert plan.left(turns_session()) == ("s2",)
    assert plan.left(made) == ()
    assert plan.left(commits(turns_session(), SAM)) == ()


# --- from a template ------------------------------------------------------------------------------


def template(tmp_path: Path, settings: str) -> Template:
    file = tmp_path / "set.toml"
    file.write_text(
        'id = "set"\nname = "Set"\nminutes = 60\nabout = "Set."\n\n[[steps]]\nkind = "turns"\n'
        f'title = "Turns"\nminutes = 60\n{settings}\n',
        "utf-8",
    )
    return load_file(Template, file)


def test_a_step_of_a_template_has_its_settings(tmp_path: Path) -> None:
    def planned(settings: str) -> TurnsActivity:
        (activity,), _ = plan.agenda(template(tmp_path, settings), {})
        assert isinstance(activity, TurnsActivity)
        return activity

    assert planned("").parts == PARTS
    assert planned('airtime = 10\nwho = "partners"').airtime == 10
    own = planned('who = ["Ann", "Bob"]\n[[steps.parts]]\ntitle = "Speak"\nminutes = 4\nothers = "Listen."')
    assert (own.who, own.airtime, own.parts[0].others) == (("Ann", "Bob"), 4, "Listen.")
    with pytest.raises(Problem, match="3 minutes are too few for 4 parts"):
        planned("airtime = 3")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('who = "everybody"', "steps\\[0\\].who: should be 'people', 'partners' or a list of 1 to 40"),
        ('who = ["A", "a"]', "steps\\[0\\].who: should be 'people'"),
        ("airtime = 0", "steps\\[0\\].airtime: should be 1 or more"),
        ('[[steps.parts]]\ntitle = "Speak"', "parts\\[0\\].minutes: is missing"),
        ('[[steps.parts]]\ntitle = "S"\nminutes = 1\nother = "x"', "did you mean 'others'"),
        ("parts = []", "parts: should have at least 1"),
    ],
)
def test_settings_that_are_wrong_are_said_to_be(tmp_path: Path, settings: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        template(tmp_path, settings)


def test_what_a_hand_can_get_wrong_is_named() -> None:
    made = turns_session(order=[TOM, TOM], out=[SAM, SAM])
    assert [str(fault) for fault in findings(made)] == [
        f"agenda 2, order 2: '{TOM}' stands twice",
        f"agenda 2, out 2: '{SAM}' stands twice",
    ]
    gone = turns_session(order=["nobody"], out=["nobody"])
    assert findings(gone) == ()
    assert named(gone) == named(turns_session()), "who is gone leaves no gap"


# --- what is told ---------------------------------------------------------------------------------


def test_the_page_says_whose_turn_it_is_and_what_the_others_do() -> None:
    shown = page(turns_session(), at(TOM, 2))
    assert (shown.label, shown.title) == ("Turn 2 of 3", "Tom Okafor: Questions to understand")
    assert shown.lines[0].text == PARTS[1].others
    titles = [row.words.strip() for row in agenda_rows(turns_session(), NOW)]
    assert "Tom Okafor: Questions to understand" in titles


def test_it_is_said_what_to_say_next_and_that_nothing_is_written_down() -> None:
    said = say_next(turns_session(), at(PRIYA))
    assert any("Nothing of it is written down" in line for line in said)
    assert say_next(turns_session(), at(PRIYA, 4))[-2:] == (
        "a notes it, with Priya Shah as its owner.",
        "Then → goes on with Tom Okafor.",
    )
    assert say_next(turns_session(), at(SAM, 4))[-2].endswith("this was the last turn.")
    assert say_next(turns_session(), at(SAM, 4))[-1] == "No turn yet: Priya Shah, Tom Okafor. j goes there."
    assert say_next(turns_session(), START)[-1] == "→ begins with Priya Shah."
    nobody = turns_session(people=(), names=())
    assert "Nobody has a turn yet" in said_at(nobody, START)
    assert "o says who has a turn." in say_next(nobody, START)[-1]


def test_what_is_noted_at_a_turn_is_of_that_turn() -> None:
    made = commits(turns_session(), PRIYA, "Call the trust")
    made = note_edits.add_note("comment", "It is about discharge.", origin=turn_key(step(made), PRIYA)).apply(
        made, NOW
    )
    assert "Call the trust" in said_at(made, at(PRIYA, 4))
    assert "It is about discharge." in said_at(made, at(PRIYA))
    assert "Call the trust" not in said_at(made, at(TOM))
    with pytest.raises(Problem, match="No item or section"):
        note_edits.add_note("comment", "x", origin="s2/nobody").apply(made, NOW)


def test_it_is_offered_for_as_many_as_are_named() -> None:
    words = [offer.words for offer in step_offers(turns_session(), "s1")]
    assert "Turns, 20 minutes each, for 3 people (60 min)" in words
    tables = [offer.words for offer in step_offers(turns_session(people=()), "s1")]
    assert "Turns, 20 minutes each, for 2 partners (40 min)" in tables
    empty = [offer.words for offer in step_offers(turns_session(people=(), names=()), "s1")]
    assert "Turns, 20 minutes each (60 min)" in empty
    (offer,) = [o for o in step_offers(turns_session(), "s1") if isinstance(o.activity, TurnsActivity)]
    added = agenda_edits.add_activity("s1", offer.activity).apply(turns_session(), NOW)
    assert findings(added) == ()
    removed = agenda_edits.remove_activity(added.agenda[1].id).apply(added, NOW)
    assert len(removed.agenda) == 3


def test_the_summary_says_who_had_a_turn_and_names_commitments_by_number_alone() -> None:
    made = went(turns_session(), (at(PRIYA), 0), (at(TOM), 18), (START, 40))
    made = commits(made, PRIYA, "Call the trust")
    made = note_edits.add_note("comment", "About discharge.", origin=turn_key(step(made), PRIYA)).apply(
        made, NOW
    )
    text = account(made)
    chapter = text[text.index("Our turns [s2]") : text.index("Time\n")]
    assert " ".join(chapter.split()) == (
        "Our turns [s2] -------------- Who had a turn: "
        "- Priya Shah (ICB): Took: 18 min; Commits to: A1 "
        "- Tom Okafor (County Council): Took: 22 min; Commits to: nothing on record "
        "Had no turn: Sam Lee. Noted of Priya Shah: - About discharge."
    )
    assert text.count("Call the trust") == 1, "in the table of actions, and there alone"
    assert "From: Our turns: Priya Shah" in " ".join(text.split())
    assert text.count("About discharge.") == 1
    assert "Our turns: 60 min; Taken: 40 min" in " ".join(text.replace("Planned: ", "").split())
    brief = commits(went(turns_session(), (at(PRIYA), 0), (at(TOM), 0.3), (START, 40)), PRIYA)
    assert "Priya Shah (ICB): Took: under 1 min; Commits to: A1" in " ".join(account(brief).split())
    hasty = commits(went(turns_session(), (at(PRIYA), 0), (START, 0.3)), PRIYA)
    assert "Took" not in account(hasty)
    untimed = account(commits(turns_session(), SAM))
    assert "Took" not in untimed
    assert "Who had a turn" not in account(turns_session())


def test_changes_are_called_by_who_they_are_about() -> None:
    made = turns_session()
    assert edits.pass_over("s2", TOM).label(made) == "Tom Okafor passed over in Our turns"
    assert edits.take_in("s2", TOM).label(made) == "turn of Tom Okafor in Our turns"
    assert edits.order_turns("s2", [TOM]).label(made) == "order of Our turns"


def test_nobody_comes_twice_and_all_that_are_present_are_in_the_order() -> None:
    made = edits.order_turns("s2", [TOM, TOM, SAM]).apply(turns_session(), NOW)
    assert [row.id for row in present(made, step(made))] == [TOM, SAM, PRIYA]
