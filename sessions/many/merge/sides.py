"""What is said side by side, in words for people."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sessions import dates, words
from sessions.identity import tables_of, with_tables
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import Agreement
from sessions.many.differences import TITLES, in_words
from sessions.many.merge.state import TRUE
from sessions.parts import SESSION, document_of, key_of, parts_of
from sessions.record import TABLES, Session, find_scale
from sessions.remember import remembered
from sessions.rows import Activity, Partner, Person, Row, uid_from
from sessions.shared import ALIVE, ORDERS, WHOLE
from sessions.spans import Line, plain, plain_text, typed

REMOVED = "taken out"
_TYPED = ("name", "title", "place", "text", "owner", "body", "role", "interests")
"""Parts that people typed: what one says may be the id of something."""
_IDENTITY = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")


def what_about(session: Session, table: str, row: Row | None, key: str, part: str) -> Line:
    """What a conflict is about."""
    if key == ORDERS:
        return plain(f"Order of the {part}")
    if row is None:
        return plain(words.first_upper(part.replace("_", " ") if table == SESSION else "Material"))
    title = TITLES.get(table, words.first_upper(table.replace("_", " ")))
    if isinstance(row, Partner | Person):
        called: Line = typed(row.name)
    elif isinstance(row, Activity):
        called = typed(row.title)
    elif (label := getattr(row, "id", None)) is not None:
        called = plain(str(label))
    else:
        called = _about(session, table, row)
    which = () if part in (ALIVE, WHOLE) else plain(f", {part.removesuffix('_id').replace('_', ' ')}")
    return (*plain(f"{title}: "), *called, *which)


def _about(session: Session, table: str, row: Row) -> Line:
    names = []
    for ref in TABLES[table].refs(row) if table in TABLES else ():
        if ref.part:
            continue
        if ref.to == "partner":
            names.append(plain_text(words.partner_name(session, ref.id)))
        elif ref.to == "activity":
            names.append(words.called(session, ref.id))
        elif ref.to == "item":
            names.append(words.origin(session, ref.id))
    return typed(" · ".join(dict.fromkeys(names)))


def in_sides(
    session: Session, table: str, row: Row | None, part: str, values: Sequence[str]
) -> Iterator[tuple[str, Line]]:
    """(value, in words) of what a part says side by side, each as JSON."""
    names, differing = _names(session), _where_they_differ(values)
    for value in values:
        if part == ALIVE:
            yield value, _kept(session, table, row) if value == TRUE else plain(REMOVED)
        else:
            flat = _flat(differing[value], names)
            yield value, _in_words(session, table, row, part, value, typed(flat) if flat else ())


def _kept(session: Session, table: str, row: Row | None) -> Line:
    """In words, that a row is kept and not taken out, and what it says where the room has seen that."""
    said = in_words(row, session) if row is not None and _is_seen(session, table, row) else ()
    return (*plain("kept, and changed"), *((*plain(": "), *said) if said else ()))


def _in_words(session: Session, table: str, row: Row | None, part: str, value: str, flat: Line) -> Line:
    """What a part says, in the words of its row where there are some, else `flat`."""
    said = json.loads(value)
    if part in _TYPED and isinstance(said, str) and said:
        flat = typed(said)
    if row is not None:
        row = row_saying(table, row, part, said)
        if not _is_seen(session, table, row):
            return plain("not revealed")
        if part == WHOLE:
            return in_words(row, session) or flat or plain("nothing")
    if isinstance(row, Agreement) and part in ("level", "target") and isinstance(said, int):
        scale = find_scale(session, row.item_id)
        return plain(words.level(scale, said)) if scale else flat
    return flat or plain("nothing")


def _differing(own: Mapping[str, Any], sides: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """The keys of one side that others have otherwise."""
    return {name: said for name, said in own.items() if any(side.get(name) != said for side in sides)}


@remembered
def _names(session: Session) -> Mapping[str, str]:
    """What ids, identities and keys of rows are called."""
    names: dict[str, str] = {}
    for pack in session.packs:
        names |= {pack.id: pack.name, uid_from("packs", pack.id): pack.name}
        for section in pack.sections:
            key = f"{pack.id}/{section.id}"
            names |= {key: section.title, uid_from("sections", key): section.title}
        for item in pack.items():
            names |= {item.id: f"{item.number} {item.name}", uid_from("items", item.id): item.name}
    for step in session.agenda:
        names |= {step.id: step.title, key_of("agenda", step): step.title}
    for partner in session.partners:
        names |= {partner.id: partner.name, key_of("partners", partner): partner.name}
    names |= {note.uid: f"{note.id} {note.text}" for note in session.notes}
    names |= {action.uid: f"{action.id} {action.text}" for action in session.actions}
    for person in session.people:
        names |= {person.uid: person.name, key_of("people", person): person.name}
    return names


def _where_they_differ(values: Sequence[str]) -> dict[str, Any]:
    """What the values of a part say; of lists, such as orders, from where they are not the same."""
    said = {value: json.loads(value) for value in values}
    if all(isinstance(each, dict) for each in said.values()):
        return {value: _differing(each, said.values()) for value, each in said.items()}
    lists = list(said.values())
    if not all(isinstance(each, list) and all(isinstance(own, str) for own in each) for each in lists):
        return said
    alike = next(
        (at for at, own in enumerate(zip(*lists, strict=False)) if len({*own}) > 1), min(map(len, lists))
    )
    return {value: [*["…"][:alike], *each[alike:]] for value, each in said.items()}


def _is_seen(session: Session, table: str, row: Row) -> bool:
    """Whether the room would have seen all of a row, if that stood in the place of its own."""
    tables = tables_of(session)
    rows = tuple(row if other.uid == row.uid else other for other in tables[table])
    return row in tables_of(revealed_only(with_tables(session, {**tables, table: rows}))).get(table, ())


def _flat(said: Any, names: Mapping[str, str]) -> str:
    """The texts and numbers of a value, in a line; a partner by its name, who says something, first."""
    if isinstance(said, dict) and "reason" in said and "partner_id" in said:
        partner = names.get(said["partner_id"], said["partner_id"])
        return f"{partner}: {said['reason']}" if said["reason"] else partner
    if isinstance(said, dict):
        said = list(said.values())
    if isinstance(said, list):
        return ", ".join(text for inner in said if (text := _flat(inner, names)))
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, str) and (day := _DAY.fullmatch(said)):
        return dates.show(date.fromisoformat(day[1]))
    if said is None or (str(said) not in names and _IDENTITY.fullmatch(str(said))):
        return ""
    return names.get(str(said), str(said))


def row_saying(table: str, row: Row, part: str, value: Any) -> Row:
    """The row, where a part of it says something else. Raises ValueError where no row can say that."""
    document = row.model_dump(mode="json")
    said = {name: json.loads(own) for name, own in parts_of(table, document).items()}
    label = {"id": document["id"]} if "id" in document else {}
    stamps = {"uid": row.uid, "author": row.author, "counter": row.counter}
    form = Activity if isinstance(row, Activity) else type(row)
    return form.model_validate({**document_of({**said, part: value}), **label, **stamps})
