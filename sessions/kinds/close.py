"""Close: what was agreed to do, and goodbye."""

from typing import Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class CloseActivity(Activity):
    kind: Literal["close"] = "close"


class Close(Kind[CloseActivity]):
    id = "close"
    activity = CloseActivity
    ends = True
    yields = "nothing"
