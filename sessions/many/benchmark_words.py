"""Places side by side in words: for the shell and the screen, as a document, as a tidy table and for JSON."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sessions import dates
from sessions.days import show_iso
from sessions.many.benchmark import Actions, Benchmark, Row, Word
from sessions.many.reason_words import WHY
from sessions.many.same_items import Reason
from sessions.many.standings import Subject
from sessions.many.suppress import ANSWERS, FIFTHS_FROM, HIDDEN, PLACES, QUARTILES_FROM, Share
from sessions.outputs.tidy import Table, Value
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import (
    Block,
    Bullets,
    Chart,
    Facts,
    Heading,
    Paragraph,
    PlacesData,
    PlacesRow,
    Summary,
    TableBlock,
)
from sessions.summary.tables import without_empty_columns

TITLE = "Places side by side"
WORDS: dict[Word, str] = {"agree": "near each other", "mixed": "mixed", "split": "far apart"}
SIGN = f"{HIDDEN} is hidden: it would rest on fewer than {PLACES} places or {ANSWERS} answers."
HOW = (
    "Of each place counts the latest session that agreed on a level.",
    "The median is the level that half of the places have not got beyond. The middle half lies between the"
    f" quartiles, which are shown from {QUARTILES_FROM} places on. Your place lies within it, below or"
    " above; where it is not shown, your place is told by the median.",
    f"{SIGN} None and a few look alike, and a total gives none of them away.",
    f"In time is an action that was done, and whose date was not put off; the share is told in halves, from"
    f" {FIFTHS_FROM} actions on in fifths.",
    f"A figure that was shown before stays as it was until at least {PLACES} places have come, gone or"
    " changed, and longer where it would say, beside those shown before, where one of them stands.",
)
"""How to read it, and what is hidden."""


def level(subject: Subject, place: int | None) -> str:
    """ "3"; empty for None."""
    return "" if place is None else str(place + subject.base)


def middle_half(row: Row) -> str:
    """ "2 to 4", "3"; empty where it isn't told."""
    if row.shown is None or row.shown.quartiles is None:
        return ""
    lower, upper = (level(row.subject, place) for place in row.shown.quartiles)
    return lower if lower == upper else f"{lower} to {upper}"


def share_text(shown: Share | None) -> str:
    """ "half or more of 8", "60 to 79 % of 24"; the sign where it is hidden."""
    if shown is None:
        return HIDDEN
    if shown.parts == 2:
        return f"{'half or more' if shown.part else 'under half'} of {shown.n}"
    step = 100 // shown.parts
    if not shown.part:
        return f"under {step} % of {shown.n}"
    if shown.part == shown.parts - 1:
        return f"{step * shown.part} % or more of {shown.n}"
    return f"{step * shown.part} to {step * (shown.part + 1) - 1} % of {shown.n}"


def own_actions(actions: Actions) -> str:
    """ "3 of 4"; empty for none."""
    return "" if actions.own is None else f"{actions.own[0]} of {actions.own[1]}"


def position(row: Row) -> str:
    """Where one's own place stands: "3, above" the middle half, "3, at the median" where that isn't told."""
    if row.own is None:
        return ""
    own_level = level(row.subject, row.own)
    if row.shown is None or row.position is None:
        return own_level
    by_median = {"below": "below the median", "within": "at the median", "above": "above the median"}
    return f"{own_level}, {by_median[row.position] if row.shown.quartiles is None else row.position}"


def spread(row: Row) -> str:
    """How near each other the places are, in a word or two; empty where that isn't told."""
    return WORDS[row.word] if row.word else ""


def in_words(row: Row) -> str:
    """What is shown of an item, in a sentence."""
    if row.shown is None:
        return HIDDEN
    parts = [f"{row.shown.n} places", f"median {level(row.subject, row.shown.median)}"]
    if row.shown.quartiles is not None:
        parts += [f"middle half {middle_half(row)}", spread(row)]
    if row.own is not None:
        of_half = " the middle half" if row.position and row.shown.quartiles is not None else ""
        parts.append(f"your place {position(row)}{of_half}")
    if row.since:
        parts.append(since(row.since))
    return " · ".join(parts)


def since(day: str) -> str:
    """In words, that something newer is held back since that day."""
    return f"as shown on {show_iso(day)}"


