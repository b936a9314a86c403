"""What the summary says of dot votes: the ranking, and from whom the dots are."""

from collections.abc import Collection, Iterator

from sessions import words
from sessions.analysis.whole import candidates
from sessions.kinds.prioritise.records import VOTES, Ranked, VoteActivity, dots_of, ranking
from sessions.record import Session
from sessions.spans import joined, plain, typed
from sessions.spread_words import who_gave
from sessions.summary.model import Block, Cell, Heading, Paragraph, TableBlock
from sessions.voices import has_room, voices_on

MANY = 12
"""From more than so many without a dot, the full record alone names them."""


def chapter(session: Session, waiting: Collection[str]) -> Iterator[Block]:
    """Every vote in which somebody placed dots; of those that are `waiting` for their reveal, only that."""
    voted = {vote.activity_id for vote in VOTES.of(session) if vote.stands} | {*waiting}
    activities = [a for a in session.agenda if isinstance(a, VoteActivity) and a.id in voted]
    if activities:
        yield Heading(2, plain("Priorities"), "priorities")
    for activity in activities:
        yield Heading(3, typed(activity.title), f"vote-{activity.id}")
        if activity.id in waiting:
            yield Paragraph(plain(f"Dots are placed, {words.NOT_REVEALED}."))
        else:
            yield from _vote(session, activity)


def _vote(session: Session, activity: VoteActivity) -> Iterator[Block]:
    rule = "all on one allowed" if activity.stack else "at most one on each"
    each = words.number_of(activity.dots, "dot", "dots")
    how = f"up to {each} each, {rule}" if activity.dots > 1 else "one dot each"
    yield Paragraph(plain(f"{_who(session, activity)} placed {how}."))
    placed = dots_of(session, activity.id)
    ranks = ranking(session, activity.id, candidates(session, activity))
    named = session.as_bodies and not has_room(session, activity.id)
    header = ("Place", "What", "Dots", *(("From",) if named else ()))
    rows = tuple(_row(session, activity, rank, named=named) for rank in ranks if rank.dots)
    yield TableBlock((*plain("Ranking: "), *typed(activity.title)), header, rows)
    missing = words.missing(session, activity.id, placed, "dots")
    if missing and named:
        yield Paragraph(missing)
    if changed := words.dots_changed(session, activity.id):
        yield Paragraph(changed)
    without = [words.candidate(session, rank.candidate) for rank in ranks if not rank.dots]
    if without:
        many = len(without) > MANY
        yield Paragraph(
            (*plain("No dots: "), *joined(without, between="; "), *plain(".")), style="quiet", detail=many
        )


def _who(session: Session, activity: VoteActivity) -> str:
    """ "3 of 5 partners", "34 people of 6 partners", "28 people of the whole room"."""
    placed = dots_of(session, activity.id)
    counted = [dots.people for dots in placed.values() if dots.people is not None]
    people = sum(counted) if len(counted) == len(placed) else None
    return words.first_upper(who_gave(session, activity.id, len(placed), people))


def _row(session: Session, activity: VoteActivity, ranked: Ranked, *, named: bool) -> tuple[Cell, ...]:
    placed = dots_of(session, activity.id)
    givers = [
        (*typed(voice.name), *plain(f" {count}" if activity.stack else ""))
        for voice in voices_on(session, activity.id)
        if voice.id in placed and (count := dict(placed[voice.id].counts).get(ranked.candidate, 0))
    ]
    what = words.candidate(session, ranked.candidate)
    cells = (plain(words.place(ranked)), what, ranked.dots, joined(givers, between=", "))
    return cells if named else cells[:3]
