"""A scored item on the wall: who has answered, and after the reveal what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sessions import analysis, words
from sessions.kinds.score.records import agreement_on, ballots_on, round_of, standing_ballots
from sessions.material import Item
from sessions.record import Session
from sessions.spans import on_screen
from workshop.wall.model import Named, Picture, Voice, Wall


def scored(session: Session, seen: Session, item: Item, wall: Wall) -> Wall:
    """The item's own text in `wall`, and what may be seen of the answers; `seen` has what was revealed."""
    scale = session.scale_of(item.id)
    number, revealed = round_of(session, item.id)
    wall = replace(wall, levels=scale.levels, settled=_settled(session, item.id))
    if not revealed:
        again = number > 1
        voices = voices_of(session, ballots_on(session, item.id, number))
        answered = tally(voices, "answered")
        return replace(
            wall,
            question=f"Once more: {scale.question}" if again else scale.question,
            voices=voices,
            tally=f"second view: {answered}" if again and answered else answered,
        )
    spread = analysis.spread_of(seen, item.id)
    hear = spread.word in ("mixed", "split") and number == 1 and not wall.settled
    nameless = seen.model_copy(update={"as_bodies": False})
    return replace(
        wall,
        word=words.VIEWS[spread.word],
        picture=_picture(seen, item.id, spread),
        sentences=_said(seen, item.id, number),
        nameless=_said(nameless, item.id, number),
        next="Let us hear why. Then we answer once more." if hear else "",
    )


def voices_of(session: Session, ready: Iterable[str]) -> tuple[Voice, ...]:
    """Every partner, and whether its id is among those that are ready."""
    ids = set(ready)
    return tuple(Voice(voice.name, voice.id in ids) for voice in session.voices())


def tally(voices: tuple[Voice, ...], done: str) -> str:
    """ "3 of 5 answered"."""
    return words.tally(sum(voice.ready for voice in voices), len(voices), done)


def missing(session: Session, there: Collection[str], what: str) -> tuple[str, ...]:
    """Whose `what` ("answer", "dots") is missing, in a sentence; nothing where nobody's is."""
    line = words.missing(session, there, what)
    return (on_screen(line),) if line else ()


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


def _said(seen: Session, item_id: str, number: int) -> tuple[str, ...]:
    """What the answers say: how they moved between the rounds, who differs, who is missing."""
    moved = analysis.shift(seen, item_id)
    lines = (
        words.shift_in_room(*moved) if moved else (),
        *words.apart(seen, item_id),
        words.kept(seen, item_id, number),
        words.missing(seen, standing_ballots(seen, item_id), "answer"),
    )
    return tuple(on_screen(line) for line in lines if line)


def _settled(session: Session, item_id: str) -> str:
    """What was agreed; empty where nothing is."""
    agreed = agreement_on(session, item_id)
    if agreed is None:
        return ""
    return words.agreed_in_room(agreed, analysis.target_of(session, item_id), session.scale_of(item_id))
