"""Every change to a session, as a pure function (session, change) → session.

Each checks what it is given and raises `Problem` where that cannot stand; the session it was given is
never touched. Times come in as arguments: nothing here reads a clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import (
    ROUNDS,
    Action,
    ActionStatus,
    Activity,
    Agreement,
    Ballot,
    Dissent,
    EvidenceStrength,
    Note,
    NoteKind,
    Partner,
    Person,
    Round,
    Sector,
    Session,
    Stop,
)

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no format can carry: control characters but tab and newline, and lone surrogates."""


def clean(text: str, *, lines: bool = True) -> str:
    """`text` as people typed it, without characters that no file format can carry and without outer space.

    With `lines=False`, for names and titles, line breaks and tabs become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub("", text)
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    return text.strip()


def slug(text: str, *, limit: int = 40) -> str:
    """`text` in lower-case ASCII letters, digits and single hyphens, for ids and file names; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:limit].strip("-")


def _needed(text: str, what: str, *, lines: bool = True) -> str:
    kept = clean(text, lines=lines)
    if not kept:
        raise Problem(f"{what} is empty", mend="Type at least one word.")
    return kept


def _replace(many: Iterable[T], new: T, same: Sequence[T]) -> tuple[T, ...]:
    """`many` with the one in `same` replaced by `new` in its place, or `new` at the end."""
    out = [new if one in same else one for one in many]
    return tuple(out) if same else (*out, new)


def _next_id(prefix: str, ids: Iterable[str]) -> str:
    numbers = [int(one[len(prefix) :]) for one in ids if re.fullmatch(rf"{prefix}\d+", one)]
    return f"{prefix}{max(numbers, default=0) + 1}"


# --- the session itself ---------------------------------------------------------------------------


def describe(
    session: Session, *, title: str, place: str, on: date | None, as_bodies: bool | None = None
) -> Session:
    """Change title, place and date, and whether partners answer as bodies (None leaves that as it is)."""
    return session.model_copy(
        update={
            "title": _needed(title, "The title", lines=False),
            "place": clean(place, lines=False),
            "date": on,
            "as_bodies": session.as_bodies if as_bodies is None else as_bodies,
        }
    )


def set_material(
    session: Session, template_id: str, agenda: Sequence[Activity], packs: Sequence[Pack]
) -> Session:
    """Replace template, agenda and material. Sections that something is recorded on are kept beside the new.

    The position falls back to the start where its activity is gone.
    """
    spoken = _spoken_on(session)
    kept: dict[str, Pack] = {pack.id: pack for pack in packs}
    for old in session.packs:
        used = tuple(
            section.id
            for section in old.sections
            if f"{old.id}/{section.id}" in spoken or any(item.id in spoken for item in section.items)
        )
        if not used:
            continue
        new = kept.get(old.id)
        have = {section.id for section in new.sections} if new else set()
        extra = tuple(section for section in old.sections if section.id in used and section.id not in have)
        base = new or old.model_copy(update={"sections": ()})
        kept[old.id] = base.model_copy(update={"sections": (*base.sections, *extra)})
    there = any(session.at is not None and one.id == session.at.activity_id for one in agenda)
    return session.model_copy(
        update={
            "template_id": template_id,
            "agenda": tuple(agenda),
            "packs": tuple(kept.values()),
            "at": session.at if there and template_id == session.template_id else None,
        }
    )


def _spoken_on(session: Session) -> set[str]:
    """Ids of items and keys of sections that something is recorded on."""
    spoken = {one.item_id for one in session.ballots}
    spoken |= {one.item_id for one in session.agreements}
    spoken |= {one.origin for one in session.notes if one.origin is not None}
    return spoken | {one.origin for one in session.actions if one.origin is not None}


def move_to(session: Session, stop: Stop) -> Session:
    """Go to a stop of the agenda (see `sessions.plan.stops`)."""
    return session.model_copy(update={"at": stop})


def mark_summarised(session: Session, *, now: datetime) -> Session:
    """Note that a summary was written."""
    return session.model_copy(update={"summary_at": now})


# --- partners and people --------------------------------------------------------------------------


