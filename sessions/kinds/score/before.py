"""What is asked before the day on an item's own levels, or on those of an aspect: first views, as ballots."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sessions.aspects import aspect_of, item_of
from sessions.edit import Edit
from sessions.kinds.before import Asked, Before, View, on_item
from sessions.kinds.score.edits import answer
from sessions.kinds.score.records import ROUNDS_OF_ITEMS, ballot_of
from sessions.record import Session, find_scale


class BallotsBefore(Before):
    """A question a subject. The key is the subject itself."""

    def subjects(self, session: Session, activity: Any) -> Iterable[str]:
        """The subjects that a step asks about, in its order."""
        return (item.id for item in activity.items(session.packs))

    def asked(self, session: Session, activity: Any) -> Iterator[Asked]:
        for ref in self.subjects(session, activity):
            if (scale := find_scale(session, ref)) is not None:
                aspect = aspect_of(ref)
                behind = ("",) if aspect is None else (aspect.id, aspect.name, aspect.question)
                called = session.called(ref)
                yield on_item(
                    self, session, item_of(ref), scale, key=ref, ref=ref, called=called, behind=behind
                )

    def view(self, session: Session, asked: Asked, partner_id: str) -> View | None:
        ballot = ballot_of(session, asked.ref, partner_id, 1)
        if ballot is None or not ballot.stands:
            return None
        return View(ballot.counts, ballot.dont_know, ballot.source == "form")

    def take(
        self, session: Session, asked: Asked, partner_id: str, counts: Sequence[int], dont_know: int
    ) -> Edit:
        return answer(asked.ref, partner_id, counts, dont_know, number=1, source="form")

    def seen(self, session: Session) -> Collection[str]:
        """Also while a second round is hidden: the first has been seen."""
        rounds = ROUNDS_OF_ITEMS.of(session)
        return frozenset(row.item_id for row in rounds if row.revealed or row.number > 1)
