"""Rows of the record with several values in a field, as rows of one value a cell, with names beside ids.

It goes by the shape of the fields alone: pairs of an id and a number (dots, levels, weights) and lists are a
row each, dissents a table of their own.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel

from sessions import words
from sessions.analysis.items import has_item
from sessions.record import Session
from sessions.rows import Row
from sessions.spans import plain_text

Cells: TypeAlias = dict[str, Any]
DISSENTS = "dissents"
_ABOUT = ("activity_id", "step", "item_id", "item", "question")
"""What a dissent is told of."""


def unfold(
    seen: Session, rows: Iterable[Row], hidden: frozenset[str]
) -> tuple[tuple[Cells, ...], tuple[Cells, ...]]:
    """(the rows of a table, those of its dissents) without the `hidden` fields, with the same keys each."""
    told: list[Cells] = []
    dissents: list[Cells] = []
    for row in rows:
        fields = {name: getattr(row, name) for name in type(row).model_fields if name not in hidden}
        apart = fields.pop(DISSENTS, ())
        own, parts = _parts(seen, fields)
        told += [own | part for part in parts]
        about = {name: own[name] for name in _ABOUT if name in own}
        dissents += [about | _record(seen, dissent) for dissent in apart]
    return _even(told), _even(dissents)


def _parts(seen: Session, fields: Mapping[str, Any]) -> tuple[Cells, Sequence[Cells]]:
    """(the cells that all its rows have, those of each)."""
    own: Cells = {}
    parts: Sequence[Cells] = ({},)
    for name, value in fields.items():
        if isinstance(value, tuple) and not all(isinstance(part, int) for part in value):
            parts = [_part(seen, name, place, part) for place, part in enumerate(value, start=1)]
        elif not (isinstance(value, tuple) and not value):
            own |= _named(seen, name, _plain(value))
    return own, parts


def _part(seen: Session, name: str, place: int, part: Any) -> Cells:
    if isinstance(part, BaseModel):
        return _record(seen, part)
    single = name.removesuffix("s")
    if isinstance(part, tuple):
        of, value = part
        what = words.origin(seen, of) if has_item(seen, of) else of
        return {"what_id": of, "what": what, single: value}
    return {"place": place, **_named(seen, single, part)}


def _record(seen: Session, part: BaseModel) -> Cells:
    return {key: value for name, own in part for key, value in _named(seen, name, _plain(own)).items()}


def _named(seen: Session, name: str, value: Any) -> Cells:
    """A cell, and after an id the name of what it is of."""
    cells: Cells = {name: value}
    if isinstance(value, str) and name in ("item_id", "ref"):
        cells[name.removesuffix("_id") if name == "item_id" else "about"] = words.origin(seen, value)
    elif isinstance(value, str) and name == "activity_id":
        cells["step"] = next((step.title for step in seen.agenda if step.id == value), value)
    elif isinstance(value, str) and name == "partner_id":
        cells["partner"] = plain_text(words.partner_name(seen, value))
    return cells


def _plain(value: Any) -> Any:
    """A value of a cell; what stands together, such as what was said before, as JSON."""
    if value is None or isinstance(value, str | int | float | date):
        return value
    return json.dumps(value, ensure_ascii=False, default=_jsonable)


def _jsonable(value: Any) -> Any:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else str(value)


def _even(told: Iterable[Cells]) -> tuple[Cells, ...]:
    """The rows with the keys of all of them; what one does not have is None."""
    rows = tuple(told)
    keys = dict.fromkeys(key for row in rows for key in row)
    last = ("after_reveal", "before", "at")
    ordered = [*(key for key in keys if key not in last), *(key for key in last if key in keys)]
    return tuple({key: row.get(key) for key in ordered} for row in rows)
