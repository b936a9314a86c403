"""What only a damaged file still has, joined with what only its backup has, document by document."""

import contextlib
import copy
import json
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sessions.record import TABLES
from sessions.rows import Row, new_uid
from sessions.store.check import Finding, Loc
from sessions.store.tables import lists
from sessions.text import clean

Documents = dict[str, Any]
"""A session as JSON: its own fields, and a list of documents for each table in `lists()`. Not yet checked."""
Key = tuple[str, ...]
_KEYS: Mapping[str, Sequence[str]] = {
    "people": ("name", "partner_id", "role"),
    "spells": ("activity_id", "place"),
}
"""Fields that tell a document from the others of a table that is not of a kind; elsewhere it is the id."""
_FOR_NOBODY = {"at", *Row.model_fields}  # fields that say nothing to a person
_LONGEST = 120  # characters of a document that a report repeats


def described(value: Any) -> str:
    """What stands in a document, or in what is left of one, in a line of bounded length."""
    if isinstance(value, dict):
        parts = (part for field, part in value.items() if field not in _FOR_NOBODY and part != "")
        value = ", ".join(str(part) for part in parts if isinstance(part, str | int | float))
    text = clean(str(value), lines=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def keyed(table: str, documents: Sequence[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    """Documents by what tells them apart, in their order; of equals, each has a number of its own."""
    by_key: dict[Key, dict[str, Any]] = {}
    for document in documents:
        parts = [json.dumps(part) for part in _names(table, document)]
        parts = parts or [json.dumps(document, sort_keys=True)]
        number = 1
        while (key := (*parts, str(number))) in by_key:
            number += 1
        by_key[key] = document
    return by_key


def _names(table: str, document: dict[str, Any]) -> list[Any]:
    """What tells a document from the others of its table; empty where none of that can be read."""
    if (own := TABLES.get(table)) is not None:
        with contextlib.suppress(AttributeError):  # a field that its key is made of is missing
            key = own.key(SimpleNamespace(**document))
            return list(key) if isinstance(key, tuple) else [key]
    wanted = _KEYS.get(table, ("id",) if "id" in document else ("uid",))
    return [document[field] for field in wanted if field in document]


class Join:
    """A damaged session, `documents`, changed in place; `stored` is that of its backup, {} without one."""

    def __init__(self, documents: Documents, stored: Documents) -> None:
        self.documents = documents
        self._fields = {key: value for key, value in stored.items() if key not in lists()}
        self._stored = {table: keyed(table, stored.get(table, ())) for table in lists()}
        self._tried: set[tuple[object, ...]] = set()

    def take_over(self) -> list[str]:
        """Take over what only the backup has; which that is, a sentence each."""
        report = []
        missing = [key for key in self._fields if key not in self.documents]
        if missing:
            self.documents.update({key: copy.deepcopy(self._fields[key]) for key in missing})
            report.append(f"session: from the backup: {', '.join(missing)}.")
        for table in lists():
            rows = self.documents[table]
            present = keyed(table, rows)
            place = 0
            for key, document in self._stored[table].items():
                if key in present:
                    place = 1 + next(index for index, row in enumerate(rows) if row is present[key])
                    continue
                for row in rows:  # what has its identity is something else by now
                    if "uid" in document and row.get("uid") == document["uid"]:
                        row["uid"] = new_uid()
                rows.insert(place, copy.deepcopy(document))
                place += 1
                report.append(f"{table}: from the backup: {described(document)}")
        return report

    def put_right(self, wrong: Sequence[tuple[Loc, Finding]]) -> list[str]:
        """For each (place, what is wrong there), take the backup's or leave the place out; a report."""
        report = []
        by_part: dict[Loc, list[Finding]] = {}
        for part, finding in wrong:
            by_part.setdefault(part, []).append(finding)
        # The later ones of a list first, so that the places of the others stay.
        for part in sorted(by_part, key=lambda loc: [(isinstance(p, str), p) for p in loc], reverse=True):
            why = "; ".join(dict.fromkeys(map(str, by_part[part])))
            restored = [self._restore(finding.loc) for finding in by_part[part]]
            if all(restored):
                report.append(f"Taken from the backup: {why}.")
                continue
            was = described(self._drop(part))
            report.append(f"Left out: {why}" + (f" ({was})." if was and was not in why else "."))
        return report[::-1]

    def _restore(self, loc: Loc) -> bool:
        """Put the backup's in its place, where it has another; whether it did."""
        if len(loc) < 2 or loc[0] not in self._stored:
            return self._give(self.documents, self._fields, loc[0], ())
        table, index = str(loc[0]), int(loc[1])
        rows = self.documents[table]
        key = list(keyed(table, rows))[index]
        stored = self._stored[table].get(key)
        if stored is None:
            return False
        if len(loc) > 2 and self._give(rows[index], stored, loc[2], (table, *key)):
            return True
        return self._give(rows, {index: stored}, index, (table, *key))

    def _give(self, holder: Any, stored: Mapping[Any, Any], part: int | str, key: Key) -> bool:
        """Put the backup's `part` into `holder`, once; whether that changed anything."""
        now = holder.get(part) if isinstance(holder, dict) else holder[part]
        if part not in stored or stored[part] == now or (key, part) in self._tried:
            return False
        self._tried.add((key, part))
        holder[part] = copy.deepcopy(stored[part])
        return True

    def _drop(self, loc: Loc) -> Any:
        """Take the place `loc` out of the session; what stood there."""
        holder: Any = self.documents
        for part in loc[:-1]:
            holder = holder[part]
        return holder.pop(loc[-1])
