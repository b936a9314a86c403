"""A session as large as they get: 21 standards answered by 12 partners in two rounds, and 300 actions."""

from __future__ import annotations

from sessions.edits.event import move_to
from sessions.edits.notes import ActionFields, add_action
from sessions.kinds.score import edits
from sessions.plan import stops
from sessions.record import Session
from tests.builders import NOW, packs, templates
from workshop.prepare import Draft, drafted

PARTNERS = 12
ACTIONS = 300
PACK = "icbo"
SESSION_ID = "large-example-abcd"


def standards(session: Session) -> tuple[str, ...]:
    """The ids of what it scores, in order."""
    return tuple(item.id for pack in session.packs if pack.id == PACK for item in pack.items())


def large() -> Session:
    """All of it answered, revealed and agreed, and it stands at its first standard."""
    partners = tuple((f"Partner {number} of the place", "other", None) for number in range(1, PARTNERS + 1))
    draft = Draft("self-assessment", "A large example", "Exampleshire", NOW.date(), partners)
    session = drafted(draft, templates()[draft.template_id], packs(), SESSION_ID, NOW)
    for place, item_id in enumerate(standards(session)):
        for spread in (4, 2):
            for number, partner in enumerate(session.voices()):
                level = 1 + (place + number) % spread
                session = edits.answer_level(item_id, partner.id, level).apply(session, NOW)
            session = edits.reveal(item_id).apply(session, NOW)
            if spread > 2:
                session = edits.second_round(item_id).apply(session, NOW)
        session = edits.agree(item_id, 2).apply(session, NOW)
    for number in range(ACTIONS):
        fields = ActionFields(f"Do the thing of number {number}", owner=f"Person {number % 40}", body="ICB")
        session = add_action(fields).apply(session, NOW)
    first = next(stop for stop in stops(session) if stop.part == "item")
    return move_to(first).apply(session, NOW)
