"""Summaries on disk: whole or not at all, and each writer loaded only when it is needed."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from sessions.summary.write import FORMATS, write

from sessions.problem import Problem
from sessions.summary import write as writing

ROOT = Path(__file__).parents[2]
EXAMPLE = runpy.run_path(str(ROOT / "tests" / "golden" / "example.py"))
SESSION, NOW = EXAMPLE["session"](), EXAMPLE["NOW"]


def test_a_file_a_format_named_after_the_session(tmp_path: Path) -> None:
    told: list[str] = []
    paths = write(SESSION, tmp_path / "new" / "folder", now=NOW, progress=told.append)
    assert [path.name for path in paths] == ["example-summary.md", "example-summary.html"]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)
    assert paths[0].read_text("utf-8").startswith("# Exampleshire self-assessment\n")
    assert paths[1].read_text("utf-8").startswith("<!DOCTYPE html>")
    assert told[-1] == "Done"
    assert "Writing example-summary.html" in told


def test_only_the_formats_asked_for_each_once(tmp_path: Path) -> None:
    assert [path.name for path in write(SESSION, tmp_path, ("html", "html"), now=NOW)] == [
        "example-summary.html"
    ]


def test_an_older_summary_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "example-summary.md").write_text("old", "utf-8")
    (path,) = write(SESSION, tmp_path, ("md",), now=NOW)
    assert path.read_text("utf-8").startswith("# Exampleshire")
    assert [one.name for one in tmp_path.iterdir()] == ["example-summary.md"]


def test_a_format_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no format 'pdf'") as caught:
        write(SESSION, tmp_path, ("md", "pdf"), now=NOW)
    assert "md, html" in caught.value.mend
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", "utf-8")
    with pytest.raises(Problem, match="can’t be written") as caught:
        write(SESSION, tmp_path / "taken", now=NOW)
    assert "taken" in caught.value.where
    assert caught.value.mend


@pytest.mark.parametrize("step", ["fsync", "write"])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = tmp_path / "example-summary.md"
    old.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(writing.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Problem, match="No space left on device"):
        write(SESSION, tmp_path, ("md",), now=NOW)
    assert old.read_text("utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["example-summary.md"]


def test_data_is_synced_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(writing.os, "fsync", lambda handle: (steps.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append("replace"), replace(a, b))[1])
    write(SESSION, tmp_path, ("md",), now=NOW)
    assert steps[:2] == ["sync", "replace"]


@pytest.mark.parametrize(
    ("session_id", "stem"),
    [("../../etc/passwd", "etc-passwd"), ("a/b", "a-b"), ("..", "session"), ("é!", "e")],
)
def test_an_odd_id_never_leaves_the_folder(tmp_path: Path, session_id: str, stem: str) -> None:
    (path,) = write(SESSION.model_copy(update={"id": session_id}), tmp_path, ("md",), now=NOW)
    assert path == tmp_path / f"{stem}-summary.md"


def test_no_template_engine_is_loaded_until_html_is_written(tmp_path: Path) -> None:
    code = (
        "import runpy, sys\n"
        "from pathlib import Path\n"
        "import sessions.summary, sessions.summary.account, sessions.summary.build\n"
        "from sessions.summary.write import write\n"
        "made = runpy.run_path(sys.argv[1])\n"
        "for formats in (('md',), ('html',)):\n"
        "    write(made['session'](), Path(sys.argv[2]), formats, now=made['NOW'])\n"
        "    print('jinja2' in sys.modules, 'textual' in sys.modules)\n"
    )
    example = str(ROOT / "tests" / "golden" / "example.py")
    run = subprocess.run(
        [sys.executable, "-c", code, example, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.split() == ["False", "False", "True", "False"]


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == {"md", "html"}
    assert [writing.writer(name).SUFFIX for name in FORMATS] == list(FORMATS)
