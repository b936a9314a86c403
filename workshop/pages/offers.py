"""What a facilitator may want to put on the agenda while it runs, ready to be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sessions import analysis
from sessions.kinds.prioritise.records import Candidates
from sessions.material import Pack, Section
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Activity

DOTS = 3
TOP = 3
VOTE_MINUTES = 8
TALK_MINUTES = 15
SCORE_MINUTES = 4
"""For each item; so for one to discuss."""
MOST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that can be added, and the words to choose it by. Its activity gets its id once it is added."""

    words: str
    activity: Activity


def step_offers(session: Session, after_id: str) -> tuple[Offer, ...]:
    """What can be added after an activity: votes, going on with one, what is not planned yet, a break."""
    going_on = tuple(_top_ones(session, after_id))
    return (
        *(one for one in going_on if one.activity.follows == after_id),
        *_votes(session),
        *(one for one in going_on if one.activity.follows != after_id),
        *_lists(session),
        *_material(session),
        _offer("A break, with a countdown", "break", "Break", 10),
    )


def _offer(
    words: str,
    kind: ActivityKind,
    title: str,
    minutes: int,
    *script: str,
    pack_id: str | None = None,
    section_ids: tuple[str, ...] = (),
) -> Offer:
    activity = Activity(
        id="new",
        kind=kind,
        title=title,
        minutes=minutes,
        script=script,
        pack_id=pack_id,
        section_ids=section_ids,
    )
    return Offer(f"{words} ({minutes} min)", activity)


# --- votes ----------------------------------------------------------------------------------------


def _vote(words: str, title: str, asked: str, on: Candidates, pack_id: str | None = None) -> Offer:
    made = _offer(words, "prioritise", title, VOTE_MINUTES, asked, pack_id=pack_id)
    activity = made.activity.model_copy(update={"candidates": on, "dots": DOTS})
    return Offer(made.words, activity)


def _votes(session: Session) -> Iterator[Offer]:
    if any(session.pack_of(item.id).scale is not None for item in session.items("score")):
        now = len(analysis.gaps(revealed_only(session)))
        yield _vote(
            f"Vote on the gaps, {now or 'none'} so far",
            "Vote on the gaps",
            "Ask: which of these gaps do we work on first? Each partner places its dots.",
            "gaps",
        )
    yield _vote(
        f"Vote on the open actions, {len(session.open_actions()) or 'none'} so far",
        "Vote on the actions",
        "Ask: which of these actions matter most? Each partner places its dots.",
        "actions",
    )
    for pack in session.packs:
        yield _vote(
            f"Vote on the {pack.item_word}s",
            f"Vote on the {pack.item_word}s",
            f"Ask: with which {pack.item_word} do we start? Each partner places its dots.",
            "items",
            pack.id,
        )


def _top_ones(session: Session, after_id: str) -> Iterator[Offer]:
    """Going on with a vote that comes before, the latest first."""
    ids = [one.id for one in session.agenda]
    before = session.agenda[: ids.index(after_id) + 1]
    for vote in reversed(before):
        if vote.kind != "prioritise" or vote.candidates == "actions" or vote.state != "planned":
            continue
        script: tuple[str, ...] = ("Read it aloud. What stands in the way, and who can move it?",)
        if vote.candidates == "gaps":
            script = (*script, "Ask: who does what first, and how will we know? One owner and a date each.")
        made = _offer(
            f"Talk about the top {_words(TOP)} of: {vote.title}",
            "discuss",
            f"The {_words(TOP)} with most dots",
            TALK_MINUTES,
            *script,
            pack_id=vote.pack_id,
        )
        yield Offer(made.words, made.activity.model_copy(update={"follows": vote.id, "top": TOP}))


def _words(number: int) -> str:
    return ("no", "one", "two", "three", "four", "five")[number]


# --- what is not on the agenda yet ----------------------------------------------------------------


def _lists(session: Session) -> Iterator[Offer]:
    kinds = {one.kind for one in session.agenda if one.state == "planned"}
    if "gaps" not in kinds and any(session.items("score")):
        yield _offer(
            "The gaps, to put in order",
            "gaps",
            "Gaps",
            8,
            "Ask: is this the right order? Which few will we work on first?",
        )
    yield _offer(
        "Review of the open actions",
        "review",
        "Open actions",
        10,
        "Take the actions in turn: is it done, under way, or to be dropped?",
    )
    if "actions" not in kinds:
        yield _offer(
            "Who does what: taking actions",
            "actions",
            "Actions",
            10,
            "Each action needs one owner and a date. Read it back.",
        )


def _material(session: Session) -> Iterator[Offer]:
    """Packs and sections that the session carries, as far as the agenda does not score or discuss them."""
    for pack in session.packs:
        free = [one for one in pack.sections if not _is_on(session, pack, one)]
        whole = len(free) == len(pack.sections)
        if whole:
            yield _about(pack, pack.sections, f"the {pack.item_word}s", (), f"The {pack.item_word}s")
        if not whole or len(free) > 1:
            for one in free:
                title = f"{one.label}: {one.title}" if one.label else one.title
                yield _about(pack, (one,), title, (one.id,), title)


def _is_on(session: Session, pack: Pack, section: Section) -> bool:
    return any(
        one.kind in ("score", "discuss")
        and one.pack_id == pack.id
        and one.follows is None
        and (not one.section_ids or section.id in one.section_ids)
        for one in session.agenda
    )


def _about(
    pack: Pack, sections: tuple[Section, ...], called: str, section_ids: tuple[str, ...], title: str
) -> Offer:
    """Score it where it has levels, else discuss it."""
    items = sum(len(one.items) for one in sections)
    minutes = min(MOST_MINUTES, SCORE_MINUTES * items)
    kind: ActivityKind = "discuss" if pack.scale is None else "score"
    number = f"{items} {pack.item_word}{'' if items == 1 else 's'}"
    return _offer(
        f"{kind.capitalize()} {called}, {number}",
        kind,
        title,
        minutes,
        pack_id=pack.id,
        section_ids=section_ids,
    )
