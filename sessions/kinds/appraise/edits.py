"""Changes to an appraisal: levels, their reveal, the criteria and what they weigh, dissent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sessions.edit import edit
from sessions.edits.text import needed, replaced
from sessions.kinds.appraise.records import (
    APPRAISALS,
    MOST_WEIGHT,
    REVEALED,
    WEIGHINGS,
    Appraisal,
    AppraiseActivity,
    Criterion,
    Levels,
    Measure,
    RevealedCandidate,
    Weighing,
    appraisal_of,
    appraisals_on,
    appraisers,
    asks_partners,
    candidates_of,
    criteria_of,
    hides,
    is_revealed,
)
from sessions.kinds.score.records import BallotSource, Dissent
from sessions.problem import Problem
from sessions.record import THE_ROOM, Session, step_as
from sessions.rows import Partner, new_uid
from sessions.scope import check_applies
from sessions.text import clean
from sessions.voices import check_voice

MOST_CRITERIA = 9
"""More nobody can hold against each other, and no wall has room for their names."""
MOST_NAME = 60
"""Characters of a criterion's name."""


def appraisal_step(session: Session, activity_id: str) -> AppraiseActivity:
    """The step of this id. Raises Problem where it is no appraisal, KeyError where there is no such step."""
    hint = "Choose a step with candidates and criteria."
    return step_as(session, activity_id, AppraiseActivity, "is no appraisal", hint)


@edit("levels of {partner} on {item}")
def appraise(
    session: Session,
    now: datetime,
    activity_id: str,
    item_id: str,
    partner_id: str,
    levels: Mapping[str, int | None],
    *,
    source: BallotSource = "room",
) -> Session:
    """Give a candidate these levels, by criterion (None: don't know), beside those that it has already.

    What is said in the room beside what came in a form, or the other way round, is the room's from then on.
    Raises Problem for a level that is not on the criterion's scale, for what is no candidate here, and for
    whoever gives no levels here.
    """
    activity, voice = _asked(session, activity_id, item_id, partner_id)
    criteria = criteria_of(session, activity)
    for criterion_id, level in levels.items():
        _check_level(criteria, criterion_id, level)
    old = appraisal_of(session, activity_id, item_id, voice.id)
    said = {**(dict(old.levels) if old is not None else {}), **levels}
    kept = tuple((c.id, said[c.id]) for c in criteria if c.id in said)
    if old is not None and old.levels:
        source = source if old.source == source else "room"
    return _with_levels(session, now, activity, item_id, voice, kept, source)


@edit("taking back a level of {partner} on {item}")
def take_back_levels(
    session: Session,
    now: datetime,
    activity_id: str,
    item_id: str,
    partner_id: str,
    criteria: Sequence[str] = (),
) -> Session:
    """Take back what was said on some criteria, by their ids, or on all where none are named."""
    activity, voice = _asked(session, activity_id, item_id, partner_id)
    old = appraisal_of(session, activity_id, item_id, voice.id)
    said = old.levels if old is not None else ()
    kept = tuple((c, level) for c, level in said if criteria and c not in criteria)
    return session if kept == said else _with_levels(session, now, activity, item_id, voice, kept)


def _asked(
    session: Session, activity_id: str, item_id: str, partner_id: str
) -> tuple[AppraiseActivity, Partner]:
    """(the step, who gives levels). Raises Problem for who gives none on this candidate."""
    activity, partner = appraisal_step(session, activity_id), session.find_voice(partner_id)
    if item_id not in candidates_of(session, activity):
        raise Problem(
            f"{session.called(item_id)} is no candidate in {activity.title}",
            hint="Choose among those that are.",
        )
    check_applies(session, item_id)
    if asks_partners(session, activity):
        if partner == THE_ROOM:
            hint = "Name the partner, or let the room settle the levels of this step."
            raise Problem(f"Each partner gives its levels in {activity.title}", hint=hint)
        if partner not in appraisers(session, activity, item_id):
            check_voice(session, item_id, partner, session.called(item_id))
    elif partner != THE_ROOM:
        hint = "Leave the partner out, or let each partner give its levels in this step."
        raise Problem(f"The room settles the levels in {activity.title}", hint=hint)
    return activity, partner


