"""Changes to options: which one partners would take, the reveal, the room's choice, dissent from it."""

from collections.abc import Mapping
from datetime import datetime

from sessions.edit import edit
from sessions.kinds.options.records import (
    CHOICES,
    REVEALED_VIEWS,
    VIEWS,
    Choice,
    OptionDissent,
    OptionsActivity,
    OptionView,
    RevealedViews,
    Shown,
    choice_of,
    is_revealed,
    options_here,
    views_of,
)
from sessions.kinds.score.records import BallotSource
from sessions.problem import Problem
from sessions.record import THE_ROOM, Session, step_as
from sessions.rows import ROOM, Partner
from sessions.text import clean
from sessions.voices import check_voice, voices_on


def options_step(session: Session, activity_id: str) -> OptionsActivity:
    """The step of this id. Raises Problem where it has no options, KeyError where there is no such step."""
    lacks = "has no options to choose from"
    return step_as(session, activity_id, OptionsActivity, lacks, "Name a step that has.")


@edit("view of {partner} in {step}")
def say_option(
    session: Session,
    now: datetime,
    activity_id: str,
    partner_id: str,
    counts: Mapping[str, int],
    dont_know: int = 0,
    *,
    source: BallotSource = "room",
    instead: bool = False,
) -> Session:
    """Record how many of a partner are for each option, by its id; nobody at all takes its view back.

    The whole room says so instead of the partners, or they instead of it, only with `instead`. What the room
    has seen is kept where it is changed. Raises Problem for what is no option here, and for more than it has.
    """
    activity, partner = options_step(session, activity_id), session.find_voice(partner_id)
    known = options_here(session, activity)
    placed = tuple((item_id, counts[item_id]) for item_id in known if counts.get(item_id))
    unknown = next((item_id for item_id, count in counts.items() if count and item_id not in known), None)
    if unknown is not None:
        raise Problem(f"{unknown!r} is no option here", hint="Choose among those that are listed.")
    if min((dont_know, *counts.values()), default=0) < 0:
        raise Problem("A count is below nought", where=partner.name, hint="Count people from 0 up.")
    if instead and partner not in voices_on(session, activity_id):
        session = _without_others(session, now, activity_id, partner)
    check_voice(session, activity_id, partner, activity.title, what="views")
    new = OptionView(
        activity_id=activity_id,
        partner_id=partner.id,
        counts=placed,
        dont_know=dont_know,
        source=source,
        at=now,
    )
    if partner.members is not None and new.spoke > partner.members:
        hint = f"At most {partner.members} in all, or correct the number of people."
        raise Problem(f"{new.spoke} hands, but {partner.name} has {partner.members} people", hint=hint)
    return _with_view(session, new)


def _with_view(session: Session, new: OptionView) -> Session:
    """What the room has seen is kept where it is changed after the reveal, unless it is that again."""
    if is_revealed(session, new.activity_id):
        new = VIEWS.after_reveal(session, new, lambda row: Shown(counts=row.counts, dont_know=row.dont_know))
    if not new.stands and new.before is None:
        return VIEWS.without(session, lambda row: VIEWS.key(row) == VIEWS.key(new))
    return VIEWS.with_row(session, new)


def _without_others(session: Session, now: datetime, activity_id: str, partner: Partner) -> Session:
    """The session without the partners' views, where the whole room has its say, or without the room's."""
    for row in VIEWS.of(session):
        if row.activity_id == activity_id and (row.partner_id == ROOM) != (partner.id == ROOM):
            session = _with_view(session, row.model_copy(update={"counts": (), "dont_know": 0, "at": now}))
    return session


@edit("reveal of the views in {step}")
def reveal_options(session: Session, _: datetime, activity_id: str) -> Session:
    """Show the room the views. Raises Problem where nobody has said anything."""
    activity = options_step(session, activity_id)
    if not views_of(session, activity_id):
        raise Problem("Nobody has said which option", where=activity.title, hint="Ask the partners first.")
    if is_revealed(session, activity_id):
        return session
    return REVEALED_VIEWS.with_row(session, RevealedViews(activity_id=activity_id))


@edit("the room's choice in {step}")
def choose(session: Session, now: datetime, activity_id: str, item_id: str, reason: str = "") -> Session:
    """Record which option the room takes, and why. Dissent is kept. Raises Problem for what is none."""
    activity = options_step(session, activity_id)
    if item_id not in options_here(session, activity):
        raise Problem(f"{item_id!r} is no option here", hint="Choose among those that are listed.")
    old = choice_of(session, activity_id)
    dissents = old.dissents if old is not None else ()
    new = Choice(activity_id=activity_id, item_id=item_id, reason=clean(reason), dissents=dissents, at=now)
    return CHOICES.with_row(session, new)


@edit("withdrawal of the choice in {step}")
def withdraw_choice(session: Session, _: datetime, activity_id: str) -> Session:
    """Take back what the room chose, with its dissent."""
    options_step(session, activity_id)
    return CHOICES.without(session, lambda row: row.activity_id == activity_id)


@edit("dissent of {partner} in {step}")
def dissent_from_choice(
    session: Session, now: datetime, activity_id: str, partner_id: str, reason: str
) -> Session:
    """Put on record that a partner does not share the choice, and why; an empty reason takes it back."""
    activity, partner = options_step(session, activity_id), session.find_partner(partner_id)
    old = choice_of(session, activity_id)
    if old is None:
        raise Problem("There is no choice to dissent from", where=activity.title, hint="Choose first.")
    if partner == THE_ROOM:
        raise Problem("The whole room cannot dissent from itself", hint="Name a partner.")
    kept, dissents = clean(reason), list(old.dissents)
    own = next((index for index, d in enumerate(dissents) if d.partner_id == partner.id), len(dissents))
    new = [OptionDissent(partner_id=partner.id, reason=kept, from_option=old.item_id)] if kept else []
    dissents[own : own + 1] = new
    return CHOICES.with_row(session, old.model_copy(update={"dissents": tuple(dissents), "at": now}))
