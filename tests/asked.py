"""Sessions in which risks are rated, and pairs go from here to there."""

import random
from collections.abc import Sequence

from sessions import plan
from sessions.edits import people as people_edits
from sessions.kinds.here_to_there.records import PairsActivity
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.registry import revealed_only
from sessions.kinds.risk.records import Risk, RiskActivity, risks
from sessions.kinds.score import edits
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.voices import voices_on
from tests.builders import NOW, answered, packs
from tests.walls import at, flat, text

NAMES = ("County Council", "ICB", "Care providers", "Voluntary sector")
RISK = "lead-provider-risks/R1"
PAIR = "evolving-care/P1"


def made(agenda: Sequence[Activity], *pack_ids: str, as_bodies: bool = True) -> Session:
    """A session with four partners and these steps, before it begins."""
    session = Session(
        id="s",
        title="S",
        template_id="t",
        created_at=NOW,
        as_bodies=as_bodies,
        agenda=tuple(agenda),
        packs=tuple(packs()[pack_id] for pack_id in pack_ids),
    )
    for name in NAMES:
        session = people_edits.add_partner(name).apply(session, NOW)
    return session


def risky(*, impact: bool = True, as_bodies: bool = True) -> Session:
    """Eleven indicators, nothing said."""
    step = RiskActivity(id="r1", title="Risks", minutes=40, pack_id="lead-provider-risks", impact=impact)
    return made((step,), "lead-provider-risks", as_bodies=as_bodies)


def paired(*aspects: str, as_bodies: bool = True) -> Session:
    """Nine pairs, nothing said."""
    fields = {"aspects": aspects} if aspects else {}
    step = PairsActivity.model_validate(
        {"id": "p1", "title": "Care", "minutes": 40, "pack_id": "evolving-care", "section_ids": ("pairs",)}
        | fields
    )
    return made((step,), "evolving-care", as_bodies=as_bodies)


def voted_on() -> Session:
    """A vote on the barriers, and the risks of the two with most dots."""
    vote = VoteActivity(id="v1", title="Which matter here?", minutes=9, pack_id="barriers", dots=3)
    step = RiskActivity(
        id="r1", title="The risks", minutes=20, pack_id="barriers", follows="v1", top=2, impact=True
    )
    return made((vote, step), "barriers")


def stop_at(session: Session, ref: str, part: str = "item") -> Stop:
    """The stop at a question, or at a picture."""
    return next(stop for stop in plan.stops(session) if (stop.part, stop.ref) == (part, ref))


def told(session: Session, ref: str, levels: Sequence[int | None], settled: int | None = None) -> Session:
    """A question that was answered, revealed, and settled where a level is given."""
    session = edits.reveal(ref).apply(answered(session, ref, levels), NOW)
    return session if settled is None else edits.agree(ref, settled).apply(session, NOW)


def in_the_middle(session: Session, seed: int, secret: int) -> Session:
    """Questions in every state: `seed` chooses what the room may know, `secret` what it may not."""
    seen, hidden = random.Random(seed), random.Random(secret)
    for stop in plan.stops(session):
        if stop.part != "item":
            continue
        state = seen.choice(("none", "hidden", "hidden", "revealed", "settled"))
        by = hidden if state == "hidden" else seen
        top = session.scale_of(stop.ref).top
        for partner in voices_on(session, stop.ref)[: seen.randint(1, 4)] if state != "none" else ():
            level = by.choice((*range(1, top + 1), None))
            session = edits.answer_level(stop.ref, partner.id, level).apply(session, NOW)
        if state in ("revealed", "settled"):
            session = edits.reveal(stop.ref).apply(session, NOW)
        if state == "settled" or seen.random() < 0.2:
            session = edits.agree(stop.ref, seen.randint(1, top)).apply(session, NOW)
    return session


def item(number: int) -> str:
    return f"lead-provider-risks/R{number}"


def rated(session: Session, number: int, likelihood: int, impact: int | None = None) -> Session:
    """An item on which the room has settled."""
    session = told(session, f"{item(number)}#likelihood", (likelihood,) * 4, likelihood)
    return session if impact is None else told(session, f"{item(number)}#impact", (impact,) * 4, impact)


def found(session: Session) -> tuple[Risk, ...]:
    step = next(step for step in session.agenda if isinstance(step, RiskActivity))
    return risks(revealed_only(session), step)


def last_wall(session: Session, page: int = 0, size: tuple[int, int] = (80, 24)) -> str:
    return flat(text(at(session, stop_at(session, "", "picture")), size, page))
