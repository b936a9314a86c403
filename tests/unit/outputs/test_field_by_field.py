"""Numbers, dates and yes or no: each as it lies in the session's file, read back by other readers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from sessions.kinds.registry import revealed_only
from sessions.material import Scale
from sessions.outputs import calendar_file, delimited, excel, interchange
from sessions.outputs.tidy import TOLD_APART, tables
from sessions.record import TABLES
from sessions.store.tables import to_tables
from tests.every_kind import every_kind

Rows = list[dict[str, Any]]
IN_FILE: frozenset[str] = frozenset({"uid", "author", "counter"})
"""Fields of every row that say nothing of what was recorded."""
RENAMED: Mapping[str, Mapping[str, str]] = {
    "partners": {},
    "people": {},
    "agenda": {},
    "notes": {},
    "actions": {"measure": "how_we_will_know", "due_words": "due_in_words"},
    "ballots": {},
    "agreements": {},
}
APART = {
    "notes": {"id", "kind", "evidence", "text", "origin", "at"},
    "agenda": {"minutes", "state", "title", "kind", "id"},
    "ballots": set(),
    "agreements": {"level", "evidence"},
}
"""Tables of which these fields alone are compared here; the others below."""
LISTS = {"dissents", "remarks", "past_dues", "votes", "counts", "levels", "weights", "figures", "before",
         "script", "roles", "item_ids", "taken"}  # fmt: skip


@cache
def stored() -> Mapping[str, Rows]:
    """The rows of each table as they lie in the session's file, but that of the session."""
    named = to_tables(revealed_only(every_kind()))
    return {
        name: list(rows.values()) if isinstance(rows, dict) else list(rows) for name, rows in named.items()
    }


# --- readers: (value of the file) as the reader has it ---------------------------------------------------


@cache
def in_csv() -> Mapping[str, Rows]:
    files = delimited.files(revealed_only(every_kind()))
    return {
        name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        for name, data in files.items()
    }


@cache
def in_json() -> Mapping[str, Rows]:
    told = json.loads(interchange.render(revealed_only(every_kind())))
    return {name: rows if isinstance(rows, list) else [rows] for name, rows in told.items()}


@cache
def in_excel() -> Mapping[str, Rows]:
    """Sheets by the names of their tables; columns by the heads that people read."""
    read: dict[str, Rows] = {}
    for sheet in load_workbook(io.BytesIO(excel.render(revealed_only(every_kind())))):
        (name,) = sheet.tables
        heads = [str(head.value).casefold().replace(" ", "_") for head in sheet[1]]
        cells = sheet.iter_rows(min_row=2, values_only=True)
        read[name] = [dict(zip(heads, row, strict=True)) for row in cells]
    return read


