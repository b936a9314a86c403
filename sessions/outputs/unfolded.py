"""Rows of the record with several values in a field, as rows of one value a cell, with names beside ids.

It goes by the shape of the fields alone: pairs of an id and a number (dots, levels, weights) and lists are a
row each, with what stood there before beside it; counts are a column each, dissents a table of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel

from sessions import words
from sessions.analysis.items import has_item
from sessions.record import Session
from sessions.rows import Row
from sessions.spans import plain_text

Cells: TypeAlias = dict[str, Any]
DISSENTS = "dissents"
BEFORE = "before"
_OF_ITEMS = {"item_id": "item", "ref": "about", "from_option": "instead_of"}
"""Fields that hold an item's id: the column in which its name stands."""
_ABOUT = ("activity_id", "step", "item_id", "item", "question")
"""What a dissent is told of."""


def unfold(
    seen: Session, rows: Iterable[Row], hidden: frozenset[str], counted: Sequence[str] = ()
) -> tuple[tuple[Cells, ...], tuple[Cells, ...]]:
    """(the rows of a table, those of its dissents) without the `hidden` fields, with the same keys each.

    `counted` says of what the counts of a row are, where those are numbers alone.
    """
    unfolded: list[Cells] = []
    dissents: list[Cells] = []
    for row in rows:
        fields = {name: getattr(row, name) for name in type(row).model_fields if name not in hidden}
        apart = fields.pop(DISSENTS, ())
        own, parts = _parts(seen, _flat(fields, counted))
        unfolded += [own | part for part in parts]
        about = {name: own[name] for name in _ABOUT if name in own}
        dissents += [about | _record(seen, dissent) for dissent in apart]
    return _even(unfolded), _even(dissents)


def _flat(fields: Mapping[str, Any], counted: Sequence[str]) -> Cells:
    """Fields with a record of what stood there before, and with counts that are numbers alone, as several."""
    flat: Cells = {}
    for name, value in fields.items():
        if name == BEFORE and isinstance(value, BaseModel):
            before = _flat(dict(value), counted)
            flat |= {BEFORE if key == "counts" else f"{BEFORE}_{key}": part for key, part in before.items()}
        elif counted and name in ("counts", BEFORE):  # nothing stood there before
            flat |= {} if value is None else dict(zip(counted, value, strict=True))
        else:
            flat[name] = value
    return flat


def _parts(seen: Session, fields: Mapping[str, Any]) -> tuple[Cells, Sequence[Cells]]:
    """(the cells that all its rows have, those of each)."""
    own: Cells = {}
    lists: dict[str, Sequence[Any]] = {}
    for name, value in fields.items():
        if isinstance(value, tuple):
            lists[name] = value
        else:
            own |= _named(seen, name, value)
    pairs = {name: dict(value) for name, value in lists.items() if value and isinstance(value[0], tuple)}
    if pairs:
        ids = dict.fromkeys(of for values in pairs.values() for of in values)
        return own, [_pair(seen, of, pairs) for of in ids]
    parts = [_listed(seen, name, n, part) for name, value in lists.items() for n, part in enumerate(value, 1)]
    return own, parts or ({},)


def _pair(seen: Session, of: str, values: Mapping[str, Mapping[str, Any]]) -> Cells:
    """What is said of one id by each of these fields; None where a field says nothing of it."""
    said = {name.removesuffix("s"): value.get(of) for name, value in values.items()}
    return {"what_id": of, "what": _what(seen, of), **said}


def _what(seen: Session, of: str) -> str:
    """Words for an id: the name of an item, or of something that the settings of a step name."""
    if has_item(seen, of):
        return words.origin(seen, of)
    named = (part for step in seen.agenda for part in getattr(step, "criteria", ()))
    actions = (f"{action.id} {action.text}" for action in seen.actions if action.uid == of)
    return next((part.name for part in named if part.id == of), next(actions, of))


def _listed(seen: Session, name: str, place: int, part: Any) -> Cells:
    if isinstance(part, BaseModel):
        return _record(seen, part)
    return {"place": place, **_named(seen, name.removesuffix("s"), part)}


def _record(seen: Session, part: BaseModel) -> Cells:
    return {key: value for name, own in part for key, value in _named(seen, name, own).items()}


def _named(seen: Session, name: str, value: Any) -> Cells:
    """A cell, and after an id the name of what it is of."""
    cells: Cells = {name: value}
    if isinstance(value, str) and name in _OF_ITEMS:
        cells[_OF_ITEMS[name]] = words.origin(seen, value)
    elif isinstance(value, str) and name == "activity_id":
        cells["step"] = next((step.title for step in seen.agenda if step.id == value), value)
    elif isinstance(value, str) and name == "partner_id":
        cells["partner"] = plain_text(words.partner_name(seen, value))
    elif name == "party":
        cells["party_name"] = next((partner.name for partner in seen.partners if partner.id == value), value)
    return cells


def _even(cells: Iterable[Cells]) -> tuple[Cells, ...]:
    """The rows with the keys of all of them; what one does not have is None."""
    rows = tuple(cells)
    keys = dict.fromkeys(key for row in rows for key in row)
    last = ("after_reveal", "at")
    own = [key for key in keys if key not in last and not key.startswith(BEFORE)]
    ordered = [*own, *(key for key in keys if key.startswith(BEFORE)), *(key for key in last if key in keys)]
    return tuple({key: row.get(key) for key in ordered} for row in rows)
