"""Guess first: what the room guessed of a figure, and whether it has been shown."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime

from sessions import figures
from sessions.edit import edit
from sessions.problem import Problem
from sessions.record import Ref, Session, Table
from sessions.rows import ROOM, Partner, Row
from sessions.scope import check_applies
from sessions.text import clean
from sessions.voices import by_voice, check_voice, voices_on


class Guesses(Row):
    """What one partner, or the whole room, guessed of an item's figure, in the words that were typed."""

    item_id: str
    partner_id: str
    figures: tuple[str, ...]
    at: AwareDatetime

    @property
    def stands(self) -> bool:
        return bool(self.figures)


class FigureShown(Row):
    """An item whose figure the room has seen, and with it what was guessed."""

    item_id: str
    at: AwareDatetime


GUESSES = Table(
    "guesses",
    Guesses,
    key=lambda row: (row.item_id, row.partner_id),
    refs=lambda row: (Ref("item", row.item_id), Ref("partner", row.partner_id)),
    twice="this partner has guessed this already",
)
FIGURES_SHOWN = Table(
    "figures_shown",
    FigureShown,
    key=lambda row: row.item_id,
    refs=lambda row: (Ref("item", row.item_id),),
    twice="this figure is shown already",
)


class Guessed(NamedTuple):
    """One figure that somebody guessed."""

    figure: str
    partner_id: str


def guesses_on(session: Session, item_id: str) -> dict[str, Guesses]:
    """What was guessed of an item, by partner id, as the voices."""
    rows = {row.partner_id: row for row in GUESSES.of(session) if row.item_id == item_id and row.stands}
    return by_voice(session, item_id, rows)


def is_shown(session: Session, item_id: str) -> bool:
    """Whether the room has seen the figure of an item."""
    return any(row.item_id == item_id for row in FIGURES_SHOWN.of(session))


def ranked(session: Session, item_id: str) -> tuple[Guessed, ...]:
    """All figures that were guessed of an item, the lowest first, each with its thousands apart."""
    rows = guesses_on(session, item_id).values()
    guessed = [Guessed(figures.grouped(figure), row.partner_id) for row in rows for figure in row.figures]
    return tuple(sorted(guessed, key=lambda guess: figures.value_of(guess.figure) or 0))


@edit("guess of {partner} on {item}")
def guess(
    session: Session, now: datetime, item_id: str, partner_id: str, text: str, *, instead: bool = False
) -> Session:
    """Record what a partner guesses: one figure or several, instead of its last guess; none takes that back.

    The whole room guesses instead of the partners, or they instead of it, only with `instead`. Raises Problem
    for what is no figure, and once the figure has been shown.
    """
    partner, called = session.find_voice(partner_id), session.called(item_id)
    check_applies(session, item_id)
    if session.item(item_id).guess is None:
        raise Problem(f"There is no figure to guess in {called}", hint="Record a note on it instead.")
    if is_shown(session, item_id):
        raise Problem("The room has seen the figure", where=called, hint="Undo hides it again.")
    if instead and partner not in voices_on(session, item_id):
        session = _without_others(session, item_id, partner)
    check_voice(session, item_id, partner, called, did="guessed in", what="guesses")
    row = Guesses(item_id=item_id, partner_id=partner.id, figures=figures.parse(clean(text)), at=now)
    if not row.stands:
        return GUESSES.without(session, lambda other: GUESSES.key(other) == GUESSES.key(row))
    return GUESSES.with_row(session, row)


def _without_others(session: Session, item_id: str, partner: Partner) -> Session:
    """The session without the partners' guesses on an item, where the whole room guesses, or without its."""
    return GUESSES.without(
        session,
        lambda row: row.item_id == item_id and (row.partner_id == ROOM) != (partner.id == ROOM),
    )


@edit("figure of {numbered_item}")
def show_figure(session: Session, now: datetime, item_id: str) -> Session:
    """Show the room a figure and what was guessed of it, if anything. Raises Problem for an item without."""
    if session.item(item_id).guess is None:
        raise Problem("There is no figure here", where=session.called(item_id), hint="Go on.")
    check_applies(session, item_id)
    if is_shown(session, item_id):
        return session
    return FIGURES_SHOWN.with_row(session, FigureShown(item_id=item_id, at=now))


def faults_of_guesses(session: Session) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """What is wrong with guesses beyond references that lead nowhere."""
    items = {item.id: item for pack in session.packs for item in pack.items()}
    refs = [(GUESSES.name, [row.item_id for row in GUESSES.of(session)])]
    refs.append((FIGURES_SHOWN.name, [row.item_id for row in FIGURES_SHOWN.of(session)]))
    for table, item_ids in refs:
        for index, item_id in enumerate(item_ids):
            if (item := items.get(item_id)) is not None and item.guess is None:
                yield (table, index), f"the item {item_id!r} has no figure to guess"
    for index, row in enumerate(GUESSES.of(session)):
        if not row.figures or any(figures.value_of(figure) is None for figure in row.figures):
            yield (GUESSES.name, index), "what was guessed is no figure"
