"""What is left out where nobody says anything, of cards, figures and edits."""

import os
import stat
from pathlib import Path

import pytest

from sessions.kinds.score import edits as score_edits
from sessions.many import forget
from sessions.problem import Problem
from sessions.store.drafts import read_drafts, write_drafts
from sessions.store.tables import TableMaker, to_tables
from tests.builders import NOW
from tests.small import settled_session, small_session
from workshop import settings as workshop_settings


def test_drafts_are_kept_again_and_again_and_go_when_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    for text in ("half", "more"):
        write_drafts(path, {"note": {"text": text}})
        assert read_drafts(path) == {"note": {"text": text}}
    for _ in range(2):
        write_drafts(path, {})
        assert read_drafts(path) == {}


def test_a_row_that_cannot_be_read_is_told_after_a_save_as_before_one() -> None:
    session = small_session()
    wrong = session.model_copy(update={"title": None})
    maker = TableMaker()
    maker.tables(session, {})
    told = []
    for make in (maker.tables, to_tables):
        with pytest.raises(Problem) as refused:
            make(wrong, {})
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_an_answer_takes_the_place_of_nothing_and_is_of_the_last_round_by_itself() -> None:
    session = score_edits.second_round("p/1").apply(settled_session(), NOW)
    after = score_edits.answer_level("p/1", "icb", 4).apply(session, NOW)
    (ballot,) = [row for row in after.tables["ballots"] if row not in session.tables["ballots"]]
    assert (ballot.round, ballot.source) == (2, "room")


def test_who_is_forgotten_is_looked_for_where_outputs_are_written() -> None:
    assert forget.SUMMARIES == workshop_settings.SUMMARIES


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_folder_of_drafts_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_drafts(tmp_path / "s.json", {"note": {"text": "half"}})
    finally:
        os.umask(before)
    (folder,) = (entry for entry in tmp_path.iterdir() if entry.is_dir())
    (file,) = folder.iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]
