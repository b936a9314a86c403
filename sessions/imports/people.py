"""A list of people in a table, laid beside the session: who is new, who is known, whose body is a partner."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sessions.edit import edit
from sessions.edits.people import add_partner, set_people
from sessions.imports.columns import Who, folded, partners_called, who_columns
from sessions.imports.faults import Fault
from sessions.record import Session
from sessions.rows import Partner, Person, Sector
from sessions.sheets import Sheet
from sessions.store.forgotten import is_marked
from sessions.text import clean

HEAD_WITHIN = 10
"""Rows among which the head of a table is looked for: titles and dates may stand above it."""
LONGEST = 120
"""Characters of a name of a person or a body; what is longer is something else."""
EXPECTED = "A column has to be called Name, or First name and Surname. Organisation and Role are read, too."


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list: a row of it, as it will be taken."""

    row: int
    name: str
    role: str
    body: str
    """As typed; empty where none is named."""
    partner: Partner | None
    """The partner that this is; None where there is none of that name."""


@dataclass(slots=True)
class PeopleList:
    """What is in the table, sorted by what would come of it."""

    file: str
    new: list[Listed] = field(default_factory=list)
    known: list[Listed] = field(default_factory=list)
    """On the list of the session already."""
    twice: list[tuple[int, Listed]] = field(default_factory=list)
    """(row, the same person further up)."""
    forgotten: list[int] = field(default_factory=list)
    """Rows of people who were taken out of this record."""
    faults: list[Fault] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    """Heads of the columns that are left where they are."""

    @property
    def new_bodies(self) -> tuple[str, ...]:
        """Bodies of those who are new that are no partners, each once, as typed first."""
        bodies = {folded(row.body): row.body for row in reversed(self.new) if row.body and not row.partner}
        return tuple(reversed(bodies.values()))

    @property
    def understood(self) -> tuple[tuple[str, str], ...]:
        """(body as typed, the partner's name) where the two differ, each once."""
        pairs = {row.body: row.partner.name for row in self.new if row.partner is not None}
        return tuple((body, name) for body, name in pairs.items() if folded(body) != folded(name))


def read_people(sheet: Sheet, session: Session, file: str) -> PeopleList:
    """The people in a table. Without a head that names them, nobody is read: that is a fault."""
    found = PeopleList(file)
    top, columns = _head(sheet, found)
    if columns is None:
        return found
    of_role = {column: who for who, column in columns.items()}
    head = sheet.rows[top - 1]
    found.not_read = [
        clean(text, lines=False)
        for column, text in enumerate(head, start=1)
        if column not in of_role and text.strip()
    ]
    for last, cells in sheet.merged:
        if last > top:
            hint = "Take the merge apart in the spreadsheet, so that each row says it."
            found.faults.append(Fault(file, f"the cells {cells} are merged", hint, row=last))
    people: dict[str, list[Person]] = {}
    for person in session.people:
        people.setdefault(folded(person.name), []).append(person)
    first_rows: dict[tuple[str, str], Listed] = {}
    for row in range(top + 1, len(sheet.rows) + 1):
        listed = _row(sheet, session, file, row, columns)
        if isinstance(listed, Fault):
            found.faults.append(listed)
        elif listed is None:
            continue
        elif any(is_marked(listed.name, mark) for mark in session.forgotten):
            found.forgotten.append(row)
        elif any(_is_known(person, listed) for person in people.get(folded(listed.name), ())):
            found.known.append(listed)
        elif (above := first_rows.setdefault(_who(listed), listed)) is not listed:
            found.twice.append((row, above))
        else:
            found.new.append(listed)
    if not (found.new or found.known or found.forgotten or found.faults):
        found.faults.append(
            Fault(file, "there is nobody on this list", "Write a person in each row.", row=top)
        )
    return found


