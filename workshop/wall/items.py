"""A scored item on the wall: who has answered, and after the reveal what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sessions import analysis
from sessions.kinds.score.records import agreement_on, ballots_on, round_of, standing_ballots
from sessions.material import Item
from sessions.record import Session
from sessions.rows import ROOM
from workshop import pages
from workshop.wall.model import Named, Picture, Voice, Wall

_BEFORE: dict[analysis.Word, str] = {
    "agreed": "Views agreed",
    "mixed": "Views were mixed",
    "split": "Views were split",
    "too few": "There were too few answers",
}
_AFTER: dict[analysis.Word, str] = {
    "agreed": "views agree",
    "mixed": "views are mixed",
    "split": "views are split",
    "too few": "there are too few answers",
}
_STILL: dict[analysis.Word, str] = {
    "agreed": "Views still agree after the talk",
    "mixed": "Views are still mixed after the talk",
    "split": "Views are still split after the talk",
    "too few": "There are still too few answers after the talk",
}


def scored(session: Session, seen: Session, item: Item, made: Wall) -> Wall:
    """The item's own text in `made`, and what may be seen of the answers; `seen` has what was revealed."""
    scale = session.scale_of(item.id)
    number, revealed = round_of(session, item.id)
    made = replace(made, levels=scale.levels, settled=_settled(session, item.id))
    if not revealed:
        again = number > 1
        voices = voices_of(session, ballots_on(session, item.id, number))
        said = tally(voices, "answered")
        return replace(
            made,
            question=f"Once more: {scale.question}" if again else scale.question,
            voices=voices,
            tally=f"second view: {said}" if again and said else said,
        )
    spread = analysis.spread_of(seen, item.id)
    hear = spread.word in ("mixed", "split") and number == 1 and not made.settled
    nameless = seen.model_copy(update={"as_bodies": False})
    both = [
        (*_shift(one, item.id), *analysis.apart_sentences(one, item.id), *_kept(one, item.id, number))
        for one in (seen, nameless)
    ]
    standing = standing_ballots(seen, item.id)
    return replace(
        made,
        word=pages.VIEWS[spread.word],
        picture=_picture(seen, item.id, spread),
        sentences=(*both[0], *missing(seen, standing, "answer")),
        nameless=(*both[1], *missing(nameless, standing, "answer")),
        next="Let us hear why. Then we answer once more." if hear else "",
    )


def voices_of(session: Session, ready: Iterable[str]) -> tuple[Voice, ...]:
    """Every partner, and whether its id is among those that are ready."""
    ids = set(ready)
    return tuple(Voice(one.name, one.id in ids) for one in session.voices())


def tally(voices: tuple[Voice, ...], done: str) -> str:
    """ "3 of 5 answered", "all 5 answered"; empty for the room as a whole."""
    ready, of = sum(one.ready for one in voices), len(voices)
    if of < 2:
        return ""
    return f"all {of} {done}" if ready == of else f"{ready} of {of} {done}"


def missing(session: Session, there: Iterable[str], what: str) -> tuple[str, ...]:
    """Whose `what` ("answer", "dots") is missing, by name where partners answer as bodies.

    `there` are the ids of those that gave theirs. Nobody is missing where the room answered as one.
    """
    ids = set(there)
    if ROOM in ids:
        return ()
    silent = [one.name for one in session.voices() if one.id not in ids]
    if not silent:
        return ()
    if session.as_bodies and ids:
        names = analysis.in_words(silent)
        return (f"Without the dots of {names}." if what == "dots" else f"No {what} from {names}.",)
    many = "Dots" if what == "dots" else "Answers"
    return (f"{many} from {len(ids)} of {len(session.voices())} partners.",)


def _picture(seen: Session, item_id: str, spread: analysis.Spread) -> Picture:
    """The answers, with names where partners answer as bodies and there are several."""
    levels: list[list[Named]] = [[] for _ in spread.counts]
    unsure: list[Named] = []
    ballots = standing_ballots(seen, item_id)
    if seen.as_bodies and len(seen.voices()) > 1:
        for partner_id, ballot in ballots.items():
            name = seen.partner(partner_id).name
            of = ballot.answers + ballot.dont_know
            for level, count in zip(levels, ballot.counts, strict=False):
                if count:
                    level.append(Named(name, count, of))
            if ballot.dont_know:
                unsure.append(Named(name, ballot.dont_know, of))
    return Picture(spread, tuple(tuple(level) for level in levels), tuple(unsure))


def _shift(seen: Session, item_id: str) -> tuple[str, ...]:
    """How the answers moved between the rounds, in words."""
    both = analysis.shift(seen, item_id)
    if both is None:
        return ()
    first, after = both
    if first.word == after.word:
        moved = _STILL[first.word]
    else:
        moved = f"{_BEFORE[first.word]}; after the talk {_AFTER[after.word]}"
    return (f"{moved}.{_middle(first.median, after.median)}",)


def _middle(first: float | None, after: float | None) -> str:
    """Where the median went, in a sentence after another."""
    if first is None or after is None:
        return ""
    if first == after:
        return f" The median stays at {_level(after)}."
    way = "up" if after > first else "down"
    return f" The median goes {way} from {_level(first)} to {_level(after)}."


def _kept(seen: Session, item_id: str, number: int) -> tuple[str, ...]:
    """Who did not answer again and stands by its first view."""
    ballots = standing_ballots(seen, item_id)
    kept = [seen.partner(one).name for one, ballot in ballots.items() if ballot.round < number]
    if not kept:
        return ()
    who = analysis.in_words(kept) if seen.as_bodies else _how_many(kept, len(seen.voices()))
    return (f"{who} did not answer again: the first view stands.",)


def _how_many(some: Sequence[str], of: int) -> str:
    return f"{len(some)} of {of} partners"


def _level(level: float) -> str:
    """A level or a half between two: "3", "3½"."""
    return f"{int(level)}{'' if level == int(level) else '½'}"


def _settled(session: Session, item_id: str) -> str:
    """ "Agreed: 3 part-way · target 4 mostly · 1 dissent on record"; empty where nothing is agreed."""
    agreed, target = agreement_on(session, item_id), analysis.target_of(session, item_id)
    if agreed is None:
        return ""
    label = session.scale_of(item_id).label
    parts = [f"Agreed: {agreed.level} {label(agreed.level)}"]
    if target is not None:
        parts.append(f"target {target} {label(target)}")
    if count := len(agreed.dissents):
        parts.append(f"{count} dissent{'s' if count > 1 else ''} on record")
    return " · ".join(parts)
