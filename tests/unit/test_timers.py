"""On Windows a timer that runs sleeps in a thread: all of them find one, so that none waits for another."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace

import pytest

from workshop import timers


def test_as_many_sleep_at_once_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "sys", SimpleNamespace(platform="win32"))
    all_asleep = threading.Barrier(timers.MOST, timeout=30)

    async def sleep_side_by_side() -> set[int]:
        timers.make_room()
        loop = asyncio.get_running_loop()
        return set(
            await asyncio.gather(*(loop.run_in_executor(None, all_asleep.wait) for _ in range(timers.MOST)))
        )

    assert len(asyncio.run(sleep_side_by_side())) == timers.MOST
