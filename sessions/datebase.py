"""What reading any form of date needs: the day to count from, and the reason why a text is no date."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sessions.days import ABBREVIATION, MONTHS, WEEKDAYS
from sessions.problem import Problem

EXAMPLES = "Type the day first: 30 Jan, 30/1/2027, Friday, in 2 weeks, end of March, Q4."
_YEARS_ABOUT = 8
"""29 Feb comes round within so many years, also where a century has none."""
_QUOTED = 40  # characters of what was typed that a message repeats


class NoDate(Problem):
    """A text that names no date. `unfinished`: it has none of the forms, so far; more may still be typed.

    `fix` says how to put just this text right; without one, `hint` gives the examples.
    """

    def __init__(self, what: str, *, fix: str = "", unfinished: bool = False) -> None:
        super().__init__(what, hint=fix or EXAMPLES)
        self.message = f"{what}. {fix}" if fix else what
        self.unfinished = unfinished and not fix


@dataclass(frozen=True, slots=True)
class Base:
    """The day from which a date is read."""

    day: dt.date
    nearest: bool = False
    """Whether a date without a year is the nearest, past or coming; else it is the next, `day` included."""

    def choose(self, in_year: Callable[[int], dt.date | None]) -> dt.date:
        """Of the days that the years have, one each, the one that is meant. Raises NoDate."""
        return self.pick(map(in_year, self.years))

    @property
    def years(self) -> range:
        """The years about, in order."""
        first, last = self.day.year - _YEARS_ABOUT, self.day.year + _YEARS_ABOUT
        return range(max(dt.MINYEAR, first), min(dt.MAXYEAR, last) + 1)

    def pick(self, days: Iterable[dt.date | None]) -> dt.date:
        """The one of these days, in their order, that is meant. Raises NoDate where all are past."""
        known = [day for day in days if day is not None]
        if len(known) == 1:
            return known[0]
        if self.nearest:
            return min(known, key=lambda day: (abs(day - self.day), day < self.day))
        if (coming := next((day for day in known if day >= self.day), None)) is None:
            raise NoDate("That is beyond the end of the calendar")
        return coming

    def later(self, days: int) -> dt.date:
        """So many days later. Raises NoDate beyond the calendar's ends."""
        try:
            return self.day + dt.timedelta(days=days)
        except OverflowError:
            where = "end" if days > 0 else "beginning"
            raise NoDate(f"That is beyond the {where} of the calendar") from None

    def months_later(self, months: int) -> tuple[int, int]:
        """(year, month 1..12) so many months later."""
        years, month = divmod(self.day.month - 1 + months, 12)
        return self.day.year + years, month + 1


def exact(day: int, month: int, year: int) -> dt.date:
    """The date of this day, month and year. Raises NoDate where the calendar has none."""
    _refuse_impossible(day, month)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise NoDate(f"There is no year {year} here")
    if day > days_in(year, month):
        name = MONTHS[month - 1]
        fix = f"{name} {year} has {days_in(year, month)} days."
        raise NoDate(f"{day} {name[:ABBREVIATION]} {year} is not a date", fix=fix)
    return dt.date(year, month, day)


def days_of(day: int, month: int, year_text: str | None, base: Base) -> list[dt.date]:
    """The day of the month in its year; without a year, in each of the years around. Raises NoDate."""
    if year_text:
        return [exact(day, month, year_of(year_text))]
    _refuse_impossible(day, month)
    return [found for year in base.years if (found := day_in(day, month, year)) is not None]


def day_in(day: int, month: int, year: int) -> dt.date | None:
    """The date of this day, month and year, or None where the calendar has none."""
    is_one = dt.MINYEAR <= year <= dt.MAXYEAR and 1 <= day <= days_in(year, month)
    return dt.date(year, month, day) if is_one else None


def last_of(month: int, year: int) -> dt.date:
    """The last day of that month. Raises NoDate beyond the calendar's ends."""
    return exact(days_in(year, month), month, year)


def _refuse_impossible(day: int, month: int) -> None:
    """Raises NoDate where no year has that day of that month."""
    if not 1 <= month <= 12:
        swapped = 1 <= day <= 12 and 1 <= month <= 31
        fix = f"The day comes first: {month}/{day}." if swapped else ""
        raise NoDate(f"There is no month {month}", fix=fix)
    longest = days_in(2000, month)  # a leap year
    if not 1 <= day <= longest:
        name = MONTHS[month - 1]
        most = "28 or 29" if month == 2 else longest
        raise NoDate(f"{day} {name[:ABBREVIATION]} is not a date", fix=f"{name} has {most} days.")


def days_in(year: int, month: int) -> int:
    """Days of a month; of one whose year is out of the calendar's range as well, for `exact` to refuse."""
    return calendar.monthrange(year, month)[1]


def year_of(text: str) -> int:
    """2027 for '2027' and for '27'. Raises NoDate for another number of figures."""
    if len(text) not in (2, 4):
        raise NoDate(f"'{short(text)}' is not a year", fix="A year has two or four figures: 27 or 2027.")
    return int(text) + (2000 if len(text) == 2 else 0)


def month_of(name: str) -> int | None:
    """1..12 for a month's name, or three letters or more of it."""
    return None if (index := _index(name, MONTHS)) is None else index + 1


def weekday_of(name: str) -> int | None:
    """0 (Monday) to 6 for a weekday's name, or three letters or more of it."""
    return _index("wednesday" if name == "weds" else name, WEEKDAYS)


def _index(name: str, names: tuple[str, ...]) -> int | None:
    fitting = (index for index, full in enumerate(names) if full.casefold().startswith(name))
    return next(fitting, None) if len(name) >= ABBREVIATION else None


def short(text: str) -> str:
    """`text` on one line, at a length that fits into a message."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
