"""Owners are found by less than their names, so that nobody gets two; markers count where they are meant."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions.actionline import ActionLine, compose, parse
from sessions.edits import notes as note_edits, people as people_edits
from sessions.edits.notes import ActionFields
from sessions.owners import Names, Owner, find_owner, names_of
from sessions.rows import Person
from sessions.understood import action_preview
from tests.builders import NOW, TODAY, new_session

FRIDAY = dt.date(2026, 12, 4)
COUNCIL, ICB = "Borsetshire County Council", "Xshire ICB"
BODIES = (
    COUNCIL,
    ICB,
    "Felpersham City Hospital",
    "Ambridge Hospice",
    "People with lived experience",
    "Age Link",
)
PEOPLE = ("Priya Shah", "Tom Wood", "Tom Ash", "Ash Patel")
NAMES = Names(BODIES, PEOPLE, {"Priya Shah": ICB})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Draft @Priya^Friday", ActionLine("Draft", "Priya", "", FRIDAY)),
        ("Draft @Priya ^ Friday", ActionLine("Draft", "Priya", "", FRIDAY)),
        ("Draft @Priya ^Friday", ActionLine("Draft", "Priya", "", FRIDAY)),
        ("Draft @Priya (NHS)^Friday", ActionLine("Draft", "Priya", "NHS", FRIDAY)),
        ("Draft @Priya (NHS) ^ Friday", ActionLine("Draft", "Priya", "NHS", FRIDAY)),
        ("Draft @(NHS)^Friday", ActionLine("Draft", "", "NHS", FRIDAY)),
        ("Draft @Priya by Friday", ActionLine("Draft", "Priya", "", FRIDAY)),
        ("Draft @Priya (NHS) by Friday", ActionLine("Draft", "Priya", "NHS", FRIDAY)),
        ("Draft by Friday @Priya", ActionLine("Draft", "Priya", "", FRIDAY)),
        ("Draft by Friday", ActionLine("Draft", due=FRIDAY)),
        ("Draft By COP Friday", ActionLine("Draft", due=FRIDAY)),
        ("Draft by next meeting", ActionLine("Draft", due_words="next meeting")),
        ("Stand by Priya by Friday", ActionLine("Stand by Priya", due=FRIDAY)),
        ("Draft @Priya ^", ActionLine("Draft", "Priya")),
        ("Draft @Priya^", ActionLine("Draft", "Priya")),
        ("Draft by hand", ActionLine("Draft by hand")),
        ("Have it by now", ActionLine("Have it by now")),
        ("Cut waits by 2 weeks", ActionLine("Cut waits by 2 weeks")),
        ("Raise uptake by 1.5", ActionLine("Raise uptake by 1.5")),
        ("Sign off by Friday at the board", ActionLine("Sign off by Friday at the board")),
        ("Draft by 31 Feb", ActionLine("Draft", due_words="31 Feb")),
        ("Draft by Friday ^Friday", ActionLine("Draft by Friday", due=FRIDAY)),
        (r"Draft \by Friday", ActionLine("Draft by Friday")),
        (r"Draft @Priya \by Friday", ActionLine("Draft", "Priya by Friday")),
        (r"Draft @Priya\^Friday", ActionLine("Draft", "Priya^Friday")),
        ("Mail a@b.org, check 2^10, meet @ 3pm", ActionLine("Mail a@b.org, check 2^10, meet @ 3pm")),
        ("@Priya (NHS) Check 2^10 ^Friday", ActionLine("Check 2^10", "Priya", "NHS", FRIDAY)),
        ("Mail it @priya@nhs.net ^Friday", ActionLine("Mail it", "priya@nhs.net", "", FRIDAY)),
        ("Draft @ICB, by asap", ActionLine("Draft", "ICB", due_words="asap")),
        ("Draft @ICB by ASAP", ActionLine("Draft", "ICB", due_words="ASAP")),
        ("Draft @ICB, asap", ActionLine("Draft", "ICB", due_words="asap")),
        ("Draft @ICB asap", ActionLine("Draft", "ICB", due_words="asap")),
        ("Draft @Asap", ActionLine("Draft", "Asap")),
        ("Draft @ICB by tbc", ActionLine("Draft", "ICB", due_words="tbc")),
        ("Draft @ICB, by Friday", ActionLine("Draft", "ICB", due=FRIDAY)),
        ("Draft @ICB, Friday", ActionLine("Draft", "ICB", due=FRIDAY)),
        ("Draft @Priya on Friday", ActionLine("Draft", "Priya", due=FRIDAY)),
        ("Draft @Priya due Friday", ActionLine("Draft", "Priya", due=FRIDAY)),
        ("Draft @Priya in a week", ActionLine("Draft", "Priya", due=TODAY + dt.timedelta(days=7))),
        ("Draft @Theresa May", ActionLine("Draft", "Theresa May")),
        ("Draft @Friends on Friday ^Friday", ActionLine("Draft", "Friends on Friday", due=FRIDAY)),
        (r"Draft @Priya \on Friday", ActionLine("Draft", "Priya on Friday")),
        ("Draft it by asap", ActionLine("Draft it", due_words="asap")),
        ("Draft it, by Friday", ActionLine("Draft it", due=FRIDAY)),
        ("Draft it on Friday", ActionLine("Draft it on Friday")),
        ("Draft it asap", ActionLine("Draft it asap")),
        ("Meet @3pm on Friday", ActionLine("Meet @3pm on Friday")),
        ("Meet @10.30 on Friday", ActionLine("Meet @10.30 on Friday")),
        ("Meet @noon", ActionLine("Meet @noon")),
        ("Meet @3 P.M. by Friday", ActionLine("Meet @3 P.M.", due=FRIDAY)),
        ("Meet @3pm on Friday @Priya ^Friday", ActionLine("Meet @3pm on Friday", "Priya", due=FRIDAY)),
        ("Buy 30 @£2.50 @Priya", ActionLine("Buy 30 @£2.50", "Priya")),
        ("Draft @2gether", ActionLine("Draft", "2gether")),
        (r"Draft @\111", ActionLine("Draft", "111")),
        ("Draft it ^ Friday", ActionLine("Draft it", due=FRIDAY)),
        ("Draft it ^ Friday @Priya", ActionLine("Draft it", "Priya", due=FRIDAY)),
        ("@Priya (NHS) draft it ^ Friday", ActionLine("draft it", "Priya", "NHS", FRIDAY)),
        ("Find 2 ^ 10", ActionLine("Find 2 ^ 10")),
    ],
)
def test_where_owner_and_date_begin(line: str, expected: ActionLine) -> None:
    assert parse(line, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@Priya draft it ^ Friday", ActionLine("draft it", "Priya Shah", ICB, FRIDAY)),
        ("@Priya draft it by Friday", ActionLine("draft it", "Priya Shah", ICB, FRIDAY)),
        ("@priya shah Draft it", ActionLine("Draft it", "Priya Shah", ICB)),
        ("@county council write to all ^Friday", ActionLine("write to all", "", COUNCIL, FRIDAY)),
        ("@ICB write", ActionLine("write", "", ICB)),
        ("@Tom draft it", ActionLine("draft it", "Tom", which=("Tom Wood", "Tom Ash"))),
        ("@Jo draft it ^ Friday", ActionLine("draft it", "Jo", due=FRIDAY)),
        ("@jo draft it", ActionLine("draft it", "jo")),
        ("@Jo Bloggs draft it", ActionLine("draft it", "Jo Bloggs")),
        ("@Jo Draft the protocol", ActionLine("Draft the protocol", "Jo")),
        ("@Jo Bloggs to draft it", ActionLine("draft it", "Jo Bloggs")),
        ("@Jo Bloggs - draft it", ActionLine("draft it", "Jo Bloggs")),
        ("@Jo: draft", ActionLine("draft", "Jo")),
        ("@Jo, Draft  it", ActionLine("Draft  it", "Jo")),
        ("@Friends of the Park dig it up", ActionLine("dig it up", "Friends of the Park")),
        ("^Friday draft it @Jo", ActionLine("draft it", "Jo", due=FRIDAY)),
        ("^Friday @Jo draft it", ActionLine("draft it", "Jo", due=FRIDAY)),
        ("^asap draft it", ActionLine("draft it", due_words="asap")),
    ],
)
def test_a_line_may_begin_with_who_or_when(line: str, expected: ActionLine) -> None:
    assert parse(line, TODAY, NAMES) == expected


@pytest.mark.parametrize(
    "line",
    ["@Jo Bloggs ^Friday", "@Priya Shah", "@jo bloggs", "@Priya", "^when Cabinet agrees", "@Jo draft it ()"],
)
def test_a_name_or_a_date_alone_is_asked_what_is_to_be_done(line: str) -> None:
    found = parse(line, TODAY, NAMES)
    assert (found.text, found.problem) == ("", "What is to be done is not said yet")


@pytest.mark.parametrize(
    ("typed", "owner", "body"),
    [
        ("@council", "", COUNCIL),
        ("@the Council", "", COUNCIL),
        ("@County Council", "", COUNCIL),
        ("@ICB", "", ICB),
        ("@icb", "", ICB),
        ("@BCC", "", COUNCIL),
        ("@bcc", "", COUNCIL),
        ("@FCH", "", "Felpersham City Hospital"),
        ("@PWLE", "", "People with lived experience"),
        ("@PLE", "", "People with lived experience"),
        ("@AL", "", "Age Link"),
        ("@al", "al", ""),
        ("@hospice", "", "Ambridge Hospice"),
        ("@Priya", "Priya Shah", ICB),
        ("@shah", "Priya Shah", ICB),
        ("@Ash", "Ash Patel", ""),
        ("@Sam (council)", "Sam", COUNCIL),
        ("@Sam (BCC)", "Sam", COUNCIL),
        ("@Sam (Felp", "Sam", "Felpersham City Hospital"),
        ("@with", "with", ""),
        ("@Priya (council)", "Priya Shah", COUNCIL),
    ],
)
def test_people_and_bodies_are_found_by_part_of_their_names(typed: str, owner: str, body: str) -> None:
    found = parse(f"Draft {typed}", TODAY, NAMES)
    assert (found.owner, found.body, found.which) == (owner, body, ())
    assert parse(compose("Draft", found.owner, found.body), TODAY, NAMES) == found, "and stays so"


@pytest.mark.parametrize(
    ("typed", "which", "owner", "body"),
    [
        ("@Tom", ("Tom Wood", "Tom Ash"), "Tom", ""),
        ("@Sam (council)", ("County Council", "City Council"), "Sam", "council"),
        ("@council", ("County Council", "City Council"), "council", ""),
        ("@Pri", ("Priya Shah",), "Pri", ""),
        ("@Ci", ("City Council",), "Ci", ""),
        ("@wo (City Council)", ("Tom Wood",), "wo", "City Council"),
    ],
)
def test_what_is_in_doubt_stands_as_typed_and_is_offered(
    typed: str, which: tuple[str, ...], owner: str, body: str
) -> None:
    names = Names(("County Council", "City Council"), PEOPLE, {"Tom Ash": "City Council"})
    found = parse(f"Draft {typed}", TODAY, names)
    assert (found.which, found.owner, found.body, found.problem) == (which, owner, body, None)
    assert ("which", f"{' or '.join(which)}?") in action_preview(found, TODAY)


def test_a_parked_point_may_say_by_when_itself() -> None:
    text = "Settle 2^10 @ 3pm, ask @home by Friday"
    assert parse(compose(text), TODAY).due is None
    found = parse(compose(text, by_counts=True), TODAY)
    assert (found.text, found.owner, found.due) == ("Settle 2^10 @ 3pm, ask @home", "", FRIDAY)


def test_one_of_those_in_doubt_takes_the_place() -> None:
    names = Names(("County Council", "City Council"), PEOPLE, {"Tom Ash": "City Council"})
    tom, council = find_owner("Tom", "", names), find_owner("council", "", names)
    assert tom.taking("Tom Ash", names) == Owner("Tom Ash", "City Council")
    assert council.taking("City Council", names) == Owner("", "City Council")
    assert find_owner("Sam", "council", names).taking("City Council", names) == Owner("Sam", "City Council")


def test_whoever_was_named_before_is_found_and_no_part_of_a_name_becomes_a_second() -> None:
    session = new_session("four-domains", COUNCIL, ICB)
    for owner, body in (("Priya", ""), ("ICB", ""), ("", "council"), ("Mo Khan", "Police"), ("", "Police")):
        session = note_edits.add_action(ActionFields("x", owner, body)).apply(session, NOW)
    session = people_edits.set_people([Person(name="Priya Shah")]).apply(session, NOW)
    names = names_of(session)
    assert names.bodies == (COUNCIL, ICB, "Police")
    assert names.people == ("Priya Shah", "Mo Khan")
    assert find_owner("mo", "", names) == Owner("Mo Khan")
    assert find_owner("Priya", "", names) == Owner("Priya Shah")


@given(
    typed=st.text(max_size=12) | st.sampled_from([*BODIES, *PEOPLE, "Tom", "BCC", "the", "a"]),
    body=st.text(max_size=12) | st.sampled_from([*BODIES, "ICB", ""]),
)
def test_a_name_that_was_found_is_found_again(typed: str, body: str) -> None:
    found = find_owner(typed, body, NAMES)
    again = find_owner(found.person, found.body, NAMES)
    assert (again.person, again.body) == (found.person, found.body)


def test_names_are_worked_out_anew_where_people_bodies_or_actions_are_others() -> None:
    session = new_session()
    names = names_of(session)
    noted = note_edits.add_note("comment", "Said.").apply(session, NOW)
    assert names_of(noted) is names
    for change, wanted in (
        (people_edits.add_partner("Age Link", "voluntary"), "Age Link"),
        (people_edits.set_people([Person(name="Ada Ash")]), "Ada Ash"),
        (note_edits.add_action(ActionFields("Draft", owner="Zoe Wood")), "Zoe Wood"),
    ):
        changed = names_of(change.apply(noted, NOW))
        assert wanted in (*changed.bodies, *changed.people)
        assert names_of(noted) == names
