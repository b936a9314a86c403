"""Figures as people type them, such as "about 20,300" or "1.5 million", and what they stand for. Pure."""

import re
from fractions import Fraction

from sessions.problem import Problem

_APART = re.compile(r"[;\n]+|,\s+")
"""What stands between two figures: a comma alone may stand inside one."""
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<times>(?:k|m|bn|hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_LARGE = re.compile(r"(?<![0-9.,])[1-9][0-9]{4,59}(?![0-9,])")
_TIMES = {
    **{"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "hundred": 100},
    **{"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000},
}
MOST = 200
"""Figures of one guess: more than any room has people."""
LONGEST = 60
"""Characters of a figure with its unit."""


def parse(text: str) -> tuple[str, ...]:
    """The figures in a text, as they were typed: "10; 1,200" or "10, 1,200" are two. Raises Problem."""
    figures = tuple(" ".join(part.split()) for part in _APART.split(text) if part.strip())
    for figure in figures:
        if _NUMBER.search(figure) is None:
            hint = "Type a number, such as 40 per cent or 12,000."
            raise Problem(f"There is no figure in {figure[:LONGEST]!r}", hint=hint)
        if len(figure) > LONGEST:
            hint = f"A figure and its unit, at most {LONGEST} characters."
            raise Problem("That is more than a figure", hint=hint)
    if len(figures) > MOST:
        raise Problem(f"{len(figures)} figures in one guess", hint=f"At most {MOST}.")
    return figures


def value_of(figure: str) -> Fraction | None:
    """The first number in a figure; None without one, or where it has more digits than any figure has."""
    found = _NUMBER.search(figure)
    if found is None or len(found["number"]) > LONGEST:
        return None
    times = _TIMES.get((found["times"] or "").casefold(), 1)
    return Fraction(found["number"].replace(",", "")) * times


def grouped(text: str) -> str:
    """`text` with the thousands of its large numbers apart: "20,000" for "20000"; years stay as they are."""
    return _LARGE.sub(lambda match: f"{int(match[0]):,}", text)
