"""The material that ships: its counts, its limits, and templates that turn into agendas."""

import re

import pytest

from sessions.kinds.kind import STEPS, MaterialStep
from sessions.material import PROMPT_WORDS, STATEMENT_WORDS, Item, Pack, word_count
from sessions.plan import Template, agenda
from sessions.rows import MaterialActivity
from tests.builders import own_templates
from tests.offered import pack_ids
from workshop.chosen import in_a_line
from workshop.materials import load

PACKS = load.packs()
TEMPLATES = load.templates()
TIPS = PACKS.usable["tips"]
PRINCIPLES = PACKS.usable["principles"]

NAME_WORDS = 6
EXAMPLE_SENTENCES = 3
SCRIPT_CHARACTERS = 110

every_pack = pytest.mark.parametrize("pack", PACKS.usable.values(), ids=lambda pack: pack.id)
every_template = pytest.mark.parametrize(
    "template", TEMPLATES.usable.values(), ids=lambda template: template.id
)


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?:\s|$)", text))


def test_all_that_ships_can_be_used() -> None:
    assert not PACKS.failed
    assert not TEMPLATES.failed
    assert {"icbo", "tips", "principles"} <= set(PACKS.usable)
    assert {"learning-set", "steering-group", "self-assessment"} <= set(TEMPLATES.usable)


def test_a_file_that_ships_is_named_after_its_id() -> None:
    assert all(key == pack.id for key, pack in PACKS.usable.items())
    assert all(key == template.id for key, template in TEMPLATES.usable.items())


def test_a_pack_that_nobody_asks_for_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = load.load_file
    monkeypatch.setattr(load, "load_file", lambda model, path: read.append(path.name) or whole(model, path))
    load._shipped.cache_clear()
    try:
        usable = load.packs().usable
        assert "tips" in usable
        assert len(usable) == len(PACKS.usable)
        assert read == []
        assert usable["tips"] is usable["tips"]
        assert read == ["tips.toml"]
    finally:
        load._shipped.cache_clear()


@every_pack
def test_what_is_read_aloud_is_short(pack: Pack) -> None:
    for item in pack.items():
        assert word_count(item.statement) <= STATEMENT_WORDS, item.id
        for prompt in item.prompts:
            assert word_count(prompt) <= PROMPT_WORDS, prompt
            assert prompt.endswith("?"), prompt


@every_pack
def test_ids_and_numbers_are_unique(pack: Pack) -> None:
    items = list(pack.items())
    assert len({item.id for item in items}) == len(items)
    assert len({item.number for item in items}) == len(items)
    assert len({item.name for item in items}) == len(items)
    assert len({reading.id for reading in pack.readings}) == len(pack.readings)


@every_pack
def test_every_pack_says_where_it_comes_from(pack: Pack) -> None:
    assert pack.edition == str(pack.source.year)
    assert pack.source.title in pack.source.cite()
    assert pack.source.note


# --- the tips -------------------------------------------------------------------------------------


def test_there_are_ten_tips_to_discuss_and_none_to_score() -> None:
    assert [item.id for item in TIPS.items()] == [f"tips/T{n}" for n in range(1, 11)]
    assert [item.number for item in TIPS.items()] == [str(n) for n in range(1, 11)]
    assert TIPS.scale is None
    assert TIPS.item_word == "tip"
    assert [(section.id, section.label) for section in TIPS.sections] == [("tips", "")]


@pytest.mark.parametrize("item", list(TIPS.items()), ids=lambda item: item.id)
def test_a_tip_has_a_short_name_and_something_to_talk_about(item: Item) -> None:
    assert word_count(item.name) <= NAME_WORDS
    assert 2 <= len(item.prompts) <= 3
    for example in item.examples:
        assert 1 <= sentences(example.text) <= EXAMPLE_SENTENCES, example.place


def test_all_seven_places_stand_beside_a_tip_under_their_challenge() -> None:
    found: dict[str, set[str]] = {}
    for item in TIPS.items():
        for example in item.examples:
            found.setdefault(example.place, set()).add(example.theme)
    assert found == {
        "Newham": {"Leadership"},
        "Barnet": {"Organisation"},
        "Westminster": {"The four Ps"},
        "Kingston": {"Skills"},
        "Bromley": {"Skills"},
        "Lewisham": {"Leadership", "Tailoring"},
        "Hammersmith & Fulham": {"Tailoring"},
    }


@pytest.mark.parametrize(
    ("place", "fact"),
    [
        ("Newham", "60 per cent of adults were inactive"),
        ("Newham", "local strategic partnership"),
        ("Lewisham", "Section 75 Agreement under the National Health Service Act 2006"),
        ("Lewisham", "Total Place pilot"),
        ("Westminster", "stroke"),
        ("Kingston", "Kingston Centre for Independent Living"),
        ("Bromley", "Gypsies and Travellers"),
        ("Barnet", "learning disabilities"),
        ("Hammersmith & Fulham", "not been fully evaluated"),
    ],
)
def test_facts_carry_over(place: str, fact: str) -> None:
    told = " ".join(e.text for item in TIPS.items() for e in item.examples if e.place == place)
    assert fact in told


