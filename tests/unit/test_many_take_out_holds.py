"""Taking a person out: every file that is written, what it is called afterwards, and what is said of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sessions.edits import notes, people
from sessions.files import BACKUPS, BIN, DRAFTS, FORGOTTEN, LOCKS, SHOWING, STANDINGS, UNDO
from sessions.handing import away, digest_of, handed_over
from sessions.many import index, take_out as take_out_module
from sessions.many.forget import look
from sessions.many.take_out import REOPENED, Done, HalfDone, check_reached, take_out
from sessions.outputs import last, manifest
from sessions.outputs.manifest import Row, Written
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.store.handing import write_hand_over
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, new_session

NAME = "Priya Shah"
OLD, NEW = "set-of-priya-shah-ab27", "set-of-a-participant-ab27"


def made(folder: Path, session_id: str = OLD, **more: Any) -> Path:
    """A session that names her in its title, its id, its people and a note."""
    session = new_session("learning-set", "Council")
    session = people.set_people([Person(name=NAME, role="Director"), Person(name="Tom Ray")]).apply(
        session, NOW
    )
    session = notes.add_note("comment", f"{NAME} spoke").apply(session, NOW)
    session = session.model_copy(update={"id": session_id, "title": f"Set of {NAME}", **more})
    Library(folder, clock=lambda: NOW).create(session).close()
    return folder / f"{session_id}.json"


class Writing:
    """Writes outputs anew, as far as it is asked to."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.asked: list[tuple[Path, list[str]]] = []

    def __call__(self, path: Path, rows: Sequence[Row]) -> tuple[Path, ...]:
        self.asked.append((path, [row.path for row in rows]))
        if "refuse" in self.names:
            raise Problem("It can't be written")
        written = [path.parent / name for name in self.names]
        for own in written:
            own.write_text("anew")
        return tuple(written)


def forgotten(path: Path, *also: str, rewrite: Writing | None = None, **more: Any) -> Done:
    found = look(path.parent, path, NAME, **more)
    return take_out(found, found.forgetting(also), now=NOW, rewrite=rewrite or Writing())


def read(path: Path) -> Session:
    return load(path).session


