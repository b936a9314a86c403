"""The last pages of the summary: notes, decisions, parked points, all actions, and what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sessions import plan, words
from sessions.analysis.spreads import AGREED_FROM, FEWEST_ANSWERS, SPLIT_UNDER
from sessions.kinds.score.records import BALLOTS
from sessions.record import Session
from sessions.rows import Action, Note, NoteKind
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Facts, Heading, Paragraph, Table


def note_blocks(session: Session) -> Iterator[Block]:
    """Evidence and comments on the session as a whole; nothing where there are none."""
    places = {item.id for pack in session.packs for item in pack.items()}
    places |= {f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections}
    general = [note for note in session.notes if note.origin not in places]
    evidence, comments = (_of_kind(general, kind) for kind in ("evidence", "comment"))
    if evidence or comments:
        yield Heading(2, plain("Notes on the session as a whole"), "notes")
    if evidence:
        yield Bullets(tuple(typed(note.text) for note in evidence), lead="Evidence")
    if comments:
        yield Bullets(tuple(typed(note.text) for note in comments), lead="Comments")


def _of_kind(notes: list[Note], kind: NoteKind) -> list[Note]:
    return [note for note in notes if note.kind == kind]


def decision_blocks(session: Session) -> Iterator[Block]:
    """All decisions and all parked points, with where they came from."""
    yield from _listed(session, "decision", "Decisions", "No decision was recorded.")
    yield from _listed(session, "parked", "Parked points", "No point was parked.")


def _listed(session: Session, kind: NoteKind, title: str, none: str) -> Iterator[Block]:
    yield Heading(2, plain(title), title.split()[0].lower())
    notes = tuple(
        (
            *typed(note.text),
            *plain(f" (from {words.origin(session, note.origin)})"),
            *words.outcome(session, note),
        )
        for note in session.notes
        if note.kind == kind
    )
    yield Bullets(notes) if notes else Paragraph(plain(none))


# --- actions --------------------------------------------------------------------------------------


def action_blocks(session: Session) -> Iterator[Block]:
    """All actions in one table: by owner, then by due date, those without one last, then by number."""
    yield Heading(2, plain("Actions"), "actions")
    if not session.actions:
        yield Paragraph(plain("No action was recorded."))
        return
    yield Table(
        plain("All actions, by owner and due date"),
        ("No.", "Action", "Owner", "Due", "How we will know", "Status", "From"),
        tuple(_action_row(session, action) for action in sorted(session.actions, key=_by_owner)),
    )


def _by_owner(action: Action) -> tuple[bool, str, str, bool, str, tuple[int, str]]:
    return (
        not (action.owner or action.body),
        (action.owner or action.body).casefold(),
        action.body.casefold(),
        action.due is None,
        action.due.isoformat() if action.due else "",
        _number(action.id),
    )


def _number(action_id: str) -> tuple[int, str]:
    """A2 before A10."""
    figures = re.search(r"\d+", action_id)
    return (int(figures.group()) if figures else 0, action_id)


def _action_row(session: Session, action: Action) -> tuple[Cell, ...]:
    return (
        plain(action.id),
        typed(action.text),
        words.owner(action),
        action.due or plain(words.due(action)),
        typed(action.measure) if action.measure else plain("not said"),
        words.status(action),
        plain(words.origin(session, action.origin)),
    )


# --- what it stands on ----------------------------------------------------------------------------


def missed_blocks(session: Session) -> Iterator[Block]:
    """What was not reached, and of that what was left for the next session."""
    yield Heading(2, plain("Not reached"), "not-reached")
    missed, later = plan.left(session), plan.left(session, "next session")
    now, next_time = (
        tuple(plain(words.origin(session, ref)) for ref in missed if (ref in later) is wanted)
        for wanted in (False, True)
    )
    if now:
        yield Paragraph(plain("Nothing was recorded on these."))
        yield Bullets(now)
    if next_time:
        yield Bullets(next_time, lead="Left for the next session")
    if not missed:
        yield Paragraph(plain("Everything on the agenda was reached."))


def ground_blocks(session: Session) -> Iterator[Block]:
    """How to read the words, and the packs with their sources."""
    yield Heading(2, plain("What this stands on"), "ground")
    for pack in session.packs:
        yield Heading(3, plain(pack.name), f"ground-{pack.id}")
        rows: list[tuple[str, Line]] = [
            ("Edition", plain(pack.edition)),
            ("Source", plain(pack.source.cite())),
        ]
        if pack.source.note:
            rows.append(("Note", plain(pack.source.note)))
        if pack.scale is not None:
            levels = ", ".join(words.level(pack.scale, level.number) for level in pack.scale.levels)
            rows.append(("Levels", plain(f"{pack.scale.question} {levels}.")))
        yield Facts(tuple(rows))
    if BALLOTS.of(session):
        yield Paragraph(plain(_how_to_read()), kind="quiet")


def _how_to_read() -> str:
    return (
        "How to read the words: the consensus of Tastle and Wierman (2007, doi 10.1016/j.ijar.2006.06.024) "
        "is 1 where all answers lie on one level and 0 where half lie at each end of the scale. "
        f"We say agreed from {AGREED_FROM:.2f}, split under {SPLIT_UNDER:.2f}, "
        f"mixed between them, and too few under {FEWEST_ANSWERS} answers. "
        "A partner that answered only once stands by its first view. Don’t knows count as no level."
    )