def test_the_five_challenges_are_at_hand_as_a_reading() -> None:
    (reading,) = TIPS.readings
    assert (reading.id, reading.use) == ("five-challenges", "reading")
    names = ["Leadership", "Organisation", "The four Ps", "Skills", "Tailoring"]
    assert len(reading.points) == len(names)
    assert all(point.startswith(name) for point, name in zip(reading.points, names, strict=True))


# --- the principles -------------------------------------------------------------------------------


def test_every_principle_of_the_list_is_there() -> None:
    assert [item.id for item in PRINCIPLES.items()] == [f"principles/P{n}" for n in range(1, 14)]
    assert [item.number for item in PRINCIPLES.items()] == [str(n) for n in range(1, 14)]
    assert "thirteen" in PRINCIPLES.source.note
    assert PRINCIPLES.item_word == "principle"


def test_principles_are_scored_on_how_far_we_live_them() -> None:
    scale = PRINCIPLES.scale
    assert scale is not None
    assert scale.question == "How far do we live it?"
    assert [level.number for level in scale.levels] == [1, 2, 3, 4, 5]
    assert all(word_count(level.label) <= 4 and level.meaning for level in scale.levels)


@pytest.mark.parametrize("item", list(PRINCIPLES.items()), ids=lambda item: item.id)
def test_a_principle_has_two_prompts_and_little_evidence(item: Item) -> None:
    assert word_count(item.name) <= NAME_WORDS
    assert len(item.prompts) == 2
    assert len(item.evidence) <= 2


# --- templates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "minutes", "kinds"),
    [
        (
            "learning-set",
            90,
            [
                *("welcome", "review", "prioritise", "discuss", "score", "turns", "actions"),
                *("prioritise", "evaluation", "close"),
            ],
        ),
        ("steering-group", 60, ["welcome", "review", "score", "actions", "close"]),
        (
            "self-assessment",
            180,
            [
                *("welcome", "score", "score", "break", "score", "score", "break", "score"),
                *("gaps", "prioritise", "discuss", "actions", "close"),
            ],
        ),
    ],
)
def test_a_template_has_its_steps_and_minutes(name: str, minutes: int, kinds: list[str]) -> None:
    template = TEMPLATES.usable[name]
    assert [step.kind for step in template.steps] == kinds
    assert template.minutes == minutes == sum(step.minutes for step in template.steps)


@every_template
def test_a_template_becomes_an_agenda(template: Template) -> None:
    steps, packs = agenda(template, PACKS.usable)
    for step, planned in zip(steps, template.steps, strict=True):
        if not isinstance(planned, MaterialStep) or not planned.choose:
            assert step.title == planned.title
        else:
            assert step.title == "Domain 1: Building the foundations", "the section that was chosen"
    assert [pack.id for pack in packs] == list(pack_ids(template))
    for step in steps:
        if step.kind == "score":
            assert step.pack_id is not None
            assert PACKS.usable[step.pack_id].scale is not None, step.title


@every_template
def test_every_step_tells_the_facilitator_what_to_do(template: Template) -> None:
    for step in template.steps:
        assert len(step.title) <= 40, step.title
        assert 2 <= len(step.script) <= 4, step.title
        assert all(len(line) <= SCRIPT_CHARACTERS for line in step.script), step.title


@every_template
def test_a_welcome_gives_the_ground_rules(template: Template) -> None:
    for step in template.steps:
        if step.kind == "welcome":
            said = " ".join(step.script)
            for rule in ("one voice at a time", "hidden until the reveal", "differences are welcome"):
                assert rule in said
            assert "“Don't know” is a fair answer" in said


def test_the_self_assessment_takes_every_standard_once_and_long_domains_longer() -> None:
    steps, (pack,) = agenda(TEMPLATES.usable["self-assessment"], PACKS.usable)
    scored = [step for step in steps if step.kind == "score"]
    assert [section_id for step in scored for section_id in step.section_ids] == [
        "d2",
        "d1",
        "d1",
        "d3",
        "d4",
    ]
    assert pack == PACKS.usable["icbo"]
    items = [item.id for step in scored for item in step.items([pack])]
    assert sorted(items) == sorted(item.id for item in pack.items())
    for step in scored:
        (section,) = pack.only(step.section_ids).sections
        assert section.label in step.title
        assert 6 <= step.minutes / len(step.items([pack])) <= 7


@every_template
def test_nobody_sits_for_longer_than_a_hundred_minutes_without_a_break(template: Template) -> None:
    sat = 0
    for step in template.steps:
        between = step.kind == "break" or step.kind == "close"
        sat = 0 if between else sat + step.minutes
        assert sat <= 100, step.title


def test_every_kind_of_step_occurs_in_a_template() -> None:
    used = {step.kind for template in TEMPLATES.usable.values() for step in template.steps}
    assert used == set(STEPS)


def test_ten_templates_say_in_a_line_whom_they_are_for() -> None:
    assert len(TEMPLATES.usable) == 10
    for template in TEMPLATES.usable.values():
        assert template.for_whom
        assert len(in_a_line(template)) <= 72, in_a_line(template)


def test_a_step_takes_the_domain_that_is_chosen() -> None:
    steps, (pack,) = agenda(own_templates()["one-domain"], PACKS.usable, ["d3"])
    assert [section.id for section in pack.sections] == ["d3"]
    assert [step.section_ids for step in steps if isinstance(step, MaterialActivity) and step.pack_id] == [
        ("d3",)
    ]
