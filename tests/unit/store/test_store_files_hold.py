"""A file that is open, handed over, rehearsed, rescued or joined with its backup: what is done and said."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from pathlib import Path

import pytest

from sessions.disk import NotSynced
from sessions.edits import notes
from sessions.files import BACKUPS, UNDO
from sessions.handing import handed_over
from sessions.inverse import Inverse
from sessions.problem import Problem
from sessions.record import Session
from sessions.store import file as file_module, handing, rehearsal, rescue as rescue_module, undo
from sessions.store.file import SessionFile, itself
from sessions.store.load import backups, load
from sessions.store.rescue import rescue
from sessions.store.storage import render
from sessions.store.tables import to_tables
from tests.builders import NOW
from tests.refusals import said
from tests.small import settled_file, settled_session
from tests.systems import WINDOWS, has_links


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return settled_file(tmp_path)


def opened(path: Path) -> SessionFile:
    return SessionFile.open(path, called="s", wait=0.0, clock=lambda: NOW)


def more(session: Session, text: str = "More") -> Session:
    return notes.add_note("comment", text).apply(session, NOW)


# --- open ----------------------------------------------------------------------------------------------


def test_a_file_that_was_just_opened_has_nothing_to_warn_of_and_its_bytes(path: Path) -> None:
    with opened(path) as file:
        assert (file.read_only, file.still_locked, file.warning) == (None, None, None)
        assert file.data == path.read_bytes()
        assert not file.is_in_place
        assert file.rendered(file.session) == file.data
        file.save(more(file.session))
        assert file.data == path.read_bytes() == file.rendered(file.session)
        assert file.session.notes[-1].text == "More"


def test_what_another_program_wrote_is_told_until_the_next_save(path: Path) -> None:
    with opened(path) as file:
        path.write_bytes(file.data + b"\n")
        file.save(more(file.session))
        aside = path.parent / BACKUPS / "s.changed-elsewhere-1.json"
        assert file.warning == (
            f"Another program changed this session meanwhile. Its version is kept as {aside}; "
            "the session now is as it stands here."
        )
        file.save(more(file.session))
        assert file.warning is None
        path.unlink()
        file.save(more(file.session))
        assert file.warning == "The session's file had been moved or deleted; it has been written anew."


@pytest.mark.skipif(WINDOWS, reason="a file that is open can't be made a folder there")
def test_what_cannot_be_read_meanwhile_is_not_overwritten(path: Path) -> None:
    with opened(path) as file:
        path.unlink()
        path.mkdir()
        what, where, _ = said(lambda: file.save(more(file.session)))
        assert what.startswith("The session was changed elsewhere, and can't be read: ")
        assert where == str(path)


def test_a_backup_that_fails_is_told_with_what_is_saved(path: Path) -> None:
    with opened(path) as file:
        folder = path.parent / BACKUPS
        for backup in folder.iterdir():
            backup.unlink()
        folder.rmdir()
        folder.write_text("")
        file.keep_backup()
        assert file.warning is not None
        assert file.warning.startswith("No backup could be made: ")
        assert file.warning.endswith(" The session itself is saved.")
        folder.unlink()
        file.save(more(file.session))
        file.keep_backup()
        assert file.warning is None
        assert [backup.path.read_bytes() for backup in backups(path)] == [file.data]


def test_whoever_reads_only_sees_what_was_saved_and_takes_over_at_the_end(path: Path) -> None:
    writer = opened(path)
    reader = opened(path)
    assert reader.read_only == (
        "It is open in another window; here it can be looked at, not changed. Close it there first."
    )
    assert not reader.look_again(), "nothing was saved since"
    assert not reader.try_to_write()
    writer.save(more(writer.session))
    assert reader.look_again()
    assert (reader.session, reader.data) == (writer.session, writer.data)
    assert not reader.look_again()
    path.write_bytes(b"{")
    assert not reader.look_again()
    writer.close()
    assert not reader.try_to_write(), "it can't be read"
    path.write_bytes(writer.data)
    assert reader.try_to_write()
    assert (reader.read_only, reader.try_to_write()) == (None, True)
    reader.close()
    assert not reader.try_to_write()
    assert said(lambda: reader.save(reader.session)) == ("The session is closed", str(path), "Open it again.")


def test_why_a_lock_could_not_be_had_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise Problem("No lock", where="x", hint="Do this.")

    monkeypatch.setattr(file_module, "take_lock", fails)
    assert opened(path).read_only == "No lock; it can be looked at, not changed. Do this."
    monkeypatch.setattr(os, "access", lambda _, how: how != os.W_OK)
    unwritable = "Its file or folder can't be written to; it can be looked at, not changed."
    assert opened(path).read_only == unwritable


def test_a_lock_that_stays_is_told(path: Path) -> None:
    class Stuck:
        def release(self) -> None:
            raise OSError(5, "stuck")

    file = opened(path)
    held = file._lock
    file._lock = Stuck()  # type: ignore[assignment]
    file.close()
    file.close()
    assert held is not None
    held.release()
    assert file.still_locked is not None
    assert (file.still_locked.what, file.still_locked.where) == (
        "All is saved, but the session stays locked until this program ends: stuck",
        str(path),
    )


@pytest.mark.skipif(not has_links(), reason="no links here")
def test_a_link_is_the_file_that_it_leads_to_and_one_to_itself_is_left(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    (tmp_path / "round.json").symlink_to(tmp_path / "round.json")
    assert itself(tmp_path / "link.json") == (tmp_path / "real.json").resolve()
    assert itself(tmp_path / "round.json") == tmp_path / "round.json"
    assert itself(tmp_path / "gone.json") == tmp_path / "gone.json"


def test_a_folder_that_cannot_be_made_and_a_session_that_is_there(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside = tmp_path / "file" / "s.json"
    what, where, _ = said(lambda: SessionFile.create(inside, settled_session(), clock=lambda: NOW))
    assert (what.partition(":")[0], where) == ("The folder for sessions can't be made", str(inside.parent))
    assert said(lambda: SessionFile.create(path, settled_session(), clock=lambda: NOW)) == (
        *("There is a session s already", str(path), "Choose another id."),
    )
    opened(path).close()


# --- handed over ---------------------------------------------------------------------------------------


@pytest.fixture
def gone(path: Path) -> Path:
    """The session, as it leaves."""
    with opened(path) as file:
        file.save(handed_over(file.session, "here", "/stick", NOW))
    return path


AGAIN = "Hand it over once more on the other laptop, and let the copy end before the stick is pulled."


def test_the_first_line_says_whose_it_is_and_what_the_rest_adds_up_to(gone: Path, tmp_path: Path) -> None:
    handed = handing.write_hand_over(gone, tmp_path)
    first, _, rest = handed.read_bytes().partition(b"\n")
    assert json.loads(first) == {
        **{"form": "workshop hand-over", "session": "s", "title": "Session", "bytes": len(rest)},
        "sha256": hashlib.sha256(rest).hexdigest(),
    }
    assert (handed.name, rest) == ("s.handover", gone.read_bytes())
    assert WINDOWS or stat.S_IMODE(handed.stat().st_mode) == 0o600
    assert handing.read_hand_over(handed).session == load(gone).session


def test_what_is_not_all_there_or_no_hand_over_is_told(gone: Path, tmp_path: Path) -> None:
    handed = handing.write_hand_over(gone, tmp_path)
    whole = handed.read_bytes()

    def told(data: bytes) -> tuple[str, str, str]:
        handed.write_bytes(data)
        return said(lambda: handing.read_hand_over(handed))

    where = str(handed)
    assert told(whole[:-1]) == ("This file was not copied to its end", where, AGAIN)
    assert told(whole[:-1] + b" ") == ("This file is damaged", where, AGAIN)
    assert told(whole + b" ") == ("This file is damaged", where, AGAIN)
    none = (
        "This is no hand-over of a session",
        where,
        "Name one that ends in .handover. On the other laptop, a session is handed over first.",
    )
    plain = render(to_tables(settled_session()))
    header = {"form": handing.FORM, "sha256": hashlib.sha256(plain).hexdigest()}
    for data in (b"", b"[]\n", b'{"form": "x"}\n', json.dumps(header).encode() + b"\n" + plain):
        assert told(data) == none
    handed.unlink()
    what, at, _ = said(lambda: handing.read_hand_over(handed))
    assert (what.partition(":")[0], at) == ("The file can't be read", where)


def test_a_name_that_is_taken_is_numbered_and_a_full_folder_is_told(gone: Path, tmp_path: Path) -> None:
    (tmp_path / "s.handover").write_text("other")
    assert handing.write_hand_over(gone, tmp_path).name == "s-2.handover"
    assert handing.write_hand_over(gone, tmp_path).name == "s-2.handover", "it holds all that this one held"
    for number in range(2, 100):
        (tmp_path / f"s-{number}.handover").write_text("other")
    assert said(lambda: handing.write_hand_over(gone, tmp_path)) == (
        "This folder is full of hand-overs of this session",
        str(tmp_path),
        "Choose another, or take away the older ones.",
    )
    (tmp_path / "s-99.handover").unlink()
    assert handing.write_hand_over(gone, tmp_path).name == "s-99.handover"


def test_hand_overs_are_found_by_title_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    def put(name: str, header: object) -> None:
        (tmp_path / name).write_text(json.dumps(header) + "\nrest")

    put("b.handover", {"form": handing.FORM, "title": "Alpha\x1b"})
    put("a.handover", {"form": handing.FORM, "title": "beta"})
    put("c.handover", {"form": handing.FORM})
    put("d.handover", {"form": "x", "title": "x"})
    (tmp_path / "e.handover").mkdir()
    found = handing.find_hand_overs([tmp_path, tmp_path / "gone", tmp_path])
    assert [(row.path.name, row.title) for row in found] == [
        *(("b.handover", "Alpha"), ("a.handover", "beta"), ("c.handover", "c")),
    ]


# --- rehearsed, rescued, taken back --------------------------------------------------------------------


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_rehearsal_that_cannot_begin_leaves_nothing(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SessionFile, "create", fails)
    with pytest.raises(KeyboardInterrupt):
        rehearsal.rehearse(settled_session(), "x", clock=lambda: NOW)
    assert list(temporary.iterdir()) == []
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "gone"))
    what, where, _ = said(lambda: rehearsal.rehearse(settled_session(), "x", clock=lambda: NOW))
    assert what.startswith("The rehearsal can't be set up: ")
    assert where == str(temporary / "gone")
    assert rehearsal.going_on() is None


def test_a_rehearsal_is_a_draft_of_its_own_and_the_last_one_goes_on(temporary: Path) -> None:
    final = handed_over(settled_session(), "here", "/stick", NOW)
    final = final.model_copy(update={"final_at": NOW, "final_by": "Priya"})
    with rehearsal.rehearse(final, "x", clock=lambda: NOW) as first:
        assert (first.session.rehearsal, first.session.handovers) == (True, ())
        assert (first.session.final_at, first.session.final_by) == (None, "")
        assert first.path.name == "x.json"
        with rehearsal.rehearse(final, "y", clock=lambda: NOW) as second:
            os.utime(first.path.parent, (0, 0))
            assert rehearsal.going_on() == second.path
            os.utime(first.path.parent, (9e9, 9e9))
            assert rehearsal.going_on() == first.path
        assert rehearsal.going_on() == first.path
    assert rehearsal.going_on() is None
    rehearsal.end(temporary / "other" / "x.json")
    rehearsal.end(first.path)
    assert not first.path.parent.exists()
    assert second.path.parent.exists()


def test_a_copy_goes_to_the_first_place_that_takes_it(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    places = [tmp_path / "file" / "x", tmp_path / "deep" / "er"]
    with opened(path) as file:
        session = more(file.session)
        copy = rescue(file, session, {"note": {"text": "half"}}, places)
        assert rescue(file, session, {}, places[:1]) is None
    assert copy is not None
    assert copy.parent.parent == places[1]
    assert (copy.name, copy.read_bytes()) == ("s.json", render(to_tables(session)))
    assert rescue_module.write_drafts.__module__ == "sessions.store.drafts"
    assert load(copy).session == session
    assert WINDOWS or stat.S_IMODE(places[1].stat().st_mode) == 0o700


def test_a_copy_that_is_not_sure_to_outlast_a_power_cut_is_one_all_the_same(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(at: Path, data: bytes, *, private: bool) -> None:
        assert private
        at.write_bytes(data)
        raise NotSynced(5, "x")

    monkeypatch.setattr(rescue_module, "write_durably", written)
    with opened(path) as file:
        copy = rescue(file, file.session, {}, [tmp_path / "place"])
    assert copy is not None
    assert copy.exists()


def inverse(label: str) -> Inverse:
    return Inverse(label=label, at=NOW, takes_back_from="x")


def test_what_takes_back_lies_a_line_each_and_the_last_ones_are_kept(path: Path) -> None:
    done = [inverse(f"d{number}") for number in range(25)]
    undo.write_kept(path, done, [inverse("u")])
    kept = path.parent / UNDO / "s.json"
    lines = kept.read_text("utf-8").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ('{"done": [', "]}", 20 + 1 + 3)
    assert lines[21] == '], "undone": ['
    read = undo.read_kept(path)
    assert [own.label for own in read.done] == [f"d{number}" for number in range(5, 25)]
    assert [own.label for own in read.undone] == ["u"]
    assert WINDOWS or stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert WINDOWS or stat.S_IMODE(kept.stat().st_mode) == 0o600
    undo.clear_kept(path)
    undo.clear_kept(path)
    assert undo.read_kept(path) == undo.Kept()
    undo.write_kept(path.with_name("gone.json"), done, [])
    assert not (path.parent / UNDO / "gone.json").exists()


def test_of_large_ones_the_oldest_go_and_those_to_be_done_again_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(inverse("d0").model_dump_json())
    for room, kept in ((3 * size, (2, 1)), (2 * size, (2, 0)), (2 * size - 1, (1, 0)), (size - 1, (0, 0))):
        monkeypatch.setattr(undo, "MOST_BYTES", room)
        undo.write_kept(path, [inverse("d0"), inverse("d1")], [inverse("u0")])
        read = undo.read_kept(path)
        assert (len(read.done), len(read.undone)) == kept
        assert [own.label for own in read.done] == ["d0", "d1"][2 - kept[0] :]
