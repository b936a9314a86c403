"""What PostgreSQL counts, tells and lets people do besides: nothing of it helps a place or the region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile

import pytest

from tests.every_kind import every_kind
from tests.register.conftest import Sql
from tests.register.server import Server
from tests.register.test_attacks import ATTACKER, OF_PLACES, REFUSED, SEEN, VICTIM
from tests.register.test_push import send

ROLES = (ATTACKER, "region")
TELLS = (
    "SELECT * FROM pg_stat_user_tables",
    "SELECT * FROM pg_stat_xact_user_tables",
    "SELECT * FROM pg_stat_user_indexes",
    "SELECT * FROM pg_statio_user_tables",
    "SELECT * FROM pg_stat_database",
    "SELECT * FROM pg_stat_activity",
    "SELECT * FROM pg_stat_wal",
    "SELECT * FROM pg_stat_ssl",
    "SELECT * FROM pg_stat_progress_copy",
    "SELECT pg_stat_get_live_tuples('register.sessions'::regclass)",
    "SELECT * FROM pg_locks",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_statistic_ext_data",
    "SELECT pg_relation_size('register.told')",
    "SELECT pg_total_relation_size('register.told')",
    "SELECT pg_database_size(current_database())",
    "SELECT pg_current_wal_lsn()",
)
"""What would tell how much came with a push, and from whom."""
GETS_IN = (
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION file_fdw",
    "CREATE EXTENSION pageinspect",
    "CREATE EXTENSION pg_trgm",
    "CREATE SCHEMA mine",
    "CREATE TABLE public.mine (n integer)",
    "CREATE TEMP TABLE mine (n integer)",
    "CREATE TEMP VIEW mine AS SELECT 1",
    "CREATE FUNCTION pg_temp.seen(t text) RETURNS boolean LANGUAGE sql COST 0.001 AS 'SELECT true'",
    "CREATE FUNCTION public.seen(t text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'",
    "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION register.level_came()",
    "CREATE PUBLICATION p FOR TABLE register.sessions",
    "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
    "CREATE STATISTICS register.s ON place, level FROM register.agreed_levels",
    "CREATE POLICY mine ON register.sessions USING (true)",
    "CREATE RULE r AS ON INSERT TO register.sessions DO ALSO SELECT 1",
    "ALTER FUNCTION register.my_place() COST 1000000",
    "ALTER VIEW register.figures SET (security_barrier = false)",
    "ALTER TABLE register.agreed_levels ALTER COLUMN level SET STATISTICS 100",
    "ALTER DATABASE register SET row_security = off",
    "ALTER ROLE old_library SET row_security = off",
    "ALTER ROLE old_library PASSWORD 'x'",
    "SET session_replication_role = replica",
    "SET log_statement = 'all'",
    "SELECT pg_create_logical_replication_slot('x', 'test_decoding')",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_ls_waldir()",
    "SELECT pg_hba_file_rules()",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_largeobject",
    "COPY register.told FROM '/etc/passwd'",
    "COPY register.secret TO STDOUT",
    "SELECT query_to_xml('SELECT * FROM register.secret', true, true, '')",
    "SELECT table_to_xml('register.shown', true, true, '')",
    "SELECT table_to_xml('register.published', true, true, '')",
    "DO $$ BEGIN PERFORM * FROM register.place_roles; END $$",
    "PREPARE p AS SELECT * FROM register.place_roles; EXECUTE p",
    "DECLARE c CURSOR WITH HOLD FOR SELECT * FROM register.shown; FETCH c",
    "DO $$ BEGIN LOCK TABLE register.secret IN ACCESS SHARE MODE; END $$",
    "REINDEX TABLE register.sessions",
    "SELECT pg_terminate_backend(pg_backend_pid()) FROM register.place_roles",
    "EXPLAIN SELECT * FROM register.place_roles",
    "EXPLAIN SELECT * FROM register.published",
)


def hidden(statements: Sequence[str], sql: Sql, role: str) -> list[str]:
    """Those that were not refused."""
    import psycopg

    through = []
    for statement in statements:
        try:
            sql(statement, role=role)
        except psycopg.Error as error:
            refused = f"{REFUSED}|must be member|must be superuser|not available"
            with pytest.raises(psycopg.Error, match=refused):
                raise error
        else:
            through.append(statement)
    return through


@pytest.fixture
def both(register: str, server: Server) -> None:
    session = every_kind()
    send(server.target(VICTIM), session, with_text=True)
    send(server.target(ATTACKER), session.model_copy(update={"place": "North Vale", "id": "own"}))


def test_nothing_is_counted_aloud_and_nothing_is_let_in(both: None, sql: Sql) -> None:
    for role in ROLES:
        assert hidden((*TELLS, *GETS_IN), sql, role) == [], role
    assert sql("SELECT n_live_tup FROM pg_stat_user_tables") != [], "whoever watches over it is told"
    sql("DROP ROLE IF EXISTS watches; CREATE ROLE watches LOGIN IN ROLE pg_monitor")
    sql("GRANT CONNECT ON DATABASE register TO watches")
    assert sql("SELECT n_live_tup FROM pg_stat_user_tables", role="watches") != []
    sql("REVOKE CONNECT ON DATABASE register FROM watches; DROP ROLE watches")


def explained(server: Server, questions: Sequence[str]) -> list[list[str]]:
    """How each was done, as the attacker is told, by scans of tables and then by indexes."""
    import psycopg

    told = []
    with psycopg.connect(server.target(ATTACKER), autocommit=True) as connection:
        for off in (("indexscan", "bitmapscan", "indexonlyscan"), ("seqscan",)):
            connection.execute(("RESET ALL; " + "".join(f"SET enable_{way} = off;" for way in off)).encode())
            for question in questions:
                how = "EXPLAIN (ANALYZE, BUFFERS, TIMING off, SUMMARY off, COSTS off)"
                rows = [str(row[0]) for row in connection.execute(f"{how} {question}".encode())]
                told.append(list(takewhile(lambda row: row != "Planning:", rows)))
    return told


def test_the_policy_is_looked_at_before_anything_else(both: None, server: Server, sql: Sql) -> None:
    """What is cheap and leakproof may come before it elsewhere: and whether it came to the policy is told."""
    cheap = []
    for table in SEEN:
        for column in sql(
            "SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            f"register.{table}",
        ):
            name, kind = column["name"], column["type"]
            ways = [f"{name} IS NULL", f"{name} IS NOT NULL"]
            if kind == "boolean":
                ways += [name, f"NOT {name}", f"{name} IS NOT TRUE"]
            elif kind in ("text", "integer", "smallint", "bigint"):
                ways += [f"{name} = ANY ('{{1}}')", f"{name} = '1'", f"{name} IS NOT NULL OR {name} = '1'"]
            cheap += [f"SELECT 1 FROM register.{table} WHERE {way}" for way in ways]
    assert len(cheap) > 200
    for question, rows in zip(cheap, explained(server, cheap), strict=False):
        (filtered,) = (row for row in rows if row.strip().startswith("Filter: "))
        assert re.search(r"Filter: \(+.{1,20}\[place\] IS NOT NULL\) AND ", filtered), (question, rows)


def test_no_plan_tells_what_others_have(both: None, server: Server, sql: Sql) -> None:
    """A session's identity follows from its id, which can be guessed: its levels are asked for."""
    (there,) = sql(
        "SELECT session, item, level FROM register.agreed_levels AS a JOIN register.sessions AS s"
        " USING (place, session) WHERE place_name = 'Old Library' ORDER BY item LIMIT 1"
    )
    levels = "SELECT 1 FROM register.agreed_levels WHERE session = ANY ('{{{}}}') AND item = ANY ('{{{}}}')"
    about = levels.format(there["session"], there["item"])
    right = [
        f"{about} AND level = ANY ('{{{there['level']}}}')",
        f"{about} AND level = ANY ('{{{there['level']}}}') AND target IS NULL FOR UPDATE",
        "SELECT 1 FROM register.sessions WHERE with_text",
        "SELECT 1 FROM register.sessions WHERE place_name = ANY ('{Old Library}')",
        "SELECT 1 FROM register.places WHERE folded = 'old library'",
        "SELECT 1 FROM register.places WHERE folded || '' = 'old library'",
        "SELECT 1 FROM register.places WHERE name = ANY ('{Old Library}')",
    ]
    wrong = [
        question.replace(f"ANY ('{{{there['level']}}}')", "ANY ('{9}')")
        .replace("old library", "nowhere")
        .replace("Old Library", "Nowhere")
        .replace("WHERE with_text", "WHERE as_bodies AND with_text AND NOT with_text")
        for question in right
    ]
    explained(server, right)  # what is read for the first time is told as read
    for question, told, other in zip(right, explained(server, right), explained(server, wrong), strict=False):
        there_and_not = (
            [row for row in rows if "Filter: " not in row and "Cond: " not in row] for rows in (told, other)
        )
        assert next(there_and_not) == next(there_and_not), question


