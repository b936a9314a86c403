"""Break: a pause with a countdown."""

from __future__ import annotations

from typing import ClassVar, Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class BreakActivity(Activity):
    """A pause."""

    kind: Literal["break"] = "break"


class Break(Kind[BreakActivity]):
    """A pause."""

    id: ClassVar[str] = "break"
    activity: ClassVar[type[Activity]] = BreakActivity
