"""What the summary says of who does what: the matrix, what nobody leads, what several lead, who objects."""

from collections.abc import Iterator, Sequence

from sessions.kinds.roles import words
from sessions.kinds.roles.records import ROLES, Function, Party, RolesActivity, functions, parties_of
from sessions.origins import noted
from sessions.record import Session
from sessions.rows import MaterialActivity
from sessions.spans import Line, joined, plain, plain_text, typed
from sessions.summary.model import Block, Bullets, Cell, Heading, Paragraph, TableBlock
from sessions.summary.tables import without_empty_columns
from sessions.words import first_upper

MOST_COLUMNS = 6
"""Parties up to which each has a column of its own: more are too narrow on paper."""


def chapter(session: Session) -> Iterator[Block]:
    """Every step in which somebody was given a part."""
    steps = [step for step in session.agenda if isinstance(step, RolesActivity)]
    filled = [(step, spoken) for step in steps if (spoken := _spoken(functions(session, step)))]
    if len(filled) > 1:
        yield Heading(2, plain("Who does what"), "roles")
    for step, spoken in filled:
        yield Heading(3 if len(filled) > 1 else 2, typed(step.title), f"roles-{step.id}", ref=step.id)
        yield from _step(spoken, parties_of(session, step))


def told_together(session: Session) -> frozenset[str]:
    """Ids of the functions of which the chapter tells all: no other step is on them, and nothing is noted."""
    steps = [step for step in session.agenda if isinstance(step, MaterialActivity)]
    others = (step for step in steps if not isinstance(step, RolesActivity))
    elsewhere = {item.id for step in others for item in step.items(session.packs)} | noted(session)
    return frozenset(item.id for item in session.items(RolesActivity) if item.id not in elsewhere)


def _spoken(rows: Sequence[Function]) -> list[Function]:
    return [row for row in rows if row.is_filled or row.dissents]


def _step(rows: Sequence[Function], parties: Sequence[Party]) -> Iterator[Block]:
    given = {party_id for row in rows for party_id in row.roles}
    columns = [party for party in parties if party.id in given]
    filled = [row for row in rows if row.is_filled]
    caption = plain("The part of each in every function")
    if len(columns) > MOST_COLUMNS:
        yield _by_part(caption, filled, columns)
    elif columns:
        header = ("Function", *(plain_text(words.party_name(party)) for party in columns))
        yield TableBlock(caption, header, tuple(_row(row, columns) for row in filled))
    without = [words.party_name(party) for party in parties if party.id not in given]
    if without:
        yield Paragraph(
            (*plain("No part in any of these: "), *joined(without, ", "), *plain(".")), style="quiet"
        )
    if nobody := tuple(plain(words.called(row)) for row in rows if row.is_filled and not row.leads):
        yield Bullets(nobody, lead="Nobody leads")
    if several := tuple(words.with_leads(row, parties) for row in rows if len(row.leads) > 1):
        yield Bullets(several, lead="More than one leads")
    if columns and not nobody and not several:
        yield Paragraph(plain("Exactly one leads in each of them."))
    if dissents := tuple(_dissents(rows, parties)):
        yield Bullets(
            dissents, lead="Do not accept their part" if len(dissents) > 1 else "Does not accept its part"
        )


def _by_part(caption: Line, rows: Sequence[Function], parties: Sequence[Party]) -> TableBlock:
    """A column a part, with the names of those who have it."""
    header = ("Function", *(first_upper(words.NAMES[role]) for role in ROLES))
    lines = (
        (
            plain(words.called(row)),
            *(joined(words.names_of(parties, row.having(role)), ", ") for role in ROLES),
        )
        for row in rows
    )
    return without_empty_columns(TableBlock(caption, header, tuple(lines)))


def _row(row: Function, columns: Sequence[Party]) -> tuple[Cell, ...]:
    parts = (row.roles.get(party.id) for party in columns)
    return (plain(words.called(row)), *(plain(words.NAMES[part] if part else "–") for part in parts))


def _dissents(rows: Sequence[Function], parties: Sequence[Party]) -> Iterator[Line]:
    for row in rows:
        for entry in row.dissents:
            said = words.dissent(parties, entry, row.roles.get(entry.party))
            yield (*plain(f"{words.called(row)}: "), *said)
