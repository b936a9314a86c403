"""`--anonymous`: summaries, actions and decisions without names of people."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from sessions.outputs import manifest
from tests.unit.cli.conftest import Run

NAMES = re.compile(r"priya|shah", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """All that stands in a file, unpacked."""
    if not data.startswith(b"PK\x03\x04"):
        return data.replace(b"\r\n ", b"").decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_the_shell_writes_and_lists_without_names(run: Run, made: str, folder: Path) -> None:
    assert run("people", made, "--add", "Priya Shah:Director:ICB")[0] == 0
    assert run("act", made, "Write to Priya Shah @Priya Shah ^30 Jan 2027")[0] == 0
    assert run("note", made, "Priya Shah signs", "--kind", "decision")[0] == 0
    for line in (
        ("summary", made, "--format", "all", "--anonymous"),
        ("actions", "--anonymous"),
        ("actions", made, "--json", "--anonymous"),
        ("actions", "--owner", "Priya", "--anonymous"),
        ("actions", "--format", "all", "--anonymous"),
        ("decisions", "--anonymous"),
        ("decisions", "--json", "--anonymous"),
        ("decisions", made, "--format", "all", "--anonymous"),
    ):
        code, out, _ = run(*line)
        assert (code, NAMES.search(out)) == (0, None), line
        assert out.strip()
    assert json.loads(run("actions", made, "--json", "--anonymous")[1])[0]["owner"] == "Director"
    written = list((folder / "summaries").iterdir())
    assert len(written) > 20
    for path in written:
        assert NAMES.search(text_of(path.read_bytes())) is None, path.name
        assert "-anonymous-" in path.name
    assert "Read it before it goes out" in run("summary", made, "--anonymous")[2]
    noted = {row.file(folder / f"{made}.json") for row in manifest.rows(folder / f"{made}.json")}
    assert noted == set(written) | noted
    assert run("forget", made, "--person", "Priya Shah", "--yes")[0] == 0
    assert {path.name for path in (folder / "summaries").iterdir()} == {path.name for path in written}
