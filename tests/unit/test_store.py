"""A session goes to disk whole or not at all, comes back equal, and what we don't know stays."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage, Storage

from sessions import edits
from sessions.material import Item, Level, Pack, Reading, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Activity, Person, Session, Stop
from sessions.store import Damaged, DurableStorage, Foreign, Library, Newer, Schema, SessionFile
from sessions.store import load as loading
from sessions.store import storage as storing
from sessions.store.load import backups
from sessions.store.tables import LISTS, from_tables, to_tables

NOW = dt.datetime(2026, 12, 5, 9, 30, 0, 123456, tzinfo=dt.UTC)
PACK = Pack(
    id="p",
    edition="1",
    name="A pack",
    about="About it.",
    source=Source(title="T", publisher="P", year=2020),
    scale=Scale(question="How far?", levels=tuple(Level(number=n, label=f"level {n}") for n in (1, 2, 3, 4))),
    readings=(Reading(id="r", title="R", use="opening", points=("One.",)),),
    sections=(
        Section(
            id="d1",
            title="D",
            about="Of it.",
            items=tuple(Item(id=f"p/{n}", number=n, name=f"Item {n}", statement="Good.") for n in ("1", "2")),
        ),
    ),
)
NASTY = (
    "[/b] [s75] <script>alert(1)</script> =1+1 | **x** ",
    "=cmd|'/c calc'!A1",
    "\u202eעברית\u202c العربية \u0000\ufeff",
    "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301",
    'a "quoted" \\ back\\slash\nnew line\r\n\u2028\ttab }{][,:',
    "字" * 5000,
)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


def empty(session_id: str = "s") -> Session:
    return Session(
        id=session_id,
        title="A workshop",
        template_id="t",
        created_at=NOW,
        packs=(PACK,),
        agenda=(
            Activity(id="s1", kind="welcome", title="Welcome", minutes=5),
            Activity(id="s2", kind="score", title="Score", minutes=50, pack_id="p", section_ids=("d1",)),
        ),
    )


def full(text: str = "Text") -> Session:
    """A session that has something in every table, `text` in every field where people type."""
    one = edits.describe(empty(), title=f"T {text}", place=text, on=dt.date(2026, 12, 5))
    one = edits.add_partner(one, f"North {text}", "NHS", 7)
    one = edits.add_partner(one, "South", "voluntary")
    one = edits.set_people(one, [Person(name=f"P {text}", role=text, partner_id="south")])
    one = edits.answer(one, "p/1", one.partners[0].id, [0, 3, 2, 0], 1, now=NOW)
    one = edits.answer_level(one, "p/1", "south", None, now=NOW)
    one = edits.reveal(one, "p/1", now=NOW)
    one = edits.agree(one, "p/1", 2, target=4, evidence="some", now=NOW)
    one = edits.dissent(one, "p/1", "south", f"Because {text}", now=NOW)
    one = edits.add_note(one, "parked", f"N {text}", origin="p/2", now=NOW)
    one = edits.add_action(
        one, f"A {text}", owner=text, body=text, measure=text, due=dt.date(2027, 1, 30), now=NOW
    )
    one = edits.move_to(one, Stop(activity_id="s2", part="item", ref="p/2"))
    return edits.mark_summarised(one, now=NOW)


def note(session: Session, text: str = "One more") -> Session:
    return edits.add_note(session, "comment", text, now=NOW)


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Library:
    return Library(tmp_path / "sessions", clock=clock)


@pytest.fixture
def path(library: Library) -> Path:
    """The file of a full session, closed."""
    with library.create(full()) as file:
        return file.path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under `folder` but locks, with what it holds."""
    found = (one for one in folder.rglob("*") if one.is_file() and ".locks" not in one.parts)
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


# --- round trip -----------------------------------------------------------------------------------

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
changes: st.SearchStrategy[Callable[[Session], Session]] = st.one_of(
    texts.map(lambda t: lambda s: edits.add_note(s, "decision", t, now=NOW)),
    texts.map(lambda t: lambda s: edits.add_action(s, t, owner=t, body=t, measure=t, origin="p/d1", now=NOW)),
    texts.map(lambda t: lambda s: edits.add_partner(s, t, "lived experience")),
    texts.map(lambda t: lambda s: edits.describe(s, title=t, place=t, on=None, as_bodies=False)),
    texts.map(lambda t: lambda s: edits.set_people(s, [*s.people, Person(name=t, role=t)])),
    texts.map(lambda t: lambda s: edits.dissent(s, "p/1", "south", t, now=NOW)),
    st.lists(st.integers(0, 9), min_size=4, max_size=4).map(
        lambda c: lambda s: edits.answer(s, "p/2", "south", c, now=NOW)
    ),
    st.integers(1, 4).map(lambda n: lambda s: edits.agree(s, "p/2", n, now=NOW)),
    st.just(lambda s: edits.second_round(s, "p/1", now=NOW)),
)


