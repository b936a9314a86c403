"""What a refusal says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sessions.problem import Problem


def said(act: Callable[[], object]) -> tuple[str, str, str]:
    """What the Problem that it raises says: what, where and how to mend it."""
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.what, raised.value.where, raised.value.hint
