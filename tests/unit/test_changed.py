"""Whether something is as it was: one byte is enough, wherever it is, and which of the two it was is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.many.changed import check_output, missing, outputs_of, signed_off
from sessions.outputs import last, manifest, registry
from sessions.outputs.write import write
from sessions.store.library import Library
from sessions.store.repair import put_back
from tests.builders import NOW, profiled
from workshop import signing
from workshop.desk import Desk
from workshop.outgoing import mark


class Signed:
    """A folder with a session that was signed off, and everything that can be written of it."""

    def __init__(self, folder: Path) -> None:
        with Desk(Library(folder).create(profiled()), lambda: NOW) as desk:
            signing.sign_off(desk, "Priya Shah")
            self.path = desk.path
            self.record = mark(desk)
            self.session = desk.session
        self.written = self.write(folder / "summaries")

    def write(self, to: Path) -> tuple[Path, ...]:
        ids = registry.ids()
        return write(self.session, to, ids, now=NOW, file=self.path, record=self.record)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return Signed(tmp_path_factory.mktemp("signed"))


def with_other(path: Path, data: bytes, then: Callable[[], None]) -> None:
    """`then` while the file holds something else."""
    before = path.read_bytes()
    try:
        path.write_bytes(data)
        then()
    finally:
        path.write_bytes(before)


def flipped(data: bytes, at: float, by: int) -> bytes:
    index = int(at * len(data))
    return data[:index] + bytes([data[index] ^ by]) + data[index + 1 :]


PLACES = st.floats(0, 1, exclude_max=True)
BITS = st.integers(1, 255)


@settings(max_examples=150, deadline=None)
@given(at=PLACES, by=BITS)
def test_one_byte_of_a_final_session_is_found_out(signed: Signed, at: float, by: int) -> None:
    def look() -> None:
        assert signed_off(signed.path) == "changed"
        found = check_output(signed.written[0], [signed.path.parent])
        assert found is not None
        assert (found.file, found.record) == ("unchanged", "changed"), "and it is not the output"

    with_other(signed.path, flipped(signed.path.read_bytes(), at, by), look)
    assert signed_off(signed.path) == "unchanged"


@settings(max_examples=150, deadline=None)
@given(which=st.integers(0, 999), at=PLACES, by=BITS)
def test_one_byte_of_an_output_is_found_out(signed: Signed, which: int, at: float, by: int) -> None:
    output = signed.written[which % len(signed.written)]

    def look() -> None:
        found = check_output(output, [signed.path.parent])
        assert found is not None
        assert (found.file, found.record) == ("changed", "unchanged"), "and it is not the record"
        assert [each.path for each in outputs_of(signed.path) if each.file == "changed"] == [output]
        assert signed_off(signed.path) == "unchanged"

    with_other(output, flipped(output.read_bytes(), at, by), look)


def test_what_was_not_touched_is_unchanged(signed: Signed) -> None:
    assert signed_off(signed.path) == "unchanged"
    assert {(found.file, found.record) for found in outputs_of(signed.path)} == {("unchanged", "unchanged")}
    assert len(outputs_of(signed.path)) == len(signed.written)
    assert missing(signed.path) == ()


def test_a_byte_more_or_less_is_found_out(signed: Signed) -> None:
    for output in signed.written:
        for data in (output.read_bytes() + b"\n", output.read_bytes()[:-1], b""):

            def look(output: Path = output) -> None:
                found = check_output(output, [signed.path.parent])
                assert found is not None
                assert found.file == "changed"

            with_other(output, data, look)


def test_a_copy_that_lies_elsewhere_is_known_by_its_bytes_and_else_by_its_name(
    signed: Signed, tmp_path: Path
) -> None:
    source = signed.written[0]
    renamed, edited = tmp_path / "Minutes (2).md", tmp_path / source.name
    renamed.write_bytes(source.read_bytes())
    edited.write_bytes(source.read_bytes() + b"more")
    for copy, verdict in ((renamed, "unchanged"), (edited, "changed")):
        found = check_output(copy, [signed.path.parent])
        assert found is not None
        assert (found.file, found.record, found.session_path) == (verdict, "unchanged", signed.path)


@pytest.mark.parametrize("output_id", [name for name in registry.ids() if name != "csv"])
def test_without_a_list_the_checksum_that_stands_in_a_file_says_of_which_record_it_is(
    signed: Signed, tmp_path: Path, output_id: str
) -> None:
    """As on another laptop, which got the session's file and the minutes, and nothing else."""
    source = next(path for path in signed.written if path.suffix == f".{output_id}")
    session, minutes = tmp_path / signed.path.name, tmp_path / f"minutes.{output_id}"
    session.write_bytes(signed.path.read_bytes())
    minutes.write_bytes(source.read_bytes())
    found = check_output(minutes, [tmp_path])
    assert found is not None
    assert (found.file, found.record, found.session_path) == ("unknown", "unchanged", session)
    session.write_bytes(session.read_bytes() + b"\n")
    found = check_output(minutes, [tmp_path])
    assert found is not None
    assert (found.file, found.record) == ("unknown", "unknown")


