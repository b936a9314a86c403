"""What the summary says of pairs as a whole: a table. Who answered what stands with each item."""

from collections.abc import Iterator

from sessions import words
from sessions.kinds.asking import chapter_of
from sessions.kinds.here_to_there import words as pair_words
from sessions.kinds.here_to_there.records import Pair, PairsActivity, pair_steps, pairs
from sessions.record import Session
from sessions.spans import Line, plain
from sessions.summary.model import Block, Paragraph, TableBlock

HEADING = "From here to there"


def chapter(seen: Session) -> Iterator[Block]:
    """Every step in which something was answered, as far as the room has seen it."""
    yield from chapter_of(seen, pair_steps(seen), HEADING, "pairs", _step)


def _step(seen: Session, activity: PairsActivity) -> Iterator[Block]:
    found = [pair for pair in pairs(seen, activity) if pair.stands]
    order = "The furthest to go comes first. " if any(pair.to_go is not None for pair in found) else ""
    how = f"{order}Where the room settled on no level, the median of the answers stands in its place."
    yield Paragraph(plain(how))
    asked = [when for when in activity.aspects if any(pair.value(when) is not None for pair in found)]
    shown = [
        (head, say)
        for head, say in (("Moved", _moved), ("To go", _to_go))
        if any(say(pair) for pair in found)
    ]
    header = ("Pair", *(pair_words.HEADS[when] for when in asked), *(head for head, _ in shown))
    rows = tuple(
        (
            _name(seen, pair),
            *(plain(_said(pair, when)) for when in asked),
            *(plain(words.first_upper(say(pair)) or "not known") for _, say in shown),
        )
        for pair in found
    )
    yield TableBlock(plain("Where we were, are and want to be"), header, rows)


def _name(seen: Session, pair: Pair) -> Line:
    name = words.item_name(seen.item(pair.item_id))
    return name if pair.comparable else (*name, *plain(f" ({pair_words.NOT_COMPARABLE})"))


def _moved(pair: Pair) -> str:
    """Under "Moved": "1½ levels", "back 1 level", "has not moved"."""
    return pair_words.moved(pair).removeprefix("moved ")


def _to_go(pair: Pair) -> str:
    """Under "To go": "2 levels", "there already"."""
    return pair_words.to_go(pair).removesuffix(" to go")


def _said(pair: Pair, wanted: str) -> str:
    known = (pair_words.stand(stand) for when, stand in pair.stands if when == wanted)
    return words.first_upper(next(known, "no level named"))
