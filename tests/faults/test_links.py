"""Links and odd names: each leads where it leads, and takes nothing else down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests.faults.nursery import VICTIM
from tests.faults.victim import BESIDE, Victim
from tests.systems import has_links
from workshop.cli import main

pytestmark = [pytest.mark.faults, has_links]


def test_links_and_odd_names_take_nothing_else_down(
    victim: Victim, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, data = victim.folder, victim.path.read_bytes()
    odd = ["new\nline", "esc\x1b[2J", "-f", "--help", "ünïcode", "a" * 200, "dot.dot", "with space", "'$(x)`"]
    for name in odd:
        (folder / f"{name}.json").write_bytes(data.replace(b'"victim"', b'"elsewhere"'))
    (folder / os.fsdecode(b"not utf-8 \xff.json")).write_bytes(data)
    (folder / "nowhere.json").symlink_to(folder / "none")
    (folder / "loop.json").symlink_to(folder / "loop.json")
    (folder / "folder.json").mkdir()
    (folder / "upwards.json").symlink_to(Path("..") / "elsewhere.json")
    listed = main(["list", "--folder", str(folder)])
    out, err = capsys.readouterr()
    assert listed in (0, 1)
    assert BESIDE in out
    assert "mistake in the program" not in err
    assert "\x1b" not in out + err
    for name in (VICTIM, BESIDE, *odd[4:]):
        assert main(["note", "--folder", str(folder), "--", name, "Noted"]) == 0, capsys.readouterr().err
        victim.tally.hurt += 1
        victim.tally.looked_for(1, [note.text for note in Library(folder).read(name).notes] != ["Noted"])
    for name in ("nowhere", "loop", "folder", "upwards"):
        assert main(["note", "--folder", str(folder), name, "Noted"]) == 2
        assert "mistake in the program" not in capsys.readouterr().err
        victim.tally.refused += 1
    assert not (folder.parent / "elsewhere.json").exists()
    assert not (folder / "none").exists()


def test_a_link_is_written_through_and_a_second_name_of_a_file_keeps_what_it_had(victim: Victim) -> None:
    """A symbolic link leads to the one record; a hard link is another name of what was there before."""
    folder, before = victim.folder, victim.path.read_bytes()
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "second.json").hardlink_to(victim.path)
    (elsewhere / f"{VICTIM}.json").symlink_to(victim.path)
    (elsewhere / "folder").symlink_to(folder, target_is_directory=True)
    ways = (folder, elsewhere, elsewhere / "folder")
    for number, way in enumerate(ways):
        assert main(["note", "--folder", str(way), VICTIM, f"By way {number}"]) == 0
        victim.tally.hurt += 1
    there = [note.text for note in victim.is_well().notes]
    victim.tally.looked_for(len(ways), len({f"By way {number}" for number in range(len(ways))} - set(there)))
    assert (elsewhere / "second.json").read_bytes() == before
    assert (elsewhere / f"{VICTIM}.json").is_symlink()
    assert not (elsewhere / ".locks").exists(), "the lock lies beside the record, where all find it"
