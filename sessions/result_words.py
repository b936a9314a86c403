"""The results of sections and packs in words. Pure."""

from fractions import Fraction
from math import floor

from sessions.analysis.results import Total
from sessions.record import Session
from sessions.text import plural
from sessions.words import first_upper, number_of


def result(session: Session, total: Total) -> str:
    """ "Good: 71.4 per cent, from 9 statements", "17 of 24 so far, from 5 of 6 statements".

    Of a percentage a tenth is shown and the rest cut off, so that no band seems reached that is not.
    """
    figure = figures(session, total)
    return first_upper(f"{total.band}: {figure}" if total.band else figure)


def figures(session: Session, total: Total) -> str:
    """ "71.4 per cent, from 9 statements": all but the word for it."""
    pack = session.pack_of(total.ref)
    if total.measure == "percent":
        figure = f"{_tenths(total.value)} per cent"
    else:
        figure = f"{total.value} of {total.most}"
    word = pack.item_word
    if total.n < total.of:
        return f"{figure} so far, from {total.n} of {number_of(total.of, word, plural(word))}"
    return f"{figure}, from {number_of(total.n, word, plural(word))}"


def named(session: Session, total: Total) -> str:
    """A result behind what it is of: "Theme 2: Giving support. Good: 71.4 per cent, from 2 statements"."""
    return f"{name_of(session, total)}. {first_upper(result(session, total))}."


def name_of(session: Session, total: Total) -> str:
    """What a total is of: the name of its pack, or its section's label and title."""
    pack_id, _, section_id = total.ref.partition("/")
    pack = session.pack(pack_id)
    if not section_id:
        return pack.name
    section = pack.section(section_id)
    return f"{section.label}: {section.title}" if section.label else section.title


def _tenths(value: Fraction) -> str:
    tenths = floor(value * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