def as_csv(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def as_excel(value: Any) -> Any:
    """What openpyxl gives for it: a day as a date, a moment by the clock on the wall, no empty text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value == "" else value


def same(read: Any, value: Any) -> bool:
    """Whether what was read is this value of the file; moments may be written in more ways than one."""
    if isinstance(read, dt.datetime) and isinstance(value, str):
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is None:  # a day
            return read == moment
        return abs(read - moment.astimezone().replace(tzinfo=None)) < dt.timedelta(seconds=1)
    if read and isinstance(read, str) and isinstance(value, str) and value.endswith("Z"):
        return dt.datetime.fromisoformat(read) == dt.datetime.fromisoformat(value)
    return (read in (None, "") and value in (None, "", ())) or read == value


READERS: Mapping[str, tuple[Callable[[], Mapping[str, Rows]], Callable[[Any], Any]]] = {
    "csv": (in_csv, as_csv),
    "json": (in_json, lambda value: value),
    "xlsx": (in_excel, as_excel),
}


# --- what is to be found ----------------------------------------------------------------------------------


def plain_fields(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What one value each is of: numbers, days, moments, yes or no, and texts."""
    kept = APART.get(name, set(row)) & set(row)
    renamed = RENAMED.get(name, {})
    return {renamed.get(key, key): row[key] for key in kept - IN_FILE - LISTS}


def found(rows: Rows, wanted: Mapping[str, Any], as_read: Callable[[Any], Any]) -> bool:
    """Whether a row says all of this; a column that is empty all the way down may be left out."""
    return any(all(same(row.get(key), as_read(value)) for key, value in wanted.items()) for row in rows)


def facts() -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, what one of its rows has to say) of everything that is recorded."""
    for name, rows in stored().items():
        for row in rows if name in RENAMED or name in TABLES else ():
            if name not in TOLD_APART:
                yield from facts_of(name, row)
    yield from facts_of_answers()
    for row in stored()["returns"]:
        for remark in row["remarks"]:
            what = {"text": remark["text"], "does_not_apply": remark["not_applying"]}
            yield "written_before", {"item_id": remark["item_id"], "partner_id": row["partner_id"], **what}
    for action in stored()["actions"]:
        for remark in action["remarks"]:
            yield "remarks", {"action": action["id"], "remark": remark["text"], "at": remark["at"]}
        for past in action["past_dues"]:
            yield "past_dues", {"action": action["id"], "due": past["due"], "at": past["at"]}
    for note in stored()["notes"]:
        if note["votes"]:
            votes = dict(zip(("votes_for", "votes_against", "abstaining"), note["votes"], strict=True))
            yield "notes", {"id": note["id"], **votes}
    (parked,) = (note["id"] for note in stored()["notes"] if note["outcome"] == "action")
    yield "notes", {"id": parked, "became": f"action {stored()['actions'][-1]['id']}"}
    for step in stored()["agenda"]:
        seconds = sum(row["seconds"] for row in stored()["spells"] if row["activity_id"] == step["id"])
        yield "agenda", {"id": step["id"], "seconds_taken": seconds}


def facts_of(name: str, row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A row of its own table, each of what it lists, and each of its dissents."""
    whole = plain_fields(name, row)
    yield name, whole
    of_actions = {"votes", "past_dues", "script", "remarks"}
    for key in LISTS & set(row) - of_actions:
        for place, part in enumerate(row[key] or (), start=1):
            if key == "dissents":
                about = {field: whole[field] for field in ("item_id", "activity_id") if field in whole}
                yield f"{name}_dissents", {**about, **part}
            elif isinstance(part, dict):
                yield name, {**whole, **part}
            elif isinstance(part, list):
                column = key if key == "before" else key.removesuffix("s")
                yield name, {**whole, "what_id": part[0], column: part[1]}
            elif key == "counts":
                yield name, {**whole, ("yes", "partly", "no")[place - 1]: part}
            elif key in ("figures", "item_ids"):
                yield name, {**whole, "place": place, key.removesuffix("s"): part}
    before = row.get("before")
    if isinstance(before, dict):
        yield name, {**whole, "before_dont_know": before["dont_know"]}
        for place, part in enumerate(before["counts"]):
            if isinstance(part, list):
                yield name, {**whole, "what_id": part[0], "before": part[1]}
            else:
                yield name, {**whole, f"before_{('yes', 'partly', 'no')[place]}": part}


def facts_of_answers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Ballots and agreed levels, by the numbers of the levels."""
    session = every_kind()
    for row in stored()["ballots"]:
        item, _, asked = row["item_id"].partition("#")
        about = {"item_id": item, "asked": asked, "round": row["round"], "partner_id": row["partner_id"]}
        scale = session.scale_of(row["item_id"])
        for level, count in counted(scale, row):
            yield "answers", {**about, "level": level, "answers": count, "after_reveal": row["after_reveal"]}
        for level, count in counted(scale, row["before"] or {"counts": (), "dont_know": 0}):
            yield "answers_before", {**about, "level": level, "answers": count, "at": row["at"]}
    for row in stored()["agreements"]:
        item, _, asked = row["item_id"].partition("#")
        said = {"item_id": item, "asked": asked, "level": row["level"], "evidence": row["evidence"]}
        yield "agreed_levels", said if row["target"] is None else {**said, "target": row["target"]}
        for dissent in row["dissents"]:
            yield "dissents", {"item_id": item, "asked": asked, **dissent}


def counted(scale: Scale, ballot: Mapping[str, Any]) -> Iterator[tuple[int | None, int]]:
    """(number of a level, how many said so), None for don't know."""
    for place, count in enumerate(ballot["counts"]):
        if count:
            yield scale.base + place, count
    if ballot["dont_know"]:
        yield None, ballot["dont_know"]