@settings(max_examples=60, deadline=None)
@given(many=st.lists(changes, max_size=6))
def test_what_is_saved_comes_back_equal(many: list[Callable[[Session], Session]]) -> None:
    session = full()
    for change in many:
        try:
            session = change(session)
        except Problem:  # an edit that can't stand, such as an empty text
            continue
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        with library.create(empty()) as file:
            file.save(session)
            assert file.session == session
        assert library.read("s") == session
        with library.open("s") as file:
            assert file.session == session
            assert file.warning is None


@pytest.mark.parametrize("text", NASTY)
def test_text_stands_as_typed(library: Library, text: str) -> None:
    library.create(full(text)).close()
    assert library.read("s") == full(text)


@pytest.fixture(params=["memory", "disk"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return MemoryStorage() if request.param == "memory" else DurableStorage(tmp_path / "s.json")


def test_tables_go_through_any_storage(storage: Storage) -> None:
    storage.write(to_tables(full()))
    tables = storage.read()
    assert tables is not None
    assert list(tables) == ["meta", "session", *LISTS]
    assert from_tables(tables, Path("s.json")) == full()


def test_another_tool_reads_and_edits_it_with_tinydb(path: Path, library: Library) -> None:
    with TinyDB(path, storage=DurableStorage) as database:
        assert database.tables() == {"meta", "session", *LISTS}
        assert database.table("meta").all() == [{"schema_version": 2, "program": "workshop"}]
        (found,) = database.table("ballots").search(where("partner_id") == "north-text")
        assert found["counts"] == [0, 3, 2, 0]
        database.table("actions").update({"status": "done"}, where("id") == "A1")
    assert library.read("s").actions[0].status == "done"
    assert library.read("s").ballots == full().ballots


def test_the_file_is_plain_json_with_a_document_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["notes"]["1"]["text"] == "N Text"
    assert sum(line.startswith('  "') for line in text.splitlines()) == 14


def test_unknown_keys_and_tables_survive_a_save(path: Path, library: Library) -> None:
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["written_by"] = "9.9"
    tables["session"]["1"]["weather"] = {"sky": ["grey"]}
    tables["ballots"]["1"]["by"] = "cards"
    tables["agreements"]["1"]["dissents"][0]["minuted"] = True
    tables["appraisals"] = {"1": {"score": 3}, "7": {"score": 1.5}}
    tables["remark"] = ["not", "a", "table"]
    tables["half"] = {"1": {"text": "\ud83d"}}
    path.write_text(json.dumps(tables), encoding="utf-8")
    with library.open("s") as file:
        file.save(note(file.session))
    after = json.loads(path.read_bytes())
    for name in ("meta", "session", "ballots", "agreements", "appraisals", "remark", "half"):
        assert after[name] == tables[name]
    assert list(after["notes"]) == ["1", "2"]


def test_a_byte_order_mark_does_no_harm(path: Path, library: Library) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert library.read("s") == full()


# --- durable --------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["fsync", "replace", "open", "fdopen"])
def test_a_full_disk_leaves_everything_as_it_was(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with library.open("s") as file:
        before = tree(library.folder)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, full_disk)
            with pytest.raises(Problem, match="disk is full") as caught:
                file.save(note(file.session))
        assert caught.value.where == str(path)
        assert "Free some space" in caught.value.mend
        assert tree(library.folder) == before
        assert file.session == full()
        file.save(note(file.session))
        assert file.warning is None
    assert library.read("s") == note(full())


def test_a_write_that_breaks_off_half_way_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "s.json"
    storing.write_durably(target, b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="space"):
        storing.write_durably(target, b"new")
    assert tree(tmp_path) == {"s.json": b"old"}


def test_the_order_is_write_sync_replace_sync_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def spy_fsync(handle: int) -> None:
        found = os.fstat(handle)
        kind = "folder" if stat.S_ISDIR(found.st_mode) else found.st_size
        done.append(f"sync {kind}")
        fsync(handle)

    def spy_replace(source: Any, target: Any) -> None:
        done.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    storing.write_durably(tmp_path / "s.json", b"12345")
    assert done == ["sync 5", "replace", "sync folder"]


def test_a_folder_that_cannot_be_synced_is_no_failure_but_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, raises in ((errno.EINVAL, False), (errno.EIO, True)):

        def refuse(_: int, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", refuse)
        if raises:
            with pytest.raises(OSError, match="error"):
                storing.sync_folder(tmp_path)
        else:
            storing.sync_folder(tmp_path)


def test_a_failed_folder_sync_after_the_replace_is_not_taken_for_somebody_elses_change(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.open("s") as file:
        with monkeypatch.context() as patch:
            patch.setattr(storing, "sync_folder", full_disk)
            with pytest.raises(Problem):
                file.save(note(full(), "first try"))
        file.save(note(full(), "second try"))
        assert file.warning is None
    assert library.read("s").notes[-1].text == "second try"


def test_windows_gets_a_moment_to_let_go_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace
    refusals = [PermissionError(), PermissionError()]

    def busy(source: Any, target: Any) -> None:
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(storing, "PAUSE", 0)
    monkeypatch.setattr(storing, "TRIES", 2)
    with pytest.raises(PermissionError):
        storing.write_durably(tmp_path / "s.json", b"1")
    assert tree(tmp_path) == {}
    refusals.extend([PermissionError(), PermissionError()])
    monkeypatch.setattr(storing, "TRIES", 3)
    storing.write_durably(tmp_path / "s.json", b"1")
    assert tree(tmp_path) == {"s.json": b"1"}


def test_the_file_has_the_rights_of_any_file_and_keeps_those_it_is_given(
    path: Path, library: Library
) -> None:
    plain = path.with_name("plain")
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    with library.open("s") as file:
        file.save(file.session)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_linked_file_stays_a_link(path: Path, library: Library, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.json"
    path.rename(real)
    path.symlink_to(real)
    with library.open("s") as file, library.open(str(real)) as second:
        file.save(note(file.session))
        assert second.read_only is not None
    assert path.is_symlink()
    assert library.read("s") == note(full())


def test_opening_sweeps_up_what_a_killed_program_left(path: Path, library: Library) -> None:
    left = path.with_name(".s.json.0a1b2c3d.tmp")
    other = path.with_name(".t.json.0a1b2c3d.tmp")
    for one in (left, other):
        one.write_bytes(b"{")
    library.read("s")
    assert left.exists()
    library.open("s").close()
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "update", [{"created_at": "yesterday"}, {"ballots": (full().ballots[0].model_copy(update={"round": 3}),)}]
)
def test_what_cannot_be_read_back_is_refused(path: Path, library: Library, update: dict[str, Any]) -> None:
    broken = full().model_copy(update=update)
    with library.open("s") as file:
        before = tree(library.folder)
        with pytest.raises(Problem, match="can't be recorded"):
            file.save(broken)
        assert tree(library.folder) == before


def test_the_wrong_session_and_a_closed_file_are_refused(path: Path, library: Library) -> None:
    file = library.open("s")
    with pytest.raises(Problem, match="not of other"):
        file.save(empty("other"))
    file.close()
    file.close()
    with pytest.raises(Problem, match="closed"):
        file.save(full())
    assert library.read("s") == full()


# --- what is no sound session ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", Damaged, "it is empty"),
        (b" \n", Damaged, "it is empty"),
        (b"\x00\xff\xfe\x80", Damaged, "it is not text"),
        (b'{"meta": {"1": {"schema', Damaged, "line 1, column"),
        (b"[1]", Damaged, "holds no tables"),
        (b"[" * 100_000, Damaged, "damaged"),
        (b'{"meta": {}, "meta": {}}', Damaged, "'meta' stands twice"),
        (b'{"_default": {"1": {"name": "another"}}}', Foreign, "not a session of this program"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": "1"}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": true}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 0}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 1}}}', Damaged, "session is missing"),
        (
            b'{"meta": {"1": {"program": "workshop", "schema_version": 3}}, "x": 1}',
            Newer,
            "version 3 .* version 2",
        ),
    ],
)
def test_a_bad_file_is_refused_in_plain_words_and_left_alone(
    library: Library, path: Path, data: bytes, kind: type[Problem], what: str
) -> None:
    path.write_bytes(data)
    before = tree(library.folder)
    for use in (library.read, library.open):
        with pytest.raises(kind, match=what) as caught:
            use("s")
        assert caught.value.where == str(path)
        assert caught.value.mend
    assert tree(library.folder) == before
    (entry,) = library.entries()
    assert (entry.id, entry.session) == ("s", None)
    assert isinstance(entry.problem, kind)


