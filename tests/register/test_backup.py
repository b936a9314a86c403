"""A backup of the server is a whole register again: rows, rights, figures, and what was shown before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.many.gathered import Wanted
from sessions.register.model import SCHEMA
from tests.register.conftest import Sql
from tests.register.many import PLACES, sessions
from tests.register.server import Server, run
from tests.register.test_benchmark import as_json, from_register, put
from tests.register.test_latest import check

WANTED = Wanted(dt.date(2026, 11, 1))


def test_restored_it_says_the_same(database: str, server: Server, sql: Sql) -> None:
    import psycopg

    from sessions.register.migrate import init

    put(database, list(sessions(PLACES, 2)))
    told = as_json(from_register(database, WANTED))
    dump, way = (
        str(server.folder / "socket" / "dump"),
        ("-h", str(server.folder / "socket"), "-p", str(server.port)),
    )
    run("pg_dump", *way, "-U", "postgres", "--format=custom", "--file", dump, "register")
    sql("DROP DATABASE IF EXISTS tried WITH (FORCE)", database="postgres")
    sql("CREATE DATABASE tried", database="postgres")
    run("pg_restore", *way, "-U", "postgres", "--dbname", "tried", dump)
    try:
        restored = server.target(database="tried")
        assert as_json(from_register(restored, WANTED)) == told
        for table in ("shown", "secret", "sessions", "agreed_levels"):
            rows = [sorted(map(repr, sql(f"SELECT * FROM register.{table}", database=name)))
                    for name in ("register", "tried")]  # fmt: skip
            assert rows[0] == rows[1]
        sql("REVOKE CONNECT ON DATABASE tried FROM PUBLIC", database="tried")
        assert init(restored, regions=("region",)) == (SCHEMA, SCHEMA, (), (), ())
        seen = sql("SELECT DISTINCT place_name FROM register.sessions", role="place_1", database="tried")
        assert {row["place_name"].strip().casefold() for row in seen} == {"place 1"}
        with pytest.raises(psycopg.Error, match="permission denied"):
            sql("SELECT * FROM register.sessions", role="region", database="tried")
        assert sql("SELECT version FROM register.schema_version", database="tried") == [{"version": SCHEMA}]
        check(sql)
    finally:
        sql("DROP DATABASE tried WITH (FORCE)", database="postgres")
        Path(dump).unlink()
