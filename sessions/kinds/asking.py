"""Steps that ask questions of each of their items, and then show the picture: what such kinds share."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from sessions.aspects import aspect_id_of, item_of, subject
from sessions.kinds.follow import FROM_A_VOTE, FollowingActivity, FollowingKind, items_of
from sessions.kinds.score.before import BallotsBefore
from sessions.kinds.score.edits import reveal
from sessions.kinds.score.records import agreement_on, standing_ballots, waiting_items
from sessions.kinds.score.summary import recusal_blocks, subject_blocks
from sessions.material import Item
from sessions.problem import Problem
from sessions.record import Session, find_scale
from sessions.rows import Activity, MaterialActivity, Stop
from sessions.scope import items_not_applying
from sessions.spans import plain, strong, typed
from sessions.summary.model import Block, Heading, Paragraph
from sessions.words import first_upper

PICTURE = "picture"


class AskingActivity(FollowingActivity):
    """A step that asks each of its items the same questions."""

    answered: ClassVar[bool] = True

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the aspects that are asked, in their order."""
        return ()


class AskingBefore(BallotsBefore):
    """Every question on every item."""

    def subjects(self, session: Session, activity: AskingActivity) -> Iterable[str]:
        return (ref for _, ref in asked_of(session, activity))

    def why_not(self, session: Session, activity: AskingActivity) -> str:
        return "" if items_of(session, activity) or activity.follows is None else FROM_A_VOTE


Q = TypeVar("Q", bound=AskingActivity)


class AskingKind(FollowingKind[Q], Generic[Q]):
    """A kind with such steps; `aspects` are all that it can ask."""

    before = AskingBefore()
    tells_levels: ClassVar[bool] = False
    """Whether its chapter has the agreed levels, so that they are not said again with each item."""

    def check(self, session: Session, activity: Q, before: tuple[Activity, ...]) -> None:
        super().check(session, activity, before)
        scaled = ((item, find_scale(session, ref)) for item, ref in asked_of(session, activity))
        if (without := next((item for item, scale in scaled if scale is None), None)) is not None:
            what = f"{without.number} {without.name} has no levels to answer on"
            raise Problem(what, hint="Discuss it instead.")

    def item_stops(self, activity: Q, item: Item) -> Iterator[Stop]:
        for aspect_id in activity.asked:
            yield Stop(activity_id=activity.id, part="item", ref=subject(item.id, aspect_id))

    def stops(self, session: Session, activity: Q) -> Iterable[Stop]:
        """The stops of its items, and at the end what all of them come to.

        A section that another kind of step is on, too, is introduced and closed there.
        """
        for stop in super().stops(session, activity):
            if stop.part not in ("section", "closing") or not _is_elsewhere(session, activity, stop.ref):
                yield stop
        if items_of(session, activity):
            yield Stop(activity_id=activity.id, part=PICTURE)

    def left(self, session: Session, activity: Q) -> tuple[str, ...]:
        """Items of which nothing was answered; where some of it was, the questions that were not."""
        out, left = items_not_applying(session), dict[str, None]()
        for item in items_of(session, activity):
            subjects = [subject(item.id, aspect_id) for aspect_id in activity.asked]
            open_ones = [ref for ref in subjects if not is_answered(session, ref)]
            if item.id not in out:
                left |= dict.fromkeys([item.id] if len(open_ones) == len(subjects) else open_ones)
        return tuple(left)

    def progress(self, session: Session) -> tuple[int, int]:
        """(items of which something was answered, all that its steps ask about)."""
        own = (step for step in session.agenda if isinstance(step, AskingActivity))
        steps = [step for step in own if step.kind == self.id]
        out = items_not_applying(session)
        asked = {item.id for step in steps for item in items_of(session, step)} - out.keys()
        answered = {
            item_of(ref) for step in steps for _, ref in asked_of(session, step) if is_answered(session, ref)
        }
        return len(asked & answered), len(asked)

    def waiting(self, session: Session) -> tuple[str, ...]:
        own = {aspect.id for aspect in self.aspects}
        return tuple(ref for ref in waiting_items(session) if aspect_id_of(ref) in own)

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal(ref).apply(session, now)

    def recorded(self, session: Session, activity: Q) -> Problem | None:
        if any(is_answered(session, ref) for _, ref in asked_of(session, activity)):
            hint = "Take the answers back first, or skip it."
            return Problem(f"Items have been answered in {activity.title}", hint=hint)
        return super().recorded(session, activity)

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        """Each question that was answered, after its words."""
        asked = [(aspect, subject(item.id, aspect.id)) for aspect in self.aspects]
        asked = [(aspect, ref) for aspect, ref in asked if ref in waiting or is_answered(seen, ref)]
        if asked:
            yield from recusal_blocks(seen, item.id)
        for aspect, ref in asked:
            yield Paragraph((*strong(f"{first_upper(aspect.name)}."), *plain(f" {aspect.question}")))
            yield from subject_blocks(seen, ref, waiting=ref in waiting, has_level=not self.tells_levels)


def is_answered(session: Session, subject_id: str) -> bool:
    """Whether anybody has answered a question, or the room has settled it."""
    return bool(standing_ballots(session, subject_id)) or agreement_on(session, subject_id) is not None


def asked_of(session: Session, activity: AskingActivity) -> Iterator[tuple[Item, str]]:
    """(item, subject) of all that a step asks."""
    for item in items_of(session, activity):
        for aspect_id in activity.asked:
            yield item, subject(item.id, aspect_id)


def _is_elsewhere(session: Session, activity: AskingActivity, key: str) -> bool:
    """Whether a step of another kind stops at a section, too."""
    return any(
        f"{step.pack_id}/{section.id}" == key
        for step in session.agenda
        if isinstance(step, MaterialActivity) and step.kind != activity.kind
        if step.state == "planned" and step.follows_step is None
        for section, _ in step.sections(session.packs)
    )


def chapter_of(
    seen: Session,
    steps: Iterable[Q],
    heading: str,
    anchor: str,
    blocks: Callable[[Session, Q], Iterator[Block]],
) -> Iterator[Block]:
    """A chapter of the summary: the `blocks` of each of these steps in which something was answered."""
    begun = [step for step in steps if any(is_answered(seen, ref) for _, ref in asked_of(seen, step))]
    if begun:
        yield Heading(2, plain(heading), anchor)
    for step in begun:
        if len(begun) > 1 or step.title != heading:
            yield Heading(3, typed(step.title), f"{anchor}-{step.id}")
        yield from blocks(seen, step)
