"""A series of several sessions: what goes on in which, in what order, and what each record keeps."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan, words
from sessions.anonymous import without_names
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.edits.notes import ActionFields
from sessions.edits.series import follow, left_in, reopen_action, stand_alone
from sessions.kinds.risk.records import LIKELIHOOD, RiskActivity
from sessions.kinds.score import edits as score_edits
from sessions.many.register import Wanted, logged_actions
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity, Person, Stop
from sessions.series import in_order, is_over, latest, not_spoken_of, standing_line
from sessions.spans import plain_text
from sessions.store.check import findings
from tests.builders import NOW, agendas, new_session, packs
from workshop.prepare import Draft, draft_after, drafted, going_on, linking

WEEKS = dt.timedelta(weeks=6)
ITEM = "icbo/D1.2"


def held(session_id: str, template_id: str = "four-domains", *, number: int = 0) -> Session:
    session = new_session(template_id, "County Council", "ICB")
    about = {"id": session_id, "title": f"Meeting {number + 1}", "place": "North"}
    when = {"created_at": NOW + number * WEEKS, "date": (NOW + number * WEEKS).date()}
    return session.model_copy(update={**about, **when})


def act(session: Session, text: str, status: str = "open") -> Session:
    fields = ActionFields(text=text, due=dt.date(2026, 12, 20), status=status)  # type: ignore[arg-type]
    return note_edits.add_action(fields).apply(session, NOW)


def closed(session: Session, label: str, status: str = "done") -> Session:
    action = note_edits.find_action(session, label).model_copy(update={"status": status})
    return note_edits.change_action(action).apply(session, NOW)


def next_of(session_id: str, *before: Session, **given_: object) -> Session:
    draft = draft_after(before[0], agendas(), packs(), earlier=before[1:], **given_)
    number = len(before)
    made = drafted(draft, agendas()[draft.template_id], packs(), session_id, NOW + number * WEEKS)
    return made.model_copy(update={"title": f"Meeting {number + 1}", "date": (NOW + number * WEEKS).date()})


def begun(session: Session) -> Session:
    return event_edits.move_to(plan.stops(session)[0]).apply(session, NOW)


def texts(session: Session) -> list[str]:
    return [action.text for action in session.open_actions()]


def linked(session: Session, *before: Session, takes_on: bool = True) -> Session:
    return follow(before, takes_on=takes_on).apply(session, NOW)


def test_it_opens_with_the_open_actions_once_and_not_where_nothing_goes_on() -> None:
    first = act(held("a"), "Agree the route")
    second = next_of("b", first)
    assert [step.kind for step in second.agenda].index("review") == 0
    third = next_of("c", second, first)
    assert [step.kind for step in third.agenda].count("review") == 1
    assert (third.agenda[0].kind, third.agenda[0].title) == ("review", "Since last time")
    plain = next_of("b", held("a"))
    assert [step.kind for step in plain.agenda] == [step.kind for step in held("a").agenda]


def test_the_review_of_a_template_comes_first_and_keeps_its_words() -> None:
    second = next_of("b", act(held("a"), "Agree the route"), template_id="steering-group")
    assert (second.agenda[0].title, second.agenda[0].minutes) == ("Open actions", 12)
    ids = [step.id for step in second.agenda]
    assert sorted(ids) == sorted(set(ids))
    other = plan.agenda(agendas()["tips-and-pulse"], packs())
    changed = event_edits.set_material("tips-and-pulse", *other).apply(second, NOW)
    assert changed.agenda[0].kind == "review", "also after another template is taken"


def test_what_an_earlier_session_has_open_comes_though_the_last_one_never_had_it() -> None:
    """The last one was held without it, and was put into the series afterwards."""
    first = act(act(held("a"), "Agree the route"), "Closed then", "done")
    second = linked(act(held("b", number=1), "Draft the terms"), first, takes_on=False)
    assert texts(second) == ["Draft the terms"], "its record is what was said in it"
    third = next_of("c", second, first)
    assert sorted(texts(third)) == ["Agree the route", "Draft the terms"]
    assert {action.text: action.carried_from for action in third.actions} == {
        "Draft the terms": "b",
        "Agree the route": "a",
    }
    assert len({action.id for action in third.actions}) == 2, "both were A1"
    assert third.series is not None
    assert third.series.taken_from == ("a", "b")
    assert second.series is not None
    assert second.series.taken_from == ()
    route = next(action for action in third.actions if action.text == "Agree the route")
    assert route.remarks[-1].text == "A1 in Meeting 1, 1 Dec 2026"
    assert plain_text(words.status(route, third.series)) == "Open, carried over from Meeting 1, 1 Dec 2026"
    assert findings(third) == ()


def test_an_item_is_not_reached_because_an_action_or_a_parked_point_came_along_with_it() -> None:
    first = note_edits.add_action(ActionFields("Agree the route"), origin=ITEM).apply(held("a"), NOW)
    first = note_edits.add_note("parked", "Estates", origin="icbo/D1.3").apply(first, NOW)
    second = next_of("b", first)
    assert {action.origin for action in second.actions} == {ITEM}
    assert {ITEM, "icbo/D1.3"} <= set(plan.left(second)), "nobody came to them here"
    added = note_edits.add_action(ActionFields("Sign it"), origin=ITEM).apply(second, NOW + WEEKS)
    parked = note_edits.add_note("parked", "Beds", origin="icbo/D1.3").apply(added, NOW + WEEKS)
    assert not {ITEM, "icbo/D1.3"} & set(plan.left(parked))


def test_the_last_word_on_an_action_holds_and_closed_it_goes_on_no_more() -> None:
    first = act(act(held("a"), "Agree the route"), "Draft the terms")
    second = closed(next_of("b", first), "A1")
    assert texts(next_of("c", second, first)) == ["Draft the terms"]
    log = logged_actions([second, first], Wanted(), NOW.date())
    assert {row.action.text: (row.action.status, row.session.id) for row in log} == {
        "Agree the route": ("done", "b"),
        "Draft the terms": ("open", "b"),
    }
    assert [action.status for action in first.actions] == ["open", "open"], "the record keeps what was said"


def test_the_last_word_is_that_of_the_series_and_not_of_when_files_were_made() -> None:
    late = act(held("late", number=5), "Agree the route")
    early = linked(held("early", number=1), late)
    early = closed(early, "A1")
    assert [session.id for session in in_order([early, late])] == ["late", "early"]
    (row,) = logged_actions([early, late], Wanted(), NOW.date())
    assert (row.session.id, row.action.status) == ("early", "done")


def test_a_closed_action_is_reopened_in_a_later_session_as_the_same_one() -> None:
    first = act(act(held("a"), "Agree the route"), "Draft the terms")
    second = closed(closed(next_of("b", first), "A1"), "A2", "dropped")
    third = next_of("c", second, first)
    third = note_edits.add_action(ActionFields("Something new")).apply(third, NOW)
    source, action = next(pair for pair in latest((second, first)) if pair[1].text == "Agree the route")
    back = reopen_action(action, source, remark="It broke again.").apply(third, NOW)
    again = back.actions[-1]
    assert (again.uid, again.status, again.carried_from) == (first.actions[0].uid, "open", "b")
    assert (again.id, third.actions[0].id) == ("A2", "A1")
    assert [remark.text for remark in again.remarks] == ["A1 in Meeting 2, 12 Jan 2027", "It broke again."]
    (log,) = (
        row for row in logged_actions([back, first, second], Wanted(), NOW.date()) if row.action == again
    )
    assert log.session.id == "c"
    assert "Agree the route" in texts(next_of("d", back, second, first))
    with pytest.raises(Problem, match="in this session already"):
        reopen_action(action, source).apply(back, NOW)


def test_what_was_said_of_an_action_stays_in_the_session_where_it_was_said() -> None:
    first = act(held("a"), "Agree the route")
    second = next_of("b", first)
    moved = second.actions[0].model_copy(
        update={"due": dt.date(2027, 2, 1), "owner": "Priya", "status": "in progress"}
    )
    second = note_edits.change_action(moved, remark="Needs a lawyer.").apply(second, NOW)
    third = next_of("c", second, first)
    here = third.actions[0]
    assert (here.due, here.owner, here.status) == (dt.date(2027, 2, 1), "Priya", "in progress")
    assert [(past.due, past.session_id) for past in here.past_dues] == [(dt.date(2026, 12, 20), "b")]
    assert [(remark.text, remark.session_id) for remark in here.remarks] == [("Needs a lawyer.", "b")]
    assert (first.actions[0].past_dues, first.actions[0].remarks) == ((), ())


def test_what_was_not_talked_about_is_told() -> None:
    first = act(act(held("a"), "Agree the route"), "Draft the terms")
    second = next_of("b", first)
    assert not_spoken_of(second) == (), "as long as it has not begun"
    running = begun(second)
    assert [action.id for action in not_spoken_of(running)] == ["A1", "A2"]
    spoken = note_edits.speak_of(running.actions[0]).apply(running, NOW)
    assert [action.id for action in not_spoken_of(spoken)] == ["A2"]
    third = begun(next_of("c", spoken, first))
    assert [action.id for action in not_spoken_of(third)] == ["A1", "A2"], "of each session anew"


def test_points_that_the_session_before_left_alone_do_not_come_by_a_way_round() -> None:
    first = note_edits.add_note("parked", "Estates").apply(held("a"), NOW)
    without = next_of("b", first, takes_parked=False)
    assert next_of("c", without, first).notes == ()
    aside = linked(held("b", number=1), first, takes_on=False)
    assert [note.text for note in next_of("c", aside, first).notes] == ["Estates"]


def test_decisions_and_risks_stand_with_where_they_are_from() -> None:
    step = RiskActivity(id="new", title="Risks", minutes=9, pack_id="lead-provider-risks")
    first = agenda_edits.add_activity("s1", step, (packs()["lead-provider-risks"],)).apply(held("a"), NOW)
    for item_id, levels in (("R1", (1, 1)), ("R2", (3, 3)), ("R3", (2, 2))):
        asked = f"lead-provider-risks/{item_id}#{LIKELIHOOD.id}"
        for partner, level in zip(first.partners, levels, strict=True):
            first = score_edits.answer_level(asked, partner.id, level).apply(first, NOW)
        first = score_edits.reveal(asked).apply(first, NOW) if item_id != "R3" else first
    first = note_edits.add_note("decision", "We meet monthly", votes=(5, 1, 0)).apply(first, NOW)
    second = next_of("b", first)
    assert second.series is not None
    told = [plain_text(standing_line(second.series, row)) for row in second.series.standing]
    assert told[0] == "We meet monthly: 5 for, 1 against, 0 abstaining (Meeting 1, 1 Dec 2026)"
    assert len(told) == 2, "what is low, and what is still hidden, is nothing to look at again"
    assert told[1].startswith("1 Financial impact: high (not settled: median 1 of 2 answers)")
    third = next_of("c", second, first)
    assert third.series is not None
    assert [row.session_id for row in third.series.standing] == ["a", "a"]


def test_what_nobody_came_to_comes_where_it_is_wanted_and_what_was_left_for_it_does_anyway() -> None:
    first = score_edits.agree(ITEM, 2).apply(held("a"), NOW)
    plain = next_of("b", first, template_id="tips-and-pulse")
    assert not any(
        isinstance(step, MaterialActivity) and "icbo" in str(step.pack_id) for step in plain.agenda
    )
    wanted = next_of("b", first, template_id="tips-and-pulse", takes_left=True)
    items = {item.id for item in wanted.items()}
    left = {ref for refs in left_in(held("x", "tips-and-pulse"), first).values() for ref in refs}
    assert items >= left
    assert (len(left) > 5, ITEM in left) == (True, False)
    assert findings(wanted) == ()
    assert wanted.agenda[-1].kind == plain.agenda[-1].kind, "before the close"
    step = next(step for step in first.agenda if isinstance(step, MaterialActivity))
    later = agenda_edits.set_state(step.id, "next session").apply(first, NOW)
    came = next_of("b", later, template_id="tips-and-pulse")
    assert {item.id for item in came.items()} >= {ref for ref in left if ref.startswith("icbo/D1")}
    none = next_of("b", later, template_id="tips-and-pulse", takes_left=False)
    assert [step.id for step in none.agenda] == [step.id for step in plain.agenda]


def test_a_session_goes_on_from_none_that_comes_after_it() -> None:
    first, second = held("a"), linked(held("b", number=1), held("a"))
    with pytest.raises(Problem, match="can't go on from itself"):
        follow((first,)).apply(first, NOW)
    with pytest.raises(Problem, match="comes after it"):
        follow((second, first)).apply(first, NOW)


def test_alone_again_it_keeps_what_was_said_in_it() -> None:
    first = act(act(held("a"), "Agree the route"), "Draft the terms")
    second = closed(next_of("b", first), "A1")
    second = note_edits.set_next_meeting(dt.date(2027, 3, 1)).apply(second, NOW)
    alone = stand_alone().apply(second, NOW)
    assert [action.id for action in alone.actions] == ["A1"]
    assert alone.series is not None
    assert (alone.series.previous, alone.next_meeting) == (None, dt.date(2027, 3, 1))
    with pytest.raises(Problem, match="goes on from none"):
        stand_alone().apply(alone, NOW)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from(("open", "in progress", "done", "dropped")), max_size=3), max_size=4)
)
def test_whatever_becomes_of_actions_each_is_there_once_and_as_it_was_left(steps: list[list[str]]) -> None:
    before = (act(act(held("a"), "One"), "Two"),)
    for number, statuses in enumerate(steps):
        session = next_of(f"x{number}", *before)
        for action, status in zip(session.actions, statuses, strict=False):
            session = closed(session, action.id, status)
        before = (act(session, f"New {number}"), *before)
    for session in before:
        assert (
            len({a.uid for a in session.actions})
            == len({a.id for a in session.actions})
            == len(session.actions)
        )
    for newer, older in pairwise(before):
        assert {a.uid for a in newer.actions} >= {a.uid for a in older.open_actions()}
    last = {action.uid: action.status for _, action in latest(before)}
    log = logged_actions(before, Wanted(), NOW.date())
    assert {row.action.uid: row.action.status for row in log} == last


def test_the_first_stop_is_that_of_the_open_actions() -> None:
    second = next_of("b", act(held("a"), "Agree the route"))
    assert plan.stops(second)[0] == Stop(activity_id=second.agenda[0].id)


def test_what_stands_from_before_keeps_no_name_where_names_are_left_out() -> None:
    first = people_edits.set_people([Person(name="Priya Shah", role="Director")]).apply(held("a"), NOW)
    first = note_edits.add_note("decision", "Priya Shah chairs the group").apply(first, NOW)
    second = next_of("b", first)
    assert second.series is not None
    assert "Priya Shah" in second.series.standing[0].text
    assert "Priya" not in without_names(second).model_dump_json()


def test_a_session_of_another_day_is_over_and_one_of_today_is_not() -> None:
    day = held("a").date
    assert day is not None
    assert not is_over(held("a"), day)
    assert is_over(held("a"), day + dt.timedelta(days=1))
    assert is_over(held("a").model_copy(update={"final_at": NOW, "date": None}), day)
    assert not is_over(held("a").model_copy(update={"date": None}), day)


def test_a_prepared_session_takes_over_what_nobody_has_given_it() -> None:
    first = people_edits.set_people([Person(name="Ann", partner_id="icb")]).apply(act(held("a"), "One"), NOW)
    first = note_edits.set_next_meeting(dt.date(2027, 1, 12)).apply(first, NOW)
    template = agendas()["tips-and-pulse"]
    bare = drafted(Draft("tips-and-pulse", template.name, "north"), template, packs(), "b", NOW)
    taken = going_on(bare, (first,), agendas(), packs()).apply(bare, NOW)
    assert (taken.title, taken.place, taken.date) == ("Meeting 1", "North", dt.date(2027, 1, 12))
    assert (taken.template_id, taken.agenda[0].kind) == ("four-domains", "review")
    assert [partner.name for partner in taken.partners] == ["County Council", "ICB"]
    assert taken.people[0].partner_id == taken.partners[1].id
    assert findings(taken) == ()
    own = bare.model_copy(update={"title": "Autumn", "date": dt.date(2027, 2, 2)})
    own = people_edits.add_partner("Ward council").apply(own, NOW)
    kept = going_on(own, (first,), agendas(), packs(), keeps_agenda=True).apply(own, NOW)
    assert (kept.title, kept.date, kept.template_id) == ("Autumn", dt.date(2027, 2, 2), "tips-and-pulse")
    assert [partner.name for partner in kept.partners] == ["Ward council"]
    assert kept.people[0].partner_id is None, "of a partner that is not here"


def test_a_session_that_was_begun_on_its_own_takes_over_what_it_has_not() -> None:
    day = held("b", number=1).date
    assert day is not None
    first = act(held("a"), "One")
    bare = begun(held("b", number=1).model_copy(update={"partners": ()}))
    taken = linking(bare, (first,), agendas(), packs(), day, keeps_agenda=False).apply(bare, NOW)
    assert (len(taken.partners), texts(taken)) == (2, ["One"])
    assert [step.id for step in taken.agenda] == [step.id for step in bare.agenda], "it is under way"
    spoken = score_edits.answer_level(ITEM, "room", 2).apply(bare, NOW)
    later = linking(spoken, (first,), agendas(), packs(), day).apply(spoken, NOW)
    assert (later.partners, texts(later)) == ((), ["One"]), "the room has answered as one"
    over = linking(bare, (first,), agendas(), packs(), day + WEEKS).apply(bare, NOW)
    assert (over.partners, texts(over)) == ((), [])
