"""Changes to the items of a session's own copy of its material: what is added in the room."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from itertools import count

from sessions import plan
from sessions.added import is_recorded_on, own_section
from sessions.aspects import item_of
from sessions.edit import edit
from sessions.edits.text import needed, replaced
from sessions.kinds.registry import kind_of
from sessions.material import OURS, STATEMENT_WORDS, Item, Pack, Section, Source, word_count
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity
from sessions.text import clean

MOST_NAME = 60
"""Characters of a name: what is longer is a statement, named by its first words."""
OWN_NAME = "Added in the room"


@edit("new item {new_item}")
def add_item(
    session: Session, now: datetime, activity_id: str, text: str, *, behind: str | None = None
) -> Session:
    """Add an item to a step, as one of the session's own copy of the pack that the step is on.

    It stands behind the item `behind`, or at the end of the section of that key; without either, at the end
    of what the step is on. Steps that come later on the same section have it too; those before keep what
    they were on. A step without a pack gets a section of the session's own pack. Raises Problem where the
    step is about no items, or takes no more.
    """
    activity = session.activity(activity_id)
    if (refusal := kind_of(activity).no_new_item(session, activity)) is not None:
        raise refusal
    assert isinstance(activity, MaterialActivity)
    if activity.pack_id is None or activity.follows_step is not None:
        return _added_to_own(session, now, activity, text, behind)
    section, place = _place(session, activity, behind)
    pack, before = session.pack(activity.pack_id), section.items[place - 1]
    scaled = (section.scale or pack.scale) is not None
    # So that no two are called the same; what the room named itself has numbers that follow each other.
    packs = [pack] if pack.id == OURS else session.packs
    others = (item for other in packs for item in other.items())
    new = _item(pack.id, others, before, text, scaled=scaled)
    items = (*section.items[:place], new, *section.items[place:])
    agenda = _agenda_with(session, activity, section, new.id)
    after = session.model_copy(update={"agenda": agenda})
    return _with_items(after, pack.id, section.id, items)


def _place(session: Session, activity: MaterialActivity, behind: str | None) -> tuple[Section, int]:
    """(section, index in its items) of a new item. Raises Problem where the step is not on `behind`."""
    found: tuple[Section, int] | None = None
    for section, items in activity.sections(session.packs):
        ids = [item.id for item in items]
        if behind is None or behind in (f"{activity.pack_id}/{section.id}", *ids):
            last = behind if behind in ids else ids[-1]
            found = section, [item.id for item in section.items].index(last) + 1
    if found is None:
        raise Problem(f"{activity.title} is not on {behind!r}", hint="Name an item that it is on.")
    return found


def _item(pack_id: str, others: Iterable[Item], before: Item | None, text: str, *, scaled: bool) -> Item:
    """A new item of a pack with those `others`; where nothing above it is `scaled`, scored as that before it.

    Raises Problem for a text that is none.
    """
    name, statement = _named(text)
    numbers = {item.number for item in others}
    sign = "" if pack_id == OURS else "+"  # which no pack's own numbers begin with
    number = next(number for n in count(1) if (number := f"{sign}{n}") not in numbers)
    return Item(
        id=f"{pack_id}/x-{secrets.token_hex(4)}",
        number=number,
        name=name,
        statement=statement,
        scale=None if scaled or before is None else before.scale,
        added=True,
    )


def _named(text: str) -> tuple[str, str]:
    """(name, statement) of what was typed: twice the same where it is short."""
    statement = needed(text, "The item", lines=False)
    if (words := word_count(statement)) > STATEMENT_WORDS:
        hint = f"Say it in {STATEMENT_WORDS} words at most; a note takes the rest."
        raise Problem(f"{words} words are too many to read aloud", hint=hint)
    if len(statement) <= MOST_NAME:
        return statement, statement
    first_words = statement[: MOST_NAME - 1].rpartition(" ")[0] or statement[: MOST_NAME - 1]
    return f"{first_words.rstrip(' ,;:.')}…", statement


def _agenda_with(
    session: Session, activity: MaterialActivity, section: Section, new_id: str
) -> tuple[Activity, ...]:
    """The agenda, where a section gets a new item for `activity` and for those that come after it."""
    agenda, comes_later = list(session.agenda), False
    for at, step in enumerate(agenda):
        if step is activity:
            comes_later = True
            if activity.item_ids:
                agenda[at] = step.model_copy(update={"item_ids": (*activity.item_ids, new_id)})
        elif isinstance(step, MaterialActivity) and step.pack_id == activity.pack_id and not step.item_ids:
            on = [own.id for own, _ in step.sections(session.packs)]
            takes_it = comes_later and kind_of(step).no_new_item(session, step) is None
            if section.id in on and not takes_it:
                ids = tuple(item.id for item in step.items(session.packs))
                agenda[at] = step.model_copy(update={"item_ids": ids})
    return tuple(agenda)


def _added_to_own(
    session: Session, now: datetime, activity: MaterialActivity, text: str, behind: str | None
) -> Session:
    """The session with an item in the section of its own pack that is the step's; both made on demand."""
    key = own_section(activity)
    others = tuple(pack for pack in session.packs if pack.id != OURS)
    own = next((pack for pack in session.packs if pack.id == OURS), None)
    section = next((section for section in own.sections if section.id == key), None) if own else None
    items = section.items if section else ()
    place = next((index for index, item in enumerate(items, 1) if item.id == behind), len(items))
    new = _item(OURS, own.items() if own else (), None, text, scaled=False)
    word = kind_of(activity).item_word
    items = (*items[:place], new, *items[place:])
    new_section = Section(id=key, title=activity.title, item_word=word, items=items)
    if own is None:
        own = _own_pack(now, new_section)
    else:
        kept = [new_section if other is section else other for other in own.sections]
        kept += [] if section else [new_section]
        own = own.model_copy(update={"sections": tuple(kept)})
    agenda = replaced(session.agenda, activity, pack_id=OURS, section_ids=(key,), item_ids=())
    return session.model_copy(update={"packs": (*others, own), "agenda": agenda})


