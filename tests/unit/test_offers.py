"""What can be put on the agenda, what a step without anything in it says, and items that share a number."""

import pytest

from sessions import plan
from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.material import Pack
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Stop
from tests.builders import NOW, TODAY, agendas, packs, page, say_next, templates
from tests.offered import step_offers
from workshop.steps.candidates import candidate_labels
from workshop.steps.registry import offered_kinds
from workshop.wall.shown import wall

PACKS = packs()
FRAMEWORK = PACKS["icbo"].name


def made(template: str = "tips-and-pulse", **others: Pack) -> Session:
    agenda, used = plan.agenda(agendas()[template], PACKS | others)
    session = Session(id="s", title="S", template_id=template, created_at=NOW, agenda=agenda, packs=used)
    return people_edits.add_partner("ICB").apply(session, NOW)


def on_one_of(step: Activity, *sections: str) -> bool:
    """Whether a step is on just one section, and that one of these."""
    return isinstance(step, MaterialActivity) and step.section_ids in [(section,) for section in sections]


def words(session: Session, after: str) -> list[str]:
    return [step_offer.words for step_offer in step_offers(session, after)]


# --- what is offered ------------------------------------------------------------------------------


def test_an_offer_on_a_pack_names_it_and_one_on_a_section_names_both() -> None:
    session = made("steering-group")
    session = session.model_copy(update={"packs": (PACKS["lead-provider"], PACKS["tools"], PACKS["tips"])})
    offered = words(session, "s2")
    assert len(offered) == len(set(offered))
    check, tools = "Check with yes, partly or no", "Tools of integrated care"
    assert [offer for offer in offered if offer.startswith("Check")] == [
        f"{check}: Before we commission through a lead provider, 17 checks (34 min)",
        f"{check}: {tools}, 18 tools (36 min)",
        f"{check}: Part 1: Clinical and professional tools, 8 tools · {tools} (16 min)",
        f"{check}: Part 2: Tools of services, 10 tools · {tools} (20 min)",
        f"{check}: Top Ten Tips for Joint Commissioning, 10 tips (20 min)",
    ]


def test_what_one_kind_alone_is_for_is_offered_for_no_other() -> None:
    """Criteria, options, functions, figures and the statements of an evaluation."""
    session = made("what-to-commission-jointly")
    session = session.model_copy(
        update={"packs": (*session.packs, PACKS["figures"], PACKS["lead-provider-roles"])}
    )
    alone = {
        item.id for name in ("figures", "lead-provider-roles", "evaluation") for item in PACKS[name].items()
    }
    alone |= {item.id for item in PACKS["scope"].only(("criteria", "scope")).items()}
    assert len(alone) > 40
    for kind in offered_kinds(session, "s2"):
        if kind.name.startswith(("Vote", "Score", "Check", "Rate")):
            for offer in kind.offers:
                if isinstance(offer.activity, MaterialActivity) and offer.activity.pack_id:
                    assert alone.isdisjoint(item.id for item in offer.activity.items(session.packs)), offer


def test_each_kind_is_offered_once_in_the_order_in_which_a_facilitator_looks() -> None:
    kinds = offered_kinds(made("one-domain"), "s2")
    assert [kind.words for kind in kinds] == [
        "A break, with a countdown (10 min)",
        "Guess first: figures (15 min)",
        "Vote with dots · 4 to choose from",
        f"Check with yes, partly or no: {FRAMEWORK}, 8 standards (16 min)",
        f"Rate the risks of {FRAMEWORK}, 8 standards (32 min)",
        "Appraise what the room names (30 min)",
        "Choose between what the room names (20 min)",
        "Who does what · 2 to choose from",
        "The gaps, to put in order (8 min)",
        "Review of the open actions (10 min)",
        "Turns, 20 minutes each (60 min)",
        "Work at tables, and each feeds back (20 min)",
        "A talk, and then the room asks (15 min)",
        "Read out · 2 to choose from",
        "Evaluation: how it was, in hands and words (5 min)",
    ]
    several = {kind.name: [offer.words for offer in kind.offers] for kind in kinds if len(kind.offers) > 1}
    assert several == {
        "Vote with dots": [
            "Vote on the gaps, none so far (8 min)",
            "Vote on the open actions, none so far (8 min)",
            "Vote on what the room names (8 min)",
            f"Vote on {FRAMEWORK}, 8 standards (8 min)",
        ],
        "Who does what": [
            "Who does what, 28 functions: Who does what with a lead provider (56 min)",
            "Who of our partners does what, 28 functions: Who does what with a lead provider (56 min)",
        ],
        "Read out": [
            f"Read out: Six principles to start from · {FRAMEWORK} (5 min)",
            f"Read out: What matters most to people · {FRAMEWORK} (5 min)",
        ],
    }


