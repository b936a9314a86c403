"""The day of a session is the nearest that fits, and what is due counts from it; weekdays decide the year."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions.actionline import parse as parse_line
from sessions.datebase import NoDate
from sessions.dates import parse, parse_held, read_due, remark, said_on, show, show_long
from sessions.days import MONTHS, WEEKDAYS
from sessions.understood import day_understood, due_understood

THURSDAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 Nov", "2026-11-24"),
        ("24/11", "2026-11-24"),
        ("Tue 24 Nov", "2026-11-24"),
        ("Wed 24 Nov", "2027-11-24"),
        ("the 24th", "2026-11-24"),
        ("Tuesday 24th", "2026-11-24"),
        ("1 Dec", "2026-12-01"),
        ("30 May", "2026-05-30"),
        ("20 May", "2027-05-20"),
        ("yesterday", "2026-11-25"),
        ("the day before yesterday", "2026-11-24"),
        ("last Tuesday", "2026-11-24"),
        ("last Thursday", "2026-11-19"),
        ("a week ago", "2026-11-19"),
        ("two months ago", "2026-09-26"),
        ("Tuesday", "2026-11-24"),
        ("Wednesday", "2026-11-25"),
        ("Thursday", "2026-11-26"),
        ("Friday", "2026-11-27"),
        ("Sunday", "2026-11-29"),
        ("Monday", "2026-11-23"),
        ("this Tuesday", "2026-12-01"),
        ("next Tuesday", "2026-12-01"),
        ("next Friday", "2026-12-04"),
        ("today", "2026-11-26"),
        ("w/c 7 Dec", "2026-12-07"),
        ("Christmas", "2026-12-25"),
        ("29 Feb", "2028-02-29"),
        ("24 Nov 2025", "2025-11-24"),
    ],
)
def test_of_a_session_it_is_the_nearest(text: str, expected: str) -> None:
    assert parse_held(text, THURSDAY).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Fri 24 Nov", "Is it Fri 20 Nov 2026, or Fri 27 Nov 2026?"),
        ("Sunday 24/11/2026", "Is it Sun 22 Nov 2026, or Sun 29 Nov 2026?"),
    ],
)
def test_a_weekday_that_fits_no_near_year_is_refused_with_two_that_do(text: str, fix: str) -> None:
    for read in (parse, parse_held):
        with pytest.raises(NoDate, match=r"24 Nov 2026 is a Tuesday|24 Nov 2027 is a Wednesday") as refusal:
            read(text, THURSDAY)
        assert refusal.value.hint.startswith("Is it ")
    assert refusal.value.hint == fix


@pytest.mark.parametrize("text", ["March", "Q4", "Q4 26/27", "mid-Feb", "year end", "next week"])
def test_a_session_is_held_on_one_day(text: str) -> None:
    assert parse(text, THURSDAY)
    with pytest.raises(NoDate, match="more than a day"):
        parse_held(text, THURSDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 Nov", "2026-11-06"),
        ("in 3 weeks", "2026-11-12"),
        ("Friday", "2026-10-23"),
        ("tomorrow", "2026-10-23"),
        ("end of month", "2026-10-31"),
        ("Tue 24 Nov", "2026-11-24"),
        ("20 Oct", "2027-10-20"),
        ("Tue 20 Oct", "2026-10-20"),
    ],
)
def test_what_is_due_counts_from_the_day_of_the_session(text: str, expected: str) -> None:
    held = dt.date(2026, 10, 22)
    since = said_on(held, THURSDAY)
    assert parse(text, since).isoformat() == expected
    assert parse_line(f"Draft it @Priya ^{text}", since).due == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("held", "since"),
    [
        (None, THURSDAY),
        (THURSDAY, THURSDAY),
        (dt.date(2026, 12, 8), THURSDAY),
        (dt.date(2026, 10, 22), dt.date(2026, 10, 22)),
        (dt.date(2019, 10, 22), dt.date(2019, 10, 22)),
    ],
)
def test_what_was_said_was_said_on_the_day_at_the_latest_today(held: dt.date | None, since: dt.date) -> None:
    assert said_on(held, THURSDAY) == since


def test_a_due_date_that_is_past_is_what_it_is_with_a_word() -> None:
    day = read_due("6 Nov", dt.date(2026, 10, 22)).day
    assert day == dt.date(2026, 11, 6)
    assert remark(day, THURSDAY) == "already past"
    assert due_understood(day, "", THURSDAY) == "Fri 6 Nov 2026 (20 days ago), already past"


def test_the_day_of_a_session_may_be_past_without_a_word() -> None:
    assert day_understood(dt.date(2026, 11, 24), THURSDAY) == "Tue 24 Nov 2026 (2 days ago)"
    assert day_understood(dt.date(2026, 11, 28), THURSDAY) == "Sat 28 Nov 2026 (in 2 days), at a weekend"


@pytest.mark.parametrize(
    ("today", "held", "due", "told"),
    [
        (
            "2026-11-26",
            "2028-02-29",
            "2028-02-29",
            "Tue 29 Feb 2028 (in 460 days), 29 Feb is in leap years only",
        ),
        (
            "2026-02-20",
            "2024-02-29",
            "2028-02-29",
            "Thu 29 Feb 2024 (722 days ago), 29 Feb is in leap years only",
        ),
        ("2028-02-01", "2028-02-29", "2028-02-29", "Tue 29 Feb 2028 (in 28 days)"),
        ("2028-03-08", "2028-02-29", "2032-02-29", "Tue 29 Feb 2028 (8 days ago)"),
    ],
)
def test_29_feb_is_the_nearest_or_the_next_that_there_is_and_says_so(
    today: str, held: str, due: str, told: str
) -> None:
    day = dt.date.fromisoformat(today)
    assert parse_held("29 Feb", day).isoformat() == held
    assert parse("29 Feb", day).isoformat() == due
    assert day_understood(parse_held("29 Feb", day), day) == told
    if due > held:
        assert due_understood(parse("29 Feb", day), "", day).endswith("29 Feb is in leap years only")


def test_a_weekday_alone_is_at_most_three_days_off() -> None:
    for days in range(7):
        today = THURSDAY + dt.timedelta(days=days)
        for weekday in WEEKDAYS:
            held = parse_held(weekday, today)
            assert WEEKDAYS[held.weekday()] == weekday
            assert abs((held - today).days) <= 3
            assert parse(weekday, today) >= today


ordinary = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2110, 1, 1))


@given(day=ordinary, today=ordinary)
def test_no_other_year_is_nearer(day: dt.date, today: dt.date) -> None:
    found = parse_held(f"{day.day} {MONTHS[day.month - 1]}", today)
    assert (found.day, found.month) == (day.day, day.month)
    assert abs(found - today) <= abs(day - today)


@given(day=ordinary, days=st.integers(-180, 180))
def test_a_weekday_finds_the_day_that_it_was_written_for(day: dt.date, days: int) -> None:
    today = day - dt.timedelta(days=days)
    text = show_long(day).rpartition(" ")[0]
    assert parse_held(text, today) == day
    assert parse(text, today) == day
    assert parse_held(show(day), today) == day
