"""Figures over many places at their bounds, and where a session stands that they are made from."""

from __future__ import annotations

import datetime as dt
import gc
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sessions.files import SIDE_BY_SIDE, STANDINGS
from sessions.kinds.score import edits as score_edits
from sessions.many import standings as standings_module
from sessions.many.attack import Seen, leaves_open
from sessions.many.benchmark import Row, Wanted, benchmark, spread_word
from sessions.many.side_by_side import side_by_side
from sessions.many.standings import Promised, digest, standing_of, standings
from sessions.many.suppress import (
    Figures,
    Share,
    at_part,
    bounds,
    differs_enough,
    figures,
    share,
    with_total,
)
from sessions.problem import Problem
from sessions.progress import StoppedEarly
from sessions.record import Session
from sessions.rows import Action, PastDue
from sessions.scope import does_not_apply
from sessions.store.library import Library
from tests.builders import FIRST_FIVE, NOW, TODAY, scored_at
from tests.unit.test_benchmark import ITEM, NONE, promised, standing

# --- figures over places -------------------------------------------------------------------------------


def test_quantiles_of_nothing_are_an_error_and_bounds_are_met_exactly() -> None:
    with pytest.raises(ValueError, match=r"^nothing was counted$"):
        at_part((), 1, 2)
    assert [at_part((2, 2), *part) for part in ((1, 2), (1, 4), (3, 4))] == [0, 0, 1]
    assert at_part((1, 2, 1), 1, 4) == 0
    assert figures((5, 0), 5) == Figures(5, 0, None)
    assert figures((4, 0), 5) is figures((5, 0), 4) is None
    assert figures((3, 3, 4), 10) == Figures(10, 1, None)
    assert figures((3, 3, 5), 11) == Figures(11, 1, (0, 2))
    assert share(5, 5, 5) == Share(5, 1, 2)
    assert share(2, 5, 5) == Share(5, 0, 2)
    assert share(4, 4, 5) is share(5, 5, 4) is None
    assert [share(done, 15, 5) for done in (0, 2, 3, 14, 15)] == [
        *(Share(15, 0, 5), Share(15, 0, 5), Share(15, 1, 5), Share(15, 4, 5), Share(15, 4, 5)),
    ]
    assert share(7, 14, 5) == Share(14, 1, 2)


def test_what_a_figure_tells_of_cumulative_counts() -> None:
    assert bounds(Figures(5, 1, None), 3) == ((0, 2), (3, 5))
    assert bounds(Figures(11, 1, (0, 2)), 4) == ((3, 5), (6, 8), (9, 11))
    assert bounds(Share(8, 1, 2), 2) == ((0, 4),)
    assert bounds(Share(8, 0, 2), 2) == ((5, 8),)
    assert bounds(Share(20, 2, 5), 2) == ((9, 12),)


def test_parts_that_are_more_than_their_total_or_leave_it_no_room_are_hidden() -> None:
    half, low = Share(8, 1, 2), Share(8, 0, 2)
    assert with_total([half, None], Share(16, 1, 2)) == (half, None)
    assert with_total([half], Share(7, 1, 2)) == (None,), "more than all"
    assert with_total([low, low], Share(16, 0, 2)) == (low, low)
    assert with_total([half, half], Share(16, 0, 2)) == (half, None), "both would be at their least"
    assert not differs_enough({"a", "b", "c", "d"})
    assert differs_enough({"a", "b", "c", "d", "e"})


def test_figures_that_no_table_can_show_leave_nothing_open() -> None:
    assert not leaves_open([4], [Seen((0,), ((5, 9),))], [(0,)])
    assert not leaves_open([4, 4], [Seen((0, 1), ((0, 1),)), Seen((0,), ((2, 4),))], [(0,)])
    assert leaves_open([6], [Seen((0,), ((2, 4),))], [(0,), ()])
    assert not leaves_open([6], [Seen((0,), ((2, 3),))], [(0,)])


@pytest.mark.parametrize("levels", [2, 3, 5, 7])
def test_places_are_near_or_far_by_the_width_of_the_scale(levels: int) -> None:
    words = [spread_word(between, levels) for between in range(levels)]
    assert words == sorted(words, key=["agree", "mixed", "split"].index)
    assert words[0] == "agree"
    assert words[-1] == "split"


