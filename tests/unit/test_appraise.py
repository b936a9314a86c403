"""An appraisal below the screen: levels, blind by partner or by the room, weights, and what they come to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sessions import plan
from sessions.edits.agenda import add_activity, remove_activity
from sessions.edits.items import add_item
from sessions.kinds.appraise import edits, words as says
from sessions.kinds.appraise.records import (
    APPRAISALS,
    WEIGHINGS,
    AppraiseActivity,
    appraisal_of,
    candidates_of,
    criteria_of,
    is_revealed,
)
from sessions.kinds.appraise.result import result_of
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import kind_of, reveal_all, revealed_only, waiting
from sessions.kinds.score import edits as score_edits
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import does_not_apply
from sessions.spans import plain_text
from sessions.voices import take_no_part
from tests import appraising as a
from tests.appraising import scale, totals
from tests.builders import NOW, new_session, page
from workshop.wall.shown import shown

STEP = a.APPRAISE


# --- plan -----------------------------------------------------------------------------------------


def test_candidates_go_down_and_the_last_stop_is_the_result() -> None:
    session = a.session()
    assert [(stop.part, stop.ref) for stop in plan.stops(session) if stop.activity_id == STEP] == [
        ("start", ""),
        *(("item", item_id) for item_id in (a.A1, a.A2, a.A3, a.A4, a.A5)),
        ("result", ""),
    ]
    assert [c.name for c in criteria_of(session, a.appraisal(session))] == [
        "Scale",
        "Transformational",
        "Value for money",
        "Strategic",
    ]
    assert [(c.id, c.weight) for c in criteria_of(session, a.appraisal(session, a.ROOMS))] == [
        ("c1", 1),
        ("c2", 1),
    ]
    assert "criteria" in {section.id for section in session.pack("scope").sections}, (
        "carried, though no candidates"
    )


def test_of_a_whole_pack_the_criteria_are_no_candidates() -> None:
    step = {key: value for key, value in a.STEPS[0].items() if key != "sections"}
    session = a.planned(step)
    ids = candidates_of(session, a.appraisal(session))
    assert a.A1 in ids
    assert not {a.K1, a.K2, a.K3, a.K4} & set(ids)


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"criteria": ["Cost"]}, "either `criteria_section` or `criteria`, not both"),
        ({"criteria_section": "", "criteria": ["Cost", "cost"]}, "two of the `criteria` have one name"),
        ({"criteria_section": "", "criteria": ["c" * 61]}, "at most 60"),
        ({"criteria_section": "older-people"}, "can't be one of the `sections`"),
        ({"pack": None}, "needs a pack"),
        ({"by_partner": "yes"}, "bool"),
    ],
)
def test_a_step_of_a_template_is_held_to_what_it_can_say(settings: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        a.template({**a.STEPS[0], **settings})


def test_what_the_room_names_is_held_against_criteria_of_a_pack_also_in_a_template_saved_from_it() -> None:
    step = {"kind": "appraise", "title": "Ours", "minutes": 9, "pack": "scope", "candidates": "typed"}
    session = a.planned({**step, "criteria_section": "criteria"})
    activity = a.appraisal(session, "s1")
    assert [section.id for section in session.pack("scope").sections] == ["criteria"], (
        "and nothing else of it"
    )
    assert candidates_of(session, activity) == ()
    assert [c.name for c in criteria_of(session, activity)][:2] == ["Scale", "Transformational"]
    session = add_item("s1", "Telecare").apply(session, NOW)
    activity = a.appraisal(session, "s1")
    assert len(candidates_of(session, activity)) == 1
    kept = kind_of(activity).as_step(activity)
    assert (kept["pack"], kept["candidates"], kept["criteria_section"]) == ("scope", "typed", "criteria")
    again = a.planned({**kept, "kind": "appraise"})
    assert candidates_of(again, a.appraisal(again, "s1")) == ()
    with pytest.raises(ValueError, match="come from no `sections`"):
        a.template({**step, "criteria_section": "criteria", "sections": ["older-people"]})


def test_a_section_of_criteria_that_is_not_there_is_named() -> None:
    with pytest.raises(Problem, match="has no section 'criteria-of-ours'") as wrong:
        a.planned({**a.STEPS[0], "criteria_section": "criteria-of-ours"})
    assert "older-people" in (wrong.value.hint or "")


def voted() -> Session:
    """A vote, and an appraisal of its first two."""
    vote = {
        "kind": "prioritise",
        "title": "Dots",
        "minutes": 5,
        "pack": "scope",
        "sections": ["older-people"],
    }
    step = {**a.STEPS[0], "title": "The first two", "top": 2, "sections": []}
    session = a.planned({**vote, "dots": 2}, step)
    dots = {"county-council": {a.A3: 2}, "icb": {a.A2: 1, a.A1: 1}, "voluntary-sector": {a.A3: 1, a.A5: 1}}
    for partner, counts in dots.items():
        session = vote_edits.vote("s1", partner, counts).apply(session, NOW)
    return session


def test_the_top_of_a_vote_stands_there_once_it_is_revealed_ties_and_all() -> None:
    session = voted()
    assert candidates_of(session, a.appraisal(session, "s2")) == ()
    session = vote_edits.reveal_vote("s1").apply(session, NOW)
    assert candidates_of(session, a.appraisal(session, "s2")) == (a.A3, a.A1, a.A2, a.A5)
    start = next(stop for stop in plan.stops(session) if stop.activity_id == "s2")
    said = "The last ones tie: 4 go on instead of 2."
    assert said in [line.text for line in page(session, start).lines]
    assert shown(session, start, NOW.date(), NOW, None)[0].statement == said
    assert {"criteria", "older-people"} == {section.id for section in session.pack("scope").sections}
    with pytest.raises(Problem, match="no vote comes before it"):
        a.planned({**a.STEPS[0], "top": 2, "sections": []})


# --- levels ---------------------------------------------------------------------------------------


def test_levels_come_one_by_one_and_go_again() -> None:
    session = a.given(a.session(), a.A1, [(4,)])
    edit = edits.appraise(STEP, a.A1, "county-council", {a.K2: None})
    assert edit.label(session) == "levels of County Council on Candidate 1.1"
    session = edit.apply(session, NOW)
    row = appraisal_of(session, STEP, a.A1, "county-council")
    assert row is not None
    assert row.levels == ((a.K1, 4), (a.K2, None))
    session = edits.take_back_levels(STEP, a.A1, "county-council", [a.K2]).apply(session, NOW)
    assert APPRAISALS.of(session)[0].levels == ((a.K1, 4),)
    session = edits.take_back_levels(STEP, a.A1, "county-council").apply(session, NOW)
    assert APPRAISALS.of(session) == (), "nothing is left of what the room never saw"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (edits.appraise(STEP, a.A1, "icb", {a.K1: 6}), "no level 6 for Scale"),
        (edits.appraise(STEP, a.A1, "icb", {a.K1: 0}), "no level 0 for Scale"),
        (edits.appraise(STEP, a.A1, "icb", {"c1": 3}), "no criterion 'c1'"),
        (edits.appraise(STEP, a.A1, "room", {a.K1: 3}), "Each partner gives its levels"),
        (edits.appraise(STEP, a.PAY1, "icb", {a.K1: 3}), "no candidate"),
        (edits.appraise(a.OPTIONS, a.O1, "icb", {a.K1: 3}), "is no appraisal"),
        (edits.appraise(a.ROOMS, a.PAY1, "icb", {"c1": 3}), "The room settles the levels"),
        (edits.reveal_levels(STEP, a.A1), "Nobody has given levels"),
        (edits.reveal_all_levels(STEP), "Nothing is hidden"),
        (edits.set_weights(STEP, {a.K1: 101}), "no weight"),
        (edits.set_weights(STEP, {a.K1: -1}), "no weight"),
        (edits.set_weights(STEP, dict.fromkeys((a.K1, a.K2, a.K3, a.K4), 0)), "would weigh nothing"),
        (edits.set_criteria(STEP, ["Cost"]), "come from the material"),
        (edits.set_criteria(a.ROOMS, ["Cost", "cost "]), "one name"),
        (edits.set_criteria(a.ROOMS, []), "0 criteria"),
        (edits.set_criteria(a.ROOMS, ["x" * 61]), "long for a criterion"),
        (edits.dissent_from_levels(STEP, a.A1, "icb", "No"), "own levels are on record"),
        (edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", "No"), "settled on no levels"),
    ],
)
def test_what_cannot_stand_is_refused(change: Any, wrong: str) -> None:
    with pytest.raises(Problem, match=wrong):
        change.apply(a.session(), NOW)


def test_each_partner_is_blind_until_the_reveal_and_the_room_never_is() -> None:
    session = a.settled(a.given(a.session(), a.A1, a.WORKED[a.A1]), a.PAY1, (3, 4))
    assert waiting(session) == (a.A1,)
    assert [row.item_id for row in APPRAISALS.of(revealed_only(session))] == [a.PAY1]
    assert totals(revealed_only(session))[a.A1] is None
    seen = edits.reveal_levels(STEP, a.A1).apply(session, NOW)
    assert is_revealed(seen, a.appraisal(seen), a.A1)
    assert waiting(seen) == ()
    assert totals(revealed_only(seen))[a.A1] == 15
    everything = reveal_all().apply(a.given(session, a.A2, a.WORKED[a.A2]), NOW)
    assert waiting(everything) == ()
    assert (
        edits.reveal_all_levels(STEP).apply(a.given(session, a.A2, a.WORKED[a.A2]), NOW).tables.keys()
        == everything.tables.keys()
    )


def test_what_the_room_saw_is_kept_where_it_is_changed() -> None:
    session = a.revealed(a.given(a.session(), a.A1, [(4, 3, 5, 3)]), a.A1)
    changed = edits.appraise(STEP, a.A1, "county-council", {a.K1: 1}).apply(session, NOW)
    (row,) = APPRAISALS.of(changed)
    assert (row.after_reveal, row.before) == (True, session.tables["appraisals"][0].levels)  # type: ignore[attr-defined]
    said = plain_text(says.changed(changed, a.appraisal(changed), a.A1))
    assert said == "Levels changed after the reveal: County Council."
    back = edits.appraise(STEP, a.A1, "county-council", {a.K1: 4}).apply(changed, NOW)
    assert (APPRAISALS.of(back)[0].after_reveal, APPRAISALS.of(back)[0].before) == (False, None)
    gone = edits.take_back_levels(STEP, a.A1, "county-council").apply(changed, NOW)
    (row,) = APPRAISALS.of(gone)
    assert (row.levels, row.stands, row.before is None) == ((), False, False), "kept for what it was"
    late = edits.appraise(STEP, a.A1, "icb", {a.K1: 1}).apply(session, NOW)
    assert [(row.partner_id, row.after_reveal, row.before) for row in APPRAISALS.of(late)][1] == (
        "icb",
        True,
        None,
    )


def test_who_takes_no_part_and_what_does_not_apply_counts_nowhere() -> None:
    session = a.worked()
    session = take_no_part(a.A1, "icb", "It bids").apply(session, NOW)
    row = next(row for row in result_of(session, STEP).rows if row.item_id == a.A1)
    assert {cell.n for cell in row.cells} == {2}
    assert "Takes no part in this: ICB (It bids)." in account(session)
    room = edits.appraise(a.ROOMS, a.PAY1, "room", {"c1": 3})
    assert room.label(session).startswith("levels of the whole room on ")
    with pytest.raises(Problem, match="takes no part"):
        edits.appraise(STEP, a.A1, "icb", {a.K1: 1}).apply(session, NOW)
    session = does_not_apply(a.A2, "Not here").apply(session, NOW)
    assert a.A2 not in totals(session)
    with pytest.raises(Problem, match="does not apply"):
        edits.appraise(STEP, a.A2, "icb", {a.K1: 1}).apply(session, NOW)


def test_hands_of_the_room_on_the_item_elsewhere_leave_the_partners_their_say() -> None:
    """An item can be scored by the room as one in a step of its own, and be appraised by partner in this."""
    session = a.session()
    pack = session.pack("scope").model_copy(update={"scale": scale("no", "yes")})
    session = session.model_copy(update={"packs": (pack, *session.packs[1:])})
    session = score_edits.answer(a.A1, "room", (3, 4), instead=True).apply(session, NOW)
    session = a.given(session, a.A1, [(1, 2, 1, 2)])
    assert [row.partner_id for row in APPRAISALS.of(session)] == ["county-council"]


# --- weights, criteria, who ------------------------------------------------------------------------


def test_weights_are_recorded_only_where_they_are_not_those_of_the_start() -> None:
    session = edits.set_weights(STEP, {a.K1: 0, a.K3: 4}).apply(a.session(), NOW)
    (row,) = WEIGHINGS.of(session)
    assert (row.weights, row.after_reveal) == (((a.K1, 0), (a.K2, 1), (a.K3, 4), (a.K4, 1)), False)
    assert WEIGHINGS.of(edits.set_weights(STEP, {a.K1: 1, a.K3: 1}).apply(session, NOW)) == ()
    (row,) = WEIGHINGS.of(edits.set_weights(STEP, {a.K1: 2}).apply(a.worked(), NOW))
    assert row.after_reveal, "the room had seen levels when it set them"
    hidden = a.given(a.session(), a.A1, a.WORKED[a.A1])
    (row,) = WEIGHINGS.of(edits.set_weights(STEP, {a.K1: 2}).apply(hidden, NOW))
    assert not row.after_reveal


def test_criteria_are_typed_and_one_that_has_levels_stays() -> None:
    session = edits.set_criteria(a.ROOMS, [" Reach ", "Time"]).apply(a.session(), NOW)
    first, second = criteria_of(session, a.appraisal(session, a.ROOMS))
    assert (first.id, first.name, second.name) == ("c1", "Reach", "Time"), (
        "the same name is the same criterion"
    )
    session = a.settled(session, a.PAY1, (3, 4))
    with pytest.raises(Problem, match="Levels are given on Time"):
        edits.set_criteria(a.ROOMS, ["Reach"]).apply(session, NOW)
    session = edits.set_criteria(a.ROOMS, ["Reach", "Time", "Cost"]).apply(session, NOW)
    assert totals(session, a.ROOMS)[a.PAY1] is None, "on the new one nothing is said yet"


def test_who_gives_levels_can_be_changed_while_none_stand() -> None:
    session = edits.set_by_partner(a.ROOMS, by_partner=True).apply(a.session(), NOW)
    session = edits.appraise(a.ROOMS, a.PAY1, "icb", {"c1": 3}).apply(session, NOW)
    with pytest.raises(Problem, match="Levels are given already"):
        edits.set_by_partner(a.ROOMS, by_partner=False).apply(session, NOW)


def test_dissent_from_what_the_room_settled_on() -> None:
    session = a.settled(a.session(), a.PAY1, (3, 4))
    session = edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", " Too dear ").apply(session, NOW)
    session = a.settled(session, a.PAY1, (2, 4))
    assert [(d.partner_id, d.reason) for d in APPRAISALS.of(session)[0].dissents] == [("icb", "Too dear")]
    session = edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", "").apply(session, NOW)
    assert APPRAISALS.of(session)[0].dissents == ()


def test_without_partners_the_room_settles_the_levels() -> None:
    session = a.planned(a.STEPS[0], names=())
    session = edits.appraise(STEP, a.A1, "room", {a.K1: 3}).apply(session, NOW)
    assert waiting(session) == ()


def test_what_is_left_and_what_keeps_it_on_the_agenda() -> None:
    session = a.session()
    kind = kind_of(session.activity(STEP))
    assert kind.left(session, a.appraisal(session)) == (a.A1, a.A2, a.A3, a.A4, a.A5)
    session = does_not_apply(a.A5, "Not here").apply(a.given(session, a.A1, [(1,)]), NOW)
    assert kind.left(session, a.appraisal(session)) == (a.A2, a.A3, a.A4)
    step = AppraiseActivity(
        id="new", title="More", minutes=5, pack_id="scope", criteria_section="scope/criteria"
    )
    added = add_activity("s1", step).apply(a.session(), NOW)
    new_id = added.agenda[1].id
    assert remove_activity(new_id).apply(added, NOW).agenda == a.session().agenda
    weighed = edits.set_weights(new_id, {a.K1: 3}).apply(added, NOW)
    with pytest.raises(Problem, match="Something is recorded"):
        remove_activity(new_id).apply(weighed, NOW)
    with pytest.raises(Problem, match="no section 'nowhere'"):
        add_activity("s1", step.model_copy(update={"criteria_section": "nowhere"})).apply(a.session(), NOW)


def test_the_summary_ranks_says_what_is_close_and_names_dissent_once() -> None:
    session = a.settled(a.given(a.worked(), a.A4, [(1, 1, 1, 1)]), a.PAY1, (3, 4))
    session = edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", "Too [dear]").apply(session, NOW)
    text = " ".join(account(session).split())
    for wanted in (
        "- Which ones? 1 Early help and prevention, 2 Joint work on pathways, 3 Out of hospital. Close: "
        "places 2 and 3.",
        "- Ways of paying: 1 Block funding.",
        "1.1 Block funding: dissent of ICB: Too [dear]",
        "Levels are given, not yet revealed, and so not told here: End of life.",
        "Weights: Scale ×2, Transformational ×1, Value for money ×2, Strategic ×1. The most is 30.",
        "Total: 19; Own totals: 17 to 21; n: 3; As weights move: 3 in 6 of 8, else 2",
        "Out of hospital: close, turns if Value for money weighs over 3 instead of 2.",
        "ICB: Scale: 2 (a bit); Transformational: 3 (partly)",
    ):
        assert wanted in text
    assert text.count("Too [dear]") == 1
    people = " ".join(account(session.model_copy(update={"as_bodies": False})).split())
    assert "who gave what stays in the room" in people
    assert "ICB: Scale" not in people


def test_saved_as_a_template_it_is_the_step_that_it_was() -> None:
    session = a.session()
    steps = [json.loads(json.dumps(kind_of(step).as_step(step))) for step in session.agenda]
    again = a.planned(*steps)
    for step, other in zip(session.agenda, again.agenda, strict=True):
        assert other.model_dump(exclude={"uid"}) == step.model_dump(exclude={"uid"})


def test_a_session_without_it_is_as_it_was() -> None:
    assert APPRAISALS.of(new_session("tips-and-pulse")) == ()
