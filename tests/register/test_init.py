"""What the owner types to make a register: who is let in is said, and no role stands for two things."""

from __future__ import annotations

import json

import pytest

from tests.register.conftest import Run, Sql
from tests.register.server import Server


def test_new_roles_and_places_are_said_once(run: Run, database: str, sql: Sql) -> None:
    sql("DROP ROLE IF EXISTS fen; DROP ROLE IF EXISTS fen_too")
    argv = ("register", "init", database, "--place", "The Fen=fen")
    code, out, _ = run(*argv)
    assert (code, "New places: The Fen." in out, "New roles: fen; nobody gets in" in out) == (0, True, True)
    assert "New" not in run(*argv)[1]
    told = json.loads(run("register", "init", database, "--place", "THE  FEN=fen_too", "--json")[1])
    assert (told["places"], told["roles"], told["moved"]) == ([], ["fen_too"], [])


def test_a_role_that_writes_for_another_place_from_now_on_is_said(run: Run, register: str) -> None:
    code, out, _ = run("register", "init", register, "--place", "Moor=old_library")
    assert (code, "The role old_library writes for Moor now, and no longer for Old Library." in out) == (
        0,
        True,
    )


@pytest.mark.parametrize(
    "role", ["postgres", "register_owner", "register_place", "x" * 64, "é" * 32, "a\tb", "pg_monitor"]
)
@pytest.mark.parametrize("option", ["--place", "--region"])
def test_what_can_be_no_role_of_a_place_or_region(
    run: Run, register: str, sql: Sql, option: str, role: str
) -> None:
    typed = f"Moor={role}" if option == "--place" else role
    code, out, err = run("register", "init", register, option, typed)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert sql("SELECT count(*) AS n FROM register.places") == [{"n": 3}], "all of it or nothing"


def test_who_may_not_make_roles_is_told_who_may(run: Run, register: str, server: Server, sql: Sql) -> None:
    """Also the owner, where that is not the server's administrator."""
    sql("DROP ROLE IF EXISTS analyst; CREATE ROLE analyst LOGIN; GRANT register_owner TO analyst")
    for role in ("analyst", "old_library"):
        code, out, err = run("register", "init", server.target(role), "--place", "Moor=moor_too")
        assert (code, out, "The server's administrator does it" in err) == (2, "", True), role
    assert sql("SELECT count(*) AS n FROM register.places") == [{"n": 3}]
    assert run("register", "benchmark", server.target("analyst"))[0] == 0, "but it publishes"


def test_the_name_of_a_place_drives_no_terminal(run: Run, register: str, sql: Sql) -> None:
    assert run("register", "init", register, "--place", "\x1b[31mMoor\n=moor")[0] == 0
    assert sql("SELECT name FROM register.places WHERE folded LIKE '%%moor%%'") == [{"name": "[31mMoor"}]
