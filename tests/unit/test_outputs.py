"""Summaries on disk: whole or not at all, and each writer loaded only when it is needed."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from sessions import disk
from sessions.outputs import registry
from sessions.outputs.registry import Output
from sessions.outputs.write import write
from sessions.problem import Problem
from workshop.cli import main

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
    assert [path.name for path in tmp_path.iterdir()] == ["example-summary.md"]


def test_a_format_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no format 'pdf'") as caught:
        write(SESSION, tmp_path, ("md", "pdf"), now=NOW)
    assert "md, html, txt" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", "utf-8")
    with pytest.raises(Problem, match="can’t be written") as caught:
        write(SESSION, tmp_path / "taken", now=NOW)
    assert "taken" in caught.value.where
    assert caught.value.hint


@pytest.mark.parametrize("to", [".", "out"])
def test_nothing_is_made_in_the_place_of_a_stick_that_is_out(tmp_path: Path, to: str) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(Problem, match="folder is not there") as caught:
        write(SESSION, stick / to, now=NOW, file=stick / "s.json")
    assert "stick" in caught.value.hint
    assert not stick.exists()


@pytest.mark.parametrize("step", ["fsync", "write"])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = tmp_path / "example-summary.md"
    old.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(disk.os, "fsync", full)
    else:
        monkeypatch.setattr(disk.os, "replace", full)
    with pytest.raises(Problem, match="No space left on device"):
        write(SESSION, tmp_path, ("md",), now=NOW)
    assert old.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["example-summary.md"]


def test_data_is_synced_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(disk.os, "fsync", lambda handle: (steps.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(disk.os, "replace", lambda a, b: (steps.append("replace"), replace(a, b))[1])
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
        "import sessions.outputs.registry, sessions.outputs.text, sessions.summary.build\n"
        "from sessions.outputs.write import write\n"
        "made = runpy.run_path(sys.argv[1])\n"
        "for formats in (('md',), ('html',)):\n"
        "    write(made['session'](), Path(sys.argv[2]), formats, now=made['NOW'])\n"
        "    print('jinja2' in sys.modules, 'textual' in sys.modules)\n"
    )
    example = str(ROOT / "tests" / "golden" / "example.py")
    run = subprocess.run(
        [sys.executable, "-c", code, example, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.split() == ["False", "False", "True", "False"]


def test_the_usual_outputs_are_written_where_none_is_named(tmp_path: Path) -> None:
    assert registry.ids() == ("md", "html", "txt", "docx", "xlsx", "csv", "ics", "json")
    (path,) = write(SESSION, tmp_path, ("txt",), now=NOW)
    assert path.name == "example-summary.txt"
    assert path.read_text("utf-8").startswith("Exampleshire self-assessment\n====")
    assert registry.usual() == ("md", "html")


NAMES = """
from sessions.record import Session

def render(document: Session) -> bytes:
    return "\\n".join(partner.name for partner in document.partners).encode()
"""


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Output:
    """An output of the records that exists only here: the partners' names, a line each."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "output_of_names.py").write_text(NAMES, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "code"))
    return Output("names", "names.txt", "The partners' names", "records", "output_of_names", usual=False)


def test_an_output_from_elsewhere_is_one_line_and_one_module(tmp_path: Path, names: Output) -> None:
    with registry.registered(names):
        assert "output_of_names" not in sys.modules, "it is loaded when it is written"
        md, path = write(SESSION, tmp_path, ("md", "names"), now=NOW)
        with pytest.raises(ValueError), registry.registered(names):
            pass
    assert (md.name, path.name) == ("example-summary.md", "example-record.names.txt")
    assert path.read_text("utf-8").splitlines() == [partner.name for partner in SESSION.partners]
    with pytest.raises(Problem, match="names"):
        write(SESSION, tmp_path, ("names",), now=NOW)


def test_the_shell_writes_an_output_from_elsewhere(
    tmp_path: Path, names: Output, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    assert main(("new", "--no-open", "--partner", "ICB", "--partner", "Council")) == 0
    session = capsys.readouterr().out.strip()
    with registry.registered(names):
        assert main(("summary", session, "--format", "names")) == 0
        path = Path(capsys.readouterr().out.strip())
        assert main(("summary", "--help")) == 0
        assert "json, names" in " ".join(capsys.readouterr().out.split())
    assert path.read_text("utf-8") == "ICB\nCouncil"
    assert main(("summary", session, "--format", "names")) == 2
    assert "no format 'names'" in capsys.readouterr().err
