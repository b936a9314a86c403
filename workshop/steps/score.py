"""Score: items that partners place on a scale, the levels that are agreed, and how far a section has got."""

from collections.abc import Iterator
from dataclasses import replace

from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.registry import kind_of
from sessions.kinds.score.records import (
    BALLOTS,
    ScoreActivity,
    agreement_on,
    standing_ballots,
    waiting_items,
)
from sessions.material import Pack, Section
from sessions.record import Session
from sessions.rows import MaterialActivity, Stop
from sessions.scope import passed_over
from sessions.text import plural
from workshop.profile import profile
from workshop.steps.answered import AnsweredView
from workshop.steps.offered import Part, part_of, whole
from workshop.steps.scene import Offer, Scene, offer
from workshop.wall.model import Standing, Wall

SCORE_MINUTES = 4  # for each item; so for one to discuss
MOST_MINUTES = 60


class ScoreView(AnsweredView[ScoreActivity]):
    """The views of items that partners score."""

    id = "score"
    offered = "Score on levels"

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        """Where a step begins with an item, its script, too, for as long as nobody has answered."""
        lines, ref = super().say_next(scene), scene.stop.ref
        if scene.stop == next(iter(kind_of(scene.activity).stops(scene.session, scene.activity)), None):
            lines = (*lines, *_order_offered(scene))
        is_answered = standing_ballots(scene.session, ref) or agreement_on(scene.session, ref)
        return lines if is_answered or scene.stop != _begins_with(scene) else (*self.script(scene), *lines)

    def commands(self, scene: Scene) -> frozenset[str]:
        return super().commands(scene) | {"order_items"}

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        """For as long as the order is offered, its key is there."""
        promoted = super().promoted_at(scene)
        return promoted | {"order_items"} if _order_offered(scene) else promoted

    def wall(self, scene: Scene) -> Wall:
        """At the close of a section, how far it has got, too."""
        wall = super().wall(scene)
        if scene.stop.part != "closing" or passed_over(scene.session, scene.stop):
            return wall
        rows = profile(scene.seen, "agenda", scene.stop.ref)
        return replace(wall, profile=tuple(Standing(row, "How far we have got") for row in rows))

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Packs and sections that the session carries and the agenda does not score or discuss."""
        for pack in session.packs:
            every = whole(session, pack)
            free = [section for section in every.sections if not _is_on(session, pack, section)]
            if free and len(free) == len(every.sections):
                yield _about(every, f"The {plural(every.item_word)}")
            if len(every.sections) > 1:
                for part in (part_of(pack, section) for section in free):
                    yield _about(part, part.title)


def _order_offered(scene: Scene) -> tuple[str, ...]:
    """Where answers came in before the day, that they can say what to begin with; never what they are."""
    step = scene.activity
    if not isinstance(step, ScoreActivity) or step.item_order:
        return ()
    own = {item.id for item in step.items(scene.session.packs)} & set(waiting_items(scene.session))
    if not any(ballot.item_id in own and ballot.source == "form" for ballot in BALLOTS.of(scene.session)):
        return ()
    return (
        f"Answers came in before. {scene.keys['order_items']} proposes what to begin with, to you alone.",
    )


def _begins_with(scene: Scene) -> Stop | None:
    """The first item that applies, where no section is read out before it; None where one is."""
    session = scene.session
    stops = kind_of(scene.activity).stops(session, scene.activity)
    first = next((stop for stop in stops if not passed_over(session, stop)), None)
    return first if first is not None and first.part == "item" else None


def _is_on(session: Session, pack: Pack, section: Section) -> bool:
    return any(
        isinstance(step, MaterialActivity)
        and (step.answered or isinstance(step, DiscussActivity))
        and step.pack_id == pack.id
        and step.follows_step is None
        and (not step.section_ids or section.id in step.section_ids)
        for step in session.agenda
    )


def _about(part: Part, title: str) -> Offer:
    """Score it where it has levels, else discuss it."""
    scored = all(part.pack.scale_of(item.id) for item in part.items)
    form: type[MaterialActivity] = ScoreActivity if scored else DiscussActivity
    minutes = min(MOST_MINUTES, SCORE_MINUTES * len(part.items))
    material = {"pack_id": part.pack.id, "section_ids": part.section_ids}
    return offer(f"{'Score' if scored else 'Discuss'} {part.words}", form, title, minutes, **material)
