"""What the summary says of turns: who had one, how long it took, and what each commits to, by its number."""

from collections.abc import Iterator, Sequence

from sessions import words
from sessions.kinds.turns.records import (
    HAD,
    Taker,
    TurnsActivity,
    commitments,
    had,
    notes_of,
    seconds_of,
    takers,
)
from sessions.kinds.turns.words import took
from sessions.record import Session
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Paragraph, TableBlock
from sessions.summary.recorded import recorded_on, step_heading


def chapter(session: Session) -> Iterator[Block]:
    """Every step in which somebody had a turn, or of which something was noted."""
    for activity in session.agenda:
        if isinstance(activity, TurnsActivity):
            blocks = (*_turns(session, activity), *recorded_on(session, activity.id))
            if blocks:
                yield step_heading(activity)
                yield from blocks


def _turns(session: Session, activity: TurnsActivity) -> Iterator[Block]:
    rows = takers(session, activity)
    spoke = [row for row in rows if had(session, activity, row.id)]
    if not spoke:
        return
    yield _table(session, activity, spoke)
    without = [row for row in rows if row not in spoke]
    if without:
        names = joined((_name(row, row.away) for row in without), ", ")
        yield Paragraph((*plain("Had no turn: "), *names, *plain(".")), style="quiet")
    for row in spoke:
        kinds = ("evidence", "comment")  # decisions and parked points have chapters of their own
        noted = [note for note in notes_of(session, activity, row.id) if note.kind in kinds]
        if noted:
            yield Bullets(
                tuple(words.note_line(session, note) for note in noted), lead=f"Noted of {row.name}"
            )


def _table(session: Session, activity: TurnsActivity, rows: Sequence[Taker]) -> TableBlock:
    """Without a column that would be empty, or that would say of each that it took no minute."""
    seconds = {row.id: seconds_of(session, activity, row.id) for row in rows}
    times = {taker_id: took(own) for taker_id, own in seconds.items()}
    own = {row.id: commitments(session, activity, row.id) for row in rows}
    timed, committed = max(seconds.values(), default=0) >= HAD, any(own.values())
    header = ("Who", *(("Took",) if timed else ()), *(("Commits to",) if committed else ()))

    def cells(row: Taker) -> tuple[Cell, ...]:
        numbers = plain(", ".join(action.id for action in own[row.id]) or "nothing on record")
        return (
            _name(row, row.body if row.owner else ""),
            *((plain(times[row.id] or "not timed"),) if timed else ()),
            *((numbers,) if committed else ()),
        )

    return TableBlock(plain("Who had a turn"), header, tuple(map(cells, rows)))


def _name(row: Taker, behind: str) -> Line:
    return (*typed(row.name), *((*plain(" ("), *typed(behind), *plain(")")) if behind else ()))
