"""From a session to its summary: all that was recorded and nothing else, part by part. Pure.

What the room has not seen is not in it: that something was answered, never what. It does not depend on the
place in the agenda or on the ids of partners; on the clock only in the line that says when it was written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a summary is made from besides the session."""

    now: datetime | None
    resources: Resources | None = None
    then: Sequence[Block] = ()
    """What has moved since the session before, for minutes and full record."""


def build(
    session: Session,
    *,
    now: datetime | None,
    form: Form = "full",
    resources: Resources | None = None,
    record: str = "",
    house: House = PLAIN,
    then: Sequence[Block] = (),
) -> Summary:
    """The summary of a session; `now` (aware) is when it is written, None to leave that line out.

    With `resources` it says where to read on about each section with a gap or an action. At its foot stands
    the checksum of the `record`. `house` says how it looks, and which parts are left out. `then` says
    what has moved since the session before: see `sessions.many.then_and_now`.
    """
    seen = revealed_only(session)
    blocks = tuple(_FORMS[form](session, seen, _Beside(now, resources, then)))
    if form != "full":
        blocks = tuple(block for block in blocks if not block.detail)
    kept = housed(_without_empty_headings(blocks), form, house)
    blocks = (*kept, *closing.foot_blocks(session, record, brief=form == "page"))
    return Summary(session.title, blocks, form, now, sign_off.state(session).capitalize(), house)


def _first(
    session: Session, seen: Session, beside: _Beside, *, brief: bool, missed: front.Missed
) -> Iterator[Block]:
    """What a chief executive reads; a `brief` one fits a page."""
    yield from opening.title_blocks(session, beside.now, brief=brief)
    if not brief:
        yield from closing.amendment_blocks(session)
    yield from opening.who_blocks(session, brief=brief)
    yield from front.decision_blocks(session, brief=brief)
    yield from front.action_blocks(session, brief=brief)
    yield from front.agreed_blocks(session, seen, waiting(session), brief=brief)
    yield from results.result_blocks(session)
    if not brief:
        yield from beside.then
    for kind in kinds():
        yield from kind.in_short(seen)
    yield from front.differ_blocks(seen, brief=brief)
    yield from front.next_blocks(session, brief=brief, missed=missed)


def _page(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    yield from _first(session, seen, beside, brief=True, missed="counted")


def _minutes(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    yield from _first(session, seen, beside, brief=False, missed="numbered")
    yield from _record(session, seen, beside.resources)


def _full(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    yield from _first(session, seen, beside, brief=False, missed="named")
    yield from _record(session, seen, beside.resources)


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


def _board(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    yield from board.blocks(session, seen, beside.now)


def _large(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    yield from large.one_under_another(_first(session, seen, beside, brief=True, missed="counted"))


def _easy(session: Session, seen: Session, beside: _Beside) -> Iterator[Block]:
    del beside
    yield from easy.blocks(session, seen)


_FORMS: Mapping[Form, Callable[[Session, Session, _Beside], Iterator[Block]]] = {
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
