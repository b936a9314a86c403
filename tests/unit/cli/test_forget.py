"""`forget`: after it, the name is nowhere in the folder, compressed outputs unpacked for the search."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.outputs import manifest
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import load
from tests.unit.cli.conftest import Run
from workshop.desk import Desk
from workshop.signing import sign_off

NAME = re.compile(rb"priya[\s._-]*shah|shah,? priya", re.IGNORECASE)


def parts(data: bytes) -> Iterator[bytes]:
    """The bytes, and of an archive those of all in it: with nothing of the program's own."""
    if not data.startswith(b"PK\x03\x04"):
        yield data
        yield data.replace(b"\r\n ", b"")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name.encode()
            yield from parts(archive.read(name))


def hits(folder: Path, pattern: re.Pattern[bytes] = NAME) -> list[str]:
    """Files and folders that have the name, in them or in what they are called."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if pattern.search(path.name.encode())
        or (path.is_file() and any(pattern.search(part) for part in parts(path.read_bytes())))
    ]


def counted(folder: Path, session_id: str) -> Session:
    return load(folder / f"{session_id}.json").session


@pytest.fixture
def session(run: Run, folder: Path) -> str:
    """Id of a session that has the name wherever one can be typed, and everything that is kept of it."""
    title = ("--title", "Set of Priya Shah", "--place", "Vale", "--date", "1/12/2026")
    who = ("--partner", "County Council:council", "--partner", "ICB:NHS", "--partner", "Priya Shah:other")
    people = (
        "--person",
        "Priya Shah:Director:ICB",
        "--person",
        "Priya Patel:Nurse:ICB",
        "--person",
        "Ann Lee",
    )
    code, out, _ = run("new", *title, *who, *people, "--no-open")
    assert code == 0
    made = out.strip()
    for line in (
        (
            "note",
            made,
            "Annual plan of Priya Shah; PRIYA SHAH’s deputy",
            "--kind",
            "evidence",
            "--item",
            "1.3",
        ),
        ("note", made, "priya shah decides", "--kind", "decision"),
        ("note", made, "Priya asked, and Priya Patel answered", "--kind", "parked"),
        (
            "act",
            made,
            "Write to Priya  Shah @Priya Shah (ICB) ^30 Jan 2027",
            "--measure",
            "Priya Shah has it",
        ),
        ("action", made, "A1", "--remark", "Priya Shah is late"),
        ("answer", made, "1.3", "Priya Shah", "2"),
        ("agree", made, "1.3", "2", "--dissent", "Priya Shah: Not so, says Priya Shah"),
        ("answer", made, "1.4", "ICB", "--takes-no-part", "Priya Shah bids for it"),
        ("agenda", made, "--does-not-apply", "1.7", "Priya Shah says so"),
        ("agenda", made, "--add", "A talk"),
        ("talk", made, "Talk", "--speaker", "Priya Shah, ICB"),
        ("agenda", made, "--add", "Turns, 20"),
        ("turns", made, "--who", "Priya Shah, Tom"),
        ("turns", made, "--commits", "Priya Shah", "Call the trust"),
        ("turns", made, "--order", "Priya Shah", "Tom"),
        ("add-item", made, "1.3", "Buses for Priya Shah"),
        ("attendance", made, "Priya Patel", "late"),
    ):
        code, _, err = run(*line)
        assert code == 0, (line, err)
    assert run("bin", made)[0] == 0
    assert run("bin", made, "--restore")[0] == 0
    assert run("summary", made, "--format", "all", "--reveal")[0] == 0
    assert run("summary", made, "--form", "board", "--format", "docx,html")[0] == 0
    assert run("actions", "--format", "all")[0] == 0
    assert run("hand-over", made, "--to", str(folder))[0] == 0
    assert run("hand-over", made, "--back")[0] == 0
    beside = {
        ".drafts": {"note icbo/1.3": {"text": "Priya Shah half-way"}},
        ".showing": {"typed": "Priya Shah"},
        "bin/.drafts": {"note": {"text": "Priya Shah"}},
    }
    for place, data in beside.items():
        (folder / place).mkdir(parents=True, exist_ok=True)
        (folder / place / f"{made}.json").write_text(json.dumps(data), "utf-8")
    whole = (folder / f"{made}.json").read_bytes()
    (folder / "bin" / f"{made}~2.json").write_bytes(whole)
    (folder / f"{made} (conflicted copy).json").write_bytes(whole)
    (folder / f"{made}.damaged-1.json").write_bytes(whole[:-300])
    (folder / "backups" / f"{made}.changed-elsewhere-1.json").write_bytes(whole)
    crash = folder.parent / "data" / "crash-20261201-100000-000000.txt"
    crash.parent.mkdir(exist_ok=True)
    crash.write_text("KeyError: 'Priya Shah'\n", "utf-8")
    return made


def test_after_it_the_name_is_nowhere_in_the_folder(run: Run, folder: Path, session: str) -> None:
    before = counted(folder, session)
    assert len(hits(folder)) > 20, "or else this test looks for nothing"
    code, _, err = run("forget", session, "--person", "Priya Shah", "--yes")
    assert (code, err) == (0, "")
    assert hits(folder) == []
    assert hits(folder.parent / "data") == []
    new = next(path.stem for path in folder.glob("set-of-a-participant-*[a-z2-7].json"))
    after = counted(folder, new)
    assert [row.name for row in after.people] == ["a participant", "Priya Patel", "Ann Lee"]
    assert after.people[0].uid == before.people[0].uid
    assert after.people[0].role == "", "what somebody does tells who they are"
    assert after.title == "Set of a participant"
    assert [row.text for row in after.notes] == [
        "Annual plan of a participant; a participant’s deputy",
        "A participant decides",
        "Priya asked, and Priya Patel answered",
    ]
    assert after.actions[0].owner == after.actions[1].owner == "a participant"
    assert (after.actions[0].body, after.actions[0].due) == ("ICB", dt.date(2027, 1, 30))
    assert [row.uid for row in after.actions] == [row.uid for row in before.actions]
    assert run("check")[0] == 0
    assert run("undo", new, "--list")[1] == ""
    assert "Priya Patel" in run("show", new)[1]
    assert "a participant" in (folder / ".cards").read_text("utf-8")


@pytest.mark.long
def test_what_may_be_the_same_person_is_shown_and_stays_unless_it_is_chosen(
    run: Run, folder: Path, session: str
) -> None:
    code, out, err = run("forget", session, "--person", "Priya Shah")
    assert code == 2
    assert "nothing was changed" in err
    assert len(hits(folder)) > 20
    assert "  “Priya”\n    N3: Priya asked, and Priya Patel ans" in out
    assert "Patel" not in {mention["spelling"] for mention in _preview(run, session)["likely"]}
    code, _, _ = run("forget", session, "--person", "Priya Shah", "--also", "Priya", "--yes")
    assert code == 0
    new = next(path.stem for path in folder.glob("set-of-a-participant-*[a-z2-7].json"))
    assert counted(folder, new).notes[2].text == "A participant asked, and Priya Patel answered"


def _preview(run: Run, session: str) -> dict[str, list[dict[str, str]]]:
    code, out, _ = run("forget", session, "--person", "Priya Shah", "--json")
    assert code == 2
    told: dict[str, list[dict[str, str]]] = json.loads(out)
    return told


def test_a_place_can_be_left_and_another_word_can_stand_there(run: Run, folder: Path, session: str) -> None:
    line = (
        "--person",
        "Priya Shah",
        "--also",
        "all",
        "--keep",
        "N3",
        "--as",
        "a director",
        "--yes",
        "--json",
    )
    code, out, _ = run("forget", session, *line)
    told = json.loads(out)
    assert (code, told["as"], told["left"]) == (0, "a director", [])
    assert b"shah" not in out.lower().encode()
    after = counted(folder, told["session"])
    assert after.notes[2].text == "Priya asked, and Priya Patel answered"
    assert after.people[0].name == "a director"


def test_part_of_a_name_means_the_person_where_nobody_else_has_it(run: Run, made: str, folder: Path) -> None:
    assert run("people", made, "--add", "Priya Shah:Director", "--add", "Tom Okafor:Officer")[0] == 0
    assert run("act", made, "Write @Tom")[0] == 0
    (path,) = folder.glob("*.json")
    path.write_text(path.read_text("utf-8").replace('"owner": "Tom Okafor"', '"owner": "Tom"'), "utf-8")
    code, _, err = run("forget", made, "--person", "Okafor", "--yes")
    assert (code, err) == (0, "")
    after = counted(folder, made)
    assert after.actions[0].owner == "a participant", "one Tom is on the list, and it is he"
    code, _, err = run("forget", made, "--person", "Zoe", "--yes")
    assert code == 2
    assert "Nobody is called 'Zoe'" in err


def test_a_final_record_is_opened_again_and_says_so_without_the_name(
    run: Run, folder: Path, made: str
) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    with Desk(Library(folder).open(made)) as desk:
        sign_off(desk, "Priya Shah")
    path = folder / f"{made}.json"
    checksum = manifest.checksum(path.read_bytes())
    code, out, _ = run("forget", made, "--person", "Priya Shah", "--yes")
    assert code == 0
    assert "It is a draft again" in out
    after = load(path).session
    assert (after.final_at, after.final_by) == (None, "")
    (act,) = after.reopened
    assert act.reason == "Somebody’s name was taken out of the record."
    assert (act.final_by, act.checksum) == ("a participant", checksum)
    assert manifest.sealed(path) == ""
    assert hits(folder) == []
    assert run("check", made)[0] == 0


def test_the_outputs_elsewhere_are_named_and_sessions_of_others_stay(
    run: Run, folder: Path, made: str, tmp_path: Path
) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    assert run("summary", made, "--format", "docx", "--to", str(tmp_path / "away"))[0] == 0
    _, out, _ = run("new", "--title", "Other", "--person", "Priya Shah", "--no-open")
    other = out.strip()
    told = _preview(run, made)
    assert [str(tmp_path / "away") in row for row in told["elsewhere"]] == [True]  # type: ignore[comparison-overlap]
    assert told["other_sessions"] == [other]  # type: ignore[comparison-overlap]
    assert run("forget", made, "--person", "Priya Shah", "--yes")[0] == 0
    assert [hit for hit in hits(folder) if other not in hit and hit != ".cards"] == []
    assert counted(folder, other).people[0].name == "Priya Shah"


def test_it_waits_for_nobody_who_has_the_session_open(run: Run, folder: Path, made: str) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    with Library(folder).open(made):
        code, _, err = run("forget", made, "--person", "Priya Shah", "--yes")
    assert code == 2
    assert "open in another window" in err
    assert counted(folder, made).people[0].name == "Priya Shah"


def test_other_people_and_ids_are_no_places_of_the_name(run: Run, made: str) -> None:
    assert run("people", made, "--add", "Ann", "--add", "Mary Ann Smith")[0] == 0
    assert run("partners", made, "--add", "Ann:other")[0] == 0
    assert run("note", made, "Annual plan: Ann-Marie met Ann and Mary Ann Smith.")[0] == 0
    code, out, _ = run("forget", made, "--person", "Ann", "--json")
    told = json.loads(out)
    assert code == 2
    assert [mention["place"] for mention in told["whole"]] == ["partners 6", "people 1", "N1"]
    assert told["likely"] == []
    assert run("forget", made, "--person", "Ann", "--yes")[0] == 0
    assert "Annual plan: Ann-Marie met a participant and Mary Ann Smith." in run("notes", made)[1]


def test_a_name_that_stands_nowhere_changes_nothing(run: Run, folder: Path, made: str) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    with Desk(Library(folder).open(made)) as desk:
        sign_off(desk, "Priya Shah")
    before = (folder / f"{made}.json").read_bytes()
    code, _, err = run("forget", made, "--person", "Prya Shaw", "--yes")
    assert code == 2
    assert "'Prya Shaw' stands nowhere, spelled like that" in err
    assert (folder / f"{made}.json").read_bytes() == before, "final it was, and is"
    assert run("forget", made, "--person", "Prya Shaw", "--also", "Priya Shah", "--yes")[0] == 0
    assert hits(folder) == []


def test_who_was_taken_back_is_found_in_what_undo_keeps(run: Run, folder: Path, made: str) -> None:
    assert run("people", made, "--add", "Zoë Quill")[0] == 0
    assert run("undo", made)[0] == 0
    assert hits(folder, re.compile("Zo(ë|\\\\u00eb) Quill".encode())) != []
    assert run("forget", made, "--person", "Zoë Quill", "--yes")[0] == 0
    assert hits(folder, re.compile("Zo(ë|\\\\u00eb) Quill".encode())) == []


def test_other_accents_and_an_s_behind_the_name_leave_one_word_in_its_place(run: Run, made: str) -> None:
    assert run("people", made, "--add", "Siobhán O'Neill")[0] == 0
    assert run("note", made, "Siobhan O'Neill and O’Neill's deputy agree with Siobhan’s plan")[0] == 0
    assert run("forget", made, "--person", "Siobhán O'Neill", "--also", "all", "--yes")[0] == 0
    after = "A participant and a participant's deputy agree with a participant’s plan"
    assert after in run("notes", made)[1]


def test_what_was_written_last_can_be_written_again_afterwards(run: Run, made: str) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    assert run("summary", made, "--form", "page", "--format", "txt")[0] == 0
    assert run("forget", made, "--person", "Priya Shah", "--yes")[0] == 0
    code, out, err = run("summary", made, "--again")
    assert (code, "-page.txt" in out) == (0, True)
    assert "Nothing in it has changed" in err


def test_a_place_to_keep_that_is_none_of_them_changes_nothing(run: Run, folder: Path, made: str) -> None:
    assert run("people", made, "--add", "Priya Shah")[0] == 0
    assert run("note", made, "Priya at the hospital is somebody else")[0] == 0
    before = (folder / f"{made}.json").read_bytes()
    line = ("forget", made, "--person", "Priya Shah", "--also", "Priya", "--yes", "--keep")
    code, _, err = run(*line, "N11")
    assert (code, "not in 'N11'" in err, "N1" in err) == (2, True, True)
    assert (folder / f"{made}.json").read_bytes() == before
    assert run(*line, "N1")[0] == 0
    assert "Priya at the hospital" in run("notes", made)[1]
