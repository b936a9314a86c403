"""Room for all timers at once on Windows, where Textual has each one sleep in a thread of its own."""

import asyncio
import sys

MOST = 64
"""Timers that may sleep at the same time: several times as many as all screens have."""


def make_room() -> None:
    """Let so many sleep side by side in the event loop that runs; elsewhere they need no thread.

    By default a loop has four threads more than processors. On a small laptop the clocks of the run, the
    details and the list with a blinking cursor take all of them, and what is to be painted would wait for
    up to a second until one of them wakes.
    """
    if sys.platform == "win32":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # nobody else needs it at the start

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MOST, "timer"))
