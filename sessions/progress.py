"""Progress of what takes a while: a callback that is told of it now and then, and that may stop it."""

from collections.abc import Callable

Progress = Callable[[int, int], object]
"""Is told (how many files or rows are done, of how many). It may raise StoppedEarly."""


class StoppedEarly(Exception):
    """Whoever asked has stopped it: what was gone through until then is not all."""


def untold(_done: int, _of: int) -> None:
    """For whoever needs not know how far it is."""
