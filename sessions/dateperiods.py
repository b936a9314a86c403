"""Periods that stand for one day of theirs: a week, a month or a part of it, a quarter, a year."""

import datetime as dt
import re

from sessions.datebase import Base, NoDate, days_of, exact, last_of, month_of, year_of
from sessions.dateforms import read_day, read_led_by_weekday, read_word
from sessions.days import WEEKDAYS

_PART_OF_MONTH = {"early": 10, "mid": 15, "middle of": 15, "start of": 1, "beginning of": 1, "late": None}
"""Which day is meant; None is the last."""
FRIDAY = WEEKDAYS.index("Friday")
_WEEK_OF = re.compile(r"(?:w/?(c|b|e)|week (commencing|beginning|starting|of|ending))\.?:? (.+)")
_END = re.compile(r"(?:the )?end[ -](?:of )?(?:the |this )?(next )?([a-z ]+)\.?(?: '?([0-9]+))?")
_ENDING = re.compile(r"(?:the |this )?(next )?([a-z ]+)\.?[ -]end(?: '?([0-9]+))?")
_FINANCIAL = ("year", "financial year")
"""Year end is in March, see `_YEAR_END`; the end of the year is in December."""
_THIS_OR_NEXT = re.compile(r"(this|next) (week|month|quarter|year|financial year|fy)")
_MONTH = re.compile(r"([a-z]+)\.?(?:[ -]?('?)([0-9]+))?")
_PART = re.compile(
    r"(?:the )?(early|mid|middle of|start of|beginning of|late)[ -](?:in )?(?:the |this )?(next )?"
    r"([a-z]+)\.?(?: '?([0-9]+))?"
)
_SPAN = r"(?:(?: of| in)?[ ,]?(?:fy ?)?'?([0-9]{2}|[0-9]{4})(?: ?[-/] ?([0-9]{2}|[0-9]{4}))?)?"
_QUARTER = re.compile(rf"(?:the )?(?:end )?(?:of )?(?:the )?(?:q|quarter )([1-4])(?:[ -]end)?{_SPAN}")
_YEAR_END = re.compile(rf"(?:the )?(?:(?:financial )?year|fy)[ -]end{_SPAN}")
_END_OF_SPAN = re.compile(r"(?:the )?end (?:of )?(?:fy ?)?([0-9]{2}|[0-9]{4}) ?[-/] ?([0-9]{2}|[0-9]{4})")


def read_week(words: str, base: Base) -> dt.date | None:
    """The week that begins or ends on a day: its Friday where something is due, else its first day."""
    match = _WEEK_OF.fullmatch(words)
    if match is None:
        return None
    ends = match[1] == "e" or match[2] == "ending"
    # A week that has begun is still to end.
    start = base if base.nearest or ends else Base(base.later(-FRIDAY))
    day = read_day(match[3], start) or read_led_by_weekday(match[3], start) or read_word(match[3], base)
    if day is None or base.nearest or ends:
        return day
    return Base(day).later((FRIDAY - day.weekday()) % 7)


def read_end(words: str, base: Base) -> dt.date | None:
    """The end of a week (its Friday), a month, a quarter or a year: its last day."""
    if match := _END_OF_SPAN.fullmatch(words):
        return _end_of_financial_year(match[1], match[2])
    match = _END.fullmatch(words) or _ENDING.fullmatch(words)
    if match is None or (match.re is _ENDING and match[2] in _FINANCIAL):
        return None
    following, name, year_text = match[1] is not None, match[2], match[3]
    if year_text is None and (day := _end_of(name, base, following)) is not None:
        return day
    if following or (month := month_of(name)) is None:
        return None
    return _end_of_month(month, year_text, base)


def _end_of(unit: str, base: Base, following: bool) -> dt.date | None:
    """The last day of the unit that the day is in, or of the next; for a week, its Friday."""
    if unit == "week":
        days = FRIDAY - base.day.weekday()
        return base.later(days + 7 if following else days % 7)
    if unit == "month":
        year, month = base.months_later(int(following))
    elif unit == "quarter":
        year, month = base.months_later(2 - (base.day.month - 1) % 3 + 3 * following)
    elif unit in ("year", "calendar year"):
        year, month = base.day.year + following, 12
    elif unit in ("financial year", "fy"):
        year, month = base.day.year + (base.day.month > 3) + following, 3
    else:
        return None
    return last_of(month, year)


def _end_of_month(month: int, year_text: str | None, base: Base) -> dt.date:
    if year_text:
        year = year_of(year_text)
        return last_of(month, year)
    return base.choose(lambda year: last_of(month, year))


def read_period(words: str, base: Base) -> dt.date | None:
    """What is longer than a day, for its last one: a month or part of it, a quarter, year end, next week."""
    if match := _QUARTER.fullmatch(words):
        return _end_of_quarter(int(match[1]), match[2], match[3], base)
    if match := _YEAR_END.fullmatch(words):
        if match[1] is None:
            return base.choose(lambda year: dt.date(year, 3, 31))
        return _end_of_financial_year(match[1], match[2])
    if match := _THIS_OR_NEXT.fullmatch(words):
        return _end_of(match[2], base, match[1] == "next")
    if match := _PART.fullmatch(words):
        return _part_of_month(_PART_OF_MONTH[match[1]], match[2] is not None, match[3], match[4], base)
    if (match := _MONTH.fullmatch(words)) and (month := month_of(match[1])):
        if match[3] and not match[2] and len(match[3]) != 4:
            return None  # as well a day of this year
        return _end_of_month(month, match[3], base)
    return None


def _part_of_month(
    day: int | None, following: bool, name: str, year_text: str | None, base: Base
) -> dt.date | None:
    """The day of a month, or its last one for None; "month" is the month of the base day, or the next."""
    if name == "month" and not year_text:
        if day is None:
            return _end_of(name, base, following)
        if following:
            return exact(day, base.months_later(1)[1], base.months_later(1)[0])
        return read_day(f"{day}th", base)
    if following or (month := month_of(name)) is None:
        return None
    return (
        _end_of_month(month, year_text, base)
        if day is None
        else base.pick(days_of(day, month, year_text, base))
    )


def _end_of_quarter(quarter: int, first: str | None, second: str | None, base: Base) -> dt.date:
    """The last day of a financial quarter: June, September, December, and March of the year that follows."""
    month = 3 * quarter + 3 if quarter < 4 else 3
    if first is None:
        return base.choose(lambda year: last_of(month, year))
    year = _end_of_financial_year(first, second).year - (quarter < 4)
    return last_of(month, year)


def _end_of_financial_year(first: str, second: str | None) -> dt.date:
    """31 March that ends 26/27. Raises NoDate for one year alone, and for two that do not follow."""
    start = year_of(first)
    if second is None or second not in (f"{(start + 1) % 100:02}", f"{start + 1}"):
        what = f"'{first}{'/' if second else ''}{second or ''}' is not a financial year"
        raise NoDate(what, fix=f"It has two years: {start % 100:02}/{(start + 1) % 100:02}.")
    return exact(31, 3, start + 1)
