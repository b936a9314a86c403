"""The time, so that it can be handed in."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def local_time(moment: datetime) -> datetime:
    """`moment` by the clocks of the place; as it stands where none can show it, as in the year 9999."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):  # the last one on Windows, of what is before 1970
        return moment
