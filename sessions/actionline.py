r"""An action in one line: `Draft the risk-sharing protocol @Priya (NHS) ^30 Jan`.

The grammar:

- `@` opens the owner and `^` the due date, each at the beginning of the line or after a space, and only with
  something directly behind it. So `a@b.org`, `2^10` and `Meet @ 3pm` are text, and so is a figure behind the
  first `@`: `Meet @3pm on Friday`. Behind a `^` there may be a space where all that follows is a date:
  `^ 6 Nov`.
- Once an owner has begun, `^` ends it wherever it stands, up to the end of its bracket: `@Priya^Friday`,
  `@Priya ^ Friday`, `@Priya (NHS)^Friday`.
- "by" at the end of a part says when, where all that follows is a date or "asap", and no `^` is there:
  `by Friday`, `@Priya by Friday`. Anything else after "by" is text. Behind an owner "on", "due", "for",
  "until", "in" and a comma do the same, and "asap" alone: `@Priya on Friday`, `@ICB, asap`.
- Owner and date may come in either order; each runs to the next marker or to the end of the line.
- A bracket in the owner's part is its body, `@Priya (NHS)`, or the body alone, `@(NHS)`. Brackets in it nest.
  What stands behind it goes on as text, so that `@Priya (NHS) Draft the protocol` says the same.
  Brackets anywhere else are text.
- A line without any text but that in the owner's part begins with the owner, as `owners.split_owner` says:
  `@Priya draft it ^30 Jan`. So does one with text in the date's part alone begin with that:
  `^30 Jan draft it @Priya`. A bracket with nothing in it, `@Priya draft it ()`, says that it is all owner.
- A backslash before a marker, a "by" that would count, or a bracket of the owner's part makes it text:
  `\@home`; behind an `@` it makes a figure a name: `@\111`. A backslash before anything else is a backslash,
  so paths stay as they are.
- A second `@` or `^` stays in the text and is remarked on: an action has one owner and one date.

What stands for a date and is none is kept as words. Names are found as `sessions.owners` says.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sessions import dates
from sessions.owners import Names, find_owner, split_owner

_PLACE = re.compile(r"(?<!\S)(\\*)(@(?=\S)|\^)")
"""Where a marker can stand, and the backslashes that make it text. One is taken away, or added, at a time."""
_ANY = re.compile(r"(\\*)([@^])")
_DATE_MARK = re.compile(r"\\*\^")
_BRACKET = re.compile(r"(\\*)([()])")
_FIGURE = re.compile(
    r"[£$€]?[0-9][0-9.:,]*(?:%|[apAP]\.?[mM]\b|h|hrs?|k|m|p|o'clock)?(?!\w)|(?:noon|midday|midnight)\b"
)
"""What behind an `@` is a time or a price, and nobody's name."""
_FIGURE_AS_NAME = re.compile(rf"\\*(?:{_FIGURE.pattern})")
_WORD = re.compile(r"(?<!\S)(\\*)(?=[^\s\\])")
"""Where a word begins, and the backslashes before it."""
_BY = re.compile(r"by\s", re.IGNORECASE)
_BEHIND_OWNER = re.compile(r"(?:by|on|due|for|until|no later than)\s", re.IGNORECASE)
_IN = re.compile(r"(?:in|within)\s", re.IGNORECASE)
_LONGEST = 50_000  # characters of a line that is taken apart; so long a text is refused where it is recorded
_LONGEST_DATE = 60  # characters behind a "by" that may be a date
LONG_OWNER = 4
"""Words in an owner beyond which it is more likely that a sentence went on."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What a line was understood to say. Empty text means that a part was not given."""

    text: str
    owner: str = ""
    body: str = ""
    due: dt.date | None = None
    due_words: str = ""
    """When it is due, where that is no date; beside a date, that of the next meeting."""
    problem: str | None = None
    """What is not right, or not finished, for the person who types; None where all was understood."""
    which: tuple[str, ...] = ()
    """Names of people or bodies that what was typed fits alike."""
    mistake: str = field(default="", compare=False)
    """Why what looks like a date is none; the words are kept all the same."""


