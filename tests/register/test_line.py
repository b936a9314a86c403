"""The network goes amid a push, with a word or without, in either direction: nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sessions.register import words
from sessions.register.model import TABLES
from sessions.register.pushing import send
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.line import Cut, Line, line
from tests.register.server import Server

SILENCE = 0.8


@pytest.fixture
def cable(server: Server) -> Iterator[Line]:
    with line(server.port) as made:
        yield made


@pytest.fixture
def target(register: str, cable: Line) -> str:
    """The way of a place by the line."""
    del register
    return f"host=127.0.0.1 port={cable.port} user=old_library dbname=register connect_timeout=2"


@pytest.fixture
def queue(tmp_path: Path, target: str) -> Queue:
    made = Queue(tmp_path / "waits")
    made.add(target, pushed(every_kind(), with_text=True))
    return made


@contextmanager
def soon() -> Iterator[None]:
    """A silence is noticed soon."""
    from sessions.register.attentive import Attentive

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Attentive, "silence", SILENCE)
        yield


def counts(sql: Sql) -> list[int]:
    return [sql(f"SELECT count(*) AS n FROM register.{table.name}")[0]["n"] for table in TABLES]


def test_wherever_it_is_cut(cable: Line, target: str, queue: Queue, sql: Sql) -> None:
    from sessions.register.database import registered
    from sessions.register.postgres import withdraw

    (row,) = queue.waiting()
    assert send(queue, target).went == (("every", "new"),)
    sent, came = cable.passed["out"], cable.passed["in"]
    whole = counts(sql)
    assert whole == [len(row.pushed.tables[table.name]) for table in TABLES]
    cuts: list[tuple[Cut, int, int]] = [
        *((how, sent // 2, came * 2) for how in ("reset", "dead")),
        *((how, sent - 10, came * 2) for how in ("closed", "deaf")),
        ("mute", sent * 2, came - 10),
        ("dead", 100, 100),
    ]
    outcomes = set()
    for how, out, back in cuts:
        with registered(target) as (connection, _):
            withdraw(connection, row.pushed.session)
        queue.add(target, row.pushed)
        cable.mend()
        cable.cut(how, out=out, back=back)
        begun = time.monotonic()
        with soon():
            halted = send(queue, target).halted
        assert isinstance(halted, words.Unreachable), (how, out, back)
        assert "Nothing is lost" in halted.hint
        assert time.monotonic() - begun < 6
        assert [waits.data for waits in queue.waiting()] == [row.data]
        cable.mend()
        ((_, outcome),) = send(queue, target).went
        outcomes.add((how, outcome))
        assert counts(sql) == whole
        assert queue.waiting() == ()
    assert ("mute", "unchanged") in outcomes, "the register had it, and could not say so"
    assert ("deaf", "new") in outcomes


def test_whoever_is_gone_holds_nobody_up(
    cable: Line, target: str, queue: Queue, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is not told either that the laptop is gone; others who write for the place go on."""
    monkeypatch.setattr("sessions.register.postgres.AT_MOST_IDLE", "1s")
    cable.cut("deaf", out=20_000)
    with soon():
        assert send(queue, target).halted is not None
    cable.mend(old_ones_stay=True)
    monkeypatch.undo()
    assert sql("SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND objid <> 0") != [{"n": 0}]
    assert send(queue, target).went == (("every", "new"),)


def test_the_server_hangs(target: str) -> None:
    """Its process is held, and the system answers for it: the line is alive, and silent."""
    import psycopg

    from sessions.register.database import registered

    with soon(), registered(target) as (connection, _):
        pid = connection.info.backend_pid
        os.kill(pid, signal.SIGSTOP)
        try:
            with pytest.raises(psycopg.OperationalError, match="no answer for"), connection.transaction():
                connection.execute("SELECT 1")
            assert connection.closed
        finally:
            os.kill(pid, signal.SIGCONT)


COMMAND = """import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)
from workshop.cli import main; sys.exit(main(sys.argv[1:]))"""
"""Whatever runs behind a shell ignores Ctrl+C, and so would what it starts: here it is heard again."""


def test_somebody_who_will_not_wait(cable: Line, target: str, queue: Queue, sql: Sql, tmp_path: Path) -> None:
    """Ctrl+C on a line that is silent ends it soon, and what waits waits on."""
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "WORKSHOP_CONFIG": str(tmp_path)}
    kept = tmp_path / "workshop" / "register"
    kept.parent.mkdir()
    queue.folder.rename(kept)
    cable.cut("dead", out=20_000)
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "register", "push", "--to", target],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 20
        while cable.passed["out"] < 10_000 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        assert process.poll() is None, process.communicate()
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert time.monotonic() - begun < 4
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert "psycopg" not in err
    (waits,) = Queue(kept).waiting()
    assert waits.pushed.label == "every"
    assert counts(sql) == [0] * len(TABLES)
