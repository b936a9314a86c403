"""Actions: who will do what, by when, and what is decided."""

from __future__ import annotations

from typing import ClassVar, Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class ActionsActivity(Activity):
    """Taking actions."""

    kind: Literal["actions"] = "actions"


class Actions(Kind[ActionsActivity]):
    """Taking actions."""

    id: ClassVar[str] = "actions"
    activity: ClassVar[type[Activity]] = ActionsActivity
