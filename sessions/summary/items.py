"""The part of the summary on one item: its answers, what was agreed, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import analysis
from sessions.analysis import Spread
from sessions.kinds.score.records import BALLOTS, Agreement, Dissent, agreement_on, ballots_on
from sessions.material import Item, Scale
from sessions.record import Session
from sessions.rows import NoteKind
from sessions.summary import words
from sessions.summary.model import (
    Block,
    Bullets,
    Chart,
    Facts,
    Heading,
    Line,
    Paragraph,
    SpreadData,
    Status,
    Table,
)

_LEADS: dict[NoteKind, str] = {
    "evidence": "Evidence",
    "comment": "Comments",
    "decision": "Decisions",
    "parked": "Parked",
}


def item_blocks(session: Session, item: Item, heading_level: int) -> Iterator[Block]:
    """All that is recorded on an item, under a heading."""
    title = words.plain(f"{item.number} {item.name}")
    yield Heading(heading_level, title, f"item-{item.id}", ref=item.id)
    yield Paragraph(words.plain(item.statement), kind="statement")
    if item.id not in analysis.reached(session):
        yield Paragraph(words.plain("Nothing was recorded on it."), kind="quiet")
        return
    if session.pack_of(item.id).scale is not None:
        yield from _answers(session, item)
        yield from _agreement(session, item)
    yield from said_on(session, item.id)


def said_on(session: Session, origin: str) -> Iterator[Block]:
    """Notes and actions of an item or a section."""
    for kind, lead in _LEADS.items():
        found = [note for note in session.notes_on(origin) if note.kind == kind]
        notes = tuple((*words.typed(note.text), *words.became(session, note)) for note in found)
        if notes:
            yield Bullets(notes, lead=lead)
    actions = tuple(action_line(session, one.id) for one in session.actions_from(origin))
    if actions:
        yield Bullets(actions, lead="Actions")


def action_line(session: Session, action_id: str) -> Line:
    """An action in a line: number, what, owner, due date, how we will know, status."""
    action = next(one for one in session.actions if one.id == action_id)
    measure = (*words.plain("How we will know: "), *words.typed(action.measure)) if action.measure else ()
    return words.joined(
        (
            (*words.strong(action.id), *words.plain(" "), *words.typed(action.text)),
            (*words.plain("Owner: "), *words.owner(action)),
            words.plain(f"Due: {words.due(action)}"),
            measure,
            words.status(action),
        ),
        " · ",
    )


# --- answers --------------------------------------------------------------------------------------


def _answers(session: Session, item: Item) -> Iterator[Block]:
    spread = analysis.spread_of(session, item.id)
    if not spread.n and not spread.dont_know:
        yield Paragraph(words.plain("Nobody answered it."), kind="quiet")
        return
    yield Status(spread.word, _status_line(session, item.id, spread))
    moved = analysis.shift(session, item.id)
    if moved is not None:
        yield Paragraph(_shift_line(session, item.id, *moved))
    yield _chart(session, item, spread)
    if analysis.show_by_partner(session, item.id):
        yield _by_partner(session, item)
    else:
        yield Paragraph(
            words.plain(
                "Who answered what stays in the room: the answers are people’s own, and fewer than "
                f"{analysis.FEWEST_ANONYMOUS} people of a partner answered."
            ),
            kind="quiet",
        )


def _status_line(session: Session, item_id: str, spread: Spread) -> Line:
    sentences = analysis.apart_sentences(session, item_id)
    return words.joined(
        (
            words.strong(f"{words.first_upper(spread.word)}."),
            words.plain(f"{words.first_upper(words.figures(spread))}."),
            *(words.mentions(session, sentence) for sentence in sentences),
        ),
        " ",
    )


def _shift_line(session: Session, item_id: str, before: Spread, after: Spread) -> Line:
    scale = session.scale_of(item_id)
    sentences = analysis.apart_sentences(session, item_id, 1)
    return words.joined(
        (
            words.plain(
                f"First view: {before.word}, {words.figures(before)} ({words.per_level(before, scale)})."
            ),
            *(words.mentions(session, sentence) for sentence in sentences),
            words.plain(words.shift(before, after)),
        ),
        " ",
    )


def _chart(session: Session, item: Item, spread: Spread) -> Chart:
    scale = session.scale_of(item.id)
    agreed = agreement_on(session, item.id)
    return Chart(
        anchor=f"chart-{item.id}",
        title=f"Answers on {item.number} {item.name}",
        alt=f"Answers per level: {words.per_level(spread, scale)}.",
        data=SpreadData(
            labels=tuple(level.label for level in scale.levels),
            counts=spread.counts,
            dont_know=spread.dont_know,
            median=spread.median,
            agreed=agreed.level if agreed else None,
            target=analysis.target_of(session, item.id),
        ),
        words=words.CHART_WORDS,
    )


def _by_partner(session: Session, item: Item) -> Table:
    scale = session.scale_of(item.id)
    rounds = [number for number in (1, 2) if ballots_on(session, item.id, number)]
    heads = {1: "First view", 2: "After discussion"} if len(rounds) > 1 else {rounds[0]: "Answer"}
    spoke = {ballot.partner_id for ballot in BALLOTS.of(session) if ballot.item_id == item.id}
    rows = tuple(
        (
            words.partner_name(session, voice.id),
            *(words.plain(_told(session, item.id, voice.id, number, scale)) for number in rounds),
        )
        for voice in session.voices()
        if voice.id in spoke or voice in session.partners
    )
    return Table(words.plain(f"Answers on {item.number} by partner"), ("Partner", *heads.values()), rows)


def _told(session: Session, item_id: str, partner_id: str, number: int, scale: Scale) -> str:
    ballot = ballots_on(session, item_id, number).get(partner_id)
    if ballot is None and number > 1 and partner_id in ballots_on(session, item_id, 1):
        return "as before"
    return words.ballot(ballot, scale)


# --- agreement ------------------------------------------------------------------------------------


def _agreement(session: Session, item: Item) -> Iterator[Block]:
    agreed = agreement_on(session, item.id)
    if agreed is None:
        yield Paragraph(words.plain("No level was agreed."), kind="quiet")
        return
    scale = session.scale_of(item.id)
    rows: list[tuple[str, Line]] = [
        ("Agreed level", words.plain(words.level_of(scale, agreed.level))),
        ("Target", words.plain(_target(session, agreed, scale))),
    ]
    if agreed.evidence is not None:
        rows.append(("Strength of evidence", words.plain(words.first_upper(agreed.evidence))))
    yield Facts(tuple(rows))
    order = [voice.id for voice in session.voices()]
    dissents = sorted(
        agreed.dissents,
        key=lambda one: order.index(one.partner_id) if one.partner_id in order else len(order),
    )
    if dissents:
        yield Bullets(
            tuple(
                (
                    *words.partner_name(session, one.partner_id),
                    *words.plain(_from_level(one, agreed)),
                    *words.typed(one.reason),
                )
                for one in dissents
            ),
            lead="Does not share the agreed level" if len(dissents) == 1 else "Do not share the agreed level",
        )


def _from_level(dissent: Dissent, agreed: Agreement) -> str:
    """What stands between the partner and its reason: the level it dissented from, where that has changed."""
    if dissent.from_level in (None, agreed.level):
        return ": "
    return f" (from level {dissent.from_level}): "


def _target(session: Session, agreed: Agreement, scale: Scale) -> str:
    target = analysis.target_of(session, agreed.item_id)
    if target is None or target == agreed.level:
        return f"{words.level(scale, agreed.level)}, where we are"
    how = ", the next level up" if agreed.target is None else ""
    return f"{words.level(scale, target)}{how}"
