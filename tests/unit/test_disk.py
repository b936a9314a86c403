"""Reading that waits for nobody, and private files. What a write goes through: see store/test_durable.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sessions import disk
from tests.systems import WINDOWS, has_pipes, has_rights


@has_pipes
def test_a_pipe_a_folder_a_device_and_a_link_to_itself_are_refused_at_once(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(link)
    for path in (pipe, tmp_path, Path("/dev/zero"), link, tmp_path / "none"):
        with pytest.raises(OSError, match=r"no ordinary file|symbolic links|No such file") as caught:
            disk.read(path)
        assert disk.os_problem(caught.value, "It can't be read", path).hint


def test_all_of_a_file_is_read_and_no_handle_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    disk.write_durably(path, b"x" * 100_000)
    handles = set() if WINDOWS else set(Path("/dev/fd").iterdir())
    assert disk.read(path) == b"x" * 100_000
    with pytest.raises(OSError, match="no ordinary file"):
        disk.read(tmp_path)
    if WINDOWS:  # which removes no file that is open
        path.unlink()
    else:
        assert set(Path("/dev/fd").iterdir()) == handles


def test_a_part_of_a_file_is_read_without_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"first\nthen")
    assert [disk.read(path, most=4), disk.read(path, start=6), disk.read(path, start=2, most=3)] == [
        b"firs",
        b"then",
        b"rst",
    ]
    assert disk.read(path, start=99) == b""


@has_rights
def test_a_private_file_is_its_owners_alone_also_where_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.write_bytes(b"old")
    path.chmod(0o644)
    disk.write_durably(path, b"new", private=True)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", disk.PRIVATE)


@has_rights
@pytest.mark.parametrize(
    ("before", "after"), [(0o644, 0o600), (0o666, 0o600), (0o640, 0o640), (0o660, 0o660)]
)
def test_what_everybody_could_read_becomes_its_owners_and_what_a_group_was_given_stays(
    tmp_path: Path, before: int, after: int
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(before)
    disk.write_durably(path, b"new")
    assert path.stat().st_mode & 0o777 == after


def test_it_loads_nothing_but_the_standard_library() -> None:
    code = (
        "import sessions.disk, sessions.text, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert not loaded & {"pydantic", "tinydb", "filelock", "textual", "rich", "json", "tomllib"}
