"""Then and now for the room: every item on its scale, where it stood and where it stands. Pure."""

from collections.abc import Mapping

from sessions.kinds.checklist.records import COUNTED
from sessions.many import compare_words as said
from sessions.many.compare import Comparison, Row, Said
from sessions.many.then_and_now import name
from sessions.material import Level
from sessions.spans import on_screen
from sessions.words import first_upper
from workshop.wall.layout.slopes import MOST_COLUMNS, Order, on_screen_words, ordered
from workshop.wall.model import Entry, Mark, Track, Tracks, Wall

TITLE = "Then and now"
CHECKS = tuple(Level(number=at, label=word) for at, word in enumerate(reversed(COUNTED), start=1))


def wall(comparison: Comparison, order: Order) -> Wall:
    """The items that two of the sessions say something on, and how much has moved."""
    first = max(0, len(comparison.sessions) - MOST_COLUMNS)
    settled = {
        at
        for row in comparison.shared
        for at, standing in enumerate(row.said)
        if at >= first and standing is not None and standing.place is not None
    }
    signs = dict(zip(sorted(settled), _signs(len(settled)), strict=True))
    rows = (_track(comparison, row, signs) for row in ordered(comparison.shared, order))
    tracks = tuple(track for track in rows if track is not None)
    heads = said.heads(comparison.sessions)
    key = tuple(f"{sign} {heads[at]}" for at, sign in signs.items())
    counts = (said.moved(comparison), said.targets(comparison), said.tally(comparison))
    entries = tuple(Entry("text", first_upper(count)) for count in counts if count)
    nothing = "" if tracks else "No level was agreed on the same item in two of these sessions."
    return Wall(TITLE, statement=nothing, drawing=Tracks(tracks, key) if tracks else None, entries=entries)


def _signs(many: int) -> tuple[str, ...]:
    return ("○", "●")[2 - many :] if many <= 2 else (*(str(number) for number in range(1, many)), "●")


def _track(comparison: Comparison, row: Row, signs: Mapping[int, str]) -> Track | None:
    """An item on the scale of the last level; earlier ones only where they can be set against it.

    `signs` are those of the sessions, by their numbers.
    """
    stood = [(at, standing) for at, standing in enumerate(row.said) if at in signs and standing is not None]
    settled = [(at, standing, _level(standing)) for at, standing in stood]
    known = [(at, standing, level) for at, standing, level in settled if level is not None]
    if not known:
        return None
    last = known[-1][1]
    may_differ = any(change is not None and change.levels is None for change in row.changes)
    marks = tuple(Mark(signs[at], level) for at, _, level in (known[-1:] if may_differ else known))
    levels = last.scale.levels if last.scale is not None else CHECKS
    label = on_screen(name(comparison, row))
    number = f"{row.item.number} " if row.item.number and label.startswith(f"{row.item.number} ") else ""
    return Track(number.strip(), label.removeprefix(number), levels, marks, on_screen_words(row))


def _level(standing: Said) -> int | None:
    """The level on which it stands, of its scale or of `CHECKS`; None where nothing was settled."""
    if standing.place is None or standing.scale is not None:
        return standing.place
    return CHECKS[standing.place].number
