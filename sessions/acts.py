"""What was done with a record as a whole after the meeting: opened again, and approved."""

import datetime as dt

from pydantic import AwareDatetime

from sessions.rows import Record


class Reopening(Record):
    """When a record that was final was opened again, by whom, and why; and what had been signed off."""

    reason: str
    at: AwareDatetime
    by: str = ""
    final_at: AwareDatetime | None = None
    """When it had been made final."""
    final_by: str = ""
    checksum: str = ""
    """Of the file as it was signed off; empty where nobody knew."""


class Approval(Record):
    """That a final record was approved as the minutes, at a later meeting."""

    of: AwareDatetime
    """When the record had been made final that was approved."""
    on: dt.date | None = None
    """The day of the meeting that approved it."""
    by: str = ""
    amendments: tuple[str, ...] = ()
    """What was to be read otherwise; empty where it was approved as it stood."""
    at: AwareDatetime
    """When this was recorded."""
