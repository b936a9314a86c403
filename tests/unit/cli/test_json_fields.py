"""Scripts find in JSON every name that they ever found there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]
STORE = Path(__file__).parents[1] / "store"
OLD = (STORE / "version-2.json", STORE / "version-1.json")
"""The first has something in every table, the second a pack with examples."""

FIELDS = {
    # where in `show --json`: the names there, as of version 2 of the file's form
    "": "id title place date template_id created_at as_bodies partners people packs agenda at ballots rounds "
    "agreements notes actions votes revealed_votes gap_order spells running item_minutes summary_at",
    "partners": "id name sector members",
    "people": "name partner_id role",
    "packs": "id edition name item_word about source scale readings sections",
    "packs/source": "title publisher year note",
    "packs/scale": "question levels",
    "packs/scale/levels": "number label meaning",
    "packs/readings": "id title use intro points",
    "packs/sections": "id title label about closing items",
    "packs/sections/items": "id number name statement parts prompts evidence examples",
    "packs/sections/items/examples": "place theme text",
    "agenda": "id kind title minutes pack_id section_ids item_ids script planned state candidates dots stack "
    "follows top added",
    "at": "activity_id part ref",
    "ballots": "item_id partner_id round counts dont_know at",
    "rounds": "item_id number revealed at",
    "agreements": "item_id level target evidence dissents at",
    "agreements/dissents": "partner_id reason from_level",
    "notes": "id kind text origin outcome at",
    "actions": "id text owner body due measure status risk origin carried_from at",
    "votes": "activity_id partner_id counts at",
    "spells": "activity_id seconds",
    "running": "activity_id since",
}
TEMPLATE_FIELDS = {
    "": "id name minutes about steps",
    "steps": "kind title minutes pack sections choose script candidates dots stack top",
}


def objects(value: Any, place: str) -> Iterator[dict[str, Any]]:
    """All JSON objects in a place such as "packs/sections", through whatever lists."""
    if isinstance(value, list):
        for part in value:
            yield from objects(part, place)
    elif place:
        first, _, rest = place.partition("/")
        yield from objects(value[first], rest) if value[first] is not None else ()
    else:
        yield value


def assert_has(data: Any, place: str, names: str) -> None:
    found = list(objects(data, place))
    assert found, f"nothing in {place}"
    for part in found:
        assert set(names.split()) <= set(part), place


@pytest.mark.parametrize("place", FIELDS)
def test_show_has_every_field(run: Run, folder: Path, place: str) -> None:
    folder.mkdir()
    for file in OLD:
        shutil.copy(file, folder)
    shown = [run("show", file.stem, "--json") for file in OLD]
    assert [code for code, _, _ in shown] == [0, 0]
    assert_has([json.loads(out) for _, out, _ in shown], place, FIELDS[place])


def test_a_session_that_is_new_has_every_field_of_its_own_and_of_its_steps(run: Run) -> None:
    data = json.loads(run("new", "--template", "learning-set", "--json")[1])
    assert_has(data, "", FIELDS[""])
    assert_has(data, "agenda", FIELDS["agenda"])
    empty = ("ballots", "rounds", "agreements", "votes", "revealed_votes", "gap_order", "notes", "actions")
    assert {name: data[name] for name in empty} == {name: [] for name in empty}


@pytest.mark.parametrize("place", TEMPLATE_FIELDS)
def test_templates_have_every_field(run: Run, place: str) -> None:
    assert_has(json.loads(run("templates", "list", "--json")[1]), place, TEMPLATE_FIELDS[place])


def test_what_is_added_is_printed_with_every_field(run: Run, made: str) -> None:
    assert_has(json.loads(run("note", made, "S75 deed reviewed", "--json")[1]), "", FIELDS["notes"])
    assert_has(json.loads(run("act", made, "Draft it", "--json")[1]), "", FIELDS["actions"])