def _free_name(session: Session, name: str, besides: str | None = None) -> str:
    kept = _needed(name, "The partner's name", lines=False)
    for other in session.partners:
        if other.id != besides and other.name.casefold() == kept.casefold():
            raise Problem(f"There is a partner called {other.name} already", mend="Give it another name.")
    return kept


def add_partner(session: Session, name: str, sector: Sector = "other", members: int | None = None) -> Session:
    """Add a partner at the end. Its id is made from its name and never changes."""
    kept = _free_name(session, name)
    taken = {partner.id for partner in session.partners} | {"room"}
    base = slug(kept) or "partner"
    partner_id = base
    number = 2
    while partner_id in taken:
        partner_id, number = f"{base}-{number}", number + 1
    partner = Partner(id=partner_id, name=kept, sector=sector, members=_members(members))
    return session.model_copy(update={"partners": (*session.partners, partner)})


def _members(members: int | None) -> int | None:
    if members is not None and members < 1:
        raise Problem("A partner has at least one person", mend="Leave the number out if nobody counted.")
    return members


def change_partner(
    session: Session, partner_id: str, *, name: str, sector: Sector, members: int | None = None
) -> Session:
    """Rename a partner or correct its sector; its ballots stay its own."""
    old = find_partner(session, partner_id)
    new = old.model_copy(
        update={
            "name": _free_name(session, name, besides=old.id),
            "sector": sector,
            "members": _members(members),
        }
    )
    return session.model_copy(update={"partners": _replace(session.partners, new, [old])})


def remove_partner(session: Session, partner_id: str) -> Session:
    """Remove a partner that has said nothing. One with answers or dissent on record stays: Problem."""
    partner = find_partner(session, partner_id)
    spoke = any(ballot.partner_id == partner.id for ballot in session.ballots) or any(
        dissent.partner_id == partner.id for one in session.agreements for dissent in one.dissents
    )
    if spoke:
        raise Problem(
            f"{partner.name} has answers on record", mend="Rename it instead; undo takes answers back."
        )
    people = tuple(
        p.model_copy(update={"partner_id": None}) if p.partner_id == partner.id else p for p in session.people
    )
    kept = tuple(one for one in session.partners if one.id != partner.id)
    return session.model_copy(update={"partners": kept, "people": people})


