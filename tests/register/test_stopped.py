"""Whoever asks the register, as the screen does, can stop at any time."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time

import pytest

from sessions.many.gathered import Wanted
from sessions.progress import StoppedEarly
from sessions.register.seen import side_by_side
from tests.register.conftest import Sql

TODAY = dt.date(2026, 11, 1)


def test_it_is_stopped_amid_a_question(register: str, sql: Sql) -> None:
    """Somebody else holds what the owner needs, so that the question would never end."""
    import psycopg

    begun = time.monotonic()
    with psycopg.connect(register) as other:
        other.execute("LOCK TABLE register.latest IN ACCESS EXCLUSIVE MODE")
        asked = threading.Event()
        threading.Timer(0.5, asked.set).start()
        with pytest.raises(StoppedEarly):
            side_by_side(register, Wanted(TODAY), stopped=asked.is_set)
    assert time.monotonic() - begun < 20
    side_by_side(register, Wanted(TODAY))


def test_it_is_stopped_before_there_is_a_connection() -> None:
    """Somebody listens and says nothing, as behind a firewall: whoever waits can go at any time."""
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        way = (
            f"host=127.0.0.1 port={silent.getsockname()[1]} dbname=register sslmode=disable connect_timeout=5"
        )
        with pytest.raises(StoppedEarly):
            side_by_side(way, Wanted(TODAY), stopped=lambda: time.monotonic() > begun + 0.3)
        assert time.monotonic() - begun < 4
