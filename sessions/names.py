"""Finding the people and bodies that a shortened name can mean.

People are found by whole words of their names, first names before others. Bodies are found by whole words of
theirs, by what stands in brackets at the end, by any beginning, and by initials: BCC, or bcc, is Borsetshire
County Council. In the place of a person a beginning alone does not do: `@Care` may be somebody.
"""

import re
from collections.abc import Iterable, Sequence

_SMALL_WORDS = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "with"))
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_SURE_BEGINNING = 2
"""Letters from which the beginning of a word is no accident."""
_SURE_INITIALS = 3
"""From so many letters on, initials count in small letters too."""


def common(name: str) -> str:
    """What two ways to write a name have in common: it without case, wide spaces and "the"."""
    return _folded(name)


def people_called(typed: str, people: Sequence[str]) -> tuple[str, ...]:
    """The people who can be meant; several where it is in doubt."""
    folded = _folded(typed)
    same = [name for name in people if _is_called(folded, name)]
    first = [name for name in people if name.casefold().startswith(f"{folded} ")]
    return _first_of(same[:1], first if folded else (), _with_words(typed, people))


def bodies_called(typed: str, bodies: Sequence[str], *, beginnings: bool = True) -> tuple[str, ...]:
    """The bodies that can be meant; several where it is in doubt."""
    folded = _folded(typed)
    if not folded:
        return ()
    same = [name for name in bodies if _is_called(folded, name)]
    begun = [name for name in bodies if beginnings and name.casefold().startswith(folded)]
    by_initials = [name for name in bodies if _are_initials(typed.strip(), name)]
    return _first_of(same[:1], _with_words(typed, bodies), begun, by_initials)


def begun_by(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names with a word that begins so, for somebody who may not have typed it out."""
    folded = _folded(typed)
    if len(folded) < _SURE_BEGINNING or folded in _SMALL_WORDS or not folded.isalpha():
        return ()
    words = ((name, _WORD.findall(name.casefold())) for name in known)
    return tuple(name for name, of_name in words if any(word.startswith(folded) for word in of_name))


def _first_of(*choices: Iterable[str]) -> tuple[str, ...]:
    """The first of these that has any name, each name once."""
    return next((tuple(dict.fromkeys(names)) for names in choices if names), ())


def _folded(typed: str) -> str:
    return " ".join(typed.casefold().split()).removeprefix("the ")


def _is_called(folded: str, known: str) -> bool:
    """Whether it is this known name, or what stands in brackets at its end: "ICB"."""
    bracket = _IN_BRACKETS.search(known)
    return bool(folded) and folded in (
        " ".join(known.casefold().split()),
        _folded(known),
        bracket[1].casefold() if bracket else None,
    )


def _with_words(typed: str, known: Sequence[str]) -> list[str]:
    """The known names that have all the typed words side by side."""
    wanted = _WORD.findall(_folded(typed))
    if not set(wanted) - _SMALL_WORDS or _WORD.sub("", typed).strip(" .,&"):
        return []
    return [name for name in known if _stand_in(wanted, _WORD.findall(name.casefold()))]


def _stand_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    count = len(wanted)
    return any(list(words[at : at + count]) == list(wanted) for at in range(len(words) - count + 1))


def _are_initials(typed: str, name: str) -> bool:
    if len(typed) < 2 or not typed.isalpha() or not (typed.isupper() or len(typed) >= _SURE_INITIALS):
        return False
    words = _WORD.findall(_IN_BRACKETS.sub("", name))
    long_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return len(words) > 1 and any(
        typed.casefold() == "".join(word[0] for word in some).casefold() for some in (words, long_words)
    )
