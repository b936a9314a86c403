"""The forms in which people write a day, each read by one function: what is read is said in `sessions.dates`.

A reader takes words (folded, single spaces) and a `Base`, and gives the day, or None where the words have
not its form. It raises NoDate for what has the form and is no date.
"""

import datetime as dt
import re
from collections.abc import Callable

from sessions.datebase import Base, NoDate, day_in, days_in, days_of, exact, month_of, weekday_of
from sessions.days import WEEKDAYS, show, show_long

_NEAR = 366
"""Days back within which a weekday decides the year, or the month, of a date without one."""
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {name: number for number, name in enumerate(_NUMBER_NAMES.split(), 1)}
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
_DAYS_IN = {"day": 1, "week": 7, "wk": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "mth": 1, "year": 12, "yr": 12}
_WORDS = {
    **{"today": 0, "tonight": 0, "now": 0, "tomorrow": 1, "yesterday": -1},
    **{"day after tomorrow": 2, "the day after tomorrow": 2},
    **{"day before yesterday": -2, "the day before yesterday": -2},
}
_FEASTS = {
    **dict.fromkeys(("christmas", "christmas day", "xmas"), (25, 12)),
    **{"christmas eve": (24, 12), "boxing day": (26, 12)},
    **dict.fromkeys(("new year", "the new year", "new year's day", "new years day"), (1, 1)),
    **dict.fromkeys(("new year's eve", "new years eve"), (31, 12)),
}
_EASTER = {"easter": 0, "easter sunday": 0, "good friday": -2, "easter monday": 1}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})(?:\.?|[-/.]([0-9]+))")
_NAMED = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?\.?[ /-]?(?:of )?([a-z]+)\.?(?:[ /-]?'?([0-9]+))?")
_MONTH_FIRST = re.compile(
    r"([a-z]+)\.?[ -](?:the )?([0-9]{1,2})(?:(?:st|nd|rd|th)(?: '?([0-9]+))?| ([0-9]{4}))"
)
"""`Jan 30` alone is as well the January of 2030."""
_NTH = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)")
_WEEKDAY = re.compile(r"(?:(this|next|last) )?([a-z]+)\.?")
_LED_BY_WEEKDAY = re.compile(r"([a-z]+)\.? ((?:the )?[0-9].*|[a-z]+\.? [0-9].*)")
_NUMBER = r"([0-9]{1,5}|a couple of|couple of|[a-z]+)"
_FROM_NOW = re.compile(
    rf"(in |within )?(?:{_NUMBER} ?)?(day|week|wk|fortnight|month|mth|year|yr)s?"
    r"( ago|'?s?'? time| from (?:now|today)|)"
)
_WEEKS_ON = re.compile(rf"(?:{_NUMBER} )?(week|fortnight)s? (?:(?:on|from|after) )?([a-z]+)")
_WEEKS_AFTER = re.compile(r"([a-z]+) (week|fortnight)")


def read_word(words: str, base: Base) -> dt.date | None:
    """Today, a feast, or a weekday: the one that is meant, today included; this, next and last say which."""
    if words in _WORDS:
        return base.later(_WORDS[words])
    name, _, year = words.rpartition(" ") if re.search(r" [0-9]{4}$", words) else (words, "", "")
    if feast := _feast(name):
        return feast(exact(1, 1, int(year)).year) if year else base.choose(feast)
    match = _WEEKDAY.fullmatch(words)
    if match is None or (weekday := weekday_of(match[2])) is None:
        return None
    days = weekday - base.day.weekday()
    if match[1] == "last":
        return base.later(days % 7 - 7)
    if match[1] is None and base.nearest:
        return base.later((days + 3) % 7 - 3)
    return base.later(days + 7 if match[1] == "next" else days % 7)


