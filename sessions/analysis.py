"""What the answers say: spreads, gaps, strengths, who stands apart. Computed from a session, never stored.

Levels are ordinal, so views are told as counts, a median and a range. The consensus of Tastle and Wierman
gives the one word that the room sees. All functions are pure; those that take a session raise KeyError for
an item that it does not have, and `Problem` for the spread of an item whose pack has no scale.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from sessions.record import ROOM, Activity, Ballot, Session
from sessions.votes import tally

AGREED_FROM = 0.75
"""Consensus from which a room is *agreed*.

The measure is that of Tastle and Wierman (2007), doi 10.1016/j.ijar.2006.06.024. It names no cut; this one is
this program's: on five levels, a room half on one level and half on the next has 0.81, one with two levels
between its halves 0.58.
"""
SPLIT_UNDER = 0.50
"""Consensus under which a room is *split*: same measure, and this program's own cut.

On five levels, a room spread evenly over all of them has 0.43; half at each end is 0.
"""
FEWEST_ANSWERS = 3
"""Answers below which no word is given: two people are a conversation. This program's choice."""
APART_LEVELS = 2
"""Levels from the others' median at which a partner stands apart: they no longer see neighbouring levels."""
OTHERS_WITHIN = 1
"""Levels within which the others must lie, so that there is one view to stand apart from."""
FEWEST_ANONYMOUS = 5
"""People of one partner below which its anonymous answers are not shown apart.

Five is a common least cell size where small counts are withheld from publication.
"""

Word = Literal["agreed", "mixed", "split", "too few"]

_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def consensus(counts: Sequence[int]) -> float | None:
    """Agreement of `counts` (one a level, lowest first), from 0 (half at each end) to 1 (all on one level).

    Cns = 1 + Σ pᵢ log₂(1 − |i − μ| / d), where μ is the mean level and d the width of the whole scale:
    Tastle and Wierman (2007), Consensus and dissention, doi 10.1016/j.ijar.2006.06.024. None without answers.
    """
    answers = sum(counts)
    if answers == 0:
        return None
    total = sum(level * count for level, count in enumerate(counts))
    # whole-number arithmetic up to the one division: a reversed scale gives the very same figure
    width = answers * (len(counts) - 1)
    terms = [
        count * math.log2((width - abs(level * answers - total)) / width)
        for level, count in enumerate(counts)
        if count and level * answers != total
    ]
    return min(1.0, max(0.0, 1.0 + math.fsum(terms) / answers))


