"""An attacker lays all that was ever shown side by side: three releases, shares of items and their total.

It is another one than the program's own: every sum of whole numbers that can be is a bit of one large number,
so that all tables are gone through at once. What can only be as it is has been found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product

import pytest

from sessions.many.shown_before import (
    Members,
    Part,
    Parts,
    Release,
    latest,
    may_follow,
    may_stand_together,
)
from sessions.many.suppress import OPEN, PLACES, Figures, Share, bounds, figures, share, with_total
from tests.unit.test_disclosure import Counts, tables

MANY = 1000
Vector = tuple[int, ...]


class Sums:
    """All sums that figures can have, as the bits of a number: one place a figure, in so many digits."""

    def __init__(self, most: Sequence[int]) -> None:
        self.steps, step = [], 1
        for size in most:
            self.steps.append(step)
            step *= size + 1

    def at(self, vector: Iterable[int]) -> int:
        return sum(step * number for step, number in zip(self.steps, vector, strict=True))

    def box(self, between: Sequence[tuple[int, int]]) -> int:
        """The sums between these bounds."""
        bits = 1
        for step, (least, most) in zip(self.steps, between, strict=True):
            bits = _any_of(bits, [step * number for number in range(least, most + 1)])
        return bits


def _any_of(bits: int, shifts: Iterable[int]) -> int:
    found = 0
    for shift in shifts:
        found |= bits << shift
    return found


def numbers_of(
    sizes: Sequence[int],
    figures_of: Sequence[frozenset[int]],
    between: Sequence[tuple[int, int]],
    cell: Sequence[int],
) -> int:
    """How many numbers a cell can have: `figures_of` are the figures that each group counts in."""
    most = [
        sum(size for size, seen in zip(sizes, figures_of, strict=True) if at in seen)
        for at in range(len(between))
    ]
    sums = Sums([*most, sum(sizes[group] for group in cell)])  # the cell itself is one more figure
    reached = 1
    for group, (size, seen) in enumerate(zip(sizes, figures_of, strict=True)):
        unit = sums.at([*(int(at in seen) for at in range(len(between))), int(group in cell)])
        reached = _any_of(reached, [unit * number for number in range(size + 1)])
    size = sum(sizes[group] for group in cell)
    return sum(bool(reached & sums.box([*between, (number, number)])) for number in range(size + 1))


# --- three releases of a figure ------------------------------------------------------------------------

WHERE = tuple(frozenset(seen) for seen in ({0, 1, 2}, {0, 1}, {1, 2}, {0}, {1}, {2}, {0, 2}))
"""The releases that places can be in: in all, gone after the second, new in the second, and so on."""


def of_groups(sizes: Sequence[int], release: int) -> Members:
    return {
        f"{group} {number}": (f"{group}", 1)
        for group, size in enumerate(sizes)
        if release in WHERE[group]
        for number in range(size)
    }


def shown_of(groups: Sequence[Counts], release: int) -> Figures | None:
    there = [counts for counts, seen in zip(groups, WHERE, strict=False) if release in seen]
    whole = tuple(map(sum, zip(*there, strict=True)))
    return figures(whole, answers=sum(whole))


@cache
def decided(sizes: tuple[int, ...], levels: int, told: tuple[Figures, ...]) -> tuple[bool, ...]:
    """Whether each of the releases is shown, by the program's rule."""
    before: list[Release] = []
    shown = []
    for number, figure in enumerate(told):
        release = Release(f"2026-0{number + 1}-01", of_groups(sizes, number), levels, figure)
        shown.append(latest(release, before) is release if before else True)
        before += [release] if shown[-1] else []
    return tuple(shown)


def drawn(draw: random.Random, levels: int) -> tuple[tuple[int, ...], list[Counts]]:
    """Sizes of groups of places, and their counts by level: many lopsided, each another way."""
    sizes = tuple(draw.choice((0, 0, 1, 3, 5, 6)) for _ in WHERE)
    groups = []
    for size in sizes:
        places = draw.choices(range(levels), [draw.random() ** 4 + 0.001 for _ in range(levels)], k=size)
        groups.append(tuple(map(places.count, range(levels))))
    return sizes, groups


def fewest(sizes: tuple[int, ...], told: Sequence[Figures], shown: Sequence[bool]) -> list[tuple[int, int]]:
    """[(how many numbers a cell can have, how many it may have at most)] of two levels."""
    seen = [number for number, is_shown in enumerate(shown) if is_shown]
    between = [bounds(told[number], 2)[0] for number in seen]
    figures_of = [frozenset(at for at, number in enumerate(seen) if number in where) for where in WHERE]
    releases = [
        tuple(at for at, groups in enumerate(figures_of) if number in groups) for number in range(len(seen))
    ]
    cells = [*((at,) for at, size in enumerate(sizes) if size and figures_of[at]), *releases]
    return [
        (numbers_of(sizes, figures_of, between, cell), min(OPEN, sum(sizes[group] for group in cell) + 1))
        for cell in cells
    ]