def _feast(name: str) -> Callable[[int], dt.date | None] | None:
    if name in _FEASTS:
        day, month = _FEASTS[name]
        return lambda year: dt.date(year, month, day)
    if name in _EASTER:
        return lambda year: _easter(year) + dt.timedelta(days=_EASTER[name])
    return None


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the calendar of today in any year (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return dt.date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def read_day(words: str, base: Base) -> dt.date | None:
    """A day by its figures, by its month's name, or alone: 30/1, 30 Jan, Jan 30th, the 30th."""
    days = _days(words, base)
    return None if days is None else base.pick(days)


def _days(words: str, base: Base) -> list[dt.date] | None:
    """The days that the words can mean, in order; one where they have a year. None for another form."""
    if match := _ISO.fullmatch(words):
        return [exact(int(match[3]), int(match[2]), int(match[1]))]
    if match := _FIGURES.fullmatch(words):
        return days_of(int(match[1]), int(match[2]), match[3], base)
    if (match := _NAMED.fullmatch(words)) and (month := month_of(match[2])):
        return days_of(int(match[1]), month, match[3], base)
    if (match := _MONTH_FIRST.fullmatch(words)) and (month := month_of(match[1])):
        return days_of(int(match[2]), month, match[3] or match[4], base)
    if match := _NTH.fullmatch(words):
        number = int(match[1])
        if not 1 <= number <= 31:
            raise NoDate(f"No month has a day {number}", fix="Type a day from 1 to 31.")
        months = (base.months_later(months) for months in range(-12, 13))
        days = (day_in(number, month, year) for year, month in months)
        return [day for day in days if day is not None]
    return None


def read_led_by_weekday(words: str, base: Base) -> dt.date | None:
    """Sat 5 Dec 2026, Tue 24 Nov, Tuesday the 24th: the weekday decides the year, or has to be that of it."""
    match = _LED_BY_WEEKDAY.fullmatch(words)
    if match is None or (weekday := weekday_of(match[1])) is None or (days := _days(match[2], base)) is None:
        return None
    coming = [day for day in days if day >= base.day][:1]
    past = [day for day in days if day < base.day][-1:]
    # What is due lies behind only where that is nearer than the coming one: a Tuesday that was two days ago.
    far = _NEAR if base.nearest else _NEAR // 2
    near = [*coming, *(day for day in past if len(days) == 1 or (base.day - day).days <= far)]
    fitting = [day for day in near if day.weekday() == weekday]
    if fitting:
        return fitting[0] if len(fitting) == 1 else base.pick(sorted(fitting))
    meant = base.pick(days)
    back = (meant.weekday() - weekday) % 7
    nearest = [Base(meant).later(-back), Base(meant).later(7 - back)]
    what = f"{show(meant)} is a {WEEKDAYS[meant.weekday()]}, not a {WEEKDAYS[weekday]}"
    raise NoDate(what, fix=f"Is it {show_long(nearest[0])}, or {show_long(nearest[1])}?")


def read_from_now(words: str, base: Base) -> dt.date | None:
    """In 2 weeks, 10 days, fortnight, a week ago; a week on Monday, Monday week."""
    if (match := _WEEKS_AFTER.fullmatch(words)) and (day := _weeks_from(None, match[2], match[1], base)):
        return day
    if (match := _WEEKS_ON.fullmatch(words)) and (day := _weeks_from(match[1], match[2], match[3], base)):
        return day
    match = _FROM_NOW.fullmatch(words)
    if match is None or (number := _number(match[2], match[3])) is None:
        return None
    number = -number if match[4] == " ago" else number
    if match[3] in _DAYS_IN:
        return base.later(number * _DAYS_IN[match[3]])
    year, month = base.months_later(number * _MONTHS_IN[match[3]])
    return exact(min(base.day.day, days_in(year, month)), month, year)


def _weeks_from(number_text: str | None, unit: str, name: str, base: Base) -> dt.date | None:
    number = _number(number_text or "a", unit)
    start = read_word(name, Base(base.day))
    if number is None or start is None or (name not in ("today", "tomorrow") and weekday_of(name) is None):
        return None
    return Base(start).later(number * _DAYS_IN[unit])


def _number(text: str | None, unit: str) -> int | None:
    if text is None:
        return 1 if unit == "fortnight" else None
    return int(text) if text.isdigit() else _NUMBERS.get(text)
