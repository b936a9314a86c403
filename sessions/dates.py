"""Dates as people in the room say them, read in day-first order, and shown as 5 Dec 2026.

What is read, in capitals or not (`parse`):

    30 Jan, 30th of January, 30 Jan 2027, Sat 30 Jan     a day and a month by its name, or three letters of it
    30/1, 30/1/27, 30.1.2027, 30-1-2027, 2027-01-30      figures: day first, unless a four-figure year leads
    today, tomorrow
    Friday, this Friday                                  the next one from today on, today included
    next Friday                                          the one in next week; weeks begin on Monday
    2 weeks, in 10 days, in a fortnight, in 3 months     from today on
    end of March, end of month, end of next month, end of year

A date without a year is the next such date from today on, today included. Two-figure years are 20xx.
Nothing here asks the clock or the locale: today is handed in, and names are English.
"""

import calendar
import datetime as dt
import re

from sessions.days import ABBREVIATION, MONTHS, show as show
from sessions.problem import Problem

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLES = "Type the day first: 30 Jan, 30/1/2027, Friday, in 2 weeks, end of March."
_LONG_OFF_YEARS = 5  # a date further off than this is remarked on: more often a slip in the year than a plan
_HOLIDAYS = {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year's Day"}
_QUOTED = 40  # characters of what was typed that a message repeats
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {"a": 1, "an": 1} | {name: number for number, name in enumerate(_NUMBER_NAMES.split(), 1)}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})(?:\.?|[-/.]([0-9]+))")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.? ?(?:of )?([a-z]+)\.?(?: ?'?([0-9]+))?")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{2,4}))?")
_WEEKDAY = re.compile(r"(?:(this|next) )?([a-z]+)")
_LED_BY_WEEKDAY = re.compile(r"([a-z]+)\.? ([0-9].*)")
_FROM_NOW = re.compile(r"(?:in )?([0-9]{1,5}|[a-z]+) (day|week|fortnight|month|year)s?")
_END = re.compile(r"(?:the )?end (?:of )?(?:the )?(next )?([a-z]+)\.?(?: ([0-9]+))?")


class NoDate(Problem):
    """A text that names no date. `unfinished`: it has none of the forms, so far; more may still be typed.

    `fix` says how to put just this text right; without one, `hint` gives the examples.
    """

    def __init__(self, what: str, *, fix: str = "", unfinished: bool = False) -> None:
        super().__init__(what, hint=fix or EXAMPLES)
        self.message = f"{what}. {fix}" if fix else what
        self.unfinished = unfinished and not fix


def parse(text: str, today: dt.date) -> dt.date:
    """The date that `text` names, seen from `today`, in one of the forms above. Raises NoDate where none."""
    words = " ".join(text.casefold().replace(",", " ").split()).removeprefix("by ").removeprefix("on ")
    if not words:
        raise NoDate("No date was typed")
    for read in (_read_word, _read_figures, _read_from_now, _read_end, _read_named, _read_led_by_weekday):
        day = read(words, today)
        if day is not None:
            return day
    raise NoDate(f"'{_short(text)}' is not a date", fix=_order_fix(words), unfinished=True)


def show_long(day: dt.date) -> str:
    """Sat 5 Dec 2026."""
    return f"{WEEKDAYS[day.weekday()][:ABBREVIATION]} {show(day)}"


def distance(day: dt.date, today: dt.date) -> str:
    """How far `day` is from `today`: today, tomorrow, yesterday, in 60 days, 3 days ago."""
    days = (day - today).days
    far = f"in {days} days" if days > 0 else f"{-days} days ago"
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, far)


def remark(day: dt.date, today: dt.date) -> str | None:
    """What somebody who sets `day` as a due date should notice, or None: in the past, at a weekend, …"""
    if day < today:
        return "in the past"
    if holiday := _HOLIDAYS.get((day.month, day.day)):
        return holiday
    if (day.year - _LONG_OFF_YEARS, day.month, day.day) > (today.year, today.month, today.day):
        return f"more than {_LONG_OFF_YEARS} years off"
    return "at a weekend" if at_weekend(day) else None


