"""What a pack can say of its items, its scales and its results, and what it can't."""

from typing import Any

import pytest
from pydantic import ValidationError

from sessions.material import Evidence, Pack, Scale

LEVELS = [{"number": 1, "label": "none"}, {"number": 2, "label": "some"}, {"number": 3, "label": "all"}]
ITEM = {"id": "own/A1", "number": "1", "name": "Doors", "statement": "The doors are open to all."}


def pack(item: dict[str, Any] | None = None, section: dict[str, Any] | None = None, **more: Any) -> Pack:
    """A pack of one section with one item, with these keys besides."""
    own = {"id": "s", "title": "All", "items": [ITEM | (item or {})], **(section or {})}
    source = {"title": "Doors", "publisher": "Exampleshire", "year": 2026}
    head = {"id": "own", "edition": "1", "name": "Doors", "about": "Doors.", "source": source}
    return Pack.model_validate({**head, "sections": [own], **more})


@pytest.mark.parametrize("numbers", [(2, 3), (0, 2), (1, 3), (1, 1), (2, 1), (0, 0)])
def test_a_scale_is_numbered_from_nought_or_one_without_a_gap(numbers: tuple[int, ...]) -> None:
    levels = [{"number": number, "label": "level"} for number in numbers]
    with pytest.raises(ValidationError, match="levels"):
        Scale.model_validate({"question": "How far?", "levels": levels})


def test_the_scale_of_an_item_is_its_own_or_its_sections_or_its_packs() -> None:
    scales = {name: {"question": name, "levels": LEVELS} for name in ("item", "section", "pack")}
    for names in (("item", "section", "pack"), ("section", "pack"), ("pack",), ()):
        own = {"scale": scales["item"]} if "item" in names else {}
        sections = {"scale": scales["section"]} if "section" in names else {}
        packs = {"scale": scales["pack"]} if "pack" in names else {}
        scale = pack(own, sections, **packs).scale_of("own/A1")
        assert (scale.question if scale else None) == (names[0] if names else None)


def test_evidence_is_a_text_or_says_whose_word_it_is_and_is_written_as_it_was_read() -> None:
    entries = ["A list of doors.", {"text": "Doors people named.", "kind": "people", "link": "Survey 2026"}]
    own = pack({"evidence": entries})
    plain, of_people = own.sections[0].items[0].evidence
    assert plain == Evidence(text="A list of doors.")
    assert (of_people.kind, of_people.link) == ("people", "Survey 2026")
    assert own.model_dump(mode="json")["sections"][0]["items"][0]["evidence"] == entries
    assert Pack.model_validate_json(own.model_dump_json()) == own


def test_words_for_levels_are_as_many_as_the_scale_has() -> None:
    scale = {"question": "How far?", "levels": LEVELS}
    assert pack({"levels": ["shut", "ajar", "open"]}, scale=scale)
    for words in (["shut"], ["shut", "ajar", "open", "gone"]):
        with pytest.raises(ValidationError, match="own/A1: words for"):
            pack({"levels": words}, scale=scale)
    with pytest.raises(ValidationError, match="own/A1: words for"):
        pack({"levels": ["shut"]})


def test_poles_need_a_scale_and_who_leads_is_one_of_the_parties() -> None:
    with pytest.raises(ValidationError, match="has poles"):
        pack({"poles": ["shut", "open"]})
    assert pack({"leads": ["Porter"]}, parties=["Porter", "Caretaker"])
    with pytest.raises(ValidationError, match="'Mayor' is none"):
        pack({"leads": ["Mayor"]}, parties=["Porter"])


def test_bands_of_a_result_rise() -> None:
    bands = [{"least": 38, "label": "fair"}, {"least": 63, "label": "good"}]
    section = {"result": {"measure": "percent", "bands": bands}}
    result = pack(section=section).sections[0].result
    assert result is not None
    assert [band.label for band in result.bands] == ["fair", "good"]
    for wrong in (bands[::-1], [bands[0], bands[0]]):
        with pytest.raises(ValidationError, match="bands must rise"):
            pack(section={"result": {"measure": "percent", "bands": wrong}})


def test_an_official_wording_can_be_of_any_length() -> None:
    long = " ".join(["word"] * 400)
    assert pack({"wording": long}).sections[0].items[0].wording == long
    with pytest.raises(ValidationError, match="at most 30"):
        pack({"statement": long})
