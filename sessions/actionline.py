r"""An action in one line: `Draft the risk-sharing protocol @Priya (NHS) ^30 Jan`.

The grammar:

- `@` opens the owner and `^` the due date, each at the beginning of the line or after a space, and only with
  something directly behind it. So `a@b.org`, `2^10` and `Meet @ 3pm` are text.
- Owner and date may come in either order; each runs to the next marker or to the end of the line.
- A bracket in the owner's part is its body, `@Priya (NHS)`, or the body alone, `@(NHS)`. Brackets in it nest.
  What stands behind it goes on as text, so that `@Priya (NHS) Draft the protocol` says the same.
  Brackets anywhere else are text.
- A backslash before a marker, or before a bracket of the owner's part, makes it text: `\@home`. A backslash
  before anything else is a backslash, so paths stay as they are.
- A second `@` or `^` stays in the text and is remarked on: an action has one owner and one date.

Names that the session knows are completed: a body from any beginning that only one of them has, a person
from whole words (`@Priya` where only Priya Shah was there). `@ICB`, where that is a body and no person, is
the body.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sessions import dates
from sessions.datebase import NoDate

_MARKER = re.compile(r"(?<!\S)(\\*)([@^])(?=\S)")
"""A marker, and the backslashes that make it text. One backslash is taken away, or added, at a time."""
_BRACKET = re.compile(r"(\\*)([()])")
LONG_OWNER = 4
"""Words in an owner beyond which it is more likely that a sentence went on."""


@dataclass(frozen=True)
class ActionLine:
    """What a line was understood to say. Empty text means that a part was not given."""

    text: str
    owner: str = ""
    body: str = ""
    due: dt.date | None = None
    problem: str | None = None
    """What is not right, or not finished, for the person who types; None where all was understood."""
    no_date: NoDate | None = field(default=None, compare=False)
    """Why there is no due date although one was typed."""


def parse(
    line: str,
    today: dt.date,
    *,
    bodies: Sequence[str] = (),
    people: Sequence[str] = (),
    homes: Mapping[str, str] | None = None,
) -> ActionLine:
    """What `line` says, seen from `today`. Never raises: it runs on every keystroke.

    `bodies` and `people` are the names to complete from; `homes` says which body a person comes from.
    """
    text, owner_part, date_part, doubled = _split(line)
    owner, body, rest = _owner_and_body(owner_part)
    due = no_date = None
    try:
        due = dates.parse(date_part, today) if date_part else None
    except NoDate as error:
        no_date = error
    if (people or bodies) and owner.endswith(","):
        owner = owner[:-1].rstrip()
    owner = _complete(owner, people, whole_words=True)
    body = body or (homes or {}).get(owner, "")
    if not body and owner not in people and any(_is_called(owner, name) for name in bodies):
        owner, body = "", owner
    body = _complete(body, bodies, whole_words=False)
    text = " ".join(piece for piece in (text, rest, *doubled) if piece)
    problem = None
    if no_date is not None:
        problem = f"{no_date.message}{' yet' if no_date.unfinished else ''}"
    elif doubled:
        kept = " and ".join(f"'{part}'" for part in doubled)
        stay = "stays" if len(doubled) == 1 else "stay"
        problem = f"One owner and one date for each action: {kept} {stay} text"
    elif not text and (owner or body or due):
        problem = "What is to be done is not said yet"
    return ActionLine(text, owner, body, due, problem, no_date)


def compose(text: str, owner: str = "", body: str = "", due: dt.date | None = None) -> str:
    """The line that `parse` reads as exactly these (but for names it completes), without outer space."""
    pieces = [_MARKER.sub(r"\\\g<0>", text)]
    if owner or body:
        # The letter stands for the marker in front, so that an `@` that begins the name is not taken for one.
        name = _MARKER.sub(r"\\\g<0>", "x" + _BRACKET.sub(r"\\\g<0>", owner))[1:]
        bracket = _MARKER.sub(r"\\\g<0>", _bracketed(body)) if body else ""
        pieces.append(f"@{name}{' ' if name and bracket else ''}{bracket}")
    if due is not None:
        pieces.append(f"^{dates.show(due)}")
    return " ".join(piece for piece in pieces if piece)


def _split(line: str) -> tuple[str, str, str, tuple[str, ...]]:
    """(text, the owner's part, the date's part, parts of second markers), escapes of markers undone."""
    marks = [match for match in _MARKER.finditer(line) if not match[1]]
    starts = [*(match.start() for match in marks), len(line)]
    parts: dict[str, str] = {}
    doubled: list[str] = []
    for match, end in zip(marks, starts[1:], strict=True):
        if match[2] in parts:
            doubled.append(_plain(line[match.start() : end]).strip())
        else:
            parts[match[2]] = _plain(line[match.start() : end])[1:].strip()
    text = _plain(line[: marks[0].start()] if marks else line).strip()
    return text, parts.get("@", ""), parts.get("^", ""), tuple(doubled)


def _plain(part: str) -> str:
    """A part of the line with one backslash less before each marker that has any."""
    return _MARKER.sub(lambda match: match[1][1:] + match[2], part)


def _owner_and_body(part: str) -> tuple[str, str, str]:
    """(owner, body, what stands behind the bracket) of the owner's part."""
    brackets = [match for match in _BRACKET.finditer(part) if not match[1]]
    opening = next((match for match in brackets if match[2] == "("), None)
    if opening is None:
        return _unescaped(part), "", ""
    depth, close, after = 0, len(part), len(part)
    for match in brackets[brackets.index(opening) :]:
        depth += 1 if match[2] == "(" else -1
        if depth == 0:
            close, after = match.span()
            break
    owner, body = part[: opening.start()], part[opening.end() : close]
    return _unescaped(owner), _unescaped(body), part[after:].strip()


def _unescaped(part: str) -> str:
    """A part of the line with one backslash less before each bracket that has any."""
    return _BRACKET.sub(lambda match: match[1][1:] + match[2], part).strip()


def _complete(name: str, known: Sequence[str], *, whole_words: bool) -> str:
    """The known name that `name` is, or alone begins; else `name` as it was typed."""
    folded = name.casefold()
    if not folded:
        return name
    start = f"{folded} " if whole_words else folded
    begun = {other for other in known if other.casefold().startswith(start)}
    same = (other for other in known if _is_called(name, other))
    return next(same, begun.pop() if len(begun) == 1 else name)


def _is_called(name: str, known: str) -> bool:
    """Whether `name` is this known name, or what stands in brackets at its end: "ICB"."""
    bracket = re.search(r"\(([^()]+)\)$", known)
    return name.casefold() in (known.casefold(), bracket[1].casefold() if bracket else None)


def _bracketed(body: str) -> str:
    """`body` in brackets; those in it are escaped only where they do not nest, or follow a backslash."""
    brackets = list(_BRACKET.finditer(body))
    depth, nested = 0, not any(match[1] for match in brackets)
    for match in brackets:
        depth += 1 if match[2] == "(" else -1
        nested = nested and depth >= 0
    inner = body if nested and depth == 0 else _BRACKET.sub(r"\\\g<0>", body)
    # A space keeps a last backslash from escaping the closing bracket.
    return f"({inner} )" if inner.endswith("\\") else f"({inner})"
