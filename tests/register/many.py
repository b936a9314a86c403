"""Sessions of many places, with levels and actions by chance; some were asked otherwise."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from sessions.kinds.score.records import AGREEMENTS
from sessions.record import Session, find_scale
from sessions.rows import Action
from tests.builders import NOW
from tests.every_kind import every_kind

PLACES = 13
ITEMS = ("icbo/D1.1", "icbo/D1.2", "lead-provider-risks/R1", None, "s1")


def sessions(places: int, each: int, seed: int = 1) -> Iterator[Session]:
    """So many sessions of so many places."""
    chance = random.Random(seed)
    for number in range(places * each):
        yield session(number, f"Place {number % places}", chance)


def session(number: int, place: str, chance: random.Random) -> Session:
    """A session of a place, with levels by chance."""
    made = every_kind()
    held = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(300))
    rows = []
    for row in AGREEMENTS.of(made):
        scale = find_scale(made, row.item_id)
        if scale is not None and chance.random() < 0.8:
            level = chance.choice(scale.numbers)
            rows.append(row.model_copy(update={"uid": f"{number:04x}{len(rows):012x}", "level": level}))
    actions = tuple(_action(number, at, held, chance) for at in range(chance.randrange(6)))
    if chance.random() < 0.15:  # another wording of the first item
        made = _asked_otherwise(made)
    made = AGREEMENTS.put(made, rows)
    update = {
        "id": f"session-{number}",
        "place": place if chance.random() < 0.8 else f" {place.upper()} ",
        "date": held,
        "created_at": NOW + dt.timedelta(seconds=number // 2),
        "final_at": NOW if chance.random() < 0.7 else None,
        "actions": actions,
    }
    return made.model_copy(update=update)


def _action(number: int, at: int, held: dt.date, chance: random.Random) -> Action:
    # Some of a place are carried from one session to the next, with the same identity.
    uid = (
        f"a{number % PLACES:04x}{chance.randrange(2):03x}{at:08x}"
        if chance.random() < 0.3
        else f"b{number:07x}{at:08x}"
    )
    return Action(
        uid=uid,
        id=f"A{at + 1}",
        text="Do it",
        due=held + dt.timedelta(days=chance.randrange(120)) if chance.random() < 0.9 else None,
        status=chance.choice(("open", "done", "done", "dropped")),
        origin=chance.choice(ITEMS),
        at=NOW,
    )


def _asked_otherwise(made: Session) -> Session:
    packs = tuple(
        pack.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(
                        update={
                            "items": tuple(
                                item.model_copy(update={"statement": f"{item.statement} In other words."})
                                for item in section.items
                            )
                        }
                    )
                    for section in pack.sections
                )
            }
        )
        for pack in made.packs
    )
    return made.model_copy(update={"packs": packs})
