"""The pack `icbo` holds all that its source holds: counts taken by hand from the tables of the source."""

import tomllib
from importlib.resources import files

import pytest

from sessions.material import STATEMENT_WORDS, Pack, word_count

ABOUT_WORDS = 60
PART_WORDS = 14
EVIDENCE_WORDS = 30
NAME_CHARACTERS = 40

# Item code: parts, entries of evidence, prompts. A question of the source that asks two things is two
# prompts; 3.4, 3.5 and 4.1 are single sentences in
# the source and have no parts. That national bodies agreed to 2.4 is context that no room can score.
COUNTS = {
    "D1.1": (3, 3, 2),
    "D1.2": (4, 4, 3),
    "D1.3": (4, 4, 4),
    "D1.4": (4, 3, 3),
    "D1.5": (5, 3, 2),
    "D1.6": (6, 2, 4),
    "D1.7": (4, 3, 2),
    "D1.8": (4, 6, 5),
    "D2.1": (3, 4, 2),
    "D2.2": (3, 3, 4),
    "D2.3": (5, 4, 2),
    "D2.4": (5, 8, 2),
    "D2.5": (3, 5, 2),
    "D3.1": (8, 7, 4),
    "D3.2": (4, 5, 3),
    "D3.3": (5, 4, 2),
    "D3.4": (0, 3, 2),
    "D3.5": (0, 2, 2),
    "D4.1": (0, 2, 2),
    "D4.2": (3, 3, 4),
    "D4.3": (4, 2, 2),
}


def load() -> Pack:
    text = (files("workshop") / "materials" / "packs" / "icbo.toml").read_text(encoding="utf-8")
    return Pack.model_validate(tomllib.loads(text))


PACK = load()
ITEMS = {item.id.removeprefix("icbo/"): item for item in PACK.items()}


def test_the_domains_hold_eight_five_five_and_three_standards() -> None:
    assert [(s.id, s.label, len(s.items)) for s in PACK.sections] == [
        ("d1", "Domain 1", 8),
        ("d2", "Domain 2", 5),
        ("d3", "Domain 3", 5),
        ("d4", "Domain 4", 3),
    ]


def test_the_standards_stand_in_order_under_their_stable_ids() -> None:
    assert list(ITEMS) == list(COUNTS)
    assert [item.number for item in ITEMS.values()] == [code.removeprefix("D") for code in COUNTS]


def test_the_pack_says_that_its_source_counts_22_standards() -> None:
    assert (PACK.edition, PACK.source.year, PACK.item_word) == ("2018", 2018, "standard")
    assert "22" in PACK.source.note
    assert "21" in PACK.source.note


def test_the_scale_has_five_levels_that_each_say_when_they_fit() -> None:
    assert PACK.scale is not None
    assert PACK.scale.top == 5
    assert all(level.meaning for level in PACK.scale.levels)
    assert len({level.label for level in PACK.scale.levels}) == 5


@pytest.mark.parametrize(
    ("reading_id", "use", "points"),
    [
        ("principles", "opening", 6),
        ("what-matters", "reading", 8),
        ("before-a-risk", "risk", 4),
        ("who-must-be-there", "preparing", 4),
    ],
)
def test_the_readings_are_complete(reading_id: str, use: str, points: int) -> None:
    [reading] = [reading for reading in PACK.readings if reading.id == reading_id]
    assert (reading.use, len(reading.points)) == (use, points)


@pytest.mark.parametrize("code", COUNTS)
def test_each_standard_has_all_its_parts_evidence_and_questions(code: str) -> None:
    item = ITEMS[code]
    assert (len(item.parts), len(item.evidence), len(item.prompts)) == COUNTS[code]
    assert item.evidence
    assert item.prompts


@pytest.mark.parametrize("code", COUNTS)
def test_each_standard_can_be_read_aloud(code: str) -> None:
    item = ITEMS[code]
    assert len(item.name) <= NAME_CHARACTERS
    assert word_count(item.statement) <= STATEMENT_WORDS
    assert [part for part in item.parts if word_count(part) > PART_WORDS] == []
    assert [entry for entry in item.evidence if word_count(entry.text) > EVIDENCE_WORDS] == []
    assert [prompt for prompt in item.prompts if prompt.count("?") != 1 or prompt[-1] != "?"] == []


def test_every_domain_opens_with_what_it_is_about_and_closes_with_a_question() -> None:
    for section in PACK.sections:
        assert 0 < word_count(section.about) <= ABOUT_WORDS
        assert section.closing.endswith("?")


def test_the_questions_before_a_risk_are_those_of_standard_4_2() -> None:
    [reading] = [reading for reading in PACK.readings if reading.use == "risk"]
    assert reading.points == ITEMS["D4.2"].prompts


def test_nothing_stands_twice() -> None:
    for item in PACK.items():
        lines = [*item.parts, *(entry.text for entry in item.evidence), *item.prompts]
        assert len(lines) == len(set(lines)), item.id
    assert len({item.name for item in PACK.items()}) == len(ITEMS)
