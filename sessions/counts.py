"""A show of hands, typed in one line: how many for each level, lowest first, then how many don't know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sessions.problem import Problem

MOST = 999
"""More hands than any room holds: a larger number is a slip of the finger."""


def parse_dots(text: str, labels: Sequence[str], dots: int) -> dict[str, int]:
    """Dots by label, typed as the labels they go to: `3 7 7` is one dot on 3 and two on 7; so is `3 7x2`.

    `labels` are what the candidates are called, such as "1.6" or "A3"; upper and lower case are alike.
    Raises Problem for a label that is not there or for more than `dots` in all.
    """
    known = {label.casefold(): label for label in labels}
    counts: dict[str, int] = {}
    for part in re.split(r"[\s,;]+", text.strip()):
        if not part:
            continue
        label, many = part.casefold(), 1
        if label not in known and (times := re.fullmatch(r"(.+?)[x*]([0-9]{1,2})", label)):
            label, many = times[1], int(times[2])
        if label not in known:
            raise Problem(
                f"{part!r} is not on the list", mend="Type the numbers that stand before the lines."
            )
        counts[known[label]] = counts.get(known[label], 0) + many
    total = sum(counts.values())
    if total > dots:
        raise Problem(f"{total} dots, but each partner has {dots}", mend=f"Take {total - dots} off.")
    return {label: many for label, many in counts.items() if many}


def how_many(text: str) -> int:
    """How many numbers are typed in a line that `parse` reads, whatever they are."""
    return len(_parts(text))


def _parts(text: str) -> list[str]:
    typed = text.strip()
    parts = re.split(r"[\s,;]+", typed) if re.search(r"[\s,;]", typed) else list(typed)
    return [part for part in parts if part]


def parse(text: str, top: int) -> tuple[tuple[int, ...], int]:
    """(counts, don't-knows) for a scale of `top` levels.

    Numbers are set apart by spaces or commas: `0 1 12 2 0`. Without any, each digit is a level's count:
    `01320`. One number more than there are levels is the don't-knows. Levels left out at the end have none.
    Raises Problem for anything else.
    """
    parts = _parts(text)
    if not parts:
        raise Problem("No hands were counted", mend="Type how many for each level, such as 0 1 3 2 0.")
    odd = next((part for part in parts if not re.fullmatch(r"[0-9]+", part)), None)
    if odd is not None:
        raise Problem(f"{odd!r} is not a number of hands", mend="Type whole numbers, such as 0 1 3 2 0.")
    if len(parts) > top + 1:
        raise Problem(
            f"{len(parts)} numbers for {top} levels",
            mend=f"Type {top} numbers, and one more for those who don't know.",
        )
    large = next((part for part in parts if len(part.lstrip("0")) > len(str(MOST))), None)
    if large is not None:
        raise Problem(
            f"{large} hands are too many", mend=f"At most {MOST} a level; put spaces between levels."
        )
    numbers = [int(part) for part in parts]
    numbers += [0] * (top + 1 - len(numbers))
    return tuple(numbers[:top]), numbers[top]
