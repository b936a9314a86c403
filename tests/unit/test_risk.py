"""Risk: rated blind, settled by the room, and put in order, the worst first; ties stay ties."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sessions import plan
from sessions.edits import notes as note_edits
from sessions.edits.agenda import add_activity
from sessions.edits.items import add_item
from sessions.kinds.kind import Planning
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import kind_named
from sessions.kinds.risk import words as risk_words
from sessions.kinds.risk.edits import ask_impact
from sessions.kinds.risk.records import HIGH, LOW, RiskActivity, RiskStep, cautious, together
from sessions.kinds.score import edits
from sessions.outputs.text import account
from sessions.plan import Template
from sessions.problem import Problem
from sessions.scope import does_not_apply
from tests.asked import (
    RISK,
    found,
    item,
    last_wall,
    made,
    rated,
    risky,
    stop_at,
    told,
    voted_on,
)
from tests.builders import NOW, answered, aside, new_session, packs, page, say_next
from tests.offered import step_offers
from tests.small import pack
from tests.walls import at, flat, text
from workshop.contents import summary_contents
from workshop.materials.load import load_file

LIKELY, IMPACT = f"{RISK}#likelihood", f"{RISK}#impact"
TEMPLATE = """
id = "risky"
name = "Risks"
minutes = 40
about = "What could go wrong."

