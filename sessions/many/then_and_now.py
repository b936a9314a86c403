"""Then and now as a document, and as a chapter of the summary of the later session.

The summary is of one record. The earlier one comes in by its side, with its checksum, and both are named, so
that whoever reads it knows what was compared, and the same two records give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sessions import dates, words
from sessions.many import compare_words as said
from sessions.many.compare import Comparison, Row, called, compare
from sessions.material import Scale
from sessions.record import Session
from sessions.spans import Line, joined, listed, plain, typed
from sessions.summary.model import (
    Block,
    Bullets,
    Chart,
    Facts,
    Heading,
    Paragraph,
    SlopeData,
    SlopeRow,
    Summary,
    TableBlock,
)
from sessions.summary.tables import without_empty_columns

TITLE = "Then and now"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The session that another one follows, and the checksum of its record."""

    session: Session
    record: str


def chapter(session: Session, before: Earlier) -> Iterator[Block]:
    """What has moved since the session before; nothing where both have nothing in common.

    The minutes have the short of it, the full record the whole table and the picture besides. What people
    typed in the earlier record alone stays there: whoever is forgotten in it stands in no paper of this one.
    """
    comparison = compare((before.session, session), by_date=False)
    if not comparison.shared and not comparison.actions:
        return
    yield Heading(2, plain(TITLE), "then-and-now")
    against = (*plain("Against "), *said.named(before.session))
    yield Paragraph((*against, *plain(f" (checksum of its record {before.record}).")), style="quiet")
    yield from _short(comparison)
    yield from _whole(comparison, detail=True)


def document(comparison: Comparison, *, now: datetime) -> Summary:
    """All of a comparison as a document of its own."""
    blocks: list[Block] = [Heading(1, plain(TITLE), "summary")]
    names = [said.named(session) for session in comparison.sessions]
    facts = (("Sessions", joined(names, "; ")), ("As of", plain(dates.show(now.date()))))
    blocks += [Facts(facts), Heading(2, plain("In short"), "in-short")]
    if not comparison.shared:
        blocks.append(Paragraph(plain(said.NOTHING_SHARED)))
    blocks += _short(comparison)
    blocks += _whole(comparison, detail=False)
    return Summary(TITLE, tuple(blocks), "minutes", now)


def _short(comparison: Comparison) -> Iterator[Block]:
    """How much has moved, then each item that has, and what cannot be compared."""
    counts = (said.moved(comparison), said.targets(comparison), said.tally(comparison))
    lines = [plain(f"{words.first_upper(count)}.") for count in counts if count]
    if lines:
        yield Bullets(tuple(lines))
    rows = [row for row in comparison.shared if row.whole is not None and row.whole.levels != 0]
    if moved := [_in_short(comparison, row) for row in rows if not row.reasons]:
        yield Bullets(tuple(moved), lead="What has moved")
    apart = [row for row in comparison.shared if row.reasons]
    if apart:
        lines = [(*name(comparison, row), *plain(f": {said.not_comparable(row.reasons)}")) for row in apart]
        yield Bullets(tuple(lines), lead="Not comparable, and so without a figure")


def _in_short(comparison: Comparison, row: Row) -> Line:
    levels = [said.short_level(view) for view in row.said if view is not None and view.place is not None]
    change = f": {said.in_short(row)} ({' → '.join(levels)})"
    return (*name(comparison, row), *plain(change))


def name(comparison: Comparison, row: Row) -> Line:
    """ "1.6 Governance that can decide", with what is asked of it."""
    held = _held_in(comparison, row)
    number = called(held, row).removesuffix(f" {row.aspect}") if row.aspect else called(held, row)
    text = typed(row.item.name) if row.item.added else plain(row.item.name)
    return (*plain(f"{number} "), *text, *plain(f", {row.aspect}" if row.aspect else ""))


def _held_in(comparison: Comparison, row: Row) -> Session:
    return next(
        session
        for session, held in zip(reversed(comparison.sessions), reversed(row.held), strict=True)
        if held
    )