def test_ones_own_place_below_within_and_above() -> None:
    row = Row(ITEM, Figures(12, 2, (1, 3)), 1)
    assert [replace(row, own=own).position for own in (0, 1, 3, 4, None)] == [
        *("below", "within", "within", "above", None),
    ]
    median = Row(ITEM, Figures(5, 2, None), 2)
    assert [replace(median, own=own).position for own in (1, 2, 3)] == ["below", "within", "above"]
    assert median.word is None
    assert Row(ITEM, None, 3).position is Row(ITEM, None, 3).word is None


def test_places_are_named_and_counted_and_those_without_one_are_left_out() -> None:
    rows = [standing(" North  Vale ", 1), standing("north vale", 2, held="2026-11-01"), standing("", 3)]
    told, _ = benchmark(rows, Wanted(TODAY, "NORTH"), NONE)
    assert (told.places, told.names, told.own) == (("north vale",), ("north vale",), "north vale")
    assert (told.sessions, told.placeless) == (2, 1)
    with pytest.raises(Problem) as none:
        benchmark([], Wanted(TODAY, "x"), NONE)
    assert (none.value.what, none.value.hint) == ("No session is of the place 'x'", "The places are: none.")
    vales = [standing("South Vale", 1), standing("North Vale", 1), standing("Dale", 1)]
    with pytest.raises(Problem) as several:
        benchmark(vales, Wanted(TODAY, "vale"), NONE)
    assert (several.value.what, several.value.hint) == (
        "'vale' can be several places",
        "The places are: North Vale, South Vale.",
    )
    exact, _ = benchmark([*vales, standing("Vale", 1)], Wanted(TODAY, "vale"), NONE)
    assert exact.own == "Vale"


def test_actions_count_from_the_day_after_they_were_due() -> None:
    rows = [standing(f"P{n}", 2, promised=(promised(f"{n}", done=True, due="2026-11-30"),)) for n in range(6)]
    on_the_day = [
        standing(f"P{n}", 2, promised=(promised(f"{n}", done=True, due=TODAY.isoformat()),)) for n in range(6)
    ]
    assert benchmark(rows, Wanted(TODAY), NONE)[0].actions.shown == Share(6, 1, 2)
    assert benchmark(on_the_day, Wanted(TODAY), NONE)[0].actions.shown is None


def test_letters_are_noted_even_where_nothing_is_shown(tmp_path: Path) -> None:
    Library(tmp_path).create(scored_at("Vale")).close()
    side_by_side((tmp_path,), Wanted(TODAY))
    assert not (tmp_path / SIDE_BY_SIDE).exists()
    told, _ = side_by_side((tmp_path,), Wanted(TODAY, letters=True))
    assert told.places == ("A",)
    assert (tmp_path / SIDE_BY_SIDE).exists(), "so that the letters stay"
    empty = tmp_path / "empty"
    empty.mkdir()
    side_by_side((empty,), Wanted(TODAY, letters=True))
    assert not (empty / SIDE_BY_SIDE).exists()


# --- where sessions stand ------------------------------------------------------------------------------


def test_where_a_session_stands_is_all_that_can_be_compared() -> None:
    session = scored_at(" Vale\n", date=dt.date(2026, 5, 4), final_at=NOW)
    told = standing_of(session)
    assert (told.session_id, told.place, told.final) == ("s", "Vale", True)
    assert told.held == f"2026-05-04 {NOW.isoformat()}"
    assert standing_of(scored_at()).held == f"2026-12-01 {NOW.isoformat()}"
    (agreed,) = told.agreed
    subject = agreed.subject
    assert (subject.id, subject.number, subject.base, agreed.place, agreed.answers) == (
        *(FIRST_FIVE[0], "1.1", 1, 3, 3),
    )
    assert (subject.name, subject.section) == (
        "Relationships that put people first",
        "Building the foundations",
    )
    assert subject.labels == ("not yet", "early steps", "part-way", "mostly", "fully")
    assert subject.pack == "Integrated Commissioning for Better Outcomes"
    assert len({subject.meaning, subject.wording, agreed.mark}) == 3
    other = standing_of(score_edits.agree(FIRST_FIVE[0], 5).apply(session, NOW)).agreed[0]
    assert other.subject == subject
    assert (other.place, other.mark != agreed.mark) == (4, True)


