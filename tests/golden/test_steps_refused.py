"""What is wrong in a step of a template is told as committed in `steps-refused.json`.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sessions.plan import Template

EXPECTED = Path(__file__).parent / "steps-refused.json"
STEPS: dict[str, dict[str, Any]] = {
    "of no kind": {"kind": "nap"},
    "too short": {"kind": "welcome", "minutes": -1},
    "too long": {"kind": "welcome", "minutes": 481},
    "untitled": {"kind": "welcome", "title": ""},
    "unknown key": {"kind": "welcome", "dots": 3},
    "score on nothing": {"kind": "score"},
    "sections and choice": {"kind": "score", "pack": "p", "sections": ["s"], "choose": 2},
    "choice and items": {"kind": "score", "pack": "p", "choose": 2, "items": ["T1"]},
    "items of no pack": {"kind": "discuss", "items": ["T1"]},
    "more than are chosen": {"kind": "score", "pack": "p", "items": ["a", "b", "c"], "choose_items": 2},
    "dots on nothing": {"kind": "prioritise", "dots": 3, "candidates": "items"},
    "no dots": {"kind": "prioritise", "pack": "p"},
    "dots on gaps of a pack": {"kind": "prioritise", "pack": "p", "dots": 3, "candidates": "gaps"},
    "criteria twice": {"kind": "appraise", "pack": "p", "criteria": ["Reach", "reach"]},
    "criteria and a section": {
        "kind": "appraise",
        "pack": "p",
        "criteria_section": "s",
        "criteria": ["Reach"],
    },
    "criteria in the section": {"kind": "appraise", "pack": "p", "criteria_section": "s", "sections": ["s"]},
    "a pair twice": {"kind": "here-to-there", "pack": "p", "aspects": ["are", "are"]},
    "a pair of no kind": {"kind": "here-to-there", "pack": "p", "aspects": ["is"]},
    "parties of no kind": {"kind": "roles", "pack": "p", "parties": 3},
    "turns of nobody": {"kind": "turns", "who": 3},
    "an evaluation of nothing": {"kind": "evaluation"},
}


def in_our_words(fault: ErrorDetails) -> str:
    """What the program says of it; of what pydantic finds, its kind."""
    ours = fault["type"] == "value_error" or fault["msg"].startswith("should be ")
    return fault["msg"].removeprefix("Value error, ") if ours else fault["type"]


def told(step: dict[str, Any]) -> list[str]:
    """What is wrong with a template that has this step alone."""
    text = {"id": "x", "name": "X", "about": "It.", "steps": [{"title": "A step", "minutes": 5, **step}]}
    text["minutes"] = text["steps"][0]["minutes"]
    try:
        Template.model_validate_json(json.dumps(text), strict=True)
    except ValidationError as error:
        faults = [fault for fault in error.errors() if len(fault["loc"]) > 1]
        return [f"{'.'.join(map(str, fault['loc']))}: {in_our_words(fault)}" for fault in faults]
    return []


def test_what_is_wrong_in_a_step_is_told_as_committed() -> None:
    text = json.dumps({name: told(step) for name, step in STEPS.items()}, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")
