"""Dates are read day first, and shown so that they are read back."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions.dates import MONTHS, distance, parse, remark, show, show_long
from sessions.problem import Problem

TODAY = dt.date(2026, 12, 1)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 Jan", "2027-01-30"),
        ("30 January 2027", "2027-01-30"),
        ("30th of January", "2027-01-30"),
        ("30 jan. 27", "2027-01-30"),
        ("30jan", "2027-01-30"),
        ("1st March", "2027-03-01"),
        ("  30   Jan,  2028 ", "2028-01-30"),
        ("by 30 Jan", "2027-01-30"),
        ("on Friday", "2026-12-04"),
        ("30/1", "2027-01-30"),
        ("30/1/27", "2027-01-30"),
        ("30.1.2027", "2027-01-30"),
        ("30.1.", "2027-01-30"),
        ("30-1-2027", "2027-01-30"),
        ("3/4", "2027-04-03"),
        ("2027-01-30", "2027-01-30"),
        ("2027/1/30", "2027-01-30"),
        ("1 Dec", "2026-12-01"),
        ("30 Nov", "2027-11-30"),
        ("1/12/25", "2025-12-01"),
        ("today", "2026-12-01"),
        ("Tomorrow", "2026-12-02"),
        ("Friday", "2026-12-04"),
        ("fri", "2026-12-04"),
        ("weds", "2026-12-02"),
        ("Tuesday", "2026-12-01"),
        ("Monday", "2026-12-07"),
        ("this friday", "2026-12-04"),
        ("next friday", "2026-12-11"),
        ("next Monday", "2026-12-07"),
        ("next Tuesday", "2026-12-08"),
        ("Sat 30 Jan", "2027-01-30"),
        ("Saturday, 30/1/2027", "2027-01-30"),
        ("in 2 weeks", "2026-12-15"),
        ("2 weeks", "2026-12-15"),
        ("two weeks", "2026-12-15"),
        ("a week", "2026-12-08"),
        ("in a fortnight", "2026-12-15"),
        ("in 10 days", "2026-12-11"),
        ("in 1 day", "2026-12-02"),
        ("3 months", "2027-03-01"),
        ("in a year", "2027-12-01"),
        ("end of March", "2027-03-31"),
        ("end March", "2027-03-31"),
        ("end of Feb 2028", "2028-02-29"),
        ("end of December", "2026-12-31"),
        ("end of month", "2026-12-31"),
        ("end of the month", "2026-12-31"),
        ("end of next month", "2027-01-31"),
        ("end of year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("29 Feb", "2028-02-29"),
        ("29/2/2028", "2028-02-29"),
    ],
)
def test_read(text: str, expected: str) -> None:
    assert parse(text, TODAY).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("31/2", "31 Feb is not a date", "28 or 29"),
        ("31 Feb", "31 Feb is not a date", "28 or 29"),
        ("31/4/2027", "31 Apr is not a date", "April has 30 days."),
        ("29/2/2027", "29 Feb 2027 is not a date", "February 2027 has 28 days."),
        ("0/1", "0 Jan is not a date", "January has 31 days."),
        ("99/99", "There is no month 99", "30 Jan"),
        ("1/13", "There is no month 13", "The day comes first: 13/1."),
        ("2027-13-01", "There is no month 13", ""),
        ("1/0", "There is no month 0", "30 Jan"),
        ("Jan 30", "'Jan 30' is not a date", "The day comes first: 30 Jan."),
        ("Jan-27", "'Jan-27' is not a date", "The day comes first: 27 Jan."),
        ("30 Smarch", "'30 Smarch' is not a date", "30 Jan"),
        ("30 Ja", "'30 Ja' is not a date", "30 Jan"),
        ("30", "'30' is not a date", "30 Jan"),
        ("soon", "'soon' is not a date", "30 Jan"),
        ("many weeks", "'many weeks' is not a date", "30 Jan"),
        ("end of line", "'end of line' is not a date", "30 Jan"),
        ("end of next March", "'end of next March' is not a date", "30 Jan"),
        ("30/1/202", "'202' is not a year", "two or four figures"),
        ("30/1/0000", "There is no year 0 here", "30 Jan"),
        ("end of March 0000", "There is no year 0 here", "30 Jan"),
        ("Fri 30 Jan 2027", "30 Jan 2027 is a Saturday, not a Friday", "Is it Fri 29 Jan 2027, or Fri 5 Feb"),
        ("in 99999 years", "There is no year 102025 here", "30 Jan"),
        ("٣٠/١", "'٣٠/١' is not a date", "30 Jan"),
        ("  ", "No date was typed", "30 Jan"),
    ],
)
def test_refused_with_a_way_out(text: str, what: str, hint: str) -> None:
    with pytest.raises(Problem) as refusal:
        parse(text, TODAY)
    assert refusal.value.what == what
    assert hint in refusal.value.hint
    assert refusal.value.hint


def test_months_from_now_end_with_the_month() -> None:
    assert parse("in 1 month", dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)


def test_beyond_the_calendar() -> None:
    with pytest.raises(Problem, match="beyond the end of the calendar"):
        parse("tomorrow", dt.date.max)


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(Problem) as refusal:
        parse("nonsense " * 600, TODAY)
    assert len(refusal.value.what) < 80


days = st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31))


@given(day=days, today=days)
def test_what_is_shown_is_read_back(day: dt.date, today: dt.date) -> None:
    assert parse(show(day), today) == day
    assert parse(show_long(day), today) == day
    assert parse(day.isoformat(), today) == day
    assert parse(f"{day.day}/{day.month}/{day.year:04d}", today) == day


ordinary = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2110, 1, 1))


@given(day=ordinary, today=ordinary)
def test_without_a_year_it_is_the_next_one(day: dt.date, today: dt.date) -> None:
    for text in (f"{day.day} {MONTHS[day.month - 1]}", f"{day.day}/{day.month}"):
        found = parse(text, today)
        assert (found.day, found.month) == (day.day, day.month)
        assert found >= today
        same_day = {year: (year, day.month, day.day) for year in range(today.year, found.year)}
        for year, parts in same_day.items():
            if (day.month, day.day) != (2, 29) or dt.date(year, 12, 31).timetuple().tm_yday == 366:
                assert dt.date(*parts) < today


@given(text=st.text(max_size=30) | st.text(alphabet="0123456789/.- adefinorstwy^", max_size=14), today=days)
def test_any_text_is_a_date_or_a_problem(text: str, today: dt.date) -> None:
    with contextlib.suppress(Problem):
        assert isinstance(parse(text, today), dt.date)


def test_shown() -> None:
    assert show(dt.date(2026, 12, 5)) == "5 Dec 2026"
    assert show_long(dt.date(2026, 12, 5)) == "Sat 5 Dec 2026"


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (60, "in 60 days"), (-3, "3 days ago")],
)
def test_distance(days: int, expected: str) -> None:
    assert distance(TODAY + dt.timedelta(days=days), TODAY) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (TODAY, None),
        (dt.date(2026, 11, 28), "already past"),
        (dt.date(2026, 12, 4), None),
        (dt.date(2026, 12, 5), "at a weekend"),
        (dt.date(2026, 12, 6), "at a weekend"),
        (dt.date(2026, 12, 25), "Christmas Day"),
        (dt.date(2027, 1, 1), "New Year's Day"),
        (dt.date(2027, 10, 31), "at a weekend"),
        (dt.date(2027, 11, 30), "almost a year off"),
        (dt.date(2027, 12, 1), "almost a year off"),
        (dt.date(2027, 12, 3), None),
        (dt.date(2031, 12, 1), None),
        (dt.date(2031, 12, 2), "more than 5 years off"),
    ],
)
def test_remark(day: dt.date, expected: str | None) -> None:
    assert remark(day, TODAY) == expected
