"""Actions: who will do what, by when, and what is decided."""

from typing import Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class ActionsActivity(Activity):
    kind: Literal["actions"] = "actions"


class Actions(Kind[ActionsActivity]):
    id = "actions"
    activity = ActionsActivity
    yields = "nothing"
