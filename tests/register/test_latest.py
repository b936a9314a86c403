"""The latest level of each place and item, kept as sessions come and go, is what all sessions come to."""

from __future__ import annotations

import random
import threading

import pytest

from sessions.register.rows import pushed
from tests.register.conftest import Sql
from tests.register.many import session
from tests.register.server import Server

RIGHT = (
    "SELECT DISTINCT ON (place, of_final, item) * FROM register.candidates"
    ' ORDER BY place, of_final, item, held DESC, session COLLATE "C" DESC'
)


def check(sql: Sql) -> int:
    """Have the latest compared with all that there is; how many there are."""
    kept = sql("SELECT * FROM register.latest ORDER BY place, of_final, item")
    assert kept == sql(RIGHT)
    return len(kept)


def test_whatever_comes_and_goes(register: str, sql: Sql) -> None:
    from sessions.register.database import registered
    from sessions.register.postgres import push, withdraw

    chance = random.Random(5)
    made = [session(number, "Old Library", chance) for number in range(14)]
    with registered(register) as (connection, _):
        for step in range(60):
            number = chance.randrange(len(made))
            if chance.random() < 0.3:
                withdraw(connection, made[number].id)
            else:
                made[number] = session(
                    number, chance.choice(("Old Library", "North Vale")), chance
                ).model_copy(update={"counter": step})
                push(connection, pushed(made[number]))
            if step % 6 == 0:
                check(sql)
    assert check(sql) > 10
    sql("UPDATE register.sessions SET session = 'f' || session; UPDATE register.agreed_levels SET level = 1")
    check(sql)
    sql("DELETE FROM register.sessions")
    assert check(sql) == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_two_do_at_once(register: str, server: Server, sql: Sql, seed: int) -> None:
    """Several push and withdraw sessions of one place at the same time, on the same items."""
    from sessions.register.database import registered
    from sessions.register.postgres import push, withdraw

    failed: list[BaseException] = []

    def work(own: int) -> None:
        chance = random.Random(f"{seed} {own}")
        try:
            with registered(server.target("old_library")) as (connection, _):
                for step in range(25):
                    number = own * 100 + chance.randrange(3)
                    if chance.random() < 0.4:
                        withdraw(connection, f"session-{number}")
                    else:
                        made = session(number, "Old Library", chance)
                        push(connection, pushed(made.model_copy(update={"counter": step})))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(own,)) for own in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    check(sql)


def test_nobody_writes_it_by_hand(register: str, sql: Sql) -> None:
    import psycopg

    for statement in (
        "INSERT INTO register.latest VALUES ('x', false, 'i', 's', 'h', 's', 1, 1, 'm')",
        "DELETE FROM register.latest",
        "SELECT * FROM register.candidates",
        "SELECT register.level_came()",
    ):
        with pytest.raises(psycopg.Error, match=r"permission denied|only be called as triggers"):
            sql(statement, role="old_library")
