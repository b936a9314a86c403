"""Whatever the shell writes of a session is noted beside it."""

from __future__ import annotations

import json
from pathlib import Path

from sessions.outputs import manifest
from tests.unit.cli.conftest import Run


def noted(folder: Path, session_id: str) -> set[tuple[str, str]]:
    """(form, format) of all that was written of it; each with the checksum of what lies on disk."""
    path = folder / f"{session_id}.json"
    rows = manifest.rows(path)
    assert all(row.sha256 == manifest.checksum_of(row.file(path)) for row in rows)
    return {(row.form, row.format) for row in rows}


def test_summary_cards_log_and_register_are_noted(run: Run, folder: Path, made: str) -> None:
    assert run("act", made, "Draft it @Tom")[0] == 0
    assert run("note", made, "We go ahead", "--kind", "decision")[0] == 0
    for line in (
        ("summary", made, "--format", "md,ics"),
        ("summary", made, "--form", "board", "--format", "docx"),
        ("cards", made),
        ("form", made, "--partner", "ICB", "--format", "html,xlsx"),
        ("actions", made, "--format", "csv"),
        ("decisions", "--format", "html"),
    ):
        assert run(*line)[0] == 0, line
    assert noted(folder, made) == {
        ("minutes", "md"),
        ("record", "ics"),
        ("board", "docx"),
        ("cards", "html"),
        ("form", "html"),
        ("form", "xlsx"),
        ("actions", "csv"),
        ("decisions", "html"),
    }


def test_a_log_is_noted_beside_the_sessions_that_are_in_it(run: Run, folder: Path, made: str) -> None:
    other = json.loads(run("new", "--title", "Other", "--no-open", "--json")[1])["id"]
    assert run("act", made, "Draft it @Tom")[0] == 0
    assert run("actions", "--format", "xlsx")[0] == 0
    assert noted(folder, made) == {("actions", "xlsx")}
    assert noted(folder, other) == set()


def test_cards_of_a_pack_are_of_no_session(run: Run, folder: Path) -> None:
    assert run("cards", "--pack", "tips")[0] == 0
    assert not (folder / ".outputs").exists()
