"""The first page: what was decided, who does what by when, what was agreed, who differs, and what is next.

It holds every decision, action, dissent and parked point whole, so that no later page says them again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from sessions import dates, meeting, plan, spread_words, words
from sessions.analysis import items
from sessions.analysis.items import has_item, spread_of, target_of
from sessions.analysis.whole import differing, gaps
from sessions.aspects import aspect_id_of
from sessions.kinds.registry import kinds
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    Dissent,
    ScoreActivity,
    agreement_on,
    standing_ballots,
)
from sessions.record import Session
from sessions.rows import Action, Note
from sessions.scope import items_here, why_not
from sessions.series import not_spoken_of
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Heading, Paragraph, TableBlock
from sessions.summary.tables import without_empty_columns
from sessions.text import plural
from sessions.voices import recusals_on


def decision_blocks(session: Session, *, brief: bool = False) -> Iterator[Block]:
    """All decisions, with the votes on them and where they came from; a `brief` one by its number."""
    yield Heading(2, plain("Decisions"), "decisions")
    decided = [note for note in session.notes if note.is_decision]
    most = _MOST_DECISIONS if brief else len(decided)
    lines = [decision(session, note, brief=brief) for note in decided[:most]]
    lines += [plain(_more(len(decided) - most))] if len(decided) > most else []
    yield Bullets(tuple(lines)) if lines else Paragraph(plain("No decision was recorded."))


def decision(session: Session, note: Note, *, brief: bool = False) -> Line:
    """ "The boards meet as one (7 for, 2 against, 1 abstaining) (from 1.2 Clear decisions) without ICB"."""
    said = (*typed(note.text), *meeting.votes(note), *_from(session, note.origin, brief=brief))
    out = recusals_on(session, note.origin or "")
    names = words.partner_names(session, out)
    return (*said, *plain(" without "), *names) if out else said


def _from(session: Session, origin: str | None, *, brief: bool) -> Line:
    name = words.called if brief else words.origin
    return plain(f" (from {name(session, origin)})") if origin is not None else ()


def action_blocks(session: Session, *, brief: bool = False) -> Iterator[Block]:
    """All actions in one table: those of an owner together, by number.

    A `brief` one says who does what by when, and no more; of many, what is due first.
    """
    yield Heading(2, plain("Actions"), "actions")
    if not session.actions:
        yield Paragraph(plain("No action was recorded."))
        return
    if not brief or len(session.actions) <= _MOST_ACTIONS:
        yield action_table(session, by_owner(session.actions), brief=brief)
        return
    first = sorted(session.actions, key=_open_and_due)[:_MOST_ACTIONS]
    yield action_table(session, first, brief=True)
    yield Paragraph(plain(_more(len(session.actions) - _MOST_ACTIONS)))


_MOST_ACTIONS, _MOST_DECISIONS, _MOST_DIFFERENCES = 12, 8, 8
"""That a page has room for, beside all else that stands on it."""


def _more(count: int) -> str:
    return f"And {count} more, in the minutes."


def _open_and_due(action: Action) -> tuple[bool, date, tuple[int, str]]:
    """What is open first, by the day that it is due; without one last."""
    return (not action.is_open, action.due or date.max, _number(action))


def action_table(session: Session, actions: Sequence[Action], *, brief: bool = False) -> TableBlock:
    """These actions, in this order; the columns among them that say anything."""
    header = ("No.", "Action", "Owner", "Due", "From", "Status")
    tells_status = any(a.status != "open" or a.risk or a.carried_from or a.past_dues for a in actions)
    rows: list[tuple[Cell, ...]] = []
    for action in actions:
        due = words.due(action) if action.due_words or action.due is None else action.due
        origin = plain(words.called(session, action.origin)) if action.origin and not brief else ()
        status = words.status(action, session.series) if tells_status else ()
        first = _first_due(action) if tells_status and not brief else ()
        more = () if brief else _more_of(action)
        state = joined((status, first), ", ")
        row = (plain(action.id), (*typed(action.text), *more), words.owner(action), due, origin, state)
        rows.append(row)
    return without_empty_columns(TableBlock(plain("Who does what by when"), header, tuple(rows)))


def _more_of(action: Action) -> Line:
    """How we will know that it is done, and what was remarked on it."""
    measure = (*plain(" · How we will know: "), *typed(action.measure)) if action.measure else ()
    remarks = [span for remark in action.remarks for span in (*plain(" · "), *meeting.remarked(remark))]
    return (*measure, *remarks)


def _first_due(action: Action) -> Line:
    """ "first due 30 Jan 2027", of one that was put off; else nothing."""
    return (*plain("first due "), *words.due(action.past_dues[0])) if action.past_dues else ()


def by_owner(actions: Sequence[Action]) -> list[Action]:
    """Owners in the order of their first action, the actions of each by number; those of nobody last."""
    numbered = sorted(actions, key=_number)
    owners = {_whose(action): place for place, action in reversed([*enumerate(numbered)])}
    return sorted(numbered, key=lambda action: (_whose(action) == _NOBODY, owners[_whose(action)]))


_NOBODY = ("", "")


def _whose(action: Action) -> tuple[str, str]:
    return (action.owner or action.body).casefold(), action.body.casefold()


def _number(action: Action) -> tuple[int, str]:
    """A2 before A10."""
    figures = re.search(r"\d+", action.id)
    return (int(figures.group()) if figures else 0, action.id)


def agreed_blocks(
    session: Session, seen: Session, waiting: Sequence[str], *, brief: bool = False
) -> Iterator[Block]:
    """A row for each item with an agreed level or answers: what is furthest below its target first.

    `seen` is what the room has seen; `waiting` are the ids of what still hides something. Nothing where
    nothing was answered.
    """
    rows = [_agreed_row(seen, item_id) for item_id in _answered(seen)]
    if not rows and not waiting:
        return
    yield Heading(2, plain("What was agreed"), "agreed")
    if brief:
        yield from _by_level(seen)
    elif rows:
        header = (_item_word(session), "Agreed level", "Target", "Views", "To go", "Evidence")
        yield without_empty_columns(TableBlock(plain("Agreed levels and targets"), header, tuple(rows)))
        next_up = any(_is_next_up(seen, item_id) for item_id in _answered(seen))
        how = (
            how_they_count(session),
            _given_before(seen),
            "Where no target was named, it is the next level up." if next_up else "",
        )
        yield Paragraph(plain(" ".join(filter(None, how))), style="quiet")
    if waiting:
        names = "; ".join(words.origin(session, ref) for ref in waiting)
        yield Paragraph(plain(f"Answered, {words.NOT_REVEALED}: {names}."))


def _given_before(seen: Session) -> str:
    """On how many of the items that are listed first views came in before the day; empty for none."""
    listed = set(_answered(seen))
    from_forms = {ballot.item_id for ballot in BALLOTS.of(seen) if ballot.source == "form" and ballot.stands}
    many = len(from_forms & listed)
    if not many:
        return ""
    how_many = "all" if many == len(listed) else many
    return f"First views on {how_many} of these came in before the day."


def _is_next_up(seen: Session, item_id: str) -> bool:
    """Whether the target of an item is the next level because the room named none."""
    agreed = agreement_on(seen, item_id)
    return agreed is not None and agreed.target is None and target_of(seen, item_id) != agreed.level


def _by_level(seen: Session) -> Iterator[Block]:
    """The items at each agreed level in a line, highest first; then what is furthest below its target."""
    levels: dict[tuple[int, str], list[str]] = {}
    for item_id in _answered(seen):
        if (agreed := agreement_on(seen, item_id)) is not None:
            label = words.level(seen.scale_of(item_id), agreed.level)
            levels.setdefault((agreed.level, label), []).append(item_id)
    lines = [
        plain(f"At level {label}: {'; '.join(words.origin(seen, item_id) for item_id in item_ids)}.")
        for (_, label), item_ids in sorted(levels.items(), reverse=True)
    ]
    below = gaps(seen)
    far = [gap for gap in below if gap.distance == below[0].distance] if below else []
    if far and far[0].distance > 1:
        names = ", ".join(words.called(seen, gap.item_id) for gap in far)
        lines.append(plain(f"Furthest below the target, by {words.distance(far[0].distance)}: {names}."))
    if lines:
        yield Bullets(tuple(lines))


def _answered(seen: Session) -> tuple[str, ...]:
    """Ids of the items that have an agreed level or answers: gaps in their order, then as on the agenda."""
    agreed = {row.item_id for row in AGREEMENTS.of(seen) if not aspect_id_of(row.item_id)}
    listed = [item.id for item in items_here(seen, ScoreActivity)]
    known = [item.id for pack in seen.packs for item in pack.items() if why_not(seen, item.id) is None]
    listed += [item_id for item_id in known if item_id in agreed and item_id not in listed]
    answered = [item_id for item_id in listed if item_id in agreed or standing_ballots(seen, item_id)]
    first = [gap.item_id for gap in gaps(seen) if gap.item_id in answered]
    settled = [item_id for item_id in answered if item_id in agreed]
    return tuple(dict.fromkeys((*first, *settled, *answered)))


def _agreed_row(seen: Session, item_id: str) -> tuple[Cell, ...]:
    scale, agreed = seen.scale_of(item_id), agreement_on(seen, item_id)
    level, target, spread = "", target_of(seen, item_id), spread_of(seen, item_id)
    wanted = to_go = evidence = ""
    if agreed is not None and target is not None:
        level = words.level(scale, agreed.level)
        wanted = words.level(scale, target)
        to_go = words.distance(target - agreed.level) if target > agreed.level else "at its target"
        evidence = agreed.evidence or ""
    views = spread_words.views_of(spread) if spread.spoke else ""
    name = plain(words.origin(seen, item_id))
    return (name, *(plain(text) if text else () for text in (level, wanted, views, to_go, evidence)))


def _item_word(session: Session) -> str:
    item_words = {session.pack_of(item.id).item_word for item in items_here(session, ScoreActivity)}
    return words.first_upper(item_words.pop() if len(item_words) == 1 else "item")


def how_they_count(session: Session) -> str:
    """Whose answers count as what."""
    if not session.partners:
        return "The room answered as one."
    if session.as_bodies:
        return "Partners answered as bodies, in the open: each body counts once."
    return "People answered for themselves: each person counts once. Their answers are kept anonymous."


def differ_blocks(seen: Session, *, brief: bool = False) -> Iterator[Block]:
    """Where somebody stands apart or dissents, with the reason, or the room is split."""
    lines = [line for item_id in differing(seen) for line in _differences(seen, item_id)]
    lines += [line for kind in kinds() for line in kind.differences(seen)]
    if brief and len(lines) > _MOST_DIFFERENCES:
        lines[_MOST_DIFFERENCES:] = [plain(_more(len(lines) - _MOST_DIFFERENCES))]
    if lines:
        yield Heading(2, plain("Where partners differ"), "differ")
        yield Bullets(tuple(lines))


def _differences(seen: Session, item_id: str) -> Iterator[Line]:
    """What the answers say, and each dissent, a line each; both in one of a partner that stands apart."""
    about = plain(f"{words.origin(seen, item_id)}:")
    agreed = agreement_on(seen, item_id)
    dissents = {dissent.partner_id: dissent for dissent in agreed.dissents} if agreed else {}
    difference = items.difference(seen, item_id)
    alone = difference.apart[0].partner_id if difference and len(difference.apart) == 1 else ""
    for line in words.apart(seen, item_id):
        own = dissents.pop(alone, None) if seen.as_bodies else None
        yield (*about, *plain(" "), *line, *(_reason(seen, item_id, own, " Dissent") if own else ()))
    for dissent in dissents.values():
        name = words.partner_name(seen, dissent.partner_id)
        yield (*about, *_reason(seen, item_id, dissent, " dissent", of=name))


def _reason(seen: Session, item_id: str, dissent: Dissent, how: str, *, of: Line = ()) -> Line:
    """ " dissent of ICB from level 2: We see it working."."""
    agreed = agreement_on(seen, item_id)
    level = agreed.level if agreed and dissent.from_level is None else dissent.from_level
    whose = (*plain(" of "), *of) if of else ()
    return (*plain(how), *whose, *plain(f" from level {level}: "), *typed(dissent.reason))


Missed = Literal["named", "numbered", "counted"]
"""How much is said of what was not reached, where it is much: its names, its numbers, or how many."""
_FEW: Mapping[Missed, int] = {"named": 1_000, "numbered": 12, "counted": 8}
"""Up to how many it says more."""


def next_blocks(session: Session, *, brief: bool = False, missed: Missed = "named") -> Iterator[Block]:
    """The next meeting, what was parked, what was left or not reached; nothing where there is none of it.

    A `brief` one leaves out parked points that were settled.
    """
    lines: list[Line] = []
    if session.next_meeting is not None:
        lines.append(plain(f"The next meeting is on {dates.show(session.next_meeting)}."))
    left, later = plan.left(session), plan.left(session, "next session")
    if later:
        lines.append(plain(f"Left for the next session: {_names(session, later, missed)}"))
    if never := [item_id for item_id in left if item_id not in later]:
        lines.append(plain(f"Not reached: {_names(session, never, missed)}"))
    if silent := not_spoken_of(session):
        numbers = ", ".join(action.id for action in sorted(silent, key=_number))
        lines.append(plain(f"Actions from before that nobody talked about: {numbers}."))
    parked = [note for note in session.notes if note.was_parked]
    if lines or parked:
        yield Heading(2, plain("What happens next"), "next")
    if lines:
        yield Bullets(tuple(lines))
    for lead, settled in (("Parked, to come back to", False), ("Parked, and settled since", True)):
        points = [note for note in parked if bool(note.outcome) is settled]
        if points and not (brief and settled):
            origins = (_from(session, note.origin, brief=brief) for note in points)
            said = (words.note_line(session, note) for note in points)
            both = zip(said, origins, strict=True)
            yield Bullets(tuple((*line, *origin) for line, origin in both), lead=lead)


def _names(session: Session, refs: Sequence[str], missed: Missed) -> str:
    """A list that ends its sentence, unless the last name does so itself."""
    if len(refs) > _FEW[missed]:
        numbers = missed == "numbered"
        return f"{('; ' if numbers else ', ').join(_gathered(session, refs, numbers=numbers))}."
    if missed == "counted" and len(refs) > 1:
        return f"{', '.join(words.called(session, ref) for ref in refs)}."
    names = "; ".join(words.origin(session, ref) for ref in refs)
    return names if names.endswith((".", "?", "!")) else f"{names}."


def _gathered(session: Session, refs: Sequence[str], *, numbers: bool) -> Iterator[str]:
    """What is left of each pack, "9 tips" or "9 tips (2, 3, …)"; what is no item by its name."""
    of_pack: dict[str, list[str]] = {}
    for ref in refs:
        if has_item(session, ref):
            of_pack.setdefault(session.pack_of(ref).id, []).append(session.item(ref).number)
    for pack_id, found in of_pack.items():
        word = session.pack(pack_id).item_word
        listed_numbers = f" ({', '.join(dict.fromkeys(found))})" if numbers else ""
        yield f"{words.number_of(len(found), word, plural(word))}{listed_numbers}"
    yield from (words.called(session, ref) for ref in refs if not has_item(session, ref))
