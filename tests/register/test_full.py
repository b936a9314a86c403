"""A disk that is really full, of a server or a folder: it is said, nothing is lost, and later it goes."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.register.model import TABLES
from sessions.register.pushing import send
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.disks import filled, small_disk
from tests.every_kind import every_kind, meeting
from tests.register import server as servers
from tests.register.conftest import PLACES, Sql
from tests.register.server import Server
from tests.register.test_forgotten import Place
from tests.register.test_push import send as send_there

LEAVES = (0, 65_536)


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "waits")


def owner() -> int:
    """Who the server runs as."""
    return pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else os.getuid()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of the server's, where it gets at it."""
    place = Path(f"/tmp/workshop-disk-{os.getpid()}")
    with small_disk(place, "48m", owner()):
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


def test_a_server_without_room_for_what_it_notes(disk: Path, queue: Queue) -> None:
    """The write-ahead log is full: the server gives up, and comes back once there is room."""
    import psycopg

    from sessions.register.migrate import init

    running = servers.made(f"--waldir={disk}/wal", "--wal-segsize=1")
    try:
        with psycopg.connect(running.target(database="postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE register")
        init(running.target(), PLACES)
        target = running.target("old_library")
        queue.add(target, pushed(every_kind(), with_text=True))
        (row,) = queue.waiting()
        assert send(queue, target).went == (("every", "new"),)
        filling, pushes = filled(disk), 0
        while True:  # what is left of the segments that it has takes some more
            pushes += 1
            assert pushes < 40, "the disk is not full"
            change = {"counter": row.pushed.row["counter"] + pushes}
            queue.add(target, pushed(every_kind().model_copy(update=change), with_text=True))
            (waits,) = queue.waiting()
            if not (sent := send(queue, target)).went:
                break
        for _ in range(2):
            problem = sent.halted or sent.refused[0]
            assert problem.what.startswith(("The server has no room left", "The register can't be reached"))
            assert problem.hint
            assert queue.waiting() == (waits,)
            sent = send(queue, target)
            assert sent.went == ()
        filling.unlink()
        running.end()
        running.start()
        with psycopg.connect(running.target()) as connection:
            there = connection.execute("SELECT counter FROM register.sessions").fetchall()
            assert there == [(waits.pushed.row["counter"] - 1,)], "as it was before"
            assert send(queue, target).went == (("every", "renewed"),)
            assert queue.waiting() == ()
            for table in TABLES:
                found = connection.execute(f"SELECT count(*) FROM register.{table.name}".encode()).fetchone()
                assert found == (len(waits.pushed.tables[table.name]),), table.name
    finally:
        servers.gone(running)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk with a folder of Parquet."""
    with small_disk(tmp_path / "small", "3m") as place:
        yield place


def files(folder: Path) -> dict[str, bytes]:
    """All that lies there but for what holds others off."""
    there = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {str(path): path.read_bytes() for path in there}


def test_a_folder_without_room(small: Path, queue: Queue, sql: Sql) -> None:
    from sessions.register.parquet_write import put

    folder = small / "register"
    place = Place(str(folder), sql, folder)
    put(folder, [pushed(meeting().model_copy(update={"id": "stands"}))])
    before, text = files(folder), place.text()
    queue.add(str(folder), pushed(every_kind(), with_text=True))
    (row,) = queue.waiting()
    for leave in (0, 16_384, 49_152):
        filling = filled(small, leave)
        sent = send(queue, str(folder))
        (problem,) = sent.refused
        assert "the disk is full" in problem.what
        assert queue.waiting() == (row,)
        assert files(folder) == before, "nothing lies about, and takes up room"
        assert place.text() == text
        filling.unlink()
    assert send(queue, str(folder)).went == (("every", "new"),)
    assert queue.waiting() == ()
    assert len(place.rows("answers")) == len(row.pushed.tables["answers"])


def test_an_export_without_room(
    small: Path, register: str, sql: Sql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is to lie, and where the rows are kept for a moment."""
    from sessions.register.export import export
    from sessions.register.parquet_write import put

    send_there(register, every_kind(), with_text=True)
    for folder, leaves in ((small / "register", (0, 24_576)), (tmp_path / "elsewhere", (0, 65_536))):
        put(folder, [pushed(meeting().model_copy(update={"id": "stands"}))])
        place = Place(str(folder), sql, folder)
        before, text = files(folder), place.text()
        for leave in leaves:
            filling = filled(small, leave)
            with pytest.raises(Problem, match=r"the disk is full") as raised:
                export(register, folder)
            assert str(small) in raised.value.where
            assert files(folder) == before
            assert place.text() == text
            filling.unlink()
        export(register, folder)
        assert place.sessions() == {identity_of("every")}
        monkeypatch.setattr("tempfile.tempdir", str(small))
