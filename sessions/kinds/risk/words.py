"""Ratings of risks in words, for page, wall, summary and shell. Pure."""

from collections.abc import Callable, Sequence
from datetime import date

from sessions import words
from sessions.kinds.risk.records import HIGH, LEVELS, Rating, Risk
from sessions.record import Session
from sessions.spans import Line, plain

SHAPES = ("■", "◆", "○")
"""Signs of high, medium and low: so that it is not told by colour alone."""
CAUTION = "A matrix puts only few pairs in order for sure (Cox 2008): talk ties over."
"""How to read the order, in the room."""
_SOURCE = "(Cox, “What’s wrong with risk matrices?”, Risk Analysis 28, 2008)."
COX = f"A matrix puts only few pairs in order for sure: talk ties and neighbours over {_SOURCE}"
"""The same for the facilitator, with its source: doi 10.1111/j.1539-6924.2008.01030.x."""
ON_PAPER = f"A matrix puts only few pairs in order for sure: ties and neighbours may swap {_SOURCE}"
"""And in what is handed out, where nobody is asked to do anything."""
NOTHING = "no level yet"
"""Of what nobody has answered, and of what is not revealed."""
NO_ACTION = "▲ no action yet"
UNSETTLED = "?"
"""After the number of an item that the room has not settled on."""


def label(level: int) -> str:
    """ "high"."""
    return LEVELS[level - 1].label


def shaped(level: int) -> str:
    """ "■ high"."""
    return f"{SHAPES[level - 1]} {label(level)}"


def median(rating: Rating) -> str:
    """ "median 1½ of 4 answers"."""
    spread = rating.stand.spread
    return f"median {words.half_levels(spread.median)} of {words.number_of(spread.n, 'answer', 'answers')}"


def rating(rating: Rating) -> str:
    """ "high"; "high (not settled: median 1½ of 4)"; that there is no level yet."""
    if rating.level is None:
        spoke = rating.stand.spread.spoke
        return f"not known ({spoke} {'does' if spoke == 1 else 'do'} not know)" if spoke else NOTHING
    if rating.settled:
        return label(rating.level)
    return f"{label(rating.level)} (not settled: {median(rating)})"


def rating_in_room(rating: Rating) -> str:
    """ "high"; "high? (median 1½ of 4 answers)"."""
    if rating.level is None:
        return "not known" if rating.stand.spread.spoke else NOTHING
    return label(rating.level) + ("" if rating.settled else f"{UNSETTLED} ({median(rating)})")


def ratings(risk: Risk, say: Callable[[Rating], str] = rating) -> str:
    """ "likelihood high, impact medium (not settled: median 2 of 3)"; the likelihood alone has no name."""
    if risk.impact is None:
        return say(risk.likelihood)
    return f"likelihood {say(risk.likelihood)}, impact {say(risk.impact)}"


def mitigation(session: Session, risk: Risk, today: date) -> tuple[Line, ...]:
    """What is done about a risk, who sees to it and by when; that nothing is, about a high one."""
    actions = session.actions_from(risk.item_id)
    if not actions:
        return (plain(NO_ACTION),) if risk.level == HIGH else ()
    return tuple((*plain("→ "), *words.action_in_room(action, today)) for action in actions)


def place(risk: Risk) -> str:
    """ "2", or "2=" where the place is shared; empty for none."""
    return f"{risk.place}{'=' if risk.tied else ''}" if risk.place else ""


def number(session: Session, risk: Risk) -> str:
    """What the room calls it, with a sign where it is not settled: "3", "7?"."""
    return session.item(risk.item_id).number + ("" if risk.settled else UNSETTLED)


def numbers(session: Session, found: Sequence[Risk]) -> str:
    """ "3, 7 and 11"."""
    listed = [session.item(risk.item_id).number for risk in found]
    return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""
