"""Sections and items with a scale, with words and with poles of their own, from the agenda to the summary."""

from typing import Any

import pytest

from sessions.kinds.score import edits
from sessions.kinds.score.records import ScoreActivity
from sessions.material import Pack, Section
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner, Stop
from tests.builders import NOW, TODAY
from workshop.cli.material import _pack_lines
from workshop.materials.load import packs
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene


def _levels(*labels: str) -> list[dict[str, Any]]:
    return [{"number": number, "label": label} for number, label in enumerate(labels, start=1)]


def _item(code: str, **more: Any) -> dict[str, Any]:
    return {"id": f"own/{code}", "number": code, "name": f"Item {code}", "statement": "It works.", **more}


SCALED = Pack.model_validate(
    {
        "id": "own",
        "edition": "1",
        "name": "Own",
        "about": "Own.",
        "source": {"title": "Own", "publisher": "Exampleshire", "year": 2026},
        "sections": [
            {
                "id": "a",
                "title": "A",
                "scale": {"question": "How often?", "levels": _levels("never", "at times", "always")},
                "items": [_item("A1", levels=["no record", "some records", "every record"])],
            },
            {
                "id": "b",
                "title": "B",
                "scale": {
                    "question": "How far?",
                    "levels": _levels("far off", "near"),
                    "poles": ["then", "now"],
                },
                "items": [_item("B1", poles=["on paper", "on screen"]), _item("B2")],
            },
        ],
    }
)


def session(pack: Pack = SCALED) -> Session:
    """A session with one partner, whose agenda scores all of a pack."""
    step = ScoreActivity(id="s1", kind="score", title="Score", minutes=10, pack_id=pack.id)
    return Session(
        id="s",
        title="Own scales",
        template_id="own",
        created_at=NOW,
        partners=(Partner(id="icb", name="ICB"),),
        packs=(pack,),
        agenda=(step,),
    )


def scene(record: Session, item_id: str) -> Scene:
    return Scene(record, Stop(activity_id="s1", part="item", ref=item_id), TODAY)


def test_each_item_is_answered_on_its_own_scale() -> None:
    record = edits.answer_level("own/A1", "icb", 3).apply(session(), NOW)
    record = edits.answer_level("own/B1", "icb", 2).apply(record, NOW)
    for item_id, level in (("own/A1", 4), ("own/B1", 3)):
        with pytest.raises(Problem, match=f"no level {level}"):
            edits.answer_level(item_id, "icb", level).apply(record, NOW)
    for item_id in ("own/A1", "own/B1"):
        record = edits.reveal(item_id).apply(record, NOW)
    record = edits.agree("own/A1", 2).apply(record, NOW)
    text = account(record)
    assert "2 of 3 (at times)" in text
    assert "near" in text


def test_the_room_is_asked_with_the_scale_and_the_poles_of_the_item() -> None:
    record = session()
    walls = {
        item_id: view_at(here).wall(here)
        for item_id in ("own/A1", "own/B1", "own/B2")
        for here in [scene(record, item_id)]
    }
    assert walls["own/A1"].question == "How often?"
    assert [level.label for level in walls["own/A1"].levels] == ["never", "at times", "always"]
    assert walls["own/B1"].question == "How far? 1: on paper. 2: on screen."
    assert walls["own/B2"].question == "How far? 1: then. 2: now."


def test_what_the_levels_mean_for_an_item_is_at_hand_while_the_room_answers() -> None:
    here = scene(session(), "own/A1")
    lines = [line.text for line in view_at(here).aside(here)]
    at = lines.index("What the levels mean here")
    assert lines[at + 1 : at + 4] == [
        "1 never: no record",
        "2 at times: some records",
        "3 always: every record",
    ]
    other = scene(session(), "own/B1")
    assert "What the levels mean here" not in [line.text for line in view_at(other).aside(other)]


def test_the_shipped_pairs_say_each_level_in_words_of_their_own() -> None:
    pack = packs().usable["evolving-care"]
    here = scene(session(pack), "evolving-care/P1")
    lines = [line.text for line in view_at(here).aside(here)]
    assert "1 the old way: Everything is built for sudden illness" in lines
    assert view_at(here).wall(here).question.endswith("5: built for long-term conditions.")


def test_all_scales_stand_in_the_account_of_a_pack_and_a_session() -> None:
    assert [scale.question for scale in SCALED.scales] == ["How often?", "How far?"]
    printed = "\n".join(_pack_lines(SCALED))
    assert "How often?" in printed
    assert "How far?" in printed


def test_a_pack_without_levels_for_an_item_cannot_be_scored() -> None:
    from sessions.kinds.registry import kind_named

    bare = {**SCALED.sections[1].model_dump(), "scale": None, "items": [_item("B1"), _item("B2")]}
    sections = (SCALED.sections[0], Section.model_validate(bare))
    bare_pack = SCALED.model_copy(update={"sections": sections})
    record = session(bare_pack)
    with pytest.raises(Problem, match="no levels"):
        kind_named("score").check(record, record.agenda[0], ())
    only = record.agenda[0].model_copy(update={"section_ids": ("a",)})
    kind_named("score").check(record, only, ())
