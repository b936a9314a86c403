"""What was done with a record as a whole: opened again, approved, somebody taken out of it."""

import datetime as dt

from pydantic import AwareDatetime, Field

from sessions.rows import Record, new_uid


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
    """The act of approving a final record as the minutes, at a later meeting."""

    of: AwareDatetime
    """When the record had been made final that was approved."""
    on: dt.date | None = None
    """The day of the meeting that approved it."""
    by: str = ""
    amendments: tuple[str, ...] = ()
    """What was to be read otherwise; empty where it was approved as it stood."""
    at: AwareDatetime
    """When this was recorded."""


class NameMark(Record):
    """A name that nobody can read from it: what tells that a name is this one, with the salt beside it."""

    digest: str
    """As `sessions.store.forgotten.digest_of` makes it."""
    words: int = Field(ge=1)
    """How many words the name has."""
    as_owner: bool = False
    """Whether it means the person only where it is the whole of an action's owner."""


class Forgotten(Record):
    """What is left of a person who was taken out of the record, so that no older copy brings them back."""

    uid: str = Field(default_factory=new_uid)
    salt: str
    names: tuple[NameMark, ...] = ()
    people: tuple[str, ...] = ()
    """Identities of the rows that were theirs on the list of people."""
    by: str
    """What stands in the place of the name."""
    at: AwareDatetime


class HandOver(Record):
    """When the session went to another laptop, in one file."""

    uid: str = Field(default_factory=new_uid)
    author: str = ""
    """Id of the laptop that handed it over."""
    counter: int = Field(ge=0)
    """The session's counter then."""
    digest: str
    """Of what the session said then: see `sessions.handing.digest_of`."""
    to: str = ""
    """The folder that the file was written to."""
    at: AwareDatetime
    ended: bool = False
    """Whether it was taken over by the laptop that this is, or taken back."""
