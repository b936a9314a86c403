"""What a note on the evaluation is said to be of."""

from sessions.kinds.evaluation.records import EvaluationActivity


def test_what_worked_and_what_to_change_are_parts_of_the_step() -> None:
    step = EvaluationActivity(id="e", title="How it was", minutes=5, pack_id="p")
    assert step.origins((), ()) == {
        "e": "How it was",
        "e/worked": "How it was: what worked",
        "e/change": "How it was: what to change",
    }
