"""What goes wrong on the way: a clear message, nothing there in part, and the queue as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.problem import Problem
from sessions.register import words
from sessions.register.model import TABLES
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.server import Server

RAISES = """
CREATE FUNCTION public.fails() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN {} RETURN NULL; END $$;
CREATE TRIGGER fails AFTER INSERT ON register.actions FOR EACH STATEMENT EXECUTE FUNCTION public.fails();
"""
MENDED = "DROP TRIGGER fails ON register.actions; DROP FUNCTION public.fails()"


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "waits")


def nothing_is_there(sql: Sql) -> bool:
    return all(sql(f"SELECT count(*) AS n FROM register.{t.name}") == [{"n": 0}] for t in TABLES)


@pytest.mark.parametrize(
    ("fails", "what"),
    [
        ("PERFORM pg_terminate_backend(pg_backend_pid());", "can't be reached"),
        ("RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100';", "no room left"),
        ("RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200';", "no room left"),
        ("RAISE EXCEPTION 'Priya Shah' USING ERRCODE = 'XX001';", "refused it"),
    ],
)
def test_in_the_middle_of_a_push(
    register: str, server: Server, sql: Sql, queue: Queue, fails: str, what: str
) -> None:
    from sessions.register.pushing import send

    target = server.target("old_library")
    queue.add(target, pushed(every_kind()))
    before = [row.data for row in queue.waiting()]
    sql(RAISES.format(fails))
    sent = send(queue, target)
    problem = sent.halted or sent.refused[0]
    assert what in str(problem)
    assert problem.hint
    assert sent.went == ()
    assert [row.data for row in queue.waiting()] == before
    assert nothing_is_there(sql)
    sql(MENDED)
    assert send(queue, target).went == (("every", "new"),)
    assert queue.waiting() == ()


def test_nobody_listens(register: str, server: Server, queue: Queue) -> None:
    from sessions.register.database import registered

    for way in ("host=127.0.0.1 port=1 dbname=register connect_timeout=2", "host=/nowhere dbname=register"):
        with pytest.raises(words.Unreachable), registered(way):
            pass


def test_a_certificate_that_nobody_knows_or_of_another_name(
    register: str, server: Server, tmp_path: Path
) -> None:
    """On the very machine it is asked for here; over a network it is asked for anyway."""
    from sessions.register.database import connected, parameters_of

    way = f"host=127.0.0.1 port={server.port} user=old_library dbname=register sslmode=verify-full"
    known = tmp_path / "root.crt"
    known.write_bytes((server.folder / "data" / "server.crt").read_bytes())
    for more in ("sslrootcert=/nowhere.crt", f"sslrootcert={known}", "sslrootcert=system"):
        with pytest.raises(Problem, match="not to be trusted") as raised, connected(f"{way} {more}"):
            pass
        assert not isinstance(raised.value, words.Unreachable)
        assert "clock" in raised.value.hint
    of_name = f"{way.replace('host=', 'hostaddr=')} host=register.example sslrootcert={known}"
    with connected(of_name) as connection:
        assert connection.pgconn.ssl_in_use
    far = parameters_of("postgresql://register.example/register")
    assert (far["sslmode"], far["gssencmode"]) == ("verify-full", "disable")


def test_a_password_comes_from_postgresqls_own_ways(
    register: str, server: Server, sql: Sql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sessions.register.database import connected

    sql("DROP ROLE IF EXISTS with_password; CREATE ROLE with_password LOGIN PASSWORD 'right one'")
    sql("GRANT CONNECT ON DATABASE register TO with_password")
    way = server.target("with_password")
    for wrong in ("", "wrong one"):
        monkeypatch.setenv("PGPASSWORD", wrong)
        with pytest.raises(Problem) as raised, connected(way):
            pass
        assert not isinstance(raised.value, words.Unreachable)
        assert "one" not in raised.value.what
    monkeypatch.setenv("PGPASSWORD", "right one")
    with connected(way):
        pass
    monkeypatch.delenv("PGPASSWORD")
    passes = tmp_path / "pgpass"
    passes.write_text("*:*:*:with_password:right one\n")
    passes.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passes))
    with connected(way):
        pass


def test_no_clock_decides(register: str, server: Server, sql: Sql) -> None:
    """A session of another century goes in; what was changed later replaces it, whatever the clock said."""
    from sessions.register.database import registered
    from sessions.register.postgres import push

    session = every_kind().model_copy(update={"date": dt.date(2126, 1, 1)})
    earlier = session.model_copy(
        update={"created_at": session.created_at - dt.timedelta(days=9000), "counter": session.counter + 1}
    )
    with registered(server.target("old_library")) as (connection, _):
        assert push(connection, pushed(session)) == "new"
        assert push(connection, pushed(earlier)) == "renewed"