def find_partner(session: Session, wanted: str) -> Partner:
    """The voice with this id, this name, or the only one whose name has `wanted` in it.

    Raises Problem where none or several fit.
    """
    voices = session.voices()
    folded = wanted.strip().casefold()
    exact = [p for p in voices if folded in (p.id.casefold(), p.name.casefold())]
    found = exact or [p for p in voices if folded and (folded in p.name.casefold() or folded in p.id)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(p.name for p in (found or voices))
    if found:
        raise Problem(f"{wanted!r} fits several partners: {names}", mend="Type more of the name.")
    raise Problem(f"No partner is called {wanted!r}", mend=f"The partners are: {names}.")


def set_people(session: Session, people: Sequence[Person]) -> Session:
    """Replace the list of who was there."""
    kept = tuple(
        p.model_copy(
            update={
                "name": _needed(p.name, "The person's name", lines=False),
                "role": clean(p.role, lines=False),
            }
        )
        for p in people
    )
    return session.model_copy(update={"people": kept})


# --- answers --------------------------------------------------------------------------------------


def answer(
    session: Session,
    item_id: str,
    partner_id: str,
    counts: Sequence[int],
    dont_know: int = 0,
    *,
    now: datetime,
    number: int | None = None,
) -> Session:
    """Record how a partner answered, in the item's current round or in round `number`.

    `counts` has one entry a level, lowest first. A ballot of that partner in that round is replaced;
    one without any answer takes it back.
    """
    item = session.item(item_id)
    scale = session.scale_of(item_id)
    partner = find_partner(session, partner_id)
    if len(counts) != scale.top:
        raise Problem(
            f"{len(counts)} counts for a scale of {scale.top} levels",
            where=f"{item.number} {item.name}",
            mend=f"Give {scale.top} numbers, from level 1 to level {scale.top}.",
        )
    if any(count < 0 for count in counts) or dont_know < 0:
        raise Problem("A count is below nought", where=partner.name, mend="Count people from 0 up.")
    total = sum(counts) + dont_know
    if partner.members is not None and total > partner.members:
        raise Problem(
            f"{total} answers, but {partner.name} has {partner.members} people",
            mend=f"At most {partner.members} in all, or correct the number of people.",
        )
    if number is not None and not 1 <= number <= ROUNDS:
        raise Problem(f"There is no round {number}", mend=f"Rounds go from 1 to {ROUNDS}.")
    round_number = number if number is not None else session.round_of(item_id)[0]
    ballot = Ballot(
        item_id=item.id,
        partner_id=partner.id,
        round=round_number,
        counts=tuple(counts),
        dont_know=dont_know,
        at=now,
    )
    old = [
        b
        for b in session.ballots
        if (b.item_id, b.partner_id, b.round) == (item.id, partner.id, round_number)
    ]
    if total == 0:
        return session.model_copy(update={"ballots": tuple(b for b in session.ballots if b not in old)})
    changed = session.model_copy(update={"ballots": _replace(session.ballots, ballot, old)})
    if round_number > session.round_of(item_id)[0]:
        changed = _set_round(changed, item_id, round_number, revealed=False, now=now)
    return changed


def answer_level(
    session: Session,
    item_id: str,
    partner_id: str,
    level: int | None,
    *,
    now: datetime,
    number: int | None = None,
) -> Session:
    """Record one spokesperson's level, or (None) that it does not know."""
    scale = session.scale_of(item_id)
    if level is not None and not 1 <= level <= scale.top:
        raise Problem(
            f"There is no level {level} on this scale",
            where=session.item(item_id).number,
            mend=f"Levels go from 1 to {scale.top}; 0 stands for don't know.",
        )
    counts = [1 if level == one else 0 for one in range(1, scale.top + 1)]
    return answer(session, item_id, partner_id, counts, 1 if level is None else 0, now=now, number=number)


def _set_round(session: Session, item_id: str, number: int, *, revealed: bool, now: datetime) -> Session:
    new = Round(item_id=item_id, number=number, revealed=revealed, at=now)
    old = [one for one in session.rounds if one.item_id == item_id]
    return session.model_copy(update={"rounds": _replace(session.rounds, new, old)})


def reveal(session: Session, item_id: str, *, now: datetime) -> Session:
    """Show the room the answers of the item's current round, all at once."""
    number, _ = session.round_of(item_id)
    if not session.ballots_on(item_id, number):
        raise Problem("Nobody has answered yet", where=session.item(item_id).number, mend="Answer first.")
    return _set_round(session, item_id, number, revealed=True, now=now)


def second_round(session: Session, item_id: str, *, now: datetime) -> Session:
    """Answer once more after the talk; the first view is kept."""
    number, revealed = session.round_of(item_id)
    if not revealed:
        raise Problem("The first answers are still hidden", mend="Reveal them before a second round.")
    if number >= ROUNDS:
        raise Problem(f"This item has had its {ROUNDS} rounds", mend="Agree a level, or undo.")
    return _set_round(session, item_id, number + 1, revealed=False, now=now)


# --- agreement and dissent ------------------------------------------------------------------------


def agree(
    session: Session,
    item_id: str,
    level: int,
    *,
    now: datetime,
    target: int | None = None,
    evidence: EvidenceStrength | None = None,
) -> Session:
    """Settle on a level, and, where given, a target and the strength of the evidence. Dissent is kept."""
    scale = session.scale_of(item_id)
    for what, number in (("level", level), ("target", target)):
        if number is not None and not 1 <= number <= scale.top:
            raise Problem(
                f"There is no {what} {number} on this scale",
                where=session.item(item_id).number,
                mend=f"Levels go from 1 to {scale.top}.",
            )
    if target is not None and target < level:
        raise Problem(
            f"The target {target} is below the agreed level {level}",
            mend="Set a target at the level or above.",
        )
    old = session.agreement(item_id)
    new = Agreement(
        item_id=item_id,
        level=level,
        target=target,
        evidence=evidence,
        dissents=old.dissents if old else (),
        at=now,
    )
    return session.model_copy(update={"agreements": _replace(session.agreements, new, [old] if old else [])})


def withdraw_agreement(session: Session, item_id: str) -> Session:
    """Take back what was agreed on an item, with its dissent."""
    return session.model_copy(
        update={"agreements": tuple(one for one in session.agreements if one.item_id != item_id)}
    )


def dissent(session: Session, item_id: str, partner_id: str, reason: str, *, now: datetime) -> Session:
    """Put on record that a partner does not share the agreed level; an empty reason takes it back."""
    partner = find_partner(session, partner_id)
    old = session.agreement(item_id)
    if old is None:
        raise Problem(
            "There is no agreed level to dissent from",
            where=session.item(item_id).number,
            mend="Agree a level first.",
        )
    kept = clean(reason)
    mine = [one for one in old.dissents if one.partner_id == partner.id]
    if kept:
        dissents = _replace(old.dissents, Dissent(partner_id=partner.id, reason=kept), mine)
    else:
        dissents = tuple(one for one in old.dissents if one not in mine)
    new = old.model_copy(update={"dissents": dissents, "at": now})
    return session.model_copy(update={"agreements": _replace(session.agreements, new, [old])})


# --- notes and actions ----------------------------------------------------------------------------


def check_origin(session: Session, origin: str | None) -> str | None:
    """`origin` where it is None, an item's id or a section's key; else Problem."""
    if origin is None:
        return None
    for pack in session.packs:
        for section in pack.sections:
            if origin == f"{pack.id}/{section.id}" or any(origin == item.id for item in section.items):
                return origin
    raise Problem(f"No item or section {origin!r} in this session", mend="See `workshop show` for the items.")


def add_note(
    session: Session, kind: NoteKind, text: str, *, origin: str | None = None, now: datetime
) -> Session:
    """Add a note to an item, a section or the session."""
    note = Note(
        id=_next_id("N", (one.id for one in session.notes)),
        kind=kind,
        text=_needed(text, "The note"),
        origin=check_origin(session, origin),
        at=now,
    )
    return session.model_copy(update={"notes": (*session.notes, note)})


def change_note(session: Session, note_id: str, *, kind: NoteKind, text: str) -> Session:
    """Correct a note; an empty text removes it."""
    old = next((one for one in session.notes if one.id == note_id), None)
    if old is None:
        raise Problem(f"No note {note_id!r} in this session")
    kept = clean(text)
    if not kept:
        return session.model_copy(update={"notes": tuple(one for one in session.notes if one != old)})
    new = old.model_copy(update={"kind": kind, "text": kept})
    return session.model_copy(update={"notes": _replace(session.notes, new, [old])})


def find_action(session: Session, wanted: str) -> Action:
    """Action by id, in any case. Raises Problem."""
    for action in session.actions:
        if action.id.casefold() == wanted.strip().casefold():
            return action
    raise Problem(f"No action {wanted!r} in this session", mend="See `workshop show` for their numbers.")


def _tidy(action: Action) -> Action:
    return action.model_copy(
        update={
            "text": _needed(action.text, "The action"),
            "owner": clean(action.owner, lines=False),
            "body": clean(action.body, lines=False),
            "measure": clean(action.measure),
        }
    )


def add_action(
    session: Session,
    text: str,
    *,
    owner: str = "",
    body: str = "",
    due: date | None = None,
    measure: str = "",
    risk: bool = False,
    status: ActionStatus = "open",
    origin: str | None = None,
    now: datetime,
) -> Session:
    """Add an action with the next number: A1, A2, …"""
    action = Action(
        id=_next_id("A", (one.id for one in session.actions)),
        text=text,
        owner=owner,
        body=body,
        due=due,
        measure=measure,
        risk=risk,
        status=status,
        origin=check_origin(session, origin),
        at=now,
    )
    return session.model_copy(update={"actions": (*session.actions, _tidy(action))})


def change_action(session: Session, action: Action) -> Session:
    """Replace the action that has the same id."""
    old = find_action(session, action.id)
    return session.model_copy(update={"actions": _replace(session.actions, _tidy(action), [old])})
