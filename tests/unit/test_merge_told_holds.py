"""What a merge tells, line by line."""

import datetime as dt
from pathlib import Path

import pytest

from sessions.edits import event, notes, people
from sessions.kinds.score import edits as score_edits
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.report import lines
from sessions.many.merge.settling import BOTH, settle
from sessions.problem import Problem
from sessions.rows import Person
from sessions.spans import plain_text
from sessions.store.library import Library
from tests.builders import FIRST_FIVE, NOW, new_session
from tests.unit.test_merging import BOTH_TABLES, Laptops, reworded
from workshop import merging
from workshop.desk import Desk


def test_a_merge_tells_of_each_table_what_came_what_went_and_what_is_to_be_settled(tmp_path: Path) -> None:
    laptops = Laptops(tmp_path / "here", tmp_path / "stick")
    laptops.stick.mkdir()
    session = new_session("four-domains", "County Council", "ICB")
    session = people.set_people([Person(name="Priya Shah", partner_id="icb", chair=True)]).apply(session, NOW)
    with Desk(Library(laptops.folder).create(session), lambda: NOW, author="here") as desk:
        desk.apply(score_edits.answer_level(FIRST_FIVE[0], "icb", 2))
        desk.apply(notes.add_note("comment", "first"))
        merging.split(desk, BOTH_TABLES, laptops.stick)
    laptops.edit(laptops.table(1), notes.add_action(notes.ActionFields("Ask them")))
    laptops.edit(laptops.table(1), score_edits.take_back(FIRST_FIVE[0], "icb"), reworded("one"))
    agreed = score_edits.agree(FIRST_FIVE[1], 3)
    laptops.edit(laptops.table(2), people.set_people([]), reworded("two"), agreed)
    told = lines(laptops.merge().report, ["Table 1", "Table 2"])
    called = f"{session.called(FIRST_FIVE[1])} Leaders who lead and answer together"
    assert {head: sorted(plain_text(line) for line in below) for head, below in told} == {
        "From Table 1": [
            "Actions: A1 Ask them · nobody named · no date · Open",
            "Answers: taken out: 1.1 Relationships that put people first · ICB: not revealed",
            "Notes: N1 comment: one",
        ],
        "From Table 2": [
            f"Agreed levels: {called}: 3 part-way",
            "People: taken out: Priya Shah · ICB · in the chair",
        ],
        "To be settled (of each, what is first stands until then)": [
            "  Table 1: one",
            "  Table 2: two",
            "Notes: N1, text",
        ],
    }


def test_two_dates_are_told_as_dates(tmp_path: Path) -> None:
    laptops = Laptops(tmp_path / "here", tmp_path / "stick")
    laptops.stick.mkdir()
    session = notes.add_action(notes.ActionFields("Ask them")).apply(new_session("four-domains", "ICB"), NOW)
    with Desk(Library(laptops.folder).create(session), lambda: NOW, author="here") as desk:
        merging.split(desk, BOTH_TABLES, laptops.stick)
    for number in (1, 2):
        due = session.actions[0].model_copy(update={"due": dt.date(2027, 1, number)})
        laptops.edit(laptops.table(number), notes.change_action(due))
    laptops.merge()
    said = [plain_text(side.said) for conflict in conflicts(laptops.session) for side in conflict.sides]
    assert {"1 Jan 2027", "2 Jan 2027"} <= set(said)
    dates = next(conflict for conflict in conflicts(laptops.session) if conflict.part == "due")
    with pytest.raises(Problem) as both:
        settle(dates.id, BOTH).apply(laptops.session, NOW)
    assert (both.value.what, both.value.hint) == ("Only one of these can stand", "Take one of them.")


def test_a_name_that_reads_like_an_id_is_told_as_typed(tmp_path: Path) -> None:
    laptops = Laptops(tmp_path / "here", tmp_path / "stick")
    laptops.stick.mkdir()
    session = new_session("four-domains", "County Council")
    with Desk(Library(laptops.folder).create(session), lambda: NOW, author="here") as desk:
        merging.split(desk, BOTH_TABLES, laptops.stick)
    for number, name in ((1, "Mind"), (2, "mind")):
        laptops.edit(laptops.table(number), people.add_partner(name, "voluntary"))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    assert {plain_text(side.said) for side in conflict.sides} == {"Mind", "mind"}


def test_what_was_emptied_is_told_as_that(tmp_path: Path) -> None:
    laptops = Laptops(tmp_path / "here", tmp_path / "stick")
    laptops.stick.mkdir()
    session = new_session("four-domains", "County Council")
    with Desk(Library(laptops.folder).create(session), lambda: NOW, author="here") as desk:
        desk.apply(event.describe(title=session.title, place="Vale", on=session.date))
        merging.split(desk, BOTH_TABLES, laptops.stick)
    for number, place in ((1, "Hall"), (2, "")):
        laptops.edit(laptops.table(number), event.describe(title=session.title, place=place, on=session.date))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    assert {plain_text(side.said) for side in conflict.sides} == {"Hall", "nothing"}