def median(counts: Sequence[int]) -> float | None:
    """Median level of `counts`, numbered from 1; halfway where the middle two differ. None for none."""
    answers = sum(counts)
    if answers == 0:
        return None
    lower = _level_at(counts, (answers - 1) // 2)
    upper = _level_at(counts, answers // 2)
    return (lower + upper) / 2


def _level_at(counts: Sequence[int], index: int) -> int:
    """Level of the answer at `index` (from 0) when all answers stand in order."""
    seen = 0
    for level, count in enumerate(counts, start=1):
        seen += count
        if index < seen:
            return level
    raise IndexError(index)


@dataclass(frozen=True, slots=True)
class Spread:
    """What a set of answers says. `counts` has one entry a level, lowest first; `n` is their sum."""

    counts: tuple[int, ...]
    dont_know: int
    n: int
    median: float | None
    lowest: int | None
    highest: int | None
    consensus: float | None
    word: Word


def spread(counts: Sequence[int], dont_know: int = 0) -> Spread:
    """The spread of `counts`; don't-knows are carried along and change no figure."""
    answered = [level for level, count in enumerate(counts, start=1) if count]
    measure = consensus(counts)
    n = sum(counts)
    return Spread(
        counts=tuple(counts),
        dont_know=dont_know,
        n=n,
        median=median(counts),
        lowest=min(answered, default=None),
        highest=max(answered, default=None),
        consensus=measure,
        word=_word(n, measure),
    )


def _word(n: int, measure: float | None) -> Word:
    if measure is None or n < FEWEST_ANSWERS:
        return "too few"
    if measure >= AGREED_FROM:
        return "agreed"
    return "split" if measure < SPLIT_UNDER else "mixed"


# --- one item -------------------------------------------------------------------------------------


def _ballots(session: Session, item_id: str, number: int | None) -> Mapping[str, Ballot]:
    if number is None:
        return session.standing_ballots(item_id)
    return session.ballots_on(item_id, number)


def spread_of(session: Session, item_id: str, number: int | None = None) -> Spread:
    """Spread of all answers on an item in round `number`, or (None) of every partner's latest."""
    ballots = _ballots(session, item_id, number).values()
    nothing = (0,) * session.scale_of(item_id).top
    counts = zip_longest(nothing, *(ballot.counts for ballot in ballots), fillvalue=0)
    return spread([sum(column) for column in counts], sum(ballot.dont_know for ballot in ballots))


def partner_medians(session: Session, item_id: str, number: int | None = None) -> dict[str, float]:
    """Median by partner id, in the order of the voices; who knew no level is left out."""
    ballots = _ballots(session, item_id, number)
    medians = {
        voice.id: median(ballots[voice.id].counts) for voice in session.voices() if voice.id in ballots
    }
    return {partner_id: middle for partner_id, middle in medians.items() if middle is not None}


@dataclass(frozen=True, slots=True)
class Apart:
    """A partner that stands apart: `levels` above the median of the others' medians, or below if negative."""

    partner_id: str
    levels: float


def _medians_of_partners(session: Session, item_id: str, number: int | None) -> dict[str, float]:
    """As `partner_medians`, without the whole room: it is not one partner among others."""
    medians = partner_medians(session, item_id, number)
    return {partner_id: middle for partner_id, middle in medians.items() if partner_id != ROOM}


def standing_apart(session: Session, item_id: str, number: int | None = None) -> tuple[Apart, ...]:
    """Partners two or more levels from the median of the others, where those others lie within one level.

    There must be at least two others: of two partners that differ, neither stands apart.
    """
    medians = _medians_of_partners(session, item_id, number)
    found: list[Apart] = []
    for partner_id, own in medians.items():
        others = sorted(middle for other, middle in medians.items() if other != partner_id)
        if len(others) < 2 or others[-1] - others[0] > OTHERS_WITHIN:
            continue
        levels = own - _middle(others)
        if abs(levels) >= APART_LEVELS:
            found.append(Apart(partner_id, levels))
    return tuple(found)


def _middle(ordered: Sequence[float]) -> float:
    """Median of numbers in order."""
    last = len(ordered) - 1
    return (ordered[last // 2] + ordered[(last + 1) // 2]) / 2


def ends(
    session: Session, item_id: str, number: int | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(partner ids at the lowest median, those at the highest) of a split room in which none stands apart.

    None also where the split lies inside the partners and not between them.
    """
    medians = _medians_of_partners(session, item_id, number)
    if spread_of(session, item_id, number).word != "split" or standing_apart(session, item_id, number):
        return None
    low, high = min(medians.values(), default=0.0), max(medians.values(), default=0.0)
    if low == high:
        return None
    return (
        tuple(partner_id for partner_id, middle in medians.items() if middle == low),
        tuple(partner_id for partner_id, middle in medians.items() if middle == high),
    )


def apart_sentences(session: Session, item_id: str, number: int | None = None) -> tuple[str, ...]:
    """What to say about who differs; empty where nobody does. Partners are named only as bodies."""
    apart = standing_apart(session, item_id, number)
    if apart:
        return tuple(_apart_sentence(session, one) for one in apart)
    if spread_of(session, item_id, number).word != "split":
        return ()
    both = ends(session, item_id, number)
    if both is None:
        return ("The answers lie far apart: hear both ends.",)
    if not session.as_bodies:
        return ("Some partners are at the low end, others at the high end: hear both.",)
    low, high = ([session.partner(one).name for one in side] for side in both)
    verb = "are" if len(low) > 1 or _is_plural(low[0]) else "is"
    return (f"{in_words(low)} {verb} at the low end, {in_words(high)} at the high end: hear both.",)


def _apart_sentence(session: Session, apart: Apart) -> str:
    name = session.partner(apart.partner_id).name if session.as_bodies else "One partner"
    verb = "see" if _is_plural(name) else "sees"
    direction = "lower" if apart.levels < 0 else "higher"
    return f"{name} {verb} it {levels_in_words(abs(apart.levels))} {direction} than the others."


def _is_plural(name: str) -> bool:
    """Whether a partner's name is read as many: "Care providers", "People with lived experience"."""
    last = name.rpartition(" ")[2]
    many = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return many or name.casefold().startswith("people ")


def in_words(names: Sequence[str]) -> str:
    """ "A", "A and B" or "A, B and C"; "" for none."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def levels_in_words(levels: float) -> str:
    """ "two levels", "one and a half levels", "half a level": for whole and half numbers up to nine."""
    whole = int(levels)
    if levels == whole:
        return f"{_NUMBER_WORDS[whole]} level{'' if whole == 1 else 's'}"
    return f"{_NUMBER_WORDS[whole]} and a half levels" if whole else "half a level"


def target_of(session: Session, item_id: str) -> int | None:
    """The level to reach: the one the room named, else the next one up, at most the top. None: not agreed."""
    agreed = session.agreement(item_id)
    if agreed is None:
        return None
    if agreed.target is not None:
        return agreed.target
    return min(agreed.level + 1, session.scale_of(item_id).top)


def shift(session: Session, item_id: str) -> tuple[Spread, Spread] | None:
    """(first view, after discussion), where partners answered in both rounds; else None.

    Who did not answer again stands by its first view, so that both spreads speak of the same room.
    """
    if not session.ballots_on(item_id, 1) or not session.ballots_on(item_id, 2):
        return None
    return spread_of(session, item_id, 1), spread_of(session, item_id)


def show_by_partner(session: Session, item_id: str) -> bool:
    """Whether a breakdown by partner may leave the room.

    Bodies answer in the open. People's own answers are shown by partner only where at least five of every
    partner that answered did so, in every round: one partner left out could be worked out from the total.
    """
    if session.as_bodies:
        return True
    people = [ballot.answers + ballot.dont_know for ballot in session.ballots if ballot.item_id == item_id]
    return min(people, default=0) >= FEWEST_ANONYMOUS


# --- the whole session ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """An agreed item: its level, its target, the levels between them, and the answers behind it."""

    item_id: str
    level: int
    target: int
    distance: int
    spread: Spread


def recorded_items(session: Session) -> tuple[str, ...]:
    """Ids of all items on the agenda, in its order, and then of those that were recorded on besides."""
    on_agenda = [item.id for item in session.items()]
    here = reached(session)
    known = [item.id for pack in session.packs for item in pack.items()]
    return (*on_agenda, *(one for one in known if one in here and one not in on_agenda))


def _agreed(session: Session) -> Iterable[Gap]:
    for item_id in recorded_items(session):
        agreed, target = session.agreement(item_id), target_of(session, item_id)
        if agreed is not None and target is not None:
            distance = max(0, target - agreed.level)
            yield Gap(item_id, agreed.level, target, distance, spread_of(session, item_id))


def gaps(session: Session) -> tuple[Gap, ...]:
    """Agreed items below their target: first those that the room has ordered, in its order.

    The others follow: furthest first, then the widest spread, then the agenda's order.
    """
    below = [gap for gap in _agreed(session) if gap.distance > 0]
    unknown = 2.0  # above every consensus: items without answers come last
    moved = {item_id: place for place, item_id in enumerate(session.gap_order)}
    return tuple(
        sorted(
            below,
            key=lambda gap: (
                moved.get(gap.item_id, len(moved)),
                -gap.distance,
                unknown if gap.spread.consensus is None else gap.spread.consensus,
            ),
        )
    )


def candidates(session: Session, activity: Activity) -> tuple[str, ...]:
    """Ids of what a vote is on: the items of its sections, the gaps, or the open actions.

    What has dots stays a candidate, also where the gap is closed or the action done since.
    """
    found: Iterable[str] = ()
    if activity.candidates == "gaps":
        found = (gap.item_id for gap in gaps(session))
    elif activity.candidates == "actions":
        found = (action.id for action in session.open_actions())
    elif activity.pack_id is not None:
        pack = session.pack(activity.pack_id).only(activity.section_ids)
        found = (item.id for item in pack.items())
    return tuple(dict.fromkeys((*found, *tally(session, activity.id))))


def strengths(session: Session) -> tuple[Gap, ...]:
    """Items agreed at one of the top two levels, and above the middle of the scale.

    Highest first, then those on which the answers agree most, then the agenda's order.
    """
    high: list[tuple[int, float, Gap]] = []
    for gap in _agreed(session):
        top = session.scale_of(gap.item_id).top
        if gap.level >= top - 1 and 2 * gap.level > top + 1:
            measure = gap.spread.consensus
            high.append((top - gap.level, 1.0 if measure is None else -measure, gap))
    return tuple(gap for _, _, gap in sorted(high, key=lambda one: one[:2]))


def differing(session: Session) -> tuple[str, ...]:
    """Ids of the items on which somebody stands apart or dissents, or the room is split, in agenda order."""

    def differs(item_id: str) -> bool:
        agreed = session.agreement(item_id)
        if agreed is not None and agreed.dissents:
            return True
        return spread_of(session, item_id).word == "split" or bool(standing_apart(session, item_id))

    scored = (one for one in recorded_items(session) if session.pack_of(one).scale is not None)
    return tuple(item_id for item_id in scored if differs(item_id))


def reached(session: Session) -> frozenset[str]:
    """Ids of the items that something is recorded on: an answer, agreed level, vote, note or action."""
    origins = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    touched = origins | _voted(session) | _answered(session)
    return frozenset(item.id for pack in session.packs for item in pack.items() if item.id in touched)


def not_reached(session: Session) -> tuple[str, ...]:
    """Ids of the items to score, discuss or vote on that nothing is recorded on, in the agenda's order."""
    here = reached(session)
    wanted = {item.id for kind in ("score", "discuss", "prioritise") for item in session.items(kind)}
    return tuple(item.id for item in session.items() if item.id in wanted and item.id not in here)


def progress(session: Session) -> tuple[int, int]:
    """(items with an answer or an agreed level, items to score)."""
    to_score = [item.id for item in session.items("score") if session.pack_of(item.id).scale is not None]
    done = _answered(session)
    return sum(item_id in done for item_id in to_score), len(to_score)


def _answered(session: Session) -> set[str]:
    """Ids of the items with a ballot or an agreed level."""
    return {ballot.item_id for ballot in session.ballots} | {one.item_id for one in session.agreements}


def _voted(session: Session) -> set[str]:
    """Ids of what was voted on: of a vote on a pack's items all of them, else what has dots."""
    voted: set[str] = set()
    for vote in session.votes:
        activity = session.activity(vote.activity_id)
        voted |= set(tally(session, activity.id))
        if activity.candidates == "items":
            voted |= set(candidates(session, activity))
    return voted
