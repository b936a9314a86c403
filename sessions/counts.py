"""Hands and dots that were counted, typed in one line."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from sessions.problem import Problem

MOST = 999
"""More hands than any room holds: a larger number is a slip of the finger."""


def parse_dots(text: str, labels: Sequence[str], dots: int | None, called: str = "") -> dict[str, int]:
    """Dots by label, typed as the labels they go to: `3 7 7` is one dot on 3 and two on 7; so is `3 7:2`.

    `labels` are what the candidates are called, such as "1.6", "A3" or "Tip 1"; upper and lower case are
    alike, of a word before a number its beginning is enough (`tip 1`, `tip1` and `t1`), and the number alone
    where no other label has it.
    A total is typed as `tip 1: 14`; where labels are numbers alone, the word they are `called` by may stand
    before them. Raises Problem for a label that is not there, or for more than `dots` in all.
    """
    counts: Counter[str] = Counter()
    before = ""
    if called and not any(_word(label) for label in labels):
        text = re.sub(rf"\b{re.escape(called)}\s*(?=[0-9])", "", text, flags=re.IGNORECASE)
    parts = _parts(re.sub(" ?: ?", ":", " ".join(text.split())), apart=True)
    for place, part in enumerate(parts, start=1):
        typed, many = before + part.casefold(), 1
        meant = _meant(typed, labels)
        if not meant and (times := re.fullmatch(r"(.+?)(?:[x*]([0-9]{1,2})|:([0-9]{1,4}))", typed)):
            meant, many = _meant(times[1], labels), int(times[2] or times[3])
        if not meant and place < len(parts) and any(_word(label).startswith(typed) for label in labels):
            before = typed
            continue
        if len(meant) > 1:
            raise Problem(f"{typed!r} can be any of {', '.join(meant)}", hint="Type the word too.")
        if not meant:
            hint = "Type the numbers that stand before the lines."
            raise Problem(f"{typed!r} is not on the list", hint=hint)
        before = ""
        counts[meant[0]] += many
    if dots is not None and (total := counts.total()) > dots:
        raise Problem(f"{total} dots, but each partner has {dots}", hint=f"Take {total - dots} off.")
    return {label: many for label, many in counts.items() if many}


def _meant(typed: str, labels: Sequence[str]) -> list[str]:
    """The labels that can be meant: the one that is just this, or those with that number and such a word."""
    meant = []
    for label in labels:
        word, number = _word(label), label.casefold().split()[-1]
        if typed == word + number:
            return [label]
        bare = number.lstrip(f"{string.ascii_lowercase}+")
        if typed == bare or (typed.endswith(number) and word.startswith(typed[: len(typed) - len(number)])):
            meant.append(label)
    return meant


def _word(label: str) -> str:
    """What stands before the number of a label, in small letters and without spaces."""
    return "".join(label.casefold().split()[:-1])


def how_many(text: str) -> int:
    """How many numbers are typed in a line that `parse` reads, whatever they are."""
    return len(_parts(text))


def _parts(text: str, *, apart: bool = False) -> list[str]:
    """What stands between spaces and commas; where there are none, and not `apart`, every character."""
    typed = text.strip()
    parts = re.split(r"[\s,;]+", typed) if apart or re.search(r"[\s,;]", typed) else typed
    return [part for part in parts if part]


def parse(text: str, top: int) -> tuple[tuple[int, ...], int]:
    """(counts, don't-knows) for a scale of `top` levels.

    Numbers are set apart by spaces or commas: `0 1 12 2 0`. Without any, each digit is a level's count:
    `01320`. One number more than there are levels is the don't-knows. Levels left out at the end have none.
    Raises Problem for anything else.
    """
    parts = _parts(text)
    if not parts:
        raise Problem("No hands were counted", hint="Type how many for each level, such as 0 1 3 2 0.")
    odd = next((part for part in parts if not re.fullmatch(r"[0-9]+", part)), None)
    if odd is not None:
        raise Problem(f"{odd!r} is not a number of hands", hint="Type whole numbers, such as 0 1 3 2 0.")
    if len(parts) > top + 1:
        hint = f"Type {top} numbers, and one more for those who don't know."
        raise Problem(f"{len(parts)} numbers for {top} levels", hint=hint)
    large = next((part for part in parts if len(part.lstrip("0")) > len(str(MOST))), None)
    if large is not None:
        hint = f"At most {MOST} a level; put spaces between levels."
        raise Problem(f"{large} hands are too many", hint=hint)
    numbers = [int(part) for part in parts]
    numbers += [0] * (top + 1 - len(numbers))
    return tuple(numbers[:top]), numbers[top]


def parse_votes(text: str) -> tuple[int, int, int] | None:
    """(for, against, abstaining), typed as `7-2-1`, `7 2 1` or `7/2/1`; None for an empty text.

    Numbers left out at the end are nought. Raises Problem for anything else, and where nobody voted.
    """
    parts = [part for part in re.split(r"[\s,;:/‐‑–—-]+", text.strip()) if part]
    if not parts:
        return None
    if len(parts) > 3 or any(not re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
        what = f"{text.strip()!r} is no count of votes"
        raise Problem(what, hint="Type how many are for, against and abstaining, such as 7-2-1.")
    in_favour, against, abstaining = (int(part) for part in (*parts, "0", "0")[:3])
    if not in_favour + against + abstaining:
        raise Problem("Nobody voted", hint="Leave the count empty where nobody counted.")
    return in_favour, against, abstaining
