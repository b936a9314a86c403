"""What is still hidden from the room, for the facilitator to check what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from sessions import votes, words
from sessions.kinds.prioritise.records import dots_of, is_revealed
from sessions.kinds.score.records import Ballot, ballots_on, round_of
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
    ballots = ballots_on(session, item_id, number)

    def answered(ballots: Sequence[Ballot]) -> str:
        counts = [sum(column) for column in zip(*(ballot.counts for ballot in ballots), strict=False)]
        dont_know = sum(ballot.dont_know for ballot in ballots)
        return on_screen(words.answers_in_room(counts, dont_know, session.scale_of(item_id)))

    if session.as_bodies:
        return tuple(
            (voice.name, answered([ballots[voice.id]])) for voice in session.voices() if voice.id in ballots
        )
    return ((EVERYBODY, answered(list(ballots.values()))),) if ballots else ()


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
