"""Edits that the lines of the shell are compared with, where they depend on the session."""

from __future__ import annotations

from sessions import plan
from sessions.edit import Edit, together
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.kinds.score.order import plan_items, proposed
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from tests.builders import agendas, packs
from workshop.suggestions import USUAL_PARTNERS


def offer(session: Session, words: str) -> Edit:
    """Adding the step after the first that is offered in these words."""
    from tests.offered import step_offers

    offers = [offer for offer in step_offers(session, "s1") if words in offer.words]
    return agenda_edits.add_activity("s1", offers[0].activity)


def template(session: Session) -> Edit:
    """Another template."""
    agenda, used = plan.agenda(agendas()["tips-and-pulse"], packs())
    return event_edits.set_material("tips-and-pulse", agenda, used)


def action(session: Session, **fields: object) -> Edit:
    """A change of the first action."""
    return note_edits.change_action(session.actions[0].model_copy(update=fields))


def describe(session: Session, **fields: object) -> Edit:
    """A change of title, place or date."""
    now = {"title": session.title, "place": session.place, "on": session.date}
    return event_edits.describe(**{**now, **fields})  # type: ignore[arg-type]


def usual(session: Session) -> Edit:
    """The usual partners that are not there yet."""
    known = {partner.name for partner in session.partners}
    return together(*(people_edits.add_partner(*usual) for usual in USUAL_PARTNERS if usual[0] not in known))


def ordered(session: Session) -> Edit:
    """Taking the order and the minutes that are proposed."""
    step = next(step for step in session.agenda if isinstance(step, ScoreActivity))
    places = proposed(session, step, step.minutes)
    minutes = {place.item_id: place.minutes for place in places if place.minutes}
    return plan_items(step.id, [place.item_id for place in places], minutes)
