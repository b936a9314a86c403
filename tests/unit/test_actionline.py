"""An action typed in one line is understood as meant, and written back so that it is read the same."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions.actionline import ActionLine, compose, parse
from sessions.dates import read_due
from sessions.owners import Names
from sessions.understood import action_preview

TODAY = dt.date(2026, 12, 1)
JAN = dt.date(2027, 1, 30)
BODIES = ("Exampleshire County Council", "ICB", "NHS Trust", "NHS Provider Group", "Age UK (North)")
PEOPLE = ("Priya Shah", "Tom Wood", "Tom Ash", "Al", "Alison Grey")
NAMES = Names(BODIES, PEOPLE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ActionLine("")),
        ("Draft the protocol", ActionLine("Draft the protocol")),
        ("Draft the protocol @Priya (NHS) ^30 Jan", ActionLine("Draft the protocol", "Priya", "NHS", JAN)),
        ("Draft the protocol ^30 Jan @Priya (NHS)", ActionLine("Draft the protocol", "Priya", "NHS", JAN)),
        ("@Priya (NHS) Draft the protocol ^30/1", ActionLine("Draft the protocol", "Priya", "NHS", JAN)),
        ("  Draft   it  @ Priya", ActionLine("Draft   it  @ Priya")),
        ("Draft @Priya Anne Shah", ActionLine("Draft", "Priya Anne Shah")),
        ("Draft @Priya(NHS)", ActionLine("Draft", "Priya", "NHS")),
        ("Draft @(NHS)", ActionLine("Draft", "", "NHS")),
        ("Draft @Priya (NH", ActionLine("Draft", "Priya", "NH")),
        ("Draft @Priya (NHS ^30 Jan", ActionLine("Draft", "Priya", "NHS", JAN)),
        ("Draft @Priya (Age UK (North)) ^30 Jan", ActionLine("Draft", "Priya", "Age UK (North)", JAN)),
        ("Draft @Priya (NHS) and (later) send", ActionLine("Draft and (later) send", "Priya", "NHS")),
        ("Mail a@b.org @Priya", ActionLine("Mail a@b.org", "Priya")),
        ("Check (with care) that 2^10 holds", ActionLine("Check (with care) that 2^10 holds")),
        ("Meet @ 3pm ^30 Jan", ActionLine("Meet @ 3pm", due=JAN)),
        ("Draft @", ActionLine("Draft @")),
        ("Draft ^", ActionLine("Draft ^")),
        (r"Ask \@home about \^power", ActionLine("Ask @home about ^power")),
        (r"Look in \\server\share and C:\docs", ActionLine(r"Look in \\server\share and C:\docs")),
        (r"Draft @Priya \(lead\) (NHS)", ActionLine("Draft", "Priya (lead)", "NHS")),
        ("Draft @Priya :-) (NHS)", ActionLine("Draft", "Priya :-)", "NHS")),
    ],
)
def test_grammar(line: str, expected: ActionLine) -> None:
    assert parse(line, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Draft @Priya and @Tom", "One owner and one date for each action: '@Tom' stays text"),
        ("Draft ^30 Jan ^31 Jan", "One owner and one date for each action: '^31 Jan' stays text"),
        ("@Priya ^30 Jan", "What is to be done is not said yet"),
    ],
)
def test_what_is_not_right_is_said(line: str, problem: str) -> None:
    assert parse(line, TODAY).problem == problem


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("3", ""),
        ("when Cabinet agrees", ""),
        ("asap", ""),
        ("30 Jan and tell all", ""),
        ("31 Feb", "31 Feb is not a date. February has 28 or 29 days."),
        ("1/13", "There is no month 13. The day comes first: 13/1."),
    ],
)
def test_what_is_no_date_is_kept_in_words(typed: str, mistake: str) -> None:
    found = parse(f"Draft @Priya ^{typed}", TODAY)
    assert found == ActionLine("Draft", "Priya", due_words=typed)
    assert found.mistake == mistake


def test_a_second_marker_loses_nothing() -> None:
    found = parse("Draft @Priya (NHS) ^30 Jan @Tom (ICB)", TODAY)
    assert (found.text, found.owner, found.body, found.due) == ("Draft @Tom (ICB)", "Priya", "NHS", JAN)


@pytest.mark.parametrize(
    ("typed", "owner", "body"),
    [
        ("@Priya (exa", "Priya Shah", "Exampleshire County Council"),
        ("@priya shah (icb)", "Priya Shah", "ICB"),
        ("@Priya (NHS)", "Priya Shah", "NHS"),
        ("@Priya (nhs t)", "Priya Shah", "NHS Trust"),
        ("@Pri", "Pri", ""),
        ("@Tom", "Tom", ""),
        ("@al", "Al", ""),
        ("@icb", "", "ICB"),
        ("@ICB (NHS Trust)", "ICB", "NHS Trust"),
        ("@(Age)", "", "Age UK (North)"),
        (r"@Age UK \(North\)", "", "Age UK (North)"),
    ],
)
def test_known_names_are_completed(typed: str, owner: str, body: str) -> None:
    found = parse(f"Draft {typed}", TODAY, NAMES)
    assert (found.text, found.owner, found.body) == ("Draft", owner, body)


def test_a_person_who_is_named_like_a_body_stays_a_person() -> None:
    assert parse("Draft @Hope", TODAY, Names(("Hope",), ("Hope",))).owner == "Hope"


pieces = st.lists(
    st.sampled_from(
        [
            *"@^\\() \t\n.aé漢",
            "  ",
            "Priya",
            "30 Jan",
            "by ",
            "by Friday",
            "by 31 Feb",
            "Fri 30 Jan",
            "BY",
            "Friday",
            ", ",
            "on ",
            "in 2 weeks",
            "asap",
            "draft it",
            "Draft the",
            "3pm",
            " ^ ",
            " @",
            "()",
        ]
    ),
    max_size=9,
).map("".join)
words = (pieces | st.text(max_size=12)).map(str.strip)


@given(text=words, owner=words, body=words, due=st.none() | st.dates())
def test_what_is_composed_is_read_back(text: str, owner: str, body: str, due: dt.date | None) -> None:
    found = parse(compose(text, owner, body, due), TODAY)
    assert (found.text, found.owner, found.body, found.due) == (text, owner, body, due)


@given(text=words, owner=words, body=words, when=words.filter(bool))
def test_words_for_a_date_are_read_back(text: str, owner: str, body: str, when: str) -> None:
    found = parse(compose(text, owner, body, due_words=when), TODAY)
    due = read_due(when, TODAY)
    assert (found.text, found.owner, found.body) == (text, owner, body)
    assert (found.due, found.due_words) == (due.day, due.words)


@given(line=pieces | st.text(max_size=40))
def test_any_line_is_understood_somehow_and_shown(line: str) -> None:
    found = parse(line, TODAY, NAMES)
    assert [name for name, _ in action_preview(found, TODAY)][:3] == ["what", "owner", "due"]
    if not any(mark in line.casefold() for mark in ("@", "^", "by")):
        assert found.text == line.strip()


def test_composed_lines_read_well() -> None:
    assert (
        compose("Draft it", "Priya", "Age UK (North)", JAN) == "Draft it @Priya (Age UK (North)) ^30 Jan 2027"
    )
    assert compose("Draft it", body="NHS") == "Draft it @(NHS)"
    assert compose("Mail a@b.org by 2^10") == "Mail a@b.org by 2^10"
    assert compose("Ask @home") == r"Ask \@home"


def test_preview() -> None:
    assert action_preview(parse("Draft it @Priya (NHS) ^30 Jan", TODAY), TODAY) == (
        ("what", "Draft it"),
        ("owner", "Priya · NHS"),
        ("due", "Sat 30 Jan 2027 (in 60 days), at a weekend"),
    )
    assert action_preview(parse("Draft it ^29 Jan", TODAY), TODAY)[2] == (
        "due",
        "Fri 29 Jan 2027 (in 59 days)",
    )
    assert action_preview(parse("^3", TODAY), TODAY) == (
        ("what", "nothing yet"),
        ("owner", "nobody yet"),
        ("due", "3 (kept in words, no date)"),
        ("check", "What is to be done is not said yet"),
    )


def test_what_is_too_long_for_an_action_is_left_as_it_was_typed() -> None:
    line = "x" * 60_000 + " @Priya ^30 Jan"
    assert parse(line, TODAY) == ActionLine(line, problem="It is too long for an action")
    assert parse("x" * 40_000 + " @Priya", TODAY).owner == "Priya"


def test_markers_made_text_are_told_apart_however_many_there_are() -> None:
    made = parse(r"\@home and \^30 stay @Priya \@x ^30 Jan", TODAY)
    assert (made.text, made.owner) == ("@home and ^30 stay", "Priya @x")
    assert parse(r"\@home" + r" \@home" * 5_000, TODAY).text == "@home" + " @home" * 5_000
