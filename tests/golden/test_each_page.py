"""What the facilitator reads at the stops of two days, and what the room sees there, stands as committed.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sessions import plan
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import TODAY
from tests.every_kind import every_kind
from tests.golden.test_each_step import CHANCE
from tests.golden.test_over_several import assert_committed
from tests.other_day import other_day
from workshop.keynames import OWN
from workshop.steps.registry import view_at
from workshop.steps.scene import PageLine, Scene

SESSIONS: dict[str, Callable[[], Session]] = {"every": every_kind, "other": other_day}
MOST = 3
"""Of the stops of a step that are alike, as many are told."""


def chosen(session: Session) -> Iterator[Stop]:
    """The first stops of each part of each step."""
    alike: Counter[tuple[str, str]] = Counter()
    for stop in plan.stops(session):
        alike[stop.activity_id, stop.part] += 1
        if alike[stop.activity_id, stop.part] <= MOST:
            yield stop


def lines(rows: tuple[PageLine, ...]) -> list[str]:
    return [f"{row.tone}: {row.text}" for row in rows]


def without_defaults(value: Any) -> str:
    """A wall and what is on it, without what says nothing."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(without_defaults, value))}]"
    if isinstance(value, float):
        return f"{value:.6g}"
    if not dataclasses.is_dataclass(value):
        return repr(value)
    fields = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    told = [f"{name}={without_defaults(own)}" for name, own in fields if own not in ("", 0, None, False, ())]
    return f"{type(value).__name__}({', '.join(told)})"


def at(session: Session, stop: Stop) -> str:
    scene = Scene(session, stop, TODAY, OWN)
    view = view_at(scene)
    page = view.page(scene)
    told = [
        f"== {stop.activity_id} {stop.part} {stop.ref}",
        f"{page.label} | {page.title}",
        *lines(page.lines),
        *(f"beside, {line}" for line in lines(view.aside(scene))),
        *(f"say: {line}" for line in view.say_next(scene)),
        *(f"hidden: {' '.join(pair)}" for pair in view.hidden(scene)),
        f"room: {without_defaults(view.wall(scene))}",
    ]
    return "\n".join(told)


@pytest.mark.parametrize("name", SESSIONS)
def test_what_stands_at_each_stop_is_as_committed(name: str) -> None:
    session = SESSIONS[name]()
    text = "\n".join(at(session, stop) for stop in chosen(session))
    assert_committed(f"each-page-{name}.txt", CHANCE.sub("(chance)", text).encode())
