"""Review: the actions that are still open from before."""

from typing import Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class ReviewActivity(Activity):
    kind: Literal["review"] = "review"


class Review(Kind[ReviewActivity]):
    id = "review"
    activity = ReviewActivity


def since_last_time(step_id: str) -> ReviewActivity:
    """The step that the next session of a series opens with, where its template has none of the kind."""
    script = (
        "Welcome back. Start with what is overdue: is it done, under way, or to be dropped?",
        "A new date needs a reason. Then what was parked, decided, and seen as a risk.",
    )
    return ReviewActivity(id=step_id, title="Since last time", minutes=10, script=script)
