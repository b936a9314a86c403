"""How officers write dates: read where they fit, kept in words where not, and in order with all others."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions import words
from sessions.analysis.whole import due_order, is_overdue
from sessions.dates import follows_by, is_next_meeting, parse, parse_held, read_due, show, show_long
from sessions.days import MONTHS
from sessions.edits import notes as note_edits
from sessions.edits.notes import ActionFields
from sessions.many.make import card_of
from sessions.outputs import html, text
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action
from sessions.spans import Span, plain_text
from sessions.summary.build import build
from sessions.understood import due_understood
from tests.builders import NOW, TODAY, new_session

CABINET = "when Cabinet [b]agrees[/b]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q2", "2027-09-30"),
        ("q3", "2026-12-31"),
        ("Q4", "2027-03-31"),
        ("Q4 26/27", "2027-03-31"),
        ("Q1 26/27", "2026-06-30"),
        ("Q4 2026/27", "2027-03-31"),
        ("Q4 2026/2027", "2027-03-31"),
        ("Q2 FY27-28", "2027-09-30"),
        ("end of Q2", "2027-09-30"),
        ("end of quarter", "2026-12-31"),
        ("next quarter", "2027-03-31"),
        ("w/c 11 Jan", "2027-01-15"),
        ("wc 11 Jan", "2027-01-15"),
        ("week commencing 11 January", "2027-01-15"),
        ("w/c 30 Nov", "2026-12-04"),
        ("w/c 23 Nov", "2027-11-26"),
        ("w/e 15 Jan", "2027-01-15"),
        ("next week", "2026-12-11"),
        ("end of the week", "2026-12-04"),
        ("March", "2027-03-31"),
        ("March 2028", "2028-03-31"),
        ("Sept", "2027-09-30"),
        ("end-March", "2027-03-31"),
        ("early Feb", "2027-02-10"),
        ("mid-Feb", "2027-02-15"),
        ("mid February 2028", "2028-02-15"),
        ("late Feb 2028", "2028-02-29"),
        ("start of March", "2027-03-01"),
        ("fortnight", "2026-12-15"),
        ("in a week's time", "2026-12-08"),
        ("in 2 weeks’ time", "2026-12-15"),
        ("a couple of weeks", "2026-12-15"),
        ("a week on Monday", "2026-12-14"),
        ("Monday week", "2026-12-14"),
        ("a week today", "2026-12-08"),
        ("tomorrow fortnight", "2026-12-16"),
        ("30-Jan", "2027-01-30"),
        ("30-Jan-27", "2027-01-30"),
        ("Jan 30th", "2027-01-30"),
        ("January 30, 2027", "2027-01-30"),
        ("30 Jan '27", "2027-01-30"),
        ("the 30th", "2026-12-30"),
        ("Christmas", "2026-12-25"),
        ("New Year", "2027-01-01"),
        ("Easter", "2027-03-28"),
        ("Easter 2025", "2025-04-20"),
        ("Good Friday", "2027-03-26"),
        ("year end", "2027-03-31"),
        ("year-end 27/28", "2028-03-31"),
        ("end of 26/27", "2027-03-31"),
        ("end of financial year", "2027-03-31"),
        ("end of year", "2026-12-31"),
        ("EOD", "2026-12-01"),
        ("COP Friday", "2026-12-04"),
        ("close of play on Friday", "2026-12-04"),
        ("Friday 5pm", "2026-12-04"),
        ("tomorrow morning", "2026-12-02"),
        ("by the end of next month", "2027-01-31"),
        ("30.1.27", "2027-01-30"),
        ("month end", "2026-12-31"),
        ("month-end", "2026-12-31"),
        ("this month end", "2026-12-31"),
        ("next month end", "2027-01-31"),
        ("by the end of the month", "2026-12-31"),
        ("end of March", "2027-03-31"),
        ("March end", "2027-03-31"),
        ("March end 2028", "2028-03-31"),
        ("quarter end", "2026-12-31"),
        ("Q2 end", "2027-09-30"),
        ("calendar year end", "2026-12-31"),
        ("FY end", "2027-03-31"),
        ("end FY 26/27", "2027-03-31"),
        ("week end", "2026-12-04"),
        ("mid-month", "2026-12-15"),
        ("early next month", "2027-01-10"),
        ("the start of next month", "2027-01-01"),
        ("late next month", "2027-01-31"),
        ("the new year", "2027-01-01"),
        ("2 wks", "2026-12-15"),
        ("6wks", "2027-01-12"),
        ("2 weeks from now", "2026-12-15"),
        ("in 3 mths", "2027-03-01"),
    ],
)
def test_read_as_officers_write(text: str, expected: str) -> None:
    assert read_due(text, TODAY).day == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Q4 2026", "It has two years: 26/27."),
        ("Q4 26/28", "It has two years: 26/27."),
        ("Jan 30", "The day comes first: 30 Jan."),
        ("1/30", "The day comes first: 30/1."),
        ("31 Feb", "February has 28 or 29 days."),
        ("the 32nd", "Type a day from 1 to 31."),
    ],
)
def test_what_looks_like_a_date_and_is_none_says_why_and_stays(text: str, fix: str) -> None:
    due = read_due(text, TODAY)
    assert (due.day, due.words) == (None, text)
    assert due.mistake.endswith(f". {fix}")


@pytest.mark.parametrize("text", ["asap", "when Cabinet agrees", "ongoing", "3", "next", "week", "tbc", "Q5"])
def test_words_stay_as_they_were_typed(text: str) -> None:
    due = read_due(f"  {text} ", TODAY)
    assert (due.day, due.words, due.mistake) == (None, text, "")


def test_nothing_typed_is_no_due_date() -> None:
    assert read_due("  ", TODAY) == read_due("", TODAY)
    assert (read_due("", TODAY).day, read_due("", TODAY).words) == (None, "")


YEARS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2099, 12, 31))
FORMS = {
    "5 Dec 2026": show,
    "Sat 5 Dec 2026": show_long,
    "2026-12-05": dt.date.isoformat,
    "5/12/2026": lambda day: f"{day.day}/{day.month}/{day.year}",
    "05/12/26": lambda day: f"{day:%d/%m/%y}",
    "5.12.2026": lambda day: f"{day.day}.{day.month}.{day.year}",
    "5-12-2026": lambda day: f"{day.day}-{day.month}-{day.year}",
    "5-Dec-26": lambda day: f"{day.day}-{MONTHS[day.month - 1][:3]}-{day:%y}",
    "5Dec2026": lambda day: f"{day.day}{MONTHS[day.month - 1][:3]}{day.year}",
    "5th of December 2026": lambda day: f"{day.day}th of {MONTHS[day.month - 1]} {day.year}",
    "December 5th 2026": lambda day: f"{MONTHS[day.month - 1]} {day.day}th {day.year}",
    "December 5, 2026": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "by 5 DEC '26": lambda day: f"by {day.day} {MONTHS[day.month - 1][:3].upper()} '{day:%y}",
    "COP 5 Dec 2026": lambda day: f"COP {show(day)}",
    "5 Dec 2026 at 5pm": lambda day: f"{show(day)} at 5pm",
    "w/e 5 Dec 2026": lambda day: f"w/e {show(day)}",
}


@pytest.mark.parametrize("form", FORMS)
@given(day=YEARS, since=YEARS)
def test_a_date_in_any_form_reads_back_to_itself(form: str, day: dt.date, since: dt.date) -> None:
    text = FORMS[form](day)
    assert parse(text, since) == day
    assert parse_held(text, since) == day
    assert follows_by(text)


@given(day=YEARS, since=YEARS)
def test_a_quarter_and_a_month_are_their_last_day(day: dt.date, since: dt.date) -> None:
    start = day.year - (day.month < 4)
    quarter = (day.month - 4) % 12 // 3 + 1
    last = parse(f"Q{quarter} {start}/{(start + 1) % 100:02}", since)
    assert day <= last < day + dt.timedelta(days=92)
    assert (last + dt.timedelta(days=1)).day == 1
    month = parse(f"{MONTHS[day.month - 1]} {day.year}", since)
    assert (month.year, month.month, (month + dt.timedelta(days=1)).day) == (day.year, day.month, 1)
    assert since <= parse(f"Q{quarter}", since) < since + dt.timedelta(days=366)


pieces = st.lists(
    st.sampled_from(
        (
            *(
                "w/c ",
                "end of ",
                "next ",
                "week",
                " on ",
                "Monday",
                "year",
                "mid-",
                "th",
                "a ",
                "in ",
                " ago",
            ),
            *("yesterday", "Easter", "26/27", "fy", "cop ", "5pm", "last ", "by ", *MONTHS),
            *"Qq0123456789/-.,' ",
        )
    ),
    max_size=7,
).map("".join)
any_day = st.sampled_from([dt.date.min, dt.date.max]) | st.dates()


@given(text=pieces | st.text(max_size=40), since=any_day)
def test_no_text_is_too_odd(text: str, since: dt.date) -> None:
    due = read_due(text, since, since)
    assert due.day is not None or due.words == " ".join(text.split())
    follows_by(text)
    with contextlib.suppress(Problem):
        assert isinstance(parse_held(text, since), dt.date)


def acted(session: Session, *fields: ActionFields) -> Session:
    for given_fields in fields:
        session = note_edits.add_action(given_fields).apply(session, NOW)
    return session


@pytest.fixture
def several() -> Session:
    return acted(
        new_session("four-domains", "ICB"),
        ActionFields("Nothing said"),
        ActionFields("In words", due_words=CABINET),
        ActionFields("Late", due=dt.date(2026, 11, 1)),
        ActionFields("Soon", due=dt.date(2027, 1, 30)),
    )


def test_words_are_never_overdue_and_stand_behind_all_dates(several: Session) -> None:
    assert [is_overdue(action, dt.date.max) for action in several.actions] == [False, False, True, True]
    names = [action.text for action in sorted(several.actions, key=due_order)]
    assert names == ["Late", "Soon", "In words", "Nothing said"]
    card = card_of(several).card("s.json")
    assert card.overdue("9999-12-31") == 2


def test_words_stand_wherever_the_date_would_as_text_of_people(several: Session) -> None:
    action = several.actions[1]
    typed = Span(CABINET, typed=True)
    assert typed in words.due(action)
    assert typed in words.action_in_room(action, TODAY)
    assert plain_text(words.due(several.actions[0])) == "no date"
    summary = build(several, now=NOW)
    for output in (text, html):
        assert CABINET in output.render(summary).decode()


def test_words_read_well_while_they_are_typed() -> None:
    assert due_understood(None, "when Cab", TODAY) == "when Cab (kept in words, no date)"
    assert due_understood(None, "", TODAY) == ""
    assert due_understood(None, "next meeting", TODAY) == "next meeting (gets its date once that is set)"
    both = due_understood(dt.date(2027, 1, 12), "next meeting", TODAY)
    assert both == "next meeting, Tue 12 Jan 2027 (in 42 days)"


def due_of(session: Session) -> list[tuple[dt.date | None, str]]:
    return [(action.due, action.due_words) for action in session.actions]


def test_next_meeting_gets_its_date_once_one_is_set_and_moves_with_it() -> None:
    day, later = dt.date(2027, 1, 12), dt.date(2027, 1, 19)
    session = acted(
        new_session("four-domains", "ICB"),
        ActionFields("Report", due_words="the next meeting"),
        ActionFields("Done before", due_words="next meeting", status="done"),
        ActionFields("In words", due_words="asap"),
    )
    assert [is_next_meeting(action.due_words) for action in session.actions] == [True, True, False]
    asap, done = (None, "asap"), (None, "next meeting")
    session = note_edits.set_next_meeting(day).apply(session, NOW)
    assert due_of(session) == [(day, "the next meeting"), done, asap]
    assert plain_text(words.due(session.actions[0])) == "the next meeting, 12 Jan 2027"
    assert is_overdue(session.actions[0], later)
    assert session.actions[0].past_dues == (), "it got its day, and was not moved"
    session = note_edits.set_next_meeting(later).apply(session, NOW)
    assert due_of(session)[0] == (later, "the next meeting")
    assert [past.due for past in session.actions[0].past_dues] == [day]
    session = note_edits.set_next_meeting(None).apply(session, NOW)
    assert due_of(session)[0] == (None, "the next meeting")
    assert session.series is not None


def test_next_meeting_has_its_date_where_it_is_known() -> None:
    day = dt.date(2027, 1, 12)
    assert (read_due("Next meeting", TODAY, day).day, read_due("next meeting", TODAY).day) == (day, None)
    assert read_due("next meeting", day + dt.timedelta(days=1), day).day is None, "that one is over"


def test_an_action_that_is_due_in_words_is_the_same_after_its_file() -> None:
    action = Action(id="A1", text="Do it", due_words="asap", at=NOW)
    assert Action.model_validate_json(action.model_dump_json()) == action
