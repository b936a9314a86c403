"""The page about data protection is true to what lies on the disk, and nobody but its owner can read it."""

from __future__ import annotations

import re
import stat
import tempfile
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.registry import kinds
from sessions.outputs.tidy import NOT_TOLD
from sessions.register.model import FOLDER as QUEUE
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from sessions.rows import Person, Stop
from sessions.store.drafts import write_drafts
from sessions.store.library import Library
from sessions.store.load import KEEP
from sessions.store.rehearsal import rehearse
from sessions.store.undo import MOST
from sessions.store.wall import WallStateFile
from sessions.wall import WallState
from tests.builders import NOW
from tests.every_kind import every_kind
from tests.systems import WINDOWS
from tests.unit.cli.conftest import Run
from workshop import cli, settings
from workshop.cli import crash, main
from workshop.desk import Desk

PAGE = (Path(__file__).parents[3] / "docs" / "data-protection.md").read_text("utf-8")
PLACES = {"SESSIONS": "sessions", "DATA": "data", "SETTINGS": "config", "TEMP": "temp"}
PATTERNS = [
    f"{PLACES[place]}/{rest.replace('ID', '*')}"
    for place, rest in re.findall(r"^\| `(\w+)/([^`]+)` \|", PAGE, re.MULTILINE)
]


def in_program(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have it done as a command does it, with the rights that the program gives."""
    with monkeypatch.context() as patch:
        patch.setattr(cli, "_run", lambda _: act() and 0)
        main([])


@pytest.fixture
def root(tmp_path: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where all lies after a session of every kind of step, with everything that can be made of it."""
    (tmp_path / "temp").mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    session = every_kind()
    assert {kind.id for kind in kinds()} <= {step.kind for step in session.agenda}

    def sit() -> None:
        with Library(folder).create(session):
            pass
        with Desk(Library(folder).open(session.id), lambda: NOW, author="aaaa") as desk:
            desk.apply(people_edits.set_people([*desk.session.people, Person(name="Priya Shah")]))

    def leave_traces() -> None:
        with Desk(Library(folder).open(session.id), lambda: NOW, author="aaaa") as desk:
            desk.apply(note_edits.add_note("comment", "something to undo"))
            (folder / f"{session.id}.json").write_text("somebody else's", "utf-8")
            desk.apply(note_edits.add_note("comment", "and more"))
            write_drafts(desk.path, {"note": {"text": "half"}})
        here = Stop(activity_id=session.agenda[0].id)
        WallStateFile(desk.path).write(WallState(at=here, since=NOW))
        rehearse(session, session.id, clock=lambda: NOW).close()
        crash.report(RuntimeError("Priya Shah"))
        settings.save(settings.settings_path(), "sound", value=True)
        queue = Queue(settings.data_folder() / QUEUE)
        queue.add("service=region", pushed(session))
        queue.done(queue.waiting()[0])
        queue.add("service=region", pushed(session))

    in_program(monkeypatch, sit)
    for line in (
        ("demo", "--no-open"),
        ("summary", session.id, "--format", "all", "--reveal"),
        ("actions", "--format", "all"),
        ("cards", session.id),
        ("bin", session.id),
        ("bin", session.id, "--restore"),
        ("forget", session.id, "--person", "Priya Shah", "--yes"),
        ("packs", "new", "own-pack"),
        ("templates", "new", "own-template"),
        ("house", "new"),
        ("hand-over", session.id, "--to", str(folder)),
        ("hand-over", session.id, "--back"),
        ("guide", "--no-open"),
        ("benchmark", "--letters"),
    ):
        code, _, err = run(*line)
        assert code == 0, (line, err)
    in_program(monkeypatch, leave_traces)
    (binned,) = [line for line in run("new", "--title", "Binned", "--no-open")[1].splitlines() if line]
    assert run("summary", binned)[0] == 0
    assert run("bin", binned)[0] == 0
    made = folder / f"{session.id}.json"
    other = run("new", "--title", "Damaged", "--no-open")[1].strip()
    whole = (folder / f"{other}.json").read_bytes()
    (folder / f"{other}.json").write_bytes(whole[: len(whole) // 2])
    assert run("check", other, "--repair")[0] in (0, 1)
    (folder / f"{session.id}-other-laptop-1.json").write_bytes(made.read_bytes())
    (folder / f"{session.id}-other-laptop-1.json").chmod(0o600)  # as `write_durably` leaves it
    assert run("list")[0] == 0
    return tmp_path


@pytest.mark.long
def test_the_page_names_every_file_and_no_other_and_only_its_owner_can_read_them(root: Path) -> None:
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    untold = [name for name in files if not any(fnmatchcase(name, pattern) for pattern in PATTERNS)]
    assert untold == [], "files that the page does not name"
    missing = {pattern for pattern in PATTERNS if not any(fnmatchcase(name, pattern) for name in files)}
    gone = {"sessions/.locks/*"} if WINDOWS else set()  # where a lock goes with whoever held it
    assert missing <= gone, "what the page names and nobody finds"
    if not WINDOWS:
        open_to_others = {
            path.relative_to(root).as_posix(): oct(stat.S_IMODE(path.stat().st_mode))
            for path in root.rglob("*")
            if path.stat().st_mode & 0o077
        }
        assert open_to_others == {}


def test_it_says_how_many_are_kept_and_what_stands_for_what_is_not_told() -> None:
    assert f"at most {KEEP} of them" in PAGE
    assert f"the last {MOST} changes" in PAGE
    assert NOT_TOLD in PAGE
    assert len(PATTERNS) > 20


def test_its_commands_are_there(run: Run) -> None:
    for name in re.findall(r"`workshop ([a-z-]+)", PAGE):
        assert run(name, "--help")[0] == 0, name


def test_the_readme_leads_to_it() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    assert "(docs/data-protection.md)" in readme
