"""What is said of a file before it is taken, a line each, for the screen and the shell alike.

Never what somebody answered: the room may look on.
"""

from collections.abc import Iterable, Iterator, Sequence

from sessions.imports.faults import MOST_TOLD, Fault
from sessions.imports.people import PeopleList, namesakes
from sessions.record import Session
from sessions.words import number_of


def fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    """What keeps a file from being taken, and under it how to mend it."""
    hint = ""
    for fault in faults[:MOST_TOLD]:
        if hint and hint != fault.hint:
            yield f"  {hint}"
        hint = fault.hint
        yield str(fault)
    if hint:
        yield f"  {hint}"
    if len(faults) > MOST_TOLD:
        yield f"and {len(faults) - MOST_TOLD} more like these"


def people_lines(session: Session, found: PeopleList, *, with_partners: bool) -> Iterator[str]:
    """What else is to be known of a list of people, besides who is new."""
    if found.known:
        yield f"On the list already: {_some(row.name for row in found.known)}."
    for row, above in found.twice:
        yield f"Row {row} is row {above.row} again: {above.name}."
    for name in namesakes(session, found):
        yield f"There will be two of this name, of different bodies: {name}."
    for body, name in found.understood:
        yield f"“{body}” is taken as {name}."
    for body in found.new_bodies:
        many = sum(row.body.casefold() == body.casefold() for row in found.new)
        if with_partners:
            yield f"{body} becomes a partner, with {number_of(many, 'person', 'people')} of the list."
        else:
            who = "one person is" if many == 1 else f"{many} people are"
            yield f"{body} is no partner of this session: {who} taken without one."
    for row in found.forgotten:
        yield f"Row {row} is somebody who was taken out of this record, and stays out."
    if found.not_read:
        yield f"Columns that are not read: {_some(found.not_read)}."


def _some(names: Iterable[str], most: int = 6) -> str:
    """ "A, B, C and 4 more"."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
