"""The action log and the register of decisions: of one session, of all of a folder, and as files."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from sessions.many.reading import AllRead, read_all
from sessions.rows import uid_from
from tests.unit.cli.conftest import Run


@pytest.fixture
def two(run: Run) -> tuple[str, str]:
    """Ids of two sessions at two places, each with actions and a decision."""
    ids = []
    for place, day in (("Vale", "1 Dec 2025"), ("Moor", "1 Mar 2026")):
        code, out, _ = run("new", "--place", place, "--date", day, "--partner", "ICB:NHS", "--no-open")
        assert code == 0
        ids.append(out.strip())
    for session, text in (
        (ids[0], "Draft the protocol @Priya (ICB) ^1 Feb 2026"),
        (ids[0], "Find the money @Tom"),
        (ids[1], "Write to Cabinet @Priya ^1 Jan 2099"),
    ):
        assert run("act", session, text)[0] == 0
    assert run("note", ids[0], "We meet as one.", "--kind", "decision")[0] == 0
    assert run("note", ids[1], "No tender before June.", "--kind", "decision")[0] == 0
    return ids[0], ids[1]


def texts(out: str) -> list[str]:
    return [row["text"] for row in json.loads(out)]


def test_without_a_session_it_lists_those_of_all_what_is_overdue_first(
    run: Run, two: tuple[str, str]
) -> None:
    code, out, _ = run("actions", "--json")
    assert code == 0
    assert texts(out) == ["Draft the protocol", "Write to Cabinet", "Find the money"]
    assert [row["session"] for row in json.loads(out)] == [two[0], two[1], two[0]]
    assert two[1] in run("actions")[1]
    assert texts(run("actions", two[0], "--json")[1]) == ["Draft the protocol", "Find the money"], (
        "in their order"
    )


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--owner", "priya"), ["Draft the protocol", "Write to Cabinet"]),
        (("--body", "icb"), ["Draft the protocol"]),
        (("--place", "moor"), ["Write to Cabinet"]),
        (("--overdue",), ["Draft the protocol"]),
        (("--which", "overdue"), ["Draft the protocol"]),
        (("--status", "done"), []),
        (("--status", "done", "--status", "open", "--owner", "tom"), ["Find the money"]),
    ],
)
def test_it_is_narrowed(run: Run, two: tuple[str, str], options: tuple[str, ...], wanted: list[str]) -> None:
    assert texts(run("actions", *options, "--json")[1]) == wanted


def test_it_is_written_in_every_form(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    code, out, _ = run("actions", "--format", "all", "--to", str(tmp_path / "log"))
    assert code == 0
    paths = {Path(line).suffix: Path(line) for line in out.split()}
    assert set(paths) == {".xlsx", ".csv", ".docx", ".html", ".md", ".json", ".ics"}
    wanted = {"Draft the protocol", "Write to Cabinet", "Find the money"}
    rows = list(csv.DictReader(io.StringIO(paths[".csv"].read_text("utf-8-sig"), newline="")))
    assert {row["text"] for row in rows} == wanted
    assert {row["overdue"] for row in rows} == {"yes", "no"}
    sheet = load_workbook(paths[".xlsx"])["Actions"]
    heads = [head.value.casefold() for head in sheet[1]]
    assert {row[heads.index("text")].value for row in sheet.iter_rows(min_row=2)} == wanted
    assert {row["text"] for row in json.loads(paths[".json"].read_bytes())} == wanted
    assert len(Calendar.from_ical(paths[".ics"].read_bytes()).walk("VEVENT")) == 2, "words have no day"
    document = Document(str(paths[".docx"]))
    heads = [p.text for p in document.paragraphs if str(p.style.name).startswith("Heading")]  # type: ignore[union-attr]
    assert heads == ["By due date", "Priya", "Tom"], "a page for each owner"
    pages = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in pages] == ["Priya", "Tom"]
    assert "OVERDUE" in paths[".md"].read_text("utf-8")


def test_a_form_that_there_is_not_writes_nothing(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    code, out, _ = run("actions", "--to", str(tmp_path / "usual"))
    assert code == 0
    assert [Path(line).suffix for line in out.splitlines()] == [".xlsx"], "where only a folder is named"
    code, out, err = run("actions", "--format", "xlsx,pdf", "--to", str(tmp_path / "log"))
    assert (code, out) == (2, "")
    assert "'pdf'" in err
    assert not (tmp_path / "log").exists()


def test_decisions_the_latest_first(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    assert texts(run("decisions", "--json")[1]) == ["No tender before June.", "We meet as one."]
    assert texts(run("decisions", two[0], "--json")[1]) == ["We meet as one."]
    assert texts(run("decisions", "--place", "vale", "--json")[1]) == ["We meet as one."]
    code, out, _ = run("decisions", "--format", "docx,csv", "--to", str(tmp_path))
    assert code == 0
    table = Document(out.split()[0]).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["1 Mar 2026", "No tender before June."]


def test_a_session_that_cant_be_read_takes_no_other_down(
    run: Run, two: tuple[str, str], folder: Path
) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    code, out, err = run("actions", "--json")
    assert code == 1
    assert len(json.loads(out)) == 3
    assert "broken" in err


def test_an_empty_folder_says_so(run: Run) -> None:
    assert "No action is recorded yet." in run("actions")[2]
    assert "No decision is recorded yet." in run("decisions")[2]


def test_of_one_series_and_nothing_read_that_the_index_knows(
    run: Run, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run("new", "--after", two[0], "--date", "1 Jun 2026", "--no-open")
    assert code == 0
    third = out.strip()
    texts_of = ["Draft the protocol", "Find the money"]
    for named in (two[0], third, uid_from("series", two[0])):
        assert texts(run("actions", "--series", named, "--json")[1]) == texts_of
        listed = run("actions", "--series", named)[1]
        assert all(text in listed for text in texts_of)
        assert "Write to Cabinet" not in listed
        assert third in listed, "an action stands in the latest session that carries it"
        assert len(json.loads(run("decisions", "--series", named, "--json")[1])) == 1
    assert run("actions", "--series", "nowhere")[0] == 2
    monkeypatch.setattr("workshop.cli.register.read_all", lambda *_, **__: pytest.fail("a file is read"))
    for options in ((), ("--overdue",), ("--owner", "priya"), ("--place", "moor")):
        assert run("actions", *options)[0] == 0


def test_a_calendar_of_actions_follows_them_from_session_to_session(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    def event(name: str) -> tuple[str, int, str, str]:
        _, out, _ = run("actions", "--place", "vale", "--format", "ics", "--to", str(tmp_path / name))
        (only,) = Calendar.from_ical(Path(out.strip()).read_bytes()).walk("VEVENT")
        return str(only["UID"]), int(only["SEQUENCE"]), str(only["STATUS"]), str(only["DESCRIPTION"])

    uid, first, state, about = event("first")
    assert (state, "Draft. Record: SHA-256 " in about) == ("CONFIRMED", True)
    _, out, _ = run("new", "--after", two[0], "--date", "1 Feb 2026", "--no-open")
    carried = event("carried")
    assert (carried[0], carried[1] > first) == (uid, True)
    assert run("action", out.strip(), "A1", "--status", "done")[0] == 0
    done = event("done")
    assert (done[0], done[1] > carried[1], done[2]) == (uid, True, "CANCELLED")


def test_decisions_of_all_come_from_the_index(
    run: Run, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("list")[0] == 0
    monkeypatch.setattr("workshop.cli.register.read_all", lambda *_, **__: pytest.fail("a file is read"))
    _, out, _ = run("decisions")
    assert out.index("No tender before June.") < out.index("We meet as one.")
    assert "We meet" not in run("decisions", "--place", "moor")[1]


def test_only_sessions_that_decided_something_are_read_for_the_register(
    run: Run, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "--place", "Fen", "--no-open")[0] == 0
    run("decisions")
    read: list[str] = []

    def noting(paths: Sequence[Path], **more: object) -> AllRead:
        read.extend(path.stem for path in paths)
        return read_all(paths, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("workshop.cli.register.read_all", noting)
    assert len(json.loads(run("decisions", "--json")[1])) == 2
    assert sorted(read) == sorted(two)


def test_risks_without_a_session_are_those_of_all_that_are_still_open(run: Run, tmp_path: Path) -> None:
    assert "No risk was rated" in run("risks")[2]
    assert json.loads(run("risks", "--json")[1]) == []
    code, out, _ = run("risks", "--format", "md", "--to", str(tmp_path))
    assert (code, Path(out.strip()).read_text("utf-8").count("high or medium")) == (0, 1), "said once"
    assert run("risks", "--impact", "s1")[0] == 2


def test_logs_and_registers_say_draft_or_final_and_the_checksum_of_each_record(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    to = tmp_path / "out"
    assert run("sign-off", two[1], "--final", "--by", "Ann")[0] == 0
    for name in ("actions", "decisions"):
        code, out, _ = run(name, "--format", "csv,docx,md,html,json,xlsx", "--to", str(to))
        assert code == 0
        files = {path.suffix: path for path in map(Path, out.split())}
        rows = list(csv.DictReader(io.StringIO(files[".csv"].read_text("utf-8-sig"))))
        told = {(row["place"], row["record"], row["record_sha256"]) for row in rows}
        sums = {place: row_sum for place, _, row_sum in told}
        assert {(place, state) for place, state, _ in told} == {("Vale", "draft"), ("Moor", "final")}
        assert "| Moor | 1 Mar 2026 | Final |" in files[".md"].read_text("utf-8")
        words = " ".join(cell.text for table in Document(str(files[".docx"])).tables for cell in table._cells)
        for text in (files[".md"].read_text("utf-8"), files[".html"].read_text("utf-8"), words):
            assert all(row_sum in text for row_sum in sums.values())
        assert all(run("check", str(path))[0] == 0 for path in files.values())
    assert run("act", two[0], "One more")[0] == 0
    assert run("check", str(files[".docx"]))[0] == 1, "one of the records has changed since"
