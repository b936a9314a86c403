"""Short forms of partners' names, made of nothing but their own words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from workshop.cells import cells, folded

_ADDED = re.compile(r",|:| of | for | in | at | with | who ")
"""Where what a body is called ends, and what it is for begins."""
_BRACKETS = re.compile(r"\([^)]*\)")  # what stands in brackets
_JOINING = frozenset(("and", "&", "of", "for", "the", "in", "with", "to"))  # words that are no name
MOST_LINES = 3  # most lines that a name takes in a column


def shortened(names: Sequence[str], width: int, place: str = "") -> dict[str, str] | None:
    """Name → a form of it of at most `width` cells, each its own; None where there is no such set.

    Tried in this order: the name; what stands in brackets; the name up to a comma or "of" or the like; that
    without the words of `place`; that without the words that other names begin with too; of what is left
    the first word where it is an abbreviation, the last two or the last where they have capitals, the
    first, the last. What stands in another's name too is no form of either. Initials that nobody in the
    room uses are not made up.
    """
    short: dict[str, str] = {}
    for name in names:
        forms = _forms(name, names, place)
        form = next((form for form in forms if cells(form) <= width), None)
        if form is None:
            return None
        short[name] = form
    return short if len(set(short.values())) == len(short) else None


def in_lines(name: str, suffix: str, known: Iterable[str], room: int, place: str = "") -> list[str] | None:
    """A name and its `suffix` on lines of at most `room` cells, among all names that are `known`.

    Words of `place` and those that other names begin with too may be left out, where that takes fewer lines;
    nothing else is, and no word is broken. None where it needs more than MOST_LINES.
    """
    ways = [_wrapped(form + suffix, room) for form in _forms(name, known, place, whole=True)]
    return min((lines for lines in ways if 0 < len(lines) <= MOST_LINES), key=len, default=None)


def _forms(name: str, known: Iterable[str], place: str, *, whole: bool = False) -> Iterator[str]:
    """The name, and those of its forms, the best first, that have words that no other name has so.

    `whole`: only those in which nothing but what says nothing in this room is left out.
    """
    place_words = {word.casefold() for word in re.findall(r"\w+", place)} - _JOINING
    others = [other for other in known if other != name]
    # Without the words of the place, two names that differ in those alone would be the same.
    elsewhere = (
        _telling(_BRACKETS.sub(" ", other).split() or other.split(), (), place_words)[0] for other in others
    )
    spoken = [_spoken(form) for form in (*others, *elsewhere)]
    for form in (_whole_forms if whole else _short_forms)(name, others, place_words):
        alone = not any(_spoken(form) in other for other in spoken)
        if form and (alone or form == " ".join(name.split())):
            yield form


def _spoken(name: str) -> str:
    """The words of a name without case and brackets, each with a space on both sides."""
    return f" {' '.join(re.sub(r'[(),:;/]', ' ', name).split()).casefold()} "


def _wrapped(text: str, room: int) -> list[str]:
    """`text` on lines of `room` cells, all but the first set in by a space; none where a word is too long."""
    if cells(text) <= room:
        return [text]
    if room < MOST_LINES or any(cells(word) > room - 1 for word in text.split()):
        return []
    first, *rest = folded(text, room - 1)
    return [first, *(f" {line}" for line in rest)]


def _whole_forms(name: str, others: Sequence[str], place_words: set[str]) -> Iterator[str]:
    words = _BRACKETS.sub(" ", name).split() or name.split()
    yield from (" ".join(name.split()), *_telling(words, others, place_words), _in_brackets(name))


def _short_forms(name: str, others: Sequence[str], place_words: set[str]) -> Iterator[str]:
    words = _ADDED.split(_BRACKETS.sub(" ", name))[0].split() or [name]
    elsewhere, telling = _telling(words, others, place_words)
    yield from (" ".join(name.split()), _in_brackets(name), " ".join(words), elsewhere, telling)
    own = telling.split() or [name]  # of a name without a word, itself
    first, *_, last = own * 2
    if len(first) > 1 and first.isupper():
        yield first
    if len(own) > 2 and own[-2][0].isupper() and last[0].isupper():
        yield " ".join(own[-2:])
    if last[0].isupper():
        yield last
    yield from (word for word in (first, last) if word.casefold() not in _JOINING)


def _in_brackets(name: str) -> str:
    brackets = re.search(r"\(([^()]+)\)", name)
    return brackets[1].strip() if brackets else ""


def _telling(words: list[str], others: Sequence[str], place_words: set[str]) -> tuple[str, str]:
    """(the words of a name without those of the place, and of these without what others begin with too)."""
    elsewhere = _trimmed([word for word in words if word.casefold() not in place_words]) or words
    shared = max((_begin_alike(words, other.split()) for other in others), default=0)
    own = _trimmed([word for word in words[shared:] if word.casefold() not in place_words])
    return " ".join(elsewhere), " ".join(own or elsewhere)


def _trimmed(words: list[str]) -> list[str]:
    """Words without "and" and the like at the ends."""
    while words and words[0].casefold() in _JOINING:
        words = words[1:]
    while words and words[-1].casefold() in _JOINING:
        words = words[:-1]
    return words


def _begin_alike(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words two names have in common at their beginning."""
    pairs = zip(words, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), pairs))
