"""Places side by side as they are published, with one's own place laid over what everybody sees."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sessions.many.benchmark import Actions, Benchmark, Row, letters
from sessions.many.gathered import Gathered
from sessions.many.standings import Subject
from sessions.many.suppress import Figures, Share
from sessions.register.rows import as_asked


def as_published(told: Benchmark) -> dict[str, Any]:
    """What may be seen by everybody: nothing of one's own place."""
    return {
        "places": list(told.places),
        "sessions": told.sessions,
        "placeless": told.placeless,
        "rows": [{**as_asked(row.subject), **_figures(row), **_share(row.actions)} for row in told.rows],
        "total": _share(told.actions),
        "apart": [{**as_asked(subject), "why": list(why)} for subject, why in told.apart],
    }


def _figures(row: Row) -> dict[str, Any]:
    lower, upper = (row.shown.quartiles if row.shown else None) or (None, None)
    return {
        "places": row.shown.n if row.shown else None,
        "median": row.shown.median if row.shown else None,
        "lower": lower,
        "upper": upper,
        "since": row.since,
    }


def _share(actions: Actions) -> dict[str, Any]:
    n, part, parts = actions.shown or (None, None, None)
    return {
        "actions_due": n,
        "actions_part": part,
        "actions_parts": parts,
        "actions_since": actions.since,
    }


def read(told: Mapping[str, Any]) -> Benchmark:
    """The same again."""
    return Benchmark(
        places=tuple(told["places"]),
        names=tuple(told["places"]),
        own="",
        sessions=told["sessions"],
        placeless=told["placeless"],
        rows=tuple(
            Row(_subject_of(row), _figures_of(row), None, _actions_of(row), row["since"])
            for row in told["rows"]
        ),
        actions=_actions_of(told["total"]),
        apart=tuple((_subject_of(row), tuple(row["why"])) for row in told["apart"]),
    )


def _subject_of(row: Mapping[str, Any]) -> Subject:
    texts = (row["item"], row["number"], row["name"], row["pack"], row["section"])
    return Subject(*texts, row["lowest"], tuple(row["labels"]), row["meaning"], row["wording"])


def _figures_of(row: Mapping[str, Any]) -> Figures | None:
    if row["places"] is None:
        return None
    quartiles = None if row["lower"] is None else (row["lower"], row["upper"])
    return Figures(row["places"], row["median"], quartiles)


def _actions_of(row: Mapping[str, Any]) -> Actions:
    if row["actions_due"] is None:
        return Actions(since=row["actions_since"])
    shown = Share(row["actions_due"], row["actions_part"], row["actions_parts"])
    return Actions(shown, since=row["actions_since"])


def with_own(told: Benchmark, called: str, mine: Gathered) -> Benchmark:
    """With one's own place, which is called so there, where it was asked the same."""

    def own(row: Row) -> Row:
        levels = mine.levels.get(row.subject.id, ())
        alike = (found.own for found in levels if found.subject.measure == row.subject.measure)
        level = next((level for level in alike if level is not None), None)
        return replace(row, own=level, actions=_with_own(row.actions, mine, row.subject.id))

    return replace(
        told, own=called, rows=tuple(map(own, told.rows)), actions=_with_own(told.actions, mine, "")
    )


def _with_own(actions: Actions, mine: Gathered, group: str) -> Actions:
    done = mine.actions.get(group)
    return replace(actions, own=done.own if done else None)


def is_lettered(places: Sequence[str]) -> bool:
    """Whether places go by letters, and not by their names."""
    return bool(places) and set(places) == set(letters(places, "").values())


def by_letters(told: Benchmark) -> Benchmark:
    """With letters in the place of names that everybody may see: others each time, as they say nothing."""
    called = letters(told.places, secrets.token_hex(16))
    places = sorted(called.values(), key=lambda letter: (len(letter), letter))
    return replace(told, places=tuple(places), own=called.get(told.own, told.own))
