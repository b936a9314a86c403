"""Bringing in what was written elsewhere: reading the files, and what of them is taken. Knows no screen."""

from pathlib import Path

from sessions.edit import Edit
from sessions.imports.people import PeopleList, add_people, read_people
from sessions.record import Session
from sessions.sheets import read_sheet
from workshop.suggestions import guess_sector


def people_in(session: Session, path: Path) -> PeopleList:
    """The people listed in a file. Raises Problem where it is no table."""
    return read_people(read_sheet(path, "a list of people"), session, path.name)


def people_edit(found: PeopleList, *, with_partners: bool) -> Edit:
    """The change that takes those who are new, and with them the bodies that are no partners yet."""
    bodies = found.new_bodies if with_partners else ()
    return add_people(found.new, [(body, guess_sector(body)) for body in bodies])
