"""The kind `score`: how it is planned, what it hides, and what is wrong with its records."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sessions.analysis.whole import progress
from sessions.aspects import ASPECTS, aspect_id_of, aspect_of, item_of, scale_for
from sessions.kinds.kind import Fault, MaterialKind
from sessions.kinds.score.before import BallotsBefore
from sessions.kinds.score.edits import reveal
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    ROUNDS_OF_ITEMS,
    Ballot,
    ScoreActivity,
    agreement_on,
    standing_ballots,
    waiting_items,
)
from sessions.kinds.score.summary import subject_blocks
from sessions.material import Item, Pack, Scale, Section
from sessions.problem import Problem
from sessions.record import Session, Table
from sessions.remember import FoundIn, remembered
from sessions.rows import ACTIVITIES, Activity
from sessions.summary.model import Block


@remembered
def _scales(packs: tuple[Pack, ...]) -> dict[str, Scale | None]:
    """The scale of each item, by its id."""
    return {item.id: pack.scale_of(item.id) for pack in packs for item in pack.items()}


def _numbers(subject_id: str, own: Scale | None) -> range:
    """The numbers of the levels to answer a subject with; none where it has no scale."""
    scale = scale_for(aspect_of(subject_id), own)
    return scale.numbers if scale else range(0)


def _unknown_aspects(session: Session) -> Iterator[Fault]:
    """What nobody asks, unless a step is of a kind that is not known, which may ask it."""
    if any(step.kind not in ACTIVITIES for step in session.agenda):
        return
    tables: tuple[Table[Any], ...] = (BALLOTS, ROUNDS_OF_ITEMS, AGREEMENTS)
    for table in tables:
        rows = table.of(session)
        if unknown := {ref.aspect for ref in table.refs_in(rows)}.difference(("",), ASPECTS):
            for index, row in enumerate(rows):
                if (aspect_id := aspect_id_of(row.item_id)) in unknown:
                    yield (table.name, index), f"nothing called {aspect_id!r} is asked of an item"


Shape = tuple[str, int, bool]
"""Of an answer: what it is on, how many counts it has, and whether one of them is below nought."""


def _shape(ballot: Ballot) -> Shape:
    return ballot.item_id, len(ballot.counts), any(count < 0 for count in ballot.counts)


_SHAPES: FoundIn[Ballot, Shape] = FoundIn(lambda ballot: (_shape(ballot),))
"""Far fewer than there are answers, so that these are not gone through one by one at every save."""


def _unfit(shapes: Collection[Shape], numbers: Mapping[str, range]) -> dict[Shape, str]:
    """What is wrong with answers of such shapes. Of no item or question that is known: said before."""
    wrong = {}
    for shape in shapes:
        item_id, many, below = shape
        if (levels := numbers.get(item_id)) is None:
            continue
        if not levels:
            wrong[shape] = f"the item {item_id!r} has no scale to answer on"
        elif many != len(levels):
            wrong[shape] = f"{many} counts for a scale of {len(levels)} levels"
        elif below:
            wrong[shape] = "a count is below nought"
    return wrong


def _without_times(session: Session, shown: Mapping[str, int]) -> Session:
    """Minutes that were planned for an item say something of its answers: with these, they are seen."""

    def seen(step: Activity) -> Activity:
        if not isinstance(step, ScoreActivity) or not step.item_times:
            return step
        times = tuple((item_id, many) for item_id, many in step.item_times if shown.get(item_id, 0))
        return step.model_copy(update={"item_times": times})

    if not any(isinstance(step, ScoreActivity) and step.item_times for step in session.agenda):
        return session
    return session.model_copy(update={"agenda": tuple(map(seen, session.agenda))})


class Score(MaterialKind[ScoreActivity]):
    id = "score"
    activity = ScoreActivity
    tables = (BALLOTS, ROUNDS_OF_ITEMS, AGREEMENTS)
    before = BallotsBefore()

    def check(self, session: Session, activity: ScoreActivity, before: tuple[Activity, ...]) -> None:
        super().check(session, activity, before)
        assert activity.pack_id is not None
        pack = session.pack(activity.pack_id)
        if any(pack.scale_of(item.id) is None for item in activity.items(session.packs)):
            raise Problem(f"{pack.name} has no levels to score on", hint="Discuss it instead.")

    def has_close(self, section: Section) -> bool:
        """To look at its result, too."""
        return super().has_close(section) or section.result is not None

    def revealed(self, session: Session) -> Session:
        """While a second round is hidden, the first, which the room has seen, is still there."""
        rounds = ROUNDS_OF_ITEMS.of(session)
        shown = {row.item_id: row.number if row.revealed else row.number - 1 for row in rounds}
        session = _without_times(session, shown)
        return BALLOTS.without(session, lambda ballot: ballot.round > shown.get(ballot.item_id, 0))

    def waiting(self, session: Session) -> tuple[str, ...]:
        """Items as such: a question on one is that of the kind that asks it."""
        return tuple(ref for ref in waiting_items(session) if not aspect_id_of(ref))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal(ref).apply(session, now)

    def progress(self, session: Session) -> tuple[int, int]:
        return progress(session)

    def faults(self, session: Session) -> Iterator[Fault]:
        scales = _scales(session.packs)
        ballots = BALLOTS.of(session)
        shapes = _SHAPES(ballots)
        subjects = {item_id for item_id, *_ in shapes}
        subjects |= {agreement.item_id for agreement in AGREEMENTS.of(session)}
        known = (ref for ref in subjects if item_of(ref) in scales and aspect_id_of(ref) in ("", *ASPECTS))
        numbers = {ref: _numbers(ref, scales[item_of(ref)]) for ref in known}
        yield from _unknown_aspects(session)
        if unfit := _unfit(shapes, numbers):
            for index, ballot in enumerate(ballots):
                if (shape := _shape(ballot)) in unfit:
                    yield (BALLOTS.name, index), unfit[shape]
        for index, agreement in enumerate(AGREEMENTS.of(session)):
            if (levels := numbers.get(agreement.item_id)) is None:
                continue
            loc = (AGREEMENTS.name, index)
            if agreement.level not in levels:
                yield loc, f"there is no level {agreement.level} on this item's scale"
            elif agreement.target is not None and aspect_id_of(agreement.item_id):
                yield (*loc, "target"), f"a target, and {agreement.item_id!r} has none"
            elif agreement.target is not None and not agreement.level <= agreement.target <= levels[-1]:
                what = f"the target {agreement.target} is below the agreed level or off the scale"
                yield (*loc, "target"), what
            seen: set[str] = set()
            for number, dissent in enumerate(agreement.dissents):
                if dissent.partner_id in seen:
                    yield (*loc, "dissents", number), f"{dissent.partner_id!r} dissents twice"
                seen.add(dissent.partner_id)

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        """Nothing where it is asked about by another kind alone."""
        scored = any(item == other for other in seen.items(ScoreActivity))
        if scored or item.id in waiting or standing_ballots(seen, item.id) or agreement_on(seen, item.id):
            yield from subject_blocks(seen, item.id, waiting=item.id in waiting)