def test_what_does_not_apply_was_added_or_has_no_such_level_stands_nowhere() -> None:
    session = scored_at()
    out = does_not_apply(FIRST_FIVE[0], "No").apply(session, NOW)
    assert standing_of(out).agreed == ()
    pack = session.packs[0]
    first, *rest = pack.sections

    def with_item(**changes: Any) -> Session:
        items = (first.items[0].model_copy(update=changes), *first.items[1:])
        section = first.model_copy(update={"items": items})
        changed = pack.model_copy(update={"sections": (section, *rest)})
        return session.model_copy(update={"packs": (changed, *session.packs[1:])})

    assert standing_of(with_item(added=True)).agreed == ()
    assert pack.scale is not None
    short = pack.scale.model_copy(update={"levels": pack.scale.levels[:3]})
    assert standing_of(with_item(scale=short)).agreed == ()
    assert len(standing_of(with_item()).agreed) == 1


def test_an_action_was_promised_where_it_had_a_date_and_was_not_dropped() -> None:
    def action(label: str, **fields: Any) -> Action:
        return Action.model_validate({"id": label, "uid": f"u{label}", "text": "x", "at": NOW, **fields})

    day, later = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
    past = PastDue(due=day, session_id="s", at=NOW)
    none = PastDue(due=None, session_id="s", at=NOW)
    actions = (
        action("A1", due=day, status="done", origin="icbo/D1.1"),
        action("A2"),
        action("A3", due=day, status="dropped"),
        action("A4", due=later, past_dues=(past,)),
        action("A5", due=day, past_dues=(PastDue(due=later, session_id="s", at=NOW),)),
        action("A6", due=None, past_dues=(none, past)),
        action("A7", due=day, past_dues=(past,)),
    )
    assert standing_of(scored_at(actions=actions)).promised == (
        Promised("uA1", "icbo/D1.1", "2026-01-01", True, False),
        Promised("uA4", "", "2026-01-01", False, True),
        Promised("uA5", "", "2026-02-01", False, False),
        Promised("uA6", "", "2026-01-01", False, False),
        Promised("uA7", "", "2026-01-01", False, False),
    )


def test_standings_are_kept_for_files_that_have_settled_and_rehearsals_are_none(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name, more in (("old", {}), ("new", {}), ("try", {"rehearsal": True})):
        library.create(scored_at("Vale", id=name, **more)).close()
    for name in ("old", "try"):
        os.utime(tmp_path / f"{name}.json", (0, 0))
    first = standings((tmp_path,))
    assert [row.session_id for row in first.rows] == ["new", "old"]
    read: list[int] = []
    again = standings((tmp_path, tmp_path), progress=lambda _, of: read.append(of))
    assert (again, set(read)) == (first, {1}), "the one that may change yet is read again"
    assert gc.isenabled()
    kept = standings_module._read_kept(tmp_path)
    assert {name: stamp == (0, 0, 0) for name, (stamp, _) in kept.items()} == {
        **{"new.json": True, "old.json": False, "try.json": False},
    }
    assert kept["try.json"][1] == ()
    assert kept["old.json"][1] == (first.rows[1],)
    whole = (tmp_path / STANDINGS).read_bytes()
    assert whole.count(b"Relationships that put people first") == 1, "a subject stands once"
    (tmp_path / STANDINGS).write_bytes(
        whole.replace(standings_module.VERSION.encode(), b"workshop standings 0")
    )
    assert standings_module._read_kept(tmp_path) == {}
    with pytest.raises(StoppedEarly):
        standings((tmp_path,), stopped=lambda: True)


def test_a_digest_is_the_same_where_all_is_and_parts_are_not_run_together() -> None:
    assert digest("a", "b") == digest("a", "b")
    assert len({digest("a", "b"), digest("ab"), digest("b", "a"), digest("a", "b", "")}) == 4
    assert len(digest()) == 16