def _own_pack(now: datetime, section: Section) -> Pack:
    source = Source(title=OWN_NAME, publisher="this session", year=now.year)
    about = "What people in the room named themselves."
    return Pack(
        id=OURS, edition=str(now.year), name=OWN_NAME, about=about, source=source, sections=(section,)
    )


def _with_items(session: Session, pack_id: str, section_id: str, items: tuple[Item, ...]) -> Session:
    """The session with these items in a section; without the section, where it is left with none."""
    packs: list[Pack] = []
    for pack in session.packs:
        if pack.id == pack_id:
            changed = (
                s.model_copy(update={"items": items}) if s.id == section_id else s for s in pack.sections
            )
            pack = pack.model_copy(update={"sections": tuple(s for s in changed if s.items)})
        packs.append(pack)
    return session.model_copy(update={"packs": tuple(pack for pack in packs if pack.sections)})


@edit("change of {numbered_item}")
def change_item(session: Session, _: datetime, item_id: str, text: str) -> Session:
    """Say an item that was added otherwise; an empty text removes it.

    Raises Problem for one of the material, and where something is recorded on it.
    """
    old = _changeable(session, item_id)
    section = next(s for s in session.pack_of(item_id).sections if old in s.items)
    if clean(text):
        name, statement = _named(text)
        new = old.model_copy(update={"name": name, "statement": statement})
        items = tuple(new if item is old else item for item in section.items)
        return _with_items(session, session.pack_of(item_id).id, section.id, items)
    places, here = plan.stops(session), session.at
    if here is not None and here in places and item_of(here.ref) == item_id:
        # To what came before it: what comes next was not reached yet.
        before = [place for place in places[: places.index(here)] if item_of(place.ref) != item_id]
        session = session.model_copy(update={"at": (before or places)[-1]})
    items = tuple(item for item in section.items if item is not old)
    agenda = tuple(_without(step, item_id, section.id if not items else None) for step in session.agenda)
    after = session.model_copy(update={"agenda": agenda})
    return _with_items(after, session.pack_of(item_id).id, section.id, items)


def _changeable(session: Session, item_id: str) -> Item:
    """An item that can be changed. Raises Problem for any other."""
    item = session.item(item_id)
    called = session.called(item_id)
    if not item.added:
        what, hint = f"{called} belongs to the material", "Only what was added in the room can be changed."
        raise Problem(what, hint=hint)
    if is_recorded_on(session, item_id):
        hint = "Take that back first, or note that it does not apply."
        raise Problem(f"Something is recorded on {called}", where=item.name, hint=hint)
    return item


def _without(step: Activity, item_id: str, emptied: str | None) -> Activity:
    """A step without an item; without its pack, where the section `emptied` was all that it had of that."""
    if not isinstance(step, MaterialActivity):
        return step
    if step.pack_id == OURS and step.section_ids == (emptied,):
        return step.model_copy(update={"pack_id": None, "section_ids": (), "item_ids": ()})
    if item_id not in step.item_ids:
        return step
    if len(step.item_ids) == 1:
        raise Problem(f"It is all that {step.title} is about", hint="Take that step off the agenda first.")
    return step.model_copy(update={"item_ids": tuple(other for other in step.item_ids if other != item_id)})
