"""Clocks of a kind's own, besides that of the step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """A countdown inside a step, such as that of one person's turn."""

    what: str
    """A word for it, before the time: "turn"."""
    minutes: int
    places: tuple[str, ...]
    """Whose time counts: see `Spell`."""
