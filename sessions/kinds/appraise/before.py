"""What an appraisal asks before the day: the level of each candidate on each criterion, of each partner."""

from collections.abc import Collection, Iterator, Sequence

from sessions.aspects import aspect_id_of, item_of
from sessions.edit import Edit
from sessions.kinds.appraise.edits import appraise
from sessions.kinds.appraise.records import (
    PLAIN,
    REVEALED,
    AppraiseActivity,
    Measure,
    appraisal_of,
    asks_partners,
    candidates_of,
    criteria_of,
    levels_key,
)
from sessions.kinds.before import Asked, Before, View, on_item
from sessions.kinds.follow import FROM_A_VOTE
from sessions.record import Session
from sessions.rows import Partner
from sessions.voices import recusals_on

ON_ONE = "How far does it meet this?"
"""What is asked of one criterion, where the usual question is about all of them."""


class AppraisalBefore(Before):
    """A partner has one level on each criterion: there are no hands to count."""

    single = True

    def asked(self, session: Session, activity: AppraiseActivity) -> Iterator[Asked]:
        if not asks_partners(session, activity):
            return
        for item_id in candidates_of(session, activity):
            for criterion in criteria_of(session, activity):
                yield _asked(self, session, activity, item_id, criterion)

    def why_not(self, session: Session, activity: AppraiseActivity) -> str:
        if not asks_partners(session, activity):
            return "the room settles its levels together, not each partner first"
        if not candidates_of(session, activity):
            return FROM_A_VOTE if activity.follows is not None else "it has no candidates yet"
        return "" if criteria_of(session, activity) else "it has no criteria yet"

    def voices(self, session: Session, asked: Asked) -> Collection[Partner]:
        out = recusals_on(session, asked.ref)
        return tuple(partner for partner in session.partners if partner.id not in out)

    def is_open_to(self, session: Session, asked: Asked, partner: Partner) -> bool:
        return partner in session.partners

    def view(self, session: Session, asked: Asked, partner_id: str) -> View | None:
        activity_id, _, criterion_id = aspect_id_of(asked.key).partition("/")
        row = appraisal_of(session, activity_id, asked.ref, partner_id)
        said = dict(row.levels) if row is not None else {}
        if row is None or criterion_id not in said:
            return None
        level = said[criterion_id]
        counts = tuple(int(number == level) for number in asked.scale.numbers)
        return View(counts, int(level is None), row.source == "form")

    def take(
        self, session: Session, asked: Asked, partner_id: str, counts: Sequence[int], dont_know: int
    ) -> Edit:
        activity_id, _, criterion_id = aspect_id_of(asked.key).partition("/")
        level = next((number for number, many in asked.scale.counted(counts)), None)
        return appraise(activity_id, item_of(asked.key), partner_id, {criterion_id: level}, source="form")

    def seen(self, session: Session) -> Collection[str]:
        steps = (step for step in session.agenda if isinstance(step, AppraiseActivity))
        criteria = {step.id: criteria_of(session, step) for step in steps}
        return frozenset(
            levels_key(row.activity_id, row.item_id, criterion.id)
            for row in REVEALED.of(session)
            for criterion in criteria.get(row.activity_id, ())
        )


def _asked(
    by: Before, session: Session, activity: AppraiseActivity, item_id: str, criterion: Measure
) -> Asked:
    question = ON_ONE if criterion.scale is PLAIN else criterion.scale.question
    words = f"{criterion.name}: {criterion.about}" if criterion.about else f"{criterion.name}."
    called = f"{session.called(item_id)} {' '.join(criterion.name.replace(':', ' ').split())}"
    return on_item(
        by,
        session,
        item_id,
        criterion.scale.model_copy(update={"question": f"{words} {question}"}),
        key=levels_key(activity.id, item_id, criterion.id),
        called=called,
        behind=(criterion.name, criterion.id),
    )
