"""What a pack says beyond its items, on the shell: evidence by kind, what to see to beforehand, results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests import instruments

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def assurance(folder: Path) -> str:
    with Library(folder).create(instruments.session("assurance")) as file:
        return file.session.id


def test_evidence_is_noted_with_its_kind(run: Run, made: str) -> None:
    assert run("note", made, "Nobody rang back", "--item", "1.3", "--evidence", "people") == (0, "N1\n", "")
    (note,) = json.loads(run("show", made, "--json")[1])["notes"]
    assert (note["kind"], note["evidence"]) == ("evidence", "people")
    assert "what staff said" in run("note", made, "--edit", "N1", "It rings", "--evidence", "staff")[2]
    run("note", made, "--edit", "N1", "It rings on", "--kind", "comment")
    assert json.loads(run("show", made, "--json")[1])["notes"][0]["evidence"] is None
    code, _, err = run("note", made, "x", "--kind", "decision", "--evidence", "data")
    assert code == 2
    assert "Only evidence has a kind of evidence" in err


def test_new_and_details_say_what_to_see_to_before_the_day(run: Run, made: str) -> None:
    said = run("details", made)
    assert "Who must be in the room:" in said[2]
    assert "  - People who use services, and carers\n" in said[2]
    assert "  - Providers, large ones and small ones\n" in run("new", "--no-open")[2]
    assert run("details", made, "--json")[2] == ""


def test_results_stand_in_json_and_in_what_show_prints(run: Run, assurance: str) -> None:
    for code in ("1.1", "1.2", "1.3"):
        run("agree", assurance, code, "3")
    results = {row["ref"]: row for row in json.loads(run("show", assurance, "--json")[1])["results"]}
    assert set(results) == {"assurance", "assurance/needs"}
    assert (results["assurance/needs"]["value"], results["assurance/needs"]["band"]) == (75, "good")
    assert (results["assurance"]["n"], results["assurance"]["of"], results["assurance"]["band"]) == (3, 9, "")
    shown = run("show", assurance)[1]
    assert "Result: Good: 75 per cent, from 3 statements." in shown
    assert "- Nine statements. 75 per cent so far, from 3 of 9 statements." in shown


def test_who_is_not_asked_is_refused(run: Run, folder: Path) -> None:
    with Library(folder).create(instruments.session("changes")):
        pass
    code, _, err = run("answer", "changes", "1", "Carers", "3")
    assert code == 2
    assert "Carers' Voice is not asked on 1 Asked are: County Council, ICB." in " ".join(err.split())


def test_show_prints_wording_levels_and_who_is_asked(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = folder.parent / "data" / "packs"
    data.mkdir(parents=True)
    for pack_id in ("assurance", "changes"):
        (data / f"{pack_id}.toml").write_bytes((instruments.FOLDER / f"{pack_id}.toml").read_bytes())
    text = run("packs", "show", "assurance")[1]
    assert "Official wording:\nThe council shall at all times" in text
    assert "  - The figures of the last four quarters (data) → https://example.org/evidence" in text
    text = run("packs", "show", "changes")[1]
    assert "Who is asked:\n  - council\n  - NHS" in text
    assert "  - 4 mature: Mature: on most wards" in text
