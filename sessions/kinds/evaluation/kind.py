"""The kind `evaluation`: where it stops, what it asks, and what is wrong with its records."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sessions.aspects import aspect_id_of
from sessions.kinds.evaluation.edits import parse_words
from sessions.kinds.evaluation.records import (
    ASPECT,
    CHANGE,
    ITEM,
    WORD,
    WORDS,
    WORKED,
    EvaluationActivity,
)
from sessions.kinds.evaluation.summary import evaluation_blocks
from sessions.kinds.kind import Fault, MaterialKind, MaterialStep
from sessions.kinds.score.before import BallotsBefore
from sessions.kinds.score.edits import reveal
from sessions.kinds.score.records import BALLOTS, waiting_items
from sessions.material import Slug
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Stop
from sessions.summary.model import Block


class EvaluationStep(MaterialStep):
    """An evaluation in a template; on statements of a pack of your own, where it names one."""

    names_items = False
    pack: Slug | None = "evaluation"
    word: bool = True


class EvaluationBefore(BallotsBefore):
    """Nothing is asked in a form; a survey after the day can bring its answers in."""

    def subjects(self, session: Session, activity: EvaluationActivity) -> Iterable[str]:
        return activity.subjects(session.packs)

    def why_not(self, session: Session, activity: EvaluationActivity) -> str:
        return "it asks about the day itself"


class Evaluation(MaterialKind[EvaluationActivity]):
    id = "evaluation"
    activity = EvaluationActivity
    step = EvaluationStep
    tables = (WORDS,)
    aspects = (ASPECT,)
    before = EvaluationBefore()
    divisible = False
    takes_items = False

    def check(self, session: Session, activity: EvaluationActivity, before: tuple[Activity, ...]) -> None:
        super().check(session, activity, before)
        pack = session.pack(activity.pack_id or "")
        if any(pack.scale_of(item.id) is None for item in activity.items(session.packs)):
            raise Problem(f"{pack.name} has no levels to answer on", hint="Name a pack that has a scale.")

    def stops(self, session: Session, activity: EvaluationActivity) -> Iterable[Stop]:
        """Each statement, then the word, then what worked and what to change."""
        for ref in activity.subjects(session.packs):
            yield Stop(activity_id=activity.id, part=ITEM, ref=ref)
        if activity.word:
            yield Stop(activity_id=activity.id, part=WORD, ref=f"{activity.id}/{WORD}")
        for part in (WORKED, CHANGE):
            yield Stop(activity_id=activity.id, part=part, ref=f"{activity.id}/{part}")

    def left(self, session: Session, activity: EvaluationActivity) -> tuple[str, ...]:
        return () if self.recorded(session, activity) else (activity.id,)

    def recorded(self, session: Session, activity: EvaluationActivity) -> Problem | None:
        asked = activity.subjects(session.packs)
        if any(ballot.item_id in asked and ballot.stands for ballot in BALLOTS.of(session)):
            hint = "Take the answers back first, or skip it."
            return Problem(f"Something is recorded in {activity.title}", hint=hint)
        return super().recorded(session, activity)

    def waiting(self, session: Session) -> tuple[str, ...]:
        """The questions on its statements that were answered and not revealed."""
        return tuple(ref for ref in waiting_items(session) if aspect_id_of(ref) == ASPECT.id)

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal(ref).apply(session, now)

    def faults(self, session: Session) -> Iterator[Fault]:
        steps = {step.id for step in session.agenda if isinstance(step, EvaluationActivity)}
        for index, row in enumerate(WORDS.of(session)):
            loc = (WORDS.name, index)
            if row.activity_id not in steps:
                if any(step.id == row.activity_id for step in session.agenda):
                    yield loc, f"the step {row.activity_id!r} is no evaluation"
                continue
            try:
                sound = [*parse_words(row.word)] == [row.word]
            except Problem:
                sound = False
            if not sound:
                yield loc, f"{row.word!r} is no word"

    def told_together(self, session: Session) -> frozenset[str]:
        """The statements: the chapter has them, and no section."""
        own: set[str] = set()
        others: set[str] = set()
        for step in session.agenda:
            if isinstance(step, MaterialActivity):
                ids = own if isinstance(step, EvaluationActivity) else others
                ids.update(item.id for item in step.items(session.packs))
        return frozenset(own - others)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        for activity in seen.agenda:
            if isinstance(activity, EvaluationActivity):
                yield from evaluation_blocks(seen, activity, waiting)
