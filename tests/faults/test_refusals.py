"""Every call of a save fails in turn: what was acknowledged is there, and what is refused is not."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES, spread
from tests.faults.victim import Nursery, Victim

pytestmark = pytest.mark.faults

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EPERM, errno.EINTR)
TRIED = ERRORS if TIMES > 1 else tuple(error for error in ERRORS if error not in (errno.EPERM, errno.EINTR))
"""Those of them that are tried in a run of this size."""
LOOKED_AT = 30
"""Most calls that fail in one run of usual size, of each error."""


def holds_what_it_said(victim: Victim, told: dict[str, Any], text: str, before: bytes) -> None:
    """Whether the exit code and the words are those of what is on the disk."""
    victim.tally.hurt += 1
    assert told, "it died"
    code, said = told["code"], told["err"]
    assert "mistake in the program" not in said, said
    texts = [note.text for note in victim.is_well(swept=False).notes]
    assert code in (0, 1, 2)
    if code == 2:
        victim.tally.refused += 1
        assert text not in texts, said
        assert said
        assert "recorded all the same" not in said
        assert victim.path.read_bytes() == before
    else:
        victim.tally.looked_for(1, text not in texts)
        assert text in texts, (code, said)
    if code == 1:
        assert "saved" in said or "recorded" in said, said
        assert "can't be saved" not in said, said


@pytest.mark.long
@pytest.mark.parametrize("error", TRIED, ids=[errno.errorcode[error] for error in TRIED])
def test_a_call_that_fails_is_told_as_what_it_came_to(victim: Victim, workers: Nursery, error: int) -> None:
    calls = [workers.command(["note", VICTIM, "First"])["calls"] for _ in range(2)][-1]
    ended = set()
    for at in spread(len(calls), LOOKED_AT * TIMES):
        before = victim.path.read_bytes()
        told = workers.command(["note", VICTIM, f"At {at}"], at=at, error=error)
        holds_what_it_said(victim, told, f"At {at}", before)
        ended.add(told["code"])
    assert {0, 2} <= ended, "some calls are needed, and some are not"
