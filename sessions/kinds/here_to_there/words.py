"""Pairs in words: where we were, are and want to be, how far it has moved and is to go. Pure."""

from collections.abc import Callable, Mapping

from sessions import words
from sessions.analysis.items import Stand
from sessions.kinds.here_to_there.records import Pair, When

Say = Callable[[float], str]
"""How so many levels are said."""
NAMES: Mapping[When, str] = {"were": "were", "are": "are", "want": "want to be"}
HEADS: Mapping[When, str] = {"were": "We were", "are": "We are", "want": "We want to be"}
SIGNS: Mapping[When, str] = {"were": "○", "are": "●", "want": "◆"}
NOT_COMPARABLE = "not comparable with the others: other levels"


def stand(stand: Stand) -> str:
    """ "3" where the room settled; "2½ (median of 4 answers)"."""
    if stand.level is not None:
        return str(stand.level)
    count = words.number_of(stand.spread.n, "answer", "answers")
    return f"{words.half_levels(stand.value)} (median of {count})"


def places(pair: Pair) -> str:
    """ "were at 1½ (median of 4 answers), are at 3"."""
    return ", ".join(f"{NAMES[when]} at {stand(own)}" for when, own in pair.stands)


def figure(distance: float) -> str:
    """ "1", "1½", "½"."""
    return words.half_levels(distance).removeprefix("0")


def levels(distance: float) -> str:
    """ "1 level", "1½ levels", "½ level"."""
    return f"{figure(distance)} level{'' if distance <= 1 else 's'}"


def moved(pair: Pair, say: Say = levels) -> str:
    """ "moved 1½ levels", "moved back 1 level", "has not moved"; empty where it is not known."""
    if pair.moved is None:
        return ""
    if not pair.moved:
        return "has not moved"
    return f"moved {'back ' if pair.moved < 0 else ''}{say(abs(pair.moved))}"


def to_go(pair: Pair, say: Say = levels) -> str:
    """ "2 levels to go", "there already", "1 level beyond"; empty where it is not known."""
    if pair.to_go is None:
        return ""
    if not pair.to_go:
        return "there already"
    return f"{say(abs(pair.to_go))} {'to go' if pair.to_go > 0 else 'beyond'}"


def way(pair: Pair, say: Say = levels) -> str:
    """ "moved 1 level, 2 levels to go"; with `figure`, "moved 1, 2 to go"; empty where neither is known."""
    return ", ".join(filter(None, (moved(pair, say), to_go(pair, say))))
