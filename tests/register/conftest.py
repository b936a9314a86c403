"""A server for all tests of a run, and a register in it for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.register import server as servers
from tests.register.server import Server

HERE = Path(__file__).parent
PLACES = (("Old Library", "old_library"), ("North Vale", "north_vale"), ("South Vale", "south_vale"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need a server."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.register)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
    running = servers.made()
    yield running
    servers.gone(running)


Sql = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def sql(server: Server) -> Sql:
    """`sql("SELECT …", role="postgres")` gives rows as dicts, from the database of the test."""
    import psycopg
    from psycopg.rows import dict_row

    def run(statement: str, *values: object, role: str = "postgres", database: str = "register") -> Any:
        with psycopg.connect(server.target(role, database), autocommit=True, row_factory=dict_row) as made:
            done = made.execute(statement, values or None)
            return done.fetchall() if done.description else []

    return run


@pytest.fixture
def database(server: Server, sql: Sql) -> str:
    """An empty database, by the way of its owner."""
    sql("DROP DATABASE IF EXISTS register WITH (FORCE)", database="postgres")
    sql("CREATE DATABASE register", database="postgres")
    return server.target()


@pytest.fixture
def register(database: str) -> str:
    """A register with three places and a region, by the way of its owner."""
    from sessions.register.migrate import init

    init(database, PLACES, ("region",))
    return database
