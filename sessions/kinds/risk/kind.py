"""The kind `risk`: how risks are planned, asked and told."""

from collections.abc import Collection, Iterator

from sessions.kinds.asking import AskingKind
from sessions.kinds.risk import summary
from sessions.kinds.risk.records import IMPACT, LIKELIHOOD, RiskActivity, RiskStep
from sessions.record import Session
from sessions.summary.model import Block


class Risks(AskingKind[RiskActivity]):
    id = "risk"
    activity = RiskActivity
    step = RiskStep
    aspects = (LIKELIHOOD, IMPACT)
    tells_levels = True

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen)
