"""What of an open session leaves the room. Knows no screen."""

from sessions.outputs.manifest import checksum
from workshop.desk import Desk


def checksum_of(desk: Desk) -> str:
    """The checksum of the record as it lies on disk; empty while that is not what is seen."""
    return "" if desk.unsaved is not None else checksum(desk.file.data)
