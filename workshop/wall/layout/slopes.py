"""Then and now in characters: a line an item, a column a session, and in words what has changed.

A level stands in each column. What leads from one to the next ends upwards (╱), downwards (╲) or level (─),
and is broken (┄) where the two cannot be compared. Below what fits, the words stand on lines of their own.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal, get_args

from sessions.many import compare_words as said
from sessions.many.compare import Comparison, Row
from sessions.many.then_and_now import name
from sessions.spans import on_screen, plain, typed
from sessions.words import first_upper
from workshop.cells import cells, clip, filled
from workshop.wall.layout.lines import BLANK, Line, Role, wrap

Order = Literal["most changed first", "in the order of the agenda", "went down first"]
ORDERS: tuple[Order, ...] = get_args(Order)
COLUMN, MOST_COLUMNS = 13, 6
"""Cells from one session's level to the next, and sessions for which there is room."""
_LEAST_NAME, _MOST_NAME, _LEAST_WORDS = 22, 44, 22


def ordered(rows: Sequence[Row], order: Order) -> tuple[Row, ...]:
    """The rows in an order; those without a change that can be told come last, ties as on the agenda."""
    if order == "in the order of the agenda":
        return tuple(rows)

    def rank(row: Row) -> tuple[bool, int]:
        levels = None if row.whole is None else row.whole.levels
        if levels is None:
            return True, 0
        return False, -abs(levels) if order == "most changed first" else levels

    return tuple(sorted(rows, key=rank))


def page(comparison: Comparison, order: Order, width: int) -> list[Line]:
    """All of a comparison: how much has moved, each item, what became of actions, and what only one has."""
    counts = (said.moved(comparison), said.targets(comparison), said.tally(comparison))
    out = [line for count in counts if count for line in wrap(first_upper(count), width, "strong")]
    if comparison.shared:
        out += [BLANK, *lines(comparison, ordered(comparison.shared, order), width)]
    if comparison.actions:
        out += [BLANK, Line.of(("What became of the actions".upper(), "accent"))]
        for followed in comparison.actions:
            text = on_screen((*plain(f"{followed.action.id}  "), *typed(followed.action.text)))
            became = said.became(followed, comparison.sessions)
            out += [*wrap(text, width, rest="    "), *wrap(became, width, "muted", first="    ", rest="    ")]
    for at, head in enumerate(said.heads(comparison.sessions)):
        if only := comparison.only_in(at):
            names = ", ".join(on_screen(name(comparison, row)) for row in only)
            out += [BLANK, Line.of((f"Only on {head}".upper(), "accent")), *wrap(names, width)]
    return out


def lines(comparison: Comparison, rows: Sequence[Row], width: int) -> list[Line]:
    """Columns' heads and the rows, each on as many lines as its name and words take."""
    sessions = comparison.sessions[-MOST_COLUMNS:]
    heads = said.heads(comparison.sessions)[-len(sessions) :]
    column = max(6, min(COLUMN, (width - _LEAST_NAME - 2) // len(sessions)))
    room = width - column * len(sessions) - 2
    beside = room - _LEAST_NAME >= _LEAST_WORDS
    name_width = min(_MOST_NAME, room - _LEAST_WORDS if beside else room)
    lead = " " * name_width
    stacked = [_stacked(head, column - 1) for head in heads]
    out: list[Line] = []
    for parts in zip_longest(*stacked, fillvalue=""):
        out.append(Line.of(lead, ("".join(filled(part, column) for part in parts).rstrip(), "strong")))
    out.append(BLANK)
    if (many := len(comparison.sessions)) > len(sessions):
        last = f"Here are the last {len(sessions)} of {many} sessions; the words go back to the first."
        out = [*wrap(last, width, "muted"), BLANK, *out]
    for row in rows:
        names = wrap(on_screen(name(comparison, row)), name_width - 2)
        words = on_screen_words(row)
        drawn = _drawn(row, len(comparison.sessions) - len(sessions), column)
        first, *more = names
        head = Line.of(filled(first.plain, name_width), drawn)
        if beside:
            beside_it = wrap(words, width - name_width - column * len(sessions) - 1)
            taken = name_width + column * len(sessions) + 1
            for at in range(max(len(names), len(beside_it))):
                left = head if at == 0 else Line.of(names[at]) if at < len(names) else BLANK
                right = beside_it[at] if at < len(beside_it) else BLANK
                gap = " " * max(0, taken - left.cell_length)
                out.append(Line.of(left, gap if right.spans else "", right).rstrip())
        else:
            out += [head.rstrip(), *more, *wrap(words, width - 4, "muted", first="  ", rest="  ")]
    everything = [standing for row in rows for standing in row.said if standing is not None]
    if any(standing.place is None and standing.median is not None for standing in everything):
        out += [BLANK, *wrap("In brackets: the median, where no level was agreed.", width, "muted")]
    return out


def _stacked(head: str, width: int) -> list[str]:
    """A column's head on as many lines as its words take: a day without its year could be any."""
    return [clip(line.plain, width) for line in wrap(head, width)]


def on_screen_words(row: Row) -> str:
    """What has changed, for the screen."""
    return said.in_short(row).replace("’", "'")


def _drawn(row: Row, skipped: int, column: int) -> Line:
    """The levels from session to session, with what leads from one settled level to the next."""
    parts: list[str | tuple[str, Role]] = []
    for at, standing in list(enumerate(row.said))[skipped:]:
        level = said.short_level(standing)
        settled = standing is not None and standing.place is not None
        parts.append((level, "title" if settled else "muted"))
        if at < len(row.said) - 1:
            line, role = _way(row, at, column - cells(level) - 2)
            parts.append((f" {line} ", role))
    return Line.of(*parts)


def _way(row: Row, at: int, length: int) -> tuple[str, Role]:
    """(the line from one session's column to the next one's, how it looks): its sign stands at its end."""
    found = next(
        ((then, change) for then, change in enumerate(row.changes) if then > at and change is not None), None
    )
    if found is None or found[1].since > at:
        return " " * max(0, length), ""
    then, change = found
    if change.levels is None:
        return "┄" * max(0, length), "muted"
    end = "─" if then > at + 1 else "╱" if change.levels > 0 else "╲" if change.levels else "─"
    role: Role = "strong" if change.levels > 0 else "warning" if change.levels else "muted"
    return "─" * max(0, length - 1) + end, role
