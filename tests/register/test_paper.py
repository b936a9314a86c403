"""What `docs/register.md` tells an analyst to type gives what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sessions.register.model import LATEST, TABLES
from sessions.register.rows import pushed
from tests.register.many import sessions

PAPER = (Path(__file__).parents[2] / "docs" / "register.md").read_text("utf-8")
PLACES = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register in a folder, with sessions of three places."""
    from sessions.register.parquet_write import put

    put(tmp_path / "register", [pushed(session) for session in sessions(PLACES, 2)])
    return tmp_path / "register"


def asked(statement: str, folder: Path) -> list[tuple[object, ...]]:
    import duckdb

    return duckdb.sql(statement.replace("DIR", str(folder))).fetchall()


def test_the_questions_of_an_analyst(folder: Path) -> None:
    (count,) = re.findall(r'duckdb -c "(.+)"', PAPER)
    assert sum(int(str(number)) for _, number in asked(count, folder)) == sum(
        len(pushed(session).tables["agreed_levels"]) for session in sessions(PLACES, 2)
    )
    (today,) = re.findall(r"((?:    .+\n)*    WHERE NOT l\.of_final\n)", PAPER)
    rows = asked(today, folder)
    assert rows
    assert len(rows) == len({(name, number, item) for name, number, item, *_ in rows}), "each once"


def test_the_columns_that_are_named_are_there() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| an? .+? \| (.+) \|$", PAPER, re.MULTILINE))
    tables = {table.name: {column.name for column in table.columns} for table in (*TABLES, LATEST)}
    assert set(told) == set(tables)
    of_all = {column for columns in tables.values() for column in columns}
    for table, words in told.items():
        named = set(re.findall(r"`(\w+)`", words)) & of_all
        assert named <= tables[table], table
        assert named, table
