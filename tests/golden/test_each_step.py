"""What each kind makes of its steps stands as committed, before anything is said and on two days.

Its stops and clocks, what is left, what it asks before the day, and by what its rows are known.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

import pytest

from sessions.kinds.before import Asked
from sessions.kinds.registry import kind_of, kinds, revealed_only
from sessions.material import Item
from sessions.plan import stops
from sessions.problem import Problem
from sessions.record import TABLES, THE_ROOM, Session
from sessions.rows import Activity
from sessions.spans import plain_text
from tests.every_kind import AGENDA, every_kind, planned
from tests.golden.test_over_several import assert_committed
from tests.other_day import other_day

CHANCE = re.compile(r"\b[0-9a-f]{16}\b|(?<=-)[0-9a-f]{8}\b")
"""An identity, another one each time."""
SESSIONS = {"plain": lambda: planned(AGENDA, "Plain"), "every": every_kind, "other": other_day}
MOST = 2
"""Of questions alike, as many are told whole."""
MOST_ITEMS = 40


def of_problem(problem: Problem | None) -> list[str] | None:
    return problem and [problem.what, problem.where, problem.hint]


def who_may_answer(session: Session, step: Activity, question: Asked) -> str:
    before = kind_of(step).before
    voices = ", ".join(voice.id for voice in before.voices(session, question))
    open_to = ", ".join(
        partner.id
        for partner in (*session.partners, THE_ROOM)
        if before.is_open_to(session, question, partner)
    )
    return f"{question.key}: {voices}; open to {open_to}"


def of_step(session: Session, step: Activity) -> dict[str, Any]:
    """What its kind says of a step."""
    kind = kind_of(step)
    own = list(kind.stops(session, step))
    asked = list(kind.before.asked(session, step))
    return {
        "as step": kind.as_step(step),
        "stops": [f"{stop.part} {stop.ref} {kind.place_of(stop)}".strip() for stop in own],
        "clocks": [str(asdict(clock)) for stop in own[:4] for clock in kind.timed(session, step, stop)],
        "left": kind.left(session, step),
        "recorded": of_problem(kind.recorded(session, step)),
        "no new item": of_problem(kind.no_new_item(session, step)),
        "not in a form": kind.before.why_not(session, step),
        "asked": [of_asked(session, question) for question in islice(asked, MOST)],
        "asked too": [f"{question.key} {question.called}" for question in asked[MOST:]],
        "may answer": [who_may_answer(session, step, question) for question in asked[:MOST]],
        "said": [
            f"{question.key} {voice}: {view}"
            for question in asked
            for voice in (*(partner.id for partner in session.partners), THE_ROOM.id)
            if (view := kind.before.view(session, question, voice)) is not None
        ],
    }


def of_asked(session: Session, question: Asked) -> dict[str, Any]:
    told = {
        name: getattr(question, name) for name in ("key", "ref", "called", "name", "statement", "section")
    }
    levels = [f"{level.number} {level.label}: {level.meaning}" for level in question.levels]
    more = {
        "question": question.scale.question,
        "levels": levels,
        "help": question.help,
        "behind": question.behind,
    }
    return told | more | {"step": question.step, "item": question.item.id if question.item else None}


def of_kinds(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each kind says of a session as a whole."""
    seen = revealed_only(session)
    for kind in kinds():
        yield (
            kind.id,
            {
                "waiting": kind.waiting(session),
                "progress": kind.progress(session),
                "told together": sorted(kind.told_together(session)),
                "faults": [f"{loc}: {what}" for loc, what in kind.faults(session)],
                "standing": [str(row) for tell in kind.standing for row in tell(seen)],
                "seen before": sorted(kind.before.seen(session)),
                "differences": [plain_text(line) for line in kind.differences(seen)],
                "in short": [type(block).__name__ for block in kind.in_short(seen)],
            }
            if kind.tables or kind.aspects
            else {},
        )


def told_on_items(session: Session, seen: Session) -> dict[str, list[str]]:
    """{item: what the kinds have on it in the record}, of the first that they have something on."""
    waiting = [ref for kind in kinds() for ref in kind.waiting(session)]

    def blocks(item: Item) -> list[str]:
        return [str(block)[:200] for kind in kinds() for block in kind.on_item(seen, item, waiting)]

    told = ((item.id, blocks(item)) for pack in seen.packs for item in pack.items())
    return dict(islice(((item_id, own) for item_id, own in told if own), MOST_ITEMS))


@pytest.mark.parametrize("name", SESSIONS)
def test_what_each_kind_makes_of_its_steps_is_as_committed(name: str) -> None:
    session = SESSIONS[name]()
    told = {
        "stops": len(stops(session)),
        "steps": {f"{step.id} {step.kind}": of_step(session, step) for step in session.agenda},
        "kinds": dict(of_kinds(session)),
        "on items": told_on_items(session, revealed_only(session)),
        "rows": {
            table.name: {
                "said twice": table.twice,
                "by field": table.by_field,
                "counted": table.counted,
                "rows": [
                    f"{table.key(row)!r}: {[*map(tuple, table.refs(row))]}" for row in table.of(session)
                ],
            }
            for table in TABLES.values()
        },
    }
    text = CHANCE.sub("(chance)", json.dumps(told, indent=1, ensure_ascii=False))
    assert_committed(f"each-step-{name}.json", text.encode())