[[steps]]
kind = "risk"
title = "What could go wrong?"
minutes = 40
pack = "lead-provider-risks"
impact = true
script = ["Read the indicator aloud."]
"""


# --- a step ---------------------------------------------------------------------------------------


def test_a_template_says_whether_the_impact_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "risky.toml"
    file.write_text(TEMPLATE, "utf-8")
    (step,) = load_file(Template, file).steps
    assert isinstance(step, RiskStep)
    activity = kind_named("risk").plan(step, "s1", Planning("risky", "Risks", packs(), (), ()))
    assert activity.asked == ("likelihood", "impact")
    for wrong, what in (
        (TEMPLATE.replace("impact = true", 'impact = "yes"'), "steps[0].impact"),
        (TEMPLATE.replace("impact = true", "impct = true"), "did you mean 'impact'"),
        (TEMPLATE.replace('pack = "lead-provider-risks"', ""), "needs a pack"),
    ):
        file.write_text(wrong, "utf-8")
        with pytest.raises(Problem) as error:
            load_file(Template, file)
        assert what in str(error.value)


def test_likelihood_alone_or_with_impact() -> None:
    parts = [(stop.part, stop.ref) for stop in plan.stops(risky())]
    assert parts[:2] == [("item", LIKELY), ("item", IMPACT)]
    assert parts[-2:] == [("closing", "lead-provider-risks/risks"), ("picture", "")]
    alone = [stop.ref for stop in plan.stops(risky(impact=False)) if stop.part == "item"]
    assert alone == [f"{item(number)}#likelihood" for number in range(1, 12)]


def test_the_impact_is_asked_or_not_as_long_as_nobody_answered_it() -> None:
    session = ask_impact("r1", impact=True).apply(risky(impact=False), NOW)
    assert session.agenda[0].impact  # type: ignore[attr-defined]
    there = session.model_copy(update={"at": stop_at(session, IMPACT)})
    back = ask_impact("r1", impact=False).apply(there, NOW)
    assert back.at == stop_at(back, LIKELY), "who is at a question that goes is at the one before"
    session = answered(session, IMPACT, (1,))
    with pytest.raises(Problem, match="The impact has been answered in Risks"):
        ask_impact("r1", impact=False).apply(session, NOW)
    session = edits.take_back(IMPACT, "county-council").apply(session, NOW)
    assert len(plan.stops(ask_impact("r1", impact=False).apply(session, NOW))) == 13
    with pytest.raises(Problem, match="is about no risks"):
        ask_impact("v1", impact=True).apply(voted_on(), NOW)


def test_keys_follow_the_source_and_words_say_it() -> None:
    session = risky()
    levels = [(level.number, level.label) for level in session.scale_of(LIKELY).levels]
    assert levels == [(1, "high"), (2, "medium"), (3, "low")]
    assert session.scale_of(IMPACT).levels == session.scale_of(LIKELY).levels
    lines = [line.text for line in page(session, stop_at(session, LIKELY)).lines]
    assert lines == [
        "We can show what the new pathway costs, beside the old one.",
        "How likely is it that we fail here?",
    ]
    helped = [line.text for line in aside(session, stop_at(session, LIKELY))]
    assert {"Prompts", "Evidence to look for"} <= {*helped}, "with what good evidence is"
    shown = flat(text(at(session, stop_at(session, IMPACT))))
    assert "If we fail here, how bad would that be?" in shown


@pytest.mark.parametrize("pack_id", ["barriers", "icbo", "lead-provider-risks"])
def test_it_works_on_any_pack_with_a_scale_or_without(pack_id: str) -> None:
    step = RiskActivity(id="r1", title="Risks", minutes=40, pack_id=pack_id)
    session = made((step,), pack_id)
    kind_named("risk").check(session, step, ())
    ref = next(stop.ref for stop in plan.stops(session) if stop.part == "item")
    session = told(session, ref, (1, 2, 3, 1), 1)
    assert "Agreed level: 1 high" in flat(text(at(session, stop_at(session, ref))))
    assert found(session)[0].place == 1


def test_a_section_that_is_scored_too_is_introduced_there_alone() -> None:
    session = new_session("four-domains", "ICB")
    (offer,) = (o for o in step_offers(session, "s1") if o.words.startswith("Rate the risks of Integrated"))
    session = add_activity("s1", offer.activity).apply(session, NOW)
    own = [stop.part for stop in plan.stops(session) if stop.activity_id == session.agenda[1].id]
    assert set(own) == {"item", "picture"}


# --- in order -------------------------------------------------------------------------------------


def test_worst_first_and_ties_as_ties() -> None:
    session = risky()
    for number, (likelihood, impact) in enumerate([(3, 3), (1, 3), (2, 2), (1, 1), (2, 1)], start=1):
        session = rated(session, number, likelihood, impact)
    placed = [(risk.item_id[-1], risk_words.place(risk), risk.level) for risk in found(session) if risk.place]
    assert placed == [("4", "1", 1), ("5", "2", 1), ("2", "3=", 2), ("3", "3=", 2), ("1", "5", 3)]
    assert [risk.place for risk in found(session)[5:]] == [0] * 6, "what is not rated has no place"


def test_without_impact_the_likelihood_alone_puts_in_order() -> None:
    session = risky(impact=False)
    for number, likelihood in enumerate((2, 3, 1, 2), start=1):
        session = rated(session, number, likelihood)
    placed = [(risk.item_id[-1], risk_words.place(risk)) for risk in found(session) if risk.place]
    assert placed == [("3", "1"), ("1", "2="), ("4", "2="), ("2", "4")]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=2, max_size=11))
def test_who_is_as_bad_in_both_and_worse_in_one_comes_first(levels: list[tuple[int, int]]) -> None:
    session = risky()
    for number, (likelihood, impact) in enumerate(levels, start=1):
        for asked, level in (("likelihood", likelihood), ("impact", impact)):
            session = edits.agree(f"{item(number)}#{asked}", level).apply(session, NOW)
    own = [risk for risk in found(session) if risk.place]
    assert len(own) == len(levels)
    told_levels = {risk.item_id: tuple(rating.level for rating in risk.ratings) for risk in own}
    for one, other in itertools.permutations(own, 2):
        mine, its = told_levels[one.item_id], told_levels[other.item_id]
        if mine != its and all(a <= b for a, b in zip(mine, its, strict=True)):  # type: ignore[operator]
            assert one.place < other.place
        if mine == its:
            assert one.place == other.place
            assert one.tied
    assert [risk.place for risk in own] == sorted(risk.place for risk in own)


@given(st.integers(4, 12))
def test_a_half_goes_to_the_more_cautious_side(quarters: int) -> None:
    median = quarters / 4
    level = cautious(median)
    assert abs(level - median) <= 0.5
    assert (level < median) if median % 1 == 0.5 else True
    assert HIGH <= level <= LOW


def test_all_fields_of_the_map_are_as_high_as_their_levels_say() -> None:
    assert [together(steps) for steps in range(5)] == [1, 1, 2, 3, 3]


def test_what_is_not_settled_stands_by_its_median_and_says_so() -> None:
    session = told(risky(impact=False), LIKELY, (1, 2, 1, 2))
    (risk, *_) = found(session)
    assert (risk.level, risk.settled) == (1, False)
    assert risk_words.rating(risk.likelihood) == "high (not settled: median 1½ of 4 answers)"
    unsure = told(risky(impact=False), LIKELY, (None, None, None, None))
    assert [risk_words.rating(risk.likelihood) for risk in found(unsure)[:2]] == [
        "not known (4 do not know)",
        "no level yet",
    ]
    hidden = answered(risky(impact=False), LIKELY, (1, 1, 1, 1))
    assert found(hidden)[0].level is None, "what is hidden is in no order"


def test_what_does_not_apply_is_in_no_list() -> None:
    session = does_not_apply(RISK, "No such service").apply(rated(risky(), 1, 1, 1), NOW)
    assert RISK not in [risk.item_id for risk in found(session)]
    assert "Nothing is rated yet." in last_wall(session)


# --- what to say ----------------------------------------------------------------------------------


def test_the_facilitator_is_led_to_an_action_for_what_is_high() -> None:
    session = risky()
    assert "Settle on a level at your table." in say_next(session, stop_at(session, LIKELY))[0]
    session = told(session, LIKELY, (1, 1, 1, 1), 1)
    assert "This is high" not in " ".join(say_next(session, stop_at(session, LIKELY))), "impact comes first"
    session = told(session, IMPACT, (2, 2, 2, 2), 2)
    assert "This is high" in say_next(session, stop_at(session, IMPACT))[0]
    last = stop_at(session, "", "picture")
    assert "High, and nobody does anything yet: 1." in " ".join(say_next(session, last))
    fields = note_edits.ActionFields("Compare the costs", owner="Priya")
    session = note_edits.add_action(fields, origin=RISK).apply(session, NOW)
    assert "This is high" not in " ".join(say_next(session, stop_at(session, IMPACT)))
    assert "nobody does anything" not in " ".join(say_next(session, last))
    assert "Nothing is rated yet" in say_next(risky(), stop_at(risky(), "", "picture"))[0]


def test_it_goes_on_with_the_top_of_a_vote() -> None:
    session = voted_on()
    assert [stop.part for stop in plan.stops(session)] == ["start", "start"]
    assert "stands here, once they are revealed" in page(session, plan.stops(session)[1]).lines[0].text
    for number, partner in enumerate(session.partners):
        dots = {"barriers/A1": 2, f"barriers/A{2 if number else 3}": 1}
        session = vote_edits.vote("v1", partner.id, dots).apply(session, NOW)
    session = vote_edits.reveal_vote("v1").apply(session, NOW)
    refs = [stop.ref for stop in plan.stops(session) if stop.activity_id == "r1"]
    asked = [f"barriers/A{n}#{asked}" for n in (1, 2) for asked in ("likelihood", "impact")]
    assert refs == ["", *asked, ""]
    session = told(session, "barriers/A2#likelihood", (1, 1, 1, 1), 1)
    session = told(session, "barriers/A2#impact", (1, 1, 1, 1), 1)
    assert plan.left(session) == ("barriers/A1",), "it had dots, and no more"
    assert "■ high 1" in last_wall(session)


def test_it_can_be_added_in_the_room() -> None:
    session = voted_on()
    offers = [offer for offer in step_offers(session, "v1") if isinstance(offer.activity, RiskActivity)]
    assert [offer.words for offer in offers] == [
        "Rate the risks of the top three of: Which matter here? (24 min)",
    ], "79 barriers are too many to rate all of them"
    for offer in offers:
        added = add_activity("v1", offer.activity).apply(session, NOW)
        assert added.agenda[1].added
    assert not [
        offer
        for offer in step_offers(risky(), "r1")
        if isinstance(offer.activity, RiskActivity) and not offer.activity.follows
    ]


def test_what_is_added_in_the_room_is_asked_too() -> None:
    session = add_item("r1", "Nobody answers the phone", behind=RISK).apply(risky(), NOW)
    new = next(stop.ref for stop in plan.stops(session) if "/x-" in stop.ref)
    assert new.endswith("#likelihood")
    session = told(told(session, new, (1, 1, 1, 1), 1), new.replace("likelihood", "impact"), (1, 1, 2, 2), 1)
    assert session.item(found(session)[0].item_id).name == "Nobody answers the phone"
    assert "Nobody answers the phone" in flat([account(session)])


def test_dissent_and_what_was_answered_are_counted_and_told() -> None:
    session = rated(risky(), 1, 1, 2)
    session = edits.dissent(IMPACT, "icb", "It is far worse").apply(session, NOW)
    counts = [line.text for line in summary_contents(session)]
    assert "2 of 22 questions answered" in counts
    assert "1 dissent" in counts
    said = flat([account(session)])
    assert said.count("1 Financial impact, impact: dissent of ICB from level 2: It is far worse") == 1
    assert said.count("ICB from level 2") == 1, "it is said once, with its reason"


# --- the summary ----------------------------------------------------------------------------------


def test_the_summary_has_the_sorted_list_once() -> None:
    session = rated(rated(risky(), 1, 1, 1), 3, 3, 2)
    session = told(session, f"{item(4)}#likelihood", (1, 2, 1, 2))
    session = told(session, f"{item(4)}#impact", (2, 2, 2, 2), 2)
    session = told(session, f"{item(5)}#likelihood", (2, 2, 2, 2), 2)
    fields = note_edits.ActionFields("Compare the costs", owner="Priya")
    session = note_edits.add_action(fields, origin=RISK).apply(session, NOW)
    said = flat([account(session)])
    assert (
        said.count("1: Risk: 1 Financial impact; Likelihood: High; Impact: High; Together: High; Actions: A1")
        == 1
    )
    likely = "Likelihood: High (not settled: median 1½ of 4 answers)"
    assert said.count(f"2: Risk: 4 How we commission; {likely}; Impact: Medium; Together: High") == 1
    assert "Without a place: - 5 A sound specification: likelihood medium, impact no level yet" in said
    assert said.count("What’s wrong with risk matrices?") == 1
    assert said.count("Likelihood. How likely is it that we fail here?") == 4
    assert said.count("High, and no open action: 4 How we commission.") == 1
    assert "Agreed level" not in said, "the list has it"
    assert "Gaps" not in said, "no level below a target"


def test_without_impact_no_column_of_it_and_no_matrix() -> None:
    said = flat([account(rated(risky(impact=False), 2, 2))])
    assert "1: Risk: 2 Clinical outcomes; Likelihood: Medium" in said
    assert "Impact" not in said
    assert "matri" not in said
    assert "worst" not in flat([account(risky(impact=False))]), "nothing was rated"


def test_a_scale_is_no_matter_of_the_pack() -> None:
    with pytest.raises(Problem, match="discussed, not scored"):
        risky().scale_of(RISK)
    assert pack("p", 5).scale_of("p/1") is not None
