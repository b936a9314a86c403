"""What a later version or another tool has put into a session is shown as far as can be, and written back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.edits import agenda as agenda_edits, event as event_edits, notes as note_edits
from sessions.kinds.registry import kind_named, kind_of
from sessions.material import Pack
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.rows import Activity, Stop
from sessions.store.library import Library
from sessions.store.load import check
from sessions.store.repair import repair
from tests.builders import NOW, aside, page, say_next
from workshop.cli import main
from workshop.materials.load import load_file
from workshop.wall.layout.page import laid_out
from workshop.wall_window import wall_now

CHOIR = {
    "id": "s3",
    "kind": "choir",
    "title": "Sing together",
    "minutes": 12,
    "script": ["Everybody hums.", "Then the words."],
    "voices": {"high": 3, "low": [1, 2]},
    "follows": "s2",
    "dots": "many",
    "uid": "0123456789abcdef",
}
CHOIRS = {"1": {"activity_id": "s3", "uid": "fedcba9876543210", "sung": True}, "4": {"sung": 0.5}}
SINGING = Stop(activity_id="s3")
Place = tuple[str | int, ...]


@pytest.fixture
def choir(path: Path) -> Path:
    """The file with a step of a kind that is not known, in the middle of the agenda, and its table."""
    tables = json.loads(path.read_bytes())
    tables["agenda"]["3"] = CHOIR
    tables["choirs"] = CHOIRS
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path


def test_it_is_sound_and_a_plain_step(choir: Path, library: Library) -> None:
    assert check(choir) == ()
    session = library.read("s")
    activity = session.activity("s3")
    assert type(activity) is Activity
    assert kind_of(activity) is kind_named("of no such kind")
    assert [stop for stop in plan.stops(session) if stop.activity_id == "s3"] == [SINGING]


def test_it_is_shown_to_the_facilitator_on_the_wall_and_in_the_summary(
    choir: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    session = event_edits.move_to(SINGING).apply(library.read("s"), NOW)
    assert page(session, SINGING).title == "Sing together"
    told = [line.text for line in (*page(session, SINGING).lines, *aside(session, SINGING))]
    told += say_next(session, SINGING)
    assert any("Everybody hums." in text for text in told), told
    shown = wall_now(session, NOW)
    assert shown is not None
    lines = ["".join(span.text for span in line.spans) for line in laid_out(shown[0], 80, 24)]
    assert any("Sing together" in line for line in lines), lines
    running = agenda_edits.run_clock("s3").apply(session, NOW)
    assert "Sing together" in account(agenda_edits.stop_clock().apply(running, NOW + dt.timedelta(minutes=9)))
    assert main(["show", "s", "--json", "--folder", str(choir.parent)]) == 0
    step = json.loads(capsys.readouterr().out)["agenda"][2]
    assert {key: step[key] for key in CHOIR} == CHOIR


def test_all_of_it_is_written_back_after_an_edit(choir: Path, library: Library) -> None:
    with library.open("s") as file:
        file.save(note_edits.add_note("comment", "Sung").apply(file.session, NOW))
        file.save(agenda_edits.set_minutes("s3", 20).apply(file.session, NOW))
        file.save(agenda_edits.rename_activity("s3", "Sing").apply(file.session, NOW))
    tables = json.loads(choir.read_bytes())
    written = tables["agenda"]["3"]
    assert {key: written[key] for key in CHOIR} == {**CHOIR, "minutes": 20, "title": "Sing"}
    assert tables["choirs"] == CHOIRS
    assert len(tables["notes"]) == 2


def test_a_repair_leaves_it_alone(choir: Path, library: Library) -> None:
    tables = json.loads(choir.read_bytes())
    tables["ballots"]["1"]["item_id"] = "gone"
    choir.write_text(json.dumps(tables), encoding="utf-8")
    repair(choir)
    tables = json.loads(choir.read_bytes())
    assert {key: tables["agenda"]["3"][key] for key in CHOIR} == CHOIR
    assert tables["choirs"] == CHOIRS
    assert check(choir) == ()


# --- the copy of the material -------------------------------------------------------------------------

KEYS: list[Place] = [
    (),
    ("source",),
    ("scale",),
    ("scale", "levels", 2),
    ("readings", 0),
    ("sections", 0),
    ("sections", 0, "items", 1),
]


def holder(pack: Any, place: Place) -> Any:
    """What stands in a place of a pack."""
    for part in place:
        pack = pack[part]
    return pack


@pytest.mark.parametrize("place", KEYS, ids=lambda place: ".".join(map(str, place)) or "pack")
def test_a_key_in_the_copy_of_a_pack_survives(
    path: Path, library: Library, sample: Any, place: Place
) -> None:
    tables = json.loads(path.read_bytes())
    holder(tables["packs"]["1"], place)["colour"] = {"of": ["the sky"]}
    path.write_text(json.dumps(tables), encoding="utf-8")
    assert check(path) == ()
    with library.open("s") as file:
        assert file.read_only is None
        file.save(sample.note(file.session))
    after = json.loads(path.read_bytes())
    assert holder(after["packs"]["1"], place)["colour"] == {"of": ["the sky"]}
    assert after["packs"] == tables["packs"]


PACK = """
id = "mine"
edition = "1"
name = "Mine"
about = "About it."
{pack}
[source]
title = "T"
publisher = "P"
year = 2020
{source}
[scale]
question = "How far?"
levels = [{{number = 1, label = "no"}}, {{number = 2, label = "yes"{level}}}]
{scale}
[[readings]]
id = "r"
title = "R"
use = "opening"
points = ["One."]
{reading}
[[sections]]
id = "a"
title = "A"
{section}
[[sections.items]]
id = "mine/1"
number = "1"
name = "One"
statement = "Good."
{item}
"""
PARTS = ("pack", "source", "scale", "level", "reading", "section", "item")


def test_a_file_of_a_pack_without_one_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(PACK.format(**dict.fromkeys(PARTS, "")), encoding="utf-8")
    assert load_file(Pack, file).id == "mine"


@pytest.mark.parametrize("part", PARTS)
def test_a_file_of_a_pack_with_such_a_key_is_refused(tmp_path: Path, part: str) -> None:
    file = tmp_path / "mine.toml"
    added = {**dict.fromkeys(PARTS, ""), part: ', colour = "red"' if part == "level" else 'colour = "red"'}
    file.write_text(PACK.format(**added), encoding="utf-8")
    with pytest.raises(Problem, match="colour"):
        load_file(Pack, file)