def test_a_file_of_nobody_is_known_to_nobody(signed: Signed, tmp_path: Path) -> None:
    other = tmp_path / "letter.docx"
    for data in (b"", b"PK\x03\x04 no archive", b"A letter"):
        other.write_bytes(data)
        assert check_output(other, [signed.path.parent, tmp_path]) is None


def test_a_final_session_of_which_nothing_was_kept_is_not_called_unchanged(
    signed: Signed, tmp_path: Path
) -> None:
    copy = tmp_path / signed.path.name
    copy.write_bytes(signed.path.read_bytes())
    assert signed_off(copy) == "unknown"


def test_a_file_that_was_written_again_says_so(tmp_path: Path) -> None:
    signed = Signed(tmp_path)
    first = tmp_path / "first.md"
    first.write_bytes(signed.written[0].read_bytes())
    manifest.note(
        signed.path,
        [manifest.Written(signed.written[0], "minutes", "md", b"other")],
        record=signed.record,
        at=NOW.replace(day=3),
    )
    found = check_output(first, [tmp_path])
    assert found is not None
    assert found.newer is not None
    assert (found.file, found.newer.at.day) == ("unchanged", 3)
    signed.written[0].unlink()
    assert missing(signed.path) == (signed.written[0],)


def test_what_was_signed_off_is_put_back_and_what_stood_there_is_kept(tmp_path: Path) -> None:
    signed = Signed(tmp_path)
    before = signed.path.read_bytes()
    signed.path.write_bytes(before.replace(b"County Council", b"Country Council"))
    assert signed_off(signed.path) == "changed"
    done = put_back(signed.path, lambda data: manifest.checksum(data) == manifest.sealed(signed.path))
    assert "was put back" in done[0]
    assert (signed.path.read_bytes(), signed_off(signed.path)) == (before, "unchanged")
    (kept,) = tmp_path.glob("*.damaged-1.json")
    assert b"Country Council" in kept.read_bytes()
    assert put_back(signed.path, lambda _: False) == ()


def test_where_the_clock_alone_has_gone_on_the_record_is_not_called_changed(tmp_path: Path) -> None:
    with Desk(Library(tmp_path).create(profiled()), lambda: NOW) as desk:
        (page,) = write(desk.session, tmp_path / "out", ("md",), now=NOW, file=desk.path, record=mark(desk))
        last.keep(desk.path, desk.session, "full", ("md",), tmp_path / "out", NOW)
        desk.apply(agenda_edits.run_clock(desk.session.agenda[0].id))

        def verdict() -> tuple[str, str]:
            found = check_output(page, [tmp_path])
            assert found is not None
            return found.file, found.record

        assert verdict() == ("unchanged", "clock")
        desk.apply(agenda_edits.set_state(desk.session.agenda[0].id, "skipped"))
        assert verdict() == ("unchanged", "changed"), "which the table of the steps tells"
        desk.apply(agenda_edits.set_state(desk.session.agenda[0].id, "planned"))
        assert verdict() == ("unchanged", "clock")
        desk.apply(note_edits.add_note("comment", "One more"))
        assert verdict() == ("unchanged", "changed")
