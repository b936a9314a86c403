"""Files of older versions are brought up to date whole or not at all; later ones are told and left alone."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from sessions.store.load import backups
from tests.faults.calls import KILL, LOOKS
from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES, spread
from tests.faults.victim import Nursery, Victim
from workshop.cli import main

pytestmark = pytest.mark.faults

OLDER = Path(__file__).parents[1] / "unit" / "store"


@pytest.mark.long
@pytest.mark.parametrize("error", [KILL, errno.ENOSPC], ids=["killed", "full"])
@pytest.mark.parametrize("version", [1, 2])
def test_a_change_to_an_older_file_is_whole_or_not_at_all(
    victim: Victim, workers: Nursery, version: int, error: int
) -> None:
    older = (OLDER / f"version-{version}.json").read_bytes()
    victim.path.write_bytes(older)
    note = ["note", VICTIM, "Noted"]
    calls = workers.command(note)["calls"]
    places = [at for at, name in enumerate(calls) if name not in LOOKS]
    for at in (places[place] for place in spread(len(places), 8 * TIMES)):
        victim.path.write_bytes(older)
        for backup in backups(victim.path):
            backup.path.unlink()
        told = workers.command(note, at=at, error=error)
        victim.tally.hurt += 1
        # What was brought up to date before the fault stays so, and its older form is among the backups.
        data = victim.path.read_bytes()
        assert data == older or older in {backup.path.read_bytes() for backup in backups(victim.path)}
        noted = [note.text for note in victim.is_well(swept=error == KILL).notes].count("Noted")
        if told:
            assert "mistake in the program" not in told["err"]
            victim.tally.refused += told["code"] == 2
            victim.tally.looked_for(told["code"] != 2, told["code"] != 2 and not noted)
            assert told["code"] == 2 or noted
            assert not (told["code"] == 2 and noted), told


def test_a_file_of_a_later_version_is_told_and_left_as_it_is(
    victim: Victim, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = json.loads(victim.path.read_bytes())
    for version in (4, 10**6, 10**30):
        for meta in tables["meta"].values():
            meta["schema_version"] = version
        later = json.dumps(tables).encode()
        victim.path.write_bytes(later)
        for command in (
            ["note", VICTIM, "Noted"],
            ["show", VICTIM],
            ["undo", VICTIM],
            ["summary", VICTIM],
            ["check", VICTIM, "--repair"],
        ):
            assert main([*command, "--folder", str(victim.folder)]) in (1, 2)
            said = capsys.readouterr().err
            assert "newer" in said or "later" in said, (command, said)
            assert "mistake in the program" not in said
        assert victim.path.read_bytes() == later
        assert main(["list", "--folder", str(victim.folder)]) in (0, 1)
        assert "beside" in capsys.readouterr().out
        victim.tally.hurt += 1
        victim.tally.refused += 5
