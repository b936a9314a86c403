"""Answers as text: copied from the web page of a form into an e-mail, or typed up from paper.

A line an answer (`1.1: 3`), so that it outlives quoting and wrapping; what stands before the first line of
the form and after its last is left alone.
"""

import re
from dataclasses import dataclass, field

from sessions.forms.model import Answer, Fault, Returned
from sessions.forms.values import (
    AGAIN,
    MOST_ANSWERS,
    MOST_NAME,
    MOST_TEXT,
    answer_in,
    check_format,
    id_in,
    return_of,
    shown,
    text_in,
)
from sessions.rows import uid_from

FIRST, LAST = "WORKSHOP ANSWERS", "ANSWERS END"
"""First and last line; the first has the version of the format behind it."""
HEADS = ("Form", "Return", "Session", "Partner", "Filled in by", "Lines")
_LINE_END = re.compile("\r\n?|\n")
_QUOTED = re.compile(r"^(?:\s*>)+ ?")
_HEAD = re.compile(rf"(?P<name>{'|'.join(HEADS)})\s*:(?P<value>.*)", re.IGNORECASE)
_OPENING = re.compile(r"WORKSHOP\sANSWERS\s+(?P<version>\d{1,6})\s*")
_MARKED = re.compile(r"(?P<key>\S+)\s\[(?P<mark>[0-9a-f]{8})\]\s?(?P<comment>comment)?:(?P<value>.*)")
_TYPED = re.compile(r"(?P<key>[^:]{1,80}?)(?P<comment>\s+comment)?\s*:(?P<value>.*)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(n|\\)")


@dataclass(slots=True)
class _Line:
    """A line of an answer or a comment, with what of it was wrapped to the next lines."""

    number: int
    key: str
    mark: str
    value: str
    is_comment: bool


@dataclass(slots=True)
class _Read:
    """What was gone through so far."""

    head: dict[str, str] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ended: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether a person typed it, so that it has neither return nor marks."""
        return "return" not in self.head


def read(text: str) -> Returned | tuple[Fault, ...]:
    """What came back, or all that is wrong with it."""
    rows = [_QUOTED.sub("", row).strip() for row in _LINE_END.split(text)]
    openings = [(at, match) for at, row in enumerate(rows) if (match := _OPENING.fullmatch(row))]
    if not openings:
        hint = f"Name the file that the form saved, or text from “{FIRST}” to “{LAST}”."
        return (Fault("", "This is no form that came back", hint),)
    if len(openings) > 1:
        where, hint = f"line {openings[1][0] + 1}", "Give each a file of its own."
        return (Fault(where, "There are two forms in it", hint),)
    start, opening = openings[0]
    if (fault := check_format(int(opening["version"]))) is not None:
        return (fault,)
    done = _Read()
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if " ".join(row.split()) == LAST:
            done.ended = True
            break
        _take(done, number, row)
    return _returned(done)


def _take(done: _Read, number: int, row: str) -> None:
    """Take one line more."""
    if not row or row.startswith("#"):
        return
    if not done.lines and (match := _HEAD.fullmatch(row)):
        done.head[match["name"].casefold()] = match["value"].strip()
    elif match := (_TYPED if done.is_typed else _MARKED).fullmatch(row):
        mark = "" if done.is_typed else match["mark"]
        done.lines.append(_Line(number, match["key"].strip(), mark, match["value"], bool(match["comment"])))
    elif done.lines:
        done.lines[-1].value += f" {row}"
    else:
        done.faults.append(Fault(f"line {number}", "This line is not understood", AGAIN))


def _returned(done: _Read) -> Returned | tuple[Fault, ...]:
    head, faults = done.head, done.faults
    form, back = id_in(head.get("form")), None
    if form is None:
        faults.append(
            Fault("", "It does not say which form it is", "Add the line “Form: …”, as on the form.")
        )
    if done.is_typed and not done.lines:
        faults.append(Fault("", "There is no answer in it", "Add a line for each answer, such as “1.1: 3”."))
    elif not done.is_typed:
        code, _, revision = head["return"].partition(" ")
        back = id_in(code)
        if back is None or not re.fullmatch(r"\d{1,6}", revision) or not done.ended:
            faults.append(Fault("", "It was cut off or changed on its way", AGAIN))
        elif head.get("lines") != str(len(done.lines)):
            faults.append(Fault("", f"It has {len(done.lines)} lines of {head.get('lines', '?')}", AGAIN))
    if len(done.lines) > MOST_ANSWERS:
        faults.append(Fault("", "It has far too many answers", AGAIN))
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    for line in done.lines:
        if fault := _put(line, answers, comments):
            faults.append(fault)
    if faults or form is None:
        return tuple(faults)
    by = head.get("filled in by", "")[:MOST_NAME]
    said = sorted((line.key, line.is_comment, line.value.strip()) for line in done.lines)
    session, _, title = head.get("session", "").partition(" ")
    uid, _, name = head.get("partner", "").partition(" ")
    return Returned(
        sort="text",
        form_id=form,
        return_id=return_of(form, back) if back else uid_from("typed", form, by.casefold() or said),
        revision=0 if done.is_typed else int(head["return"].split()[1]),
        session_id=session if not done.is_typed else "",
        session_title=title.strip() if not done.is_typed else "",
        partner_uid=uid if not done.is_typed else "",
        partner_name=name.strip() if not done.is_typed else "",
        answers=answers,
        comments=comments,
        marks={line.key: line.mark for line in done.lines if line.mark},
        places={line.key: f"line {line.number}" for line in reversed(done.lines)},
        by=text_in(by),
    )


def _put(line: _Line, answers: dict[str, Answer], comments: dict[str, str]) -> Fault | None:
    """Take a line; or say what is wrong with it."""
    where = f"line {line.number}"
    if line.key in (comments if line.is_comment else answers):
        return Fault(where, f"{shown(line.key)} is answered twice", "Leave one of the two.")
    if len(line.value) > MOST_TEXT:
        return Fault(where, "A text in it is far too long", AGAIN)
    text = _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else "\\", line.value.strip())
    if line.is_comment:
        if comment := text_in(text):
            comments[line.key] = comment
        return None
    try:
        answer = answer_in(text)
    except ValueError:
        hint = "Type the number of a level, “?” for don’t know, or “does not apply” and why."
        return Fault(where, f"What stands there is no answer to {shown(line.key)}", hint)
    if answer is not None:
        answers[line.key] = answer
    return None
