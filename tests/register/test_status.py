"""`status` says to each what it wants to know: who one is, who has pushed nothing, what is published."""

from __future__ import annotations

import json
from pathlib import Path

from sessions.register.model import SCHEMA
from tests.register.conftest import Run
from tests.register.server import Server


def test_what_each_is_told(run: Run, register: str, server: Server, tmp_path: Path) -> None:
    place, region = server.target("old_library"), server.target("region")
    assert run("register", "push", "every", "--to", place, "--yes")[0] == 0
    told = run("register", "status", register)[1]
    assert f"The register is of version {SCHEMA}.\n" in told
    assert "1 session of 1 place" in told
    assert "Nothing yet of: North Vale, South Vale.\nNothing is published yet.\n" in told
    assert json.loads(run("register", "status", register, "--json")[1])["register"]["without"] == [
        "North Vale",
        "South Vale",
    ]
    assert run("register", "benchmark", register)[0] == 0
    for target in (register, place, region):
        told = run("register", "status", target)[1]
        assert "Figures were published last on " in told
        assert ("North Vale" in told) == (target == register), "a place learns nothing of others"
    folder = str(tmp_path / "out")
    assert run("register", "push", "every", "--to", folder, "--yes")[0] == 0
    assert "published" not in run("register", "status", folder)[1], "nobody publishes a folder"
