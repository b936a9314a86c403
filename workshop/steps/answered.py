"""Items that partners answer on a scale: who has answered, after the reveal what, and what was settled on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sessions import left_out, spread_words, words
from sessions.analysis.items import shift, spread_of, target_of
from sessions.analysis.spreads import Spread, spread
from sessions.aspects import aspect_of, is_most_first
from sessions.kinds.registry import remarks_waiting
from sessions.kinds.score.records import (
    ROUNDS,
    Ballot,
    agreement_on,
    ballots_on,
    round_of,
    scored_here,
    standing_ballots,
)
from sessions.material import Item
from sessions.record import Session
from sessions.rows import ROOM, MaterialActivity
from sessions.spans import on_screen
from sessions.summary.recorded import WRITTEN_BEFORE, remark_lines
from sessions.voices import voices_on
from workshop.steps.scene import PageLine, Scene, under
from workshop.steps.view import EVERYBODY, StepView, voices_of
from workshop.wall.model import Named, Picture, Wall

A = TypeVar("A", bound=MaterialActivity)
ANSWERING = frozenset(
    {"dont_know", "whole_room", "takes_no_part", "agree", "dissent"}
    | {f"answer_level_{n}" for n in range(10)}
)


class AnsweredView(StepView[A]):
    """Items that partners answer on a scale, blind until the reveal."""

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, item_id, keys = scene.session, scene.stop.ref, scene.keys
        if not scored_here(session, scene.stop):
            return super().say_next(scene)
        number, revealed = round_of(session, item_id)
        if not revealed:
            return self._before_reveal(scene, number)
        if agreement_on(session, item_id) is not None:
            record = f"{keys['dissent']} puts it on record. Then {keys['next_stop']} goes on."
            return (f"Does anybody see it differently? {record}",)
        spread = spread_of(session, item_id)
        if spread.word in ("mixed", "split") and number == 1:
            again = f"“Let us hear why.” Then {keys['reveal']} to answer once more."
            return (*map(on_screen, words.apart(session, item_id)), again)
        if 2 * spread.dont_know >= spread.spoke:
            action = f"{keys['add_action']} takes it as an action. Then {keys['next_stop']} goes on."
            return (f"“Most of us don't know. Who could find out?” {action}",)
        return (f"“Which level can we all stand behind?” Press {keys['agree']}.",)

    def _before_reveal(self, scene: Scene, number: int) -> tuple[str, ...]:
        session, keys = scene.session, scene.keys
        answered, of = (
            len(ballots_on(session, scene.stop.ref, number)),
            len(voices_on(session, scene.stop.ref)),
        )
        written = tuple(_remarked(scene))
        if answered == 0 and session.as_bodies:
            how = "Settle on a level at your table. Cards up together when I say."
            return (f"“{_call(scene, 'we', number)} {how}”", *written)
        if answered == 0:
            hands = f"“{_call(scene, 'you', number)} Hands up, level by level.”"
            room = f" {keys['whole_room']} counts the whole room at once." if session.partners else ""
            return (f"{hands} {keys['counts']} counts them.{room}", *written)
        if answered < of:
            return (f"“{of - answered} more, then we look at all of them together.”",)
        ballot = ballots_on(session, scene.stop.ref, number).get(ROOM)
        if ballot is not None and ballot.source == "form":
            many = words.number_of(ballot.answers + ballot.dont_know, "person has", "people have")
            instead = f"{keys['counts']} counts all who are here instead"
            return (f"{many} answered before the day. {instead}; {keys['reveal']} shows what they said.",)
        return (f"“Everybody has answered. Let us look.” Press {keys['reveal']}.",)

    def hides(self, scene: Scene) -> bool:
        ballots = _hidden_ballots(scene)
        voices = voices_on(scene.session, scene.stop.ref) if ballots and scene.session.as_bodies else ()
        return any(voice.id in ballots for voice in voices) if scene.session.as_bodies else bool(ballots)

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        session, item_id, ballots = scene.session, scene.stop.ref, _hidden_ballots(scene)
        if session.as_bodies:
            voters = (voice for voice in voices_on(session, item_id) if voice.id in ballots)
            return tuple((v.name, _together(session, item_id, [ballots[v.id]])) for v in voters)
        return ((EVERYBODY, _together(session, item_id, list(ballots.values()))),) if ballots else ()

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """What the levels mean for this item, while the room answers; then as for every item."""
        if own := _own_levels(scene.session, scene.stop.ref):
            pairs = zip(scene.session.scale_of(scene.stop.ref).levels, own, strict=True)
            here = (f"{level.number} {level.label}: {meaning}" for level, meaning in pairs)
            yield from under("What the levels mean here", "point", here)
        written = map(on_screen, remark_lines(scene.seen, scene.stop.ref))
        yield from under(WRITTEN_BEFORE, "point", written, person=True)
        yield from super().item_help(scene, item)

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        session, seen, item_id = scene.session, scene.seen, scene.stop.ref
        if not scored_here(session, scene.stop):
            return wall
        scale = session.scale_of(item_id)
        number, revealed = round_of(session, item_id)
        question = _question(session, item_id)
        poles = _poles(session, item_id)
        first = is_most_first(item_id)
        wall = replace(wall, levels=scale.levels, most_first=first, poles=poles)
        wall = replace(wall, settled=_settled(session, item_id))
        if not revealed:
            wall = replace(wall, meanings=_own_levels(session, item_id))
            ballots = ballots_on(session, item_id, number)
            voices, out = voices_of(session, item_id, ballots), _takes_no_part(session, item_id)
            tally = words.tally(sum(voice.ready for voice in voices), len(voices), "answered")
            if number > 1:
                again = f"second view: {tally}" if tally else ""
                wall = replace(wall, question=f"Once more: {question}", tally=again)
                return replace(wall, voices=voices, sentences=out)
            return replace(wall, question=question, voices=voices, tally=tally, sentences=out)
        spread = spread_of(seen, item_id)
        hear = spread.word in ("mixed", "split") and number == 1 and not wall.settled
        return replace(
            wall,
            word=spread_words.views_in_caps(spread),
            picture=_picture(seen, item_id, spread),
            sentences=_sentences(seen, item_id, number),
            nameless=_sentences(seen.model_copy(update={"as_bodies": False}), item_id, number),
            next="Let us hear why. Then we answer once more." if hear else "",
        )

    def commands(self, scene: Scene) -> frozenset[str]:
        if not scored_here(scene.session, scene.stop):
            return frozenset()
        over = round_of(scene.session, scene.stop.ref) == (ROUNDS, True)
        return ANSWERING | ({"counts"} if over else {"counts", "reveal"})

    def idle(self, scene: Scene) -> frozenset[str]:
        """Before the reveal there is nothing to agree on; after it a digit only corrects what was said."""
        idle = super().idle(scene)
        if not scored_here(scene.session, scene.stop):
            return idle
        if not round_of(scene.session, scene.stop.ref)[1]:
            return idle | {"agree", "dissent"}
        after = idle | {"answer_level_1", "counts"}
        return after if agreement_on(scene.session, scene.stop.ref) else after | {"dissent"}

    def labels(self, scene: Scene) -> dict[str, str]:
        seen = scored_here(scene.session, scene.stop) and round_of(scene.session, scene.stop.ref) == (1, True)
        return {"reveal": "2nd round"} if seen else {}


def _remarked(scene: Scene) -> Iterator[str]:
    """A line where something was written before the day on what nobody has answered, and is hidden."""
    if scene.stop.ref in remarks_waiting(scene.session):
        yield f"Something was written on it before the day. {scene.keys['reveal']} shows it."


def _hidden_ballots(scene: Scene) -> Mapping[str, Ballot]:
    """Id of a partner → what it answered in this round, until that is revealed."""
    session, item_id = scene.session, scene.stop.ref
    if not scored_here(session, scene.stop):
        return {}
    number, revealed = round_of(session, item_id)
    return {} if revealed else ballots_on(session, item_id, number)


def _own_levels(session: Session, subject_id: str) -> tuple[str, ...]:
    """What each level means for an item, in words of its own; nothing where it is asked on other levels."""
    aspect = aspect_of(subject_id)
    return session.item(subject_id).levels if aspect is None or aspect.scale is None else ()


def _call(scene: Scene, who: str, number: int) -> str:
    """What is asked, in words of the facilitator."""
    aspect = aspect_of(scene.stop.ref)
    if aspect is None:
        return f"Where are {who} on this{' once more' if number > 1 else ''}?"
    return f"Once more: {aspect.question}" if number > 1 else aspect.question


def _together(session: Session, item_id: str, ballots: Sequence[Ballot]) -> str:
    scale = session.scale_of(item_id)
    counts = [sum(column) for column in zip(*(ballot.counts for ballot in ballots), strict=False)]
    unsure = sum(ballot.dont_know for ballot in ballots)
    return on_screen(words.answers_in_room(spread(counts, unsure, base=scale.base), scale))


def _picture(seen: Session, item_id: str, spread: Spread) -> Picture:
    """The answers, with names where partners answer as bodies and there are several."""
    levels: list[list[Named]] = [[] for _ in spread.counts]
    unsure: list[Named] = []
    if seen.as_bodies and len(voices_on(seen, item_id)) > 1:
        for partner_id, ballot in standing_ballots(seen, item_id).items():
            name, of = seen.partner(partner_id).name, ballot.answers + ballot.dont_know
            for level, count in zip(levels, ballot.counts, strict=False):
                if count:
                    level.append(Named(name, count, of))
            if ballot.dont_know:
                unsure.append(Named(name, ballot.dont_know, of))
    return Picture(spread, tuple(tuple(level) for level in levels), tuple(unsure))


def _sentences(seen: Session, item_id: str, number: int) -> tuple[str, ...]:
    """What the answers say: how they moved between the rounds, who differs, who is missing."""
    moved = shift(seen, item_id)
    lines = (
        spread_words.shift_in_room(*moved, most_first=is_most_first(item_id)) if moved else (),
        *words.apart(seen, item_id),
        *words.changes(seen, item_id, number),
        words.kept(seen, item_id, number),
        words.missing(seen, item_id, standing_ballots(seen, item_id), "answer"),
    )
    return (*(on_screen(line) for line in lines if line), *_takes_no_part(seen, item_id))


def _takes_no_part(session: Session, item_id: str) -> tuple[str, ...]:
    """Who takes no part in an item, in a sentence; nothing where all do."""
    line = left_out.takes_no_part(session, item_id)
    return (on_screen(line),) if line else ()


def _settled(session: Session, item_id: str) -> str:
    """What was agreed; empty where nothing is."""
    agreed = agreement_on(session, item_id)
    if agreed is None:
        return ""
    return words.agreed_in_room(agreed, target_of(session, item_id), session.scale_of(item_id))


def _question(session: Session, subject_id: str) -> str:
    """What the room is asked, with what the lowest and the highest level stand for, where that is said."""
    scale = session.scale_of(subject_id)
    poles = session.item(subject_id).poles or scale.poles
    if poles is None or aspect_of(subject_id) is not None:
        return scale.question
    return f"{scale.question} {scale.base}: {poles[0]}. {scale.top}: {poles[1]}."


def _poles(session: Session, subject_id: str) -> tuple[str, str] | None:
    """What stands beside the scale of one of several questions, where that is the item's scale."""
    aspect = aspect_of(subject_id)
    if aspect is None or aspect.scale is not None:
        return None
    return session.item(subject_id).poles or session.scale_of(subject_id).poles
