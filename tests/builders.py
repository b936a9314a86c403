"""What tests of all parts build with: a time, a place in a session, and the views of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.edits import people as people_edits
from sessions.kinds.registry import reveal_all, waiting
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import scored_here
from sessions.material import Pack
from sessions.record import Session
from sessions.rows import Activity, Stop
from workshop.keynames import OWN, Keys
from workshop.materials import load
from workshop.steps.registry import view_at
from workshop.steps.scene import Page, PageLine, Scene

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
TODAY = NOW.date()


def page(session: Session, stop: Stop, today: dt.date = TODAY, keys: Keys = OWN) -> Page:
    """The facilitator's page at a stop."""
    scene = Scene(session, stop, today, keys)
    return view_at(scene).page(scene)


def aside(session: Session, stop: Stop, today: dt.date = TODAY, keys: Keys = OWN) -> tuple[PageLine, ...]:
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


@cache
def packs() -> dict[str, Pack]:
    """The packs that are shipped, by id."""
    return dict(load.packs().usable)


@cache
def templates() -> dict[str, plan.Template]:
    """The templates that are shipped, by id."""
    return dict(load.templates().usable)


@cache
def own_templates() -> dict[str, plan.Template]:
    """The tests' own templates, by id: the domains of a framework in order, one of its domains."""
    files = sorted((Path(__file__).parent / "materials").glob("*.toml"))
    return {path.stem: load.load_file(plan.Template, path) for path in files}


@cache
def agendas() -> dict[str, plan.Template]:
    """The templates that are shipped, and the tests' own."""
    return {**templates(), **own_templates()}


def let_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands make sessions of the tests' own templates, too."""
    shipped = load.templates

    def known(folder: Path | None = None) -> load.LoadedMaterial[plan.Template]:
        loaded = shipped(folder)
        return replace(loaded, usable={**loaded.usable, **own_templates()})

    monkeypatch.setattr(load, "templates", known)


@cache
def new_session(template_id: str = "tips-and-pulse", *partners: str, as_bodies: bool = True) -> Session:
    """A session "S" from one of the `agendas`, before it begins: the same one each time."""
    agenda, used = plan.agenda(agendas()[template_id], packs())
    session = Session(
        id="s",
        title="S",
        template_id=template_id,
        created_at=NOW,
        as_bodies=as_bodies,
        agenda=agenda,
        packs=used,
    )
    for name in partners:
        session = people_edits.add_partner(name).apply(session, NOW)
    return session


def subjects(session: Session) -> tuple[str, ...]:
    """All that partners answer on a scale, in the order of the agenda: items, and questions on items."""
    asked = (stop.ref for stop in plan.stops(session) if scored_here(session, stop))
    return tuple(dict.fromkeys(asked))


def answered(
    session: Session, item_id: str, levels: Iterable[int | None], *, number: int | None = None
) -> Session:
    """Each voice in turn with one level on an item: None is don't know, and 0 is no answer."""
    for partner, level in zip(session.voices(), levels, strict=False):
        if level != 0:
            session = score_edits.answer_level(item_id, partner.id, level, number=number).apply(session, NOW)
    return session


FIRST_FIVE = tuple(f"icbo/D1.{number}" for number in range(1, 6))
"""Items of `four-domains` that `profiled` speaks on."""


def profiled() -> Session:
    """1.1 agreed low and far, 1.2 split, 1.3 at its target, 1.4 hidden, 1.5 agreed without answers."""
    session = new_session("four-domains", "County Council", "ICB", "Care providers")
    answers = ((1, 1, 2), (1, 3, 5), (5, 5, 5), (2, 3, 4))
    for item_id, levels in zip(FIRST_FIVE, answers, strict=False):
        session = answered(session, item_id, levels)
        if item_id != FIRST_FIVE[3]:
            session = score_edits.reveal(item_id).apply(session, NOW)
    session = score_edits.agree(FIRST_FIVE[0], 1, target=4).apply(session, NOW)
    session = score_edits.agree(FIRST_FIVE[2], 5).apply(session, NOW)
    return score_edits.agree(FIRST_FIVE[4], 3).apply(session, NOW)


def all_revealed(session: Session) -> Session:
    """Nothing of it is hidden from the room."""
    return reveal_all().apply(session, NOW) if waiting(session) else session


def said(session: Session) -> dict[str, Any]:
    """What a session says, without the stamps that merging counts by."""
    return _unstamped(session.model_dump(exclude={"tombstones"}))


def _unstamped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unstamped(part) for key, part in value.items() if key not in ("author", "counter")}
    if isinstance(value, list | tuple):
        return [_unstamped(part) for part in value]
    return value


class Hand:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def scored_at(place: str = "", **more: Any) -> Session:
    """A session at a place that has agreed level 4 on its first item; `more` of its fields."""
    session = new_session("four-domains", "County Council", "ICB", "Care providers")
    session = all_revealed(answered(session, FIRST_FIVE[0], (2, 3, 3)))
    session = score_edits.agree(FIRST_FIVE[0], 4).apply(session, NOW)
    return session.model_copy(update={"place": place, **more})


def said_at(session: Session, stop: Stop) -> str:
    """What the page at a stop and what stands beside it say, a line each."""
    return "\n".join(line.text for line in (*page(session, stop).lines, *aside(session, stop)))
