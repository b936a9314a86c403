"""All that a pack holds can be read, and what to see to before the day comes first."""

import pytest

from sessions.material import Guess, Item, Pack, Reading, Scale
from tests.builders import packs
from workshop import pack_text
from workshop.pack_text import BEFORE_THE_DAY, Text

PACKS = packs()


def said(texts: tuple[Text, ...]) -> str:
    return "\n".join(text.words for text in texts)


@pytest.mark.parametrize("pack_id", list(PACKS))
def test_every_word_of_a_shipped_pack_is_to_be_read(pack_id: str) -> None:
    pack = PACKS[pack_id]
    told = said(pack_text.texts(pack))
    for item in pack.items():
        evidence = [entry.text for entry in item.evidence]
        levels = [*item.levels, *(item.poles or ())]
        lists = (item.parts, item.questions, item.prompts, item.advantages, item.drawbacks, item.leads)
        for text in (item.name, item.statement, *evidence, *levels, *(t for group in lists for t in group)):
            assert text in told
        if item.guess:
            assert item.guess.answer in told
    for reading in pack.readings:
        assert all(point in told for point in reading.points)
    assert all(level.label in told for scale in pack.scales for level in scale.levels)


def test_keys_are_unique_and_every_item_has_a_row() -> None:
    for pack in PACKS.values():
        texts = pack_text.texts(pack)
        assert len({text.key for text in texts}) == len(texts)
        assert [text.key for text in texts if text.is_item] == [item.id for item in pack.items()]


def full_item(**more: object) -> Item:
    data = {"id": "p/1", "number": "1", "name": "Name", "statement": "What good looks like."}
    return Item.model_validate({**data, **more})


@pytest.mark.parametrize(
    ("more", "heading", "line"),
    [
        ({"wording": "The law says"}, "Official wording", "The law says"),
        ({"questions": ("Who?",)}, "Asked under it", "Who?"),
        ({"asked": ("council",)}, "Who is asked", "council"),
        ({"weight": 3}, "Weight", "3 times"),
        (
            {"evidence": ({"text": "Minutes", "kind": "documents", "link": "shared/minutes"},)},
            "Look for",
            "Minutes (documents) → shared/minutes",
        ),
        ({"guess": {"answer": "60 per cent", "year": 2009}}, "The figure", "60 per cent (2009)"),
        ({"levels": ("Never", "Always")}, "Its levels", "1 no: Never"),
    ],
)
def test_what_an_item_may_have_besides(more: dict[str, object], heading: str, line: str) -> None:
    lines = list(pack_text.item_lines(full_pack(full_item(**more)), full_item(**more)))
    at = [line.text for line in lines].index(heading)
    assert lines[at].tone == "heading"
    assert lines[at + 1].text == line


def full_pack(*items: Item, readings: tuple[Reading, ...] = ()) -> Pack:
    levels = ({"number": 1, "label": "no"}, {"number": 2, "label": "yes"})
    return Pack.model_validate(
        {
            "id": "p",
            "edition": "1",
            "name": "Pack",
            "about": "About it.",
            "source": {"title": "T", "publisher": "P", "year": 2020},
            "scale": Scale.model_validate({"question": "Is it so?", "levels": levels}),
            "readings": readings,
            "sections": ({"id": "one", "title": "One", "items": items},),
        }
    )


def test_what_to_see_to_before_the_day_comes_first() -> None:
    rows = (
        Reading(id="a", title="To open", use="opening", points=("Welcome",)),
        Reading(
            id="b", title="Who must be in the room", use="preparing", points=("Somebody who can say yes",)
        ),
    )
    about, first, then, *_ = pack_text.texts(full_pack(full_item(), readings=rows))
    assert about.key == pack_text.ABOUT
    assert (first.label, first.title) == (BEFORE_THE_DAY, "Who must be in the room")
    assert then.title == "To open"


def test_what_a_pack_is_for_follows_from_its_items() -> None:
    assert pack_text.uses(full_pack(full_item())) == "score"
    guess = Guess(answer="60", year=2009)
    assert "guess" in pack_text.uses(full_pack(full_item(guess=guess)))
    assert pack_text.uses(PACKS["lead-provider-roles"]) == "who does what"
    assert pack_text.uses(PACKS["tools"]) == "discuss, check, vote"
    assert pack_text.counts(PACKS["barriers"]).startswith(str(len(list(PACKS["barriers"].items()))))