def published(day: str) -> str:
    """The day that figures of a register are of."""
    return f"published on {show_iso(day)}"


def named(subject: Subject) -> str:
    """ "1.6 Governance that can decide"."""
    return f"{subject.number} {subject.name}"


def apart_text(subject: Subject, why: Sequence[Reason]) -> str:
    """Why levels of some rooms are left out of an item."""
    return f"{named(subject)}: some were asked otherwise ({', '.join(WHY[reason] for reason in why)})"


def agreeing(result: Benchmark) -> tuple[Row, ...]:
    """The items on which places are near each other."""
    return tuple(row for row in result.rows if row.word == "agree")


# --- a document ----------------------------------------------------------------------------------------


def document(result: Benchmark, today: date, *, now: datetime) -> Summary:
    """Places side by side as a document, for a page or for paper."""
    return Summary(TITLE, tuple(_blocks(result, today)), "minutes", now)


def _blocks(result: Benchmark, today: date) -> Iterator[Block]:
    yield Heading(1, plain(TITLE), "summary")
    yield Facts(tuple(_facts(result, today)))
    if not result.rows:
        yield Paragraph(plain("No level was agreed yet at any of these places."))
    for number, (pack, rows) in enumerate(groupby(result.rows, key=lambda row: row.subject.pack)):
        yield Heading(2, plain(pack), f"pack-{number}")
        yield from _of_pack(list(rows), result, f"pack-{number}")
    if result.apart:
        yield Heading(2, plain("Not comparable"), "apart")
        why = "Their levels are left out on these items, and no figure is made of them:"
        yield Paragraph(plain(why))
        yield Bullets(tuple(plain(apart_text(*item)) for item in result.apart))
    yield Heading(2, plain("How to read this"), "how")
    yield Bullets(tuple(map(plain, HOW)))


def _facts(result: Benchmark, today: date) -> Iterator[tuple[str, Line]]:
    if result.published:
        yield "Published", plain(show_iso(result.published))
    else:
        yield "As of", plain(dates.show(today))
    yield "Places", joined([typed(place) for place in result.places], ", ") or plain("none")
    if result.own:
        yield "Your place", typed(result.own)
    left = f"; {result.placeless} more name no place and are left out" if result.placeless else ""
    yield "Sessions", plain(f"{result.sessions}{left}")
    known = [row for row in result.rows if row.word]
    if known:
        yield "Agreeing", plain(f"near each other on {len(agreeing(result))} of {len(known)} items")
    yield "Actions", plain(f"done in time: {with_own(result.actions)}")


def with_own(actions: Actions) -> str:
    """The share of all places, and what one's own did: "60 to 79 % of 84; yours 5 of 6"."""
    own = f"; yours {own_actions(actions)}" if actions.own is not None else ""
    held = f", {since(actions.since)}" if actions.since else ""
    return f"{share_text(actions.shown)}{held}{own}"


def _of_pack(rows: Sequence[Row], result: Benchmark, anchor: str) -> Iterator[Block]:
    for number, ((labels, base), group) in enumerate(
        groupby(rows, key=lambda row: (row.subject.labels, row.subject.base))
    ):
        drawn = tuple(_drawn(row) for row in group)
        alt = " ".join(f"{row.name}: {_alt(row, base)}." for row in drawn)
        data = PlacesData(labels, drawn, base, result.own)
        yield Chart(f"{anchor}-chart-{number}", "Where the places stand", alt, data)
    yield Paragraph(plain(SIGN), style="quiet")
    yield without_empty_columns(_table(rows))


def _drawn(row: Row) -> PlacesRow:
    median, quartiles = (row.shown.median, row.shown.quartiles) if row.shown else (None, None)
    return PlacesRow(named(row.subject), median, quartiles, row.own, HIDDEN)


def _alt(row: PlacesRow, base: int) -> str:
    parts = [row.hidden] if row.median is None else [f"median {row.median + base}"]
    if row.quartiles is not None:
        parts.append(f"middle half {row.quartiles[0] + base} to {row.quartiles[1] + base}")
    if row.own is not None:
        parts.append(f"your place {row.own + base}")
    return ", ".join(parts)


