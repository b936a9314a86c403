"""Where places stand, gathered in the database: the same that `sessions.many.gathered` gathers of a folder.

One pass over the agreed levels and one over the actions, and back come counts by level and digests of who is
counted: as many rows as there are items and levels, however many sessions there are. The SQL is such as both
PostgreSQL and DuckDB read; the few words in which they differ are in `Dialect`.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sessions.many.card import folded_place
from sessions.many.gathered import Done, Gathered, Levels, Wanted, own_place
from sessions.many.shown_before import hidden
from sessions.many.standings import Subject, subject_digest

Rows: TypeAlias = Sequence[Mapping[str, Any]]
Ask: TypeAlias = Callable[[str], Rows]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database is asked."""

    tables: Mapping[str, str]
    """{table of the register: what it is called there}."""
    digest: str
    """A digest of the text {}."""


_TABLES = ("sessions", "subjects", "agreed_levels", "actions")
POSTGRES = Dialect(
    {name: f"register.{name}" for name in _TABLES}, "encode(sha256(convert_to({}, 'UTF8')), 'hex')"
)
PARQUET = Dialect({name: name for name in _TABLES}, "sha256({})")

NAMES = """
SELECT place, place_name AS name, n FROM (
    SELECT place, place_name, count(*) OVER (PARTITION BY place) AS n,
           row_number() OVER (PARTITION BY place ORDER BY held DESC, session DESC) AS back
    FROM {sessions} WHERE {which}
) AS listed WHERE back = 1"""

LEVELS = """
WITH ranked AS (
    SELECT place, session, row_number() OVER (ORDER BY held, session) AS nth FROM {sessions} WHERE {which}
), latest AS (
    SELECT a.place, a.item, max(r.nth) AS nth
    FROM {agreed_levels} AS a JOIN ranked AS r ON r.place = a.place AND r.session = a.session
    GROUP BY a.place, a.item
)
SELECT a.subject, a.level, sum(a.answers) AS answers, array_agg(a.place || ' ' || a.mark) AS members
FROM latest AS l
JOIN ranked AS r ON r.nth = l.nth
JOIN {agreed_levels} AS a ON a.place = l.place AND a.session = r.session AND a.item = l.item
GROUP BY a.subject, a.level"""

SUBJECTS = """
SELECT DISTINCT subject, item, number, name, pack, section, lowest, CAST(labels AS text) AS labels,
                meaning, wording
FROM {subjects}"""

ACTIONS = """
WITH listed AS (
    SELECT a.uid, a.place, a.item, a.status = 'done' AND NOT a.moved AS in_time,
           row_number() OVER (PARTITION BY a.uid ORDER BY s.held DESC, s.session DESC) AS back
    FROM {actions} AS a JOIN {sessions} AS s ON s.place = a.place AND s.session = a.session
    WHERE a.status <> 'dropped' AND a.first_due < DATE '{today}' AND {which}
)
SELECT place, item, count(*) AS due, sum(CASE WHEN in_time THEN 1 ELSE 0 END) AS in_time,
       GROUPING(item) AS is_total,
       {members} AS mark
FROM listed WHERE back = 1
GROUP BY GROUPING SETS ((place, item), (place))"""
_MEMBERS = "string_agg(uid || CASE WHEN in_time THEN '+' ELSE '-' END, ' ' ORDER BY uid)"


def gathered(ask: Ask, dialect: Dialect, wanted: Wanted, salt: str) -> Gathered:
    """What the register's sessions come to. Raises Problem where one's own place is none of them."""
    known = {
        **dialect.tables,
        "which": "final" if wanted.final else "true",
        "today": wanted.today.isoformat(),
        "members": dialect.digest.format(_MEMBERS),
    }
    places = ask(NAMES.format(**known))
    names = {folded_place(row["name"]): str(row["name"]) for row in places}
    own = own_place(wanted.place, names)
    kept = {str(row["place"]): hidden(folded_place(row["name"]), salt) for row in places}
    hidden_own = hidden(own, salt) if own else ""
    texts = ((row["subject"], _subject(row)) for row in ask(SUBJECTS.format(**known)))
    # What a place writes there is read by all: only what follows from it goes by the digest.
    subjects = {key: subject for key, subject in texts if key == subject_digest(subject)}
    return Gathered(
        names,
        own,
        sum(int(row["n"]) for row in places),
        0,
        _levels(ask(LEVELS.format(**known)), subjects, kept, hidden_own),
        _actions(ask(ACTIONS.format(**known)), kept, hidden_own),
    )


def _subject(row: Mapping[str, Any]) -> Subject:
    texts = (row["item"], row["number"], row["name"], row["pack"], row["section"])
    return Subject(*texts, row["lowest"], tuple(json.loads(row["labels"])), row["meaning"], row["wording"])


def _levels(
    rows: Rows, subjects: Mapping[str, Subject], kept: Mapping[str, str], own: str
) -> dict[str, tuple[Levels, ...]]:
    of_subject: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        subject = subjects.get(row["subject"])
        if subject is not None and 0 <= row["level"] - subject.base < len(subject.labels):
            of_subject[row["subject"]].append(row)
    found: dict[str, list[Levels]] = defaultdict(list)
    for key, at_levels in sorted(of_subject.items()):
        subject = subjects[key]
        counts, marks, own_level = [0] * len(subject.labels), dict[str, str](), None
        for row in at_levels:
            level = int(row["level"]) - subject.base
            pairs = (member.partition(" ") for member in row["members"])
            there = {kept[place]: mark for place, _, mark in pairs}
            counts[level] = len(there)
            marks |= there
            own_level = level if own in there else own_level
        answers = sum(int(row["answers"]) for row in at_levels)
        found[subject.id].append(Levels(subject, tuple(counts), answers, marks, own_level))
    return {subject_id: tuple(levels) for subject_id, levels in found.items()}


def _actions(rows: Iterable[Mapping[str, Any]], kept: Mapping[str, str], own: str) -> dict[str, Done]:
    groups: dict[str, dict[str, tuple[str, int, int]]] = defaultdict(dict)
    for row in rows:
        if row["is_total"] or row["item"] is not None:
            group = "" if row["is_total"] else str(row["item"])
            groups[group][kept[row["place"]]] = str(row["mark"])[:16], int(row["in_time"]), int(row["due"])
    return {
        group: Done(
            {place: (mark, due) for place, (mark, _, due) in by_place.items()},
            sum(in_time for _, in_time, _ in by_place.values()),
            sum(due for _, _, due in by_place.values()),
            by_place[own][1:] if own in by_place else None,
        )
        for group, by_place in groups.items()
    }
