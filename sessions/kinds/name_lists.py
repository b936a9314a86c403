"""What a field holds that is either a word for a group, such as "partners", or a list of names."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import PydanticCustomError


def word_or_names(value: Any, words: Sequence[str], least: int, most: int, tidy: Callable[[str], str]) -> Any:
    """One of the two words, or from `least` to `most` names that differ by more than case, each made tidy.

    Raises PydanticCustomError.
    """
    if value in words:
        return value
    names = tuple(value) if isinstance(value, list | tuple) else ()
    if all(isinstance(name, str) and name.strip() for name in names):
        kept = tuple(tidy(name) for name in names)
        if least <= len(kept) <= most and len({name.casefold() for name in kept}) == len(kept):
            return kept
    first, other = words
    expected = f"'{first}', '{other}' or a list of {least} to {most} different names"
    raise PydanticCustomError("literal_error", "should be {expected}", {"expected": expected})


def as_json(value: str | Sequence[str]) -> str | list[str]:
    """The word, or the list of names."""
    return value if isinstance(value, str) else list(value)