def _table(rows: Sequence[Row]) -> TableBlock:
    header = (
        *("Item", "Places", "Median", "Middle half", "Places are"),
        *("Your place", "Actions in time", "Your actions", "As of"),
    )
    return TableBlock(plain("In figures"), header, tuple(tuple(map(plain, _cells(row))) for row in rows))


def figures(row: Row) -> tuple[str, ...]:
    """The item, its n, its median, the middle half, and how near each other the places are."""
    if row.shown is None:
        return named(row.subject), HIDDEN, HIDDEN, HIDDEN, HIDDEN
    n, median = str(row.shown.n), level(row.subject, row.shown.median)
    return named(row.subject), n, median, middle_half(row) or HIDDEN, spread(row) or HIDDEN


def _cells(row: Row) -> tuple[str, ...]:
    return (
        *figures(row),
        position(row),
        share_text(row.actions.shown),
        own_actions(row.actions),
        since(row.since) if row.since else "",
    )


# --- a tidy table, and JSON ----------------------------------------------------------------------------

ACTION_COLUMNS = ("actions_due", "done_in_time", "own_actions_due", "own_done_in_time", "shown_since")
COLUMNS = (
    *("pack", "section", "id", "number", "name", "lowest_level", "highest_level"),
    *("places", "median", "lower_quartile", "upper_quartile", "places_are", "own_level", "own_position"),
    *ACTION_COLUMNS,
)


def tables(result: Benchmark) -> tuple[Table, ...]:
    """The items, a row each; all actions; the places; what is not comparable. What is hidden has its sign."""
    overall = (*_tidy_actions(result.actions), _day(result.actions.since))
    apart = tuple((s.id, named(s), ", ".join(WHY[reason] for reason in why)) for s, why in result.apart)
    listed = (
        Table("benchmark", TITLE, COLUMNS, tuple(map(_tidy, result.rows))),
        Table("all_actions", "All actions", ACTION_COLUMNS, (overall,)),
        Table("places", "Places", ("place",), tuple((place,) for place in result.places)),
        Table("not_comparable", "Not comparable", ("id", "name", "because_some_had"), apart),
        Table("how_to_read_it", "How to read it", ("how_to_read_it",), tuple((line,) for line in HOW)),
    )
    return tuple(table for table in listed if table.rows)


def _tidy(row: Row) -> tuple[Value, ...]:
    subject, shown = row.subject, row.shown
    quartiles = shown.quartiles if shown else None
    numbers: tuple[Value, ...] = (HIDDEN, HIDDEN)
    if shown is not None:
        numbers = shown.n, shown.median + subject.base
    return (
        *(subject.pack, subject.section, subject.id, subject.number, subject.name),
        *(subject.base, subject.base + len(subject.labels) - 1),
        *numbers,
        *((place + subject.base for place in quartiles) if quartiles else (HIDDEN, HIDDEN)),
        spread(row) or HIDDEN,
        None if row.own is None else row.own + subject.base,
        row.position,
        *_tidy_actions(row.actions),
        _day(row.since),
    )


def _tidy_actions(actions: Actions) -> tuple[Value, ...]:
    in_time, due = actions.own or (None, None)
    shown = actions.shown
    share = (HIDDEN, HIDDEN) if shown is None else (shown.n, share_text(shown).rpartition(" of ")[0])
    return *share, due, in_time


def _day(since: str) -> date | None:
    return date.fromisoformat(since) if since else None


def as_json(result: Benchmark) -> dict[str, Any]:
    """Places side by side for JSON: where a number would stand that is hidden, there is the sign."""
    overall = (*_tidy_actions(result.actions), _day(result.actions.since))
    return {
        "places": list(result.places),
        "own": result.own or None,
        "sessions": result.sessions,
        "without_a_place": result.placeless,
        "items": [_named(COLUMNS, _tidy(row)) for row in result.rows],
        "actions": _named(ACTION_COLUMNS, overall),
        "not_comparable": [
            {"id": subject.id, "name": named(subject), "reasons": list(why)} for subject, why in result.apart
        ],
        "hidden": HIDDEN,
        **({"published_on": result.published} if result.published else {}),
    }


def _named(columns: Sequence[str], row: Sequence[Value]) -> dict[str, Any]:
    return dict(zip(columns, map(_plain, row), strict=True))


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value
