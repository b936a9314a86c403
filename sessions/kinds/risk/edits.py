"""Changes to what is asked of risks."""

from datetime import datetime

from sessions.aspects import aspect_id_of, item_of, subject
from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.asking import asked_of, is_answered
from sessions.kinds.risk.records import IMPACT, LIKELIHOOD, RiskActivity
from sessions.problem import Problem
from sessions.record import Session, step_as


@edit("impact in {step}")
def ask_impact(session: Session, _: datetime, activity_id: str, *, impact: bool) -> Session:
    """Ask for the impact besides the likelihood, or leave it out. Raises Problem where it was answered.

    Who is at a question that is left out goes back to the likelihood.
    """
    hint = "Choose a step in which risks are rated."
    activity = step_as(session, activity_id, RiskActivity, "is about no risks", hint)
    asked = (ref for _, ref in asked_of(session, activity) if aspect_id_of(ref) == IMPACT.id)
    if not impact and any(is_answered(session, ref) for ref in asked):
        hint = "Take the answers back first."
        raise Problem(f"The impact has been answered in {activity.title}", hint=hint)
    after = session.model_copy(update={"agenda": replaced(session.agenda, activity, impact=impact)})
    here = session.at
    if here is None or here.activity_id != activity_id or aspect_id_of(here.ref) != IMPACT.id:
        return after
    likelihood = here.model_copy(update={"ref": subject(item_of(here.ref), LIKELIHOOD.id)})
    return after if impact else after.model_copy(update={"at": likelihood})
