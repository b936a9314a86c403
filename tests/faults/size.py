"""How much is hurt: `FAULTS=20 uv run pytest tests/faults` does twenty times what every run does."""

from __future__ import annotations

import os

from tests.systems import WINDOWS

TIMES = max(1, int(os.environ.get("FAULTS", "1")))
"""By how much there is more of everything than in a usual run."""
SEED = int(os.environ.get("FAULTS_SEED", "5"))
"""What the moments and places are chosen by."""


def spread(number: int, most: int) -> list[int]:
    """At most `most` numbers below `number`, spread evenly; the first and the last are among them.

    On Windows a tenth of that, or four, since each child is a process that begins anew there.
    """
    most = max(4, most // 10) if WINDOWS else most
    if number <= most:
        return list(range(number))
    return sorted({round(at * (number - 1) / (most - 1)) for at in range(most)})
