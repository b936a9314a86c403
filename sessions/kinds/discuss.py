"""Discuss: items are talked about, those of a pack or the top of a vote; figures are guessed first."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Literal

from sessions import guess_words, words
from sessions.analysis.whole import reached
from sessions.kinds.before import Before
from sessions.kinds.follow import FollowingActivity, FollowingKind
from sessions.kinds.guesses import FIGURES_SHOWN, GUESSES, faults_of_guesses, is_shown, ranked, show_figure
from sessions.kinds.kind import Fault
from sessions.material import Item
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import why_not
from sessions.spans import plain, typed
from sessions.summary.model import Block, Facts, Paragraph


class DiscussActivity(FollowingActivity):
    kind: Literal["discuss"] = "discuss"


def guessed_here(session: Session, stop: Stop) -> bool:
    """Whether the room guesses a figure at this stop before it talks."""
    if stop.part != "item" or not isinstance(session.activity(stop.activity_id), DiscussActivity):
        return False
    return session.item(stop.ref).guess is not None and why_not(session, stop.ref) is None


class GuessesBefore(Before):
    def why_not(self, session: Session, activity: DiscussActivity) -> str:
        guessed = any(item.guess is not None for item in activity.items(session.packs))
        return "figures are guessed in the room, before anybody looks them up" if guessed else ""


class Discuss(FollowingKind[DiscussActivity]):
    id = "discuss"
    activity = DiscussActivity
    tables = (GUESSES, FIGURES_SHOWN)
    before = GuessesBefore()

    def revealed(self, session: Session) -> Session:
        shown = {row.item_id for row in FIGURES_SHOWN.of(session)}
        return GUESSES.without(session, lambda row: row.item_id not in shown)

    def waiting(self, session: Session) -> tuple[str, ...]:
        guessed = dict.fromkeys(row.item_id for row in GUESSES.of(session) if row.stands)
        return tuple(item_id for item_id in guessed if not is_shown(session, item_id))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return show_figure(ref).apply(session, now)

    def faults(self, session: Session) -> Iterator[Fault]:
        yield from faults_of_guesses(session)

    def left(self, session: Session, activity: DiscussActivity) -> tuple[str, ...]:
        """Figures are a handful to choose from: once one was taken, the others are not missed."""
        left = super().left(session, activity)
        figures = {item.id for item in activity.items(session.packs) if item.guess is not None}
        taken = not figures.isdisjoint(reached(session))
        return tuple(item_id for item_id in left if not (taken and item_id in figures))

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        """What was guessed, and the figure, once the room has seen it."""
        if item.id in waiting:
            yield Paragraph(plain(f"Guessed, {words.NOT_REVEALED}."))
        elif item.guess is not None and is_shown(seen, item.id):
            guessed = guess_words.guess_range([guess.figure for guess in ranked(seen, item.id)])
            rows = [("Guessed", typed(guessed))] if guessed else []
            yield Facts((*rows, ("The figure", plain(guess_words.figure(item.guess)))))
