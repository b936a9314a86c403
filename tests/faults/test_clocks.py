"""A clock that jumps, and a file whose own time is odd: what is recorded stays, in its order, and opens."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import time
from collections.abc import Iterator

import pytest

from sessions import plan
from sessions.clock import Clock
from sessions.edits.notes import add_note
from sessions.store.library import Library
from sessions.store.load import KEEP, backups
from tests.faults.nursery import VICTIM
from tests.faults.test_damage import notes_are
from tests.faults.victim import Victim
from tests.systems import WINDOWS
from workshop.cli import main
from workshop.desk import Desk

pytestmark = pytest.mark.faults

NOON = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
"""Half an hour before British summer time ends."""
JUMPS = {
    "forward": dt.timedelta(days=4000),
    "back": dt.timedelta(days=-4000),
    "an hour back, as summer time ends": dt.timedelta(hours=-1),
    "before 1970": dt.timedelta(days=-30_000),
    "before 1582": dt.timedelta(days=-200_000),
    "to the end of time": dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC) - NOON,
    "to its beginning": dt.datetime(1, 1, 1, 0, 1, tzinfo=dt.UTC) - NOON,
}
ODD_TIMES = (-86_400 * 365 * 30, 0, 2**31, 2**32 + 1, 253_402_300_800)
"""Seconds since 1970 that a file may say it was changed at; the last is past the year 9999."""


ZONES = ("Europe/London", "Pacific/Kiritimati", "America/Adak")


@pytest.fixture(params=["that of the machine"] if WINDOWS else ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone that the laptop is in; a program on Windows cannot be given another."""
    if WINDOWS:
        yield request.param
        return
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def jumping(jump: dt.timedelta) -> Clock:
    """A clock that jumps once it was looked at."""
    moments = itertools.chain((NOON,), itertools.repeat(NOON + jump))
    return lambda: next(moments)


def test_a_clock_that_jumps_loses_nothing_and_ends_no_record(
    victim: Victim, zone: str, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = []
    for what, jump in JUMPS.items():
        now = jumping(jump)
        with Desk(Library(victim.folder, clock=now).open(VICTIM), now) as desk:
            desk.go(plan.stops(desk.session)[1])
            desk.run_clock()
            for moment in ("before", "after", "later"):
                texts.append(f"{what}, {moment}")
                desk.apply(add_note("comment", texts[-1]))
            desk.step(1)
            desk.stop_clock()
            assert all(spell.seconds >= 0 for spell in desk.session.spells)
        victim.tally.hurt += 1
        notes_are(victim, texts)
        written = main(
            ["summary", VICTIM, "--format", "md,xlsx,json,ics,csv", "--folder", str(victim.folder)]
        )
        assert written == 0, (what, capsys.readouterr().err)
    assert 2 <= len(backups(victim.path)) <= KEEP


@pytest.mark.parametrize("seconds", ODD_TIMES)
def test_a_file_with_an_odd_time_opens_and_takes_changes(
    victim: Victim, seconds: int, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ("--folder", str(victim.folder))
    try:
        os.utime(victim.path, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("this disk keeps no such time")
    for command in (["list"], ["show", VICTIM], ["note", VICTIM, "Noted"], ["actions"], ["check", VICTIM]):
        assert main([*command, *folder]) == 0, capsys.readouterr().err
    with Desk(Library(victim.folder).open(VICTIM)) as desk:
        desk.run_clock()
        os.utime(victim.path, (seconds, seconds))
    with Desk(Library(victim.folder).open(VICTIM)) as desk:  # its clock was left running
        desk.apply(add_note("comment", "On the screen"))
    victim.tally.hurt += 2
    notes_are(victim, ["Noted", "On the screen"])