@pytest.mark.parametrize("template", sorted(templates()))
def test_what_is_offered_is_one_list_that_can_be_overlooked(template: str) -> None:
    session = made(template)
    for step in session.agenda:
        kinds = offered_kinds(session, step.id)
        assert len(kinds) <= 19, "a kind each"
        assert all(kind.offers for kind in kinds)
        assert len({kind.words for kind in kinds}) == len(kinds)
        assert words(session, step.id) == [offer.words for kind in kinds for offer in kind.offers]


def test_what_is_carried_but_not_on_the_agenda_is_offered() -> None:
    assert "Discuss Top Ten Tips for Joint Commissioning, 10 tips (40 min)" in words(made(), "s2")
    assert not any(word.startswith("Score") for word in words(made(), "s2")), "that is on the agenda"
    session = made("four-domains")
    cut = session.model_copy(
        update={"agenda": tuple(step for step in session.agenda if not on_one_of(step, "d2", "d4"))}
    )
    assert [word for word in words(cut, "s1") if word.startswith("Score")] == [
        f"Score Domain 2: {PACKS['icbo'].section('d2').title}, 5 standards · {FRAMEWORK} (20 min)",
        f"Score Domain 4: {PACKS['icbo'].section('d4').title}, 3 standards · {FRAMEWORK} (12 min)",
    ]
    offer = next(step_offer for step_offer in step_offers(cut, "s1") if "Score Domain 4" in step_offer.words)
    added = agenda_edits.add_activity("s1", offer.activity).apply(cut, NOW)
    here = [stop for stop in plan.stops(added) if stop.activity_id == added.agenda[1].id]
    assert [stop.part for stop in here] == ["section", *["item"] * 3, "closing"]
    without = session.model_copy(update={"agenda": (session.agenda[0], session.agenda[-1])})
    assert f"Score {FRAMEWORK}, 21 standards (60 min)" in words(without, "s1")
    assert not any("gaps" in word for word in words(without, "s1")), "without levels there is no gap"


def test_going_on_with_a_vote_is_offered_after_it_and_first_right_behind_it() -> None:
    top = "Talk about the top three of: Dots on the ten tips (15 min)"
    assert top not in words(made(), "s2")
    assert words(made(), "s3")[0] == top
    assert words(made(), "s5").index(top) > 0
    assert not any("Which action first?" in word for word in words(made(), "s7")), "actions are not discussed"
    skipped = agenda_edits.set_state("s3", "skipped").apply(made(), NOW)
    assert top not in words(skipped, "s5")


def test_gaps_and_actions_are_counted_as_the_room_knows_them() -> None:
    session = note_edits.add_action(note_edits.ActionFields("Draft it")).apply(made(), NOW)
    session = score_edits.agree("principles/P1", 2).apply(session, NOW)
    assert [word for word in words(session, "s5") if word.startswith("Vote")][:2] == [
        "Vote on the gaps, 1 so far (8 min)",
        "Vote on the open actions, 1 so far (8 min)",
    ]


# --- where there is nothing -----------------------------------------------------------------------


def on_wall(session: Session, step: str) -> str:
    shown = wall(session, Stop(activity_id=step), TODAY)
    assert not shown.voices, "nobody is waited for"
    assert not shown.question
    return shown.statement


def on_page(session: Session, step: str) -> list[str]:
    return [line.text for line in page(session, Stop(activity_id=step), TODAY).lines]


