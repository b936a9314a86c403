"""Files that are cut, flipped, emptied or something else altogether: told, repaired, and in nobody's way."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.edits import notes as note_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import backups, check, decode
from sessions.store.repair import repair
from tests.faults.nursery import VICTIM
from tests.faults.size import SEED, TIMES, spread
from tests.faults.victim import BESIDE_IT, Victim
from tests.systems import WINDOWS
from workshop.cli import main
from workshop.desk import Desk

pytestmark = pytest.mark.faults


def notes_are(victim: Victim, texts: list[str]) -> None:
    """The notes on record are these, all of which were acknowledged."""
    there = [note.text for note in victim.is_well().notes]
    victim.tally.looked_for(len(texts), len(set(texts) - set(there)))
    assert there == texts


def opens_or_is_told(data: bytes, path: Path) -> Session | None:
    """The session that these bytes are, or None where they are told to be none."""
    try:
        return decode(data, path).session
    except Problem:
        return None


@pytest.mark.long
def test_a_file_cut_at_any_length_is_told_and_comes_back(worked_on: Victim) -> None:
    data, whole = worked_on.path.read_bytes(), worked_on.is_well()
    for length in range(len(data)):
        session = opens_or_is_told(data[:length], worked_on.path)
        assert session is None or (session == whole and not data[length:].strip())
    worked_on.tally.hurt += len(data)
    worked_on.tally.refused += len(data)
    for length in spread(len(data) - 3, 8 * TIMES):
        worked_on.path.write_bytes(data[:length])
        with pytest.raises(Problem, match="damaged"):
            Library(worked_on.folder).open(VICTIM)
        repair(worked_on.path)
        assert worked_on.path.with_name(f"{VICTIM}.damaged-1.json").read_bytes() == data[:length]
        worked_on.path.with_name(f"{VICTIM}.damaged-1.json").unlink()
        notes_are(worked_on, ["Note 0", "Note 1", "Note 2"])


def test_a_bit_that_flips_is_told_or_leaves_a_record_that_is_sound(worked_on: Victim) -> None:
    data, chance = worked_on.path.read_bytes(), random.Random(SEED)
    told = 0
    for _ in range(300 * TIMES):
        flipped = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        told += opens_or_is_told(bytes(flipped), worked_on.path) is None
    assert 0 < told < 300 * TIMES
    worked_on.tally.hurt += 304 * TIMES
    worked_on.tally.refused += told
    for _ in range(4 * TIMES):
        at = chance.randrange(len(data))
        worked_on.path.write_bytes(data[:at] + bytes([data[at] ^ 128]) + data[at + 1 :])
        if check(worked_on.path):
            repair(worked_on.path)
            worked_on.path.with_name(f"{VICTIM}.damaged-1.json").unlink(missing_ok=True)
        notes_are(worked_on, ["Note 0", "Note 1", "Note 2"])


HURTS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other JSON": lambda path: path.write_bytes(b'{"done": 3, "forms": [], "x": {"y": null}}'),
    "deep": lambda path: path.write_bytes(b"[" * 50_000),
    "bytes": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}
if not WINDOWS:  # where no folder holds a pipe, and making a link takes a right that few people have
    HURTS |= {
        "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
        "a link to itself": lambda path: (path.unlink(), path.symlink_to(path)),
        "a link to nothing": lambda path: (path.unlink(), path.symlink_to(path.with_name("none"))),
    }


@pytest.mark.parametrize("hurt", HURTS.values(), ids=HURTS)
def test_what_lies_beside_a_session_is_in_nobodys_way(
    worked_on: Victim, hurt: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (worked_on.folder / what for what in BESIDE_IT):
        files = list(place.glob("*.json")) if place.is_dir() else [place]
        assert files, place
        for file in files:
            hurt(file)
            worked_on.tally.hurt += 1
    where = ("--folder", str(worked_on.folder))
    texts = ["Note 0", "Note 1", "Note 2", "One more", "And one"]
    for command in (
        ("show", VICTIM),
        ("list",),
        ("note", VICTIM, "One more"),
        ("undo", VICTIM),
        ("note", VICTIM, "And one"),
        ("summary", VICTIM, "--format", "md"),
        ("actions",),
        ("benchmark",),
    ):
        code = main([*command, *where])
        out, err = capsys.readouterr()
        assert "mistake in the program" not in err, err
        assert "Traceback" not in out + err
        if command[0] == "undo" and "nothing to take back" not in err:  # a folder can't be written over
            texts.remove("One more")
        elif command[0] == "benchmark":  # without what was shown before, nothing is shown
            assert code in (0, 2)
            assert code == 0 or ".benchmark" in err
        else:
            assert code == (2 if command[0] == "undo" else 0), (command, err)
    notes_are(worked_on, texts)
    with Desk(Library(worked_on.folder).open(VICTIM)) as desk:
        desk.apply(note_edits.add_note("comment", "From the screen"))
        desk.wall.type("Typing", ())
        assert desk.undo()


def test_damaged_backups_are_passed_over_for_a_sound_one(worked_on: Victim) -> None:
    whole = worked_on.is_well()
    newest = backups(worked_on.path)[0].path
    for number, hurt in enumerate(HURTS.values()):
        later = newest.with_name(f"{VICTIM}.2099010{number + 1}T000000Z-000.json")
        later.write_bytes(newest.read_bytes())
        hurt(later)
        worked_on.tally.hurt += 1
    worked_on.path.write_bytes(b"{")
    repair(worked_on.path)
    worked_on.path.with_name(f"{VICTIM}.damaged-1.json").unlink()
    notes_are(worked_on, [note.text for note in whole.notes])
