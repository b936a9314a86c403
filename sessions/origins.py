"""What notes and actions belong to: an item, a section, a step that keeps its own, or a part of one."""

from collections.abc import Mapping

from sessions.record import Session
from sessions.remember import remembered


@remembered
def step_origins(session: Session) -> Mapping[str, str]:
    """What is noted on steps themselves, and how that is called: {"s3/icb": "At the tables: ICB"}."""
    return {
        ref: name
        for step in session.agenda
        for ref, name in step.origins(session.partners, session.people).items()
    }


def origins(session: Session) -> frozenset[str]:
    """All that a note or an action can belong to, but for the session as a whole."""
    items = (item.id for pack in session.packs for item in pack.items())
    sections = (f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections)
    return frozenset((*items, *sections, *step_origins(session)))


def noted(session: Session) -> frozenset[str | None]:
    """All that some note or action belongs to."""
    return frozenset({note.origin for note in session.notes} | {row.origin for row in session.actions})


def noted_of(session: Session, partner_id: str) -> bool:
    """Whether a note or an action belongs to what a partner said in a step."""
    others = tuple(partner for partner in session.partners if partner.id != partner_id)
    return loses_origin(session, session.model_copy(update={"partners": others}))


def loses_origin(session: Session, after: Session) -> bool:
    """Whether a note or an action belongs to something that is no more in the session `after` a change."""
    own = step_origins(session).keys() - step_origins(after).keys()
    return not noted(session).isdisjoint(own)