def test_a_truncated_file_never_opens_as_something_else(path: Path, library: Library) -> None:
    data = path.read_bytes()
    for end in range(0, len(data) - 2, 97):
        path.write_bytes(data[:end])
        with pytest.raises(Damaged):
            library.read("s")


def test_damage_says_how_to_mend_it_and_how_old_the_backup_is(
    path: Path, library: Library, clock: Clock
) -> None:
    path.write_bytes(path.read_bytes() + b"}")
    with pytest.raises(Damaged) as caught:
        library.read("s")
    assert "`workshop check s --repair`" in caught.value.mend
    assert "no sound backup" in caught.value.mend
    path.write_bytes(path.read_bytes()[:-1])
    library.open("s").close()
    path.write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        library.read("s")
    assert "backup of 5 Dec 2026, 09:30 UTC" in caught.value.mend


def test_a_damaged_file_does_not_stay_locked(path: Path, library: Library) -> None:
    data = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        library.open("s")
    path.write_bytes(data)
    with library.open("s") as file:
        assert file.read_only is None
    assert caught.value.__traceback__  # which holds the frames, so no lock was let go by being forgotten


# --- older forms ----------------------------------------------------------------------------------


def to_two(tables: dict[str, Any]) -> dict[str, Any]:
    tables["people"] = tables.pop("those_present")
    return tables


