"""Each table gets the people and bodies that sit there, where the session knows, and nobody is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.edits import people
from sessions.kinds.score import edits as score_edits
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.seats import at_table, seating
from sessions.record import Session
from sessions.rows import Person
from sessions.store.check import findings
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, new_session
from tests.unit.test_merging import Laptops, comment
from workshop import merging
from workshop.desk import Desk


def seated(*names: str, template: str = "tips-and-pulse") -> Session:
    """A session with these partners, and somebody of each."""
    session = new_session(template, *names)
    listed = tuple(
        Person(name=f"Ann {number}", partner_id=row.id) for number, row in enumerate(session.partners)
    )
    return people.set_people((*listed, Person(name="Chair"))).apply(session, NOW)


@pytest.mark.parametrize(
    ("names", "tables", "expected"),
    [
        (("Table 1", "Table 2"), 2, (("table-1",), ("table-2",))),
        (
            ("Table 2", "table 1: the ICB", "Table 2 (Mind)"),
            2,
            (("table-1-the-icb",), ("table-2", "table-2-mind")),
        ),
        (("Table 1", "Table 2"), 3, ()),
        (("Table 1", "Table 3"), 2, ()),
        (("Table 1", "ICB"), 2, ()),
        (("Council", "ICB"), 2, ()),
        ((), 2, ()),
    ],
)
def test_who_sits_where_is_known_by_the_names_of_tables(
    names: tuple[str, ...], tables: int, expected: object
) -> None:
    assert seating(seated(*names), tables) == expected


def test_or_where_a_step_keeps_apart_what_each_table_says() -> None:
    session = seated("Council", "ICB", template="half-day-workshop")
    assert seating(session, 2) == (("council",), ("icb",))
    assert seating(session, 3) == (), "bodies that are mixed at the tables"


def test_a_copy_has_no_others_unless_something_is_recorded_of_them() -> None:
    session = seated("Table 1", "Table 2", "Table 3")
    session = score_edits.answer_level("principles/P1", "table-3", 2).apply(session, NOW)
    copy = at_table(session, ("table-1",))
    assert [partner.id for partner in copy.partners] == ["table-1", "table-3"]
    assert [person.name for person in copy.people] == ["Ann 0", "Ann 2", "Chair"]
    assert findings(copy) == ()


@pytest.fixture
def laptops(tmp_path: Path) -> Laptops:
    made = Laptops(tmp_path / "here", tmp_path / "stick")
    made.stick.mkdir()
    with Desk(Library(made.folder).create(seated("Table 1", "Table 2")), lambda: NOW, author="here") as desk:
        tables = merging.split(desk, 2, made.stick)
    assert merging.seating_lines(tables) == ["Each has its own table alone."]
    return made


def test_what_comes_back_from_the_tables_takes_nobody_out(laptops: Laptops) -> None:
    before = laptops.session
    assert [p.name for p in load(laptops.table(1)).session.people] == ["Ann 0", "Chair"]
    for number in (1, 2):
        laptops.edit(laptops.table(number), comment(f"by {number}"))
    laptops.merge()
    assert laptops.session.partners == before.partners
    assert laptops.session.people == before.people
    assert len(laptops.session.notes) == 2
    assert conflicts(laptops.session) == ()


def test_everybody_is_in_each_file_where_that_is_wanted(laptops: Laptops, tmp_path: Path) -> None:
    (other := tmp_path / "other").mkdir()
    with Desk(Library(laptops.folder).open("s"), lambda: NOW) as desk:
        tables = merging.split(desk, 2, other, everybody=True)
    assert [load(table.path).session.people for table in tables] == [laptops.session.people] * 2
    assert merging.seating_lines(tables, everybody=True) == ["All partners and people are in each file."]


def test_somebody_of_another_table_whom_it_put_down_anew_is_asked_about(laptops: Laptops) -> None:
    there = load(laptops.table(1)).session
    more = (*there.people, Person(name="ann 1", role="Nurse"), Person(name="Ann 0"))
    laptops.edit(laptops.table(1), people.set_people(more))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    assert {side.source for side in conflict.about} == {"", "Table 1"}
    assert "ann 1" in str(conflict).casefold(), "and Ann 0, whom it knew, are two"
