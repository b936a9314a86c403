"""What a hand-edited file can get wrong in an appraisal or in options: it is named and repaired."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.options import edits as option_edits
from sessions.store.library import Library
from sessions.store.load import check, load
from sessions.store.repair import repair
from tests import appraising as a
from tests.builders import NOW

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session with something of everything in both."""
    made = a.viewed(a.settled(a.worked(), a.PAY1, (3, 4)), a.O2, a.O1)
    for edit in (
        appraise_edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", "No"),
        option_edits.choose(a.OPTIONS, a.O2),
        option_edits.dissent_from_choice(a.OPTIONS, "icb", "No"),
    ):
        made = edit.apply(made, NOW)
    library = Library(tmp_path)
    library.create(made).close()
    (file,) = library.paths()
    assert check(file) == ()
    return file


def first(table: str, **fields: Any) -> Change:
    return lambda data: data[table]["1"].update(fields)


CASES: tuple[tuple[Change, str], ...] = (
    (first("appraisals", levels=[["scope/K1", 9]]), "there is no level 9"),
    (first("appraisals", levels=[["scope/K1", 0]]), "there is no level 0"),
    (first("appraisals", levels=[["scope/K9", 3]]), "there is no criterion 'scope/K9'"),
    (first("appraisals", levels=[["scope/K1", 3], ["scope/K1", 4]]), "a criterion stands twice"),
    (first("appraisals", levels="all"), "appraisals 1"),
    (first("appraisals", activity_id="s9"), "no step 's9'"),
    (first("appraisals", activity_id="s2"), "is no appraisal"),
    (first("appraisals", item_id="scope/A99"), "scope/A99"),
    (first("appraisals", partner_id="nobody"), "no partner 'nobody'"),
    (lambda data: data["appraisals"].update({"99": {**data["appraisals"]["1"], "uid": "f" * 16}}), "already"),
    (first("appraisals_revealed", item_id="scope/A99"), "scope/A99"),
    (first("appraisal_weights", weights=[["scope/K1", -1]]), "not between 0 and 100"),
    (first("appraisal_weights", weights=[["scope/K1", 0]]), "weigh nothing"),
    (first("option_views", counts=[["scope/O2", 0]]), "a count is below 1"),
    (first("option_views", counts=[["scope/O2", 1], ["scope/O2", 1]]), "an option stands twice"),
    (first("option_views", counts=[["scope/A1", 1]]), "is no option of its step"),
    (first("option_views", counts=[["scope/O99", 1]]), "is no option of its step"),
    (first("option_views", activity_id="s1"), "has no options"),
    (first("option_choices", item_id="scope/A1"), "is no option of its step"),
    (first("option_choices", activity_id="s9"), "no step 's9'"),
    (
        lambda data: data["option_choices"]["1"]["dissents"].append({"partner_id": "icb", "reason": "x"}),
        "twice",
    ),
    (lambda data: data["agenda"]["1"].update(criteria_section="gone"), "no section 'gone' of criteria"),
)


@pytest.mark.parametrize(("change", "wrong"), CASES, ids=[wrong for _, wrong in CASES])
def test_it_is_named_and_repaired(path: Path, change: Change, wrong: str) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")
    assert any(wrong in fault for fault in check(path)), check(path)
    repair(path)
    assert check(path) == ()
    assert load(path).session.title == "What we take on together"


def test_a_scale_that_was_changed_in_the_file_never_scores_anew_in_silence(path: Path) -> None:
    """The levels that stand are no levels of a shorter scale: it is a fault, and no other total."""
    data = json.loads(path.read_text("utf-8"))
    for section in data["packs"]["1"]["sections"]:
        for item in section["items"]:
            if item["id"] == a.K1:
                item["scale"] = {
                    "question": "?",
                    "levels": [{"number": 1, "label": "no"}, {"number": 2, "label": "yes"}],
                }
    path.write_text(json.dumps(data), "utf-8")
    assert any("on the scale of 'scope/K1'" in fault for fault in check(path))


def test_keys_that_are_not_known_go_through(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["appraisals"]["1"]["mood"] = "good"
    data["option_choices"]["1"]["mood"] = "better"
    path.write_text(json.dumps(data), "utf-8")
    session = load(path).session
    assert session.tables["appraisals"][0].model_dump()["mood"] == "good"
    assert session.tables["option_choices"][0].model_dump()["mood"] == "better"
