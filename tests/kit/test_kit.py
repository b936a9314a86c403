"""A kit, as it is carried to a laptop: a copy of it is run, without a network where the system lets it be so.

`KIT=dist/workshop-0.1.0-windows-amd64 uv run pytest -n 0 -s tests/kit`; on other systems than Windows, the
program of Windows runs under Wine.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest

from workshop.settings import BESIDE

pytestmark = pytest.mark.kit
ROOT = Path(__file__).parents[2]
ACTION = "Draft the protocol → by “hand” • £5 😀"
STARTS = (
    ("workshop.exe", "workshop.cmd", "workshop")
    if sys.platform == "win32"
    else ("workshop.exe", "workshop", "workshop.sh")
)


@pytest.fixture(scope="module")
def kit() -> Path:
    """The folder that `KIT` names."""
    return Path(os.environ["KIT"]).resolve()


class Carried:
    """A copy of a kit, and the laptop that it is run on."""

    def __init__(self, folder: Path, laptop: Path) -> None:
        self.folder, self.laptop = folder, laptop
        laptop.mkdir(exist_ok=True)

    @property
    def program(self) -> Path:
        """What is started."""
        return next(path for name in STARTS if (path := self.folder / name).is_file())

    @property
    def wine(self) -> list[str]:
        """What runs a program of Windows on another system."""
        is_foreign = self.program.suffix == ".exe" and sys.platform != "win32"
        return [str(ROOT / "tests" / "windows" / "run")] if is_foreign else []

    def left(self) -> list[Path]:
        """What lies on the laptop by now."""
        if not self.wine:
            # pip asks a compiler, if there is one, for its version, and that one makes a folder of its own.
            return [path for path in self.laptop.rglob("*") if ".rustup" not in path.parts]
        home = os.environ.get("WINDOWS_HOME") or Path.home() / ".cache" / "workshop-windows"
        return list(Path(home, "prefix", "drive_c", "users").glob("*/AppData/Local/workshop"))

    def command(self, *argv: str) -> list[str]:
        """The command line, without a network where that can be had."""
        alone = ["unshare", "--net", "--map-root-user"] if shutil.which("unshare") else []
        return [*alone, *self.wine, str(self.program), *argv]

    def environment(self) -> dict[str, str]:
        """That of somebody who has nothing on this laptop."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("WORKSHOP_", "XDG_"))
        }
        kept.pop("PYTHONPATH", None)
        if self.wine:
            return kept  # whose own home has to stay
        return kept | {
            "HOME": str(self.laptop),
            "USERPROFILE": str(self.laptop),
            "LOCALAPPDATA": str(self.laptop),
        }

    def run(self, *argv: str) -> str:
        """What a command prints."""
        begun = time.perf_counter()
        done = subprocess.run(
            self.command(*argv), capture_output=True, env=self.environment(), cwd=self.folder, check=False
        )
        said = done.stdout.decode("utf-8").replace("\r\n", "\n")
        took = f"{time.perf_counter() - begun:.1f} s"
        sys.stdout.write(f"\n$ {self.program.name} {' '.join(argv)}   # {took}, {done.returncode}\n{said}")
        assert done.returncode == 0, (argv, said, done.stderr.decode("utf-8", "replace"))
        return said

    def tree(self) -> dict[str, str]:
        """Checksums of all that there is."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {path.relative_to(self.folder).as_posix(): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """The checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def stick(kit: Path, tmp_path: Path) -> Carried:
    """The kit on a stick, to keep all it writes there."""
    folder = tmp_path / "a stick" / "Workshop"
    shutil.copytree(kit, folder, symlinks=True)
    (folder / "portable").touch()
    carried = Carried(folder, tmp_path / "laptop")
    if carried.wine:  # what it runs by is to begin without a network, too
        subprocess.run([*carried.wine, "--end"], check=True)
    return carried


def held_in(folder: Path) -> Iterator[tuple[str, str]]:
    """(suffix, its text) of each output, read with a library of its own."""
    for path in sorted(folder.iterdir()):
        match path.suffix:
            case ".docx":
                document = docx.Document(str(path))
                cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
                text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
            case ".xlsx":
                book = openpyxl.load_workbook(path)
                text = "\n".join(
                    str(value) for sheet in book for row in sheet.values for value in row if value is not None
                )
            case ".ics":
                events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
                text = "\n".join(str(event["SUMMARY"]) for event in events)
            case ".json":
                text = json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)
            case ".csv":
                rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig")))
                text = "\n".join(cell for row in rows for cell in row)
            case _:
                text = path.read_bytes().decode("utf-8")
        yield path.suffix, text


def test_a_session_is_made_answered_and_summarised_in_every_format_and_goes_where_the_folder_goes(
    stick: Carried, tmp_path: Path
) -> None:
    before = stick.left()
    partners = ("--partner", "County Council:council", "--partner", "ICB:NHS")
    session = stick.run("new", "--place", "Exampleshire", *partners, "--no-open").split()[0]
    stick.run("answer", session, "1.3", "County Council", "3")
    stick.run("answer", session, "1.3", "ICB", "--counts", "0,1,3,2,0")
    level = ("3", "--target", "4", "--evidence", "some")
    stick.run("agree", session, "1.3", *level, "--dissent", "ICB: we see no plan")
    stick.run("note", session, "Pool the budget", "--kind", "decision", "--votes", "7-2-1")
    stick.run("act", session, f"{ACTION} @Priya (ICB) ^30 Jan 2027", "--item", "1.3")
    stick.run("summary", session, "--format", "all")
    summaries = stick.folder / BESIDE / "sessions" / "summaries"
    seen: dict[str, str] = {}
    for suffix, text in held_in(summaries):
        seen[suffix] = seen.get(suffix, "") + text
    assert {".docx", ".xlsx", ".ics", ".csv", ".json", ".html", ".md", ".txt"} <= seen.keys()
    for suffix, text in seen.items():
        assert "Draft the protocol" in text, suffix
    for suffix in (".docx", ".xlsx", ".csv", ".json", ".ics"):
        assert ACTION in seen[suffix], suffix
    assert stick.left() == before, "something stayed on the laptop"

    left_behind = stick.tree()
    elsewhere = Carried(tmp_path / "another laptop" / "Documents" / "Workshop", tmp_path / "another home")
    shutil.copytree(stick.folder, elsewhere.folder, symlinks=True)
    assert session in elsewhere.run("list")
    elsewhere.run("note", session, "Said at the other place", "--kind", "decision")
    said = elsewhere.run("summary", session, "--again")
    assert "another laptop" in said
    again = dict(held_in(elsewhere.folder / BESIDE / "sessions" / "summaries"))
    assert "Said at the other place" in again[".docx"]
    elsewhere.run("undo", session)
    elsewhere.run("check", session)
    assert stick.tree() == left_behind, "the one that was left behind changed"


def test_it_keeps_to_the_users_own_folders_where_it_is_not_portable(stick: Carried) -> None:
    (stick.folder / "portable").unlink()
    stick.run("--version")
    assert "Exampleshire" in stick.run(
        "new", "--place", "Exampleshire", "--folder", str(stick.laptop / "s"), "--no-open", "--json"
    )
    assert not (stick.folder / BESIDE).exists()


def test_each_file_of_it_has_the_checksum_that_the_page_for_it_names(kit: Path) -> None:
    lines = (kit / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    made_later = {"SHA256SUMS", "portable"}
    there = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()} - made_later
    assert {name for name in there if not name.startswith(("installed/", BESIDE))} == listed.keys()
    assert len(listed) > 20
    for name, wanted in listed.items():
        assert sha256(kit / name) == wanted, name
