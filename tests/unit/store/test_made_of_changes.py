"""What is kept from one change to the next gives what the whole record gives: bytes, checks, inverses."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import HealthCheck, given, settings, strategies as st

from sessions.identity import stamped, tables_of, with_tables
from sessions.inverse import fingerprint, inverse
from sessions.problem import Problem
from sessions.record import TABLES, Session
from sessions.store.check import findings
from sessions.store.storage import Renderer, render
from sessions.store.tables import TableMaker, to_tables
from tests.builders import NOW
from tests.random_edits import BASES, CHOICES

ROW_CHANGES = ("take out", "twice", "turn round", "the last one first")
"""What no edit does to a table, and a hand-edited file may."""


def edited(session: Session, name: str, chance: random.Random) -> Session:
    """The session after an edit of this name, or as it is where there is nothing to do."""
    try:
        edit = CHOICES[name](session, chance.randrange)
        after = edit.apply(session, NOW)
    except (Problem, KeyError, IndexError, StopIteration, ValueError):
        return session
    return session if after == session else stamped(session, after, "laptop", "sitting")


def disordered(session: Session, change: str, chance: random.Random) -> Session:
    """The session with something done to a few rows of a table."""
    tables = {name: rows for name, rows in tables_of(session).items() if rows and name != "agenda"}
    name = chance.choice(sorted(tables))
    rows, place = list(tables[name]), chance.randrange(len(tables[name]))
    if change == "take out":
        del rows[place]
    elif change == "twice":
        rows.insert(place, rows[place])
    elif change == "turn round":
        rows.reverse()
    else:
        rows.insert(0, rows.pop())
    changed = {**tables_of(session), name: tuple(rows)}
    return with_tables(session, {key: rows for key, rows in changed.items() if rows or key not in TABLES})


def another(session: Session) -> Session:
    """The same record, with no object of it."""
    return Session.model_validate_json(session.model_dump_json())


def kept_of(states: list[Session]) -> list[tuple[object, ...]]:
    """What is made of each record in turn, with what was kept of the one before."""
    maker, renderer = TableMaker(), Renderer()
    return [
        (
            renderer.render(maker.tables(session, {})),
            findings(session),
            fingerprint(session),
            session.refs(),
            [voice.id for voice in session.voices()],
            [dict(table.places(table.of(session))) for table in TABLES.values()],
        )
        for session in states
    ]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.sampled_from(BASES),
    steps=st.lists(st.sampled_from([*CHOICES, *ROW_CHANGES, "back"]), min_size=3, max_size=7),
    seed=st.integers(0, 10**6),
)
def test_what_is_kept_gives_what_the_whole_gives(base: object, steps: list[str], seed: int) -> None:
    chance = random.Random(seed)
    states = [base()]  # type: ignore[operator]
    for step in steps:
        if step == "back":
            states.append(chance.choice(states))
        elif step in ROW_CHANGES:
            states.append(disordered(states[-1], step, chance))
        else:
            states.append(edited(states[-1], step, chance))
    others = [another(session) for session in states]
    assert others == states

    assert kept_of(states) == kept_of(others)
    for session, (data, *_) in zip(others, kept_of(states), strict=True):
        assert data == render(to_tables(session))
    for (before, after), (old, new) in zip(pairwise(states), pairwise(others), strict=True):
        if not (findings(before) or findings(after)):
            assert stamped(before, after, "other", "sitting") == stamped(old, new, "other", "sitting")
            took_back = inverse(before, after, label="", at=NOW)
            assert took_back == inverse(old, new, label="", at=NOW)
            assert fingerprint(took_back.onto(after)) == fingerprint(before)
