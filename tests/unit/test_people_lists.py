"""Lists of people from tables: columns by name, bodies to partners, doubles, and what is nobody."""

from __future__ import annotations

import pytest

from sessions.edits.people import set_people
from sessions.forgetting import Forgetting
from sessions.imports.people import PeopleList, add_people, read_people
from sessions.imports.words import fault_lines, people_lines
from sessions.record import Session
from sessions.rows import Person
from sessions.sheets import Sheet, sheet_in
from sessions.store.forgotten import mark_of
from tests.builders import NOW, new_session

HEAD = "Name;Organisation;Role\n"


@pytest.fixture
def session() -> Session:
    made = new_session("tips-and-pulse", "County Council", "Integrated Care Board (ICB)", "Age UK")
    return set_people([Person(name="Priya Shah", partner_id=made.partners[1].id)]).apply(made, NOW)


def read(session: Session, text: str) -> PeopleList:
    return read_people(sheet_in(text.encode(), "people.csv", "a list of people"), session, "people.csv")


def faults(session: Session, text: str) -> list[str]:
    return [str(fault) for fault in read(session, text).faults]


@pytest.mark.parametrize(
    "head",
    [
        *("Name;Organisation;Role", "full name;BODY;Job title", " Attendee ;Partner;position"),
        *("1. Your name;2. Which organisation are you from?;3. Job title", "Display Name;Company;Job_Title"),
    ],
)
def test_columns_are_found_by_what_they_are_called(session: Session, head: str) -> None:
    (row,) = read(session, f"{head}\nTom Lee;icb;Director\n").new
    assert row.partner is not None
    assert (row.name, row.partner.name, row.role) == ("Tom Lee", "Integrated Care Board (ICB)", "Director")


def test_first_name_and_surname_make_a_name_in_whatever_order_they_stand(session: Session) -> None:
    found = read(session, "Surname;Email;First name\nLee;t@x;Tom\nOnly;;\n")
    assert [row.name for row in found.new] == ["Tom Lee", "Only"]
    assert found.not_read == ["Email"]
    assert list(people_lines(session, found)) == ["Columns that are not read: Email."]
    asked = read(session, "Name;Anything else?\nTom;no\n")
    assert list(people_lines(session, asked)) == ["Columns that are not read: Anything else?"]


def test_a_title_above_the_head_is_no_person(session: Session) -> None:
    found = read(session, f"Steering group;;\n;;\n{HEAD}Tom;ICB;\n")
    assert [(row.row, row.name) for row in found.new] == [(4, "Tom")]


@pytest.mark.parametrize("text", ["Tom Lee;ICB;Director\nAnn;Age UK;\n", "First name;Body\nTom;ICB\n", ""])
def test_without_a_head_that_names_people_nobody_is_read(session: Session, text: str) -> None:
    found = read(session, text)
    assert (found.new, found.known) == ([], [])
    assert len(found.faults) == 1
    assert "Name, or First name and Surname" in found.faults[0].hint


def test_all_that_is_wrong_is_told_with_row_and_column(session: Session) -> None:
    text = f"{HEAD}Tom;ICB;\n;ICB;Chair\nAnn;c;\n{'x' * 121};;\n"
    assert faults(
        session, text.replace("Ann;c", "Ann;County or ICB").replace("County or ICB", "council")
    ) == [
        "people.csv, row 3, column A: there is no name in this row",
        "people.csv, row 5, column A: 121 characters are no name",
    ]


def test_a_body_that_may_be_several_partners_is_asked_for() -> None:
    session = new_session("tips-and-pulse", "North Trust", "South Trust")
    (fault,) = read(session, f"{HEAD}Tom;Trust;\n").faults
    assert (fault.place, fault.hint) == (
        "row 2, column B",
        "Write out which it is: North Trust or South Trust.",
    )


def test_two_columns_of_names_are_refused(session: Session) -> None:
    assert faults(session, "Name;Full name\nTom;Tom Lee\n") == [
        "people.csv, row 1, column B: a second column of the name"
    ]


