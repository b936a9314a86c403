"""The worked example: a made-up place part-way through its self-assessment, to look around in and to run.

Its content is `materials/demo.toml`; it is built by the same edits as any other session. Dates count from
the day it is made, and all else is the same every time.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from sessions import actionline, dates, plan
from sessions.clock import Clock, utc_now
from sessions.edits import event as event_edits
from sessions.edits import notes as note_edits
from sessions.edits import people as people_edits
from sessions.identity import seeded
from sessions.kinds.score import edits as score_edits
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.store.file import SessionFile
from sessions.store.library import Library

Data = Mapping[str, Any]
"""What `demo.toml` holds, or a part of it."""

_HANDS = re.compile(r"(?P<counts>[0-9]+(?:,[0-9]+)+)(?:\+(?P<dont_know>[0-9]+))?")


def demo(
    packs: Mapping[str, Pack],
    templates: Mapping[str, plan.Template],
    library: Library,
    *,
    clock: Clock = utc_now,
) -> SessionFile:
    """The example, on disk and open. Raises Problem.

    One that is there already and that nobody has changed is made fresh, with today's dates; one that
    somebody works in stays as it is, and another is made beside it.
    """
    now = clock()
    data = _data()
    for entry in library.entries():
        if entry.session is None or not _untouched(entry.session, data, packs, templates):
            continue
        file = library.open(str(entry.path))
        if file.read_only is None and _untouched(file.session, data, packs, templates):
            file.save(example(packs, templates, session_id=file.session.id, now=now, data=data))
            return file
        file.close()
    session_id = library.free_id("example", data["place"], None)
    return library.create(example(packs, templates, session_id=session_id, now=now, data=data))


def _untouched(
    session: Session, data: Data, packs: Mapping[str, Pack], templates: Mapping[str, plan.Template]
) -> bool:
    """Whether this is the example as it was made. Looking around and writing a summary are no change."""
    if session.title != data["title"]:
        return False
    made = example(packs, templates, session_id=session.id, now=session.created_at, data=data)
    return made == session.model_copy(update={"at": made.at, "summary_at": made.summary_at})


def _data() -> Data:
    return tomllib.loads((resources.files("workshop.materials") / "demo.toml").read_text(encoding="utf-8"))


def _day(now: dt.datetime) -> dt.date:
    """The date here at `now`."""
    return now.astimezone().date()


def example(
    packs: Mapping[str, Pack],
    templates: Mapping[str, plan.Template],
    *,
    session_id: str,
    now: dt.datetime,
    data: Data | None = None,
) -> Session:
    """The example as a record; pure but for reading its content, where `data` does not bring it."""
    data = data or _data()
    template = templates.get(data["template"])
    if template is None:
        raise Problem(f"The example needs the template {data['template']!r}")
    agenda, used = plan.agenda(template, packs)
    session = Session(
        id=session_id,
        title=data["title"],
        place=data["place"],
        date=_day(now),
        template_id=template.id,
        created_at=now,
        packs=used,
        agenda=agenda,
    )
    for one in data["partners"]:
        session = people_edits.add_partner(one["name"], one["sector"], one["members"]).apply(session, now)
    session = people_edits.set_people([_person(session, one) for one in data["people"]]).apply(session, now)
    for one in data["said"]:
        if "first" in one:
            session = _scored(session, one, now)
        session = _notes_and_actions(session, one, now)
    return seeded(_at_first_unanswered(session, now), session_id)


def _person(session: Session, data: Data) -> Person:
    partner = session.find_partner(data["partner"])
    return Person(name=data["name"], partner_id=partner.id, role=data["role"])


def _scored(session: Session, data: Data, now: dt.datetime) -> Session:
    """Answers of one or both rounds, all revealed, then what was agreed and who dissented."""
    item_id = data["on"]
    session = score_edits.reveal(item_id).apply(_answers(session, item_id, data["first"], now), now)
    if "second" in data:
        session = score_edits.second_round(item_id).apply(session, now)
        session = score_edits.reveal(item_id).apply(_answers(session, item_id, data["second"], now), now)
    if "agreed" in data:
        session = score_edits.agree(item_id, **data["agreed"]).apply(session, now)
    for one in data.get("dissents", ()):
        session = score_edits.dissent(item_id, one["partner"], one["reason"]).apply(session, now)
    return session


def _answers(session: Session, item_id: str, answers: Sequence[str], now: dt.datetime) -> Session:
    for partner, text in zip(session.partners, answers, strict=True):
        if hands := _HANDS.fullmatch(text):
            counts = [int(one) for one in hands["counts"].split(",")]
            unsure = int(hands["dont_know"] or 0)
            session = score_edits.answer(item_id, partner.id, counts, unsure).apply(session, now)
        elif text:
            level = None if text == "?" else int(text)
            session = score_edits.answer_level(item_id, partner.id, level).apply(session, now)
    return session


def _notes_and_actions(session: Session, data: Data, now: dt.datetime) -> Session:
    origin = data.get("on")
    for note in data.get("notes", ()):
        session = note_edits.add_note(note["kind"], note["text"], origin=origin).apply(session, now)
    for one in data.get("actions", ()):
        line = actionline.parse(one["line"], _day(now))
        fields = note_edits.ActionFields(
            line.text,
            owner=line.owner,
            body=line.body,
            due=_working_day(line.due) if line.due else None,
            measure=one.get("measure", ""),
            risk=one.get("risk", False),
            status=one.get("status", "open"),
        )
        session = note_edits.add_action(fields, origin=origin).apply(session, now)
    return session


def _working_day(day: dt.date) -> dt.date:
    """`day`, or the Monday after it where it is at a weekend."""
    to_monday = len(dates.WEEKDAYS) - day.weekday()
    return day + dt.timedelta(days=to_monday) if day.weekday() >= dates.WEEKDAYS.index("Saturday") else day


def _at_first_unanswered(session: Session, now: dt.datetime) -> Session:
    left = plan.left(session)
    stop = next((one for one in plan.stops(session) if one.part == "item" and one.ref in left), None)
    return event_edits.move_to(stop).apply(session, now) if stop else session
