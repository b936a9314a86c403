"""What is typed for a change: numbers, and whether the change can be made of it."""

from collections.abc import Callable

from sessions.problem import Problem


def refusal(change: Callable[[], object]) -> str:
    """What is wrong with a change, tried on nothing that is kept; empty where it can be made."""
    try:
        change()
    except Problem as problem:
        return str(problem)
    return ""


def whole_number(text: str, allowed: str) -> int:
    """The number that was typed. Raises Problem, which says what is `allowed`."""
    kept = text.strip()
    if not kept:
        raise Problem("There is no number yet", hint=allowed)
    if not (kept.isascii() and kept.isdecimal()):
        raise Problem(f"{kept[:40]!r} is not a whole number", hint=allowed)
    return int(kept[:6])
