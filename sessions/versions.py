"""Bringing `shared` up to date as a session is changed: which change each part of it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from sessions.parts import ORDERED, SESSION, fields_of, key_of, material, parts_of
from sessions.record import Session
from sessions.rows import Row, new_uid
from sessions.shared import ALIVE, ASIDE, MADE, ORDERS, Dots, Shared, said_in, standing, with_versions

Rows = Mapping[str, tuple[Row, ...]]
"""All rows of a session, by the name of their table."""
_LEFT_ALONE = ("spells",)
Documents = dict[str, dict[str, Any]]


def orders_of(session: Session) -> dict[str, list[str]]:
    """The keys of the rows of each table whose order people see."""
    orders = {name: list(rows) for name, rows in material(session.packs).items()}
    rows = {name: [key_of(name, row) for row in getattr(session, name)] for name in ORDERED[3:]}
    return orders | rows


def shared(session: Session, table: str = "", seats: Mapping[str, tuple[str, ...]] | None = None) -> Session:
    """The session as one that stands on several laptops, this copy for a `table`; what does, goes on so.

    `seats` says who sits at which table, where the copies hold nobody else; nobody, where they hold all.
    """
    kept = session.shared or Shared(root=new_uid(), orders=orders_of(session))
    seated = {name: own for name, own in {**kept.seats, **(seats or {})}.items() if own}
    own = kept.model_copy(update={"table": table, "seats": seated})
    return session.model_copy(update={"shared": own})


def noted(
    before: tuple[Session, Rows], after: tuple[Session, Rows], sitting: str, counter: int, laptop: str = ""
) -> Shared | None:
    """What is kept of versions once `after` was made of `before`; None where nothing is.

    `sitting` is that of the change, and `laptop` the id of where it is.
    """
    kept = before[0].shared
    if kept is None:
        return None
    note = _Notes(kept, sitting, counter, laptop)
    for name in dict.fromkeys((*before[1], *after[1])):
        old, new = before[1].get(name, ()), after[1].get(name, ())
        if old is not new and name not in _LEFT_ALONE:
            note.rows(name, old, new)
    if before[0].packs is not after[0].packs:
        old_material, new_material = material(before[0].packs), material(after[0].packs)
        for name in new_material:
            note.documents(name, old_material[name], new_material[name])
    note.parts(SESSION, SESSION, fields_of(before[0]), fields_of(after[0]))
    note.side_by_side(after[0].shared)
    return note.result(after[0].shared.apart if after[0].shared else kept.apart)


class _Notes:
    """The versions that a change writes."""

    def __init__(self, kept: Shared, sitting: str, counter: int, laptop: str) -> None:
        self._kept = kept
        self._laptop = laptop
        self._sitting = sitting
        self._counter = counter
        self._dot = [sitting, counter]
        self._changes: dict[str, dict[str, Any]] = {}
        self._seen = {sitting: counter}
        self._gone = dict(kept.gone)
        self._orders = dict(kept.orders)

    def rows(self, table: str, old: Sequence[Row], new: Sequence[Row]) -> None:
        was, now = ({key_of(table, row): row for row in rows} for rows in (old, new))
        same = {key for key, row in was.items() if now.get(key) is row}

        def dumped(rows: Mapping[str, Row]) -> Documents:
            return {key: {} if key in same else row.model_dump(mode="json") for key, row in rows.items()}

        self.documents(table, dumped(was), dumped(now))

    def documents(self, table: str, old: Documents, new: Documents) -> None:
        """Note what became of the rows of a table; rows that are the same may be empty on both sides."""
        behind: str | None = None
        for key, document in new.items():
            if key not in old:
                earlier = self._gone.pop(key, None)
                known = key in self._kept.versions or earlier is not None
                self.parts(table, key, earlier[1] if earlier else {}, document)
                self._changes.setdefault(key, {})[ALIVE] = [self._dot]
                if not known:
                    self._changes[key] = {ALIVE: [self._dot], MADE: [*self._dot, behind]}
            elif old[key] != document:
                self.parts(table, key, old[key], document)
                if key in self._changes:
                    self._changes[key][ALIVE] = [self._dot]
            behind = key
        for key, document in old.items():
            if key not in new:
                self._gone[key] = (table, document)
                self._changes.setdefault(key, {})[ALIVE] = [self._dot]
        stay = [key for key in new if key in old]
        if table in ORDERED and stay != [key for key in old if key in new]:
            self._orders[table] = list(new)
            self._changes.setdefault(ORDERS, {})[table] = [self._dot]

    def parts(self, table: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Note what a row says otherwise."""
        was = parts_of(table, old) if old else {}
        now = parts_of(table, new) if new else {}
        changed = [part for part in {**was, **now} if was.get(part) != now.get(part)]
        if changed:
            self._changes.setdefault(key, {}).update({part: [self._dot] for part in changed})

    def side_by_side(self, after: Shared | None) -> None:
        """What was settled in this change, and what stands side by side again since it was taken back."""
        before, now = self._kept.open_parts(), after.open_parts() if after else self._kept.open_parts()
        for key, part in before - now:
            self._changes.setdefault(key, {})[part] = [self._dot]
        for key, part in now - before:
            dots = after.versions[key][part] if after else []
            self._changes.setdefault(key, {})[part] = self._brought_back(dots)

    def _brought_back(self, dots: Dots) -> Dots:
        """Values side by side, as written by this change: that which stands comes before all others."""
        first = standing(dots)
        own = [*self._dot, first[2], *([said_in(first)] if said_in(first) != self._sitting else ())]
        aside = f"{ASIDE}{self._sitting}"
        self._seen[aside] = self._counter
        others = [[aside, self._counter, dot[2], said_in(dot)] for dot in dots if dot[2] != first[2]]
        return [own, *others]

    def result(self, apart: tuple[str, ...]) -> Shared:
        kept, sitting = self._kept, self._sitting
        if not self._changes:
            return kept if apart == kept.apart else kept.model_copy(update={"apart": apart})
        own: dict[str, Any] = {"apart": apart}
        own |= {"seen": {**kept.seen, **self._seen}, "gone": self._gone, "orders": self._orders}
        if kept.table:
            own["tables"] = {**kept.tables, sitting: kept.table}
        if self._laptop:
            own["laptops"] = {**kept.laptops, sitting: self._laptop}
        return with_versions(kept, self._changes, **own)
