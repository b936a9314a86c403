"""What the room sees of a stop of the agenda, as plain data: pure functions of the record and the time.

Before anything else the record is cut to what has been revealed (`revealed_only`); all that says a level or
a dot is worked out from that, so that an answer cannot reach the wall before its reveal.
"""

from workshop.wall.model import (
    Draft,
    Entry,
    Named,
    Picture,
    Standing,
    Time,
    Tone,
    Voice,
    Wall,
)
from workshop.wall.shown import (
    shown,
)
from workshop.wall.stops import (
    wall,
)

__all__ = [
    "Draft",
    "Entry",
    "Named",
    "Picture",
    "Standing",
    "Time",
    "Tone",
    "Voice",
    "Wall",
    "shown",
    "wall",
]
