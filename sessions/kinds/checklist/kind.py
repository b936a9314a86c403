"""The kind `checklist`: how it is planned, what it hides, and what is wrong with its records."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sessions.kinds.checklist import summary
from sessions.kinds.checklist.before import ChecksBefore
from sessions.kinds.checklist.edits import reveal_check
from sessions.kinds.checklist.records import (
    CHECKS,
    COUNTED,
    PARTNER_CHECKS,
    REVEALED_CHECKS,
    ChecklistActivity,
    checks_of,
    progress_of,
    waiting_checks,
)
from sessions.kinds.kind import Fault, MaterialKind, MaterialStep
from sessions.material import Item
from sessions.record import Session
from sessions.spans import Line
from sessions.summary.model import Block


class ChecklistStep(MaterialStep):
    """A checklist in a template, with the setting of `ChecklistActivity`."""

    by_partner: bool = False


class Checklist(MaterialKind[ChecklistActivity]):
    id = "checklist"
    activity = ChecklistActivity
    step = ChecklistStep
    tables = (CHECKS, PARTNER_CHECKS, REVEALED_CHECKS)
    before = ChecksBefore()
    closes = True

    def revealed(self, session: Session) -> Session:
        seen = {row.item_id for row in REVEALED_CHECKS.of(session)}
        return PARTNER_CHECKS.without(session, lambda row: row.item_id not in seen)

    def waiting(self, session: Session) -> tuple[str, ...]:
        return waiting_checks(session)

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal_check(ref).apply(session, now)

    def progress(self, session: Session) -> tuple[int, int]:
        progress = progress_of(session, checks_of(session))
        return progress.of - len(progress.left), progress.of

    def faults(self, session: Session) -> Iterator[Fault]:
        questions = {item.id: len(item.questions) for pack in session.packs for item in pack.items()}
        for index, check in enumerate(CHECKS.of(session)):
            if (many := questions.get(check.item_id)) is None:
                continue  # said already: there is no such item
            loc = (CHECKS.name, index)
            if check.question > many:
                yield loc, f"there is no question {check.question} under this check"
            elif check.question and check.dissents:
                yield (*loc, "dissents", 0), "dissent is from the answer to the check, not to its questions"
            seen: set[str] = set()
            for number, dissent in enumerate(check.dissents):
                if dissent.partner_id in seen:
                    yield (*loc, "dissents", number), f"{dissent.partner_id!r} dissents twice"
                seen.add(dissent.partner_id)
        for index, row in enumerate(PARTNER_CHECKS.of(session)):
            loc = (PARTNER_CHECKS.name, index)
            if len(row.counts) != len(COUNTED):
                yield loc, f"{len(row.counts)} counts for {len(COUNTED)} answers"
            elif min(row.counts) < 0:
                yield loc, "a count is below nought"
            elif row.before is not None and len(row.before.counts) != len(COUNTED):
                yield loc, f"{len(row.before.counts)} counts for {len(COUNTED)} answers before the change"

    def in_short(self, seen: Session) -> Iterator[Block]:
        yield from summary.in_short(seen)

    def differences(self, seen: Session) -> Iterator[Line]:
        yield from summary.differences(seen)

    def told_together(self, session: Session) -> frozenset[str]:
        return summary.told_together(session)

    def on_section(self, seen: Session, section_key: str, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.section_blocks(seen, section_key, waiting)

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.item_blocks(seen, item, waiting=item.id in waiting)
