"""Changes to what a session goes on from: it becomes the next one after another, or stands alone again."""

from collections.abc import Sequence
from datetime import datetime

from sessions import series
from sessions.analysis.items import has_item
from sessions.edit import edit, next_label
from sessions.edits.agenda import THE_REST, before_the_end
from sessions.kinds.registry import kind_of
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, MaterialActivity, Remark, Series, new_uid, uid_from
from sessions.text import clean


@edit("place in a series")
def follow(
    session: Session,
    now: datetime,
    before: series.Chain,
    *,
    takes_on: bool = True,
    parked: bool = True,
    left: bool | None = None,
) -> Session:
    """Make a session the next one after the first of `before`, which its own series goes on with.

    Unless it `takes_on` nothing, as one that was held already, their open actions go on in it, and what is
    `parked`; and as steps of their own the items that were `left` (None: only what was left for the next
    session). As long as it has not begun, it then opens with the review of the open actions.
    """
    if session.id in {earlier.id for earlier in before}:
        what = "A session can't go on from itself, or from one that comes after it"
        raise Problem(what, hint="Name one that was before it.")
    # What calendars know of the series has a number that rises from session to session.
    counter = max(session.counter, *(earlier.counter for earlier in before))
    own = series.place_in(session, before, took_on=takes_on)
    session = session.model_copy(update={"series": own, "counter": counter})
    if not takes_on:
        return session
    actions = (*session.actions, *series.carried(session, before, now))
    points = series.parked_before(session, before) if parked else ()
    session = session.model_copy(update={"actions": actions, "notes": (*session.notes, *points)})
    if left is not False:
        session = with_left(session, before[0], only_later=left is None)
    if session.at is None and series.opens_with_review(session):
        session = session.model_copy(update={"agenda": series.review_first(session.agenda)})
    return session


def left_in(session: Session, before: Session, *, only_later: bool = False) -> dict[str, tuple[str, ...]]:
    """{id of a step of the session before: ids of its items that nobody came to, and that are not here}.

    With `only_later`, those alone that were left for the next session.
    """
    here = {item.id for item in session.items()}
    found: dict[str, tuple[str, ...]] = {}
    done = set(here)
    for step in before.agenda:
        if only_later and step.state != "next session":
            continue
        if isinstance(step, MaterialActivity) and kind_of(step).divisible:
            refs = kind_of(step).left(before, step)
            rest = tuple(ref for ref in refs if ref not in done and has_item(before, ref))
            done.update(rest)
            found |= {step.id: rest} if rest else {}
    return found


def with_left(session: Session, before: Session, *, only_later: bool = False) -> Session:
    """The session with steps on what nobody came to in the one before, and with the material for them."""
    for step_id, refs in left_in(session, before, only_later=only_later).items():
        step = before.activity(step_id)
        assert isinstance(step, MaterialActivity)
        every = len(step.items(before.packs))
        packs = _with_items(session.packs, before.pack(step.pack_id or ""), refs)
        known = {item.id for pack in packs for item in pack.items()}
        if not (rest := tuple(item_id for item_id in refs if item_id in known)):
            continue  # of another edition, that has no such item
        fields = {
            "uid": new_uid(),
            "id": next_label("s", (other.id for other in session.agenda)),
            "title": step.title.removesuffix(THE_REST) + THE_REST if len(rest) < every else step.title,
            "item_ids": rest,
            "section_ids": (),
            "minutes": max(1, step.minutes * len(rest) // every),
            "planned": None,
            "state": "planned",
            "added": False,
        }
        later = step.model_copy(update=fields)
        agenda = before_the_end(session.agenda, later)
        session = session.model_copy(update={"packs": packs, "agenda": agenda})
    return session


def _with_items(packs: Sequence[Pack], source: Pack, item_ids: Sequence[str]) -> tuple[Pack, ...]:
    """The packs of a session with the sections of `source` that these items are in."""
    wanted = [section for section in source.sections if any(item.id in item_ids for item in section.items)]
    own = next((pack for pack in packs if pack.id == source.id), None)
    if own is None:
        return (*packs, source.only(tuple(section.id for section in wanted)))
    known = {section.id for section in own.sections}
    new = tuple(section for section in wanted if section.id not in known)
    more = own.model_copy(update={"sections": (*own.sections, *new)})
    return tuple(more if pack is own else pack for pack in packs)


@edit("what nobody came to before")
def take_left(session: Session, _: datetime, before: Session) -> Session:
    """Put what nobody came to in the session before on the agenda of this one. Raises Problem for nothing."""
    after = with_left(session, before)
    if after is session:
        raise Problem("Nothing was left there that is not on this agenda", hint="")
    return after


@edit("parked points from before")
def leave_parked(session: Session, _: datetime, before: Session) -> Session:
    """Leave the points that were parked in the session before, and still are, where they were."""
    uids = {note.uid for note in before.notes}
    kept = tuple(note for note in session.notes if not (note.is_parked and note.uid in uids))
    return session.model_copy(update={"notes": kept})


@edit("place in a series")
def stand_alone(session: Session, _: datetime) -> Session:
    """Have a session go on from none. Actions that came with it go, unless something was said of them."""
    old = session.series
    if old is None or old.previous is None:
        raise Problem("This session goes on from none", hint="There is nothing to undo.")
    own = Series(id=uid_from("series", session.id), next_meeting=old.next_meeting)
    kept = tuple(
        action for action in session.actions if not action.carried_from or action.spoken_of == session.id
    )
    return session.model_copy(update={"series": own if old.next_meeting else None, "actions": kept})


@edit("reopening of an action")
def reopen_action(
    session: Session, now: datetime, action: Action, held_in: Session, *, remark: str = ""
) -> Session:
    """Bring back an action that was closed in an earlier session, as the same one. Raises Problem."""
    if any(row.uid == action.uid for row in session.actions):
        raise Problem(f"{action.id} is in this session already", hint="Set its status, as of any other.")
    labels = [row.id for row in session.actions]
    back = series.taken_over(session, action, held_in, now, labels)
    why = clean(remark)
    said = Remark(text=why or "Reopened", session_id=session.id, noted=not why, at=now)
    fields = {"status": "open", "spoken_of": session.id, "remarks": (*back.remarks, said)}
    return session.model_copy(update={"actions": (*session.actions, back.model_copy(update=fields))})