def test_every_index_of_what_a_place_sees_begins_with_the_place(register: str, sql: Sql) -> None:
    """Else a question on another column of it alone would find rows of others, and count them in its plan."""
    rows = sql(
        "SELECT i.indexrelid::regclass::text AS index, pg_get_indexdef(i.indexrelid, 1, false) AS first"
        " FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid"
        " WHERE c.relnamespace = 'register'::regnamespace"
        " AND has_table_privilege('north_vale', c.oid, 'SELECT')"
    )
    others = {
        row["index"]: row["first"] for row in rows if row["first"] not in ("place", "of_final", "is_one")
    }
    assert len(rows) > 10
    assert others == {"register.places_by_name": "((folded || ''::text))"}, "which is not leakproof"
    leaks = sql("SELECT proname FROM pg_proc WHERE proleakproof AND proname = 'textcat'")
    assert leaks == []
    known = sql("SELECT * FROM pg_stats WHERE schemaname = 'register'")
    assert known == [], "of indexes neither"


def test_nobody_has_a_right_by_being_anybody(register: str, sql: Sql) -> None:
    """Whatever migrations add: no table, view, column or function of the register is everybody's."""
    for kind, listed in (
        (
            "pg_class",
            "SELECT oid, relname AS name, relacl AS acl, 'r' AS kind FROM pg_class WHERE relnamespace",
        ),
        (
            "pg_proc",
            "SELECT oid, proname AS name, proacl AS acl, 'f' AS kind FROM pg_proc WHERE pronamespace",
        ),
    ):
        rows = sql(
            f"WITH of_register AS ({listed} = 'register'::regnamespace)"
            ' SELECT name, (aclexplode(coalesce(acl, acldefault(kind::"char", 10)))).grantee FROM of_register'
        )
        assert rows, kind
        assert [row["name"] for row in rows if row["grantee"] == 0] == [], kind
    assert sql("SELECT 1 FROM pg_class WHERE relnamespace = 'register'::regnamespace AND relkind = 'S'") == []
    definers = sql(
        "SELECT proname, proconfig FROM pg_proc WHERE pronamespace = 'register'::regnamespace AND prosecdef"
    )
    assert {row["proname"] for row in definers} == {"my_place", "mine", "level_came", "level_went"}
    for row in definers:
        assert "search_path=pg_catalog, pg_temp" in row["proconfig"], row["proname"]


