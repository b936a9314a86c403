"""Dates as people in the room say them, read in day-first order, and shown as 5 Dec 2026.

What is read, in capitals or not, with "by" or "on" before it or not:

    30 Jan, 30-Jan, 30th of January, Jan 30th, Sat 30 Jan   a day, and a month by three letters of it or more
    30/1, 30/1/27, 30.1.2027, 30-1-2027, 2027-01-30         day first, unless a four-figure year leads
    the 30th, Tuesday the 24th                              such a day of a month
    today, tomorrow, yesterday, EOD, 5pm                    the end of a day, or an hour, is that day
    Friday, this Friday, COP Friday                         the coming one, today included (see below)
    next Friday, last Friday                                the one in next week, from Monday on; the latest
    2 weeks, in 10 days, fortnight, in a week's time, a week ago
    a week on Monday, Monday week                           a week after the coming Monday
    Christmas, New Year, Easter, Good Friday
    w/c 11 Jan, next week, end of the week                  the Friday of that week
    March, March 2027, late March, next month, month end    its last day; early: the 10th, mid: the 15th
    Q2, Q4 26/27, end of quarter                            the last day of a financial quarter, Q1 from April
    year end, end of 26/27, end of financial year           31 March; "end of year" is 31 December
    next meeting                                            its day, once it is known (`read_due`)

A date without a year is the next such date, seen from a day, that day included (`parse`); the date of a
session is the nearest, past or coming, and no longer than a day (`parse_held`), of a weekday alone too:
`this Friday` is the coming one in both. A weekday before a date decides its year. Two-figure years are 20xx.
`Jan 30` is not read: it is as well the January of 2030.
Nothing here asks the clock or the locale: the day is handed in, and names are English.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from sessions.datebase import Base, NoDate, month_of, short
from sessions.dateforms import read_day, read_from_now, read_led_by_weekday, read_word
from sessions.dateperiods import read_end, read_period, read_week
from sessions.days import ABBREVIATION, MONTHS, WEEKDAYS, show as show, show_long as show_long

_LONG_OFF_YEARS = 5  # a date further off than this is remarked on: more often a slip in the year than a plan
_ALMOST_A_YEAR = 335
_LONGEST = 500  # characters of a date, with all the spaces between them
"""Days from which a date is remarked on: without a year, one that has just passed is the next such."""
_HOLIDAYS = {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year's Day"}
_READERS = (read_word, read_day, read_from_now, read_week, read_end, read_led_by_weekday)
_LED_BY = re.compile(r"^(?:(?:by|on|due|for|until|no later than)(?: |$))+")
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm)"
_HOUR = (
    rf"(?:cop|cob|eod|close of (?:play|business)|end of (?:play|business|the day|day)|noon|midday|{_CLOCK})"
)
_FROM_HOUR = re.compile(rf"^{_HOUR}(?: (?:on |of )?|$)")
_TO_HOUR = re.compile(rf" (?:at |by )?(?:{_HOUR}|(?:in the )?(?:morning|afternoon|evening|am|pm))$")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?[ -]([0-9]{1,2})")
_NEXT_MEETING = re.compile(r"(?:at |for |by |before )?(?:the |our )?next (?:meeting|session)")
_UNIT = r"(?:day|week|wk|fortnight|month|mth|year|yr)s?"
_AMOUNT = re.compile(
    rf"[0-9]+[.-][0-9]+|(?!this|next|last)(?:[0-9]+|[a-z]+|a couple of) {_UNIT}|fortnight|now"
)
"""What follows "by" and is no date: reduce by 2 weeks, by 1.5, by 2-3; there by now."""
_WHENEVER = re.compile(
    r"asap|a\.s\.a\.p\.?|as soon as (?:possible|we can|they can)|tbc|tba|to be (?:confirmed|agreed)"
)
"""Words that can stand for a date, and for nothing else."""
_ANY_DAY = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: a day, or words that name none. Of the next meeting both, once it has a day."""

    day: dt.date | None = None
    words: str = ""
    refusal: NoDate | None = field(default=None, compare=False)
    """Why the words are no date; None for the next meeting, and where nothing was said."""

    @property
    def mistake(self) -> str:
        """What is wrong with words that have the form of a date, and are none: 31 Feb; empty for others."""
        return "" if self.refusal is None or self.refusal.unfinished else self.refusal.message


def parse(text: str, since: dt.date) -> dt.date:
    """The date that `text` names, in one of the forms above; without a year, the next from `since` on.

    Raises NoDate where it names none.
    """
    return _parse(text, Base(since))


def parse_held(text: str, today: dt.date) -> dt.date:
    """The day on which a session is held; without a year, the nearest to `today`, past or coming.

    29 Feb is then the nearest that there is, years off, as `far_leap_day` says. Raises NoDate where the
    text names no day, or several.
    """
    return _parse(text, Base(today, nearest=True))


