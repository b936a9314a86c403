"""What is refused is told, with what to do about it, as committed in `refusals.json`.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sessions.problem import Problem
from tests.small import settled_session
from tests.unit.test_edits_refused import REFUSED

EXPECTED = Path(__file__).parent / "refusals.json"


def test_what_is_refused_is_told_as_committed() -> None:
    told = {}
    for name, (refused, _) in REFUSED.items():
        with pytest.raises(Problem) as problem:
            refused(settled_session())
        told[name] = [problem.value.what, problem.value.where, problem.value.hint]
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")