def parse(
    line: str, since: dt.date, names: Names | None = None, *, next_meeting: dt.date | None = None
) -> ActionLine:
    """What `line` says, its date seen from `since`. Never raises: it runs on every keystroke."""
    if len(line) > _LONGEST:
        return ActionLine(line, problem="It is too long for an action")
    text, owner_part, date_part, doubled = _split(line)
    person, body, rest = _owner_and_body(owner_part)
    parts, by = [], ""
    for part in (text, person, rest):
        left, when = _without_when(part, keep=bool(date_part or by), is_owner=part is person)
        parts.append(left)
        by = by or when
    text, person, rest = parts
    if not text and _brackets(owner_part) is None:
        person, text = split_owner(person, names or Names())
        if not text:
            date_part, text = _split_date(date_part, since)
    due = dates.read_due(date_part or by, since, next_meeting)
    if names is not None and person.endswith(","):
        person = person[:-1].rstrip()
    owner = find_owner(person, body, names or Names())
    text = " ".join(piece for piece in (text, rest, *doubled) if piece)
    problem = None
    if doubled:
        kept = " and ".join(f"'{part}'" for part in doubled)
        stay = "stays" if len(doubled) == 1 else "stay"
        problem = f"One owner and one date for each action: {kept} {stay} text"
    elif not text and (owner.person or owner.body or due.day or due.words):
        problem = "What is to be done is not said yet"
    return ActionLine(text, owner.person, owner.body, due.day, due.words, problem, owner.which, due.mistake)


def compose(
    text: str,
    owner: str = "",
    body: str = "",
    due: dt.date | None = None,
    due_words: str = "",
    *,
    by_counts: bool = False,
) -> str:
    """The line that `parse` reads as exactly these (but for names that it finds), without outer space.

    With `by_counts`, a "by Friday" at the end of the text is left to be read as the date.
    """
    when = _marked(due_words) if due_words else dates.show(due) if due else ""
    plain = _with_when_as_text(text, only_escaped=bool(when) or by_counts)
    pieces = [_PLACE.sub(lambda mark: mark[0] if _is_figure(mark) else "\\" + mark[0], plain)]
    # Nothing in brackets says that no text stands in what follows.
    all_owner = not text and not body and max(len(owner.split()), len(when.split())) > 1
    if owner or body or all_owner:
        as_text = _with_when_as_text(owner, only_escaped=bool(when), is_owner=True)
        as_text = "\\" + as_text if _FIGURE_AS_NAME.match(as_text) else as_text
        name = _marked(_BRACKET.sub(r"\\\g<0>", as_text), in_owner=True)
        bracket = _marked(_bracketed(body), in_owner=True) if body or all_owner else ""
        pieces.append(f"@{name}{' ' if name and bracket else ''}{bracket}")
    if when:
        pieces.append(f"^{when}")
    return " ".join(piece for piece in pieces if piece)


def _marked(part: str, *, in_owner: bool = False) -> str:
    """What stands behind a marker, its own markers made text."""
    # The letter stands for the marker in front, so that one that begins the part is not taken for one.
    escaped = _PLACE.sub(
        lambda match: match[0] if in_owner and match[2] == "^" else "\\" + match[0], "x" + part
    )
    return (_DATE_MARK.sub(r"\\\g<0>", escaped) if in_owner else escaped)[1:]


def _split(line: str) -> tuple[str, str, str, tuple[str, ...]]:
    """(text, the owner's part, the date's part, parts of second markers), escapes of markers undone."""
    marks, escapes = _marks(line)
    starts = [*marks, len(line)]
    parts: dict[str, str] = {}
    doubled: list[str] = []
    for start, end in zip(marks, starts[1:], strict=True):
        part = _without(escapes, line, start, end).strip()
        if line[start] in parts:
            doubled.append(part)
        else:
            parts[line[start]] = part[1:].strip()
    return (
        _without(escapes, line, 0, starts[0]).strip(),
        parts.get("@", ""),
        parts.get("^", ""),
        tuple(doubled),
    )


def _marks(line: str) -> tuple[list[int], list[int]]:
    """(where markers stand, where backslashes stand that make one text)."""
    marks: list[int] = []
    escapes: list[int] = []
    owner_begun = False
    for match in _ANY.finditer(line):
        at = match.start(2)
        owner = marks[-1] if marks and line[marks[-1]] == "@" else None
        ends_owner = match[2] == "^" and owner is not None and _is_owners(line[owner + 1 : match.start()])
        if not (ends_owner or _PLACE.match(line, match.start())):
            continue
        if match[1]:
            escapes.append(at - 1)
        elif ends_owner or not (_is_apart(match) or (_is_figure(match) and not owner_begun)):
            marks.append(at)
            owner_begun = owner_begun or match[2] == "@"
    return marks, escapes


