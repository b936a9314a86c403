"""Use cases of dot votes and of the order of the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sessions import analysis, edits
from sessions.record import (
    Session,
)
from workshop.facilitation.desk import Desk


class Votes(Desk):
    """Dots, their reveal, and what the room puts first."""

    def vote(self, activity_id: str, partner_id: str, counts: Mapping[str, int]) -> Session:
        """Place a partner's dots: a count for each candidate's id; none at all take the vote back."""
        name = edits.find_partner(self.session, partner_id).name
        activity = self.session.activity(activity_id)
        return self.change(
            f"dots of {name}",
            lambda s: edits.vote(
                s, activity_id, partner_id, counts, analysis.candidates(s, activity), now=self.clock()
            ),
        )

    def reveal_vote(self, activity_id: str) -> Session:
        """Show the room the ranking."""
        return self.change("reveal of the dots", lambda s: edits.reveal_vote(s, activity_id))

    def change_dots(self, activity_id: str, *, dots: int, stack: bool) -> Session:
        """Give each partner so many dots, all on one allowed or not."""
        return self.change(
            "number of dots", lambda s: edits.change_dots(s, activity_id, dots=dots, stack=stack)
        )

    def order_gaps(self, item_ids: Sequence[str]) -> Session:
        """Keep the room's own order of the gaps."""
        return self.change("order of the gaps", lambda s: edits.order_gaps(s, item_ids))
