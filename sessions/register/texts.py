"""Names and free text in a register: who is to be forgotten, looked for and taken out. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from pydantic import ValidationError

from sessions.acts import Forgotten, NameMark
from sessions.forgetting import (
    USUAL,
    Forgetting,
    Mention,
    ids_made_of,
    known_people,
    mentions,
    others_with,
    owners_meaning,
    rows_of,
)
from sessions.many.standings import identity_of
from sessions.register.model import SESSIONS, TOLD, Pushed
from sessions.register.rows import with_tables
from sessions.store.forgotten import digest_of, is_marked, mark_of, respected
from sessions.whole_names import in_one_form

Tables: TypeAlias = dict[str, dict[str, Any]]
"""{tidy table: {number of a row: row}}, as `sessions.forgetting` goes through them."""


class Wanted(NamedTuple):
    """Who is to be forgotten."""

    name: str
    also: tuple[str, ...] = ()
    """Other spellings that go, too."""
    by: str = ""
    """What stands there instead; empty for the usual words."""


class Told(NamedTuple):
    """A session that has text in the register."""

    place: str
    session: str
    tables: Tables

    @property
    def id(self) -> str:
        """What it is called on the laptop that pushed it."""
        return str(_session_row(self.tables).get("id") or self.session)


class Without(NamedTuple):
    """A session without somebody."""

    told: Told
    """As it was."""
    tables: Tables
    mark: Forgotten
    """What keeps older copies from bringing the name back."""
    mentions: tuple[Mention, ...]
    """Where the name stood."""

    @property
    def session_row(self) -> Mapping[str, Any]:
        """The session itself, after it."""
        return _session_row(self.tables)

    @property
    def session(self) -> str:
        """Its identity after it: that of its id, which may have held the name."""
        before, after = _session_row(self.told.tables).get("id"), self.session_row.get("id")
        return self.told.session if after == before else identity_of(str(after))

    @property
    def changed(self) -> list[tuple[str, int, Any]]:
        """(tidy table, number, row) of those that are others afterwards."""
        return [
            (name, int(number), row)
            for name, rows in self.tables.items()
            for number, row in rows.items()
            if row != self.told.tables[name][number]
        ]


def _session_row(tables: Tables) -> Mapping[str, Any]:
    """The session itself; nothing where whoever pushed it left it out."""
    return next(iter(rows_of(tables, "session")), {})


def marks_in(values: Iterable[Any]) -> tuple[Forgotten, ...]:
    """The marks that these are, but for what is none: a place may write there what it likes."""
    marks = []
    for value in values:
        with suppress(ValidationError):
            marks.append(Forgotten.model_validate(value))
    return tuple(marks)


def as_tables(rows: Iterable[Mapping[str, Any]]) -> Tables:
    """The tables that rows of `told` are of."""
    tables: Tables = {}
    for row in rows:
        data = row["data"]
        told = json.loads(data) if isinstance(data, str) else data
        tables.setdefault(str(row["tidy_table"]), {})[str(row["row"])] = told
    return tables


def in_text(tables: Tables, wanted: Wanted) -> bool:
    """Whether any of the names stands in these tables."""
    return bool(mentions(tables, (wanted.name, *wanted.also)) or owners_meaning(wanted.name, tables))


def without(told: Told, wanted: Wanted, now: Any) -> Without | None:
    """A session without somebody; None where the name does not stand in it. `now` is aware."""
    names = tuple(dict.fromkeys(in_one_form(name) for name in (wanted.name, *wanted.also) if name.strip()))
    others = others_with(names[0], known_people(told.tables))
    owners = owners_meaning(names[0], told.tables)
    found = mentions(told.tables, names, others)
    if not found and not owners:
        return None
    plan = Forgetting(names, wanted.by or USUAL, owners, others=others)
    plan = replace(plan, ids=ids_made_of(plan, told.tables))
    after = Without(told, plan.in_tables(told.tables), mark_of(plan, (), now), found)
    if after.session == told.session:
        return after
    return after._replace(mark=keeping_out(told.session, after.mark))


def keeping_out(session: str, mark: Forgotten) -> Forgotten:
    """The mark, by which a session is known, too, that is pushed as it was: its id held the name.

    Its identity is digested as the name of an owner is, which no text is searched for.
    """
    known = NameMark(digest=digest_of(session, mark.salt), words=1, as_owner=True)
    return mark.model_copy(update={"names": (*mark.names, known)})


def mark_out(session: str, now: Any) -> Forgotten:
    """A mark of nothing but what a session was pushed as. `now` is aware."""
    return keeping_out(session, mark_of(Forgetting(()), (), now))


def is_kept_out(pushed: Pushed, marks: Iterable[Forgotten]) -> bool:
    """Whether this is a session as it was before somebody was forgotten who was in its id."""
    return any(is_marked(pushed.session, mark) for mark in marks)


def without_forgotten(pushed: Pushed, marks: Sequence[Forgotten]) -> Pushed:
    """What is pushed, without those whom the register has forgotten."""
    if not marks or not pushed.with_text:
        return pushed
    rows = pushed.tables[TOLD.name]
    before = as_tables(rows)
    after = respected(before, marks)
    of = {"session": pushed.session}
    told = [
        {**of, "tidy_table": row["tidy_table"], "row": row["row"],
         "data": _unmarked(after[row["tidy_table"]][str(row["row"])])}
        for row in rows
    ]  # fmt: skip
    of_session: Mapping[str, Any] = next((row["data"] for row in told if row["tidy_table"] == "session"), {})
    row = {**pushed.row, "title": of_session.get("title"), "session_id": pushed.row["session_id"]}
    tables = {name: rows for name, rows in pushed.tables.items() if name != SESSIONS.name}
    return with_tables(pushed, row, {**tables, TOLD.name: told})


def _unmarked(row: Any) -> Any:
    """A row of the session without the marks that were added to it."""
    return {name: value for name, value in row.items() if name != "forgotten"}
