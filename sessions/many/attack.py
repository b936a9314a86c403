"""What an attacker can work out from figures that were shown: which tables would show the same. Pure.

It knows that counts are whole numbers of nought or more, and how many are counted in each group: of those
that several figures rest on, of those in one alone. Its tables are the integer points between the bounds that
the figures show. They are searched for exactly, bounds narrowed before each step, for as long as `EFFORT`
allows; what could not be settled by then counts as found, so that nothing is shown that was not proved open.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from sessions.many.suppress import OPEN, Bounds

EFFORT = 10_000_000
"""Terms that are looked at, in all: a second or two, which only a dozen releases take."""
AT_LEAST = 50_000
"""Terms that may be looked at for one table; more where there are many groups, a term for each variable."""


class Seen(NamedTuple):
    """A figure that was shown, of all that is counted in these groups together."""

    groups: tuple[int, ...]
    bounds: Bounds


def leaves_open(sizes: Sequence[int], seen: Sequence[Seen], cells: Iterable[Sequence[int]]) -> bool:
    """Whether so many groups keep at least `OPEN` numbers to every cell that can have as many.

    `sizes` are how many are counted in each group; `cells` are groups whose counts at each level nobody may
    find out, one alone or several together. All figures are over equally many levels.
    """
    levels = len(seen[0].bounds) + 1
    search = _Search(sizes, seen, levels)
    wanted = [cell for cell in dict.fromkeys(map(tuple, cells)) if sum(sizes[group] for group in cell)]
    numbers: list[list[set[int]]] = [[set() for _ in range(levels)] for _ in wanted]
    if not search.begin() or (table := search.table(search.middle())) is None:
        return False
    _note(table, wanted, numbers)
    near = _Moves(table, seen)
    for cell, per_level in zip(wanted, numbers, strict=True):
        enough = min(OPEN, sum(sizes[group] for group in cell) + 1)
        for level, found in enumerate(per_level):
            found |= near.numbers(cell, level)
            for number in _nearest(found, search.range_of(cell, level)):
                if len(found) >= enough or search.is_over:
                    break
                if (table := search.table(search.last, (cell, level, number))) is not None:
                    _note(table, wanted, numbers)
                    near = _Moves(table, seen)
                    found |= near.numbers(cell, level)
            if len(found) < enough:
                return False
    return True


def _nearest(known: Collection[int], possible: range) -> list[int]:
    """The numbers that a cell may have besides those known, the nearest ones first."""
    middle = min(known)
    return sorted(set(possible).difference(known), key=lambda number: (abs(number - middle), number))


def _note(table: list[list[int]], cells: Sequence[Sequence[int]], numbers: list[list[set[int]]]) -> None:
    for cell, per_level in zip(cells, numbers, strict=True):
        for level, found in enumerate(per_level):
            found.add(sum(table[group][level] for group in cell))


class _Row(NamedTuple):
    """A sum of variables, each once added or taken off, that lies between two numbers."""

    terms: tuple[tuple[int, int], ...]
    """(a variable, 1 or -1)."""
    least: int
    most: int


class _Moves:
    """Tables beside one that show the very same: some of a group stand elsewhere, others instead of them."""

    def __init__(self, table: Sequence[Sequence[int]], seen: Sequence[Seen]) -> None:
        self._table = table
        self._figures = [(frozenset(figure.groups), _room(table, figure)) for figure in seen]

    def numbers(self, cell: Sequence[int], level: int) -> set[int]:
        """How many of these groups can stand on a level; not all of it, but of little effort."""
        now = sum(self._table[group][level] for group in cell)
        found = {now}
        for by in (1, -1, 2, -2):
            if len(found) < OPEN and self._can_move(cell, level, by):
                found.add(now + by)
        return found

    def _can_move(self, cell: Sequence[int], level: int, by: int) -> bool:
        others: list[int | None] = [None, *(other for other in range(len(self._table)) if other not in cell)]
        levels = [other for other in range(len(self._table[0])) if other != level]
        for group, there, other in product(cell, levels, others):
            source, target = (there, level) if by > 0 else (level, there)
            many = abs(by)
            if self._table[group][source] < many or (other is not None and self._table[other][target] < many):
                continue
            up = many if target < source else -many
            between = range(min(source, target), max(source, target))
            if all(
                -room[at][0] <= up * ((group in groups) - (other in groups)) <= room[at][1]
                for groups, room in self._figures
                for at in between
            ):
                return True
        return False


def _room(table: Sequence[Sequence[int]], figure: Seen) -> list[tuple[int, int]]:
    """How much less and more a cumulative count might be, level by level."""
    room, upto = [], 0
    for level, (least, most) in enumerate(figure.bounds):
        upto += sum(table[group][level] for group in figure.groups)
        room.append((upto - least, most - upto))
    return room


class _Search:
    """The tables: a variable for each cumulative count of a group, but for the highest level."""

    def __init__(self, sizes: Sequence[int], seen: Sequence[Seen], levels: int) -> None:
        self._sizes, self._seen, self._width = sizes, seen, levels - 1
        self._high = [size for size in sizes for _ in range(self._width)]
        self._low = [0] * len(self._high)
        self._rows = [
            _Row(((below, -1), (at, 1)), 0, size)
            for group, size in enumerate(sizes)
            for below, at in pairwise(range(group * self._width, (group + 1) * self._width))
        ]
        self._rows += [
            _Row(tuple((group * self._width + level, 1) for group in figure.groups), *between)
            for figure in seen
            for level, between in enumerate(figure.bounds)
        ]
        self._of_variable = self._listed(self._rows)
        self._terms = sum(len(row.terms) for row in self._rows)
        self._effort, self._least = EFFORT, 0
        self.last: list[int] = []
        """The variables of the table that was found last."""

    @property
    def is_over(self) -> bool:
        """Whether it has taken all the effort that it may."""
        return self._effort <= 0

    def begin(self) -> bool:
        """Narrow the bounds by what was shown; whether anything is left."""
        return self._narrowed(self._rows, self._of_variable, self._low, self._high, range(len(self._rows)))

    def _listed(self, rows: Iterable[_Row]) -> list[list[int]]:
        """[a variable]: the rows that it is in, by their numbers."""
        listed: list[list[int]] = [[] for _ in self._high]
        for number, row in enumerate(rows):
            for variable, _ in row.terms:
                listed[variable].append(number)
        return listed

    def range_of(self, groups: Sequence[int], level: int) -> range:
        """The numbers between the bounds of what stands on a level in these groups together."""
        terms, above = self._cell(groups, level)
        least = sum(self._low[at] if sign > 0 else -self._high[at] for at, sign in terms)
        most = sum(self._high[at] if sign > 0 else -self._low[at] for at, sign in terms)
        return range(max(0, above + least), above + most + 1)

    def middle(self) -> list[int]:
        """Every group as the figures that rest on it have it, halfway between their bounds."""
        parts: list[list[float]] = [[] for _ in self._high]
        for figure in self._seen:
            whole = sum(self._sizes[group] for group in figure.groups)
            for level, (least, most) in enumerate(figure.bounds):
                for group in figure.groups:
                    parts[group * self._width + level].append((least + most) / 2 / max(1, whole))
        return [
            round(size * sum(part) / max(1, len(part))) for size, part in zip(self._high, parts, strict=True)
        ]

    def table(
        self, wish: Sequence[int], pinned: tuple[Sequence[int], int, int] | None = None
    ) -> list[list[int]] | None:
        """Counts by group and level that show all this, near the `wish`; None where none was found.

        With (groups, a level, a number) `pinned`, so many of these groups together stand on that level.
        """
        rows, of_variable = self._rows, self._of_variable
        touched: Iterable[int] = range(len(rows))
        if pinned is not None:
            groups, level, number = pinned
            terms, above = self._cell(groups, level)
            touched = (len(rows),)
            rows = [*rows, _Row(terms, number - above, number - above)]
            of_variable = self._listed(rows)
        left = [(self._low.copy(), self._high.copy(), touched)]
        self._least = max(0, self._effort - max(AT_LEAST, self._terms * len(self._low)))
        while left and self._effort > self._least:
            low, high, touched = left.pop()
            if not self._narrowed(rows, of_variable, low, high, touched):
                continue
            widths = [
                (most - least, at)
                for at, (least, most) in enumerate(zip(low, high, strict=True))
                if most > least
            ]
            self._effort -= len(low)
            if not widths:
                self.last = low
                return self._counts(low)
            at = min(widths)[1]
            value = max(low[at], min(high[at], wish[at]))
            for least, most in ((low[at], value - 1), (value + 1, high[at]), (value, value)):
                if least <= most:
                    lower, upper = low.copy(), high.copy()
                    lower[at], upper[at] = least, most
                    left.append((lower, upper, of_variable[at]))
        return None

    def _cell(self, groups: Sequence[int], level: int) -> tuple[tuple[tuple[int, int], ...], int]:
        """The terms that sum up to what stands on a level in these groups, but for a number to be added."""
        terms = [(group * self._width + level, 1) for group in groups] if level < self._width else []
        terms += [(group * self._width + level - 1, -1) for group in groups] if level else []
        return tuple(terms), sum(self._sizes[group] for group in groups) if level == self._width else 0

    def _narrowed(
        self,
        rows: Sequence[_Row],
        of_variable: Sequence[Sequence[int]],
        low: list[int],
        high: list[int],
        touched: Iterable[int],
    ) -> bool:
        """Narrow the bounds as far as each row alone tells; whether any number is left to all."""
        waiting = dict.fromkeys(touched)
        while waiting:
            row = rows[number := next(iter(waiting))]
            del waiting[number]
            self._effort -= len(row.terms)
            if self._effort < self._least:
                return False
            least = sum(low[at] if sign > 0 else -high[at] for at, sign in row.terms)
            most = sum(high[at] if sign > 0 else -low[at] for at, sign in row.terms)
            if least > row.most or most < row.least:
                return False
            if least >= row.least and most <= row.most:
                continue
            spare, lack = row.most - least, most - row.least
            for at, sign in row.terms:
                first, second = (spare, lack) if sign > 0 else (lack, spare)
                upper, lower = min(high[at], low[at] + first), max(low[at], high[at] - second)
                if (lower, upper) != (low[at], high[at]):
                    low[at], high[at] = lower, upper
                    waiting |= dict.fromkeys(of_variable[at])
        return True

    def _counts(self, cumulative: Sequence[int]) -> list[list[int]]:
        counts = []
        for group, size in enumerate(self._sizes):
            upto = (0, *cumulative[group * self._width : (group + 1) * self._width], size)
            counts.append([at - below for below, at in pairwise(upto)])
        return counts
