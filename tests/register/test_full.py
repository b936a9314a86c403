"""A disk that is really full, of a server or a folder: it is said, nothing is lost, and later it goes."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.register.model import TABLES
from sessions.register.pushing import send
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.disks import filled, small_disk
from tests.every_kind import every_kind
from tests.register.conftest import PLACES, Sql
from tests.register.server import Server

LEAVES = (0, 8192, 65_536)


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "waits")


def owner() -> int:
    """Who the server runs as."""
    return pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else os.getuid()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of the server's, where it gets at it."""
    with small_disk(Path(f"/tmp/workshop-disk-{os.getpid()}"), "48m", owner()) as place:
        yield place
    place.rmdir()


def test_a_server_without_room_for_rows(disk: Path, server: Server, sql: Sql, queue: Queue) -> None:
    """All tables of the register lie on the disk; the server itself goes on."""
    from sessions.register.migrate import init

    sql("DROP DATABASE IF EXISTS register WITH (FORCE)", database="postgres")
    sql(f"CREATE TABLESPACE small LOCATION '{disk}'", database="postgres")
    sql("CREATE DATABASE register TABLESPACE small", database="postgres")
    try:
        init(server.target(), PLACES)
        target = server.target("old_library")
        queue.add(target, pushed(every_kind(), with_text=True))
        (row,) = queue.waiting()
        for leave in LEAVES:
            filling = filled(disk, leave)
            sent = send(queue, target)
            (problem,) = sent.refused
            assert (problem.what, sent.halted) == ("The server has no room left", None)
            assert problem.hint
            assert queue.waiting() == (row,)
            there = [sql(f"SELECT count(*) AS n FROM register.{table.name}")[0]["n"] for table in TABLES]
            assert set(there) == {0}
            filling.unlink()
        assert send(queue, target).went == (("every", "new"),)
        assert queue.waiting() == ()
        for table in TABLES:
            there = sql(f"SELECT count(*) AS n FROM register.{table.name}")[0]["n"]
            assert there == len(row.pushed.tables[table.name]), table.name
        assert send(queue, target).went == ()
    finally:
        sql("DROP DATABASE register WITH (FORCE)", database="postgres")
        sql("DROP TABLESPACE small", database="postgres")
