"""Break: a pause with a countdown."""

from typing import Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class BreakActivity(Activity):
    kind: Literal["break"] = "break"


class Break(Kind[BreakActivity]):
    id = "break"
    activity = BreakActivity
    yields = "minutes"
