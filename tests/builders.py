"""What tests of all parts build with: a time, a place in a session, and the views of it."""

from __future__ import annotations

import datetime as dt

from sessions.record import Session
from sessions.rows import Activity, Stop
from workshop.keynames import OWN, Keys
from workshop.steps.registry import view_at
from workshop.steps.scene import Line, Page, Scene

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
TODAY = NOW.date()


def page(session: Session, stop: Stop, today: dt.date = TODAY, keys: Keys = OWN) -> Page:
    """The facilitator's page at a stop."""
    scene = Scene(session, stop, today, keys)
    return view_at(scene).page(scene)


def aside(session: Session, stop: Stop, today: dt.date = TODAY, keys: Keys = OWN) -> tuple[Line, ...]:
    """What stands beside it."""
    scene = Scene(session, stop, today, keys)
    return view_at(scene).aside(scene)


def say_next(session: Session, stop: Stop, keys: Keys = OWN) -> tuple[str, ...]:
    """What the facilitator can say."""
    scene = Scene(session, stop, TODAY, keys)
    return view_at(scene).say_next(scene)


def hidden_answers(session: Session, stop: Stop) -> tuple[tuple[str, str], ...]:
    """What a peek shows."""
    scene = Scene(session, stop, TODAY)
    return view_at(scene).hidden(scene)


def activity(**fields: object) -> Activity:
    """A step of any kind, of its kind's own class."""
    return Activity.model_validate(fields)