def test_what_seems_to_be_given_away_is_not(both: None, sql: Sql, server: Server) -> None:
    """PostgreSQL says yes to some of it, and does nothing."""
    import psycopg

    before = sql(
        "SELECT relname, relacl FROM pg_class WHERE relnamespace = 'register'::regnamespace ORDER BY 1"
    )
    for statement in (
        "GRANT SELECT ON register.sessions TO PUBLIC",
        "GRANT ALL ON ALL TABLES IN SCHEMA register TO north_vale, region",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA register GRANT SELECT ON TABLES TO PUBLIC",
        "ANALYZE register.sessions",
    ):
        with suppress(psycopg.errors.InsufficientPrivilege):
            sql(statement, role=ATTACKER)
    after = sql(
        "SELECT relname, relacl FROM pg_class WHERE relnamespace = 'register'::regnamespace ORDER BY 1"
    )
    assert after == before
    sql("CREATE TABLE register.later (place text); ALTER TABLE register.later OWNER TO register_owner")
    for role in ROLES:
        assert hidden(["SELECT * FROM register.later"], sql, role) == [], "a table that a migration adds"


def test_rows_by_other_ways_are_ones_own(both: None, sql: Sql, server: Server) -> None:
    """By their place on the disk, as XML, by cursors, by statements that change, and by COPY."""
    import psycopg

    (own,) = sql("SELECT place FROM register.places WHERE folded = 'north vale'")
    victims = {
        row["ctid"] for row in sql("SELECT ctid::text FROM register.sessions WHERE place <> %s", own["place"])
    }
    for ctid in victims:
        assert sql(f"SELECT * FROM register.sessions WHERE ctid = '{ctid}'", role=ATTACKER) == []
    for statement in (
        "SELECT place FROM register.sessions WHERE ctid > '(0,0)'",
        "SELECT place FROM register.sessions TABLESAMPLE SYSTEM (100)",
        "SELECT place FROM register.sessions FOR UPDATE",
        "WITH gone AS (DELETE FROM register.packs RETURNING place) SELECT DISTINCT place FROM gone",
        "UPDATE register.sessions SET title = title RETURNING place",
        "SELECT (xpath('//place/text()', table_to_xml('register.sessions', true, false, '')))[1]::text place",
        "SELECT max(place) AS place FROM register.sessions GROUP BY GROUPING SETS (())",
        "SELECT s.place FROM register.sessions AS s, LATERAL (SELECT s.xmin) AS x",
    ):
        assert sql(statement, role=ATTACKER) == [own], statement
    with psycopg.connect(server.target(ATTACKER)) as connection:
        for table in OF_PLACES:
            with connection.cursor().copy(f"COPY register.{table} (place) TO STDOUT") as rows:
                assert {bytes(row).decode().strip() for row in rows} <= {own["place"]}, table
        copied = connection.cursor().copy("COPY register.sessions FROM STDIN")
        with pytest.raises(psycopg.Error, match="row-level security"), copied as copy:
            copy.write("x")


def test_nothing_is_overheard(both: None, server: Server) -> None:
    """Whoever listens hears nothing of a push."""
    import psycopg

    with psycopg.connect(server.target("region"), autocommit=True) as connection:
        channels = ("sessions", "register", "pushed", "workshop")
        for channel in channels:
            connection.execute(f"LISTEN {channel}".encode())
        send(server.target(VICTIM), every_kind().model_copy(update={"counter": 1 << 20}))
        assert list(connection.notifies(timeout=0.1)) == []
