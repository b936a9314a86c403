"""The people and bodies that a typed name can mean, where it fits several: one key goes through them."""

from sessions.actionline import ActionLine
from sessions.owners import Names, Owner


class Doubt:
    """The names that were offered last, and which of them stands there."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._offered = Owner()
        self._at = -1  # none of them so far

    def is_about(self, line: ActionLine) -> bool:
        """Whether it is in doubt who `line` names, or was until one of them was put there."""
        if line.which:
            self._offered, self._at = Owner(line.owner, line.body, line.which), -1
        return bool(line.which) or (self._at >= 0 and self._chosen == Owner(line.owner, line.body))

    def next(self) -> Owner:
        """The next of those who can be meant, and after the last the first; only while there is doubt."""
        self._at = (self._at + 1) % len(self._offered.which)
        return self._chosen

    @property
    def _chosen(self) -> Owner:
        return self._offered.taking(self._offered.which[self._at], self._names)
