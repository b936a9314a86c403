"""What is still hidden from the room, for the facilitator to check what was typed."""

from __future__ import annotations

from sessions import analysis, votes, words
from sessions.kinds.prioritise.records import dots_of, is_revealed
from sessions.kinds.score.records import ballots_on, round_of
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.spans import on_screen
from workshop.pages.priorities import candidate_labels
from workshop.pages.recorded import scored_here

EVERYBODY = "All together"
"""Where people answer for themselves: what each partner's people said is told nowhere."""


def hidden_answers(session: Session, stop: Stop) -> tuple[tuple[str, str], ...]:
    """(partner, what it answered, or gave its dots to) as far as that is not revealed; empty for nothing."""
    activity = session.activity(stop.activity_id)
    if scored_here(session, stop):
        number, revealed = round_of(session, stop.ref)
        return () if revealed else _answers(session, stop.ref, number)
    if activity.kind == "prioritise" and not is_revealed(session, activity.id):
        return _dots(session, activity)
    return ()


def _answers(session: Session, item_id: str, number: int) -> tuple[tuple[str, str], ...]:
    scale, ballots = session.scale_of(item_id), ballots_on(session, item_id, number)
    if session.as_bodies:
        return tuple(
            (voice.name, on_screen(words.answers_in_room(ballots[voice.id], scale)))
            for voice in session.voices()
            if voice.id in ballots
        )
    together = words.answers_in_room(analysis.spread_of(session, item_id, number), scale)
    return ((EVERYBODY, on_screen(together)),) if ballots else ()


def _dots(session: Session, activity: Activity) -> tuple[tuple[str, str], ...]:
    tally, placed = votes.tally(session, activity.id), dots_of(session, activity.id)
    labels = candidate_labels(session, activity, tally)
    if session.as_bodies:
        return tuple(
            (voice.name, words.dots(placed[voice.id].counts, labels))
            for voice in session.voices()
            if voice.id in placed
        )
    return ((EVERYBODY, words.dots(tally.items(), labels)),) if tally else ()
