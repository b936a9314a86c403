"""Changes to what is asked of pairs."""

from collections.abc import Sequence
from datetime import datetime

from sessions.aspects import aspect_id_of, item_of, subject
from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.asking import asked_of, is_answered
from sessions.kinds.here_to_there.records import ASKED, WHEN, PairsActivity
from sessions.problem import Problem
from sessions.record import Session, step_as


@edit("what is asked in {step}")
def ask_pairs(session: Session, _: datetime, activity_id: str, aspects: Sequence[str]) -> Session:
    """Ask these of each pair: "were", "are", "want", each or some of them. Raises Problem.

    What was answered stays asked. Who is at a question that is left out goes to the first of the same pair.
    """
    hint = "Choose a step in which pairs go from here to there."
    activity = step_as(session, activity_id, PairsActivity, "is about no pairs", hint)
    if not aspects or set(aspects) - set(WHEN):
        raise Problem("No such questions are asked of pairs", hint=f"Name some of: {', '.join(WHEN)}.")
    kept = tuple(when for when in WHEN if when in aspects)
    for _item, ref in asked_of(session, activity):
        if aspect_id_of(ref) not in kept and is_answered(session, ref):
            asked = next(aspect.question for aspect in ASKED if aspect.id == aspect_id_of(ref))
            what = f"“{asked}” has been answered in {activity.title}"
            raise Problem(what, hint="Take the answers back first.")
    after = session.model_copy(update={"agenda": replaced(session.agenda, activity, aspects=kept)})
    here = session.at
    if here is None or here.activity_id != activity_id or aspect_id_of(here.ref) in ("", *kept):
        return after
    first = here.model_copy(update={"ref": subject(item_of(here.ref), kept[0])})
    return after.model_copy(update={"at": first})