def _check_level(criteria: Sequence[Measure], criterion_id: str, level: int | None) -> None:
    criterion = next((c for c in criteria if c.id == criterion_id), None)
    if criterion is None:
        names = ", ".join(c.name for c in criteria) or "none"
        raise Problem(f"There is no criterion {criterion_id!r} here", hint=f"They are: {names}.")
    numbers = [known.number for known in criterion.scale.levels]
    if level is not None and level not in numbers:
        hint = f"Levels go from {numbers[0]} to {numbers[-1]}."
        raise Problem(f"There is no level {level} for {criterion.name}", hint=hint)


def _with_levels(
    session: Session,
    now: datetime,
    activity: AppraiseActivity,
    item_id: str,
    voice: Partner,
    levels: Levels,
    source: BallotSource = "room",
) -> Session:
    """What the room has seen is kept where it is changed after the reveal, unless it is that again."""
    old = appraisal_of(session, activity.id, item_id, voice.id)
    dissents = old.dissents if old is not None else ()
    new = Appraisal(
        activity_id=activity.id,
        item_id=item_id,
        partner_id=voice.id,
        levels=levels,
        source=source,
        dissents=dissents,
        at=now,
    )
    if asks_partners(session, activity) and is_revealed(session, activity, item_id):
        new = APPRAISALS.after_reveal(session, new, lambda row: row.levels)
    if not levels and new.before is None:
        return APPRAISALS.without(session, lambda row: APPRAISALS.key(row) == APPRAISALS.key(new))
    return APPRAISALS.with_row(session, new)


@edit("reveal of the levels on {item}")
def reveal_levels(session: Session, _: datetime, activity_id: str, item_id: str) -> Session:
    """Show the room what the partners gave a candidate. Raises Problem where nobody has given any."""
    activity = appraisal_step(session, activity_id)
    if is_revealed(session, activity, item_id):
        return session
    if not appraisals_on(session, activity, item_id):
        raise Problem("Nobody has given levels yet", where=session.called(item_id), hint="Give them first.")
    return REVEALED.with_row(session, RevealedCandidate(activity_id=activity_id, item_id=item_id))


@edit("reveal of all levels in {step}")
def reveal_all_levels(session: Session, _: datetime, activity_id: str) -> Session:
    """Show the room all that is still hidden in the step. Raises Problem where nothing is."""
    hidden = [row for row in APPRAISALS.of(session) if row.activity_id == activity_id and hides(session, row)]
    items = dict.fromkeys(row.item_id for row in hidden if row.stands)
    if not items:
        raise Problem("Nothing is hidden here", hint="What was given has been revealed.")
    for item_id in items:
        session = REVEALED.with_row(session, RevealedCandidate(activity_id=activity_id, item_id=item_id))
    return session


@edit("weights in {step}")
def set_weights(session: Session, now: datetime, activity_id: str, weights: Mapping[str, int]) -> Session:
    """Have criteria weigh so much, by their ids; the others keep their weight. As at first: no record of it.

    Raises Problem for a number that is none, and where all of them would weigh nothing.
    """
    activity = appraisal_step(session, activity_id)
    criteria = criteria_of(session, activity)
    for criterion_id, weight in weights.items():
        _check_level(criteria, criterion_id, None)
        if not 0 <= weight <= MOST_WEIGHT:
            raise Problem(
                f"{weight} is no weight", hint=f"Give between 0 and {MOST_WEIGHT}; 0 leaves it out."
            )
    new = tuple((c.id, weights.get(c.id, c.weight)) for c in criteria)
    if not any(weight for _, weight in new):
        raise Problem("All criteria would weigh nothing", hint="Let at least one weigh 1.")
    bare = WEIGHINGS.without(session, lambda row: row.activity_id == activity_id)
    if new == tuple((c.id, c.weight) for c in criteria_of(bare, activity)):
        return bare
    seen = any(
        row.activity_id == activity_id and row.stands and not hides(session, row)
        for row in APPRAISALS.of(session)
    )
    return WEIGHINGS.with_row(
        session, Weighing(activity_id=activity_id, weights=new, after_reveal=seen, at=now)
    )


