"""Who is not let in is told why, and what to do: in the words of whoever stands before the door."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.problem import Problem
from sessions.register import words
from tests.register.conftest import Sql
from tests.register.server import Server

NOWHERE = "no_such_database", "nobody_here"


@pytest.mark.parametrize(
    ("of", "what", "hint"),
    [
        ({"database": NOWHERE[0]}, "has no such database", "createdb"),
        ({"role": NOWHERE[1]}, "does not let you in", "Check the role"),
        ({"role": "not_in"}, "does not let you in", "Check the role"),
        ({"role": "region", "database": "template1"}, "does not let you in", "Check the role"),
        ({"role": "register_place"}, "does not let you in", "Check the role"),
        ({"replication": "true"}, "takes no such connection", "pg_hba.conf"),
        ({"sslmode": "require", "host": "127.0.0.1", "role": "not_in"}, "does not let you in", "Check"),
    ],
)
def test_why_one_is_not_let_in(
    register: str, server: Server, sql: Sql, of: dict[str, str], what: str, hint: str
) -> None:
    from sessions.register.database import connected

    sql("DROP ROLE IF EXISTS not_in; CREATE ROLE not_in LOGIN")
    sql("REVOKE CONNECT ON DATABASE template1 FROM PUBLIC")
    with pytest.raises(Problem) as raised, connected(server.target(**of)):  # type: ignore[arg-type]
        pass
    told = raised.value
    assert not isinstance(told, words.Unreachable), "trying again does not help"
    assert what in told.what
    assert hint in told.hint
    assert "FATAL" not in told.what
    assert "in part" not in told.hint, "nothing was sent"


def test_a_password_that_is_not_kept_here(
    register: str, server: Server, sql: Sql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sessions.register.database import connected

    sql("DROP ROLE IF EXISTS with_password; CREATE ROLE with_password LOGIN PASSWORD 'right one'")
    sql("GRANT CONNECT ON DATABASE register TO with_password")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with (
        pytest.raises(Problem, match="asks for a password") as raised,
        connected(server.target("with_password")),
    ):
        pass
    assert f"{words.PASS_FILE}, which nobody else may read" in raised.value.hint


def test_a_service_that_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sessions.register.database import connected

    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "none"))
    for there in (False, True):
        if there:
            (tmp_path / "none").write_text("[other]\nhost=localhost\n")
        with pytest.raises(Problem, match="service is not known here") as raised, connected("service=mine"):
            pass
        assert words.SERVICE_FILE in raised.value.hint


@pytest.mark.parametrize("typed", ["register", "/a/folder", "postgresq://host/register"])
def test_what_names_no_database_is_said_in_plain_words(typed: str) -> None:
    from sessions.register.database import parameters_of

    with pytest.raises(Problem, match="names no database") as raised:
        parameters_of(typed)
    assert raised.value.what == "This names no database"
