"""What the summary says of an evaluation: answers without names, words, what worked, what to change."""

from collections.abc import Collection, Iterator

from sessions import spread_words, words
from sessions.analysis.items import spread_of
from sessions.kinds.evaluation.records import CHANGE, WORKED, EvaluationActivity, nobody_named, words_of
from sessions.record import Session
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Heading, Paragraph
from sessions.summary.recorded import recorded_on, step_heading

PARTS = {WORKED: "What worked", CHANGE: "What to change"}


def evaluation_blocks(
    seen: Session, activity: EvaluationActivity, waiting: Collection[str]
) -> Iterator[Block]:
    """Its chapter; nothing where nothing was answered, said or noted.

    `waiting` are the subjects that were answered and not revealed.
    """
    blocks: list[Block] = list(recorded_on(seen, activity.id))  # else it would stand under the last question
    for ref in activity.subjects(seen.packs):
        blocks += _answers(seen, ref, ref in waiting)
    if said := words_of(seen, activity.id):
        blocks.append(Bullets(tuple(said_line(row.word, row.count) for row in said), lead="In one word"))
    for part, title in PARTS.items():
        if noted := tuple(recorded_on(seen, f"{activity.id}/{part}")):
            blocks += [Heading(3, plain(title), f"{part}-{activity.id}", ref=f"{activity.id}/{part}"), *noted]
    if blocks:
        yield step_heading(activity)
        yield from blocks


def _answers(seen: Session, ref: str, waits: bool) -> Iterator[Block]:
    item, spread = seen.item(ref), spread_of(nobody_named(seen), ref)
    noted = tuple(recorded_on(seen, item.id))
    if not (waits or spread.spoke or noted):
        return
    yield Heading(3, plain(item.statement), f"item-{ref}", ref=ref)
    if waits:
        yield Paragraph(plain(f"Answered, {words.NOT_REVEALED}."))
    elif spread.spoke:
        yield Paragraph(plain(f"{words.first_upper(spread_words.figures(spread))}."))
        title = f"Answers on: {item.statement}"
        yield spread_words.chart(f"chart-{ref}", title, spread, seen.scale_of(ref))
    yield from noted


def said_line(word: str, count: int) -> Line:
    """ "useful", or "useful, said by 3"."""
    return (*typed(word), *plain(f", said by {count}" if count > 1 else ""))
