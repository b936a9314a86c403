"""Easy read: the skeleton of a page that people with a learning disability can use, made of the record.

One idea a line, in short words, with room for a picture beside each, as the Department of Health's "Making
written information easier to understand for people with learning disabilities" (2010) has it. What people
typed stands as it was said, a sentence a line; what is too long is marked. Only readers can say whether it is
easy: so it calls itself a draft.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sessions import plan, words
from sessions.analysis.items import target_of
from sessions.analysis.whole import differing
from sessions.aspects import aspect_id_of
from sessions.days import MONTHS, WEEKDAYS
from sessions.kinds.registry import kinds
from sessions.kinds.score.records import AGREEMENTS, agreement_on
from sessions.record import Session
from sessions.rows import Action, Note
from sessions.scope import why_not
from sessions.spans import Line, Span, plain, plain_text, typed
from sessions.summary import large, results
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph, Picture, Status
from sessions.voices import recusals_on

MOST_WORDS = 15
"""Words of a sentence from which it is too long."""
TOO_LONG = plain("[to be said in shorter sentences]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
_DRAFT = (
    "This is a draft. Try it with people who will read it, before you send it."
    " Change what they do not follow."
)
_HOW = "Put a picture into each box: a photo or a symbol. Take out what nobody needs. Take out this note."


def blocks(session: Session, seen: Session) -> Iterator[Block]:
    """The page; `seen` is what the room has seen."""
    yield Heading(1, typed(session.title), "summary")
    yield Paragraph(plain(_DRAFT), style="fill")
    yield Paragraph(plain(_HOW), style="fill")
    lines = (*_meeting(session), *_decided(session), *_to_do(session), *_in_short(seen), *_next(session))
    yield from lines
    yield Heading(2, plain("Hard words"), "words")
    hard = "to be filled in: what hard words mean, a line each"
    if found := _abbreviations(lines):
        hard = f"to be explained, or said in other words: {', '.join(found)}"
    yield Paragraph(plain(f"[{hard}]"), style="fill")
    yield Heading(2, plain("Who to ask"), "contact")
    yield Paragraph(
        plain("[to be filled in: a name, a telephone number and an e-mail address]"), style="fill"
    )


def _meeting(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("The meeting"), "meeting")
    day = f"It was on {_day(session.date)}." if session.date else "[to be filled in: on which day]"
    yield Picture("a calendar", (plain("This page is about a meeting."), plain(day)))
    if session.place:
        yield Picture("the place", ((*plain("The place: "), *typed(session.place)),))
    there = [typed(row.name) for row in session.partners if row.attendance != "apologies"]
    away = [typed(row.name) for row in session.partners if row.attendance == "apologies"]
    if there:
        yield Picture("who was there", (plain("These groups were there:"), *there))
    if away:
        yield Picture("an empty chair", (plain("These groups could not come:"), *away))


def _decided(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("What we decided"), "decisions")
    for note in session.notes:
        if note.is_decision:
            yield Picture("what we decided", (*_sentences(note.text), *_votes(session, note)))


def _votes(session: Session, note: Note) -> Iterator[Line]:
    if note.votes is not None:
        for count, what in zip(note.votes, ("said yes", "said no", "did not say yes or no"), strict=True):
            yield plain(f"{words.first_upper(words.number_of(count, 'vote', 'votes'))} {what}.")
    for partner_id in recusals_on(session, note.origin or ""):
        yield (*words.partner_name(session, partner_id), *plain(" took no part in this."))


def _to_do(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("What will happen"), "actions")
    for action in session.actions:
        yield Picture("what will be done", (*_sentences(action.text), *_who_and_when(action)))


def _who_and_when(action: Action) -> Iterator[Line]:
    if action.status in ("done", "dropped"):
        yield plain("This is done." if action.status == "done" else "We will not do this any more.")
        return
    who = typed(action.owner or action.body) if action.owner or action.body else plain("[who?]")
    yield (*who, *plain(" will do this."))
    if action.due is not None:
        yield plain(f"It should be done by {_day(action.due)}.")
    elif action.due_words:
        yield (*plain("When: "), *typed(action.due_words))


def _in_short(seen: Session) -> Iterator[Block]:
    """What was agreed, what the steps came to, and where somebody does not agree."""
    yield Heading(2, plain("What we think"), "agreed")
    for row in AGREEMENTS.of(seen):
        if why_not(seen, row.item_id) is None and not aspect_id_of(row.item_id):
            yield _agreed(seen, row.item_id)
    of_kinds = (block for kind in kinds() for block in kind.in_short(seen))
    for block in large.one_under_another((*results.result_blocks(seen), *of_kinds)):
        yield from _pictured(block)
    yield Heading(2, plain("What we do not agree on"), "differ")
    for item_id in differing(seen):
        yield from _differs(seen, item_id)
    for line in (line for kind in kinds() for line in kind.differences(seen)):
        yield Picture("people who do not agree", tuple(_split(line)))


def _agreed(seen: Session, item_id: str) -> Picture:
    scale, agreed, target = seen.scale_of(item_id), agreement_on(seen, item_id), target_of(seen, item_id)
    assert agreed is not None
    lines = [plain(words.asked(seen, item_id))]
    lines.append(plain(f"We are at {words.level_of(scale, agreed.level)}."))
    if target is not None and target > agreed.level:
        lines.append(plain(f"We want to get to {words.level_of(scale, target)}."))
    return Picture("how far we are", tuple(lines))


def _differs(seen: Session, item_id: str) -> Iterator[Block]:
    name = plain(words.asked(seen, item_id))
    if apart := words.apart(seen, item_id):
        yield Picture("people who do not agree", (name, *(part for line in apart for part in _split(line))))
    agreed = agreement_on(seen, item_id)
    for dissent in agreed.dissents if agreed else ():
        who = (*words.partner_name(seen, dissent.partner_id), *plain(" say:"))
        yield Picture("people who do not agree", (name, who, *_sentences(dissent.reason)))


def _pictured(block: Block) -> Iterator[Block]:
    """A block of the page, with room for a picture beside what it says."""
    match block:
        case Heading():
            yield block
        case Paragraph(text) | Status(_, text):
            yield Picture("what this says", tuple(_split(text)))
        case Bullets(items):
            for item in items:
                yield Picture("what this says", tuple(_split(item)))
        case Facts(rows):
            yield Picture("what this says", tuple((*plain(f"{name}: "), *fact) for name, fact in rows))


def _next(session: Session) -> Iterator[Block]:
    yield Heading(2, plain("What happens next"), "next")
    if session.next_meeting is not None:
        yield Picture("a calendar", (plain(f"We meet again on {_day(session.next_meeting)}."),))
    if missed := len(plan.left(session)):
        thing = words.number_of(missed, "thing", "things")
        yield Picture("a clock", (plain(f"There was no time for {thing}."),))
    for note in session.notes:
        if note.is_parked:
            yield Picture("a box", (plain("We will come back to this:"), *_sentences(note.text)))


def _day(on: date) -> str:
    """ "Tuesday 1 December 2026": names in full, since short ones are one thing more to know."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def _sentences(text: str) -> Iterator[Line]:
    """What people typed, a sentence a line, and where one is too long, that it is."""
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        yield typed(sentence)
        if len(sentence.split()) > MOST_WORDS:
            yield TOO_LONG


def _split(line: Line) -> Iterator[Line]:
    """A line of several sentences of ours, one a line; what people typed stays whole."""
    current: list[Span] = []
    for span in line:
        if span.typed:
            current.append(span)
            continue
        *ended, last = re.split(r"(?<=[.!?]) +", span.text)
        for text in ended:
            yield (*current, Span(text, strong=span.strong))
            current = []
        if last:
            current.append(Span(last, strong=span.strong))
    if current:
        yield tuple(current)


def _abbreviations(boxes: Iterable[Block]) -> list[str]:
    """What stands in capitals in the lines, each once, in the order of the alphabet."""
    lines = (line for block in boxes if isinstance(block, Picture) for line in block.lines)
    found = {word for line in lines for word in _ABBREVIATION.findall(plain_text(line))}
    return sorted(word for word in found if not re.fullmatch(r"[A-Z]\d+", word))