def to_three(tables: dict[str, Any]) -> dict[str, Any]:
    for one in tables["session"].values():
        one["title"] = one.pop("name")
    return tables


THREE = Schema(version=3, steps={1: to_two, 2: to_three})


@pytest.fixture
def old(path: Path) -> bytes:
    """The file at `path` in an older form; its bytes."""
    tables = json.loads(path.read_bytes())
    tables["those_present"] = tables.pop("people")
    tables["session"]["1"]["name"] = tables["session"]["1"].pop("title")
    tables["more"] = {"1": {}}
    tables["meta"]["1"]["schema_version"] = 1
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path.read_bytes()


def test_an_older_form_is_migrated_after_a_backup(path: Path, old: bytes, clock: Clock) -> None:
    library = Library(path.parent, clock=clock, schema=THREE)
    assert library.read("s") == full()
    assert path.read_bytes() == old
    with library.open("s") as file:
        assert file.session == full()
        after = json.loads(path.read_bytes())
        assert after["meta"]["1"]["schema_version"] == 3
        assert after["people"]["1"]["name"] == "P Text"
        assert after["more"] == {"1": {}}
        assert "those_present" not in after
    assert [one.path.read_bytes() for one in backups(path)] == [old]


def test_a_file_of_the_first_version_opens_as_it_was(path: Path, library: Library) -> None:
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["schema_version"] = 1
    path.write_text(json.dumps(tables), encoding="utf-8")
    with library.open("s") as file:
        assert file.read_only is None
        assert file.session == full()
    assert json.loads(path.read_bytes())["meta"]["1"]["schema_version"] == 2


def test_without_a_backup_an_older_form_is_only_read(
    path: Path, old: bytes, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "write_durably", full_disk)
    with Library(path.parent, clock=clock, schema=THREE).open("s") as file:
        assert file.session == full()
        assert file.read_only is not None
        assert "disk is full" in file.read_only
    assert path.read_bytes() == old


def test_a_form_that_no_step_leads_from_is_refused(path: Path, old: bytes, clock: Clock) -> None:
    gap = Schema(version=3, steps={2: to_three})
    with pytest.raises(Problem, match="version 1"):
        Library(path.parent, clock=clock, schema=gap).open("s")
    assert path.read_bytes() == old


def test_a_migration_that_fails_is_damage(path: Path, clock: Clock) -> None:
    before = path.read_bytes()
    with pytest.raises(Damaged, match="from version 2 to 3"):
        Library(path.parent, clock=clock, schema=THREE).open("s")
    assert path.read_bytes() == before


# --- lock -----------------------------------------------------------------------------------------


def test_the_second_reads_only_until_the_first_closes(path: Path, library: Library) -> None:
    first = library.open("s")
    with library.open("s") as second:
        assert second.read_only is not None
        assert "open in another window" in second.read_only
        first.save(note(first.session))
        with pytest.raises(Problem, match="read only"):
            second.save(note(second.session, "mine"))
    first.close()
    with library.open("s") as third:
        assert third.read_only is None
        assert third.session == note(full())


def test_a_new_session_is_locked_from_the_start(library: Library) -> None:
    with library.create(full()), library.open("s") as second:
        assert second.read_only is not None


