"""Finding a person's whole name in a text, and never a part of another word or name. Pure.

"Ann" is not in "Annual", "Ann-Marie" or "Mary-Ann", but it is in "Ann’s". A name of several words is found in
capitals and small letters alike, with whatever space there is between its words; one of a single word only as
it is written, or in capitals: "Will" is not in "who will pay".
"""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterator

_APOSTROPHES = "'’ʼ`"
_HYPHENS = "-‐‑"
_WORD = re.compile(rf"[^\W_]+(?:[{_HYPHENS}{_APOSTROPHES}][^\W_]+)*")  # a hyphen first is no range
_LETTER = r"[^\W_]"  # an underscore parts words, as in "Priya_Shah"
_BEFORE = rf"(?<!{_LETTER})(?<!{_LETTER}[{_HYPHENS}{_APOSTROPHES}])"
_AFTER = rf"(?!{_LETTER})(?![{_HYPHENS}]{_LETTER})(?![{_APOSTROPHES}](?!s(?!{_LETTER})){_LETTER})"
_SHORTEST_PART = 2
_LIKE = 0.79
"""How alike two spellings are from which one may be a slip of the other, as `difflib` counts it."""
_LONG_ENOUGH = 4
"""Letters from which a word may be a slip of another: of shorter ones too many are alike."""
TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "cllr", "rev"))
_TITLE = rf"(?i:(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})\.?)"


def in_one_form(name: str) -> str:
    """A name as it is compared: its words with single spaces, in composed characters."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def words_in(name: str) -> tuple[str, ...]:
    """The words of a name, without titles: ("Priya", "Shah") of "Dr Priya Shah"."""
    words = tuple(_WORD.findall(in_one_form(name)))
    return tuple(word for word in words if word.casefold() not in TITLES) or words


def untitled(name: str) -> str:
    """A name in one form without a title before it: "Priya Shah" of "Dr Priya Shah"."""
    words = in_one_form(name).split()
    has_title = len(words) > 2 and words[0].rstrip(".").casefold() in TITLES
    return " ".join(words[1:] if has_title else words)


@functools.lru_cache(maxsize=64)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these names whole, a longer one before a shorter one."""
    named = [name for name in names if name.strip()]
    forms = {form for name in named for form in (in_one_form(name), untitled(name))}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(dict.fromkeys(part for form in longest for part in _alternatives(form)))
    return re.compile(f"{_BEFORE}(?:{_TITLE}\\s+)?(?:{either}){_AFTER}" if either else r"(?!)")


def _alternatives(form: str) -> Iterator[str]:
    """A name in composed characters and in decomposed ones."""
    for text in dict.fromkeys((form, unicodedata.normalize("NFD", form))):
        if len(text.split()) > 1:
            yield f"(?i:{_spaced(text)})"
        else:
            yield _spaced(text)
            yield _spaced(text.upper())


def _spaced(text: str) -> str:
    """A pattern of the words of a name, whatever stands between them and however they are hyphenated."""
    signs = {**dict.fromkeys(_APOSTROPHES, f"[{_APOSTROPHES}]"), **dict.fromkeys(_HYPHENS, f"[{_HYPHENS}]")}
    words = ("".join(signs.get(sign, re.escape(sign)) for sign in word) for word in text.split())
    return r"\s+".join(words)


def likely_in(name: str, text: str) -> Iterator[str]:
    """What may be the same person's name in a text, as it is spelled there; `name` itself is no such thing.

    That is: a part of it, its words joined or turned round, an initial and the surname, other accents,
    capitals or small letters, and slips of the pen.
    """
    parts = words_in(name)
    rest = pattern_of((name,)).sub("\n", unicodedata.normalize("NFC", text))
    joined = _joined(parts)
    yield from (match[0] for match in joined.finditer(rest))
    rest = joined.sub("\n", rest)
    tokens = [(match.start(), _without_s(match[0], parts)) for match in _WORD.finditer(rest)]
    spans: list[tuple[int, int]] = []
    for at, (start, token) in enumerate(tokens):
        if any(_may_be(token, part) for part in parts):
            begin, end = start, start + len(token)
            before = tokens[at - 1] if at else (0, "")
            initial = before[1] if len(before[1]) == 1 and before[1].isupper() else ""
            is_surname = len(parts) > 1 and _may_be(token, parts[-1])
            apart = rest[before[0] + len(before[1]) : start]
            if initial and is_surname and apart.strip(" .") == "" and initial == parts[0][:1].upper():
                begin = before[0]
            elif spans and rest[spans[-1][1] : start].isspace():
                begin = spans.pop()[0]  # words side by side are one spelling of the whole name
            spans.append((begin, end))
    yield from (rest[begin:end] for begin, end in spans)


def _without_s(token: str, parts: tuple[str, ...]) -> str:
    """A word without the "’s" behind it, unless a part of the name ends so itself."""
    is_part = any(_bare(token) == _bare(part) for part in parts)
    return token if is_part else re.sub(rf"[{_APOSTROPHES}]s\Z", "", token)


def _joined(parts: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a name joined, as in an address, or turned round: "Shah, Priya"."""
    if len(parts) < 2:
        return re.compile(r"(?!)")
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    return re.compile(rf"(?i)(?<!\w)(?:{first}[._]?{last}|{last},?\s+{first})(?!\w)")


def _may_be(token: str, part: str) -> bool:
    """Whether a word may be a part of a name, or a slip of it."""
    if len(part) < _SHORTEST_PART:
        return False
    ours, theirs = _bare(part), _bare(token)
    if ours == theirs:
        return len(part) > _SHORTEST_PART or token[:1].isupper()
    if min(len(ours), len(theirs)) < _LONG_ENOUGH or not token[:1].isupper():
        return False
    return difflib.SequenceMatcher(None, ours, theirs).ratio() >= _LIKE


def _bare(word: str) -> str:
    """A word in small letters without accents and apostrophes: "oneill" of "O’Neill"."""
    plain = unicodedata.normalize("NFKD", re.sub(f"[{_APOSTROPHES}]", "", word.casefold()))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
