"""Use cases of answers, agreed levels and dissent."""

from __future__ import annotations

from collections.abc import Sequence

from sessions import edits
from sessions.record import (
    EvidenceStrength,
    Session,
)
from workshop.facilitation.desk import Desk

MOST_NAME = 48
"""Characters of an item's name in what undo says."""


class Answers(Desk):
    """What the partners say."""

    def _item(self, item_id: str) -> str:
        return self.session.called(item_id)

    def _named(self, item_id: str) -> str:
        """ "1.6 Governance that can decide", clipped."""
        item = self.session.item(item_id)
        name = item.name if len(item.name) <= MOST_NAME else f"{item.name[: MOST_NAME - 1].rstrip()}…"
        return f"{item.number} {name}"

    def answer_level(
        self, item_id: str, partner_id: str, level: int | None, *, number: int | None = None
    ) -> Session:
        """One spokesperson's level, or None for don't know."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"answer of {name} on {self._item(item_id)}",
            lambda s: edits.answer_level(s, item_id, partner_id, level, now=self.clock(), number=number),
        )

    def answer(
        self,
        item_id: str,
        partner_id: str,
        counts: Sequence[int],
        dont_know: int = 0,
        *,
        number: int | None = None,
    ) -> Session:
        """A show of hands: how many for each level, lowest first, and how many don't know."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"counts of {name} on {self._item(item_id)}",
            lambda s: edits.answer(
                s, item_id, partner_id, counts, dont_know, now=self.clock(), number=number
            ),
        )

    def reveal(self, item_id: str) -> Session:
        """Show all answers at once."""
        return self.change(
            f"reveal of {self._named(item_id)}", lambda s: edits.reveal(s, item_id, now=self.clock())
        )

    def second_round(self, item_id: str) -> Session:
        """Answer once more after the talk."""
        return self.change(
            f"second round on {self._item(item_id)}",
            lambda s: edits.second_round(s, item_id, now=self.clock()),
        )

    def agree(
        self,
        item_id: str,
        level: int,
        *,
        target: int | None = None,
        evidence: EvidenceStrength | None = None,
        dissents: Sequence[tuple[str, str]] = (),
    ) -> Session:
        """Settle on a level; `dissents` are (partner, reason) of those who do not share it."""

        def edit(session: Session) -> Session:
            now = self.clock()
            session = edits.agree(session, item_id, level, now=now, target=target, evidence=evidence)
            for partner, reason in dissents:
                session = edits.dissent(session, item_id, partner, reason, now=now)
            return session

        return self.change(f"agreed level on {self._item(item_id)}", edit)

    def withdraw_agreement(self, item_id: str) -> Session:
        """Take back what was agreed on an item."""
        return self.change(
            f"agreed level on {self._item(item_id)}", lambda s: edits.withdraw_agreement(s, item_id)
        )

    def dissent(self, item_id: str, partner_id: str, reason: str) -> Session:
        """Put dissent on record; an empty reason takes it back."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"dissent of {name} on {self._item(item_id)}",
            lambda s: edits.dissent(s, item_id, partner_id, reason, now=self.clock()),
        )
