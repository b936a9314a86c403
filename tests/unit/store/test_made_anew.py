"""Of a session that changes, only what has changed is made, checked and rendered again: to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.edits.notes import ActionFields, add_action
from sessions.kinds.score import edits
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.storage import Renderer, render
from sessions.store.tables import TableMaker, to_tables
from tests.builders import NOW
from tests.every_kind import every_kind


@pytest.fixture
def session() -> Session:
    """One with rows in every table."""
    return every_kind()


def answered(session: Session) -> Session:
    """The same with another answer to what is answered first."""
    ballot = BALLOTS.of(session)[0]
    return BALLOTS.with_row(session, ballot.model_copy(update={"counts": tuple(reversed(ballot.counts))}))


def test_the_bytes_are_those_of_a_session_that_is_made_as_a_whole(session: Session) -> None:
    maker, renderer = TableMaker(), Renderer()
    kept = {"meta": {"1": {"other": 1}}, "theirs": {"1": {"x": "é"}}}
    more = add_action(ActionFields("One more")).apply(session, NOW)
    for state in (session, answered(session), session, more):
        assert renderer.render(maker.tables(state, kept)) == render(to_tables(state, kept))


def test_a_document_is_the_same_object_as_long_as_its_row_is(session: Session) -> None:
    maker = TableMaker()
    before, after = maker.tables(session, {}), maker.tables(answered(session), {})
    assert after["packs"] is before["packs"]
    assert after["ballots"]["1"] != before["ballots"]["1"]
    assert after["ballots"]["2"] is before["ballots"]["2"]


def test_what_cannot_be_recorded_is_told_where_it_stands(session: Session) -> None:
    maker = TableMaker()
    maker.tables(session, {})
    bad = BALLOTS.of(session)[1].model_copy(update={"round": "third"})
    rows = (BALLOTS.of(session)[0], bad, *BALLOTS.of(session)[2:])
    with pytest.raises(Problem, match="This change can't be recorded"):
        maker.tables(BALLOTS.put(session, rows), {})
    assert render(maker.tables(session, {})) == render(to_tables(session))


def test_half_a_pair_of_characters_is_escaped_as_in_the_whole(session: Session) -> None:
    tables = {"notes": {"1": {"text": "\ud800"}}, "meta": {"1": {"é": 1}}}
    renderer = Renderer()
    assert renderer.render(tables) == render(tables)
    assert json.loads(renderer.render(tables))["meta"]["1"]["é"] == 1


def test_a_file_that_is_saved_often_reads_as_it_was_seen(session: Session, tmp_path: Path) -> None:
    library = Library(tmp_path)
    with library.create(session) as file:
        for ballot in BALLOTS.of(session):
            taken_back = edits.take_back(ballot.item_id, ballot.partner_id)
            file.save(taken_back.apply(file.session, NOW))
        saved = file.session
        assert file.path.read_bytes() == file.data
    assert library.read(saved.id) == saved
