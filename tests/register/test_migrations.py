"""Migrations go forward, all or nothing, and give what the program's own list of columns says."""

from __future__ import annotations

import pytest

from sessions.problem import Problem
from sessions.register.model import SCHEMA, TABLES
from tests.register.conftest import PLACES, Sql

KINDS = {
    "text": "text",
    "json": "jsonb",
    "day": "date",
    "yes_no": "boolean",
    "whole": ("smallint", "integer"),
    "large": "bigint",
}


def test_there_are_as_many_as_the_version_says() -> None:
    from sessions.register.migrate import migrations

    assert len(migrations()) == SCHEMA


def test_tables_are_those_of_the_program(register: str, sql: Sql) -> None:
    for table in TABLES:
        rows = sql(
            "SELECT column_name AS name, data_type AS type FROM information_schema.columns"
            " WHERE table_schema = 'register' AND table_name = %s ORDER BY ordinal_position",
            table.name,
        )
        assert [row["name"] for row in rows] == [column.name for column in table.columns]
        for row, column in zip(rows, table.columns, strict=True):
            assert row["type"] in KINDS[column.holds], (table.name, column)
        keys = sql(
            "SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a"
            " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)",
            f"register.{table.name}",
        )
        assert [row["name"] for row in keys] == [column.name for column in table.columns if column.is_key]


def test_one_that_fails_leaves_the_register_as_it_was(
    register: str, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sessions.register import migrate

    more = (*migrate.migrations(), "CREATE TABLE register.more (n integer); SELECT no_such_thing;")
    monkeypatch.setattr(migrate, "migrations", lambda: more)
    with pytest.raises(Problem):
        migrate.init(register)
    assert sql("SELECT version FROM register.schema_version") == [{"version": SCHEMA}]
    assert sql("SELECT to_regclass('register.more') AS t") == [{"t": None}]


def test_each_version_goes_on_from_the_one_before(
    database: str, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sessions.register import migrate

    every = migrate.migrations()
    monkeypatch.setattr(migrate, "migrations", lambda: every[:1])
    migrate.init(database, PLACES)
    sql("SET ROLE register_owner; UPDATE register.schema_version SET version = 1")
    monkeypatch.setattr(migrate, "migrations", lambda: every)
    assert migrate.init(database) == (1, SCHEMA, (), (), ())
    assert sql("SELECT count(*) AS n FROM register.places") == [{"n": len(PLACES)}]
