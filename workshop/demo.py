"""The worked example: a made-up place part-way through its self-assessment, to look around in and to run.

Made of `materials/demo.toml` by the edits of any session; the same every time, with dates from that day on.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from sessions import actionline, dates, plan
from sessions.clock import Clock, utc_now
from sessions.edit import Edit
from sessions.edits import event as event_edits, notes as note_edits
from sessions.identity import seeded
from sessions.kinds.score import edits as score_edits
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner, Person
from sessions.store.file import SessionFile
from sessions.store.library import Library
from workshop.prepare import Draft, drafted

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

    One that is there and that nobody has changed is made fresh, with today's dates; any other stays.
    """
    now = clock()
    for entry in library.entries():
        if entry.session is None or not _untouched(entry.session, packs, templates):
            continue
        file = library.open(str(entry.path))
        if file.read_only is None and _untouched(file.session, packs, templates):
            file.save(example(packs, templates, session_id=file.session.id, now=now))
            return file
        file.close()
    session_id = library.free_id("example", _data()["place"], None)
    return library.create(example(packs, templates, session_id=session_id, now=now))


def _untouched(session: Session, packs: Mapping[str, Pack], templates: Mapping[str, plan.Template]) -> bool:
    """Whether this is the example as it was made. Looking around and writing a summary are no change."""
    if session.title != _data()["title"]:
        return False
    fresh = example(packs, templates, session_id=session.id, now=session.created_at)
    return fresh == session.model_copy(update={"at": fresh.at, "summary_at": fresh.summary_at})


@cache
def _data() -> Data:
    return tomllib.loads((resources.files("workshop.materials") / "demo.toml").read_text(encoding="utf-8"))


def example(
    packs: Mapping[str, Pack], templates: Mapping[str, plan.Template], *, session_id: str, now: dt.datetime
) -> Session:
    """The example as a record; pure but for reading its content."""
    data, today = _data(), now.astimezone().date()
    template = templates.get(data["template"])
    if template is None:
        raise Problem(f"The example needs the template {data['template']!r}")
    partners = tuple((partner["name"], partner["sector"], partner["members"]) for partner in data["partners"])
    people = tuple(
        Person(name=row["name"], partner_id=row["partner"], role=row["role"]) for row in data["people"]
    )
    draft = Draft(template.id, data["title"], data["place"], today, partners, people)
    session = drafted(draft, template, packs, session_id, now)
    for recorded in data["said"]:
        for edit in (*_answers_and_level(session.partners, recorded), *_notes_and_actions(recorded, today)):
            session = edit.apply(session, now)
    left = plan.left(session)
    first = next((stop for stop in plan.stops(session) if stop.part == "item" and stop.ref in left), None)
    return seeded(event_edits.move_to(first).apply(session, now) if first else session, session_id)


def _answers_and_level(partners: Sequence[Partner], data: Data) -> Iterator[Edit]:
    """Answers of one or both rounds, all revealed, then what was agreed and who dissented."""
    item_id = data.get("on", "")
    for number, answers in enumerate(data[name] for name in ("first", "second") if name in data):
        if number:
            yield score_edits.second_round(item_id)
        for partner, text in zip(partners, answers, strict=True):
            if hands := _HANDS.fullmatch(text):
                counts = [int(count) for count in hands["counts"].split(",")]
                yield score_edits.answer(item_id, partner.id, counts, int(hands["dont_know"] or 0))
            elif text:
                yield score_edits.answer_level(item_id, partner.id, None if text == "?" else int(text))
        yield score_edits.reveal(item_id)
    if "agreed" in data:
        yield score_edits.agree(item_id, **data["agreed"])
    for dissent in data.get("dissents", ()):
        yield score_edits.dissent(item_id, dissent["partner"], dissent["reason"])


def _notes_and_actions(data: Data, today: dt.date) -> Iterator[Edit]:
    origin = data.get("on")
    for note in data.get("notes", ()):
        yield note_edits.add_note(note["kind"], note["text"], origin=origin)
    for action in data.get("actions", ()):
        line = actionline.parse(action["line"], today)
        due = _working_day(line.due) if line.due else None
        more = {field: value for field, value in action.items() if field != "line"}
        fields = note_edits.ActionFields(line.text, line.owner, line.body, due, **more)
        yield note_edits.add_action(fields, origin=origin)


def _working_day(day: dt.date) -> dt.date:
    """`day`, or the Monday after it where it is at a weekend."""
    return day + dt.timedelta(days=7 - day.weekday()) if dates.at_weekend(day) else day