def test_no_cell_of_a_thousand_triples_of_releases_is_found() -> None:
    draw, three = random.Random(11), 0
    tried: set[object] = set()
    for _ in range(MANY):
        sizes, groups = drawn(draw, 2)
        told = tuple(shown_of(groups, release) for release in range(3))
        if None in told or (sizes, told) in tried:
            continue
        tried.add((sizes, told))
        shown = decided(sizes, 2, told)  # type: ignore[arg-type]
        three += all(shown)
        for numbers, least in fewest(sizes, told, shown):  # type: ignore[arg-type]
            assert numbers >= least, (sizes, told, shown)
    assert three > 60


def by_pairs(sizes: tuple[int, ...], told: Sequence[Figures]) -> tuple[bool, ...]:
    """A rule that looks at each release with one before it, and never at three."""
    before: list[Release] = []
    for number, figure in enumerate(told):
        release = Release(f"2026-0{number + 1}-01", of_groups(sizes, number), 2, figure)
        before += [release] if all(may_follow(release, [other]) for other in before) else []
    kept = {release.on for release in before}
    return tuple(f"2026-0{number + 1}-01" in kept for number in range(len(told)))


def test_three_releases_give_cells_away_where_only_pairs_are_looked_at() -> None:
    """Three places in all, and three each in two of them: upper half, lower half, upper half."""
    sizes, highest = (3, 3, 3, 1, 0, 0, 3), (3, 0, 0, 1, 0, 0, 3)
    groups = [(size - many, many) for size, many in zip(sizes, highest, strict=True)]
    told = tuple(shown_of(groups, release) for release in range(3))
    assert told == (Figures(10, 1, None), Figures(9, 0, None), Figures(9, 1, None))
    assert all(by_pairs(sizes, told))  # type: ignore[arg-type]
    found = fewest(sizes, told, (True, True, True))  # type: ignore[arg-type]
    assert any(numbers < least for numbers, least in found)
    assert decided(sizes, 2, told) == (True, True, False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("levels", "sizes"), [(3, (5, 0, 5, 0, 0, 5)), (3, (2, 0, 0, 3, 4, 5)), (4, (0, 0, 5, 5, 0, 5))]
)
def test_every_triple_that_there_is_leaves_every_cell_open(levels: int, sizes: tuple[int, ...]) -> None:
    """All tables are gone through: each that shows the same, on three levels and on four."""
    filled = [at for at, size in enumerate(sizes) if size]
    possible: dict[object, list[list[set[int]]]] = {}
    for groups in product(*(tables(sizes[at], levels) for at in filled)):
        told = []
        for release in range(3):
            whole = [counts for at, counts in zip(filled, groups, strict=True) if release in WHERE[at]]
            told.append(_told(tuple(map(sum, zip(*whole, strict=True)))))
        seen = tuple(told)
        cells = possible.setdefault(seen, [[set() for _ in range(levels)] for _ in groups])
        for counts, cell in zip(groups, cells, strict=True):
            for number, count in zip(cell, counts, strict=True):
                number.add(count)
    three = 0
    for seen, cells in possible.items():
        padded = (*sizes, *(0 for _ in WHERE[len(sizes) :]))
        if None in seen or not all(decided(padded, levels, seen)):  # type: ignore[operator, arg-type]
            continue
        three += 1
        for at, cell in zip(filled, cells, strict=True):
            assert min(map(len, cell)) >= min(OPEN, sizes[at] + 1), (sizes, seen)
    assert three


@cache
def _told(counts: Counts) -> Figures | None:
    return figures(counts, answers=sum(counts))


# --- shares of items, their total, and two moments -----------------------------------------------------


def of_moment(
    draw: random.Random, places: int, chance: Sequence[float]
) -> dict[str, dict[str, tuple[int, int]]]:
    """{an item, "" for none: {a place: (how many were done in time, of how many)}}."""
    groups: dict[str, dict[str, tuple[int, int]]] = {"": {}}
    for item, how_likely in zip(("", "a", "b"), chance, strict=True):
        for place in range(places):
            many = draw.choice((0, 0, 1, 1, 2))
            if many:
                done = sum(draw.random() < how_likely for _ in range(many))
                groups.setdefault(item, {})[f"p{place}"] = done, many
    return groups


def changed(
    draw: random.Random, groups: dict[str, dict[str, tuple[int, int]]], places: int, chance: Sequence[float]
) -> dict[str, dict[str, tuple[int, int]]]:
    """The next moment: some places have gone or said otherwise, and new ones are there."""
    other = of_moment(draw, places + 6, chance)
    stay = {f"p{place}" for place in range(places) if draw.random() < 0.6}
    return {
        item: {place: said for place, said in groups.get(item, {}).items() if place in stay}
        | {place: said for place, said in other.get(item, {}).items() if place not in stay}
        for item in ("", "a", "b")
    }