def _whole(comparison: Comparison, *, detail: bool) -> Iterator[Block]:
    """The picture and the table of what is in at least two, then actions, then what only one has."""
    heads = said.heads(comparison.sessions)
    for number, (scale, drawn) in enumerate(_by_scale(comparison), start=1):
        yield _chart(comparison, scale, drawn, heads, f"slopes-{number}")
    if rows := comparison.shared:
        header = ("Item", *heads, "Since then")
        cells = tuple(
            (
                name(comparison, row),
                *(plain(said.long_level(view)) for view in row.said),
                plain(said.in_short(row)),
            )
            for row in rows
        )
        table = TableBlock(plain("The same items"), header, cells, detail=detail)
        yield without_empty_columns(table)
    yield from _actions(comparison, detail=detail)
    for at, head in enumerate(heads):
        if only := comparison.only_in(at):
            names = listed([_alone(comparison, row, here=not detail or row.held[-1]) for row in only])
            yield Paragraph((*plain(f"Only on {head}: "), *names, *plain(".")), detail=detail)


def _alone(comparison: Comparison, row: Row, *, here: bool) -> Line:
    """Its name; of what was added in a room and is not `here`, its number alone."""
    if here or not row.item.added:
        return name(comparison, row)
    return plain(called(_held_in(comparison, row), row))


def _actions(comparison: Comparison, *, detail: bool) -> Iterator[Block]:
    if not comparison.actions:
        return
    heads, last = said.heads(comparison.sessions), len(comparison.sessions) - 1
    rows = tuple(
        (
            plain(followed.action.id),
            typed(followed.action.text)
            if not detail or followed.last_in == last
            else plain("Stands in the record of then"),
            plain(heads[followed.taken_on]),
            plain(said.became(followed, comparison.sessions)),
        )
        for followed in comparison.actions
    )
    header = ("No.", "Action", "Taken on", "What became of it")
    yield TableBlock(plain("Actions of before"), header, rows, detail=detail)


def _by_scale(comparison: Comparison) -> Iterator[tuple[Scale, list[tuple[Row, tuple[int | None, ...]]]]]:
    """The rows that a picture shows, on each scale: those with two levels that can be compared, at least."""
    drawn: dict[tuple[tuple[int, str], ...], tuple[Scale, list[tuple[Row, tuple[int | None, ...]]]]] = {}
    for row in comparison.shared:
        levels = comparable_levels(row)
        last = next(
            (view for view in reversed(row.said) if view is not None and view.level is not None), None
        )
        if sum(level is not None for level in levels) > 1 and last is not None and last.scale is not None:
            key = tuple((level.number, level.label) for level in last.scale.levels)
            drawn.setdefault(key, (last.scale, []))[1].append((row, levels))
    yield from drawn.values()


def comparable_levels(row: Row) -> tuple[int | None, ...]:
    """The agreed levels that can be set against the last one, back to the first that cannot."""
    levels: list[int | None] = [view.level if view is not None else None for view in row.said]
    for at in range(len(levels) - 1, -1, -1):
        change = row.changes[at]
        if change is not None and change.levels is None:
            return (*([None] * at), *levels[at:])
    return tuple(levels)


def _chart(
    comparison: Comparison,
    scale: Scale,
    rows: Sequence[tuple[Row, tuple[int | None, ...]]],
    heads: tuple[str, ...],
    anchor: str,
) -> Chart:
    drawn = tuple(SlopeRow(called(_held_in(comparison, row), row), levels) for row, levels in rows)
    data = SlopeData(heads, tuple(level.label for level in scale.levels), drawn, scale.base)
    many = words.number_of(len(rows), "item", "items")
    title = f"Agreed levels from {heads[0]} to {heads[-1]}"
    alt = f"{title}, of {many} on a scale from {scale.base} to {scale.top}. The table says each of them."
    return Chart(anchor, title, alt, data)