def test_a_folder_that_cannot_be_written_is_read_only(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(library.folder)
    monkeypatch.setattr(os, "access", lambda target, mode: mode != os.W_OK)
    with library.open("s") as file:
        assert file.session == full()
        assert file.read_only is not None
        assert "can't be written to" in file.read_only
    assert tree(library.folder) == before


def test_a_lock_that_cannot_be_made_is_read_only(path: Path, library: Library) -> None:
    for one in (library.folder / ".locks").iterdir():
        one.unlink()
    (library.folder / ".locks").rmdir()
    (library.folder / ".locks").touch()
    with library.open("s") as file:
        assert file.session == full()
        assert file.read_only is not None


# --- changed by somebody else ---------------------------------------------------------------------


def test_a_change_by_another_program_is_kept_aside_and_ours_is_saved(path: Path, library: Library) -> None:
    with library.open("s") as file:
        theirs = path.read_bytes().replace(b"N Text", b"N Them")
        path.write_bytes(theirs)
        file.save(note(file.session))
        assert file.warning is not None
        assert "changed-elsewhere-1.json" in file.warning
        file.save(note(file.session))
        assert file.warning is None
    assert (path.parent / "backups" / "s.changed-elsewhere-1.json").read_bytes() == theirs
    assert library.read("s") == note(note(full()))
    assert len(library.entries()) == 1


def test_theirs_is_not_overwritten_where_it_cannot_be_kept(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.open("s") as file:
        theirs = path.read_bytes().replace(b"N Text", b"N Them")
        path.write_bytes(theirs)
        monkeypatch.setattr(loading, "write_durably", full_disk)
        with pytest.raises(Problem, match="could not be kept"):
            file.save(note(file.session))
    assert path.read_bytes() == theirs


def test_a_touched_file_is_no_change(path: Path, library: Library) -> None:
    with library.open("s") as file:
        os.utime(path, (1, 1))
        file.save(note(file.session))
        assert file.warning is None


def test_a_file_that_is_gone_is_written_anew(path: Path, library: Library) -> None:
    with library.open("s") as file:
        path.unlink()
        file.save(note(file.session))
        assert file.warning is not None
    assert library.read("s") == note(full())


# --- backups --------------------------------------------------------------------------------------


def kept(path: Path) -> list[str]:
    return [one.taken.strftime("%H:%M") for one in backups(path)]


def test_backups_at_opening_and_then_every_ten_minutes(path: Path, library: Library, clock: Clock) -> None:
    with library.open("s") as file:
        assert kept(path) == ["09:30"]
        for _ in range(25):
            clock.pass_minutes(1)
            file.save(note(file.session))
        assert kept(path) == ["09:50", "09:40", "09:30"]
    newest = loading.decode(backups(path)[0].path.read_bytes(), path).session
    assert len(newest.notes) == len(full().notes) + 19


def test_opening_without_a_change_takes_no_second_backup(path: Path, library: Library, clock: Clock) -> None:
    for _ in range(3):
        library.open("s").close()
        clock.pass_minutes(60)
    assert kept(path) == ["09:30"]


def test_a_burst_of_short_visits_keeps_the_first_and_the_latest(
    path: Path, library: Library, clock: Clock
) -> None:
    for _ in range(20):
        with library.open("s") as file:
            file.save(note(file.session))
        clock.pass_minutes(1)
    times = kept(path)
    assert len(times) == loading.KEEP
    assert (times[0], times[-1]) == ("09:49", "09:30")
    assert "09:35" <= times[2] <= "09:45"


def test_a_clock_that_was_set_back_does_not_make_the_newest_the_oldest(
    path: Path, library: Library, clock: Clock
) -> None:
    for back in (0, 600, 600):
        clock.pass_minutes(-back)
        with library.open("s") as file:
            file.save(note(file.session))
    lengths = [len(loading.decode(one.path.read_bytes(), path).session.notes) for one in backups(path)]
    assert lengths == [3, 2, 1]


def test_a_backup_that_fails_stops_no_save_but_is_said(
    path: Path, library: Library, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(loading, "write_durably", full_disk)
        file = library.open("s")
        assert file.warning is not None
        assert "No backup" in file.warning
        file.save(note(file.session))
        assert file.warning is not None
    clock.pass_minutes(11)
    file.save(note(file.session))
    assert file.warning is None
    file.close()
    assert library.read("s") == note(note(full()))


def test_backups_of_a_longer_name_are_not_ours(path: Path, library: Library) -> None:
    library.create(empty("s-2")).close()
    library.open("s-2").close()
    (path.parent / "backups" / "s.99999999T000000Z-000.json").touch()
    assert backups(path) == ()


def test_a_session_file_is_a_context_manager_that_lets_go(path: Path, library: Library) -> None:
    def use() -> None:
        with library.open("s") as file:
            assert isinstance(file, SessionFile)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        use()
    with library.open("s") as file:
        assert file.read_only is None