def parts_of(groups: dict[str, dict[str, tuple[int, int]]], rule: Callable[..., object]) -> Parts | None:
    """What is shown of a moment by itself; None for nothing."""

    def members(items: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for item in items:
            for place, said in groups.get(item, {}).items():
                found.setdefault(place, []).append(said)
        return found

    def told(of: dict[str, list[tuple[int, int]]]) -> tuple[Members, Share | None]:
        mine: Members = {place: (repr(said), sum(many for _, many in said)) for place, said in of.items()}
        done = sum(done for said in of.values() for done, _ in said)
        return mine, share(done, sum(many for _, many in mine.values()), len(mine))

    whole, total = told({place: [*said] for place, said in members(groups).items()})
    if total is None:
        return None
    items = {item: told(members([item])) for item in ("a", "b") if groups.get(item)}
    shown = rule([part for _, part in items.values()], total)
    assert isinstance(shown, tuple)
    return {"": Part(whole, total)} | {
        item: Part(mine, part) for (item, (mine, _)), part in zip(items.items(), shown, strict=True)
    }


def attacked(
    moments: Sequence[dict[str, dict[str, tuple[int, int]]]], parts: Sequence[Parts]
) -> list[tuple[int, int]]:
    """[(how many numbers a cell can have, how many it may have at most)]: groups are told apart by item,
    by when they counted, and by when their item's share was shown."""
    groups: dict[tuple[str, frozenset[int]], int] = {}
    for item in ("", "a", "b"):
        said = [moment.get(item, {}) for moment in moments]
        for place in {place for moment in said for place in moment}:
            whole = [
                repr(sorted((i, m[place]) for i, m in moment.items() if place in m)) for moment in moments
            ]
            alike = len(moments) == 2 and whole[0] == whole[1]
            whens = [{0, 1}] if alike else [{at} for at in range(len(moments)) if place in said[at]]
            for when in whens:
                at = frozenset(when)
                groups[item, at] = groups.get((item, at), 0) + said[min(when)][place][1]
    keys, sizes = list(groups), list(groups.values())
    totals = Sums([told[""].shown.n for told in parts])
    box = totals.box([_done(told[""].shown) for told in parts])
    sums: dict[str, list[tuple[tuple[int, ...], int]]] = {}
    groups_of = {item: [at for at, key in enumerate(keys) if key[0] == item] for item in ("", "a", "b")}
    for item, mine in groups_of.items():
        for numbers in product(*(range(sizes[at] + 1) for at in mine)):
            done = [
                sum(n for n, at in zip(numbers, mine, strict=True) if moment in keys[at][1])
                for moment in range(len(parts))
            ]
            if all(_fits(told, item, number) for told, number in zip(parts, done, strict=True)):
                sums.setdefault(item, []).append((numbers, totals.at(done)))
    found = []
    for item, possible in sums.items():
        others = 1
        for other, theirs in sums.items():
            if other != item:
                others = _any_of(others, {shift for _, shift in theirs})
        fits = {shift for shift in {shift for _, shift in possible} if (others << shift) & box}
        for number, at in enumerate(groups_of[item]):
            left = {numbers[number] for numbers, shift in possible if shift in fits}
            found.append((len(left), min(OPEN, sizes[at] + 1)))
    return found


def _fits(told: Parts, item: str, done: int) -> bool:
    """Whether just this would be shown of an item, with so many done in time."""
    if not item or item not in told or (shown := told[item].shown) is None:
        return True
    return share(done, shown.n, PLACES) == shown


@cache
def _done(shown: Share) -> tuple[int, int]:
    """The least and the most that can have been done in time."""
    same = [done for done in range(shown.n + 1) if share(done, shown.n, PLACES) == shown]
    return same[0], same[-1]


@pytest.mark.long
def test_shares_of_items_their_total_and_two_moments_leave_every_part_open() -> None:
    draw, together, found = random.Random(13), 0, []
    for _ in range(MANY):
        chance = [draw.choice((0.03, 0.5, 0.97)) for _ in range(3)]
        places = draw.randint(6, 9)
        first = of_moment(draw, places, chance)
        second = changed(draw, first, places, [draw.choice((0.03, 0.5, 0.97)) for _ in range(3)])
        told = [parts_of(first, with_total), parts_of(second, with_total)]
        if None in told:
            continue
        if not may_stand_together(told):  # type: ignore[arg-type]
            numbers_left = attacked([first, second], told)  # type: ignore[arg-type]
            found.append(any(numbers < least for numbers, least in numbers_left))
            continue
        together += 1
        for numbers, least in attacked([first, second], told):  # type: ignore[arg-type]
            assert numbers >= least, (first, second, told)
    assert together > 100
    assert sum(found) > 5, "some would have given a part away"
