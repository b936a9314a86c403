"""The command line, run in-process: each command does what it says and prints what scripts rely on."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.record import Session
from sessions.store import Library
from workshop.cli import main

Run = Callable[..., tuple[int, str, str]]
FIVE = (
    *("--partner", "County Council:council:6"),
    *("--partner", "Integrated Care Board (ICB):NHS"),
    *("--partner", "Care providers:prov"),
    *("--partner", "Alliance: north and south:voluntary"),
    *("--partner", "People with lived experience"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of sessions; nothing outside the test's own folder is read or written."""
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    return tmp_path / "sessions"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("list", "--json")` gives (exit code, stdout, stderr)."""

    def command(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def made(run: Run) -> str:
    """Id of a self-assessment with five partners."""
    code, out, _ = run("new", "--place", "Exampleshire", "--date", "1/12/2026", *FIVE, "--no-open")
    assert code == 0
    return out.strip()


def read(folder: Path, wanted: str) -> Session:
    return Library(folder).read(wanted)


# --- new ------------------------------------------------------------------------------------------


def test_new_prints_the_id_alone_and_makes_what_was_asked_for(run: Run, folder: Path) -> None:
    code, out, err = run(
        *("new", "--template", "learning-set", "--title", "Spring day", "--place", "Exampleshire"),
        *("--date", "5 Mar 2027", *FIVE, "--person", "Priya", "--person", "Tom, ICB", "--people-answer"),
    )
    assert (code, err) == (0, "")
    session = read(folder, out.strip())
    assert out == f"{session.id}\n"
    assert (session.title, session.place, session.date) == ("Spring day", "Exampleshire", dt.date(2027, 3, 5))
    assert [(p.name, p.sector, p.members) for p in session.partners] == [
        ("County Council", "council", 6),
        ("Integrated Care Board (ICB)", "NHS", None),
        ("Care providers", "provider", None),
        ("Alliance: north and south", "voluntary", None),
        ("People with lived experience", "lived experience", None),
    ]
    assert [person.name for person in session.people] == ["Priya", "Tom, ICB"]
    assert session.template_id == "learning-set"
    assert session.as_bodies is False


def test_new_as_json_is_the_session(run: Run, folder: Path) -> None:
    code, out, _ = run("new", "--place", "Exampleshire", "--json")
    assert code == 0
    assert Session.model_validate_json(out) == read(folder, json.loads(out)["id"])


def test_new_takes_sections_where_the_template_lets_one_choose(run: Run, folder: Path) -> None:
    _, out, _ = run("new", "--template", "steering-group", "--section", "D3", "--no-open")
    assert {item.id.partition("/")[2][:2] for item in read(folder, out.strip()).items("score")} == {"D3"}


def test_new_says_what_it_made_of_an_unknown_sector(run: Run, folder: Path) -> None:
    code, out, err = run("new", "--partner", "Care homes: north:provdier", "--no-open")
    assert code == 0
    assert [(p.name, p.sector) for p in read(folder, out.strip()).partners] == [
        ("Care homes: north:provdier", "provider")
    ]
    assert "'provdier' is no sector" in err


@pytest.mark.parametrize("before", [True, False])
def test_the_folder_can_be_named_before_and_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    named = ("--folder", str(tmp_path / "other"))
    code, out, _ = run(*named, "new", "--no-open") if before else run("new", "--no-open", *named)
    assert code == 0
    assert [path.stem for path in Library(tmp_path / "other").paths()] == [out.strip()]


# --- list, show -----------------------------------------------------------------------------------


def test_list_is_a_table_newest_first(run: Run) -> None:
    _, old, _ = run("new", "--title", "Old one", "--place", "Northvale", "--date", "1/2/2025", "--no-open")
    _, new, _ = run("new", "--title", "New one", "--date", "1/2/2026", "--no-open")
    code, out, err = run("list")
    head, first, second = out.splitlines()
    assert (code, err) == (0, "")
    assert head.split() == ["Session", "Date", "Title", "Place", "Answered", "Open", "actions"]
    assert first.startswith(new.strip())
    assert second.startswith(old.strip())
    assert second[len(old.strip()) :].split("  ") == [
        "",
        "1 Feb 2025",
        "Old one",
        "Northvale",
        "0 of 21",
        "0",
    ]


def test_list_as_json_names_what_the_table_shows(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "1.3", "council", "4")
    run("act", made, "Draft it")
    _, out, _ = run("list", "--json")
    (row,) = json.loads(out)
    assert row["id"] == made
    assert row["date"] == "2026-12-01"
    assert (row["answered"], row["items"], row["open_actions"]) == (1, 21, 1)
    assert row["path"] == str(folder / f"{made}.json")


def test_list_of_nothing_says_how_to_begin_and_makes_no_folder(run: Run, folder: Path) -> None:
    code, out, err = run("list")
    assert (code, out) == (0, "")
    assert "`workshop new`" in err
    assert run("list", "--json")[1] == "[]\n"
    assert not folder.exists()


def test_show_gives_the_account_and_as_json_the_session(run: Run, made: str, folder: Path) -> None:
    run("note", made, "S75 deed reviewed", "--kind", "evidence", "--item", "1.6")
    code, out, _ = run("show", made)
    assert code == 0
    assert "S75 deed reviewed" in out
    assert Session.model_validate_json(run("show", made, "--json")[1]) == read(folder, made)


@pytest.mark.parametrize("name", [lambda i, _: i, lambda i, _: i[-6:], lambda i, f: str(f / f"{i}.json")])
def test_a_session_is_named_by_id_part_of_it_or_path(
    run: Run, made: str, folder: Path, name: Callable[[str, Path], str]
) -> None:
    code, out, _ = run("show", name(made, folder), "--json")
    assert code == 0
    assert json.loads(out)["id"] == made


# --- answer, agree --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "counts", "dont_know"),
    [
        (("4",), (0, 0, 0, 1, 0), 0),
        (("?",), (0, 0, 0, 0, 0), 1),
        (("0",), (0, 0, 0, 0, 0), 1),
        (("Don't know",), (0, 0, 0, 0, 0), 1),
        (("--counts", "0,1,3,2,0"), (0, 1, 3, 2, 0), 0),
        (("--counts", "0, 1, 3, 1, 0", "--dont-know", "1"), (0, 1, 3, 1, 0), 1),
    ],
)
def test_answer(
    run: Run, made: str, folder: Path, argv: tuple[str, ...], counts: tuple[int, ...], dont_know: int
) -> None:
    code, out, err = run("answer", made, "1.3", "county", *argv)
    assert (code, out) == (0, "")
    assert err.startswith("1.3 A vision that everyone shares, County Council: ")
    (ballot,) = read(folder, made).ballots
    assert (ballot.item_id, ballot.partner_id, ballot.round) == ("icbo/D1.3", "county-council", 1)
    assert (ballot.counts, ballot.dont_know) == (counts, dont_know)


def test_answer_in_the_second_round_keeps_the_first(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "icbo/D1.3", "ICB", "2")
    assert run("answer", made, "d1.3", "ICB", "4", "--round", "2")[0] == 0
    assert [(one.round, one.counts.index(1) + 1) for one in read(folder, made).ballots] == [(1, 2), (2, 4)]


def test_counts_of_nought_take_an_answer_back(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "1.3", "ICB", "2")
    code, _, err = run("answer", made, "1.3", "ICB", "--counts", "0,0,0,0,0")
    assert code == 0
    assert err.endswith(": no answer\n")
    assert read(folder, made).ballots == ()


def test_the_room_answers_where_there_are_no_partners(run: Run, folder: Path) -> None:
    session = run("new", "--no-open")[1].strip()
    assert run("answer", session, "1.1", "room", "--counts", "1,2,3,2,1")[0] == 0
    assert read(folder, session).ballots[0].partner_id == "room"


def test_agree_with_all_that_goes_with_it(run: Run, made: str, folder: Path) -> None:
    code, out, err = run(
        *("agree", made, "1.6", "3", "--target", "5", "--evidence", "some"),
        *("--dissent", "ICB: the board signed: we saw it"),
        *("--dissent", "Alliance: north and south: no route to decide"),
    )
    assert (code, out) == (0, "")
    assert err == "1.6 Governance that can decide, agreed: 3 part-way\n"
    (agreed,) = read(folder, made).agreements
    assert (agreed.item_id, agreed.level, agreed.target, agreed.evidence) == ("icbo/D1.6", 3, 5, "some")
    assert [(one.partner_id, one.reason) for one in agreed.dissents] == [
        ("integrated-care-board-icb", "the board signed: we saw it"),
        ("alliance-north-and-south", "no route to decide"),
    ]


def test_agree_again_keeps_what_it_does_not_name(run: Run, made: str, folder: Path) -> None:
    run("agree", made, "1.6", "2", "--target", "3", "--evidence", "strong", "--dissent", "ICB: no")
    run("agree", made, "1.6", "3")
    (agreed,) = read(folder, made).agreements
    assert (agreed.level, agreed.target, agreed.evidence, len(agreed.dissents)) == (3, 3, "strong", 1)
    run("agree", made, "1.6", "4")
    assert read(folder, made).agreements[0].target is None, "a target below the level cannot stand"


# --- note, act ------------------------------------------------------------------------------------


def test_note_prints_its_id(run: Run, made: str, folder: Path) -> None:
    assert run("note", made, "First") == (0, "N1\n", "")
    code, out, _ = run("note", made, "Second", "--kind", "parked", "--item", "D1", "--json")
    assert code == 0
    assert [(n.kind, n.text, n.origin) for n in read(folder, made).notes] == [
        ("comment", "First", None),
        ("parked", "Second", "icbo/d1"),
    ]
    assert json.loads(out) == read(folder, made).notes[1].model_dump(mode="json")


def test_a_hyphen_reads_the_text_from_stdin(
    run: Run, made: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "﻿Zwei Zeilen\nmit Umlaut: ä\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="latin-1"))
    assert run("note", made, "-")[0] == 0
    assert read(folder, made).notes[0].text == "Zwei Zeilen\nmit Umlaut: ä"


def test_act_reads_owner_body_and_date_from_the_line(run: Run, made: str, folder: Path) -> None:
    assert run("act", made, "Draft the protocol @Priya (Care prov) ^29 Jan 2027", "--item", "1.6")[:2] == (
        0,
        "A1\n",
    )
    (action,) = read(folder, made).actions
    assert (action.text, action.owner, action.body) == ("Draft the protocol", "Priya", "Care providers")
    assert (action.due, action.origin) == (dt.date(2027, 1, 29), "icbo/D1.6")


def test_options_of_act_win_over_the_line(run: Run, made: str, folder: Path) -> None:
    code, out, _ = run(
        *("act", made, "Draft it @Priya (NHS) ^30 Jan 2027", "--owner", "Tom", "--body", "County Council"),
        *("--due", "2027-03-01", "--measure", "Both boards signed", "--risk", "--json"),
    )
    (action,) = read(folder, made).actions
    assert code == 0
    assert json.loads(out) == action.model_dump(mode="json")
    assert (action.text, action.owner, action.body) == ("Draft it", "Tom", "County Council")
    assert (action.due, action.measure, action.risk) == (dt.date(2027, 3, 1), "Both boards signed", True)


def test_act_remarks_on_a_second_owner_and_an_odd_date(run: Run, made: str, folder: Path) -> None:
    code, _, err = run("act", made, "Call @Priya @Tom ^1 Jan 2020")
    assert code == 0
    assert "'@Tom' is kept as text" in err
    assert "A1 is due Wed 1 Jan 2020, in the past" in err
    assert read(folder, made).actions[0].text == "Call @Tom"


def test_text_is_kept_as_typed_and_drives_no_terminal(run: Run, made: str, folder: Path) -> None:
    typed = "[/b] [s75] <script>alert(1)</script> =1+1 | **x** " + "漢字 ü " * 900
    assert run("note", made, typed)[0] == 0
    assert run("act", made, "\x1b[2Jdo it \x9b1m")[0] == 0
    assert read(folder, made).notes[0].text == typed.strip()
    assert typed.strip() in run("show", made)[1]
    assert read(folder, made).actions[0].text == "[2Jdo it 1m"


# --- summary, packs, templates, check -------------------------------------------------------------


def test_summary_prints_the_paths_and_is_remembered(run: Run, made: str, folder: Path) -> None:
    code, out, _ = run("summary", made)
    paths = [Path(line) for line in out.splitlines()]
    assert code == 0
    assert [path.suffix for path in paths] == [".md", ".html"]
    assert all(path.parent == folder / "summaries" and path.is_file() for path in paths)
    assert read(folder, made).summary_at is not None


def test_summary_goes_where_it_is_told_in_the_formats_named(run: Run, made: str, tmp_path: Path) -> None:
    code, out, _ = run("summary", made, "--to", str(tmp_path / "out"), "--format", "MD", "--json")
    (path,) = json.loads(out)
    assert code == 0
    assert list((tmp_path / "out").iterdir()) == [Path(path)]


def test_packs_are_listed_and_shown(run: Run) -> None:
    code, out, _ = run("packs", "list")
    assert code == 0
    assert any(line.split()[:3] == ["icbo", "2018", "21"] for line in out.splitlines())
    assert {"icbo", "tips", "principles"} <= {
        one["id"] for one in json.loads(run("packs", "list", "--json")[1])
    }
    pack = json.loads(run("packs", "show", "icbo", "--json")[1])
    text = run("packs", "show", "icbo")[1]
    for section in pack["sections"]:
        for item in section["items"]:
            for line in (item["id"], item["statement"], *item["parts"], *item["evidence"], *item["prompts"]):
                assert line in text


def test_examples_of_a_pack_are_shown(run: Run) -> None:
    assert "In practice, Newham" in run("packs", "show", "tips")[1]


def test_packs_check_finds_mistakes(run: Run, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "workshop" / "materials" / "packs" / "principles.toml"
    assert run("packs", "check", str(shipped))[:2] == (0, "")
    wrong = tmp_path / "mine.toml"
    wrong.write_text(shipped.read_text("utf-8").replace("edition =", "editoin ="), "utf-8")
    code, out, err = run("packs", "check", str(wrong))
    assert (code, out) == (1, "")
    assert "editoin" in err
    assert str(wrong) in err
    code, out, _ = run("packs", "check", str(wrong), "--json")
    assert code == 1
    assert any("editoin" in one for one in json.loads(out)["mistakes"])


def test_a_users_own_pack_counts_and_a_broken_one_is_named(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "data" / "packs"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("id = 3", "utf-8")
    code, out, err = run("packs", "list")
    assert code == 0
    assert "icbo" in out
    assert "broken.toml" in err


def test_templates_are_listed(run: Run) -> None:
    code, out, _ = run("templates", "list")
    assert code == 0
    assert any(line.startswith("self-assessment") and "180" in line for line in out.splitlines())
    known = {one["id"] for one in json.loads(run("templates", "list", "--json")[1])}
    assert {"learning-set", "steering-group", "self-assessment"} <= known


def test_check_finds_and_repairs(run: Run, made: str, folder: Path) -> None:
    run("note", made, "Kept")
    assert run("check") == (0, f"{made}: sound\n", "")
    path = folder / f"{made}.json"
    path.write_bytes(path.read_bytes() + b"}")
    code, out, err = run("check", made)
    assert code == 1
    assert out.startswith(f"{made}: 1 fault\n")
    assert f"workshop check {made} --repair" in err
    code, out, _ = run("check", "--repair", "--json")
    (row,) = json.loads(out)
    assert code == 0
    assert row["faults"]
    assert row["repaired"]
    assert run("check")[0] == 0
    assert read(folder, made).notes[0].text == "Kept"


def test_list_goes_on_past_a_damaged_session(run: Run, made: str, folder: Path) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    code, out, err = run("list")
    assert code == 1
    assert made in out
    assert str(folder / "broken.json") in err


# --- demo, version --------------------------------------------------------------------------------


def test_demo_makes_an_example_once(run: Run, folder: Path) -> None:
    code, out, _ = run("demo", "--no-open")
    assert code == 0
    assert run("demo", "--no-open")[1] == out
    assert [path.stem for path in Library(folder).paths()] == [out.strip()]


def test_version_and_help(run: Run) -> None:
    assert run("--version")[:2] == (0, "workshop 0.1.0\n")
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "new",
        "open",
        "demo",
        "list",
        "show",
        "answer",
        "agree",
        "note",
        "act",
        "summary",
        "check",
    ):
        assert f"\n    {command}  " in out
