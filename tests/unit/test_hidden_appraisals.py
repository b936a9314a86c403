"""Of an appraisal and of options, what the room has not seen leaves by no door: two sessions look alike."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import Levels, criteria_of
from sessions.kinds.options import edits as option_edits
from sessions.kinds.registry import reveal_all, waiting
from sessions.many.make import card_of
from sessions.outputs import registry
from sessions.outputs.text import account
from sessions.record import Session
from sessions.rows import Row, uid_from
from tests import appraising as a
from tests.builders import NOW, aside, page, say_next
from tests.offered import step_offers
from tests.unit.test_hidden import written
from workshop.cli.dumped import dumped
from workshop.contents import summary_contents
from workshop.steps.position import agenda_rows
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.shown import shown
from workshop.widgets.appraisal_grid import Appraised, appraised
from workshop.widgets.option_grid import option_views

CANDIDATES = (a.A1, a.A2, a.A3, a.A4)
OPTIONS = (a.O1, a.O2, a.O3)


def session(seed: int, secret: int) -> Session:
    """`seed` chooses what the room may know, `secret` what it may not."""
    seen, hidden = random.Random(seed), random.Random(secret)
    made = a.session(as_bodies=seen.random() < 0.5)
    criteria = [c.id for c in criteria_of(made, a.appraisal(made))]
    for item_id in CANDIDATES:
        shows = seen.random() < 0.4
        by = seen if shows else hidden
        for partner in made.partners[: seen.choice((1, 3))]:
            levels = {c: by.choice((1, 2, 3, 4, 5, None)) for c in criteria}
            made = appraise_edits.appraise(a.APPRAISE, item_id, partner.id, levels).apply(made, NOW)
        made = appraise_edits.reveal_levels(a.APPRAISE, item_id).apply(made, NOW) if shows else made
    made = appraise_edits.set_weights(a.APPRAISE, {criteria[0]: seen.randint(0, 4)}).apply(made, NOW)
    shows = seen.random() < 0.5
    by = seen if shows else hidden
    for partner in made.partners:
        made = option_edits.say_option(a.OPTIONS, partner.id, {by.choice(OPTIONS): 1}).apply(made, NOW)
    made = option_edits.reveal_options(a.OPTIONS).apply(made, NOW) if shows else made
    made = option_edits.choose(a.OPTIONS, a.O2, "Now").apply(made, NOW) if seen.random() < 0.5 else made
    tables = {name: tuple(map(identified, rows)) for name, rows in made.tables.items()}
    return made.model_copy(update={"tables": tables})


def identified(row: Row) -> Row:
    """The row with an identity that is not by chance, so that files can be compared byte by byte."""
    told = row.model_dump(include={"activity_id", "item_id", "partner_id"})
    return row.model_copy(update={"uid": uid_from(type(row).__name__, *sorted(told.items()))})


@pytest.mark.parametrize("seed", range(6))
def test_what_is_hidden_makes_no_difference_anywhere(seed: int, tmp_path: Path) -> None:
    one, other = session(seed, 1000 + seed), session(seed, 2000 + seed)
    assert one != other
    stops = plan.stops(one)
    assert stops == plan.stops(other)
    for stop in stops:
        (here, _), (there, _) = (shown(each, stop, NOW.date(), NOW, None) for each in (one, other))
        assert here == there
        for look in (page, aside, say_next):
            assert look(one, stop) == look(other, stop)
        scenes = [Scene(each, stop, NOW.date()) for each in (one, other)]
        assert view_at(scenes[0]).commands(scenes[0]) == view_at(scenes[1]).commands(scenes[1])
    for item_id in CANDIDATES:
        here_, there_ = (appraised(each, a.appraisal(each), item_id) for each in (one, other))
        assert replace(here_, rows={}) == replace(there_, rows={})
        assert levels(here_) == levels(there_)
    step = one.activity(a.OPTIONS)
    assert option_views(one, step) == option_views(other, step)  # type: ignore[arg-type]
    for activity in one.agenda:
        offers = [[offer.words for offer in step_offers(each, activity.id)] for each in (one, other)]
        assert offers[0] == offers[1]
    assert agenda_rows(one, NOW) == agenda_rows(other, NOW)
    assert summary_contents(one) == summary_contents(other)
    assert account(one) == account(other)
    assert bare(dumped(one)) == bare(dumped(other))
    assert bare(dumped(one, hidden=True)) != bare(dumped(other, hidden=True))
    assert card_of(one) == card_of(other)
    assert waiting(one) == waiting(other)
    for output in registry.ids():
        texts = [written(each, tmp_path / name, output) for name, each in (("a", one), ("b", other))]
        assert texts[0] == texts[1]


def test_a_peek_shows_what_is_hidden_and_of_people_only_all_together() -> None:
    for as_bodies in (True, False):
        made = a.viewed(
            a.given(a.session(as_bodies=as_bodies), a.A1, [(4, 3, None, 1), (2, 3, 4, 5)]), a.O2, None
        )
        stops = [stop for stop in plan.stops(made) if stop.ref == a.A1 or stop.part == "choice"]
        candidate, choice = (
            dict(view_at(scene).hidden(scene)) for scene in (Scene(made, s, NOW.date()) for s in stops)
        )
        if as_bodies:
            assert (
                candidate["County Council"] == "Scale 4, Transformational 3, Value for money ?, Strategic 1"
            )
            assert choice == {"County Council": "Extended joint commissioning", "ICB": "don’t know"}
        else:
            assert candidate == {
                "All together": "Scale 4 2, Transformational 3 3, Value for money ? 4, Strategic 1 5"
            }
            assert choice == {"All together": "1 × Extended joint commissioning, 1 × don't know"}
    shown_to_all = reveal_all().apply(made, NOW)
    assert not any(
        view_at(scene).hidden(scene) for scene in (Scene(shown_to_all, s, NOW.date()) for s in stops)
    )


def levels(state: Appraised) -> dict[str, Levels]:
    return {partner_id: row.levels for partner_id, row in state.rows.items()}


def bare(value: Any) -> Any:
    """JSON without what tells one row from another, which is chance."""
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items() if key != "uid"}
    return [bare(part) for part in value] if isinstance(value, list) else value
