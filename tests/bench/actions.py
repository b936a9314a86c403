"""Fifty thousand actions of five thousand sessions, and two compared, against the index's bytes raw."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from sessions.edits.notes import ActionFields, add_action
from sessions.files import stamp_of
from sessions.many import index
from sessions.many.actions import pack, unpack_actions
from sessions.many.cards import Cards
from sessions.many.make import card_of
from sessions.store.library import Library
from tests.bench.folders import LONG_AGO, Case, environment
from workshop.demo import demo
from workshop.materials import load

SESSIONS, EACH = 5000, 10
PEAK = """
import atexit, sys
@atexit.register
def _tell():
    sys.stderr.write(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""Has an interpreter say at its end how much memory it had at most. Linux only."""
RAW = "import sys; open(sys.argv[1], 'rb').read()"
SHELL = "import runpy; runpy.run_module('workshop', run_name='__main__')"
CARDS = """
import sys
from sessions.many.cards import Cards
assert len(Cards(sys.argv[1]).glance()) == {many}
"""
MODEL = """
import sys
from sessions.many.cards import Cards
from sessions.many.everywhere import all_actions, sorted_by
cards = Cards(sys.argv[1])
rows = all_actions(cards.glance(), cards.packed()[0])
assert len(rows) == {many}, len(rows)
sorted_by("owner", [row for row in rows if row.action.is_open], "2027-01-01")
"""


def cases(folder: Path) -> list[Case]:
    """The bytes raw; the list of actions on screen and shell; the first screen's cards; compare."""
    env, made = environment(folder), with_actions(folder / "many")
    shell = ["--folder", str(made), "actions"]
    two = sorted(path.stem for path in made.glob("*.json"))[:2]
    named = {
        "the bytes of the index raw": (RAW, [str(made / index.FILE)]),
        "model of the screen": (MODEL.format(many=SESSIONS * EACH), [str(made)]),
        "actions --overdue": (SHELL, [*shell, "--overdue"]),
        "actions": (SHELL, shell),
        "cards of the first screen": (CARDS.format(many=SESSIONS), [str(made)]),
        "compare of two": (SHELL, ["--folder", str(made), "compare", *two]),
    }
    made_of = []
    for name, (code, arguments) in named.items():
        case = Case(name, float)
        case.run = partial(_run, case, code, arguments, env)
        made_of.append(case)
    return made_of


def with_actions(folder: Path, sessions: int = SESSIONS, each: int = EACH) -> Path:
    """A new folder with so many sessions, so many actions in each, and its index."""
    folder.mkdir(parents=True)
    with demo(load.packs().usable, load.templates().usable, Library(folder)) as file:
        path, session, now = (
            file.path,
            file.session.model_copy(update={"actions": ()}),
            file.session.created_at,
        )
        for number in range(each):
            fields = ActionFields(
                f"Draft the protocol for table {number} and bring it to the board",
                owner=f"Person {number}", body="County Council", due=now.date().replace(day=1 + number),
            )  # fmt: skip
            session = add_action(fields).apply(session, now)
        file.save(session)
        data = path.read_bytes()
    path.unlink()
    uids, reading = [action.uid for action in session.actions], card_of(session)
    actions = unpack_actions(reading.actions)
    saved, cards, packed = time.time() - LONG_AGO, [], {}
    for number in range(sessions):
        copy_id = f"exampleshire-{number:05}-abcd"
        copy = folder / f"{copy_id}.json"
        copied = data.replace(session.id.encode(), copy_id.encode())
        for at, uid in enumerate(uids):
            copied = copied.replace(uid.encode(), f"{number * each + at:0{len(uid)}x}".encode())
        copy.write_bytes(copied)
        os.utime(copy, (saved, saved))
        cards.append(reading.card(copy.name, (*stamp_of(copy), 0), settled=True))
        told = (
            action._replace(uid=f"{number * each + at:0{len(action.uid)}x}")
            for at, action in enumerate(actions)
        )
        packed[copy.name] = pack(told)
    index.write(folder, cards, packed, dict.fromkeys(packed, reading.standing))
    assert Cards(folder).glance()[0].is_read
    return folder


def _run(case: Case, code: str, arguments: list[str], env: dict[str, str]) -> float:
    """How many seconds an interpreter takes for it from its start to its end; notes its memory."""
    start = time.perf_counter()
    command = [sys.executable, "-c", f"{PEAK}\n{code}", *arguments]
    ended = subprocess.run(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=True
    )
    took = time.perf_counter() - start
    case.peak_mb = int(ended.stderr.split()[-2]) / 1024
    return took