def test_a_vote_on_no_gaps_and_what_follows_it_say_so_and_are_passed() -> None:
    session = made("four-domains")
    vote, talk = (
        step.id for step in session.agenda if step.follows_step or getattr(step, "candidates", "") == "gaps"
    )
    nothing = "There is no gap to vote on yet."
    assert (on_page(session, vote), on_wall(session, vote)) == ([nothing], nothing)
    after = "Nothing was voted on, so there is nothing to go on with."
    assert (on_page(session, talk), on_wall(session, talk)) == ([after], after)
    for step in (vote, talk):
        assert "We go on." in say_next(session, Stop(activity_id=step))[0]
    assert [stop.part for stop in plan.stops(session) if stop.activity_id in (vote, talk)] == [
        "start",
        "start",
    ]
    assert "Priorities\n--" not in account(session)


def test_what_follows_waits_for_the_reveal() -> None:
    session = vote_edits.vote("s3", "icb", {"tips/T1": 1}).apply(made(), NOW)
    waits = "What has most dots stands here, once they are revealed."
    assert (on_page(session, "s4"), on_wall(session, "s4")) == ([waits], waits)
    assert on_wall(vote_edits.reveal_vote("s3").apply(session, NOW), "s4") == ""
    skipped = agenda_edits.set_state("s3", "skipped").apply(session, NOW)
    assert on_page(skipped, "s4") == ["Nothing was voted on, so there is nothing to go on with."]


def test_a_break_shows_its_minutes_and_what_comes_after_it() -> None:
    coffee = step_offers(made(), "s2")[0].activity
    session = agenda_edits.add_activity("s2", coffee).apply(made(), NOW)
    assert on_page(session, "s9") == ["10 minutes", "Then: Dots on the ten tips"]
    assert on_wall(session, "s9") == "Then: Dots on the ten tips"
    skipped = agenda_edits.set_minutes("s9", 0).apply(
        agenda_edits.set_state("s3", "skipped").apply(session, NOW), NOW
    )
    assert on_page(skipped, "s9") == ["Then: The two with most dots"]


# --- items that share a number --------------------------------------------------------------------


def test_where_numbers_clash_the_pack_says_which_it_is() -> None:
    session = made()
    assert session.called("tips/T1") == "Tip 1"
    assert session.called("principles/P13") == "Principle 13", "all of the pack, not only those that clash"
    assert made("four-domains").called("icbo/D1.1") == "1.1"
    session = note_edits.add_note("parked", "Who pays?", origin="tips/T1").apply(session, NOW)
    session = note_edits.add_note("parked", "Who says so?", origin="principles/P1").apply(session, NOW)
    close = session.agenda[-1].id
    assert on_page(session, close)[-2:] == ["Tip 1: Who pays?", "Principle 1: Who says so?"]
    assert "Who says so? (from Principle 1 " in " ".join(account(session).split())
    same = made(tips=PACKS["tips"].model_copy(update={"item_word": "Principle"}))
    assert same.called("tips/T1") == "tips/T1"


@pytest.mark.parametrize("typed", ["tip 1", " Tip  1 ", "TIP 1", "T1", "tips/T1"])
def test_an_item_is_found_by_what_it_is_called(typed: str) -> None:
    assert plan.find_item(made(), typed) == "tips/T1"


def test_a_number_of_two_packs_is_refused_with_how_to_say_it() -> None:
    with pytest.raises(Problem, match="fits several: tips/T1, principles/P1") as refused:
        plan.find_item(made(), "1")
    assert refused.value.hint == "Type the full id, or for instance 'Tip 1'."


def test_what_is_voted_on_has_labels_that_differ() -> None:
    session = made()
    assert candidate_labels(session, session.activity("s3"))["tips/T1"] == "1"
    twin = PACKS["tips"].model_copy(update={"scale": PACKS["principles"].scale})
    session = session.model_copy(
        update={"packs": tuple(twin if pack.id == "tips" else pack for pack in session.packs)}
    )
    for item in ("tips/T1", "principles/P1"):
        session = score_edits.agree(item, 2).apply(session, NOW)
    gaps = next(
        step_offer.activity
        for step_offer in step_offers(session, "s5")
        if step_offer.words.startswith("Vote on the gaps")
    )
    assert candidate_labels(session, gaps) == {
        "tips/T1": "Tip 1",
        "principles/P1": "Principle 1",
    }
