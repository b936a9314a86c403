"""Checks on the shell: answered, hidden, revealed, listed with what is left, and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.kinds.checklist.records import CHECKS, PARTNER_CHECKS, check_on
from sessions.store.library import Library
from tests.checklists import BOARD, FILE, GROUP, NEED, checklist_session, filled
from tests.unit.cli.conftest import Run


@pytest.fixture
def made(folder: Path) -> str:
    """Id of a session with two checklists on disk."""
    with Library(folder).create(checklist_session("County Council", "ICB", "Voluntary sector")) as file:
        return file.path.stem


def test_an_answer_with_a_remark_is_one_change(run: Run, made: str, folder: Path) -> None:
    code, out, err = run("tick", made, "C10", "partly", "--remark", "Met once")
    assert (code, out, err.splitlines()) == (0, "", ["10 A steering group: partly"])
    session = Library(folder).read(made)
    assert [note.text for note in session.notes_on(GROUP)] == ["Met once"]
    assert run("undo", made)[0] == 0
    session = Library(folder).read(made)
    assert (session.notes, CHECKS.of(session)) == ((), ())


def test_a_question_goes_by_its_number_wherever_the_option_stands(run: Run, made: str, folder: Path) -> None:
    assert run("tick", made, "C10", "--question", "2", "no")[0] == 0
    code, out, err = run("tick", made, "C10", "yes", "--question", "1", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["question"] == 1
    session = Library(folder).read(made)
    assert [(row.question, row.answer) for row in CHECKS.of(session)] == [(2, "no"), (1, "yes")]


def test_what_a_partner_says_is_hidden_until_the_reveal(run: Run, made: str, folder: Path) -> None:
    _, _, err = run("tick", made, "1.1", "no", "--partner", "ICB")
    assert "ICB: no; hidden until the reveal" in err
    assert json.loads(run("show", made, "--json")[1])["partner_checks"] == []
    shown = json.loads(run("checks", made, "--json")[1])
    (board,) = [check for section in shown for check in section["checks"] if check["item"] == BOARD]
    assert (board["partners"], board["not_revealed"]) == ({}, True)
    assert run("reveal", made, "1.1")[2] == "1.1 Structure and members: revealed, 1 answer\n"
    assert "(ICB: no)" in run("checks", made)[1]
    assert run("tick", made, "1.1", "yes", "--partner", "ICB")[0] == 2, "the room has seen it"
    assert run("tick", made, "1.1", "yes", "--partner", "ICB", "--correct")[0] == 0
    (row,) = PARTNER_CHECKS.of(Library(folder).read(made))
    assert row.before is not None


def test_dissent_from_the_rooms_answer(run: Run, made: str, folder: Path) -> None:
    run("tick", made, "C10", "yes")
    code, out, _ = run("dissent", made, "C10", "ICB", "It never met", "--json")
    assert (code, json.loads(out)["dissents"][0]["reason"]) == (0, "It never met")
    assert run("dissent", made, "C10", "ICB", "--withdraw")[0] == 0
    check = check_on(Library(folder).read(made), GROUP)
    assert check is not None
    assert check.dissents == ()


def test_the_list_has_progress_by_section(run: Run, folder: Path) -> None:
    with Library(folder).create(filled(checklist_session("ICB"))) as file:
        made = file.path.stem
    _, out, _ = run("checks", made)
    assert (
        "Commissioning checklist: 3 of 16 answered: 1 yes, 1 partly, 1 no; 1 not known yet; 12 to go" in out
    )
    assert "does not apply: There is no section 75 here" in out
    assert "Who is on the board: 0 of 6 answered; 6 to go" in out
    first, second = json.loads(run("checks", made, "--json")[1])
    assert (first["n"], first["of"], first["yes"], first["unknown"], len(first["left"])) == (3, 16, 1, 1, 12)
    assert second["section"] == "inclusion/board"
    (group,) = [check for check in first["checks"] if check["item"] == GROUP]
    assert group["questions"] == {"1": "yes", "2": "no"}
    left = run("checks", made, "--left")[1]
    assert f"{NEED} " not in left
    assert "lead-provider/C4" in left
    shown = " ".join(run("show", made)[1].split())
    assert "2 Measures of performance: Answer: Partly; Remarks: who reports?" in shown
    assert "3 of 16 answered" in shown


def test_a_session_without_checks_says_so(run: Run) -> None:
    made = run("new", "--template", "one-domain", "--no-open")[1].strip()
    assert run("checks", made) == (0, "", "There is no check in this session.\n")
    assert json.loads(run("checks", made, "--json")[1]) == []


def test_who_answers_is_changed_by_step(run: Run, made: str, folder: Path) -> None:
    assert run("checks", made, "--by-partner", "Before we commission")[0] == 0
    assert run("checks", made, "--together", "s3")[0] == 0
    session = Library(folder).read(made)
    assert [getattr(step, "by_partner", None) for step in session.agenda] == [None, True, False, None]


def test_a_checklist_is_added_from_what_is_offered(run: Run, folder: Path) -> None:
    made = run("new", "--template", "one-domain", "--no-open")[1].strip()
    assert run("agenda", made, "--add", "Check with yes")[0] == 0
    assert [step.kind for step in Library(folder).read(made).agenda].count("checklist") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("C10",), "Either an answer, --counts or --back is needed"),
        (("C10", "yes", "--back"), "Either an answer"),
        (("C10", "maybe"), "invalid choice"),
        (("C99", "yes"), "No item 'C99'"),
        (("C10", "yes", "--question", "9"), "There is no question 9 under 10"),
        (("C1", "yes", "--question", "1"), "There is no question 1 under 1"),
        (("C10", "--counts", "1,2,3"), "--counts and --replace go with --partner"),
        (("C10", "--counts", "1,2", "--partner", "ICB"), "2 counts for 3 answers"),
        (("C10", "yes", "--partner", "ICB", "--question", "1"), "Partners answer the check itself"),
        (("C10", "yes", "--partner", "Nobody"), "No partner is called"),
        (("C10", "yes", "--dont-know", "2"), "--dont-know goes with --counts"),
        (("C10", "yes", "--correct"), "--correct goes with --partner"),
        (("C10", "--back"), "There is no answer to take back"),
        (("C10", "--back", "--partner", "ICB"), "ICB has not answered"),
        (("C10", "yes", "--remark", " "), "The remark is empty"),
        (("inclusion/board", "yes"), "is a section"),
    ],
)
def test_a_slip_says_what_was_expected_and_leaves_no_trace(
    run: Run, made: str, folder: Path, line: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / f"{made}.json").read_bytes()
    try:
        code, out, err = run("tick", made, *line)
    except SystemExit as stopped:
        code, (out, err) = int(stopped.code or 0), capsys.readouterr()
    assert (code, out) == (2, "")
    assert said in err
    assert (folder / f"{made}.json").read_bytes() == before


def test_a_template_of_ones_own_runs_from_the_shell(run: Run, folder: Path, tmp_path: Path) -> None:
    templates = tmp_path / "data" / "templates"
    templates.mkdir(parents=True)
    (templates / "readiness.toml").write_bytes(FILE.read_bytes())
    made = run("new", "--template", "readiness", "--partner", "ICB:NHS", "--no-open")[1].strip()
    assert run("tick", made, "lead-provider/C17", "no", "--remark", "Not begun")[0] == 0
    assert run("tick", made, "1.1", "--partner", "ICB", "partly")[0] == 0
    out = tmp_path / "out"
    assert run("summary", made, "--to", str(out), "--format", "md", "--reveal")[0] == 0
    text = next(out.glob("*.md")).read_text("utf-8")
    assert "| 17 A service specification | No | Not begun |" in text
    assert "| 1.1 Structure and members | Not answered | 0 yes, 1 partly, 0 no (n = 1): ICB partly |" in text
