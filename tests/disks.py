"""A disk of its own, so small that it can be filled."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, size: str, owner: int | None = None) -> Iterator[Path]:
    """A disk at `place`, such as of "1m"; the test is skipped where nobody may mount any."""
    place.mkdir()
    who = os.getuid() if owner is None and sys.platform != "win32" else owner
    options = f"size={size},uid={who},mode=700"
    command = [*as_root(), "mount", "-t", "tmpfs", "-o", options, "none", str(place)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run([*as_root(), "umount", "--lazy", str(place)], check=True)


def as_root() -> list[str]:
    """What has a command done by root, where it may be without a password."""
    return [] if sys.platform == "win32" or os.getuid() == 0 else ["sudo", "-n"]


def filled(disk: Path, leave: int = 0) -> Path:
    """A file that takes up all room of the disk but for some bytes."""
    path = disk / "filling"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - leave))
    return path
