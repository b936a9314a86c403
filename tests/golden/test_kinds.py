"""What each kind of step says of itself stands as committed, and what each row and step has to have.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from sessions.kinds.kind import Step
from sessions.kinds.registry import KINDS
from sessions.rows import Activity, Record
from tests.unit.test_shape_holds import classes, name_of

EXPECTED = Path(__file__).parent / "kinds.json"
FIELDS = Path(__file__).parent / "fields.json"
Said = str | bool | int | list[str] | None


def said(value: Any) -> Said:
    """Plain values as they are, of anything else what it is called."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple | list | frozenset | set):
        return [str(said(inner)) for inner in (value if isinstance(value, tuple | list) else sorted(value))]
    return str(getattr(value, "name", None) or getattr(value, "__name__", None) or type(value).__name__)


def of(thing: Any) -> dict[str, Said]:
    """Its attributes, but what it does."""
    names = [name for name in dir(thing) if not name.startswith(("_", "model_"))]
    values = {name: getattr(thing, name) for name in names}
    is_plain = {name: not callable(value) or isinstance(value, type) for name, value in values.items()}
    return {name: said(value) for name, value in values.items() if is_plain[name]}


def test_what_a_kind_says_of_itself_is_as_committed() -> None:
    kinds = {}
    for kind in sorted(KINDS, key=lambda kind: kind.id):
        own = kind.activity.model_fields.keys() - Activity.model_fields.keys()
        fields = {name: kind.activity.model_fields[name] for name in sorted(own)}
        step = {name: "needed" if info.is_required() else said(info.default) for name, info in fields.items()}
        kinds[kind.id] = {"kind": of(kind), "step": step}
    text = json.dumps(kinds, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")


def test_what_a_row_or_step_has_to_have_is_as_committed() -> None:
    """A field that may be left out, or a bound, that is another one makes files that others cannot read."""
    held = {}
    for kind in classes():
        if issubclass(kind, Record | Step):
            own = vars(kind).get("__annotations__", {})
            fields = {name: info for name, info in kind.model_fields.items() if name in own}
            held[name_of(kind)] = {name: how_needed(info) for name, info in fields.items()}
    text = json.dumps(dict(sorted(held.items())), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        FIELDS.write_text(text, encoding="utf-8")
    assert text == FIELDS.read_text("utf-8")


def how_needed(info: FieldInfo) -> str:
    """Whether it may be left out, and its bounds."""
    bounds = [str(bound) for bound in info.metadata if "func=" not in str(bound)]
    by_itself = "made" if info.default_factory else f"or {said(info.default)!r}"
    return " ".join(["needed" if info.is_required() else by_itself, *bounds])
