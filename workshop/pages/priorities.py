"""Votes and the profile: what candidates are called, and the scored items in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sessions import analysis
from sessions.kinds.discuss import top_items
from sessions.kinds.score.records import agreement_on, standing_ballots
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Activity


def candidate_labels(session: Session, activity: Activity, also: Iterable[str] = ()) -> dict[str, str]:
    """What each candidate of a vote is called, by its id: "1.6", "A3"; no two are called the same.

    Before the reveal these are the candidates that the room may know: one that is none any more, but holds
    dots, would tell where the dots are. `also` are ids of some that are listed all the same.
    """
    found = dict.fromkeys((*analysis.candidates(revealed_only(session), activity), *also))
    # Among all that could be up for this vote, so that a label stays the same when others come and go.
    items = [one for one in found if analysis.has_item(session, one)]
    pool = session.items("score") if activity.candidates == "gaps" else map(session.item, items)
    called: dict[str, list[str]] = {}
    for one in dict.fromkeys((*(item.id for item in pool), *items)):
        called.setdefault(session.item(one).number.casefold(), []).append(one)
    return {one: _label(session, one, called) if one in items else one for one in found}


def _label(session: Session, item_id: str, called: Mapping[str, Sequence[str]]) -> str:
    """An item's number; where another pack has the same one, "Tip 1", or with the pack's id "tips 1"."""
    number = session.item(item_id).number
    packs = [session.pack_of(one) for one in called[number.casefold()]]
    if len(packs) == 1:
        return number
    pack = session.pack_of(item_id)
    words = [one.item_word.casefold() for one in packs]
    own = words.count(pack.item_word.casefold()) == 1
    return f"{pack.item_title if own else pack.id} {number}"


def nothing_here(session: Session, activity: Activity) -> str:
    """Why nothing stands at a vote, or at what goes on with one; empty where something does.

    What goes on with a vote that is still to be revealed is empty, too: that vote says what comes.
    """
    if activity.kind == "prioritise":
        what = {"gaps": "gap", "actions": "open action"}.get(activity.candidates, "item")
        return "" if candidate_labels(session, activity) else f"There is no {what} to vote on yet."
    vote = next((one for one in session.agenda if one.id == activity.follows), None)
    if vote is None or top_items(session, activity):
        return ""
    if vote.state != "planned" or not candidate_labels(session, vote):
        return "Nothing was voted on, so there is nothing to go on with."
    return "What has most dots stands here, once they are revealed."


def candidate_name(session: Session, candidate: str) -> str:
    """The words of a candidate: an item's name or an action's text."""
    if analysis.has_item(session, candidate):
        return session.item(candidate).name
    return next(one.text for one in session.actions if one.id == candidate)


Sorting = Literal["gap", "spread", "level", "agenda"]


SORTINGS: tuple[Sorting, ...] = get_args(Sorting)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One scored item in the profile."""

    item_id: str
    label: str
    name: str
    top: int
    """Highest level of its scale."""
    level: int | None
    target: int | None
    spread: analysis.Spread


def profile(session: Session, sorting: Sorting, section_key: str | None = None) -> tuple[ProfileRow, ...]:
    """All scored items of a section, or of the session, that have answers or an agreed level.

    By `gap`: in the room's own order of the gaps, then the others; by `spread`: widest first; by `level`:
    lowest agreed first; else in the order of the agenda.
    """
    seen = revealed_only(session)
    rows: list[ProfileRow] = []
    for item in session.items("score"):
        scale = session.pack_of(item.id).scale
        agreed = agreement_on(session, item.id)
        if scale is None or not (agreed or standing_ballots(seen, item.id)):
            continue
        pack = session.pack_of(item.id)
        if section_key not in (None, f"{pack.id}/{session.section_of(item.id).id}"):
            continue
        rows.append(
            ProfileRow(
                item.id,
                item.number,
                item.name,
                scale.top,
                agreed.level if agreed else None,
                analysis.target_of(session, item.id),
                analysis.spread_of(seen, item.id),
            )
        )
    if sorting == "gap":
        order = [gap.item_id for gap in analysis.gaps(seen)]
        rows.sort(key=lambda row: order.index(row.item_id) if row.item_id in order else len(order))
    elif sorting == "spread":
        rows.sort(key=lambda row: 2.0 if row.spread.consensus is None else row.spread.consensus)
    elif sorting == "level":
        rows.sort(key=lambda row: row.top + 1 if row.level is None else row.level)
    return tuple(rows)
