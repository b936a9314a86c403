"""A disk that fills while a summary is written, and a program that is killed there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.faults.calls import KILL
from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES, spread
from tests.faults.victim import Nursery, Victim

pytestmark = pytest.mark.faults

ASKED = ("md", "html", "csv")


def written(to: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in to.iterdir()}


@pytest.mark.long
@pytest.mark.parametrize("error", [errno.ENOSPC, KILL], ids=["full", "killed"])
def test_outputs_are_all_new_or_it_is_said_and_the_next_run_sweeps_up(
    victim: Victim, workers: Nursery, error: int
) -> None:
    to = victim.folder / "summaries"
    summary = ["summary", VICTIM, "--to", str(to), "--format", ",".join(ASKED)]
    calls = [workers.command(summary)["calls"] for _ in range(2)][-1]
    names = set(written(to))
    first = calls.index("write")
    ended = set()
    for at in [place + first for place in spread(len(calls) - first, 8 * TIMES)]:
        for path in to.iterdir():
            path.write_bytes(b"older")
        told = workers.command(summary, at=at, error=error)
        victim.tally.hurt += 1
        now = written(to)
        new = {name for name in names if now[name] != b"older"}
        if error != KILL:
            assert "mistake in the program" not in told["err"]
            assert set(now) == names, "nothing half made is left"
            assert not (told["code"] == 2 and new), told["err"]
            assert new == names or told["code"] in (1, 2), told["err"]
            ended.add(told["code"])
            victim.tally.refused += told["code"] != 0
        assert workers.command(summary)["code"] == 0
        assert set(written(to)) == names, "what was left is swept up"
    victim.is_well()
    assert error == KILL or {0, 2} <= ended
