"""What is still hidden from the room, for the facilitator to check what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from sessions import votes
from sessions.kinds.prioritise.records import dots_of, is_revealed
from sessions.kinds.score.records import Ballot, ballots_on, round_of
from sessions.material import Scale
from sessions.record import Session
from sessions.rows import Activity, Stop
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
            (one.name, _hands([ballots[one.id]], scale)) for one in session.voices() if one.id in ballots
        )
    return ((EVERYBODY, _hands(list(ballots.values()), scale)),) if ballots else ()


def _hands(ballots: Sequence[Ballot], scale: Scale) -> str:
    """ "3 part-way" for one answer, else "2 × 3, 1 × don't know"."""
    counts = [sum(one.counts[level] for one in ballots) for level in range(scale.top)]
    unsure = sum(one.dont_know for one in ballots)
    if sum(counts) + unsure == 1:
        return "don't know" if unsure else f"{counts.index(1) + 1} {scale.label(counts.index(1) + 1)}"
    told = [f"{count} × {level}" for level, count in enumerate(counts, start=1) if count]
    return ", ".join([*told, *([f"{unsure} × don't know"] if unsure else [])])


def _dots(session: Session, activity: Activity) -> tuple[tuple[str, str], ...]:
    tally, placed = votes.tally(session, activity.id), dots_of(session, activity.id)
    labels = candidate_labels(session, activity, tally)

    def told(counts: Sequence[tuple[str, int]]) -> str:
        return ", ".join(f"{count} × {labels[one]}" if count > 1 else labels[one] for one, count in counts)

    if session.as_bodies:
        return tuple((one.name, told(placed[one.id].counts)) for one in session.voices() if one.id in placed)
    return ((EVERYBODY, told(list(tally.items()))),) if tally else ()
