"""Packs that a step brings along where the session does not carry them yet."""

from dataclasses import replace

from sessions.material import Pack
from sessions.record import Session
from workshop.materials.load import packs
from workshop.steps.scene import Offer


def carried(session: Session, pack_id: str) -> Pack:
    """The session's own copy of a pack, as it is there; else the one that is shipped."""
    return next((pack for pack in session.packs if pack.id == pack_id), None) or packs().usable[pack_id]


def bringing(offer: Offer, pack: Pack) -> Offer:
    """An offer whose step brings a pack along."""
    return replace(offer, packs=(pack,))
