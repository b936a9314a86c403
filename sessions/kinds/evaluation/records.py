"""What is recorded at the close: answers on statements as those of a score, words, and what was noted."""

from collections.abc import Iterable
from typing import Literal

from pydantic import AwareDatetime, Field

from sessions.aspects import Aspect, subject
from sessions.material import Item, Pack
from sessions.record import Ref, Session, Table
from sessions.remember import remembered
from sessions.rows import MaterialActivity, Partner, Person, Row

ASPECT = Aspect(id="today", name="today", question="How true is this for you?", settles=False)
"""What is asked of each statement: never its level, so that it counts in no profile and has no target."""
ITEM, WORD, WORKED, CHANGE = "item", "word", "worked", "change"
"""The parts of the step: a statement, one word, what worked, what to change."""
NOTED = {WORKED: "what worked", CHANGE: "what to change"}
MOST_SAID = 999
"""More people than any room holds: a larger number is a slip of the finger."""


class EvaluationActivity(MaterialActivity):
    """Statements that everybody answers for themselves, a word, what worked and what to change."""

    answered = True
    kind: Literal["evaluation"] = "evaluation"
    word: bool = True
    """Whether people are asked for one word."""

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        del partners, people
        parts = {f"{self.id}/{part}": f"{self.title}: {name}" for part, name in NOTED.items()}
        return {self.id: self.title, **parts}

    def cards(self, packs: Iterable[Pack]) -> tuple[Item, ...]:
        """Has no cards: people show their hands."""
        del packs
        return ()

    def subjects(self, packs: Iterable[Pack]) -> tuple[str, ...]:
        """What is answered: an aspect of each statement."""
        return tuple(subject(item.id, ASPECT.id) for item in self.items(packs))


class Said(Row):
    """A word, or a few, and how many people said so. Who they were is kept nowhere."""

    activity_id: str
    word: str
    count: int = Field(default=1, ge=1)
    at: AwareDatetime


WORDS = Table(
    "evaluation_words",
    Said,
    key=lambda row: (row.activity_id, row.word.casefold()),
    refs=lambda row: (Ref("activity", row.activity_id),),
    twice="this word stands there already",
)


def words_of(session: Session, activity_id: str) -> tuple[Said, ...]:
    """The words in an evaluation, those that most people said first, else as they were first said."""
    rows = [row for row in WORDS.of(session) if row.activity_id == activity_id]
    return tuple(sorted(rows, key=lambda row: -row.count))


@remembered
def nobody_named(session: Session) -> Session:
    """The session as one in which people answer for themselves: an evaluation names no partner."""
    return session.model_copy(update={"as_bodies": False})
