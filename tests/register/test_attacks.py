"""Somebody with a place's role tries to get at what another place has, by whatever a database offers.

Every attack is tried beside one that works on one's own rows, so that none fails for another reason.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from typing import Any

import pytest

from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.many import session
from tests.register.server import Server
from tests.register.test_benchmark import put
from tests.register.test_push import send

VICTIM, ATTACKER = "old_library", "north_vale"
REFUSED = "permission denied|row-level security|must be owner|must have admin option|must be superuser"
OF_PLACES = ("sessions", "packs", "subjects", "agreed_levels", "answers", "actions", "told", "forgotten")
SEEN = (*OF_PLACES, "places", "latest")


@pytest.fixture
def both(register: str, server: Server, sql: Sql) -> Any:
    """The ids of (the victim's place, the attacker's), each with a session; the victim's has text."""
    session = every_kind()
    send(server.target(VICTIM), session, with_text=True)
    send(server.target(ATTACKER), session.model_copy(update={"place": "North Vale", "id": "own"}))
    places = {row["folded"]: row["place"] for row in sql("SELECT place, folded FROM register.places")}
    sql(
        "INSERT INTO register.forgotten SELECT place, 'u', '{}' FROM register.places"
        " WHERE folded = 'old library'"
    )
    return places["old library"], places["north vale"]


def test_every_table_is_held_even_against_its_owner(register: str, sql: Sql) -> None:
    rows = sql(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'register'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert len(rows) >= len(OF_PLACES) + 3
    assert all(row["relrowsecurity"] and row["relforcerowsecurity"] for row in rows)


def test_no_table_shows_another_place(both: tuple[str, str], sql: Sql) -> None:
    victim, own = both
    for table in SEEN:
        there = sql(f"SELECT place FROM register.{table}")
        assert victim in {row["place"] for row in there}, "or else there is nothing to get at"
        seen = sql(f"SELECT place FROM register.{table}", role=ATTACKER)
        assert {row["place"] for row in seen} <= {own}, table
        assert sql(f"SELECT count(*) AS n FROM register.{table} WHERE place = %s", victim, role=ATTACKER) == [
            {"n": 0}
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO register.sessions SELECT {victim}, 'x', content, counter, place_name, held_on, held,"
        " template, as_bodies, state, final, final_on, false, NULL, NULL FROM register.sessions LIMIT 1",
        "UPDATE register.sessions SET place = {victim}",
        "UPDATE register.subjects SET place = {victim}",
        "INSERT INTO register.forgotten VALUES ({victim}, 'v', '{{}}')",
        "INSERT INTO register.places VALUES ('0123456789abcdef', 'Mine', 'mine')",
        "UPDATE register.place_roles SET place = {victim}",
        "SELECT * FROM register.place_roles",
        "UPDATE register.schema_version SET version = 1",
        "TRUNCATE register.sessions CASCADE",
        "ALTER TABLE register.sessions DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_place ON register.sessions",
        "SET ROLE register_owner",
        "SET ROLE old_library",
        "SET SESSION AUTHORIZATION old_library",
        "SET row_security = off; SELECT * FROM register.sessions",
        "CREATE TABLE register.mine (n integer)",
        "CREATE FUNCTION register.my_place() RETURNS text LANGUAGE sql AS 'SELECT ''x'''",
        "CREATE OR REPLACE FUNCTION register.my_place() RETURNS text LANGUAGE sql AS 'SELECT ''x'''",
        "CREATE TEMP TABLE place_roles (role_name name, place text)",
        "CREATE TRIGGER t BEFORE UPDATE ON register.sessions FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "COPY register.sessions TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
        "GRANT register_owner TO north_vale",
    ],
)
def test_what_is_refused_is_refused(both: tuple[str, str], sql: Sql, statement: str) -> None:
    import psycopg

    victim, _ = both
    before = sql("SELECT place, session, content FROM register.sessions ORDER BY 1, 2")
    with pytest.raises(psycopg.Error, match=REFUSED) as raised:
        sql(statement.format(victim=f"'{victim}'"), role=ATTACKER)
    assert "every kind" not in str(raised.value).casefold()
    assert sql("SELECT place, session, content FROM register.sessions ORDER BY 1, 2") == before


def test_changing_and_deleting_reach_own_rows_alone(both: tuple[str, str], sql: Sql) -> None:
    victim, _ = both
    before = {table: sql(f"SELECT * FROM register.{table} WHERE place = %s", victim) for table in OF_PLACES}
    for table in OF_PLACES:
        sql(f"UPDATE register.{table} SET place = place", role=ATTACKER)
    sql("DELETE FROM register.sessions", role=ATTACKER)
    sql("DELETE FROM register.subjects", role=ATTACKER)
    after = {table: sql(f"SELECT * FROM register.{table} WHERE place = %s", victim) for table in OF_PLACES}
    key = {table: sorted(map(repr, rows)) for table, rows in after.items()}
    assert key == {table: sorted(map(repr, rows)) for table, rows in before.items()}
    assert sql("SELECT count(*) AS n FROM register.sessions", role=ATTACKER) == [{"n": 0}]


def test_the_same_key_meets_nothing(both: tuple[str, str], sql: Sql) -> None:
    """What stands in another place's table is no obstacle, and so no message."""
    victim, own = both
    (there,) = sql("SELECT session FROM register.sessions WHERE place = %s", victim)
    sql(
        "INSERT INTO register.sessions SELECT place, %s, content, counter, place_name, held_on, held,"
        " template, as_bodies, state, final, final_on, false, NULL, NULL FROM register.sessions",
        there["session"],
        role=ATTACKER,
    )
    assert sql("SELECT count(*) AS n FROM register.sessions WHERE place = %s", own) == [{"n": 2}]


