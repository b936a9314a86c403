"""What a summary written now would hold."""

from collections import Counter

from sessions import plan, words
from sessions.analysis.whole import progress, reached
from sessions.aspects import aspect_id_of
from sessions.kinds.asking import AskingActivity, asked_of, is_answered
from sessions.kinds.checklist.records import CHECKS, checks_of, progress_of
from sessions.kinds.score.records import AGREEMENTS, ScoreActivity, standing_ballots
from sessions.record import Session
from sessions.scope import items_here, items_not_applying, why_not
from workshop.steps.scene import PageLine


def summary_contents(session: Session) -> tuple[PageLine, ...]:
    """What a summary written now would hold, in numbers."""
    scored = items_here(session, ScoreActivity)
    answered = sum(bool(standing_ballots(session, item.id)) for item in scored)
    settled = [row for row in AGREEMENTS.of(session) if why_not(session, row.item_id) is None]
    agreed = [row for row in settled if not aspect_id_of(row.item_id)]
    checks = progress_of(session, checks_of(session))
    answers = (check for check in CHECKS.of(session) if why_not(session, check.item_id) is None)
    dissents = sum(len(row.dissents) for row in settled) + sum(len(check.dissents) for check in answers)
    steps = [step for step in session.agenda if isinstance(step, AskingActivity)]
    asked = {ref for step in steps for _, ref in asked_of(session, step) if why_not(session, ref) is None}
    questions = sum(is_answered(session, ref) for ref in asked)
    noted = len(reached(session) & {item.id for item in scored}) - progress(session)[0]
    notes = Counter(note.kind for note in session.notes)
    counts = [
        (len(session.partners), "partner", "partners"),
        (len(session.people), "person by name", "people by name"),
        (answered, f"of {len(scored)} items answered", f"of {len(scored)} items answered"),
        (noted, "with notes or actions alone", "with notes or actions alone"),
        (len(agreed), "agreed level", "agreed levels"),
        (questions, f"of {len(asked)} questions answered", f"of {len(asked)} questions answered"),
        (checks.n, f"of {checks.of} checks answered", f"of {checks.of} checks answered"),
        (dissents, "dissent", "dissents"),
        (notes["evidence"], "note of evidence", "notes of evidence"),
        (notes["comment"], "comment", "comments"),
        (notes["decision"], "decision", "decisions"),
        (notes["parked"], "parked point", "parked points"),
        (len(session.actions), "action", "actions"),
        (len(plan.left(session)), "item not reached", "items not reached"),
        (len(items_not_applying(session)), "item that does not apply", "items that do not apply"),
    ]
    return tuple(PageLine("point", words.number_of(*count)) for count in counts if count[0])
