"""What packs came to, on the first page; where a pack has no result of its own, what its sections did."""

from collections.abc import Iterator

from sessions.analysis.results import totals
from sessions.record import Session
from sessions.result_words import named
from sessions.spans import plain
from sessions.summary.model import Block, Bullets, Heading


def result_blocks(session: Session) -> Iterator[Block]:
    """A line for each; nothing where nothing is put together."""
    found = totals(session)
    whole = {total.ref for total in found if "/" not in total.ref}
    shown = [total for total in found if total.ref in whole or total.ref.partition("/")[0] not in whole]
    if shown:
        yield Heading(2, plain("Results"), "results")
        yield Bullets(tuple(plain(named(session, total)) for total in shown))
