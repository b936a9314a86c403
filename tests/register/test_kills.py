"""Many laptops push at once and are killed at random, and the server is restarted in between.

`FAULTS=10` pushes 2,000 sessions, each of eight laptops killed about thirty times.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from sessions.register.model import TABLES, Pushed, content_of
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.register.conftest import Sql
from tests.register.many import session
from tests.register.server import Server
from tests.register.test_latest import check

TIMES = int(os.environ.get("FAULTS", "1"))
LAPTOPS = 8
SESSIONS = 200 * TIMES
KILLS = 3 * LAPTOPS * TIMES
RESTARTS = 1 + TIMES // 4
ROOT = Path(__file__).parents[2]


def made(count: int) -> list[Pushed]:
    """So many sessions of as many places as there are laptops, made of a few."""
    chance = random.Random(7)
    few = [pushed(session(number, "X", chance)) for number in range(20)]
    rows = []
    for number in range(count):
        of, identity = few[number % len(few)], f"{number:016x}"
        tables = {
            name: [{**row, "session": identity} if "session" in row else row for row in each]
            for name, each in of.tables.items()
        }
        place = f"Place {number % LAPTOPS}"
        (own,) = tables["sessions"]
        told = {**tables, "sessions": [{**own, "place_name": place, "content": ""}]}
        content = content_of(told)
        tables["sessions"] = [{**told["sessions"][0], "content": content}]
        rows.append(Pushed(f"s{number}", place, tables))
    return rows


def broken(row: Pushed) -> Pushed:
    """One that the last of its tables makes impossible: two actions of one identity."""
    tables = {
        name: [{**each, "session": f"f{row.session[1:]}"} if "session" in each else each for each in rows]
        for name, rows in row.tables.items()
    }
    action = {"session": f"f{row.session[1:]}", "uid": "twice", "item": None, "status": "open",
              "first_due": None, "due": None, "moved": False, "mark": 1}  # fmt: skip
    return replace(row, label=f"broken-{row.label}", tables={**tables, "actions": [action, action]})


def test_every_session_is_there_once_and_whole(
    database: str, server: Server, sql: Sql, tmp_path: Path
) -> None:
    from sessions.register.migrate import init

    init(database, [(f"Place {number}", f"place_{number}") for number in range(LAPTOPS)])
    rows, chance = made(SESSIONS), random.Random(11)
    queues = [Queue(tmp_path / f"laptop-{number}") for number in range(LAPTOPS)]
    targets = [server.target(f"place_{number}") for number in range(LAPTOPS)]
    refused = [broken(row) for row in rows[: 5 * LAPTOPS]]
    for number, row in enumerate((*rows, *refused)):
        queues[number % LAPTOPS].add(targets[number % LAPTOPS], row)
        if number % 5 == 0:  # two laptops have the same session
            other = f"place_{number % LAPTOPS}"
            queues[(number + 1) % LAPTOPS].add(server.target(other), row)

    def start(number: int) -> list[subprocess.Popen[bytes]]:
        """A laptop sends to each of the registers that it has something for."""
        waiting = {row.target for row in queues[number].waiting()}
        return [
            subprocess.Popen(
                [sys.executable, "-m", "tests.register.pusher", str(queues[number].folder), target], cwd=ROOT
            )
            for target in sorted(waiting)
        ]

    running = {number: start(number) for number in range(LAPTOPS)}
    try:
        for kill in range(KILLS):
            time.sleep(chance.uniform(0.2, 1.2) / 2)
            number = chance.randrange(LAPTOPS)
            for process in running[number]:
                process.kill()
                process.wait()
            running[number] = start(number)
            if kill % (KILLS // RESTARTS) == KILLS // RESTARTS - 1:
                server.stop(chance.choice(("fast", "immediate")))
                server.start()
        for processes in running.values():
            for process in processes:
                assert process.wait(timeout=600) == 0
    finally:
        for processes in running.values():
            for process in processes:
                process.kill()
                process.wait()
    left = Counter(row.pushed.session for queue in queues for row in queue.waiting())
    assert set(left) == {row.session for row in refused}
    there = sql("SELECT session, content FROM register.sessions ORDER BY session")
    assert there == [{"session": row.session, "content": row.content} for row in rows], (
        "once, as it was pushed"
    )
    for table in TABLES:
        if table.name in ("sessions", "subjects"):
            continue
        counted = sql(f"SELECT session, count(*) AS n FROM register.{table.name} GROUP BY session")
        wanted = {row.session: len(row.tables[table.name]) for row in rows if row.tables[table.name]}
        assert {row["session"]: row["n"] for row in counted} == wanted, table.name
    check(sql)
