"""What came in before the day: which returns were taken, and what was written in them besides the answers.

The answers themselves are records of the kinds that ask, of source `form`. What is here says whose return was
taken, so that it counts once however often it comes, and keeps what was remarked until the room has seen the
answers to it.
"""

from collections.abc import Collection, Iterator

from pydantic import AwareDatetime, Field

from sessions.record import Ref, Session, Table
from sessions.rows import Record, Row


class Remarked(Record):
    """What was written on one question, beside an answer or in its place."""

    item_id: str
    """The key of the question: see `sessions.kinds.before`."""
    text: str
    not_applying: bool = False
    """Whether it says why this does not apply to them."""


class Return(Row):
    """A form that came back, or a row of a survey. Nobody's name is in it."""

    id: str
    """What tells it from all others: the form's own id, or a digest of what tells the row of a survey."""
    partner_id: str
    revision: int = Field(default=0, ge=0)
    """That of the latest one that was taken; 0 where nobody counts."""
    taken: tuple[str, ...] = ()
    """Keys of the questions whose answers were taken: the same ones come in no second time."""
    remarks: tuple[Remarked, ...] = ()
    shown: tuple[str, ...] = ()
    """Keys of questions that nobody had answered when the room was shown what was remarked on them."""
    at: AwareDatetime


RETURNS = Table(
    "returns",
    Return,
    key=lambda row: row.id,
    refs=lambda row: (Ref("partner", row.partner_id),),
    twice="this return has come in already",
)


def remarks_on(session: Session, key: str) -> tuple[tuple[str, Remarked], ...]:
    """(partner id, what it wrote) on a question, in the order in which it came in."""
    return tuple(
        (row.partner_id, remark)
        for row in RETURNS.of(session)
        for remark in row.remarks
        if remark.item_id == key
    )


def seen_returns(session: Session, keys: Collection[str]) -> Iterator[Return]:
    """The returns with no more than what was remarked on these questions, and what was shown without answers.

    Ids and what was taken are for this laptop alone.
    """
    for row in RETURNS.of(session):
        remarks = tuple(remark for remark in row.remarks if remark.item_id in {*keys, *row.shown})
        if remarks:
            yield row.model_copy(update={"id": row.uid, "taken": (), "shown": (), "remarks": remarks})


def with_shown(session: Session, keys: Collection[str]) -> Session:
    """The session in which the room has seen what was remarked on these questions."""
    rows = []
    for row in RETURNS.of(session):
        new = {remark.item_id for remark in row.remarks}.intersection(keys).difference(row.shown)
        rows.append(row.model_copy(update={"shown": (*row.shown, *sorted(new))}) if new else row)
    return RETURNS.put(session, rows)