def test_the_file_and_all_beside_it_are_called_otherwise_and_the_record_says_so(tmp_path: Path) -> None:
    path = made(tmp_path)
    for place, text in {
        f"{DRAFTS}/{OLD}.json": json.dumps({"note": {"text": f"{NAME} half"}, f"x {OLD}": {"text": "y"}}),
        f"{UNDO}/{OLD}.json": NAME,
        f"{SHOWING}/{OLD}.json": NAME,
        f"{BIN}/{DRAFTS}/{OLD}.json": "{",
        f"{OLD} (1).json": path.read_text("utf-8"),
        f"{OLD}x.json": "{}",
        STANDINGS: NAME,
        index.FILE: NAME,
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    manifest.note(path, [Written(tmp_path / "x.md", "minutes", "md", b"x")], record="", at=NOW)
    done = forgotten(path)
    after = tmp_path / f"{NEW}.json"
    assert (done.by, done.path, done.reopened) == ("a participant", after, False)
    assert done.changed == 2, "the session and its copy"
    assert (done.rewritten, done.corrected, done.left) == ((), (), ())
    assert not path.exists()
    session = read(after)
    assert (session.id, session.title, session.notes[0].text) == (
        *(NEW, "Set of a participant", "A participant spoke"),
    )
    assert [(person.name, person.role) for person in session.people] == [
        ("a participant", ""),
        ("Tom Ray", ""),
    ]
    assert (tmp_path / f"{NEW} (1).json").exists()
    assert (tmp_path / f"{OLD}x.json").exists(), "another id"
    assert json.loads((tmp_path / DRAFTS / f"{NEW}.json").read_text()) == {
        "note": {"text": "A participant half"},
    }
    for gone in (f"{UNDO}/{OLD}.json", f"{SHOWING}/{OLD}.json", STANDINGS, f"{BIN}/{DRAFTS}/{NEW}.json"):
        assert not (tmp_path / gone).exists(), gone
    assert [row.path for row in manifest.rows(after)] == ["x.md"]
    assert NAME not in (tmp_path / index.FILE).read_text("utf-8")
    assert {own.name for own in (tmp_path / FORGOTTEN).iterdir()} == {f"{NEW}.json"}
    assert [own.name for own in (tmp_path / LOCKS).glob(f"{OLD}.*")] == []
    assert [own.name for own in tmp_path.rglob("*") if "priya" in own.name] == [f"{OLD}x.json"]
    (mark,) = session.forgotten
    assert (mark.by, mark.at, len(mark.people)) == ("a participant", NOW, 1)


def test_a_final_record_is_opened_again_with_no_word_of_whose_name_it_was(tmp_path: Path) -> None:
    path = made(tmp_path, "s", final_at=NOW, final_by=NAME)
    data = path.read_bytes()
    manifest.seal(path, manifest.checksum(data), at=NOW)
    done = forgotten(path)
    assert done.reopened
    session = read(path)
    assert (session.final_at, session.final_by) == (None, "")
    (act,) = session.reopened
    assert (act.reason, act.at, act.final_at, act.final_by) == (REOPENED, NOW, NOW, "a participant")
    assert act.checksum == manifest.checksum(data)
    assert manifest.sealed(path) == ""


def test_what_was_handed_over_is_still_what_it_was_then(tmp_path: Path) -> None:
    path = made(tmp_path, "s")
    with Library(tmp_path, clock=lambda: NOW).open("s") as file:
        file.save(handed_over(file.session, "here", str(tmp_path), NOW))
    handed = write_hand_over(path, tmp_path)
    done = forgotten(path)
    first, _, rest = handed.read_bytes().partition(b"\n")
    header = json.loads(first)
    assert (header["title"], header["bytes"]) == ("Set of a participant", len(rest))
    assert header["sha256"] == hashlib.sha256(rest).hexdigest()
    assert NAME.encode() not in handed.read_bytes()

    session = read(path)
    gone = away(session)
    assert gone is not None
    assert gone.digest == digest_of(session), "so that what comes back continues it"
    assert done.changed == 2 + 1


def test_outputs_are_written_anew_or_corrected_and_noted(tmp_path: Path) -> None:
    path = made(tmp_path)
    texts = {"set-of-priya-shah.md": f"{NAME} said", "plain.md": "nobody", "anew.md": NAME}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    outside = tmp_path.parent / "outside.md"
    outside.write_text(NAME)
    rows = [Written(tmp_path / name, "minutes", "md", text.encode()) for name, text in texts.items()]
    manifest.note(path, [*rows, Written(outside, "minutes", "md", NAME.encode())], record="a" * 64, at=NOW)
    log = tmp_path.parent / "crash.txt"
    log.write_text(f"KeyError: '{NAME}'")
    writing = Writing("anew.md")
    done = forgotten(path, rewrite=writing, logs=[log])
    after = tmp_path / f"{NEW}.json"
    assert writing.asked == [(after, ["set-of-priya-shah.md", "plain.md", "anew.md"])]
    assert done.rewritten == (tmp_path / "anew.md",)
    assert set(done.corrected) == {(tmp_path / "set-of-a-participant.md").resolve(), log.resolve()}
    assert (tmp_path / "set-of-a-participant.md").read_text() == "a participant said"
    assert not (tmp_path / "set-of-priya-shah.md").exists()
    assert log.read_text() == "KeyError: 'a participant'"
    assert outside.read_text() == NAME
    noted = {row.path: row for row in manifest.rows(after)}
    corrected = noted["set-of-a-participant.md"]
    assert (corrected.form, corrected.format, corrected.record, corrected.at) == (
        "minutes",
        "md",
        "a" * 64,
        NOW,
    )
    assert manifest.checksum(b"a participant said") in {row.sha256 for row in manifest.rows(after)}
    assert NAME not in manifest.manifest_path(after).read_text("utf-8")
    outside.unlink()
    log.unlink()


def test_what_cannot_be_written_anew_is_corrected_and_what_has_its_new_name_goes(
    tmp_path: Path,
) -> None:
    path = made(tmp_path)
    old = tmp_path / "set-of-priya-shah.md"
    old.write_text(NAME)
    manifest.note(path, [Written(old, "minutes", "md", NAME.encode())], record="", at=NOW)
    done = forgotten(path, rewrite=Writing("refuse"))
    assert done.corrected == ((tmp_path / "set-of-a-participant.md").resolve(),)
    again = made(tmp_path, "s")
    (tmp_path / "priya-shah.md").write_text(NAME)
    manifest.note(again, [Written(tmp_path / "priya-shah.md", "minutes", "md", b"x")], record="", at=NOW)
    done = forgotten(again, rewrite=Writing("a-participant.md"))
    assert done.corrected == ()
    assert not (tmp_path / "priya-shah.md").exists()
    assert (tmp_path / "a-participant.md").read_text() == "anew"


def test_what_was_written_last_is_known_by_the_rows_as_they_are_now(tmp_path: Path) -> None:
    path = made(tmp_path, "s")
    last.keep(path, read(path), "full", ("md",), tmp_path, NOW)
    forgotten(path)
    kept = last.of(path)
    assert kept is not None
    assert last.says_the_same(kept.marks, read(path))


def test_a_name_that_stands_nowhere_so_is_refused_before_anything_is_changed(tmp_path: Path) -> None:
    path = made(tmp_path, "s")
    session = people.set_people([]).apply(read(path), NOW)
    session = notes.change_note("N1", kind="comment", text="P. Shah spoke").apply(session, NOW)
    path.unlink()
    for backup in (tmp_path / BACKUPS).glob("*"):
        backup.unlink()
    Library(tmp_path, clock=lambda: NOW).create(session.model_copy(update={"title": "S"})).close()
    found = look(tmp_path, path, NAME)
    with pytest.raises(Problem) as refused:
        check_reached(found, found.forgetting())
    assert (refused.value.what, refused.value.where, refused.value.hint) == (
        "'Priya Shah' stands nowhere, spelled like that",
        str(path),
        "Look at the spelling, or let a spelling go that is listed. Nothing was changed.",
    )
    before = path.read_bytes()
    with pytest.raises(Problem):
        take_out(found, found.forgetting(), now=NOW, rewrite=Writing())
    assert path.read_bytes() == before
    check_reached(found, found.forgetting(["P. Shah"]))
    take_out(found, found.forgetting(["P. Shah"]), now=NOW, rewrite=Writing())
    assert read(path).notes[0].text == "A participant spoke"


def test_a_record_that_could_not_be_read_afterwards_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, "s")
    found = look(tmp_path, path, NAME)
    unread = {"session": {"1": {"id": 3}}}
    monkeypatch.setattr("sessions.many.take_out.Forgetting.in_tables", lambda *_: unread)
    with pytest.raises(Problem) as refused:
        take_out(found, found.forgetting(), now=NOW, rewrite=Writing())
    assert refused.value.what.startswith("The record could not be read afterwards: ")
    assert (refused.value.where, refused.value.hint) == (
        str(path),
        "Let something else stand for the name, with --as.",
    )
    assert read(path).people[0].name == NAME


def test_what_the_disk_stopped_half_way_says_to_do_it_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, "s")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(take_out_module, "write_durably", full)
    with pytest.raises(HalfDone) as half:
        forgotten(path)
    assert half.value.what.startswith("Not everything could be changed: ")
    assert (half.value.where, half.value.hint) == (str(tmp_path), "Do it once more.")
    monkeypatch.undo()
    assert forgotten(path).changed == 1
    assert NAME not in path.read_text("utf-8")


def test_files_that_hold_no_session_are_gone_through_as_text(tmp_path: Path) -> None:
    path = made(tmp_path)
    damaged = tmp_path / f"{OLD}.damaged-1.json"
    damaged.write_bytes(path.read_bytes()[:-300])
    done = forgotten(path)
    new = tmp_path / f"{NEW}.damaged-1.json"
    assert not damaged.exists()
    assert NAME not in new.read_text("utf-8")
    assert f'"id": "{NEW}"' in new.read_text("utf-8")
    assert done.changed == 2
