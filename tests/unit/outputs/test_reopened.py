"""An output is opened again before it is called written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sessions import disk
from sessions.outputs import excel, registry, write as writing
from sessions.outputs.reopened import opens
from sessions.outputs.write import write
from sessions.problem import Problem
from tests.builders import NOW
from tests.every_kind import meeting

FORMATS = registry.ids()


@pytest.mark.parametrize("output_id", FORMATS)
def test_what_is_written_opens(tmp_path: Path, output_id: str) -> None:
    for path in write(meeting(), tmp_path, (output_id,), now=NOW):
        assert opens(path.name, path.read_bytes())


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return changed.getvalue()


def test_what_is_damaged_does_not() -> None:
    data = excel.render(meeting())
    assert not opens("a.xlsx", data[:-40]), "cut short"
    assert not opens("a.xlsx", _with_part(data, "xl/workbook.xml", b"<workbook><sheets></workbook>"))
    assert not opens("a.xlsx", _with_part(data, "xl/workbook.xml", b"<a>\x01</a>")), "no XML takes this"
    broken = bytearray(data)
    broken[200] ^= 0xFF
    assert not opens("a.xlsx", bytes(broken))
    assert not opens("a.json", b'{"a": ')
    assert not opens("a.md", b"\xff\xfe")
    assert not opens("a.html", b"")


def test_one_that_came_out_damaged_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write(meeting(), tmp_path, ("xlsx",), now=NOW)
    before = path.read_bytes()
    monkeypatch.setattr(excel, "render", lambda *_: before[:-40])
    with pytest.raises(Problem, match="came out damaged"):
        write(meeting(), tmp_path, ("xlsx",), now=NOW)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_disk_that_keeps_something_else_is_told_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = disk.stage
    monkeypatch.setattr(writing.disk, "stage", lambda path, data, **how: whole(path, data[:-1], **how))
    with pytest.raises(Problem, match="does not read back"):
        write(meeting(), tmp_path, ("md",), now=NOW)
    assert list(tmp_path.iterdir()) == []
