"""Close: what was agreed to do, and goodbye."""

from __future__ import annotations

from typing import ClassVar, Literal

from sessions.kinds.kind import Kind
from sessions.rows import Activity


class CloseActivity(Activity):
    """The end of an agenda."""

    kind: Literal["close"] = "close"


class Close(Kind[CloseActivity]):
    """The end of an agenda."""

    id: ClassVar[str] = "close"
    activity: ClassVar[type[Activity]] = CloseActivity
    ends: ClassVar[bool] = True