def test_a_function_in_the_question_sees_no_other_row(both: tuple[str, str], sql: Sql) -> None:
    """Casting what is no number fails, and says the row: only rows may be cast that one sees."""
    import psycopg

    (own,) = sql("SELECT session FROM register.sessions", role=ATTACKER)
    with pytest.raises(psycopg.Error) as raised:
        sql("SELECT 1 FROM register.sessions WHERE session::integer = 0", role=ATTACKER)
    assert own["session"] in str(raised.value)
    sql("SELECT 1 FROM register.told WHERE (data ->> 'title')::integer = 0", role=ATTACKER)


def test_what_the_planner_tells_is_the_same_whatever_others_have(both: tuple[str, str], sql: Sql) -> None:
    victim, _ = both
    questions = [
        f"SELECT 1 FROM register.{table} WHERE {column} = {value}"
        for table, column, value in (
            ("agreed_levels", "level", "4"),
            ("agreed_levels", "item", "'icbo/D1.1'"),
            ("sessions", "place", f"'{victim}'"),
            ("sessions", "final", "true"),
            ("subjects", "number", "'1.1'"),
            ("told", "tidy_table", "'people'"),
        )
    ]

    def estimates() -> list[str]:
        sql("ANALYZE")
        plans = [sql(f"EXPLAIN {question}", role=ATTACKER) for question in questions]
        return [re.sub(r"cost=\S+", "", json.dumps(plan)) for plan in plans]

    before = estimates()
    assert sql("SELECT * FROM pg_stats WHERE schemaname = 'register'") == [], "nothing is known of any column"
    sql("UPDATE register.agreed_levels SET level = 1, item = item || 'x' WHERE place = %s", victim)
    sql("UPDATE register.sessions SET final = NOT final WHERE place = %s", victim)
    assert estimates() == before


def test_a_clash_takes_as_long_whatever_others_have(both: tuple[str, str], sql: Sql, server: Server) -> None:
    """Rows with a key that the victim has, against rows with a key that nobody has."""
    import psycopg

    victim, _ = both
    (there,) = sql("SELECT session FROM register.sessions WHERE place = %s", victim)
    statement = (
        "INSERT INTO register.sessions SELECT place, %s, content, counter, place_name, held_on, held,"
        " template, as_bodies, state, final, final_on, false, NULL, NULL FROM register.sessions LIMIT 1"
    )
    taken: dict[str, list[float]] = {there["session"]: [], "0" * 16: []}
    with psycopg.connect(server.target(ATTACKER)) as connection:
        for _ in range(200):
            for session, times in taken.items():
                start = time.perf_counter()
                connection.execute(statement, [session])
                times.append(time.perf_counter() - start)
                connection.rollback()
    with_it, without = (statistics.median(times) for times in taken.values())
    assert 0.6 < with_it / without < 1.6, "a clash with a row of one's own takes another way, and an error"


def test_the_region_sees_no_row(both: tuple[str, str], sql: Sql) -> None:
    import psycopg

    for table in (*SEEN, "place_roles", "shown", "secret", "published", "called"):
        for statement in (f"SELECT * FROM register.{table}", f"DELETE FROM register.{table}"):
            with pytest.raises(psycopg.Error, match="permission denied"):
                sql(statement, role="region")
    for statement in ("SET ROLE register_owner", "SET ROLE old_library", "SELECT register.my_place()"):
        with pytest.raises(psycopg.Error, match="permission denied"):
            sql(statement, role="region")


def test_nobody_else_gets_in(register: str, sql: Sql) -> None:
    import psycopg

    sql("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        sql("SELECT 1", role="stranger")


def test_the_region_gains_nothing_by_asking_often(database: str, server: Server, sql: Sql) -> None:
    """Published after every session that comes in: a figure is a new one after five places, not before."""
    import datetime as dt

    from sessions.many.gathered import Wanted
    from sessions.register.side_by_side import side_by_side

    chance = random.Random(3)
    seen: dict[str, tuple[int, object]] = {}
    changes = 0
    for number in range(24):
        put(database, [session(number, f"Place {number}", chance)])
        side_by_side(database, Wanted(dt.date(2026, 11, 1)))
        columns = "item, places, median, lower_quartile, upper_quartile"
        rows = sql(f"SELECT {columns} FROM register.figures", role="region")
        for row in rows:
            item, figure = row.pop("item"), tuple(row.values())
            if row["places"] is None:
                assert set(figure) == {None}, "none and a few look alike"
            elif item not in seen or seen[item][1] != figure:
                if item in seen:
                    changes += 1
                    assert number - seen[item][0] >= 5, item
                assert row["places"] >= 5
                assert (row["lower_quartile"] is None) == (row["places"] < 11)
                seen[item] = number, figure
    assert len(seen) > 5
    assert changes > 3


def test_what_is_shown_names_nobody(both: tuple[str, str], register: str, sql: Sql) -> None:
    """Of what the owner keeps of releases, the region and places see nothing; and it has no name in it."""
    import datetime as dt

    import psycopg

    from sessions.many.gathered import Wanted
    from sessions.register.side_by_side import side_by_side

    side_by_side(register, Wanted(dt.date(2026, 11, 1)))
    for role in ("region", ATTACKER):
        for table in ("shown", "secret", "published"):
            with pytest.raises(psycopg.Error, match="permission denied"):
                sql(f"SELECT * FROM register.{table}", role=role)
    assert sql("SELECT * FROM register.called", role=ATTACKER) == [
        {"of_final": False, "place": both[1], "called": "North Vale"}
    ]
    told = json.dumps(sql("SELECT benchmark FROM register.releases", role="region"))
    assert "North Vale" in told, "who takes part is told"
    for place in both:
        assert place not in told
