"""Where places stand, gathered in the database: the same that `sessions.many.gathered` gathers of a folder.

One pass over the latest levels and one over the actions, and back come counts by level and digests of who is
counted: as many rows as there are items and levels, however many sessions there are. The SQL is such as both
PostgreSQL and DuckDB read. Both keep the latest level of each place and item in a table, `latest`.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sessions.many.card import folded_place
from sessions.many.gathered import Done, Gathered, Levels, Wanted, own_place
from sessions.many.shown_before import hidden
from sessions.many.standings import Subject, subject_digest

Rows: TypeAlias = Sequence[Mapping[str, Any]]
Ask: TypeAlias = Callable[[str], Rows]


NAMES = """
SELECT place, place_name AS name, n FROM (
    SELECT place, place_name, count(*) OVER (PARTITION BY place) AS n,
           row_number() OVER (PARTITION BY place ORDER BY held DESC, session DESC) AS back
    FROM {prefix}sessions WHERE {which}
) AS listed WHERE back = 1"""

LEVELS = """
SELECT subject, level, sum(answers) AS answers, array_agg(place || ' ' || mark) AS members
FROM {prefix}latest WHERE of_final = {final} GROUP BY subject, level"""

SUBJECTS = """
SELECT DISTINCT subject, item, number, name, pack, section, lowest, CAST(labels AS text) AS labels,
                meaning, wording
FROM {prefix}subjects"""

ACTIONS = """
WITH several AS MATERIALIZED (
    SELECT a.uid FROM {prefix}actions AS a {of_session} WHERE {due} GROUP BY a.uid HAVING count(*) > 1
), again AS (
    SELECT a.place, a.item, CASE WHEN a.status = 'done' AND NOT a.moved THEN 1 ELSE 0 END AS in_time, a.mark,
           row_number() OVER (PARTITION BY a.uid ORDER BY s.held DESC, s.session DESC) AS back
    FROM {prefix}actions AS a JOIN several ON several.uid = a.uid
    JOIN {prefix}sessions AS s ON s.place = a.place AND s.session = a.session WHERE {due}
)
SELECT place, item, sum(due) AS due, sum(in_time) AS in_time, bit_xor(mark) AS mark
FROM (SELECT a.place, a.item, 1 AS due,
             CASE WHEN a.status = 'done' AND NOT a.moved THEN 1 ELSE 0 END AS in_time, a.mark
      FROM {prefix}actions AS a {of_session} WHERE {due}
      UNION ALL SELECT place, item, -1, -in_time, mark FROM again WHERE back > 1) AS each_once
GROUP BY place, item HAVING sum(due) > 0"""
"""Most actions stand in one session alone. All are counted, and where one stands in several, all but the
latest are taken off again: of marks, one that is there twice is as if it had not been."""
_DUE = "a.status <> 'dropped' AND a.first_due < DATE '{today}' AND {which}"
_OF_SESSION = "JOIN {prefix}sessions AS s ON s.place = a.place AND s.session = a.session"


def gathered(
    ask: Ask, wanted: Wanted, salt: str, known_as: Mapping[str, str] | None = None, *, prefix: str = ""
) -> Gathered:
    """What the register's sessions come to. Raises Problem where one's own place is none of them.

    `known_as` has the name of each place by its id: a place that calls itself otherwise goes by that.
    `prefix` stands before the names of tables.
    """
    known = {
        "prefix": prefix,
        "which": "final" if wanted.final else "true",
        "final": "true" if wanted.final else "false",
        "today": wanted.today.isoformat(),
    }
    known["due"] = _DUE.format(**known)
    known["of_session"] = _OF_SESSION.format(**known) if wanted.final else ""
    places = [_named(row, known_as) for row in ask(NAMES.format(**known))]
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


def _named(row: Mapping[str, Any], known_as: Mapping[str, str] | None) -> Mapping[str, Any]:
    official = (known_as or {}).get(row["place"], row["name"])
    is_same = folded_place(official) == folded_place(row["name"])
    return row if is_same else {**row, "name": official}


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
    """What became of actions, by item and of all; marks are such that those of parts make that of all."""
    groups: dict[str, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    for row in rows:
        place, told = kept[row["place"]], (int(row["mark"]), int(row["in_time"]), int(row["due"]))
        for group in dict.fromkeys(("", row["item"] or "")):
            mark, in_time, due = groups[group].get(place, (0, 0, 0))
            groups[group][place] = mark ^ told[0], in_time + told[1], due + told[2]
    return {
        group: Done(
            {place: (f"{mark:x}", due) for place, (mark, _, due) in by_place.items()},
            sum(in_time for _, in_time, _ in by_place.values()),
            sum(due for _, _, due in by_place.values()),
            by_place[own][1:] if own in by_place else None,
        )
        for group, by_place in groups.items()
    }
