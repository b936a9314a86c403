"""Risks and pairs on the shell: answered, revealed, settled, gone to, listed, taken back."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.kinds.checklist.records import ChecklistActivity
from sessions.kinds.score.records import agreement_on, standing_ballots
from sessions.record import Session
from sessions.store.library import Library
from tests.asked import PAIR, RISK, made, paired, risky, told
from workshop.cli import main

Run = Callable[..., tuple[int, str, str]]
LIKELY, IMPACT = f"{RISK}#likelihood", f"{RISK}#impact"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the sessions of the test: (exit code, what it printed, what it said)."""
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")

    def call(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*argv, "--folder", str(tmp_path / "sessions")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def keep(folder: Path, session: Session) -> None:
    Library(folder / "sessions").create(session).close()


def saved(folder: Path) -> Session:
    return Library(folder / "sessions").read("s")


def test_a_question_is_named_behind_its_item(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, risky())
    said = "1 Financial impact, likelihood, ICB: 1 high; revealed\n"
    assert run("answer", "s", "1#likelihood", "ICB", "1")[2] == said
    assert run("answer", "s", "1#impact", "ICB", "2", "--hidden")[2].endswith("hidden until the reveal\n")
    code, _, err = run("answer", "s", "1", "ICB", "2")
    assert code == 2
    assert "Several questions are asked of 1" in err
    assert "Name one of them: 1#likelihood, 1#impact." in err
    code, _, err = run("answer", "s", "1#cost", "ICB", "2")
    assert (code, "Nothing called 'cost' is asked of 1" in err) == (2, True)
    assert "1#likelihood, 1#impact" in err
    assert run("answer", "s", "1#impact", "ICB", "4")[0] == 2, "there are three levels"
    assert run("reveal", "s", "1#impact")[2] == "1 Financial impact, impact: revealed, 1 answer\n"
    assert run("agree", "s", "1#impact", "2")[2] == "1 Financial impact, impact, agreed level: 2 medium\n"
    assert run("agree", "s", "1#impact", "2", "--target", "3")[0] == 2
    assert run("dissent", "s", "1#impact", "ICB", "No plan")[0] == 0
    assert run("go", "s", "1#impact")[0] == 0
    session = saved(tmp_path)
    assert session.at is not None
    assert session.at.ref == IMPACT
    agreed = agreement_on(session, IMPACT)
    assert agreed is not None
    assert (agreed.level, [d.reason for d in agreed.dissents]) == (2, ["No plan"])
    assert list(standing_ballots(session, LIKELY)) == ["icb"]
    assert run("go", "s", "2")[0] == 0
    assert saved(tmp_path).at.ref == "lead-provider-risks/R2#likelihood"  # type: ignore[union-attr]


def test_the_item_is_enough_where_one_question_is_asked(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, risky(impact=False))
    code, out, _ = run("answer", "s", "3", "ICB", "3", "--json")
    assert (code, json.loads(out)["item_id"]) == (0, "lead-provider-risks/R3#likelihood")
    assert run("undo", "s")[0] == 0
    assert not standing_ballots(saved(tmp_path), "lead-provider-risks/R3#likelihood")


def test_notes_actions_recusals_and_what_does_not_apply_are_the_items(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, risky())
    assert run("note", "s", "Said", "--item", "1#impact")[0] == 0
    assert run("act", "s", "Compare @Priya ^30 Jan", "--item", "1#impact")[0] == 0
    assert run("answer", "s", "1#impact", "ICB", "--takes-no-part", "It bids")[0] == 0
    session = saved(tmp_path)
    assert {session.notes[0].origin, session.actions[0].origin} == {RISK}
    assert run("answer", "s", "1#likelihood", "ICB", "1")[0] == 2
    assert run("agenda", "s", "--does-not-apply", "2", "None here")[0] == 0
    assert run("answer", "s", "2#impact", "Care", "1")[0] == 2


def test_risks_of_all_sessions_are_written_as_a_register(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, told(told(risky(), LIKELY, (2, 2, 2, 2), 2), IMPACT, (2, 2, 2, 2), 2))
    to = tmp_path / "out"
    code, out, _ = run("risks", "--format", "all", "--to", str(to))
    paths = {path.suffix: path for path in map(Path, out.split())}
    assert (code, set(paths)) == (0, {".xlsx", ".csv", ".docx", ".html", ".md", ".json"})
    (row,) = csv.DictReader(io.StringIO(paths[".csv"].read_text("utf-8-sig")))
    assert (row["item_id"], row["record"]) == (RISK, "draft")
    assert row["record_sha256"] in paths[".md"].read_text("utf-8")
    assert json.loads(paths[".json"].read_text("utf-8"))[0]["risk"] == row["risk"]
    assert all(run("check", str(path))[0] == 0 for path in paths.values())
    assert run("risks", "s", "--format", "xlsx")[0] == 2, "those of one session are in its summary"


def test_risks_are_listed_worst_first(run: Run, tmp_path: Path) -> None:
    session = told(told(risky(), LIKELY, (1, 2, 1, 2)), IMPACT, (2, 2, 2, 2), 2)
    for asked in ("likelihood", "impact"):
        session = told(session, f"lead-provider-risks/R2#{asked}", (1, 1, 1, 1), 1)
    keep(tmp_path, session)
    assert run("act", "s", "Compare", "--item", "1")[0] == 0
    code, out, _ = run("risks", "s")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == ["Place", "Item", "Likelihood", "Impact", "Together", "Actions", "Name"]
    assert ["1", "2", "high", "high", "high"] in [line.split()[:5] for line in lines[:3]]
    assert "high (not settled: median 1½ of 4 answers)" in out
    rows: list[dict[str, Any]] = json.loads(run("risks", "s", "--json")[1])
    assert [row["item"][-2:] for row in rows[:2]] == ["R2", "R1"]
    assert rows[1] == {
        "step": "r1",
        "place": 2,
        "tied": False,
        "item": RISK,
        "likelihood": {"settled": None, "median": 1.5, "answers": 4},
        "impact": {"settled": 2, "median": 2.0, "answers": 4},
        "level": 1,
        "settled": False,
    }
    assert rows[-1]["place"] is None
    assert run("risks", "s", "--no-impact", "r1")[0] == 2, "it was answered"


def test_a_number_of_two_packs_is_that_of_which_the_command_speaks(run: Run, tmp_path: Path) -> None:
    checks = ChecklistActivity(id="c1", title="Checks", minutes=9, pack_id="lead-provider")
    keep(tmp_path, made((*risky().agenda, checks), "lead-provider-risks", "lead-provider"))
    assert "Clinical outcomes, likelihood" in run("answer", "s", "2#likelihood", "ICB", "1")[2]
    assert "2 Measures of performance: yes" in run("tick", "s", "2", "yes")[2]
    assert run("note", "s", "Which?", "--item", "2")[0] == 2


def test_what_is_asked_of_pairs_is_said_on_the_shell(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, paired())
    assert run("pairs", "s", "--ask", "Care", "want, are")[0] == 0
    assert saved(tmp_path).agenda[0].aspects == ("are", "want")  # type: ignore[attr-defined]
    code, _, err = run("pairs", "s", "--ask", "p1", "now")
    assert (code, "Name some of: were, are, want." in err) == (2, True)
    assert run("undo", "s")[0] == 0
    assert saved(tmp_path).agenda[0].aspects == ("were", "are", "want")  # type: ignore[attr-defined]


def test_the_impact_is_asked_from_the_shell(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, risky(impact=False))
    assert run("risks", "s", "--impact", "Risks")[0] == 0
    assert saved(tmp_path).agenda[0].impact  # type: ignore[attr-defined]
    assert run("risks", "s", "--no-impact", "r1")[0] == 0
    assert not saved(tmp_path).agenda[0].impact  # type: ignore[attr-defined]
    assert run("undo", "s")[0] == 0
    assert saved(tmp_path).agenda[0].impact  # type: ignore[attr-defined]


def test_pairs_are_listed_with_the_way_they_have_to_go(run: Run, tmp_path: Path) -> None:
    session = told(told(paired(), f"{PAIR}#are", (2, 2, 2, 2), 2), f"{PAIR}#want", (4, 4, 5, 5))
    keep(tmp_path, session)
    code, out, _ = run("pairs", "s")
    assert code == 0
    assert re.search(r"\s2\s+4½ \(median of 4 answers\)", out)
    assert "4½ (median of 4 answers)" in out
    assert "2½ levels to go" in out
    row = json.loads(run("pairs", "s", "--json")[1])[0]
    assert (row["item"], row["were"], row["to_go"], row["moved"]) == (PAIR, None, 2.5, None)
    assert run("risks", "s")[2].startswith("There are no risks to list")
    assert json.loads(run("show", "s", "--json")[1])["not_revealed"] == []


def test_damage_is_found_and_named(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, told(risky(), LIKELY, (1, 2, 1, 2)))
    (path,) = Library(tmp_path / "sessions").paths()
    data = json.loads(path.read_text("utf-8"))
    data["ballots"]["1"]["item_id"] = f"{RISK}#luck"
    data["ballots"]["2"]["counts"] = [1, 0]
    path.write_text(json.dumps(data), "utf-8")
    code, out, err = run("check", "s")
    assert code == 1
    assert "nothing called 'luck' is asked of an item" in out + err
    assert "2 counts for a scale of 3 levels" in out + err
