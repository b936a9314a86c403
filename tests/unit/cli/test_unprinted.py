"""Recorded, but not printed: exit code 1, so that no script does it twice; with 2, nothing was changed."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests.unit.cli.lines import CHANGES
from tests.unit.cli.ready import ready
from workshop.cli import main

Run = Callable[..., tuple[int, str, str]]
MORE = (
    ("go", "S", "--next", "--json"),
    ("new", "--no-open"),
    ("demo", "--no-open"),
    ("summary", "S", "--format", "md"),
    ("bin", "S"),
    ("pause", "S", "--json"),
    ("attendance", "S", "ICB", "late", "--json"),
    ("hand-over", "S", "--to", "DIR"),
    ("undo", "S", "--json"),
    ("keys", "--to", "DIR/keys.txt"),
    ("guide", "--to", "DIR/guide.html"),
    ("packs", "new", "ours", "--to", "DIR/ours.toml"),
    ("packs", "export", "icbo", "DIR/icbo.csv"),
    ("templates", "new", "our-day", "--to", "DIR/our-day.toml"),
    ("templates", "save", "S", "--name", "Our day"),
    ("house", "new", "--to", "DIR/house.toml"),
    ("actions", "S", "--to", "DIR"),
    ("decisions", "--to", "DIR"),
)
LINES = [(*line, "--json") for _, line, _ in CHANGES] + list(MORE)


class Full(io.StringIO):
    """What /dev/full does, on the first write or when it is flushed; or a pipe that nobody reads."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._error = OSError(number, os.strerror(number))

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        raise self._error


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".locks" not in path.parts)
    return {str(path): path.read_bytes() for path in files if "backups" not in path.parts}


@pytest.mark.long
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EPIPE], ids=["full", "closed pipe"])
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_it_says_so_and_ends_with_one(
    folder: Path, tmp_path: Path, line: tuple[str, ...], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ready(folder)
    if line[0] == "undo":
        assert main(["note", session_id, "To be taken back"]) == 0
    before, stderr = tree(tmp_path), io.StringIO()
    monkeypatch.setattr("sys.stdout", Full(number))
    monkeypatch.setattr("sys.stderr", stderr)
    words = [session_id if word == "S" else word.replace("DIR", str(tmp_path)) for word in line]
    assert main(words) == 1
    assert "It is recorded, but it could not be printed" in stderr.getvalue()
    assert tree(tmp_path) != before


@pytest.mark.parametrize(
    "line", [("list",), ("show", "S"), ("notes", "S"), ("agenda", "S"), ("undo", "S", "--list")]
)
def test_what_only_reads_ends_as_ever(
    folder: Path, line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ready(folder)
    before = tree(folder)
    words = [session_id if word == "S" else word for word in line]
    for number, code in ((errno.EPIPE, 0), (errno.ENOSPC, 2)):
        stderr = io.StringIO()
        monkeypatch.setattr("sys.stdout", Full(number))
        monkeypatch.setattr("sys.stderr", stderr)
        assert main(words) == code
        if code:
            assert (
                "It could not be printed: No space left on device\n  Nothing was changed."
                in stderr.getvalue()
            )
            assert "file or folder" not in stderr.getvalue(), "which are in order"
    assert {name: data for name, data in tree(folder).items() if ".cards" not in name} == before


@pytest.mark.parametrize("line", ["--help", "--version", "list --help", "packs list", "keys"])
def test_what_prints_alone_says_that_it_could_not(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, code in ((errno.EPIPE, 0), (errno.ENOSPC, 2)):
        stderr = io.StringIO()
        monkeypatch.setattr("sys.stdout", Full(number))
        monkeypatch.setattr("sys.stderr", stderr)
        assert main(line.split()) == code
        assert ("It could not be printed" in stderr.getvalue()) == bool(code)


def test_a_closed_stdout_and_a_full_stderr_are_no_reason_to_try_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id, stderr = ready(folder), io.StringIO()
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr("sys.stdout", None)
    assert main(["note", session_id, "One"]) == 1
    assert "stdout is closed" in stderr.getvalue()
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("workshop.cli.output.tell", _refuses)
    assert main(["answer", session_id, "1.3", "Age UK", "3"]) == 1
    assert len(Library(folder).read(session_id).notes) == 3


def _refuses(_: str) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_mistake_after_it_was_recorded_ends_with_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("a wheel came off")

    session_id = ready(folder)
    monkeypatch.setattr("workshop.cli.output.say", broken)
    code, _, err = run("note", session_id, "One")
    assert code == 1
    assert "It is recorded all the same." in err


def test_a_folder_that_cannot_be_synced_is_no_failure_to_record(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: Path) -> None:
        raise OSError(errno.EIO, "input/output error")

    session_id = ready(folder)
    monkeypatch.setattr("sessions.disk.sync_folder", refuses)
    code, _, err = run("note", session_id, "One")
    assert (code, len(Library(folder).read(session_id).notes)) == (1, 3)
    assert "It is recorded all the same." in err


def test_where_the_disk_is_full_nothing_was_changed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ready(folder)
    before = (folder / f"{session_id}.json").read_bytes()
    monkeypatch.setattr("sessions.store.storage.write_durably", lambda *_, **__: _refuses(""))
    for line in (
        ("note", session_id, "One"),
        ("go", session_id, "--next"),
        ("agenda", session_id, "--skip", "s5"),
    ):
        assert run(*line)[0] == 2
    assert (folder / f"{session_id}.json").read_bytes() == before


def test_a_summary_that_is_written_in_part_ends_with_one(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ready(folder)
    (tmp_path / "out" / f"{session_id}-summary.html").mkdir(parents=True)
    argv = ("summary", session_id, "--to", str(tmp_path / "out"), "--format")
    assert run(*argv, "md,html")[0] == 1
    assert run(*argv, "html,md")[0] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_the_same_from_a_real_shell(folder: Path) -> None:
    session_id = ready(folder)
    command = [sys.executable, "-m", "workshop", "note", session_id, "One"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.startswith("workshop: It is recorded, but it could not be printed: No space left")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    os.close(writer)
    assert done.returncode == 1
    assert "It is recorded, but it could not be printed: Broken pipe" in done.stderr
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        answer = [*command[:3], "answer", session_id, "1.3", "ICB", "4"]
        assert subprocess.run(answer, stderr=full, check=False).returncode == 1
    assert len(Library(folder).read(session_id).notes) == 4
