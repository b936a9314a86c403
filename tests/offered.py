"""What can be added to an agenda, and which packs a template takes, as tests ask for it."""

from __future__ import annotations

from sessions.kinds.kind import MaterialStep
from sessions.plan import Template
from sessions.record import Session
from workshop.steps.registry import offered_kinds
from workshop.steps.scene import Offer


def step_offers(session: Session, after_id: str) -> tuple[Offer, ...]:
    """All that can be added after an activity, in the order in which the agenda offers it."""
    return tuple(offer for kind in offered_kinds(session, after_id) for offer in kind.offers)


def pack_ids(template: Template) -> tuple[str, ...]:
    """Packs that it uses, each once, in order."""
    packs = (step.pack for step in template.steps if isinstance(step, MaterialStep) and step.pack is not None)
    return tuple(dict.fromkeys(packs))
