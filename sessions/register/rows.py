"""A session as the rows that go to a register. Pure.

By default these are levels, agreed levels, targets, statuses and dates: no names of people or bodies, no
title, nothing that anybody typed, and no answer by the partner that gave it. With text, the tables of the
JSON output go besides, as they are.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sessions import sign_off
from sessions.analysis.items import target_of
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import AGREEMENTS, BALLOTS
from sessions.many.standings import (
    Standing,
    Subject,
    digest,
    first_due,
    identity_of,
    standing_of,
    subject_digest,
)
from sessions.material import OURS
from sessions.outputs import interchange, tidy
from sessions.record import Session, find_scale
from sessions.register.model import (
    ACTIONS,
    AGREED,
    ANSWERS,
    PACKS,
    SESSIONS,
    SUBJECTS,
    TOLD,
    Pushed,
    Rows,
    content_of,
)
from sessions.voices import recusals_on


def pushed(session: Session, *, with_text: bool = False, label: str = "") -> Pushed:
    """What of a session goes; with `with_text`, names and all that was written, too."""
    seen, standing = revealed_only(session), standing_of(session)
    of = {"session": identity_of(session.id)}
    subjects = {agreed.subject.id: agreed.subject for agreed in standing.agreed}
    tables: dict[str, Rows] = {
        SUBJECTS.name: [subject_row(subject) for _, subject in sorted(subjects.items())],
        PACKS.name: [{**of, **row} for row in _packs(session)],
        AGREED.name: [{**of, **row} for row in _agreed(seen, standing)],
        ANSWERS.name: [{**of, "row": number, **row} for number, row in enumerate(_answers(seen))],
        ACTIONS.name: [{**of, **row} for row in _actions(seen, standing)],
        TOLD.name: [{**of, **row} for row in _told(seen)] if with_text else [],
    }
    return with_tables(
        Pushed(label or session.id, standing.place, {}), _row(session, standing, with_text=with_text), tables
    )


def with_tables(pushed: Pushed, row: dict[str, Any], tables: dict[str, Rows]) -> Pushed:
    """The same session with these rows, and the digest that follows from them."""
    own = {name: value for name, value in row.items() if name != "content"}
    told = {**tables, SESSIONS.name: [own]}
    return replace(pushed, tables={**tables, SESSIONS.name: [{**own, "content": content_of(told)}]})


def _row(session: Session, standing: Standing, *, with_text: bool) -> dict[str, Any]:
    return {
        "session": identity_of(session.id),
        "counter": session.counter,
        "place_name": standing.place,
        "held_on": (session.date or session.created_at.date()).isoformat(),
        "held": standing.held,
        "template": session.template_id,
        "as_bodies": session.as_bodies,
        "state": sign_off.state(session),
        "final": standing.final,
        "final_on": session.final_at.date().isoformat() if session.final_at else None,
        "with_text": with_text,
        "session_id": session.id if with_text else None,
        "title": session.title if with_text else None,
    }


def subject_row(subject: Subject) -> dict[str, Any]:
    """An item, or a question on it, as the register has it."""
    return {"subject": subject_digest(subject), **as_asked(subject)}


def as_asked(subject: Subject) -> dict[str, Any]:
    """An item, or a question on it: what it is called, on which levels, and in which words it was asked."""
    return {
        "item": subject.id,
        "number": subject.number,
        "name": subject.name,
        "pack": subject.pack,
        "section": subject.section,
        "lowest": subject.base,
        "labels": list(subject.labels),
        "meaning": subject.meaning,
        "wording": subject.wording,
    }


def _packs(session: Session) -> Iterator[dict[str, Any]]:
    for pack in session.packs:
        if pack.id != OURS:
            yield {"pack": pack.id, "name": pack.name, "edition": pack.edition}


def _agreed(seen: Session, standing: Standing) -> Iterator[dict[str, Any]]:
    rows = {row.item_id: row for row in AGREEMENTS.of(seen)}
    for agreed in standing.agreed:
        row = rows[agreed.subject.id]
        yield {
            "item": agreed.subject.id,
            "subject": subject_digest(agreed.subject),
            "level": agreed.subject.base + agreed.place,
            "target": target_of(seen, row.item_id),
            "evidence": row.evidence,
            "dissents": len(row.dissents),
            "answers": agreed.answers,
            "mark": agreed.mark,
        }


def _answers(seen: Session) -> Iterator[dict[str, Any]]:
    """How many answered with a level, of all partners together; level None is "don't know"."""
    added = {item.id for pack in seen.packs for item in pack.items() if item.added}
    counts: Counter[tuple[str, int, int | None, bool]] = Counter()
    for ballot in BALLOTS.of(seen):
        scale = find_scale(seen, ballot.item_id)
        is_out = not ballot.stands or ballot.partner_id in recusals_on(seen, ballot.item_id)
        if scale is None or is_out or ballot.item_id.partition("#")[0] in added:
            continue
        about = ballot.item_id, ballot.round
        for level, count in zip(scale.levels, ballot.counts, strict=True):
            counts[(*about, level.number, ballot.after_reveal)] += count
        counts[(*about, None, ballot.after_reveal)] += ballot.dont_know
    for key in sorted(counts, key=repr):
        if counts[key]:
            item, number, answered, after_reveal = key
            yield {
                "item": item,
                "round": number,
                "level": answered,
                "answers": counts[key],
                "after_reveal": after_reveal,
            }


def _actions(seen: Session, standing: Standing) -> Iterator[dict[str, Any]]:
    promised = {action.uid: action for action in standing.promised}
    known = {item.id for pack in seen.packs for item in pack.items() if not item.added}
    for action in seen.actions:
        of = promised.get(action.uid)
        yield {
            "uid": action.uid,
            "item": action.origin if action.origin in known else None,
            "status": action.status,
            "first_due": first_due(action) or None,
            "due": action.due.isoformat() if action.due else None,
            "moved": of.moved if of else False,
            "mark": _mark(action.uid, in_time=bool(of and of.done and not of.moved)),
        }


def _mark(uid: str, *, in_time: bool) -> int:
    """The same only where an action and whether it was done in time are, as a number that fits in 60 bits."""
    return int(digest("action", uid, str(in_time)), 16) >> 4


def _told(seen: Session) -> Iterator[dict[str, Any]]:
    for table in tidy.tables(seen):
        for number, row in enumerate(interchange.objects(table), start=1):  # as people count
            yield {"tidy_table": table.id, "row": number, "data": row}
