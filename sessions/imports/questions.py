"""What a session asks each partner, and which column or cell of a survey answers it."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sessions.imports.columns import folded
from sessions.kinds.before import Asked
from sessions.kinds.registry import asked_in
from sessions.record import Session

NEAR = 0.84
"""How alike a head and a statement are, as `difflib` counts it, from which one may be the other."""
CLEARLY = 0.04
"""By how much the likeliest question has to be ahead of the next one."""
_LEAST = 12
"""Letters that a text has at least for a question to be seen in a part of it."""
_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")
_NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}(?:\.\d{1,2})?\s*[.):\-–]?\s+(?=\D)", re.IGNORECASE)
_COUNTED = re.compile(r"\s*\(?\d{1,2}\)?$")
"""What a survey tool puts behind a head that stands twice."""
DONT_KNOW = frozenset(
    {
        *("don't know", "dont know", "do not know", "i don't know", "don't know / not sure", "not sure"),
        *("unsure", "no idea", "can't say", "cannot say", "?", "-", "–", "dk", "unknown"),
    }
)
NO_ANSWER = frozenset(
    {"n/a", "na", "not applicable", "does not apply", "prefer not to say", "no answer", "not answered"}
)
"""What stands for no answer: of a partner alone, nothing can be said not to apply."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A question of the session, and all that a column that asks it may be called."""

    asked: Asked
    heads: frozenset[str]
    """In one form: see `folded`."""
    texts: tuple[str, ...]
    """Those of them that are long enough to be known by a part."""

    @property
    def key(self) -> str:
        return self.asked.key


@dataclass(frozen=True, slots=True)
class Match:
    """The question that a column asks, by its key; `sure` where its head is just that."""

    key: str
    sure: bool


def questions(session: Session) -> tuple[Sought, ...]:
    """All that the steps of a session ask each partner, in the order of the agenda, each once.

    What two of them could be called is the first one's; the other is called so with the title of its step.
    """
    taken: set[str] = set()
    sought: list[Sought] = []
    for asked in asked_in(session, session.agenda).values():
        heads, texts = _heads(session, asked)
        own = heads - taken | {folded(f"{head} {asked.step}") for head in heads & taken}
        long_ones = tuple(sorted(text for text in texts - taken if len(text) >= _LEAST))
        sought.append(Sought(asked, own | {folded(asked.key)}, long_ones))
        taken |= heads
    return tuple(sought)


def _heads(session: Session, asked: Asked) -> tuple[frozenset[str], frozenset[str]]:
    """(all that a column may be called, those that can be known by a part), in one form."""
    item = asked.item
    if item is None:
        own = frozenset({folded(asked.step), folded(f"{asked.step} {asked.scale.question}")})
        return own | {folded(asked.called)}, own
    short = (item.id, item.id.partition("/")[2], item.number, session.called(item.id))
    long = (
        item.name,
        f"{item.number} {item.name}",
        item.statement,
        f"{item.number} {item.statement}",
        item.wording,
    )
    of_item = [text for text in (*short, *long) if text]
    heads = frozenset(folded(f"{text} {end}") for text in of_item for end in asked.behind)
    wordings = [text for text in (item.statement, item.wording, item.name) if text]
    return heads, frozenset(folded(f"{text} {end}") for text in wordings for end in asked.behind)


def match(sought: Sequence[Sought], head: str, *, near: bool = True) -> Match | None:
    """The question that a column of this head asks, or may ask; None for none, and for two as likely."""
    forms = _forms(head)
    sure = [question for question in sought if question.heads & forms]
    if len(sure) == 1:
        return Match(sure[0].key, sure=True)
    if sure or not near:
        return None
    likely = sorted(((_likeness(question, forms), question.key) for question in sought), reverse=True)
    if not likely or likely[0][0] < NEAR:
        return None
    if len(likely) > 1 and likely[0][0] - likely[1][0] < CLEARLY:
        return None
    return Match(likely[0][1], sure=False)


def _forms(head: str) -> frozenset[str]:
    """What a head is read as: all of it, without the survey's own number, and what stands in brackets."""
    texts = [head, _NUMBERED.sub("", head)]
    if inside := _BRACKETS.search(head):
        texts += [inside[1], _NUMBERED.sub("", inside[1])]
    return frozenset(form for text in texts if (form := folded(text)))


def counted_heads(head: str) -> frozenset[str]:
    """A head without the number that a survey tool puts behind one that stands twice."""
    return _forms(_COUNTED.sub("", head)) if _COUNTED.search(head) else frozenset()


def _likeness(question: Sought, forms: frozenset[str]) -> float:
    """How likely a head is this question, from 0 to 1: by what is alike, or since one holds the other."""
    best = 0.0
    for text in question.texts:
        for form in forms:
            if len(form) >= _LEAST and (text in form or (form in text and 2 * len(form) >= len(text))):
                best = max(best, 0.9 + 0.1 * min(len(text), len(form)) / max(len(text), len(form)))
                continue
            matcher = difflib.SequenceMatcher(None, text, form, autojunk=False)
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
                best = max(best, matcher.ratio())
    return best


class NoLevel(Exception):
    """A cell that is no level of the scale."""


def levels_by_word(asked: Asked) -> Mapping[str, int | None]:
    """What a cell can say to a question, in one form, and the level it means; None for don't know."""
    known: dict[str, int | None] = {folded(text) or text: None for text in DONT_KNOW}
    doubled: set[str] = set()
    for level, own in zip(asked.scale.levels, asked.levels, strict=True):
        words = {level.label, level.meaning, own.meaning}
        texts = {folded(word) for word in words if word} | {f"{level.number} {folded(level.label)}"}
        texts |= {f"{level.number} {folded(word)}" for word in words if word}
        for text in texts:
            if known.get(text, level.number) != level.number:
                doubled.add(text)
            known[text] = level.number
    for text in doubled:
        del known[text]
    for level in asked.scale.levels:
        known[str(level.number)] = level.number
    if asked.scale.base > 0:
        known["0"] = None
    return known


def level_in(words: Mapping[str, int | None], cell: str) -> int | None:
    """The level that a cell names, by its number or its words; None for don't know. Raises NoLevel."""
    text = cell.strip()
    whole = re.fullmatch(r"([0-9]{1,2})(?:[.,]0+)?", text)
    has_words = any(character.isalpha() for character in text)
    key = str(int(whole[1])) if whole else folded(text) if has_words else text
    if key not in words:
        raise NoLevel
    return words[key]


def is_level(words: Mapping[str, int | None], cell: str) -> bool:
    """Whether a cell names a level, or that nobody knows."""
    try:
        level_in(words, cell)
    except NoLevel:
        return False
    return True