# --- tests ------------------------------------------------------------------------------------------------


def test_the_session_of_every_kind_has_something_in_every_table() -> None:
    assert {name for name, table in TABLES.items() if not table.of(every_kind())} == set()
    ids = {table.id for table in tables(revealed_only(every_kind()))}
    assert {"answers_before", "remarks", "past_dues"} <= ids
    for table in tables(revealed_only(every_kind())):
        assert table.rows, table.id


def test_there_are_facts_of_every_table() -> None:
    said = {name for name, _ in facts()}
    told = {table.id for table in tables(revealed_only(every_kind()))}
    assert told - said == {"session", "items", "spreads"}, "these are checked elsewhere"
    assert said <= told
    kinds_of_value = {type(value) for _, wanted in facts() for value in wanted.values()}
    assert {int, bool, str} <= kinds_of_value
    assert len(list(facts())) > 250


@pytest.mark.parametrize("output_id", READERS)
def test_every_recorded_value_is_read_back(output_id: str) -> None:
    read, as_read = READERS[output_id]
    missing = [
        (name, wanted)
        for name, wanted in facts()
        if not (output_id == "xlsx" and name.endswith(("_revealed", "_shown")))
        and not found(read().get(name, []), wanted, as_read)
    ]
    assert missing == []


@pytest.mark.parametrize("output_id", READERS)
def test_another_value_is_not_found(output_id: str) -> None:
    read, as_read = READERS[output_id]
    for name, changed in (
        ("actions", {"due": "2027-04-01"}),
        ("answers", {"level": 4, "answers": 17}),
        ("people", {"came_at": "2026-12-01T10:21:00Z"}),
        ("votes", {"what_id": "barriers/A1", "count": 5}),
        ("actions", {"text": "Ask Cabinet", "risk": True}),
    ):
        assert not found(read()[name], changed, as_read), (name, changed)


@pytest.mark.parametrize("output_id", READERS)
def test_the_session_itself_is_read_back(output_id: str) -> None:
    read, as_read = READERS[output_id]
    (row,) = read()["session"]
    session = every_kind()
    assert session.next_meeting is not None
    for key, value in {
        "title": session.title,
        "date": str(session.date),
        "next_meeting": session.next_meeting.isoformat(),
        "quorum": 3,
        "partners_answer_as_bodies": True,
        "reopened": 0,
    }.items():
        assert same(row[key], as_read(value)), key


def test_every_date_is_read_back_from_the_calendar() -> None:
    events = Calendar.from_ical(calendar_file.render(revealed_only(every_kind()))).walk("VEVENT")
    read = {str(event["UID"]).partition("@")[0]: event for event in events}
    dated = [action for action in stored()["actions"] if action["due"]]
    assert len(read) == len(dated) + 1, "and the next meeting"
    for action in dated:
        event = read[action["uid"]]
        due = dt.date.fromisoformat(action["due"])
        assert event.decoded("DTSTART") == due
        assert event.decoded("DTEND") - due == dt.timedelta(days=1)
        assert int(event["SEQUENCE"]) == action["counter"]
        assert event.decoded("DTSTAMP") == dt.datetime.fromisoformat(action["at"])
    (meeting,) = (event for uid, event in read.items() if uid.startswith("next-"))
    assert meeting.decoded("DTSTART") == every_kind().next_meeting
