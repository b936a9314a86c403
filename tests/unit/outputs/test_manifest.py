"""What was written of a session, noted beside it: true, private, and in nobody's way."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import stat
from pathlib import Path

import pytest

from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from sessions.outputs.write import PartlyWritten, write
from sessions.problem import Problem
from sessions.store.library import Library
from tests.builders import NOW, new_session
from tests.systems import has_rights

LATER = NOW + dt.timedelta(days=1)
VECTOR = "c4ca15c7a56debbe66d5e3234af8ad76ba377136bcfa45581bab714832b2ec58"


@pytest.fixture
def session_path(tmp_path: Path) -> Path:
    """A session that is on disk and closed."""
    library = Library(tmp_path / "sessions")
    library.create(new_session()).close()
    return library.paths()[0]


def noted(session_path: Path, *files: Path, at: dt.datetime = NOW) -> None:
    outputs = [Written(file, "minutes", "md", file.read_bytes()) for file in files]
    manifest.note(session_path, outputs, record="a" * 64, at=at)


def test_every_output_that_is_written_is_noted_with_the_checksum_of_its_bytes(session_path: Path) -> None:
    record = manifest.checksum_of(session_path)
    folder = session_path.parent / "summaries"
    written = write(
        new_session(), folder, ("md", "xlsx", "csv"), now=NOW, file=session_path, record=record,
        extra_files={"keys.html": "keys"},
    )  # fmt: skip
    rows = manifest.rows(session_path)
    assert [row.file(session_path) for row in rows] == list(written)
    assert {row.path for row in rows if row.format != "csv"} == {
        "summaries/s-summary.md",
        "summaries/s-record.xlsx",
        "summaries/s-keys.html",
    }
    for row in rows:
        data = row.file(session_path).read_bytes()
        assert row.sha256 == hashlib.sha256(data).hexdigest()
        assert (row.record, row.at) == (hashlib.sha256(session_path.read_bytes()).hexdigest(), NOW)
    assert {(row.form, row.format) for row in rows} == {
        ("minutes", "md"),
        ("record", "xlsx"),
        ("record", "csv"),
        ("keys", "html"),
    }


def test_a_checksum_is_over_bytes_and_the_same_on_every_system() -> None:
    data = '{"level": 1.10, "name": "Zoë\r\n"}\n'.encode()
    assert manifest.checksum(data) == VECTOR
    assert manifest.checksum(data.replace(b"\r\n", b"\n")) != VECTOR


def test_what_is_written_elsewhere_is_noted_by_its_whole_path(session_path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick" / "minutes.md"
    elsewhere.parent.mkdir()
    elsewhere.write_text("said", "utf-8")
    noted(session_path, elsewhere)
    (row,) = manifest.rows(session_path)
    assert row.path == str(elsewhere.resolve())
    assert row.file(session_path) == elsewhere.resolve()


def test_the_same_bytes_at_one_path_are_noted_once_and_other_bytes_beside_them(session_path: Path) -> None:
    file = session_path.parent / "minutes.md"
    for text in ("first", "second", "first"):
        file.write_text(text, "utf-8")
        noted(session_path, file, at=LATER if text == "second" else NOW)
    rows = manifest.rows(session_path)
    assert [(row.path, row.at) for row in rows] == [("minutes.md", LATER), ("minutes.md", NOW)]
    assert rows[-1].sha256 == manifest.checksum(b"first")


@has_rights
def test_nobody_else_may_read_it(session_path: Path) -> None:
    noted(session_path, session_path)
    path = manifest.manifest_path(session_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff", b'{"written": 3}', b"[" * 9_999])
def test_a_damaged_one_stops_nothing(session_path: Path, damage: bytes) -> None:
    noted(session_path, session_path)
    manifest.manifest_path(session_path).write_bytes(damage)
    assert manifest.rows(session_path) == ()
    noted(session_path, session_path)
    assert len(manifest.rows(session_path)) == 1


def test_rows_and_keys_that_are_not_known_do_no_harm_to_the_others(session_path: Path) -> None:
    noted(session_path, session_path)
    path = manifest.manifest_path(session_path)
    document = json.loads(path.read_bytes())
    document["written"] = [{"path": 1}, {**document["written"][0], "printer": "hall"}, 7]
    path.write_text(json.dumps({**document, "later": [1]}), "utf-8")
    assert [row.path for row in manifest.rows(session_path)] == [session_path.name]
    other = session_path.parent / "other.md"
    other.write_text("said", "utf-8")
    noted(session_path, other)
    after = json.loads(path.read_bytes())
    assert after["later"] == [1]
    assert after["written"][0]["printer"] == "hall"


def test_where_it_cannot_be_written_the_outputs_are(session_path: Path) -> None:
    (session_path.parent / ".outputs").write_text("in the way", "utf-8")
    (written,) = write(new_session(), session_path.parent, ("md",), now=NOW, file=session_path)
    assert written.is_file()
    assert manifest.rows(session_path) == ()


def test_of_what_is_partly_written_the_part_is_noted(
    session_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (session_path.parent / "s-summary.html").mkdir()
    with pytest.raises(PartlyWritten):
        write(new_session(), session_path.parent, ("md", "html"), now=NOW, file=session_path)
    assert [row.path for row in manifest.rows(session_path)] == ["s-summary.md"]
    with pytest.raises(Problem):
        write(new_session(), session_path.parent, ("html",), now=NOW, file=session_path)
    assert len(manifest.rows(session_path)) == 1


def test_nothing_is_noted_of_a_session_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "minutes.md"
    file.write_text("said", "utf-8")
    noted(tmp_path / "gone.json", file)
    assert not (tmp_path / ".outputs").exists()


def test_it_follows_its_session_into_the_bin_and_back(session_path: Path) -> None:
    noted(session_path, session_path)
    library = Library(session_path.parent)
    binned = library.bin(session_path)
    assert (manifest.rows(session_path), len(manifest.rows(binned))) == ((), 1)
    assert len(manifest.rows(library.restore(binned))) == 1


def test_it_is_cleared(session_path: Path) -> None:
    noted(session_path, session_path)
    manifest.clear(session_path)
    assert manifest.rows(session_path) == ()
    manifest.clear(session_path)
