"""The register as Parquet in a folder: the same rows, the same figures, and all of a change or nothing."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from sessions.many.benchmark import benchmark
from sessions.many.gathered import Wanted
from sessions.many.shown_before import Shown
from sessions.many.standings import standing_of
from sessions.problem import Problem
from sessions.register.model import TABLES, Gone
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from sessions.store.library import Library
from tests.every_kind import every_kind, meeting
from tests.register.conftest import Sql
from tests.register.many import PLACES, sessions
from tests.register.server import Server
from tests.register.test_benchmark import as_json, from_register, put as put_there
from workshop.cli import main

TODAY = dt.date(2026, 11, 1)


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    from sessions.register.parquet import opened, rows_of

    with opened(folder) as connection:
        return rows_of(connection, f"SELECT * FROM {table}")


def plain(row: dict[str, object]) -> str:
    values = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in row.items()
        if name not in ("place", "data", "labels")
    }
    told = {name: json.loads(str(row[name])) for name in ("data", "labels") if name in row}
    return json.dumps({**values, **told}, sort_keys=True)


def test_a_session_of_every_kind_goes_in_whole_and_once(tmp_path: Path) -> None:
    from sessions.register.parquet_write import put

    here = pushed(every_kind(), with_text=True)
    assert put(tmp_path, [here, pushed(meeting().model_copy(update={"id": "m"}))]) == ("new", "new")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    assert put(tmp_path, [here]) == ("unchanged",)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before
    for table in TABLES:
        if table.name != "subjects":
            there = [row for row in rows(tmp_path, table.name) if row["session"] == here.session]
        else:
            there = rows(tmp_path, table.name)
        ours = [
            {**row, **{name: json.dumps(row[name]) for name in ("data", "labels") if name in row}}
            for row in here.tables[table.name]
        ]
        assert sorted(map(plain, there)) == sorted(map(plain, ours)), table.name
    assert list((tmp_path / "agreed_levels" / "year=2026" / "pack=icbo").glob("*.parquet"))


def test_a_change_and_a_withdrawal_leave_nothing_of_what_was(tmp_path: Path) -> None:
    from sessions.register.parquet_write import put

    session, other = every_kind(), every_kind().model_copy(update={"id": "other", "place": "North Vale"})
    put(tmp_path, [pushed(session), pushed(other)])
    later = session.model_copy(update={"date": dt.date(2025, 5, 1), "counter": session.counter + 1})
    assert put(tmp_path, [pushed(later)]) == ("renewed",)
    assert len(rows(tmp_path, "sessions")) == 2
    with pytest.raises(Problem, match="later state"):
        put(tmp_path, [pushed(session)])
    assert put(tmp_path, [], [Gone(pushed(later).session)]) == ()
    assert [row["place_name"] for row in rows(tmp_path, "sessions")] == ["North Vale"]
    assert put(tmp_path, [], [Gone(pushed(other).session)]) == ()
    assert list(tmp_path.rglob("*.parquet")) == []


def test_the_folder_says_what_the_sessions_say(tmp_path: Path) -> None:
    from sessions.register.parquet import side_by_side
    from sessions.register.parquet_write import put

    many, kept, local = list(sessions(PLACES, 4)), 0, Shown({}, "secret")
    (tmp_path / ".benchmark").write_text(
        '{"version": "workshop benchmark 2", "secret": "secret", "shown": {}}'
    )
    for upto in (20, len(many)):
        put(tmp_path, [pushed(session) for session in many[kept:upto]])
        kept = upto
        standings = [standing_of(session) for session in many[:upto]]
        for wanted in (
            Wanted(TODAY, "place 3"),
            Wanted(TODAY, "place 4", letters=True),
            Wanted(TODAY, final=True),
        ):
            told, local = benchmark(standings, wanted, local)
            assert side_by_side(tmp_path, wanted) == told
            assert as_json(side_by_side(tmp_path, wanted)) == as_json(told)
    assert any(row.shown and row.shown.quartiles for row in told.rows)


def test_the_latest_levels_are_kept_as_sessions_come_and_go(tmp_path: Path) -> None:
    """And of a folder that keeps none, they are worked out of all that was agreed."""
    from sessions.register.parquet import read_head
    from sessions.register.parquet_write import put

    here, there = tmp_path / "here", tmp_path / "there"
    many = [pushed(session) for session in sessions(5, 4)]
    for step in range(0, len(many), 4):
        put(here, many[step : step + 4], [Gone(row.session) for row in many[max(0, step - 3) : step - 1]])
        kept = rows(here, "latest")
        shutil.copytree(here, there, dirs_exist_ok=True)
        head = json.loads((there / "register.json").read_text())
        del head["files"]["latest"]
        (there / "register.json").write_text(json.dumps(head))
        assert rows(there, "latest") == kept
        held = {row["session"]: (row["held"], row["session"]) for row in rows(here, "sessions")}
        final = {row["session"] for row in rows(here, "sessions") if row["final"]}
        latest: dict[tuple[bool, str, str], str] = {}
        for level in sorted(rows(here, "agreed_levels"), key=lambda level: held[level["session"]]):
            for of_final in (False, True)[: 1 + (level["session"] in final)]:
                latest[of_final, str(level["place"]), str(level["item"])] = str(level["session"])
        assert {(row["of_final"], row["place"], row["item"]): row["session"] for row in kept} == latest
    assert len(kept) > 10
    assert len(read_head(here).files["latest"]) == 1
    put(here, [], [Gone(row.session) for row in many])
    assert rows(here, "latest") == []
    assert list(here.rglob("*.parquet")) == []


def test_a_writer_that_is_killed_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sessions.register import parquet_write

    put = parquet_write.put
    put(tmp_path, [pushed(every_kind())])
    before = rows(tmp_path, "answers")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(parquet_write, "write_durably", killed)
        with pytest.raises(KeyboardInterrupt):
            put(tmp_path, [pushed(meeting().model_copy(update={"id": "m"}))])
    assert len(list(tmp_path.rglob("*.parquet"))) > len(TABLES), "what it wrote lies about"
    assert rows(tmp_path, "answers") == before
    assert len(rows(tmp_path, "sessions")) == 1
    put(tmp_path, [], [Gone("none")])
    from sessions.register.parquet import read_head

    named = sum(len(files) for files in read_head(tmp_path).files.values())
    assert len(list(tmp_path.rglob("*.parquet"))) == named


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "x"}', '{"format": "workshop register"}'])
def test_what_is_no_register_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "register.json").write_text(text)
    with pytest.raises(Problem, match="no register"):
        rows(tmp_path, "sessions")


def test_another_version_and_a_lost_file_say_so(tmp_path: Path) -> None:
    from sessions.register.parquet_write import put

    put(tmp_path, [pushed(every_kind())])
    for file in (tmp_path / "sessions").rglob("*.parquet"):
        file.write_bytes(b"PAR1 no")
    with pytest.raises(Problem, match="can't be used"):
        rows(tmp_path, "sessions")
    head = json.loads((tmp_path / "register.json").read_text())
    (tmp_path / "register.json").write_text(json.dumps({**head, "version": 99}))
    with pytest.raises(Problem, match="of version 99"):
        rows(tmp_path, "sessions")


def test_an_export_is_what_the_register_is(database: str, server: Server, tmp_path: Path, sql: Sql) -> None:
    """From the database, from its export, and from an export by a place, which has its own rows alone."""
    from sessions.register.database import registered
    from sessions.register.export import export
    from sessions.register.parquet import side_by_side
    from sessions.register.postgres import push

    many = list(sessions(PLACES, 3))
    put_there(database, many)
    with registered(database) as (connection, _):
        push(connection, pushed(many[0].model_copy(update={"counter": 1000}), with_text=True))
    told = from_register(database, Wanted(TODAY, "place 3"))
    files = export(database, tmp_path / "all")
    assert any("year=2026/pack=icbo" in file for file in files)
    assert side_by_side(tmp_path / "all", Wanted(TODAY, "place 3")) == told
    for table in TABLES:
        columns = ", ".join(column.name for column in table.columns)
        there = sql(f"SELECT {columns} FROM register.{table.name}")
        told_there = [
            {**row, **{name: json.dumps(row[name]) for name in ("data", "labels") if name in row}}
            for row in there
        ]
        assert sorted(map(plain, rows(tmp_path / "all", table.name))) == sorted(map(plain, told_there))
    export(server.target("place_1"), tmp_path / "own")
    assert {row["place_name"].strip().casefold() for row in rows(tmp_path / "own", "sessions")} == {"place 1"}
    with pytest.raises(Problem, match="not allow"):
        export(server.target("region"), tmp_path / "region")


def test_on_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pushed, put side by side, a person forgotten, and withdrawn: in a folder alone, without any server."""
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    (tmp_path / "sessions").mkdir()
    Library(tmp_path / "sessions").create(every_kind()).close()
    there = tmp_path / "stick" / "register"

    def run(*argv: str) -> tuple[int, str]:
        code = main(["register", *argv])
        out, err = capsys.readouterr()
        return code, out + err

    send = ("push", "every", "--drafts", "--with-text", "--to", str(there), "--yes")
    code, out = run(*send)
    assert (code, "can't be reached" in out, "1 session waits" in out) == (1, True, True)
    (tmp_path / "stick").mkdir()
    assert run("push", "--to", str(there)) == (0, "1 session now in the register\n")
    assert "1 session of 1 place, 0 final, 1 with text" in run("status", str(there))[1]
    assert json.loads(run("benchmark", str(there), "--json")[1])["places"] == ["Old Library"]
    code, out = run("forget", str(there), "--person", "Priya Shah", "--yes")
    assert (code, "In every:" in out) == (0, True)
    assert run("forget", str(there), "--person", "Priya Shah", "--yes")[0] == 1
    assert run(*send)[0] == 0
    told = json.dumps([row["data"] for row in rows(there, "told")])
    assert ("Priya" in told, "Tom Okafor" in told) == (False, True)
    assert run("withdraw", "every", "--from", str(there), "--yes")[0] == 0
    assert list(there.rglob("*.parquet")) == []


def test_what_is_refused_takes_no_other_down(tmp_path: Path) -> None:
    """All that waits goes as one change; where one is refused, the others go all the same."""
    from sessions.register.parquet_write import put
    from sessions.register.pushing import send

    queue, there = Queue(tmp_path / "waits"), tmp_path / "register"
    many = [pushed(session) for session in sessions(PLACES, 1)]
    put(there, [pushed(every_kind().model_copy(update={"id": "late", "counter": 99}))])
    late = pushed(every_kind().model_copy(update={"id": "late", "counter": 1}), label="late")
    for row in (*many, late):
        queue.add(str(there), row)
    sent = send(queue, str(there))
    assert sorted(sent.went) == sorted((row.label, "new") for row in many)
    (problem,) = sent.refused
    assert (problem.where, sent.halted) == ("late", None)
    assert [row.pushed.label for row in queue.waiting()] == ["late"]
    assert len(rows(there, "sessions")) == len(many) + 1
