"""What takes a change back: the rows and fields that it changed, as they were before. All pure.

Unlike the record before, it is small enough to be kept on disk for a program that was closed since. It knows
no kind of change: it goes by tables, identities and fields, so that what is recorded later is taken back too.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from hashlib import blake2b
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter

from sessions.identity import LISTS, tables_of, with_tables
from sessions.record import TABLES, Session, rows_form
from sessions.remember import OfEach, OfParts, differing
from sessions.rows import Row
from sessions.shared import Shared

STAMP = {"author", "counter"}
"""Keys of a row that say who wrote it when, and nothing of what it says."""
FACTS = (
    *("at", "spells", "running", "pauses", "summary_at"),
    *("counter", "tombstones", "handovers", "forgotten", "shared"),
)
"""Fields that are no edits: place, time, hand-overs, and what merging counts by."""


class RowsBefore(BaseModel):
    """What a change did to one table."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[dict[str, Any], ...] = ()
    """Rows that it changed or took out, as they were."""
    added: tuple[str, ...] = ()
    """Uids of those that it added."""
    order: tuple[str, ...] | None = None
    """Uids in the order in which the rows stood, where that does not follow from the rest."""


class Inverse(BaseModel):
    """What takes one change back."""

    model_config = ConfigDict(frozen=True)

    label: str
    at: AwareDatetime
    """When the change was made."""
    takes_back_from: str
    """Fingerprint of the record that it can be applied to: see `fingerprint`."""
    fields: dict[str, Any] = {}
    """Fields that it changed, as they were."""
    tables: dict[str, RowsBefore] = {}

    def onto(self, session: Session) -> Session:
        """The record before the change, made of the one after it.

        What has not changed stays the same object. Raises ValueError where this is none of our making.
        """
        fields = {name: _form(name).validate_python(value) for name, value in self.fields.items()}
        tables = dict(tables_of(session))
        for name, before in self.tables.items():
            tables[name] = _rows_before(name, tables.get(name, ()), before)
        kept = {name: rows for name, rows in tables.items() if rows or name in LISTS}
        return with_tables(session.model_copy(update=fields), kept)


def inverse(before: Session, after: Session, *, label: str, at: datetime) -> Inverse:
    """What leads back from `after` to `before`, but for the facts, which stay as they are."""
    old_fields, new_fields = _fields(before), _fields(after)
    fields = {
        name: _dumped(name, value) for name, value in old_fields.items() if value != new_fields.get(name)
    }
    fields["at"] = _dumped("at", before.at)  # the place where it was done is part of what is taken back
    if settles(before, after):
        fields["shared"] = _dumped("shared", before.shared)
    old, new = tables_of(before), tables_of(after)
    tables = {
        name: rows
        for name in {**old, **new}
        if name not in FACTS and (rows := _difference(old.get(name, ()), new.get(name, ()))) is not None
    }
    return Inverse(label=label, at=at, takes_back_from=fingerprint(after), fields=fields, tables=tables)


def only_facts(before: Session, after: Session) -> bool:
    """Whether nothing but facts differs, so that there is nothing to take back."""
    old, new = tables_of(before), tables_of(after)
    return (
        not settles(before, after)
        and _fields(before) == _fields(after)
        and all(old.get(name, ()) == new.get(name, ()) for name in {**old, **new} if name not in FACTS)
    )


def settles(before: Session, after: Session) -> bool:
    """Whether it brought in what others wrote, or settled some of it: what is kept of that goes back too."""
    return _of_others(before.shared) != _of_others(after.shared)


def _of_others(shared: Shared | None) -> tuple[object, ...] | None:
    return None if shared is None else (shared.root, shared.merged, shared.apart, shared.open_parts())


def _fields(session: Session) -> dict[str, Any]:
    """Fields that are neither rows nor facts, keys that this version does not know among them."""
    names = (name for name in Session.model_fields if name not in (*FACTS, *LISTS, "tables"))
    return {**{name: getattr(session, name) for name in names}, **(session.model_extra or {})}


def _difference(before: tuple[Row, ...], after: tuple[Row, ...]) -> RowsBefore | None:
    if before is after:
        return None
    changed, instead = differing(before, after)
    old, new = {row.uid: row for row in before[changed]}, {row.uid: row for row in after[instead]}
    rows = tuple(
        row.model_dump(mode="json")
        for uid, row in old.items()
        if (other := new.get(uid)) is not row and not (other is not None and _says_the_same(row, other))
    )
    added = tuple(uid for uid in new if uid not in old)
    # What was taken out is put back at the end of the table, unless an order is kept.
    stay, gone = [uid for uid in new if uid in old], [uid for uid in old if uid not in new]
    moved = [*stay, *gone] != list(old) or (gone and before[changed.stop :])
    order = tuple(row.uid for row in before) if moved else None
    return RowsBefore(rows=rows, added=added, order=order) if rows or added or order else None


def _says_the_same(row: Row, other: Row) -> bool:
    return row == other or row.model_dump(exclude=STAMP) == other.model_dump(exclude=STAMP)


def _rows_before(name: str, rows: tuple[Row, ...], before: RowsBefore) -> tuple[Row, ...]:
    """The rows of a table before the change. Raises ValueError for what is no row of it."""
    old = {row.uid: row for row in _rows_of(name, before.rows)}
    stay = {row.uid: old.get(row.uid, row) for row in rows if row.uid not in before.added}
    all_rows = {**stay, **old}
    if before.order is None:
        return tuple(all_rows.values())
    if set(before.order) != set(all_rows):
        raise ValueError(f"{name} has other rows than were kept")
    return tuple(all_rows[uid] for uid in before.order)


def _rows_of(name: str, documents: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    if name not in TABLES and name not in LISTS:
        raise ValueError(f"no table {name!r}")
    rows: tuple[Row, ...] = _form(name).validate_python(documents)
    return rows


@cache
def _form(name: str) -> TypeAdapter[Any]:
    """What a table or field holds; anything, where this version does not know it."""
    if name in TABLES:
        return rows_form(TABLES[name].row)  # type: ignore[arg-type]
    form: Any = Session.model_fields[name].annotation if name in Session.model_fields else Any
    return TypeAdapter(form)


def _dumped(name: str, value: Any) -> Any:
    return _form(name).dump_python(value, mode="json")


def fingerprint(session: Session) -> str:
    """What two records have in common that say the same, but for the facts and for who wrote it when.

    It tells apart what programs wrote, and not what somebody forged.
    """
    whole = blake2b(digest_size=16)
    for name, value in sorted(_fields(session).items()):
        whole.update(f"\0{name}\0".encode() + _PRINTS(name, (value,), partial(_print, name, value)))
    for name, rows in sorted(tables_of(session).items()):
        if rows and name not in FACTS:
            whole.update(f"\0{name}\0".encode() + b"".join(_prints(name)(rows)))
    return whole.hexdigest()


def _print(name: str, value: Any) -> bytes:
    text = _form(name).dump_json(value)
    return blake2b(text).digest() if name == "packs" else text  # as only the material is large


_PRINTS: OfParts[bytes] = OfParts()
"""Of fields, which are the same objects from one change to the next."""


@cache
def _prints(name: str) -> OfEach[Row, bytes]:
    """Of each row of a table."""
    del name  # each has its own
    return OfEach(lambda row: blake2b(row.model_dump_json(exclude=STAMP).encode(), digest_size=16).digest())
