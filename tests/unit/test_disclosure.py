"""An attacker tries to find hidden counts from all that is shown of many places.

It knows that places are whole numbers of nought or more, that they add up, how many took part in each
release, and the rule itself: it goes through every table there can be, has the rule say what would be shown
of each, and keeps those of which just this is shown. A count that is the same in all of them has been found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

import pytest

from sessions.many.attack import Seen, leaves_open
from sessions.many.shown_before import Members, Release, latest
from sessions.many.suppress import (
    HIDDEN,
    OPEN,
    PLACES,
    QUARTILES_FROM,
    Figures,
    Share,
    at_part,
    bounds,
    figures,
    share,
    with_total,
)

MANY = 1000
Counts = tuple[int, ...]
Rule = Callable[[Counts], object]


@cache
def tables(n: int, levels: int) -> tuple[Counts, ...]:
    """Every table of so many places over so many levels."""
    if levels == 1:
        return ((n,),)
    return tuple((first, *rest) for first in range(n + 1) for rest in tables(n - first, levels - 1))


def shown(counts: Counts) -> object:
    return figures(counts, answers=sum(counts))


def weak_counts(counts: Counts) -> object:
    """A rule that hides small cells and shows the total: a single hidden one is what is missing."""
    return sum(counts), tuple(count if count >= PLACES else HIDDEN for count in counts)


def weak_quartiles(counts: Counts) -> object:
    """A rule that shows quartiles of few."""
    return (sum(counts), *(at_part(counts, part, 4) for part in (1, 2, 3))) if sum(counts) >= PLACES else None


def found_in(counts: Counts, rule: Rule) -> list[int]:
    """How many numbers each cell of a table can have, for one who sees what the rule shows of it."""
    seen = rule(counts)
    possible = [other for other in tables(sum(counts), len(counts)) if rule(other) == seen]
    return [len({other[level] for other in possible}) for level in range(len(counts))]


def random_tables(seed: int) -> Iterator[Counts]:
    """A thousand, many of them lopsided, of five places and more."""
    draw = random.Random(seed)
    for _ in range(MANY):
        levels, n = draw.choice([(2, 30), (3, 22), (4, 15), (5, 12)])
        weights = [draw.random() ** 3 for _ in range(levels)]
        places = draw.choices(range(levels), weights, k=draw.randint(PLACES, n))
        yield tuple(places.count(level) for level in range(levels))


def test_no_cell_of_a_thousand_tables_is_found() -> None:
    remembered: dict[tuple[int, int, object], list[int]] = {}
    for counts in random_tables(1):
        key = sum(counts), len(counts), shown(counts)
        if key not in remembered:
            remembered[key] = found_in(counts, shown)
        assert min(remembered[key]) >= OPEN, counts


@pytest.mark.parametrize("rule", [weak_counts, weak_quartiles])
def test_the_attacker_finds_cells_where_the_rule_is_weak(rule: Rule) -> None:
    few = [counts for counts in random_tables(2) if sum(counts) < 2 * PLACES][:60]
    assert sum(min(found_in(counts, rule)) == 1 for counts in few) > 5


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_quartiles_are_shown_from_the_first_number_of_places_that_is_safe(levels: int) -> None:
    def with_quartiles(counts: Counts) -> object:
        return sum(counts), *(at_part(counts, part, 4) for part in (1, 2, 3))

    fewest = {n: min(min(found_in(t, with_quartiles)) for t in tables(n, levels)) for n in (10, 11, 12)}
    assert fewest[QUARTILES_FROM - 1] < OPEN <= min(fewest[11], fewest[12])


# --- two releases --------------------------------------------------------------------------------------


class Change(NamedTuple):
    """How many places are in two releases, in the first alone, and in the second alone."""

    both: int
    gone: int
    new: int


SIZES = (
    *((2, Change(*size)) for size in ((6, 0, 5), (12, 0, 5), (9, 2, 3), (8, 3, 5), (14, 5, 5), (12, 0, 1))),
    *((3, Change(*size)) for size in ((6, 0, 5), (9, 0, 5), (6, 5, 5), (5, 1, 6), (11, 1, 0), (6, 2, 2))),
    *((4, Change(*size)) for size in ((6, 0, 5), (5, 0, 6), (11, 0, 1))),
)


def added(first: Counts, second: Counts) -> Counts:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def members(groups: dict[str, int]) -> Members:
    return {f"{group}{number}": (group, 1) for group, size in groups.items() for number in range(size)}


def second_shown(first: Counts, second: Counts, change: Change) -> Figures | None:
    """What is shown at the second release, of which the first one is remembered; None for what was."""
    return _second_shown(shown(first), shown(second), len(first), change)


@cache
def _second_shown(before: object, now: object, levels: int, change: Change) -> Figures | None:
    assert isinstance(before, Figures)
    assert isinstance(now, Figures)
    there = Release("2026-01-01", members({"both": change.both, "gone": change.gone}), levels, before)
    here = Release("2026-02-01", members({"both": change.both, "new": change.new}), levels, now)
    renewed = latest(here, [there])
    return now if renewed is here else None


def unguarded(first: Counts, second: Counts, change: Change) -> object:
    """A rule that remembers nothing."""
    del first, change
    return shown(second)


def attacked(levels: int, change: Change, rule: Callable[..., object]) -> dict[object, list[int]]:
    """{what is shown of two releases: the fewest numbers that a cell of each group can have}.

    The groups are those in both, those gone, the new ones, and each release as a whole. Where the second is
    held back, the first is all that is seen, as it is where too few of the new places had reached the item.
    """
    possible: dict[object, list[list[set[int]]]] = {}
    for both in tables(change.both, levels):
        for gone in tables(change.gone, levels):
            first = added(both, gone)
            for new in tables(change.new, levels):
                second = added(both, new)
                if (now := rule(first, second, change)) is None:
                    continue
                seen = shown(first), now
                cells = possible.setdefault(seen, [[set() for _ in range(levels)] for _ in range(5)])
                for group, counts in zip(cells, (both, gone, new, first, second), strict=True):
                    for numbers, count in zip(group, counts, strict=True):
                        numbers.add(count)
    return {seen: [min(map(len, group)) for group in cells] for seen, cells in possible.items()}


@pytest.mark.parametrize(("levels", "change"), SIZES)
def test_no_cell_of_a_pair_of_releases_is_found(levels: int, change: Change) -> None:
    """Every pair that there is, which is many more than a thousand."""
    sizes = change.both, change.gone, change.new, change.both + change.gone, change.both + change.new
    for seen, fewest in attacked(levels, change, second_shown).items():
        for numbers, size in zip(fewest, sizes, strict=True):
            assert numbers >= min(OPEN, size + 1), seen


def test_pairs_of_releases_are_found_where_nothing_is_remembered() -> None:
    found = attacked(2, Change(12, 0, 1), unguarded)
    assert any(fewest[2] == 1 for fewest in found.values()), "where the one new place stands"


def test_a_thousand_pairs_of_larger_releases_leave_every_cell_open() -> None:
    """By the bounds that each pair shows, against tables near the true one that show the very same."""
    draw = random.Random(3)
    renewed = 0
    for _ in range(MANY):
        levels = draw.choice((2, 3, 4, 5, 7))
        change = Change(draw.randint(5, 60), draw.choice((0, 0, 1, 5)), draw.randint(0, 12))
        groups = [tuple(map(draw.choices(range(levels), k=size).count, range(levels))) for size in change]
        both, gone, new = groups
        seen = shown(added(both, gone)), second_shown(added(both, gone), added(both, new), change)
        if seen[1] is None:
            continue
        renewed += 1
        for group, size in zip(groups, change, strict=True):
            if size >= PLACES:
                assert _moved(groups, group, seen, change), (groups, seen)
    assert renewed > MANY // 4


def _moved(groups: list[Counts], group: Counts, seen: object, change: Change) -> bool:
    """Whether some places of a group can stand on other levels, and just this would be shown.

    As many of another group may stand on other levels instead.
    """
    at, levels = next(at for at, other in enumerate(groups) if other is group), range(len(group))
    others = [other for other in range(3) if other != at]
    for many, source, target in product((1, 2, 3), levels, levels):
        for back in (None, *others):
            tried = [list(counts) for counts in groups]
            tried[at][source] -= many
            tried[at][target] += many
            if back is not None:
                tried[back][source] += many
                tried[back][target] -= many
            if source == target or min(map(min, tried)) < 0:
                continue
            both, gone, new = map(tuple, tried)
            first, second = added(both, gone), added(both, new)
            if (shown(first), second_shown(first, second, change)) == seen:
                return True
    return False


def test_the_attack_that_the_program_makes_is_exact() -> None:
    """What it says of a pair is what going through all tables says."""
    checked = 0
    for levels, change in SIZES:
        sizes = change.both, change.gone, change.new, change.both + change.gone, change.both + change.new
        for seen, fewest in attacked(levels, change, unguarded).items():
            first, second = seen  # type: ignore[misc]
            is_open = all(n >= min(OPEN, size + 1) for n, size in zip(fewest, sizes, strict=True) if size)
            figures_seen = [Seen((0, 1), bounds(first, levels)), Seen((0, 2), bounds(second, levels))]
            cells = [(0,), (1,), (2,), (0, 1), (0, 2)]
            assert leaves_open(change, figures_seen, cells) == is_open, seen
            checked += 1
    assert checked > 300


# --- shares of actions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("due", range(5, 60))
def test_a_share_leaves_three_numbers(due: int) -> None:
    for in_time in range(due + 1):
        told = share(in_time, due, PLACES)
        assert told is not None
        same = [other for other in range(due + 1) if share(other, due, PLACES) == told]
        assert in_time in same
        assert len(same) >= OPEN
        assert bounds(told, 2) == ((due - max(same), due - min(same)),)


def test_shares_of_parts_and_of_their_total_leave_every_part_open() -> None:
    draw, hidden = random.Random(4), 0
    for _ in range(MANY):
        dues = [draw.randint(5, 9) for _ in range(draw.randint(1, 3))]
        parts = [(draw.choice((0, due, draw.randint(0, due))), due) for due in dues]
        rest_due = draw.randint(0, 3)
        rest = draw.randint(0, rest_due)
        total = share(sum(done for done, _ in parts) + rest, sum(dues) + rest_due, PLACES)
        assert total is not None
        told = with_total([share(done, due, PLACES) for done, due in parts], total)
        hidden += told.count(None)
        possible = [
            numbers
            for numbers in product(*(range(due + 1) for due in (*dues, rest_due)))
            if share(sum(numbers), total.n, PLACES) == total
            and all(
                part is None or share(done, due, PLACES) == part
                for part, done, due in zip(told, numbers, dues, strict=False)
            )
        ]
        for at, part in enumerate(told):
            if part is not None:
                assert len({numbers[at] for numbers in possible}) >= OPEN, (parts, total, told)
    assert hidden, "some totals would have given a part away"


# --- what else others got wrong ------------------------------------------------------------------------


def test_none_and_few_look_alike() -> None:
    assert {shown((0, 0, few, 0)) for few in range(PLACES)} == {None}
    assert {share(few, few, PLACES) for few in range(5)} == {None}


def test_it_is_the_cell_that_is_tested_and_not_the_whole() -> None:
    assert figures((3, 3, 3), answers=4) is None, "nine places, and four answers"
    assert figures((2, 2, 0), answers=90) is None
    assert share(40, 60, places=4) is None


def test_nothing_is_hidden_where_all_is_safe() -> None:
    for counts in random_tables(5):
        told = shown(counts)
        assert isinstance(told, Figures)
        assert (told.quartiles is not None) == (told.n >= QUARTILES_FROM)


def test_the_same_in_any_order_gives_the_same() -> None:
    draw = random.Random(6)
    places = [(f"p{number}", draw.randrange(5)) for number in range(17)]
    told = set()
    for _ in range(50):
        draw.shuffle(places)
        told.add(shown(tuple(sum(level == at for _, level in places) for at in range(5))))
    assert len(told) == 1
    many: dict[str, tuple[str, int]] = {place: (str(level), 1) for place, level in places}
    figure = Figures(17, 2, (1, 3))
    first = Release("2026-01-01", many, 5, figure)
    again = Release("2026-02-01", dict(reversed(many.items())), 5, figure)
    assert latest(again, [first]) is first


def test_hidden_has_a_sign_of_its_own() -> None:
    assert HIDDEN.strip("0") == HIDDEN
    assert not HIDDEN.isdigit()
    assert share(0, 20, PLACES) == Share(20, 0, 5), "none in time is no hidden figure"


def test_a_release_that_differs_by_few_places_is_held_back() -> None:
    figure = Figures(12, 2, (1, 3))
    first = Release("2026-01-01", members({"both": 12}), 5, figure)
    for few in range(1, PLACES):
        more = Release("2026-02-01", members({"both": 12, "new": few}), 5, Figures(12 + few, 2, (1, 3)))
        assert latest(more, [first]) is first
    five = Release("2026-02-01", members({"both": 12, "new": 5}), 5, Figures(17, 2, (1, 3)))
    assert latest(five, [first]) is five
    one_gone = Release("2026-03-01", members({"both": 11, "new": 5}), 5, Figures(16, 2, (1, 3)))
    assert latest(one_gone, [first, five]) is five, "each release before counts, not the last alone"