def read_due(text: str, since: dt.date, next_meeting: dt.date | None = None) -> Due:
    """When something is due: by the date in `text`, or in its words. Never raises.

    `since` is the day from which it counts: see `said_on`.
    """
    if len(text) > _LONGEST:
        return Due(None, text, _too_long(text))
    words = " ".join(text.split())
    if not words:
        return Due()
    if is_next_meeting(words):
        return Due(next_meeting if next_meeting and next_meeting >= since else None, words)
    try:
        return Due(parse(words, since))
    except NoDate as refusal:
        return Due(None, words, refusal)


def is_next_meeting(words: str) -> bool:
    """Whether the words name the next meeting, whatever its day."""
    return _NEXT_MEETING.fullmatch(" ".join(words.casefold().split())) is not None


def is_whenever(words: str) -> bool:
    """Whether the words say when, and name no day: asap, tbc."""
    return _WHENEVER.fullmatch(" ".join(words.casefold().split())) is not None


def said_on(held: dt.date | None, today: dt.date) -> dt.date:
    """The day from which due dates of a session count: "6 Nov", "in 3 weeks", "Friday".

    It is the day on which the session was held, however long ago: who types its actions in afterwards types
    what was said then, and a date that is past by now stands there as past. A session without a date counts
    from today; so does one that is still to come, since what is set before it is said today.
    """
    return today if held is None else min(held, today)


def follows_by(text: str) -> bool:
    """Whether `text` behind a "by" says when: all of it is a date, seen from whatever day, or "asap"."""
    words = _folded(text)
    if is_next_meeting(text) or is_whenever(text):
        return True
    if not words or _AMOUNT.fullmatch(words):
        return False
    try:
        return bool(parse(text, _ANY_DAY))
    except NoDate as refusal:
        return not refusal.unfinished


def distance(day: dt.date, today: dt.date) -> str:
    """How far `day` is from `today`: today, tomorrow, yesterday, in 60 days, 3 days ago."""
    days = (day - today).days
    far = f"in {days} days" if days > 0 else f"{-days} days ago"
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, far)


def remark(day: dt.date, today: dt.date) -> str | None:
    """What somebody who sets `day` as a due date should notice, or None: already past, at a weekend, …"""
    if day < today:
        return "already past"
    if leap := far_leap_day(day, today):
        return leap
    if holiday := _HOLIDAYS.get((day.month, day.day)):
        return holiday
    if _ALMOST_A_YEAR <= (day - today).days <= 366:
        return "almost a year off"
    if (day.year - _LONG_OFF_YEARS, day.month, day.day) > (today.year, today.month, today.day):
        return f"more than {_LONG_OFF_YEARS} years off"
    return "at a weekend" if at_weekend(day) else None


def far_leap_day(day: dt.date, today: dt.date) -> str:
    """Why 29 Feb is so far off; empty for another day, and for one within a year, past or coming."""
    is_far = (day.month, day.day) == (2, 29) and abs((day - today).days) > 366
    return "29 Feb is in leap years only" if is_far else ""


def at_weekend(day: dt.date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= WEEKDAYS.index("Saturday")


def _too_long(text: str) -> NoDate:
    return NoDate(f"'{short(text)}' is not a date", unfinished=True)


def _parse(text: str, base: Base) -> dt.date:
    if len(text) > _LONGEST:
        raise _too_long(text)
    words = _folded(text)
    if not words:
        raise NoDate("No date was typed")
    bare = _FROM_HOUR.sub("", _TO_HOUR.sub("", words)) or "today"
    for read in _READERS:
        if (day := read(bare, base)) is not None:
            return day
    if (day := read_period(bare, base)) is not None:
        if not base.nearest:
            return day
        fix = f"Type the day too, such as 12 {MONTHS[day.month - 1]} {day.year}."
        raise NoDate(f"'{short(text)}' is more than a day", fix=fix)
    raise NoDate(f"'{short(text)}' is not a date", fix=_order_fix(bare), unfinished=True)


def _folded(text: str) -> str:
    """`text` as the readers take it: small letters, single spaces, plain dashes and apostrophes, no "by"."""
    plain = text.casefold().translate({0x2019: "'", 0x2013: "-", ord(","): " "})
    return _LED_BY.sub("", " ".join(plain.split())).removesuffix(";")


def _order_fix(words: str) -> str:
    """What to type instead of `Jan 30`, which in another reading is January 2030; empty for anything else."""
    match = _MONTH_FIRST.fullmatch(words)
    if match is None or (month := month_of(match[1])) is None:
        return ""
    return f"The day comes first: {int(match[2])} {MONTHS[month - 1][:ABBREVIATION]}."
