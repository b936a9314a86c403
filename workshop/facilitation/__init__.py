"""The use cases of a workshop, behind the screens and the command line alike. No Textual here.

`Facilitation` is one open session. Every change goes the same way: a pure edit makes the new record,
the record is saved, and only then does anybody get to see it. A change that cannot be saved raises
`Problem` and leaves record and file as they were.
"""

from workshop.facilitation.answers import Answers
from workshop.facilitation.clock import Clock, utc_now
from workshop.facilitation.desk import Change, History
from workshop.facilitation.details import Details
from workshop.facilitation.notes import Notes
from workshop.facilitation.pace import Pace
from workshop.facilitation.prepare import Draft, default_title, start, template_of
from workshop.facilitation.room import Room
from workshop.facilitation.votes import Votes


class Facilitation(Answers, Votes, Notes, Pace, Details, Room):
    """One open session, with undo. Use as a context manager, so that the file's lock is released."""


__all__ = [
    "Change",
    "Clock",
    "Draft",
    "Facilitation",
    "History",
    "default_title",
    "start",
    "template_of",
    "utc_now",
]
