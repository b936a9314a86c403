"""What was shown of places before: how it lies in the file, what is no such file, and what may follow."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sessions.files import SIDE_BY_SIDE
from sessions.many.shown_before import (
    UNSALTED,
    VERSION,
    Members,
    Part,
    Release,
    Shown,
    hidden,
    is_same,
    keep_shown,
    latest,
    may_follow,
    may_stand_together,
    read_shown,
)
from sessions.many.standings import digest
from sessions.many.suppress import Figures, Share
from sessions.problem import Problem

FIGURE = Figures(12, 2, (1, 3))
MIDDLE = Figures(5, 1, None)
FIFTHS = Share(20, 3, 5)


def places(first: int, last: int, mark: str = "m") -> Members:
    return {f"p{number:02}": (mark, 1) for number in range(first, last)}


def of_levels(members: Members, levels: int = 5, on: str = "2026-10-01") -> Release:
    return Release(on, members, levels, Figures(len(members), 2, (1, 3)), salt="s")


# --- in the file ---------------------------------------------------------------------------------------

KEPT = {
    "p/1 abc": (
        Release("2026-10-01", {"b": ("y", 1), "a": ("x", 1)}, 5, MIDDLE, salt="secret"),
        Release("2026-11-01", {"a": ("z", 1)}, 5, FIGURE, salt="older"),
    ),
    "actions ": (Release("2026-11-01", {"a": ("w", 4)}, 2, FIFTHS, "t", "secret"),),
}
WRITTEN = {
    "version": VERSION,
    "secret": "secret",
    "shown": {
        "p/1 abc": [
            ["2026-10-01", 5, [["a", "x", 1], ["b", "y", 1]], "", [5, 1, None]],
            ["2026-11-01", 5, [["a", "z", 1]], "", [12, 2, [1, 3]], "older"],
        ],
        "actions ": [["2026-11-01", 2, [["a", "w", 4]], "t", {"n": 20, "part": 3, "parts": 5}]],
    },
}


def written(folder: Path, told: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / SIDE_BY_SIDE).write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return folder


def test_it_lies_in_the_file_without_a_blank_and_comes_back_the_same(tmp_path: Path) -> None:
    shown = Shown(KEPT, "secret")
    keep_shown((tmp_path,), shown)
    text = (tmp_path / SIDE_BY_SIDE).read_text("utf-8")
    assert json.loads(text) == WRITTEN
    assert text == json.dumps(WRITTEN, separators=(",", ":"))
    assert read_shown((tmp_path,)) == shown


def test_a_folder_that_kept_nothing_gets_a_secret_of_its_own(tmp_path: Path) -> None:
    first, second = read_shown((tmp_path,)), read_shown(())
    assert first.releases == second.releases == {}
    assert first.secret != second.secret
    assert re.fullmatch("[0-9a-f]{32}", first.secret)


def test_of_several_folders_the_first_secret_counts_and_every_release_once_by_its_day(tmp_path: Path) -> None:
    row = ["2026-09-01", 5, [["c", "x", 1]], "", [5, 1, None]]
    more = {
        "version": VERSION,
        "secret": "other",
        "shown": {"p/1 abc": [row, [*row[:2], [["d", "x", 1]], *row[3:]]], "p/2": [row]},
    }
    again = WRITTEN | {"shown": {"p/1 abc": WRITTEN["shown"]["p/1 abc"][1:]}}  # type: ignore[index]
    folders = [written(tmp_path / name, told) for name, told in (("a", WRITTEN), ("b", more), ("c", again))]
    (tmp_path / "empty").mkdir()
    both = read_shown((tmp_path / "empty", *folders))
    assert both.secret == "secret"
    of_item = both.releases["p/1 abc"]
    assert [release.on for release in of_item] == ["2026-09-01", "2026-09-01", "2026-10-01", "2026-11-01"]
    assert [release.salt for release in of_item] == ["other", "other", "secret", "older"]
    assert [*of_item[0].members] == ["c"]
    assert len(both.releases["p/2"]) == len(both.releases["actions "]) == 1


def test_what_had_no_salt_is_hidden_with_the_secret_that_counts(tmp_path: Path) -> None:
    unsalted = digest("place", "north vale")
    row = ["2026-09-01", 5, [[unsalted, "x", 1]], "", [5, 1, None]]
    old = written(tmp_path / "old", {"version": UNSALTED, "secret": "old", "shown": {"p/1": [row]}})
    new = written(tmp_path / "new", WRITTEN)
    ((release,),) = (read_shown((new, old)).releases["p/1"],)
    assert release.salt == "secret"
    assert release.members == {hidden("north vale", "secret"): ("x", 1)}
    assert hidden("north vale", "secret") == digest("secret", unsalted)
    assert read_shown((old,)).releases["p/1"][0].members == {hidden("north vale", "old"): ("x", 1)}


ROW: list[Any] = ["2026-10-01", 5, [["a", "x", 1]], "", [5, 1, None]]


def instead(at: int, value: Any) -> list[Any]:
    return [*ROW[:at], value, *ROW[at + 1 :]]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[" * 100_000,
        "[]",
        {},
        {"version": VERSION, "secret": "s"},
        {"version": VERSION, "shown": {}},
        {"version": "workshop benchmark 3", "secret": "s", "shown": {}},
        {"version": VERSION, "secret": "s", "shown": []},
        *(
            {"version": VERSION, "secret": "s", "shown": {"p/1": [row]}}
            for row in (
                ROW[:4],
                {},
                instead(0, 5),
                instead(1, "5"),
                instead(2, [["a", "x"]]),
                instead(2, [["a", "x", "1"]]),
                instead(2, [["a", 1, 1]]),
                instead(3, None),
                instead(4, None),
                instead(4, [5, 1]),
                instead(4, [5, 1, [1]]),
                instead(4, ["5", 1, None]),
                instead(4, {"n": 5, "part": 1}),
                instead(4, {"n": 5, "part": "1", "parts": 2}),
                [*ROW, 7],
            )
        ),
    ],
)
def test_a_file_that_is_no_such_file_is_told_and_nothing_is_made_of_it(tmp_path: Path, told: Any) -> None:
    written(tmp_path, told)
    with pytest.raises(Problem) as raised:
        read_shown((tmp_path,))
    assert raised.value.what == "What was shown of places before can't be read"
    assert raised.value.where == str(tmp_path / SIDE_BY_SIDE)
    assert raised.value.hint == (
        "Bring it back from a backup: without it, figures could be subtracted from earlier ones."
    )


def test_where_it_cannot_be_got_at_or_noted_nothing_is_shown(tmp_path: Path) -> None:
    (tmp_path / SIDE_BY_SIDE).mkdir()
    with pytest.raises(Problem, match=r"^What was shown of places before can't be read") as unread:
        read_shown((tmp_path,))
    with pytest.raises(
        Problem, match=r"^What is shown of places can't be noted, so nothing is shown"
    ) as unkept:
        keep_shown((tmp_path,), Shown({}, "s"))
    assert unread.value.where == unkept.value.where == str(tmp_path / SIDE_BY_SIDE)


# --- of these places -----------------------------------------------------------------------------------


def test_places_of_other_secrets_are_known_again_and_unknown_ones_stay_as_they_are() -> None:
    there = {hidden("north", "older"): ("x", 1), hidden("gone", "older"): ("y", 2)}
    here = {hidden("north", "secret"): ("x", 1)}
    other = Release("2026-10-01", there, 5, MIDDLE, "t", "older")
    own = Release("2026-11-01", here, 5, MIDDLE, salt="secret")
    shown = Shown({"p/1": (other, own)}, "secret")
    of_places = shown.of_places(["north", "south"])
    first, second = of_places["p/1"]
    assert second is own
    assert first == other._replace(
        members={hidden("north", "secret"): ("x", 1), hidden("gone", "older"): ("y", 2)}
    )
    assert shown.of_places([])["p/1"][0].members == there


def test_what_is_new_comes_behind_what_was_kept_as_it_was_kept() -> None:
    other = Release("2026-10-01", {"a": ("x", 1)}, 5, MIDDLE, salt="older")
    renamed = other._replace(members={"b": ("x", 1)})
    new = other._replace(on="2026-11-01", salt="secret")
    shown = Shown({"p/1": (other,)}, "secret")
    after = shown.with_new({"p/1": (renamed, new), "p/2": (new,)})
    assert after.releases == {"p/1": (other, new), "p/2": (new,)}
    assert after.secret == "secret"


# --- what may follow -----------------------------------------------------------------------------------


def test_what_rests_on_the_same_is_what_was_shown_then() -> None:
    first, second = of_levels(places(0, 12)), of_levels(places(0, 20), on="2026-11-01")
    again = first._replace(on="2026-12-01", shown=MIDDLE, salt="t", together="u")
    assert is_same(again, first)
    assert not is_same(again, second)
    assert not is_same(first._replace(levels=4), first)
    assert latest(again, [first, second]) is first, "not the last one"
    assert latest(first, []) is first


def test_another_scale_or_too_few_other_places_wait() -> None:
    first = of_levels(places(0, 12))
    assert may_follow(first, [])
    assert not may_follow(of_levels(places(20, 40), levels=4), [first]), "of another scale"
    assert may_follow(of_levels(places(20, 40)), [first])
    for more, may in ((4, False), (5, True)):
        assert may_follow(of_levels(places(0, 12 + more)), [first]) is may
        assert may_follow(of_levels({**places(0, 12), **places(0, more, "n")}), [first]) is may
    assert not may_follow(of_levels(places(2, 14)), [first]), "two have gone, and two have come"
    second = of_levels(places(0, 17), on="2026-11-01")
    third = of_levels(places(0, 21), on="2026-12-01")
    assert latest(third, [first, second]) is second, "four more than the last time"
    assert latest(of_levels(places(0, 22)), [first, second]).members == places(0, 22)


# --- parts and their total -----------------------------------------------------------------------------


def said(count: int, places_of: int, mark: str = "m") -> Members:
    """So many places, each of which has so many actions."""
    return {f"p{number}": (f"{mark}{count}", count) for number in range(places_of)}


def test_parts_that_leave_a_total_open_may_stand_beside_it_and_those_that_close_it_may_not() -> None:
    of_all, of_one = said(4, 6), said(2, 6)
    half = {"": Part(of_all, Share(24, 2, 5)), "p/1": Part(of_one, Share(12, 0, 2))}
    assert may_stand_together([half])
    unshown = {"": Part(of_all, Share(24, 2, 5)), "p/1": Part(of_one, None)}
    assert may_stand_together([unshown])
    none_late = {
        "": Part(said(2, 6), Share(12, 1, 2)),
        "p/1": Part(said(1, 6), Share(6, 0, 2)),
        "p/2": Part(said(1, 6, "n"), Share(6, 0, 2)),
    }
    assert not may_stand_together([none_late]), "both parts would be at their very most"
    late = {**none_late, "": Part(said(2, 6), Share(12, 0, 2))}
    assert may_stand_together([late])