def _head(sheet: Sheet, found: PeopleList) -> tuple[int, Mapping[Who, int] | None]:
    """(row of the head, column of each thing that is read); no columns where there is none, which is told."""
    filled = [row for row, cells in enumerate(sheet.rows, start=1) if any(cell.strip() for cell in cells)]
    for row in filled[:HEAD_WITHIN]:
        columns = who_columns(sheet.rows[row - 1])
        if "name" not in columns and not {"first name", "surname"} <= columns.keys():
            continue
        doubled = {who: many for who, many in columns.items() if len(many) > 1}
        for who, many in doubled.items():
            hint = "Leave one of them, or give the other another head."
            found.faults.append(Fault(found.file, f"a second column of the {who}", hint, row, many[1]))
        return row, {who: many[0] for who, many in columns.items()}
    if not filled:
        found.faults.append(Fault(found.file, "the table is empty", EXPECTED))
        return 0, None
    first = ", ".join(clean(cell, lines=False)[:30] for cell in sheet.rows[filled[0] - 1][:5])
    found.faults.append(Fault(found.file, f"no column says who it is: {first}", EXPECTED, row=filled[0]))
    return 0, None


def _row(
    sheet: Sheet, session: Session, file: str, row: int, columns: Mapping[Who, int]
) -> Listed | Fault | None:
    """Who stands in a row, or why that is no person; None for an empty row."""

    def fault(who: Who, what: str, hint: str) -> Fault:
        return Fault(file, what, hint, row, columns[who])

    texts = {who: clean(sheet.cell(row, column), lines=False) for who, column in columns.items()}
    for who, column in columns.items():
        if (row, column) in sheet.formulas:
            hint = "Put the text itself there, in place of the formula."
            return fault(who, f"the {who} is a formula without a value", hint)
        if len(texts[who]) > LONGEST:
            return fault(who, f"{len(texts[who])} characters are no {who}", f"At most {LONGEST}.")
    whole = texts.get("name") or f"{texts.get('first name', '')} {texts.get('surname', '')}"
    name, body = " ".join(whole.split()), texts.get("organisation", "")
    if not name and any(texts.values()):
        of_name: Who = "name" if "name" in columns else "surname"
        return fault(of_name, "there is no name in this row", "Write who it is, or take the row out.")
    partners = partners_called(session, body) if body else ()
    if len(partners) > 1:
        names = " or ".join(partner.name for partner in partners)
        return fault("organisation", f"{body} fits several partners", f"Write out which it is: {names}.")
    return Listed(row, name, texts.get("role", ""), body, next(iter(partners), None)) if name else None


def _who(listed: Listed) -> tuple[str, str]:
    """Name and body: of another body, it is somebody else of that name."""
    return folded(listed.name), listed.partner.id if listed.partner else folded(listed.body)


def _is_known(person: Person, listed: Listed) -> bool:
    """Whether a person of the same name is this one: of this partner, or either of none at all."""
    own = listed.partner.id if listed.partner else None
    return person.partner_id in (own, None) or own is None


def namesakes(session: Session, found: PeopleList) -> Iterator[str]:
    """Names that two people would have, of different bodies, each once."""
    names = [*(person.name for person in session.people), *(row.name for row in found.new)]
    having = Counter(map(folded, names))
    yield from {folded(row.name): row.name for row in found.new if having[folded(row.name)] > 1}.values()


@edit("people from a list")
def add_people(
    session: Session,
    now: datetime,
    people: Sequence[Listed],
    new_partners: Sequence[tuple[str, Sector]] = (),
) -> Session:
    """Add people at the end of the list, and before that these bodies as partners, to whom they then belong.

    Who is of a body that is no partner then is added without one.
    """
    for name, sector in new_partners:
        session = add_partner(name, sector).apply(session, now)
    ids = {folded(partner.name): partner.id for partner in session.partners}
    new = (
        Person(
            name=row.name,
            role=row.role,
            partner_id=row.partner.id if row.partner else ids.get(folded(row.body)),
        )
        for row in people
    )
    return set_people([*session.people, *new]).apply(session, now)
