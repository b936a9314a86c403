"""The small file that the web page of a form saves: JSON, a row for each question."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sessions.forms.model import Answer, Fault, PackEdition, Returned
from sessions.forms.values import (
    AGAIN,
    MOST_ANSWERS,
    MOST_NAME,
    check_format,
    id_in,
    return_of,
    shown,
    text_in,
)

SIGN = "workshop_answers"
"""The key that tells such a file, with the version of its format."""
DONT_KNOW, NOT_APPLYING = "don't know", "does not apply"
_MOST_REVISION = 1_000_000


def read(text: str) -> Returned | tuple[Fault, ...]:
    """What came back, or all that is wrong with it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return (Fault("", "The file is damaged or was cut off on its way", AGAIN),)
    if not isinstance(document, dict) or SIGN not in document:
        return (Fault("", "This is no form that came back", "Name the file that the form saved."),)
    if (fault := check_format(document[SIGN])) is not None:
        return (fault,)
    rows = document.get("answers")
    if not isinstance(rows, list) or len(rows) > MOST_ANSWERS:
        return (Fault("", "It has no list of answers", AGAIN),)
    head, faults = _head(document)
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    marks: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        try:
            key, mark, answer, comment = _row(row)
        except ValueError as error:
            faults.append(Fault(f"answer {number}", str(error), AGAIN))
            continue
        marks[key], places[key] = mark, f"answer {number}"
        if answer is not None:
            answers[key] = answer
        if comment:
            comments[key] = comment
    faults += _doubles(rows)
    if faults:
        return tuple(faults)
    return Returned(sort="json", answers=answers, comments=comments, marks=marks, places=places, **head)


def _doubles(rows: list[Any]) -> list[Fault]:
    keys = Counter(row["key"] for row in rows if isinstance(row, dict) and isinstance(row.get("key"), str))
    return [Fault("", f"{shown(key)} is answered twice", AGAIN) for key, many in keys.items() if many > 1]


def _head(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """(fields of `Returned` beside the answers, what is wrong with them)."""
    form, back = id_in(document.get("form")), id_in(document.get("return"))
    revision = document.get("revision", 0)
    faults = []
    if form is None or back is None:
        faults.append(Fault("", "It does not say whose form it is", AGAIN))
    if type(revision) is not int or not 0 <= revision <= _MOST_REVISION:
        faults.append(Fault("", "It does not say which saving of it this is", AGAIN))
    try:
        session, partner = _pair(document.get("session"), "title"), _pair(document.get("partner"), "name")
        packs = tuple(_pack(pack) for pack in document.get("packs", ()))
        by = text_in(document.get("by"), MOST_NAME)
    except (ValueError, TypeError):
        return {}, [*faults, Fault("", "What it says of session and partner is damaged", AGAIN)]
    return {
        "form_id": form,
        "return_id": "" if form is None or back is None else return_of(form, back),
        "revision": revision,
        "session_id": session[0],
        "session_title": session[1],
        "partner_uid": partner[0],
        "partner_name": partner[1],
        "packs": packs,
        "by": by,
    }, faults


def _pair(value: object, called: str) -> tuple[str, str]:
    """(id, name). Raises ValueError."""
    if not isinstance(value, dict):
        raise ValueError
    return text_in(value.get("id"), MOST_NAME), text_in(value.get(called), MOST_NAME)


def _pack(value: object) -> PackEdition:
    pack_id, name = _pair(value, "name")
    assert isinstance(value, dict)
    return PackEdition(pack_id, name, text_in(value.get("edition"), MOST_NAME))


def _row(row: object) -> tuple[str, str, Answer | None, str]:
    """(key, mark, answer, comment). Raises ValueError that says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("This is no answer")
    try:
        key, mark = text_in(row.get("key"), MOST_NAME), text_in(row.get("mark"), MOST_NAME)
        comment, reason = text_in(row.get("comment")), text_in(row.get("reason"))
    except ValueError:
        raise ValueError("A text in it is no text, or far too long") from None
    if not key or not mark:
        raise ValueError("It does not say what it answers")
    answer = row.get("answer")
    if answer is None:
        return key, mark, None, comment
    if answer == DONT_KNOW:
        return key, mark, Answer(), comment
    if answer == NOT_APPLYING:
        return key, mark, Answer(applies=False, reason=" ".join(reason.split())), comment
    if type(answer) is not int or not 0 <= answer <= 9:
        raise ValueError(f"What it says is no answer to {shown(key)}")
    return key, mark, Answer(answer), comment
