"""What a person types into one line, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from sessions import actionline, counts, dates, figures, owners, text
from sessions.problem import Problem
from sessions.record import Session
from tests.builders import TODAY, new_session
from workshop import settings
from workshop.materials import own

MOST_TYPED = 1_000_000


@cache
def asking() -> Session:
    """A session that forms, surveys and lists of people go with."""
    return new_session("four-domains", "County Council", "ICB")


def typed(data: bytes, folder: Path) -> None:
    """A line that somebody types: an action, a date, counts, dots, votes, a figure, an owner, an id.

    Of so many bytes at most: one argument of a command has 131,072 on Linux, and what is pasted seldom more.
    """
    line = data[:MOST_TYPED].decode("utf-8", "replace")
    names = owners.names_of(asking())
    said = actionline.parse(line, TODAY, names, next_meeting=TODAY)
    actionline.compose(said.text, said.owner, said.body, said.due, said.due_words)
    dates.read_due(line, TODAY, TODAY)
    owners.split_owner(line, names)
    text.slug(text.clean(line))
    text.isolated(line)
    for part in _tried(line):
        with suppress(Problem, dates.NoDate):
            part()


def _tried(line: str) -> Iterator[Callable[[], object]]:
    yield lambda: dates.parse(line, TODAY)
    yield lambda: dates.parse_held(line, TODAY)
    yield lambda: counts.parse(line, 5)
    yield lambda: counts.parse_dots(line, ("A", "B", "Long name"), 5)
    yield lambda: counts.parse_votes(line)
    yield lambda: counts.how_many(line)
    yield lambda: [figures.value_of(figure) for figure in figures.parse(line)]
    yield lambda: figures.grouped(line)
    yield lambda: settings.parse_folder(line)
    yield lambda: own.check_id(line)


LINES = (
    *("Call the bank (Ann, ICB) by 5 Dec 2026", "Ann Lee, County Council: cost it; next meeting", "tomorrow"),
    *(
        "2x3 1x5 1 don't know",
        "A 3, B 2",
        "3 for 1 against 2 abstain",
        "1,250.50 £m",
        "29 Feb",
        "end of March",
    ),
    *("10/12/26", "in 3 weeks", "week of 7 December", "1-3 5", "0", "A=3 B=2", "~/Workshops", "own-pack"),
)
