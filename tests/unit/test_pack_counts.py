"""Every pack holds all that its source holds: counts taken by hand from the sources."""

import re

import pytest

from sessions.material import Pack
from workshop.materials.load import packs

PACKS = packs().usable

COUNTS = {
    # Pack: items of each section, in order.
    "barriers": (7, 5, 8, 1, 5, 8, 4, 5, 3, 12, 10, 5, 6),
    "cases": (3,),
    "commissioning-checks": (12, 4, 6, 15, 3, 7, 4, 14),
    "cycle": (4, 3, 4, 5),
    "eight-steps": (8,),
    "engaging": (5,),
    "evolving-care": (9, 15),
    "figures": (15,),
    "healthtrak": (4,),
    "icbo": (8, 5, 5, 3),
    "inclusion": (6, 4, 4),
    "integration": (10, 5, 4),
    "integration-reference": (6, 6, 6),
    "lead-provider": (17,),
    "lead-provider-guide": (3, 15, 5, 4, 4, 6, 9, 8, 11),
    "lead-provider-risks": (11,),
    "lead-provider-roles": (7, 10, 6, 3, 2),
    "making-it-real": (5, 5, 4, 4, 4, 4),
    "evaluation": (1, 1),
    "needs-assessment": (6, 3),
    "principles": (13,),
    "scope": (5, 6, 6, 8, 4, 7, 9, 4, 3, 2),
    "tips": (10,),
    "tools": (8, 10),
}


@pytest.mark.parametrize("pack_id", COUNTS)
def test_a_pack_has_all_the_items_of_its_source(pack_id: str) -> None:
    assert tuple(len(section.items) for section in PACKS[pack_id].sections) == COUNTS[pack_id]


def test_every_pack_is_counted() -> None:
    assert set(PACKS) == set(COUNTS)


def items_of(pack: Pack, section_id: str) -> int:
    return len(pack.section(section_id).items)


def test_forty_six_barriers_stand_in_nine_groups_before_the_twelve_of_the_diagram() -> None:
    pack = PACKS["barriers"]
    groups = [section.id for section in pack.sections[:9]]
    assert sum(items_of(pack, group) for group in groups) == 46
    assert [section.id for section in pack.sections[9:]] == ["twelve", "organisation", "challenges", "policy"]


def test_the_seven_groups_hold_forty_five_priorities() -> None:
    pack = PACKS["scope"]
    assert sum(len(section.items) for section in pack.sections[:7]) == 45
    assert [item.name for item in pack.section("criteria").items] == [
        "Scale",
        "Transformational",
        "Value for money",
        "Strategic",
    ]


def test_the_checklist_of_the_lead_provider_holds_thirty_two_questions() -> None:
    items = list(PACKS["lead-provider"].items())
    assert len(items) + sum(len(item.questions) for item in items) == 32
    decided = [item for item in items if item.statement.startswith("We have decided")]
    assert len(decided) == 7


def test_every_risk_says_what_good_evidence_is() -> None:
    assert all(item.evidence for item in PACKS["lead-provider-risks"].items())


def test_every_function_is_somebodys_by_the_source() -> None:
    pack = PACKS["lead-provider-roles"]
    assert len(pack.parties) == 5
    assert all(len(item.leads) == 1 for item in pack.items())
    assert [section.title for section in pack.sections] == list(pack.parties)


def test_every_pair_has_two_poles_and_words_of_its_own_for_each_level() -> None:
    pack = PACKS["evolving-care"]
    assert pack.scale is not None
    for item in pack.section("pairs").items:
        assert item.poles is not None
        assert len(item.levels) == len(pack.scale.levels) == len(set(item.levels))


def test_every_figure_is_guessed_with_its_year_before_it_is_shown() -> None:
    for item in PACKS["figures"].items():
        assert item.guess is not None
        assert 2006 <= item.guess.year <= 2018
        shown = " ".join((item.name, item.statement, *item.parts, *item.prompts))
        assert item.guess.answer not in shown


def test_options_have_something_for_and_against() -> None:
    options = [*PACKS["scope"].section("scope").items, *PACKS["lead-provider-guide"].section("paying").items]
    assert len(options) == 6
    assert all(option.advantages and option.drawbacks for option in options)


def test_of_the_twenty_questions_of_2007_eleven_are_asked_of_a_place_and_nine_are_kept_as_reading() -> None:
    pack = PACKS["eight-steps"]
    asked = [prompt for item in pack.items() for prompt in item.prompts if prompt.startswith("Q")]
    (reading,) = pack.readings
    numbers = sorted(int(text[1:].partition(":")[0]) for text in (*asked, *reading.points))
    assert numbers == list(range(1, 21))
    assert len(reading.points) == 9


EXAMPLES = {"integration": 15, "tips": 11}


def test_case_studies_stand_beside_the_items_they_illustrate() -> None:
    found = {
        pack_id: [example for item in pack.items() for example in item.examples]
        for pack_id, pack in PACKS.items()
    }
    assert {pack_id: len(examples) for pack_id, examples in found.items() if examples} == EXAMPLES
    for example in (example for examples in found.values() for example in examples):
        assert re.search(r"\b(19|20)[0-9]{2}\b", example.text), f"{example.place}: of which year?"
        assert "Liverpool" not in f"{example.place} {example.text}", "that pathway was withdrawn"