@edit("criteria of {step}")
def set_criteria(session: Session, _: datetime, activity_id: str, names: Sequence[str]) -> Session:
    """Type the criteria; one of the same name stays the one that it was. Raises Problem for a wrong set."""
    activity = appraisal_step(session, activity_id)
    if activity.criteria_section:
        raise Problem("The criteria come from the material", hint="Change what they weigh instead.")
    typed = [needed(name, "A criterion", lines=False) for name in names]
    if not 1 <= len(typed) <= MOST_CRITERIA:
        raise Problem(f"{len(typed)} criteria are no set", hint=f"Type between 1 and {MOST_CRITERIA}.")
    if long := next((name for name in typed if len(name) > MOST_NAME), None):
        raise Problem(f"{long[:MOST_NAME]!r}… is long for a criterion", hint="A word or two are enough.")
    if len({name.casefold() for name in typed}) < len(typed):
        raise Problem("Two criteria have one name", hint="Each needs its own.")
    known = {criterion.name.casefold(): criterion for criterion in activity.criteria}
    criteria = tuple(known.get(name.casefold()) or Criterion(id=new_uid(), name=name) for name in typed)
    gone = {criterion.id for criterion in activity.criteria} - {criterion.id for criterion in criteria}
    answered = {c for row in APPRAISALS.of(session) if row.activity_id == activity_id for c, _ in row.levels}
    if lost := next((c.name for c in activity.criteria if c.id in gone & answered), None):
        raise Problem(f"Levels are given on {lost} already", hint="Let it weigh 0 instead.")
    if (row := next((r for r in WEIGHINGS.of(session) if r.activity_id == activity_id), None)) and gone:
        kept = tuple(pair for pair in row.weights if pair[0] not in gone)
        session = WEIGHINGS.with_row(session, row.model_copy(update={"weights": kept}))
    agenda = replaced(session.agenda, activity, criteria=criteria)
    return session.model_copy(update={"agenda": agenda})


@edit("who gives levels in {step}")
def set_by_partner(session: Session, _: datetime, activity_id: str, *, by_partner: bool) -> Session:
    """Have each partner give its levels, or the room settle them. Raises Problem where some stand already."""
    activity = appraisal_step(session, activity_id)
    if activity.by_partner == by_partner:
        return session
    if any(row.activity_id == activity_id for row in APPRAISALS.of(session)):
        raise Problem("Levels are given already", where=activity.title, hint="Take them back first.")
    return session.model_copy(update={"agenda": replaced(session.agenda, activity, by_partner=by_partner)})


@edit("dissent of {partner} on {item}")
def dissent_from_levels(
    session: Session, now: datetime, activity_id: str, item_id: str, partner_id: str, reason: str
) -> Session:
    """Put on record that a partner does not share what the room settled on; an empty reason takes it back."""
    activity, partner = appraisal_step(session, activity_id), session.find_partner(partner_id)
    if asks_partners(session, activity):
        what = "Each partner's own levels are on record here"
        raise Problem(what, hint="A remark goes into a note.")
    old = appraisal_of(session, activity_id, item_id, THE_ROOM.id)
    if old is None or not old.levels:
        raise Problem(
            "The room has settled on no levels yet", where=session.called(item_id), hint="Do that first."
        )
    if partner == THE_ROOM:
        raise Problem("The whole room cannot dissent from itself", hint="Name a partner.")
    kept = clean(reason)
    dissents = [d for d in old.dissents if d.partner_id != partner.id]
    if kept:
        dissents.append(Dissent(partner_id=partner.id, reason=kept))
    return APPRAISALS.with_row(session, old.model_copy(update={"dissents": tuple(dissents), "at": now}))
