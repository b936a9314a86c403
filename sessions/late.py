"""Running late: which steps to come can go, which can be shortened, and the fewest that catch up. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sessions import schedule
from sessions.kinds.registry import kind_of
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity

SHORTEST = 5
"""Minutes under which no step is shortened, a break among them."""
LONG = 15
"""Minutes from which a step is long enough to be halved; a break is shortened from fewer."""
BEGUN = 60
"""Seconds from which a step has been begun, and is not one that can go."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What can be done with one step: left out where `minutes` is 0, or given so many instead."""

    activity_id: str
    minutes: int
    saves: int
    """Minutes that it saves."""

    @property
    def skips(self) -> bool:
        return self.minutes == 0


def minutes_over(session: Session, now: datetime) -> int:
    """Whole minutes by which the session will end too late, as it stands; 0 where it is on time."""
    behind = schedule.behind(session, now)
    return 0 if behind < schedule.ON_TIME else -(-behind // 60)


def possible(session: Session, now: datetime) -> tuple[Cut, ...]:
    """All that can be cut of what is to come, in the agenda's order; at most two cuts a step.

    A step can go where none that is to come goes on with it and nothing is recorded in it. The step of now
    can be shortened by half of what it has left.
    """
    ids = [step.id for step in session.agenda]
    here = ids.index(session.at.activity_id) if session.at and session.at.activity_id in ids else -1
    planned = [step for step in session.agenda[max(0, here) :] if step.state == "planned"]
    needed = {step.follows_step for step in planned}
    cuts: list[Cut] = []
    for step in planned:
        is_now = here >= 0 and step.id == ids[here]
        begun = is_now or schedule.taken(session, step.id, now) >= BEGUN or _recorded_in(session, step)
        if kind_of(step).yields == "all" and step.minutes and not begun and step.id not in needed:
            cuts.append(Cut(step.id, 0, step.minutes))
        if kind_of(step).yields != "nothing":
            used = schedule.taken(session, step.id, now) // 60 if is_now else 0
            cuts += _shortened(step, used)
    return tuple(cuts)


def _recorded_in(session: Session, step: Activity) -> bool:
    kind = kind_of(step)
    if kind.recorded(session, step) is not None:
        return True
    items = step.items(session.packs) if isinstance(step, MaterialActivity) else ()
    left = kind.left(session, step)
    return any(item.id not in left for item in items)


def _shortened(step: Activity, used: int) -> Iterable[Cut]:
    """Half of what is left of a step's minutes, of which so many are used."""
    left = step.minutes - used
    long = LONG if kind_of(step).yields == "all" else SHORTEST + 1
    stays = max(SHORTEST, -(-left // 2))
    if left >= long and left > stays:
        yield Cut(step.id, used + stays, left - stays)


def proposed(cuts: Sequence[Cut], over: int) -> tuple[Cut, ...]:
    """The fewest steps to change that save `over` minutes, and of those the ones that save least beyond it.

    Where that is alike, fewer steps go whole. All that can be saved, where even that is not enough.
    """
    best: dict[int, tuple[tuple[int, int], tuple[Cut, ...]]] = {0: ((0, 0), ())}
    for step_id in dict.fromkeys(cut.activity_id for cut in cuts):
        reached = dict(best)
        for minutes, ((steps, gone), chosen) in best.items():
            for cut in cuts:
                if cut.activity_id == step_id:
                    cost = (steps + 1, gone + cut.skips)
                    total = minutes + cut.saves
                    if total not in reached or cost < reached[total][0]:
                        reached[total] = (cost, (*chosen, cut))
        best = reached
    enough = [minutes for minutes in best if minutes >= over]
    if not enough:
        return best[max(best)][1]
    return best[min(enough, key=lambda minutes: (best[minutes][0][0], minutes, best[minutes][0][1]))][1]


def saved(cuts: Iterable[Cut]) -> int:
    """Minutes that all of them save together."""
    return sum(cut.saves for cut in cuts)
