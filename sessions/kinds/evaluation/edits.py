"""Changes to the words of an evaluation. Its answers are those of a score, its notes those of every step."""

import re
from collections import Counter
from datetime import datetime

from sessions.edit import edit
from sessions.kinds.evaluation.records import MOST_SAID, WORDS, EvaluationActivity, Said
from sessions.problem import Problem
from sessions.record import Session
from sessions.text import clean

LONGEST = 40
"""Characters of a word, or of the few that stand for one."""
_TIMES = re.compile(r"(?P<word>.+?)\s*[x×*]\s*(?P<count>[0-9]{1,6})", re.IGNORECASE)


@edit("words in {step}")
def say_words(session: Session, now: datetime, activity_id: str, text: str) -> Session:
    """Add words that people say, with commas or lines between; "useful x3" is said by three.

    A word that stands there already counts once more. Raises Problem for none, and for what is no word.
    """
    _check(session, activity_id)
    said = parse_words(text)
    if not said:
        raise Problem("There is no word yet", hint="Type what people say, with commas between.")
    known = {WORDS.key(row): row for row in WORDS.of(session)}
    for word, count in said.items():
        row = Said(activity_id=activity_id, word=word, count=count, at=now)
        old = known.get(WORDS.key(row))
        if old is not None:
            row = old.model_copy(update={"count": old.count + count})
        if row.count > MOST_SAID:
            raise Problem(f"{row.count} people cannot have said so", hint=f"At most {MOST_SAID}.")
        session = WORDS.with_row(session, row)
    return session


def parse_words(text: str) -> Counter[str]:
    """Words and how many people said each, as they were typed first. Raises Problem."""
    said: Counter[str] = Counter()
    first: dict[str, str] = {}
    for part in re.split(r"[,;\n]", clean(text)):
        word, count = " ".join(part.split()), 1
        if (times := _TIMES.fullmatch(word)) is not None:
            word, count = times["word"], int(times["count"])
        if not word:
            continue
        if len(word) > LONGEST:
            what = f"{word[:LONGEST]!r}… is more than a word"
            raise Problem(what, hint="A note takes whole sentences.")
        if not 1 <= count <= MOST_SAID:
            raise Problem(f"{count} people cannot have said so", hint=f"From 1 to {MOST_SAID}.")
        said[first.setdefault(word.casefold(), word)] += count
    return said


@edit("taking out “{word}” in {step}")
def take_out_word(session: Session, _: datetime, activity_id: str, word: str) -> Session:
    """Take a word out, however many said it. Raises Problem where it does not stand there."""
    _check(session, activity_id)
    key = (activity_id, " ".join(word.split()).casefold())
    after = WORDS.without(session, lambda row: WORDS.key(row) == key)
    if len(WORDS.of(after)) == len(WORDS.of(session)):
        raise Problem(f"Nobody said {word!r}", hint="Name a word that stands there.")
    return after


def _check(session: Session, activity_id: str) -> None:
    activity = session.activity(activity_id)
    if not isinstance(activity, EvaluationActivity) or not activity.word:
        raise Problem(f"{activity.title} asks for no word", hint="Choose the evaluation at the close.")
