"""What merging brought: what came from where, what several had said alike, and what is to be settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sessions.identity import tables_of
from sessions.many.differences import TITLES, said_of
from sessions.many.merge.conflicts import Conflict, Side, conflicts
from sessions.many.merge.state import Copy
from sessions.parts import fields_of, key_of, parts_of
from sessions.record import Session
from sessions.rows import Row
from sessions.spans import Line, plain, typed
from sessions.words import first_upper

HERE = "here"


@dataclass(frozen=True, slots=True)
class Came:
    """A row or a detail that is other than it was here, and the copies that say so."""

    sources: tuple[str, ...]
    table: str
    """As a heading."""
    said: Line
    """Empty where it was taken out."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a merge."""

    came: tuple[Came, ...]
    twice: tuple[Came, ...]
    """What more than one of them had recorded, in the same words; it stands there once."""
    conflicts: tuple[Conflict, ...]
    names: Mapping[str, str]
    """{sitting: the copy that it was seen in first}."""

    def source(self, side: Side) -> str:
        """The copy that one side of a conflict came from."""
        return side.source or self.names.get(side.sitting, HERE)


Keyed = dict[tuple[str, str], Row]


def report(here: Session, copies: Mapping[str, Copy], after: Session) -> Report:
    """What the copies, by their names, brought to the session that was `here`."""
    sides = {HERE: here, **{name: copy.session for name, copy in copies.items()}}
    rows = {name: _rows(session) for name, session in sides.items()}
    before, now = rows[HERE], _rows(after)
    came = [*_details(here, sides, after)]
    for place, row in now.items():
        if place in before and _says(place, before[place]) == _says(place, row):
            continue
        said = _says(place, row)
        sources = [name for name in copies if place in rows[name] and _says(place, rows[name][place]) == said]
        came.append(Came(tuple(sources or copies), _title(place[0]), said_of(after, place[0], row)))
    for place, row in before.items():
        if place not in now:
            sources = [name for name in copies if place not in rows[name]]
            taken_out = (*plain("taken out: "), *said_of(here, place[0], row))
            came.append(Came(tuple(sources), _title(place[0]), taken_out))
    return Report(tuple(came), tuple(_twice(rows, now, after)), conflicts(after), _names(sides))


def _rows(session: Session) -> Keyed:
    tables = tables_of(session).items()
    return {(name, key_of(name, row)): row for name, rows in tables if name != "spells" for row in rows}


def _says(place: tuple[str, str], row: Row) -> dict[str, str]:
    parts = parts_of(place[0], row.model_dump(mode="json"))
    return {part: value for part, value in parts.items() if part != "at"}


def _title(table: str) -> str:
    return TITLES.get(table, first_upper(table.replace("_", " ")))


def _details(here: Session, sides: Mapping[str, Session], after: Session) -> Iterable[Came]:
    fields = {name: fields_of(session) for name, session in sides.items()}
    was, now = fields_of(here), fields_of(after)
    for field, value in now.items():
        if value != was.get(field):
            sources = tuple(name for name in sides if name != HERE and fields[name].get(field) == value)
            said = typed(str(value)) if isinstance(value, str | int) else ()
            yield Came(sources, first_upper(field.replace("_", " ")), said or plain("changed"))


def _twice(rows: Mapping[str, Keyed], now: Keyed, after: Session) -> Iterable[Came]:
    """Rows that were made more than once, and say the same."""
    for place, row in now.items():
        having = {name: own[place] for name, own in rows.items() if place in own}
        identities = {other.uid for other in having.values()}
        said = [_says(place, other) for other in having.values()]
        if len(identities) > 1 and all(own == said[0] for own in said):
            yield Came(tuple(having), _title(place[0]), said_of(after, place[0], row))


def _names(sides: Mapping[str, Session]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, session in sides.items():
        for sitting in session.shared.seen if session.shared else ():
            names.setdefault(sitting, name)
    return names


def lines(report: Report, names: Sequence[str]) -> list[tuple[str, list[Line]]]:
    """(heading, what stands below it) of a report, for people."""
    blocks: list[tuple[str, list[Line]]] = []
    for name in names:
        own = [came for came in report.came if came.sources and came.sources[0] == name]
        below = [(*plain(f"{came.table}: "), *came.said) for came in own]
        blocks.append((f"From {name}", below or [plain("Nothing that was not here already.")]))
    if report.twice:
        below = [
            (*plain(f"{twice.table}: "), *twice.said, *plain(f" ({' and '.join(twice.sources)})"))
            for twice in report.twice
        ]
        blocks.append(("Said more than once, and recorded once", below))
    if report.conflicts:
        below = []
        for conflict in report.conflicts:
            below.append(conflict.what)
            for side in conflict.about or conflict.sides:
                below.append((*plain(f"  {report.source(side)}: "), *side.said))
        blocks.append(("To be settled (of each, what is first stands until then)", below))
    return blocks
