"""What a refusal says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sessions.edit import Edit
from sessions.problem import Problem
from sessions.record import Session
from tests.builders import NOW


def said(act: Callable[[], object]) -> tuple[str, str, str]:
    """What the Problem that it raises says: what, where and how to mend it."""
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.what, raised.value.where, raised.value.hint


def refused(edit: Edit, session: Session) -> tuple[str, str]:
    """What is wrong with an edit of this session, and how to mend it."""
    what, _, hint = said(lambda: edit.apply(session, NOW))
    return what, hint
