"""What a checklist asks before the day: yes, partly or no to each check that partners answer first."""

from collections.abc import Collection, Iterator, Sequence

from sessions.edit import Edit
from sessions.kinds.before import Asked, Before, View, on_item
from sessions.kinds.checklist.edits import say
from sessions.kinds.checklist.records import PARTNER_CHECKS, REVEALED_CHECKS, ChecklistActivity, check_key
from sessions.kinds.checklist.words import SCALE
from sessions.record import Session


class ChecksBefore(Before):
    def asked(self, session: Session, activity: ChecklistActivity) -> Iterator[Asked]:
        for item in activity.items(session.packs) if activity.by_partner else ():
            yield on_item(self, session, item.id, SCALE, key=check_key(item.id), help=item.questions)

    def why_not(self, session: Session, activity: ChecklistActivity) -> str:
        return "" if activity.by_partner else "the room gives its answers together, not each partner first"

    def view(self, session: Session, asked: Asked, partner_id: str) -> View | None:
        key = (asked.ref, partner_id)
        row = next((row for row in PARTNER_CHECKS.of(session) if PARTNER_CHECKS.key(row) == key), None)
        if row is None or not row.stands:
            return None
        return View(row.counts, row.dont_know, row.source == "form")

    def take(
        self, session: Session, asked: Asked, partner_id: str, counts: Sequence[int], dont_know: int
    ) -> Edit:
        return say(asked.ref, partner_id, counts, dont_know, source="form")

    def seen(self, session: Session) -> Collection[str]:
        return frozenset(check_key(row.item_id) for row in REVEALED_CHECKS.of(session))
