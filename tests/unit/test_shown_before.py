"""What was shown of places before: how it is kept, and which actions are shown anew."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from sessions.files import SIDE_BY_SIDE
from sessions.many.benchmark import benchmark
from sessions.many.gathered import Wanted
from sessions.many.shown_before import UNSALTED, VERSION, Shown, keep_shown, read_shown
from sessions.many.standings import Standing, digest
from tests.unit.test_benchmark import many, promised, standing

ON = dt.date(2026, 12, 1)
SOON = dt.date(2026, 12, 2)
TWELVE = many([1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4])


def kept_in(folder: Path, rows: list[Standing]) -> Shown:
    """What a folder keeps after these were shown from it."""
    folder.mkdir()
    _, shown = benchmark(rows, Wanted(ON), read_shown((folder,)))
    keep_shown((folder,), shown)
    return shown


def test_digests_of_names_are_salted_with_the_secret_of_the_folder(tmp_path: Path) -> None:
    first, second = kept_in(tmp_path / "a", TWELVE), kept_in(tmp_path / "b", TWELVE)
    texts = [(tmp_path / name / SIDE_BY_SIDE).read_text("utf-8") for name in "ab"]
    (one,), (other,) = first.releases.values(), second.releases.values()
    assert not one[0].members.keys() & other[0].members.keys(), "the same places, and no digest in common"
    assert not [text for text in texts if digest("place", "p1") in text]
    assert read_shown((tmp_path / "a",)) == first


def test_folders_that_had_secrets_of_their_own_are_compared_all_the_same(tmp_path: Path) -> None:
    kept_in(tmp_path / "a", TWELVE)
    kept_in(tmp_path / "b", TWELVE[:11])
    both = read_shown((tmp_path / "a", tmp_path / "b"))
    (rows,) = both.releases.values()
    assert len(rows) == 2
    told, shown = benchmark([*TWELVE, standing("New", 0)], Wanted(SOON), both)
    assert told.rows[0].since == ON.isoformat(), "it differs by one place, and by two, from what was shown"
    assert shown == both
    keep_shown((tmp_path / "a", tmp_path / "b"), shown)
    assert read_shown((tmp_path / "a",)) == read_shown((tmp_path / "b",)) == both


def test_what_was_kept_without_a_salt_is_respected_and_salted(tmp_path: Path) -> None:
    shown = kept_in(tmp_path / "a", TWELVE)
    path = tmp_path / "a" / SIDE_BY_SIDE
    ((key, (row,)),) = json.loads(path.read_text("utf-8"))["shown"].items()
    row[2] = [[digest("place", f"p{number}"), rows.agreed[0].mark, 1] for number, rows in enumerate(TWELVE)]
    old = {"version": UNSALTED, "secret": shown.secret, "shown": {key: [row]}}
    path.write_text(json.dumps(old), "utf-8")
    assert read_shown((tmp_path / "a",)) == shown
    told, after = benchmark([*TWELVE, standing("New", 0)], Wanted(SOON), read_shown((tmp_path / "a",)))
    assert told.rows[0].since == ON.isoformat()
    keep_shown((tmp_path / "a",), after)
    assert digest("place", "p1") not in path.read_text("utf-8")
    assert json.loads(path.read_text("utf-8"))["version"] == VERSION


def of_actions(places: int, late: int = 0) -> list[Standing]:
    """Each place has one action from the item and one of its own; so many of the latter are late."""
    return [
        standing(
            f"P{n}",
            2,
            promised=(
                *((promised(f"{n}a", done=n % 2 == 0),) if n < 12 else ()),
                promised(f"{n}b", done=n >= late, item=""),
            ),
        )
        for n in range(places)
    ]


def test_an_item_whose_actions_are_the_same_keeps_none_of_the_others_back() -> None:
    first, shown = benchmark(of_actions(12), Wanted(ON), Shown({}, "secret"))
    told, _ = benchmark(of_actions(24, late=10), Wanted(SOON), shown)
    assert told.actions.shown is not None
    assert (told.actions.shown.n, told.actions.since) == (36, "")
    actions = told.rows[0].actions
    assert (actions.shown, actions.since) == (first.rows[0].actions.shown, ""), "as it was, and still is"