def _is_apart(mark: re.Match[str]) -> bool:
    """Whether it is a `^` with a space behind it, and no date behind that, up to the next marker."""
    behind = mark.string[mark.end() :]
    if mark[2] != "^" or (behind and not behind[0].isspace()):
        return False
    following = _PLACE.search(mark.string, mark.end())
    return not dates.follows_by(behind[: following.start() - mark.end()] if following else behind)


def _is_figure(mark: re.Match[str]) -> bool:
    """Whether it is an `@` with a time or a price behind it, and no backslash before it."""
    return mark[0] == "@" and _FIGURE.match(mark.string, mark.end()) is not None


def _is_owners(part: str) -> bool:
    """Whether an owner's part still goes on behind this: no bracket of it is closed, or nothing follows."""
    closing = _brackets(part)
    return closing is None or closing[2] == len(part) or not part[closing[2] :].strip()


def _without(escapes: Sequence[int], line: str, start: int, end: int) -> str:
    """The part of the line from `start` to `end`, without the characters at `escapes`, which rise."""
    here = escapes[bisect_left(escapes, start) : bisect_left(escapes, end)]
    return "".join(line[at + 1 : to] for at, to in zip((start - 1, *here), (*here, end), strict=True))


def _whens(part: str, *, is_owner: bool) -> Iterator[re.Match[str]]:
    """Where words begin, the "by" among them, that say when, up to the end of a part."""
    for word in _WORD.finditer(part):
        if len(part) - word.end() > _LONGEST_DATE:
            continue
        said = part[word.end() :]
        if led := (_BEHIND_OWNER if is_owner else _BY).match(said):
            counts = dates.follows_by(said[led.end() :])
        elif is_owner and (_IN.match(said) or part[: word.start()].rstrip().endswith(",")):
            counts = dates.follows_by(said)
        else:
            counts = is_owner and word.start() > 0 and dates.is_whenever(said)
        if counts:
            yield word


def _without_when(part: str, *, keep: bool, is_owner: bool) -> tuple[str, str]:
    """(a part without its "by Friday", "Friday"); with `keep`, and for one that is escaped, it stays text."""
    if (match := next(_whens(part, is_owner=is_owner), None)) is None:
        return part, ""
    before, after = part[: match.start()], part[match.end() :]
    if match[1]:
        return before + part[match.start() + 1 :], ""
    if keep:
        return part, ""
    led = (_BEHIND_OWNER if is_owner else _BY).match(after)
    return before.rstrip().removesuffix(",").rstrip(), after[led.end() if led else 0 :].strip()


def _with_when_as_text(part: str, *, only_escaped: bool, is_owner: bool = False) -> str:
    match = next(_whens(part, is_owner=is_owner), None)
    if match is None or (only_escaped and not match[1]):
        return part
    return f"{part[: match.start()]}\\{part[match.start() :]}"


def _split_date(part: str, since: dt.date) -> tuple[str, str]:
    """("30 Jan", "draft it") of "30 Jan draft it": the longest beginning that is a date, and what is left."""
    for word in reversed(list(_WORD.finditer(part[:_LONGEST_DATE]))):
        when = part[: word.start()].strip()
        if when and (dates.follows_by(when) or dates.read_due(when, since).day):
            return when, part[word.start() :]
    return part, ""


def _brackets(part: str) -> tuple[int, int, int] | None:
    """(where the first bracket opens, where what stands in it ends, where the part goes on), or None."""
    brackets = [match for match in _BRACKET.finditer(part) if not match[1]]
    opening = next((match for match in brackets if match[2] == "("), None)
    if opening is None:
        return None
    depth = 0
    for match in brackets[brackets.index(opening) :]:
        depth += 1 if match[2] == "(" else -1
        if depth == 0:
            return opening.start(), *match.span()
    return opening.start(), len(part), len(part)


def _owner_and_body(part: str) -> tuple[str, str, str]:
    """(owner, body, what stands behind the bracket) of the owner's part."""
    part = part[1:] if part.startswith("\\") and _FIGURE_AS_NAME.match(part) else part
    if (found := _brackets(part)) is None:
        return _unescaped(part), "", ""
    opening, close, after = found
    return _unescaped(part[:opening]), _unescaped(part[opening + 1 : close]), part[after:].strip()


def _unescaped(part: str) -> str:
    """A part of the line with one backslash less before each bracket that has any."""
    return _BRACKET.sub(lambda match: match[1][1:] + match[2], part).strip()


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