def test_formulas_without_a_value_and_merged_cells_are_refused(session: Session) -> None:
    rows = (("Name", "Organisation"), ("Tom", "ICB"), ("", "ICB"))
    sheet = Sheet(rows, frozenset({(3, 1)}), ((1, "A1:B1"), (3, "B2:B3")))
    assert [str(fault) for fault in read_people(sheet, session, "p.xlsx").faults] == [
        "p.xlsx, row 3: the cells B2:B3 are merged",
        "p.xlsx, row 3, column A: the name is a formula without a value",
    ]


def test_doubles_and_those_on_the_list_are_told_and_not_taken(session: Session) -> None:
    found = read(session, f"{HEAD}priya  SHAH;ICB;\nTom;Age UK;\nTom;age uk;x\nTom;ICB;\nAnn;;\nAnn;Mind;\n")
    assert [(row.name, row.body) for row in found.new] == [
        *(("Tom", "Age UK"), ("Tom", "ICB"), ("Ann", ""), ("Ann", "Mind"))
    ]
    assert [row.name for row in found.known] == ["priya SHAH"]
    assert [(row, above.row) for row, above in found.twice] == [(4, 3)]
    lines = list(people_lines(session, found, with_partners=False))
    assert "Row 4 is row 3 again: Tom." in lines
    assert "There will be two of this name, of different bodies: Tom." in lines
    assert "“ICB” is taken as Integrated Care Board (ICB)." in lines
    assert "Mind is no partner of this session: one person is taken without one." in lines
    undecided = list(people_lines(session, found))
    assert "Mind is no partner of this session, and has 1 person of the list." in undecided


def test_new_bodies_become_partners_if_wanted(session: Session) -> None:
    found = read(session, f"{HEAD}Tom;Mind;\nAnn;MIND;\nSam;ICB;\n")
    assert found.new_bodies == ("Mind",)
    after = add_people(found.new, [("Mind", "voluntary")]).apply(session, NOW)
    assert [partner.name for partner in after.partners][-1] == "Mind"
    assert [(person.name, person.partner_id) for person in after.people[1:]] == [
        *(("Tom", "mind"), ("Ann", "mind"), ("Sam", "integrated-care-board-icb"))
    ]
    without = add_people(found.new).apply(session, NOW)
    assert [person.partner_id for person in without.people[1:3]] == [None, None]
    assert without.partners == session.partners


def test_a_second_time_nobody_is_new(session: Session) -> None:
    text = f"{HEAD}Tom;Mind;\nTom;ICB;\nAnn;;\n"
    after = add_people(read(session, text).new).apply(session, NOW)
    again = read(after, text)
    assert (again.new, len(again.known)) == ([], 3)


def test_who_was_taken_out_of_the_record_does_not_come_back(session: Session) -> None:
    gone = mark_of(Forgetting(("Tom Lee",), "Somebody"), (), NOW)
    session = session.model_copy(update={"forgotten": (gone,)})
    found = read(session, f"{HEAD}tom lee;ICB;\nAnn;;\n")
    assert ([row.name for row in found.new], found.forgotten) == (["Ann"], [2])
    lines = "\n".join(people_lines(session, found, with_partners=False))
    assert "Row 2" in lines
    assert "tom" not in lines.casefold()


def test_many_faults_alike_are_told_with_their_hint_once(session: Session) -> None:
    found = read(session, HEAD + ";ICB;\n" * 60)
    lines = list(fault_lines(found.faults))
    assert lines[-1] == "and 20 more like these"
    assert sum("take the row out" in line for line in lines) == 1


def test_a_body_that_is_written_in_several_ways_is_counted_as_one(session: Session) -> None:
    found = read(session, f"{HEAD}Tom Lee;Care Org.;\nAda May;care org;\n")
    lines = list(people_lines(session, found, with_partners=False))
    assert "Care Org. is no partner of this session: 2 people are taken without one." in lines


def test_a_list_of_thousands_is_sorted_in_one_go(session: Session) -> None:
    rows = [f"Person {number};Body {number % 50};" for number in range(2_400)]
    found = read(session, HEAD + "\n".join([*rows, *rows]))
    assert (len(found.new), len(found.twice)) == (2_400, 2_400)
    assert found.twice[0] == (2_402, found.new[0])
