"""From a session to its summary: all that was recorded and nothing else, part by part. Pure.

What the room has not seen is not in it: that something was answered, never what. It does not depend on the
place in the agenda or on the ids of partners; on the clock only in the line that says when it was written.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sessions import sign_off
from sessions.house import PLAIN, House
from sessions.kinds.registry import kinds, revealed_only, waiting
from sessions.record import Session
from sessions.resources import Resources
from sessions.summary import board, closing, easy, front, large, opening, reached, results
from sessions.summary.forms import Form
from sessions.summary.housed import housed
from sessions.summary.model import Block, Heading, Summary


def build(
    session: Session,
    *,
    now: datetime | None,
    form: Form = "full",
    resources: Resources | None = None,
    record: str = "",
    house: House = PLAIN,
) -> Summary:
    """The summary of a session; `now` (aware) is when it is written, None to leave that line out.

    With `resources` it says where to read on about each section with a gap or an action. At its foot stands
    the checksum of the `record`. `house` says how it looks, and which parts are left out.
    """
    seen = revealed_only(session)
    blocks = tuple(_FORMS[form](session, seen, now, resources))
    if form != "full":
        blocks = tuple(block for block in blocks if not block.detail)
    kept = housed(_without_empty_headings(blocks), form, house)
    blocks = (*kept, *closing.foot_blocks(session, record, brief=form == "page"))
    return Summary(session.title, blocks, form, now, sign_off.state(session).capitalize(), house)


def _first(
    session: Session, seen: Session, now: datetime | None, *, brief: bool, missed: front.Missed
) -> Iterator[Block]:
    """What a chief executive reads; a `brief` one fits a page."""
    yield from opening.title_blocks(session, now, brief=brief)
    if not brief:
        yield from closing.amendment_blocks(session)
    yield from opening.who_blocks(session, brief=brief)
    yield from front.decision_blocks(session, brief=brief)
    yield from front.action_blocks(session, brief=brief)
    yield from front.agreed_blocks(session, seen, waiting(session), brief=brief)
    yield from results.result_blocks(session)
    for kind in kinds():
        yield from kind.in_short(seen)
    yield from front.differ_blocks(seen, brief=brief)
    yield from front.next_blocks(session, brief=brief, missed=missed)


def _page(session: Session, seen: Session, now: datetime | None, _: Resources | None) -> Iterator[Block]:
    yield from _first(session, seen, now, brief=True, missed="counted")


def _minutes(
    session: Session, seen: Session, now: datetime | None, resources: Resources | None
) -> Iterator[Block]:
    yield from _first(session, seen, now, brief=False, missed="numbered")
    yield from _record(session, seen, resources)


def _full(
    session: Session, seen: Session, now: datetime | None, resources: Resources | None
) -> Iterator[Block]:
    yield from _first(session, seen, now, brief=False, missed="named")
    yield from _record(session, seen, resources)


def _record(session: Session, seen: Session, resources: Resources | None) -> Iterator[Block]:
    """What follows the first page: step by step, then section by section, then of the whole."""
    for kind in kinds():
        yield from kind.chapter(seen, kind.waiting(session))
    yield from reached.material_blocks(session, seen, resources)
    yield from closing.note_blocks(session)
    yield from closing.not_applying_blocks(session)
    yield from closing.sign_off_blocks(session)
    yield from closing.time_blocks(session)
    yield from closing.ground_blocks(session)


def _board(session: Session, seen: Session, now: datetime | None, _: Resources | None) -> Iterator[Block]:
    yield from board.blocks(session, seen, now)


def _large(session: Session, seen: Session, now: datetime | None, _: Resources | None) -> Iterator[Block]:
    yield from large.one_under_another(_first(session, seen, now, brief=True, missed="counted"))


def _easy(session: Session, seen: Session, _: datetime | None, __: Resources | None) -> Iterator[Block]:
    yield from easy.blocks(session, seen)


_FORMS: Mapping[Form, Callable[[Session, Session, datetime | None, Resources | None], Iterator[Block]]] = {
    "page": _page,
    "minutes": _minutes,
    "full": _full,
    "board": _board,
    "large": _large,
    "easy": _easy,
}


def _without_empty_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without headings under which nothing stands."""
    kept: list[Block] = []
    depth = 0  # level of the last heading that is followed by something, counted from the end
    for block in reversed(blocks):
        if not isinstance(block, Heading):
            kept.append(block)
            depth = 9
        elif block.level < depth or block.level == 1:
            kept.append(block)
            depth = block.level
    return tuple(reversed(kept))
