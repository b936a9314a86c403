"""The kind `risk`: how risks are planned, asked and told."""

from collections.abc import Collection, Iterator

from sessions.kinds.asking import AskingKind
from sessions.kinds.risk import summary, words as risk_words
from sessions.kinds.risk.records import (
    IMPACT,
    LIKELIHOOD,
    LOW,
    RiskActivity,
    RiskStep,
    risk_steps,
    risks,
)
from sessions.record import Session
from sessions.rows import Standing
from sessions.summary.model import Block


def _standing(seen: Session) -> Iterator[Standing]:
    """The risks with a place, the worst first; those that are low stand no more."""
    for activity in risk_steps(seen):
        for risk in risks(seen, activity):
            if risk.level is not None:
                item = seen.item(risk.item_id)
                yield Standing(
                    kind="risk",
                    uid=item.id,
                    text=f"{item.number} {item.name}",
                    said=risk_words.ratings(risk),
                    session_id=seen.id,
                    stands=risk.level != LOW,
                )


class Risks(AskingKind[RiskActivity]):
    id = "risk"
    activity = RiskActivity
    step = RiskStep
    aspects = (LIKELIHOOD, IMPACT)
    standing = (_standing,)
    tells_levels = True

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen)
