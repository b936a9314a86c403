"""The board paper: the report that officers write for a committee, begun from the record of a session.

Its headings are those of a corporate director's report to a council (Nottinghamshire County Council, 2011):
purpose, background, proposals, other options, reasons, implications, recommendations, whom to ask, comments
of finance and law, background papers, areas affected. What the record does not say is marked to be filled in.
"""

from collections.abc import Iterator
from datetime import datetime

from sessions import dates, sign_off, words
from sessions.kinds.registry import kinds
from sessions.record import Session
from sessions.spans import Line, joined, listed, plain, typed
from sessions.summary import front
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph

IMPLICATIONS = {
    "Finance": "finance",
    "Equality": "equality",
    "Legal": "the law",
    "Workforce": "the workforce",
}
"""Heading → what the paper may mean something for."""


def blocks(session: Session, seen: Session, now: datetime | None) -> Iterator[Block]:
    """The paper; `seen` is what the room has seen, `now` when it is written."""
    yield Heading(1, (*plain("Report: "), *typed(session.title)), "summary")
    yield Facts((("To", _fill("the board or committee")), ("Date", _fill("of its meeting")),
                 ("From", _fill("who reports"))))  # fmt: skip
    yield from _purpose(session)
    yield from _background(session)
    yield from _proposals(session)
    weighed = "what else was weighed, and why it was not chosen"
    yield from _to_fill("Other options considered", "options", weighed)
    yield from _reasons(session, seen)
    yield Heading(2, plain("Implications"), "implications")
    for name, what in IMPLICATIONS.items():
        yield Heading(3, plain(name), f"implications-{name.casefold()}")
        yield _todo(f"what this means for {what}, or that there is nothing to say")
    yield from _recommendations(session)
    officer = "name, job, telephone and e-mail of the officer to ask"
    yield from _to_fill("For any enquiries", "contact", officer)
    yield from _to_fill("Legal comments", "legal", "comments of the legal adviser, with initials and date")
    yield from _to_fill("Financial comments", "financial", "comments of finance, with initials and date")
    yield from _papers(session, now)
    yield Heading(2, plain("Areas affected"), "areas")
    yield Paragraph(typed(session.place)) if session.place else _todo("wards, districts or “all”")


def _fill(what: str) -> Line:
    return plain(f"[to be filled in: {what}]")


def _todo(what: str) -> Paragraph:
    return Paragraph(_fill(what), style="fill")


def _to_fill(title: str, anchor: str, what: str) -> Iterator[Block]:
    yield Heading(2, plain(title), anchor)
    yield _todo(what)


def _purpose(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("Purpose of the report"), "purpose")
    counted = [
        words.number_of(number, singular, plural)
        for number, singular, plural in (
            (sum(note.is_decision for note in session.notes), "decision", "decisions"),
            (len(session.actions), "action", "actions"),
        )
        if number
    ]
    what = f" It records {' and '.join(counted)}." if counted else ""
    yield Paragraph((*plain("To report what was agreed at "), *typed(session.title), *plain(f".{what}")))


def _background(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("Background"), "background")
    day = f" on {dates.show(session.date)}" if session.date else ""
    who = listed([typed(partner.name) for partner in session.partners])
    met = (*who, *plain(f" met{day}")) if who else plain(f"The group met{day}")
    packs = listed([plain(pack.name) for pack in session.packs])
    about = (*plain(" and worked through "), *packs) if packs else ()
    yield Paragraph((*met, *about, *plain(".")))
    yield _todo("how this came about, and earlier reports")


def _proposals(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("What is proposed"), "proposals")
    if session.actions:
        yield Paragraph(plain("These actions were agreed."))
        yield front.action_table(session, front.by_owner(session.actions))
    else:
        yield _todo("what the board is asked to support")


def _reasons(session: Session, seen: Session) -> Iterator[Block]:
    """Where the partners stand and where they differ."""
    yield Heading(2, plain("Reasons"), "reasons")
    checked = (block for kind in kinds() for block in kind.in_short(seen))
    stand = (*front.agreed_blocks(session, seen, ()), *checked, *front.differ_blocks(seen))
    for block in stand:
        if isinstance(block, Heading):
            yield Heading(3, block.text, block.anchor)
        else:
            yield block
    if not stand:
        yield _todo("why this is proposed")


def _recommendations(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("Recommendations"), "recommendations")
    decided = tuple(front.decision(session, note) for note in session.notes if note.is_decision)
    if decided:
        yield Paragraph(plain("That the board:"))
        notes = (joined((plain("notes and endorses: "), line), "") for line in decided)
        yield Bullets(tuple(notes), numbered=True)
    else:
        yield _todo("what the board is asked to decide")


def _papers(session: Session, now: datetime | None) -> Iterator[Block]:
    yield Heading(2, plain("Background papers"), "papers")
    day = f", {dates.show(session.date)}" if session.date else ""
    own = (*plain("Minutes of "), *typed(session.title), *plain(day))
    yield Bullets((own, *(plain(pack.source.cite()) for pack in session.packs)))
    if now is not None:
        begun = f"Begun on {dates.show(now.date())} from the record of the session: "
        yield Paragraph((*plain(begun), *sign_off.state_line(session), *plain(".")), style="quiet")