def at_weekend(day: dt.date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= WEEKDAYS.index("Saturday")


def _read_word(words: str, today: dt.date) -> dt.date | None:
    if words in ("today", "tomorrow"):
        return _later(today, int(words == "tomorrow"))
    match = _WEEKDAY.fullmatch(words)
    if match is None or (weekday := _weekday(match[2])) is None:
        return None
    days = weekday - today.weekday()
    return _later(today, days + 7 if match[1] == "next" else days % 7)


def _read_figures(words: str, today: dt.date) -> dt.date | None:
    if match := _ISO.fullmatch(words):
        return _exact(int(match[3]), int(match[2]), int(match[1]))
    if match := _FIGURES.fullmatch(words):
        return _day_of(int(match[1]), int(match[2]), match[3], today)
    return None


def _read_named(words: str, today: dt.date) -> dt.date | None:
    match = _NAMED.fullmatch(words)
    if match is None or (month := _month(match[2])) is None:
        return None
    return _day_of(int(match[1]), month, match[3], today)


def _read_led_by_weekday(words: str, today: dt.date) -> dt.date | None:
    """Sat 5 Dec 2026: the weekday has to be that of the date."""
    match = _LED_BY_WEEKDAY.fullmatch(words)
    if match is None or (weekday := _weekday(match[1])) is None:
        return None
    day = _read_figures(match[2], today) or _read_named(match[2], today)
    if day is not None and day.weekday() != weekday:
        what = f"{show(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
        raise NoDate(what, fix="Leave the weekday out, or change the day.")
    return day


def _read_from_now(words: str, today: dt.date) -> dt.date | None:
    match = _FROM_NOW.fullmatch(words)
    if match is None or not (match[1].isdigit() or match[1] in _NUMBERS):
        return None
    number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
    if match[2] in _DAYS_IN:
        return _later(today, number * _DAYS_IN[match[2]])
    year, month = _months_later(today, number * _MONTHS_IN[match[2]])
    return _exact(min(today.day, _days_in(year, month)), month, year)


def _read_end(words: str, today: dt.date) -> dt.date | None:
    match = _END.fullmatch(words)
    if match is None:
        return None
    following, name, year_text = int(match[1] is not None), match[2], match[3]
    if name == "month" and year_text is None:
        year, month = _months_later(today, following)
    elif name == "year" and year_text is None:
        year, month = today.year + following, 12
    elif following or (named := _month(name)) is None:
        return None
    else:
        # The end of a month is never before today in the month that today is in.
        year, month = _year(year_text) if year_text else today.year + (named < today.month), named
    return _exact(_days_in(year, month), month, year)


def _day_of(day: int, month: int, year_text: str | None, today: dt.date) -> dt.date:
    """That day of that month; without a year, the next from today on. Raises NoDate."""
    if year_text:
        return _exact(day, month, _year(year_text))
    _refuse_impossible(day, month)
    year = today.year + ((month, day) < (today.month, today.day))
    while day > _days_in(year, month):  # 29 Feb
        year += 1
    return _exact(day, month, year)


def _exact(day: int, month: int, year: int) -> dt.date:
    """That date. Raises NoDate where there is none."""
    _refuse_impossible(day, month)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise NoDate(f"There is no year {year} here")
    if day > _days_in(year, month):
        name = MONTHS[month - 1]
        fix = f"{name} {year} has {_days_in(year, month)} days."
        raise NoDate(f"{day} {name[:ABBREVIATION]} {year} is not a date", fix=fix)
    return dt.date(year, month, day)


def _refuse_impossible(day: int, month: int) -> None:
    """Raises NoDate where no year has that day of that month."""
    if not 1 <= month <= 12:
        swapped = 1 <= day <= 12 and 1 <= month <= 31
        fix = f"The day comes first: {month}/{day}." if swapped else ""
        raise NoDate(f"There is no month {month}", fix=fix)
    longest = _days_in(2000, month)  # a leap year
    if not 1 <= day <= longest:
        name = MONTHS[month - 1]
        most = "28 or 29" if month == 2 else longest
        raise NoDate(f"{day} {name[:ABBREVIATION]} is not a date", fix=f"{name} has {most} days.")


def _days_in(year: int, month: int) -> int:
    """Days of a month; of one whose year is out of the calendar's range as well, for `_exact` to refuse."""
    return calendar.monthrange(year, month)[1]


def _months_later(today: dt.date, months: int) -> tuple[int, int]:
    """(year, month 1..12) so many months after today's."""
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _later(today: dt.date, days: int) -> dt.date:
    """So many days after today. Raises NoDate beyond the calendar's end."""
    try:
        return today + dt.timedelta(days=days)
    except OverflowError:
        raise NoDate("That is beyond the end of the calendar") from None


def _year(text: str) -> int:
    """2027 for '2027' and for '27'. Raises NoDate for another number of figures."""
    if len(text) not in (2, 4):
        raise NoDate(f"'{_short(text)}' is not a year", fix="A year has two or four figures: 27 or 2027.")
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(name: str) -> int | None:
    """1..12 for a month's name, or three letters or more of it."""
    return None if (index := _index(name, MONTHS)) is None else index + 1


def _weekday(name: str) -> int | None:
    """0 (Monday) to 6 for a weekday's name, or three letters or more of it."""
    return _index("wednesday" if name == "weds" else name, WEEKDAYS)


def _index(name: str, names: tuple[str, ...]) -> int | None:
    fitting = (index for index, full in enumerate(names) if full.casefold().startswith(name))
    return next(fitting, None) if len(name) >= ABBREVIATION else None


def _order_fix(words: str) -> str:
    """What to type instead of `Jan 30`, which in another reading is January 2030; empty for anything else."""
    match = _MONTH_FIRST.fullmatch(words)
    if match is None or (month := _month(match[1])) is None:
        return ""
    year = f" {match[3]}" if match[3] else ""
    return f"The day comes first: {int(match[2])} {MONTHS[month - 1][:ABBREVIATION]}{year}."


def _short(text: str) -> str:
    """`text` on one line, at a length that fits into a message."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
