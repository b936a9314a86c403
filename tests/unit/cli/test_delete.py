"""`delete`: to the bin, and for good with all that is kept of a session."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.many.for_good import OVER_SESSIONS, doom
from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from sessions.register.rows import pushed
from sessions.register.words import as_typed
from sessions.store.library import Library
from tests.builders import NOW
from tests.unit.cli.conftest import Run
from workshop.cli import asked, compare as compare_command, delete as delete_command
from workshop.waiting import queue


def left(folder: Path, session: str) -> list[str]:
    """What is left in the folder that is named after the session or has its id."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if session in path.name or (path.is_file() and session.encode() in path.read_bytes())
    ]


@pytest.fixture
def kept(run: Run, folder: Path, made: str) -> str:
    """Id of a session with everything that is kept of one."""
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    assert run("note", made, "something")[0] == 0
    assert run("summary", made, "--format", "md,csv")[0] == 0
    assert run("actions", "--format", "md")[0] == 0
    assert run("forget", made, "--person", "Priya Shah", "--yes")[0] == 0
    assert run("note", made, "something else")[0] == 0
    for place in (".drafts", ".showing"):
        (folder / place).mkdir(exist_ok=True)
        (folder / place / f"{made}.json").write_text('{"note": {"text": "half"}}', "utf-8")
    assert run("bin", made)[0] == 0
    (folder / f"{made}.json").write_bytes((folder / "bin" / f"{made}.json").read_bytes())
    (folder / "backups" / f"{made}.changed-elsewhere-1.json").write_text("{}", "utf-8")
    (folder / f"{made}.damaged-1.json").write_text("{", "utf-8")
    (folder / f".{made}.json.0a1b2c3d.tmp").write_text("{", "utf-8")
    assert run("note", made, "and more")[0] == 0
    assert run("summary", made, "--format", "html")[0] == 0
    return made


def test_to_the_bin_and_back(run: Run, made: str, folder: Path) -> None:
    code, out, err = run("delete", made)
    assert (code, Path(out.strip()).parent) == (0, folder / "bin")
    assert "--restore" in err
    assert run("bin", made, "--restore")[0] == 0
    assert run("delete", made, "--outputs")[0] == 2


def test_for_good_leaves_nothing_but_what_was_written(run: Run, kept: str, folder: Path) -> None:
    run("list")
    assert len(left(folder, kept)) > 12, "or else this test looks for nothing"
    code, out, _ = run("delete", kept, "--for-good", "--yes", "--json")
    assert code == 0
    told = json.loads(out)
    assert [path for path in left(folder, kept) if not path.startswith("summaries/")] == []
    assert {Path(path).suffix for path in told["outputs_left"]} == {".md", ".csv", ".html"}
    assert run("list")[1] == ""
    assert run("bin", kept, "--restore")[0] == 2


def test_what_was_written_of_several_sessions_stays(folder: Path, made: str) -> None:
    path = folder / f"{made}.json"
    rows = [Written(folder / f"{form}.md", form, "md", b"of two") for form in (*OVER_SESSIONS, "page")]
    for row in rows:
        row.path.write_bytes(row.data)
    manifest.note(path, rows, record="", at=NOW)
    doomed = doom(folder, path)
    assert [file.stem for file in doomed.outputs] == ["page"]
    assert {file.stem for file in doomed.changed} == {"actions", "decisions", compare_command.WHAT}


def test_with_its_outputs_as_far_as_they_are_as_they_were_written(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    assert run("summary", made, "--format", "md,html")[0] == 0
    assert run("summary", made, "--format", "docx", "--to", str(tmp_path / "away"))[0] == 0
    assert run("decisions", "--format", "md")[0] == 0
    (edited,) = (folder / "summaries").glob("*-summary.md")
    edited.write_text("somebody went on with it", "utf-8")
    code, out, _ = run("delete", made, "--for-good", "--outputs", "--yes", "--json")
    assert code == 0
    assert json.loads(out)["outputs_left"] == [str(edited)]
    assert list((tmp_path / "away").iterdir()) == []
    assert edited.exists()
    assert not list((folder / "summaries").glob("*.html"))


def test_it_is_shown_and_asked_for(
    run: Run, made: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    assert run("summary", made, "--format", "md")[0] == 0
    code, out, err = run("delete", made, "--for-good")
    assert code == 2
    assert "nothing was deleted" in err
    assert f"{made}.json" in out
    assert "stays, without --outputs" in out
    answers = [False, False]
    monkeypatch.setattr(delete_command, "asks", lambda: True)
    monkeypatch.setattr(delete_command, "sure", lambda _: answers.pop())
    assert run("delete", made, "--for-good")[0] == 0
    assert (folder / f"{made}.json").exists()
    answers += [True, True]
    assert run("delete", made, "--for-good")[0] == 0
    assert left(folder, made) == []
    assert not asked.asks(), "nobody is at the keyboard of a test"


def test_one_in_the_bin_goes_too_and_copies_are_named(run: Run, made: str, folder: Path) -> None:
    copy = folder / f"{made} (1).json"
    copy.write_bytes((folder / f"{made}.json").read_bytes())
    assert run("bin", made)[0] == 0
    code, out, _ = run("delete", made, "--for-good", "--yes")
    assert code == 0
    assert str(copy) in out
    assert copy.exists()
    assert not (folder / "bin" / f"{made}.json").exists()
    assert run("delete", copy.stem, "--for-good", "--yes")[0] == 0
    assert left(folder, made) == []


def test_it_goes_while_nobody_has_it_open_and_the_others_stay(run: Run, made: str, folder: Path) -> None:
    _, out, _ = run("new", "--title", "Other", "--no-open")
    other = out.strip()
    assert run("note", other, "stays")[0] == 0
    with Library(folder).open(made):
        assert run("delete", made, "--for-good", "--yes")[0] == 2
    assert (folder / f"{made}.json").exists()
    assert run("list")[0] == 0
    before = left(folder, other)
    assert run("delete", made, "--for-good", "--yes")[0] == 0
    assert left(folder, other) == before
    assert run("undo", other)[0] == 0


def test_a_damaged_one_can_be_deleted(run: Run, made: str, folder: Path) -> None:
    (folder / f"{made}.json").write_text("{", "utf-8")
    assert run("delete", made, "--for-good", "--yes")[0] == 0
    assert left(folder, made) == []


def test_what_waits_for_a_register_goes_and_what_is_there_is_told(run: Run, made: str, folder: Path) -> None:
    session = Library(folder).read(made)
    for target in ("service=region", "service=waits"):
        queue().add(target, pushed(session, with_text=True))
    queue().done(queue().waiting("service=region")[0])
    code, out, _ = run("delete", made, "--for-good")
    assert f"  workshop register withdraw {made} --from {as_typed('service=region')}" in out
    assert "is dropped:\n  service=waits" in out
    assert len(queue().waiting()) == 1, "it is shown alone"
    code, out, _ = run("delete", made, "--for-good", "--yes", "--json")
    told = json.loads(out)
    assert (code, told["waiting"]) == (0, ["service=waits"])
    assert told["registers"] == [{"to": "service=region", "with_text": True}]
    assert queue().waiting() == ()
    assert len(queue().noted()) == 1, "so that it can be withdrawn"


def test_a_copy_leaves_what_waits_of_the_session(run: Run, made: str, folder: Path) -> None:
    queue().add("service=region", pushed(Library(folder).read(made)))
    (folder / f"{made} (1).json").write_bytes((folder / f"{made}.json").read_bytes())
    assert run("delete", f"{made} (1)", "--for-good", "--yes")[0] == 0
    assert len(queue().waiting()) == 1
