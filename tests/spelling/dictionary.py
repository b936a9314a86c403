"""A Hunspell dictionary as a set of words: every stem with the affixes that its flags allow.

`en-GB.dic` and `en-GB.aff` are the British English word list of SCOWL with "-ise" spellings, one spelling a
word, under the terms in `en-GB.licence`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Affix(NamedTuple):
    """One rule: where a word ends (or begins) like `condition`, `strip` goes and `add` comes."""

    is_prefix: bool
    crosses: bool
    """Whether it goes with affixes of the other end."""
    strip: str
    add: str
    condition: re.Pattern[str]

    def onto(self, word: str) -> str | None:
        """The word with it; None where it does not go with the word."""
        if not self.condition.search(word):
            return None
        if self.is_prefix:
            return self.add + word[len(self.strip) :]
        return word[: len(word) - len(self.strip)] + self.add


@cache
def dictionary() -> frozenset[str]:
    """Every word of the dictionary, and of our own list."""
    affixes = _affixes((FOLDER / "en-GB.aff").read_text(encoding="utf-8"))
    stems = (FOLDER / "en-GB.dic").read_text(encoding="utf-8").splitlines()[1:]
    words = {word for line in stems for word in _forms(*line.partition("/")[::2], affixes)}
    return frozenset(words) | own()


@cache
def own() -> frozenset[str]:
    """The names, abbreviations and terms that no dictionary has; what follows a # is a remark."""
    lines = (FOLDER / "our-words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def is_right(word: str) -> bool:
    """Whether a word is spelled as the dictionary has it; a capital at its start is no mistake."""
    known, whole = dictionary(), word.removesuffix("'s")
    forms = (word, whole, whole[:1].lower() + whole[1:] if whole[:1].isupper() else "")
    return any(form in known for form in forms) or (word.isupper() and _in_capitals(word))


def _in_capitals(word: str) -> bool:
    """Whether it is a word of the dictionary that is written large, and no abbreviation."""
    return len(word) > 2 and {word.lower(), word.capitalize()} & dictionary() != set()


def _affixes(text: str) -> dict[str, list[Affix]]:
    affixes: dict[str, list[Affix]] = {}
    crosses: dict[str, bool] = {}
    for kind, flag, first, *rest in (
        line.split() for line in text.splitlines() if line[:3] in ("PFX", "SFX")
    ):
        if len(rest) == 1:  # the head of a group: whether it crosses, and how many rules it has
            crosses[flag] = first == "Y"
            continue
        strip, add, condition = ("" if first == "0" else first), ("" if rest[0] == "0" else rest[0]), rest[1]
        pattern = re.compile(f"^{condition}" if kind == "PFX" else f"{condition}$")
        affixes.setdefault(flag, []).append(Affix(kind == "PFX", crosses[flag], strip, add, pattern))
    return affixes


def _forms(stem: str, flags: str, affixes: dict[str, list[Affix]]) -> Iterator[str]:
    yield stem
    rules = [rule for flag in flags for rule in affixes.get(flag, ())]
    suffixed = [(rule, rule.onto(stem)) for rule in rules if not rule.is_prefix]
    for rule in (rule for rule in rules if rule.is_prefix):
        if (word := rule.onto(stem)) is not None:
            yield word
            both = (other.onto(word) for other, _ in suffixed if rule.crosses and other.crosses)
            yield from (word for word in both if word is not None)
    yield from (word for _, word in suffixed if word is not None)
