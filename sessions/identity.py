"""Who wrote which row last, and what is left of rows that were taken out: what merging stands on.

Every change of a session raises its counter by one. A row that is new or other than before carries that
counter and the id of the laptop; a row that is gone leaves a tombstone. No clock has a say in it.
"""

from functools import cache

from sessions import versions
from sessions.record import Session
from sessions.remember import FoundIn, differing
from sessions.rows import Row, Tombstone, new_uid, uid_from
from sessions.shared import joined_since

LISTS = ("partners", "people", "agenda", "notes", "actions", "spells")
"""Fields of a session that hold rows, in the order in which their tables stand in the file."""


def stamped(before: Session, after: Session, author: str, sitting: str = "") -> Session:
    """`after`, a change of `before`, with its counter, the author of what changed, and its tombstones.

    Of one that stands on several laptops, the versions too: `sitting` names the program that has it open, one
    of its own where it is empty. What others wrote, and is brought in or taken out again, stays theirs.
    """
    counter = max(before.counter, after.counter) + 1
    if joined_since(before.shared, after.shared):
        return after.model_copy(update={"counter": counter})
    stamp = {"author": author, "counter": counter}
    old, tables = tables_of(before), tables_of(after)
    gone = {stone.uid: stone for stone in before.tombstones}
    for name in old | tables:
        was, rows = old.get(name, ()), tables.get(name, ())
        if rows is not was:
            replaced, new = differing(was, rows)
            earlier = {row.uid: row for row in was[replaced]}
            here = {row.uid: row for row in rows[new]}
            for uid in earlier:
                if uid not in here:
                    gone[uid] = Tombstone(uid=uid, table=name, author=author, counter=counter)
            if here:
                changed = (
                    row if _is_same(row, earlier.get(row.uid)) else row.model_copy(update=stamp)
                    for row in rows[new]
                )
                rows = tables[name] = (*rows[: new.start], *changed, *rows[new.stop :])
        for uid in gone.keys() & uids_in(name, rows) if gone else ():
            del gone[uid]  # undo brings back what was taken out
    stones = before.tombstones if gone.keys() == {s.uid for s in before.tombstones} else tuple(gone.values())
    result = with_tables(after, tables, tombstones=stones, counter=counter)
    sides = (before, tables_of(before)), (result, tables_of(result))
    shared = versions.noted(*sides, sitting or new_uid(), counter, author)
    return (
        result if shared is before.shared is result.shared else result.model_copy(update={"shared": shared})
    )


def _is_same(row: Row, earlier: Row | None) -> bool:
    return row is earlier or row == earlier  # most are the same object, and pydantic compares those, too


@cache
def _uids_in(name: str) -> FoundIn[Row, str]:
    del name  # each table has its own
    return FoundIn(lambda row: (row.uid,))


def uids_in(name: str, rows: tuple[Row, ...]) -> frozenset[str]:
    """The identities of the rows of a table, each once."""
    return _uids_in(name)(rows)


def tables_of(session: Session) -> dict[str, tuple[Row, ...]]:
    """All rows of a session, by the name of their table."""
    return {**{name: getattr(session, name) for name in LISTS}, **session.tables}


def with_tables(session: Session, tables: dict[str, tuple[Row, ...]], **fields: object) -> Session:
    """The session with these rows, by the name of their table, and these fields."""
    lists = {name: tables[name] for name in LISTS}
    kinds = {name: rows for name, rows in tables.items() if name not in LISTS}
    return session.model_copy(update={**lists, "tables": kinds, **fields})


def seeded(session: Session, seed: str) -> Session:
    """The session with identities that follow from `seed` and place. Nothing may refer to those it has."""
    tables = tables_of(session)
    for name, rows in tables.items():
        uids = (uid_from(seed, name, number) for number in range(len(rows)))
        tables[name] = tuple(row.model_copy(update={"uid": uid}) for row, uid in zip(rows, uids, strict=True))
    return with_tables(session, tables)
