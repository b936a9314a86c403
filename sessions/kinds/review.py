"""Review: the actions that are still open from before."""

from typing import Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class ReviewActivity(Activity):
    kind: Literal["review"] = "review"


class Review(Kind[ReviewActivity]):
    id = "review"
    activity = ReviewActivity
