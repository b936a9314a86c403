"""What every edit is called and leaves in the record, field by field, as committed in `edits.json`.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sessions import edit as edits
from sessions.record import Session
from tests.small import settled_session
from tests.unit.test_edits import EDITS, JOINT, WHO, joint, with_roles_and_turns

EXPECTED = Path(__file__).parent / "edits.json"
CHANCE = re.compile(r"\b[0-9a-f]{16}\b|(?<=/x-)[0-9a-f]{8}\b")
"""An identity, another one each time."""


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(where it stands, what) of everything in a record as JSON; rows go by their ids, if any."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            named = isinstance(inner, dict) and inner.get("id")
            yield from leaves(inner, f"{path}.{named or index}")
    elif not path.endswith((".uid", ".author", ".counter")):
        yield path[1:], value


def difference(before: Session, after: Session) -> list[str]:
    """What the one says and the other does not, a line each, in the order of the record."""
    old, new = (dict(leaves(session.model_dump(mode="json"))) for session in (before, after))
    lines = [f"- {path} {value!r}" for path, value in old.items() if path not in new]
    lines += [f"+ {path} {value!r}" for path, value in new.items() if path not in old]
    both = [path for path in new if path in old and new[path] != old[path]]
    lines += [f"{path} {old[path]!r} > {new[path]!r}" for path in both]
    return [CHANCE.sub("(uid)", line) for line in lines]


class Recording:
    """Stands for the class `Edit`, and keeps of the last one applied what it calls itself, and does."""

    def __init__(self) -> None:
        self.left: dict[str, Any] = {}
        self._depth = 0

    def __call__(
        self, label: Callable[[Session], str], apply: Callable[[Session, dt.datetime], Session]
    ) -> edits.Edit:
        def applied(session: Session, now: dt.datetime) -> Session:
            self._depth += 1
            after = apply(session, now)
            self._depth -= 1
            if not self._depth:
                self.left = left_by(label(session), session, after)
            return after

        return MADE(label, applied)


MADE = edits.Edit


def left_by(label: str, before: Session, after: Session) -> dict[str, Any]:
    return {"called": label, "leaves": difference(before, after)}


def done(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the edit of this name is called and leaves."""
    session = settled_session()
    if name in JOINT:
        return left_by(JOINT[name].label(joint()), joint(), EDITS[name](session))
    if name in WHO:
        ready = with_roles_and_turns(session)
        return left_by(WHO[name].label(ready), ready, EDITS[name](session))
    recording = Recording()
    monkeypatch.setattr(edits, "Edit", recording)
    EDITS[name](session)
    return recording.left


@pytest.mark.parametrize("name", sorted(EDITS))
def test_an_edit_leaves_what_is_committed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = json.loads(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else {}
    left = done(name, monkeypatch)
    if os.environ.get("WRITE_GOLDEN"):
        expected |= {name: left}
        text = json.dumps(dict(sorted(expected.items())), indent=1, ensure_ascii=False)
        EXPECTED.write_text(text + "\n", encoding="utf-8")
    assert left == expected[name]
