"""A server for all tests of a run, and a register in it for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sessions.store.library import Library
from tests.builders import NOW
from tests.every_kind import every_kind, meeting
from tests.register import server as servers
from tests.register.server import Server
from workshop.cli import main

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


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A laptop's own sessions, of which there is none yet, with its settings and what waits beside them."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    monkeypatch.setenv("WORKSHOP_FOLDER", str(folder))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    return Library(folder)


@pytest.fixture
def run(library: Library, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("list")` gives (exit code, stdout, stderr); there are a final session and a draft."""
    library.create(every_kind().model_copy(update={"final_at": NOW, "final_by": "Priya Shah"})).close()
    library.create(meeting().model_copy(update={"id": "draft"})).close()

    def command(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        return code, out, err

    return command
