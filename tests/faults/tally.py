"""What came of a fault, counted: by each test, and printed by `python -m tests.faults`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields


class DoesNotOpen(AssertionError):
    """The session's file is damaged, or could not be changed."""


@dataclass
class Tally:
    """Counts that add up over runs. The last three are to be none."""

    hurt: int = 0
    """How often something was killed, refused or damaged."""
    acknowledged: int = 0
    """Changes that the program said were recorded, each looked for afterwards."""
    refused: int = 0
    """Changes that it said could not be saved, or still holds, and damage that it told of."""
    lost: int = 0
    """Of those that were acknowledged, those that are not there."""
    unopened: int = 0
    """Files that did not open afterwards, or could not be changed."""
    touched: int = 0
    """Files that are another one's and changed, or were left over."""

    def looked_for(self, acknowledged: int, lost: int = 0) -> None:
        """So many changes were acknowledged and looked for, and so many of them are not there."""
        self.acknowledged += acknowledged
        self.lost += lost

    def add(self, other: Tally) -> None:
        """Add up."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    @property
    def is_clean(self) -> bool:
        """Whether nothing is lost, closed or touched."""
        return not (self.lost or self.unopened or self.touched)

    def told(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)
