"""A session taken apart for merging: its rows by key, and what each of their parts says.

A row that a table has once of each key (the answer of a partner on an item) is that key's on every laptop;
others are known by their identity. Of the material, sections and items are rows of their own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sessions.material import Pack
from sessions.record import TABLES, Session
from sessions.rows import Row, uid_from
from sessions.shared import WHOLE

Parts = dict[str, str]
"""{part of a row: what it says, as JSON}."""
ORDERED = ("packs", "sections", "items", "partners", "people", "agenda")
"""Tables whose order people see."""
SESSION = "session"
"""The table, and the key, of the session's own fields."""
STAMPS = ("uid", "author", "counter")
NOT_MERGED = frozenset({
    *("id", "created_at", "at", "running", "pauses", "summary_at", "counter", "rehearsal", "shared"),
    *("tombstones", "handovers", "forgotten", "final_at", "final_by", "reopened", "approvals"),
    *("packs", "partners", "people", "agenda", "notes", "actions", "spells", "tables"),
})  # fmt: skip
"""Fields of a session that stay with the copy, or that are joined in ways of their own."""
_BY_ID = ("partners", "agenda", "packs")
_LABELLED = ("notes", "actions")
_TWIN = re.compile(r"·\d+$")


def key_of(table: str, row: Row) -> str:
    """What a row is known by on every laptop."""
    if table in TABLES:
        return uid_from(table, TABLES[table].key(row))
    return uid_from(table, getattr(row, "id", "")) if table in _BY_ID else uid_from(table, row.uid)


def label_of(row_id: str) -> str:
    """The label that a row was given where it was made: A7 of A7·2."""
    return _TWIN.sub("", row_id)


def as_json(value: Any) -> str:
    """The one form of a value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def parts_of(table: str, document: Mapping[str, Any]) -> Parts:
    """What the parts of a row say; `document` is the row as it stands in a file."""
    fields = {name: value for name, value in document.items() if name not in STAMPS}
    if table in _LABELLED:
        fields["id"] = label_of(str(fields["id"]))
    if table in ORDERED[:3]:  # of the material, which is changed as a whole
        return {WHOLE: as_json(fields)}
    if table in TABLES and not TABLES[table].by_field:
        at = {"at": as_json(fields.pop("at"))} if "at" in fields else {}
        return {WHOLE: as_json(fields), **at}
    return {name: as_json(value) for name, value in fields.items()}


def document_of(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The row of which these are the parts, as values."""
    rest = {name: value for name, value in parts.items() if name != WHOLE}
    return {**parts.get(WHOLE, {}), **rest}


def material(packs: Iterable[Pack]) -> dict[str, dict[str, dict[str, Any]]]:
    """{table: {key: document}} of packs, their sections, and their items."""
    tables: dict[str, dict[str, dict[str, Any]]] = {"packs": {}, "sections": {}, "items": {}}
    for pack in packs:
        header = pack.model_dump(mode="json")
        for section in header.pop("sections"):
            place = f"{pack.id}/{section['id']}"
            for item in section.pop("items"):
                tables["items"][uid_from("items", item["id"])] = {"in": place, **item}
            tables["sections"][uid_from("sections", place)] = {"in": pack.id, **section}
        tables["packs"][uid_from("packs", pack.id)] = header
    return tables


def put_together(tables: Mapping[str, Mapping[Any, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The packs of these documents, as they stand in a file; a section without items is left out."""
    packs = []
    for header in tables["packs"].values():
        sections = []
        for section in tables["sections"].values():
            place = f"{header['id']}/{section['id']}"
            items = [_inside(item) for item in tables["items"].values() if item["in"] == place]
            if section["in"] == header["id"] and items:
                sections.append({**_inside(section), "items": items})
        if sections:
            packs.append({**header, "sections": sections})
    return packs


def _inside(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "in"}


def fields_of(session: Session) -> dict[str, Any]:
    """The session's own fields that are merged, keys that nobody knows among them."""
    data = session.model_dump(mode="json", exclude=set(NOT_MERGED))
    return {name: value for name, value in data.items() if name not in TABLES}
