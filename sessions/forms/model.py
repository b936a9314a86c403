"""A form that a partner fills in before the day, and what comes back of it. All of it is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sessions.material import Level
from sessions.rows import ROOM, uid_from

FORMAT = 1
"""Version of what stands in the files; a file of a higher one is refused."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line to answer: a level, "don't know", or "does not apply" with a reason; and a comment besides."""

    key: str
    """As its kind knows it: an item's id, that and an aspect (`lead-provider-risks/R1#impact`), a step's."""
    called: str
    """What the room calls it: "1.3", "3 likelihood"."""
    name: str
    statement: str
    question: str
    """What is asked of the statement: "How far are we on the way?"."""
    levels: tuple[Level, ...]
    """Lowest first, numbered from 0 or 1; `meaning` is in the item's own words where it has some."""
    section: str = ""
    """Heading above it, where the pack has more than one."""
    help: tuple[str, ...] = ()
    """Questions that help to answer."""

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits: the same where statement, question and levels are the same."""
        levels = (f"{level.number} {level.label}" for level in self.levels)
        return uid_from("question", self.statement, self.question, *levels)[:8]

    @property
    def numbers(self) -> range:
        """Numbers of its levels, lowest first."""
        return range(self.levels[0].number, self.levels[-1].number + 1)


@dataclass(frozen=True, slots=True)
class PackEdition:
    """A pack whose items are asked."""

    id: str
    name: str
    edition: str


@dataclass(frozen=True, slots=True)
class Form:
    """What one partner is asked in one session."""

    id: str
    """The same whenever it is written again: see `form_id`."""
    session_id: str
    session_title: str
    partner_uid: str
    """ROOM where a session has no partners."""
    partner_name: str
    by_people: bool
    """Whether each person answers for themselves; else the partner answers once, as a body."""
    questions: tuple[Question, ...]
    packs: tuple[PackEdition, ...]
    place: str = ""
    date: str = ""
    """The day of the session, in words; empty where it is not known."""
    note: str = ""
    """What whoever prepares the session says: where to send it back, and by when."""

    @property
    def is_of_room(self) -> bool:
        """Whether it is of whoever is there, and of no partner."""
        return self.partner_uid == ROOM

    def question(self, key: str) -> Question | None:
        """The question of this key; None where it is not asked."""
        return next((question for question in self.questions if question.key == key), None)


def form_id(session_id: str, partner_uid: str) -> str:
    """The id of a partner's form: 16 hexadecimal digits, the same on every laptop."""
    return uid_from("form", session_id, partner_uid)


def spaced(form: str) -> str:
    """An id as people read it: "3F9A-00C1-7B2E-D481"."""
    return "-".join(form[start : start + 4] for start in range(0, len(form), 4)).upper()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a level; don't know, where it applies and has none; or that it does not apply."""

    level: int | None = None
    applies: bool = True
    reason: str = ""
    """Why it does not apply; empty also where nobody said why."""


class Fault(NamedTuple):
    """Something that stands in the way."""

    where: str
    """The place in the file, for people: "line 12", "sheet Answers, cell F7"; empty for the whole file."""
    what: str
    hint: str = ""
    """How to mend it."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file says that came back. Keys of answers, comments, marks and places are those of questions.

    Nothing of it is compared with a session yet: see `sessions.forms.fit`.
    """

    sort: str
    """Of which sort the file is: `xlsx`, `json` or `text`."""
    form_id: str
    return_id: str
    """Whose return it is. The same in a file that is sent twice, and in a later one by the same hand.

    Two people have two, also where they answered alike.
    """
    revision: int
    """Rises each time that the same return is saved; 0 where nobody counts.

    A web page counts from 1. Of a workbook it is when it was saved, in seconds since 2000.
    """
    session_id: str
    session_title: str
    partner_uid: str
    partner_name: str
    answers: Mapping[str, Answer]
    comments: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """Of all questions that the file names, also those left open: `Question.mark` as they were asked."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each question stands in the file, for people."""
    packs: tuple[PackEdition, ...] = ()
    by: str = ""
    """Who filled it in, as typed; empty where nobody said."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Of all that is answered or commented on, each once."""
        return tuple(dict.fromkeys((*self.answers, *self.comments)))


def listed_editions(packs: Iterable[PackEdition]) -> str:
    """ "Better care together 2024; Tips 1"."""
    return "; ".join(f"{pack.name} {pack.edition}" for pack in packs)
