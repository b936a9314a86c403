"""Signing off on the shell, and what a final session lets no command do."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sessions.outputs import manifest
from tests.builders import NOW
from tests.unit.cli.conftest import Run
from tests.unit.cli.lines import CHANGES
from tests.unit.cli.ready import ready
from workshop.desk import Desk


@pytest.fixture
def final(run: Run, folder: Path) -> str:
    """Id of a session with something of everything on record, signed off."""
    session_id = ready(folder)
    code, _, err = run("sign-off", session_id, "--final", "--by", "Priya")
    assert code == 0, err
    return session_id


def standing(run: Run, session_id: str) -> dict[str, Any]:
    code, out, err = run("sign-off", session_id, "--json")
    assert code == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


def test_no_command_changes_a_final_session(run: Run, folder: Path, final: str) -> None:
    path = folder / f"{final}.json"
    before = path.read_bytes()
    for _, line, _ in CHANGES:
        code, _, err = run(*(final if word == "S" else word for word in line))
        assert code == 2, line
        assert "It is final, signed off by Priya" in err, line
        assert "workshop sign-off SESSION --reopen REASON" in err, line
        assert path.read_bytes() == before, line
    for line in (("go", final, "--next"), ("undo", final), ("redo", final), ("pause", final)):
        assert run(*line)[0] == 2, line
        assert path.read_bytes() == before, line


def test_what_only_looks_or_writes_elsewhere_still_works(run: Run, folder: Path, final: str) -> None:
    path = folder / f"{final}.json"
    before = path.read_bytes()
    for line in (
        ("show", final),
        ("list",),
        ("actions", final),
        ("notes", final),
        ("attendance", final),
        ("summary", final, "--format", "all"),
        ("summary", final, "--form", "page", "--format", "md"),
        ("actions", final, "--format", "csv"),
        ("cards", final),
        ("check", final),
        ("check",),
    ):
        assert run(*line)[0] == 0, line
    assert path.read_bytes() == before


def test_final_reopened_final_again_and_approved(run: Run, folder: Path, final: str) -> None:
    assert run("sign-off", final, "--reopen", "A wrong name", "--by", "Tom")[0] == 0
    told = standing(run, final)
    assert (told["state"], told["sha256"]) == ("draft", None)
    assert [(act["reason"], act["by"]) for act in told["reopened"]] == [("A wrong name", "Tom")]
    assert run("note", final, "Put right")[0] == 0
    assert run("sign-off", final, "--final")[0] == 0
    line = (
        "--approved",
        "--on",
        "12 Jan 2027",
        "--amended",
        "For ICB read both",
        "--amended",
        "Tom was there",
    )
    assert run("sign-off", final, *line)[0] == 0
    told = standing(run, final)
    assert (told["state"], told["approved"], len(told["sha256"])) == ("final", True, 64)
    assert told["approvals"][0]["amendments"] == ["For ICB read both", "Tom was there"]
    assert told["approvals"][0]["on"] == "2027-01-12"
    _, out, _ = run("sign-off", final)
    assert "Opened again by Tom" in out
    assert "For ICB read both" in out
    assert "no signature" in out
    assert run("check", final)[0] == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--final",), "It is final already"),
        (("--reopen", " "), "Say why it is opened again"),
        (("--final", "--reopen", "Both"), "not allowed with argument"),
        (("--on", "12 Jan"), "go with --approved"),
        (("--by", "Tom"), "goes with what is done"),
        (("--approved", "--on", "someday"), "someday"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, folder: Path, final: str, line: tuple[str, ...], said: str
) -> None:
    before = (folder / f"{final}.json").read_bytes()
    code, _, err = run("sign-off", final, *line)
    assert code == 2
    assert said in err
    assert (folder / f"{final}.json").read_bytes() == before


def test_a_draft_is_neither_opened_again_nor_approved(run: Run, made: str) -> None:
    for line in (("--reopen", "Why"), ("--approved",)):
        code, _, err = run("sign-off", made, *line)
        assert (code, "It is a draft" in err) == (2, True)


def test_what_the_meeting_was_is_noted_and_gone_through(run: Run, folder: Path, made: str) -> None:
    assert run("people", made, "--add", "Priya Shah:Director")[0] == 0
    assert run("attendance", made, "Priya", "late", "--chair", "--interests", "Runs it")[0] == 0
    assert run("attendance", made, "Alliance", "apologies")[0] == 0
    code, out, _ = run("attendance", made, "--quorum", "5", "--json")
    assert (code, json.loads(out)) == (0, {"quorum": 5, "quorum_met": False})
    assert run("next-meeting", made, "12 Jan 2027")[0] == 0
    told = standing(run, made)
    assert (told["chair"], told["quorum_met"], told["next_meeting"]) == ("Priya Shah", False, "2027-01-12")
    assert (told["apologies"], told["interests"]) == (
        ["Alliance: north and south"],
        {"Priya Shah": "Runs it"},
    )
    _, out, _ = run("sign-off", made)
    for line in ("Draft, not signed off", "5 of 5 partners: 4 came, so it was not met", "12 Jan 2027"):
        assert line in out
    assert "in the chair; interests: Runs it" in run("attendance", made)[1]
    assert run("undo", made)[0] == 0
    assert run("attendance", made, "--quorum", "none")[0] == 0
    assert run("sign-off", made, "--final")[0] == 0
    assert standing(run, made)["final_by"] == "Priya Shah"


@pytest.mark.parametrize(
    "line",
    [
        ("--quorum", "many"),
        ("--quorum", "100"),
        ("ICB", "--quorum", "3"),
        ("--interests", "Owns it"),
        ("--chair",),
        ("ICB", "--chair"),
    ],
)
def test_what_cannot_be_noted_of_a_meeting(run: Run, made: str, line: tuple[str, ...]) -> None:
    assert run("attendance", made, *line)[0] == 2


def test_lists_say_that_it_is_final_and_comparing_says_which_is(
    run: Run, folder: Path, final: str, tmp_path: Path
) -> None:
    assert ", final" in run("list")[1]
    (row,) = json.loads(run("list", "--json")[1])
    assert row["final_at"]
    copy = folder / f"{final} (1).json"
    copy.write_bytes((folder / f"{final}.json").read_bytes())
    assert run("sign-off", str(copy), "--reopen", "A slip")[0] == 0
    code, out, _ = run("differ", final, str(copy))
    assert (code, "Final, signed off by Priya" in out, "Draft, opened again" in out) == (0, True, True)


# --- check --------------------------------------------------------------------------------------------


def test_check_says_which_of_the_two_has_changed(run: Run, folder: Path, final: str) -> None:
    _, out, _ = run("summary", final, "--format", "docx,md")
    docx, md = map(Path, out.splitlines())
    session = folder / f"{final}.json"
    code, out, err = run("check", str(docx))
    assert (code, err) == (0, "")
    assert f"{docx.name}: unchanged since it was written" in out
    assert f"{final}: the record is as it was then" in out
    assert "unchanged since it was signed off" in out

    before = docx.read_bytes()
    docx.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    code, out, _ = run("check", str(docx))
    assert (code, f"{docx.name}: CHANGED" in out, "the record is as it was then" in out) == (1, True, True)
    code, out, _ = run("check", final)
    assert (code, f"CHANGED since it was written: {docx}" in out) == (1, True)
    assert run("check")[0] == 0, "without a name, the sessions alone"
    assert run("check", str(md))[0] == 0
    docx.write_bytes(before)

    data = session.read_bytes()
    session.write_bytes(data.replace(b"Draft it", b"Drift it"))
    for line in (("check", final), ("check",), ("check", str(docx)), ("check", str(session))):
        code, out, _ = run(*line)
        assert (code, "It has CHANGED since it was signed off" in out) == (1, True), line
    assert f"{docx.name}: unchanged" in run("check", str(docx))[1]

    code, out, _ = run("check", final, "--repair")
    assert (code, "was put back" in out) == (0, True)
    assert session.read_bytes() == data
    assert run("check", final)[0] == 0


def test_what_was_changed_since_is_said_and_not_approved(run: Run, folder: Path, final: str) -> None:
    session = folder / f"{final}.json"
    assert standing(run, final)["signed_off"] == "unchanged"
    session.write_bytes(session.read_bytes().replace(b"Draft it", b"Drift it"))
    data = session.read_bytes()
    code, out, _ = run("sign-off", final)
    assert (code, "It has CHANGED since it was signed off" in out) == (0, True)
    assert standing(run, final)["signed_off"] == "changed"
    code, _, err = run("sign-off", final, "--approved")
    assert (code, "It has been changed since it was signed off" in err) == (2, True)
    assert f"workshop check {final} --repair" in err
    assert session.read_bytes() == data
    assert run("check", final)[0] == 1, "it stays found out"
    code, _, err = run("sign-off", final, "--reopen", "It was changed")
    assert (code, "It had been changed" in err) == (0, True)
    assert run("check", final)[0] == 0


@pytest.mark.parametrize(
    ("left", "said"),
    [(None, "the record is not there any more"), (b"{", "the record can't be read any more")],
)
def test_a_record_that_is_gone_has_not_gone_on(
    run: Run, folder: Path, final: str, left: bytes | None, said: str
) -> None:
    (path,) = run("summary", final, "--format", "md")[1].splitlines()
    session = folder / f"{final}.json"
    session.unlink() if left is None else session.write_bytes(left)
    code, out, err = run("check", path)
    assert (code, err) == (1, "")
    assert f"{Path(path).name}: unchanged since it was written" in out
    assert f"{final}: {said}" in out
    assert "gone on" not in out


def test_a_folder_is_no_file_to_check(run: Run, folder: Path, final: str) -> None:
    code, _, err = run("check", str(folder))
    assert (code, "This is a folder" in err, "--folder" in err) == (2, True, True)


def test_check_in_json(run: Run, folder: Path, final: str) -> None:
    (path,) = run("summary", final, "--format", "md")[1].splitlines()
    (row,) = json.loads(run("check", path, "--json")[1])
    assert (row["session"], row["file"], row["record"]) == (final, "unchanged", "unchanged")
    (row,) = json.loads(run("check", final, "--json")[1])
    assert row["signed_off"] == "unchanged"
    assert [written["path"] for written in row["written"]] == [path]


def test_check_of_a_file_that_nobody_knows(run: Run, folder: Path, final: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"A letter")
    code, out, err = run("check", str(letter))
    assert (code, out) == (2, "")
    assert "No session here knows this file" in err
    assert run("check", str(tmp_path / "none.docx"))[0] == 2


def test_a_record_that_is_an_output_is_no_session(run: Run, folder: Path, final: str) -> None:
    (path,) = run("summary", final, "--format", "json")[1].splitlines()
    code, out, _ = run("check", path)
    assert (code, "unchanged since it was written" in out) == (0, True)


def test_a_draft_that_went_on_is_said_to_have_gone_on(run: Run, folder: Path, made: str) -> None:
    (path,) = run("summary", made, "--format", "md")[1].splitlines()
    assert run("check", path)[0] == 0
    assert run("note", made, "More")[0] == 0
    code, out, _ = run("check", path)
    assert (code, "the record has gone on since then" in out) == (1, True)


def test_a_final_session_that_came_from_elsewhere_cannot_be_compared(
    run: Run, folder: Path, final: str, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / f"{final}.json").write_bytes((folder / f"{final}.json").read_bytes())
    code, out, _ = run("check", final, "--folder", str(there))
    assert (code, "not known here" in out) == (2, True)
    assert run("check", "--folder", str(there))[0] == 0, "it is sound all the same"


def test_two_summaries_of_one_record_are_the_same_bytes(
    run: Run, folder: Path, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.cli.report.Desk", partial(Desk, clock=lambda: NOW))
    written = []
    for name in ("one", "two"):
        code, out, err = run("summary", made, "--format", "all", "--to", str(tmp_path / name))
        assert code == 0, err
        written.append({Path(line).name: Path(line).read_bytes() for line in out.splitlines()})
    assert written[0] == written[1]
    record = manifest.checksum_of(folder / f"{made}.json")
    carry = ("-summary.md", "-summary.html", "-summary.txt", "-record.json", "-session.csv")
    assert all(record.encode() in data for name, data in written[0].items() if name.endswith(carry))
