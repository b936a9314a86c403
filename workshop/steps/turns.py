"""Turns: whose turn it is, in which part of it, what the others do, and who comes next."""

from collections.abc import Iterator
from datetime import datetime

from sessions import schedule
from sessions.kinds.turns.records import (
    PARTS,
    Taker,
    TurnPart,
    TurnsActivity,
    commitments,
    had,
    part_at,
    present,
    seconds_of,
    taker_at,
    takers,
)
from sessions.kinds.turns.words import took
from sessions.record import Session
from sessions.words import number_of
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.steps.view import StepView
from workshop.wall.model import Entry, Wall

TITLE = "Turns"
MINUTES, MOST_MINUTES = 60, 480
IN_ROOM = "What is brought stays in this room."
NOBODY = "Nobody has a turn yet: nobody is named."
SCRIPT = (
    "Agree the order. One turn after the other, and the clock is for all of us.",
    "“What is brought stays in this room. Only what each will do is written down.”",
)


def turn_here(scene: Scene) -> tuple[TurnsActivity, Taker, TurnPart] | None:
    """(step, whose turn it is, which part of it); None where a scene is at no turn."""
    activity = scene.activity
    if not isinstance(activity, TurnsActivity):
        return None
    number, taker = part_at(activity, scene.stop), taker_at(scene.session, activity, scene.stop)
    return None if number is None or taker is None else (activity, taker, activity.parts[number - 1])


def coming(session: Session, activity: TurnsActivity, taker: Taker) -> Taker | None:
    """Whose turn comes after somebody's; None after the last."""
    rows = present(session, activity)
    ids = [row.id for row in rows]
    if taker.id not in ids:
        return next((row for row in rows if not had(session, activity, row.id)), None)
    after = rows[ids.index(taker.id) + 1 :]
    return after[0] if after else None


def sums(session: Session, activity: TurnsActivity) -> tuple[str, str]:
    """(how long all turns take, by how much that is more than the step has; empty where it is not)."""
    rows = present(session, activity)
    needed = len(rows) * activity.airtime
    many = number_of(len(rows), "turn", "turns")
    text = f"{many} of {_minutes(activity.airtime)}: {_minutes(needed)} together."
    over = needed - activity.minutes
    if over <= 0 or not activity.minutes:
        return text, ""
    return text, f"That is {_minutes(over)} more than the {activity.minutes} of this step."


def pace(session: Session, activity: TurnsActivity, taker: Taker | None, now: datetime) -> tuple[str, bool]:
    """(what is left of the step for the turns to come, whether it is too little)."""
    rows = present(session, activity)
    now_id = taker.id if taker is not None else None
    to_come = [row for row in rows if row.id != now_id and not had(session, activity, row.id)]
    if not to_come or not activity.minutes:
        return "", False
    needed = 60 * len(to_come) * activity.airtime
    if taker is not None and session.at is not None:
        own = schedule.own_clocks(session, session.at, now)
        needed += max(0, own[0][1].left) if own else 0
    left = 60 * activity.minutes - schedule.taken(session, activity.id, now)
    over = needed - max(0, left)
    many = number_of(len(to_come), "turn to come", "turns to come")
    if over < 60:
        return f"{many}, and time for it" if len(to_come) == 1 else f"{many}, and time for them", False
    return f"{many}: {round(over / 60)} min more than the step has", True


def _minutes(count: int) -> str:
    return number_of(count, "minute", "minutes")


class TurnsView(StepView[TurnsActivity]):
    """One person after the other has the room's ear."""

    id = "turns"
    offered = "Turns"
    promoted = frozenset({"add_action", "raise_gap", "lower_gap", "takes_no_part", "dot_rule"})

    def page(self, scene: Scene) -> Page:
        if (here := turn_here(scene)) is None:
            return super().page(scene)
        activity, taker, part = here
        lines = [PageLine("lead", part.others)] if part.others else []
        return Page(_number(scene.session, activity, taker), f"{taker.name}: {part.title}", tuple(lines))

    def start(self, scene: Scene, activity: TurnsActivity) -> tuple[PageLine, ...]:
        keys = scene.keys
        if not takers(scene.session, activity):
            return (
                PageLine("lead", NOBODY),
                PageLine("muted", f"{keys['details']} adds people; {keys['dot_rule']} types names here."),
            )
        line, over = sums(scene.session, activity)
        warn = [PageLine("warn", f"{over} {keys['dot_rule']} makes them shorter.")] if over else []
        return (
            PageLine("lead", line),
            *warn,
            *(PageLine("point", f"{part.title} ({part.minutes} min)") for part in activity.parts),
            PageLine("text", IN_ROOM),
        )

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        keys, here = scene.keys, turn_here(scene)
        if here is None:
            activity = self._own(scene)
            first = next(iter(present(scene.session, activity)), None)
            if first is None:
                return (*self.script(scene), f"{keys['dot_rule']} says who has a turn.")
            order = f"{keys['raise_gap']} {keys['lower_gap']} change the order"
            moves = f"{order}, {keys['takes_no_part']} passes over who is not here."
            return (*self.script(scene), moves, f"{keys['next_stop']} begins with {first.name}.")
        activity, taker, part = here
        lines = [scene.keys.fill(line) for line in part.script]
        following = coming(scene.session, activity, taker)
        if part is not activity.parts[-1]:
            return (*lines, f"{keys['next_stop']} goes on to the next part.")
        act = f"{keys['add_action']} notes it, with {taker.name} as its owner."
        then = f"with {following.name}" if following else "to the next step: this was the last turn"
        rows = present(scene.session, activity) if following is None else ()
        others = [row.name for row in rows if row != taker and not had(scene.session, activity, row.id)]
        left = (f"No turn yet: {', '.join(others)}. {keys['jump']} goes there.",) if others else ()
        return (*lines, act, f"Then {keys['next_stop']} goes on {then}.", *left)

    def start_wall(self, scene: Scene, activity: TurnsActivity) -> Wall:
        rows = present(scene.session, activity)
        if not rows:
            return Wall(activity.title, statement=NOBODY)
        parts = (Entry("point", f"{part.title}: {_minutes(part.minutes)}") for part in activity.parts)
        names = (Entry("numbered", row.name, str(number)) for number, row in enumerate(rows, 1))
        each = f"{_minutes(activity.airtime)} each. {IN_ROOM}"
        order = Entry("heading", "In this order")
        return Wall(activity.title, statement=each, entries=(*parts, order, *names))

    def wall(self, scene: Scene) -> Wall:
        if (here := turn_here(scene)) is None:
            return super().wall(scene)
        activity, taker, part = here
        following = coming(scene.session, activity, taker)
        number = sum(row.origin == scene.origin for row in scene.session.actions)
        done = f"{number_of(number, 'commitment', 'commitments')} noted. " if number else ""
        return Wall(
            taker.name,
            _number(scene.session, activity, taker),
            part.title,
            question=part.others,
            next=f"{done}Next: {following.name}" if following else f"{done}This is the last turn.",
            clock_first=True,
        )

    def commands(self, scene: Scene) -> frozenset[str]:
        return frozenset({"raise_gap", "lower_gap", "takes_no_part", "dot_rule"})

    def labels(self, scene: Scene) -> dict[str, str]:
        labels = {"raise_gap": "earlier", "lower_gap": "later", "takes_no_part": "not here"}
        labels |= {"dot_rule": "minutes, who"}
        return labels if turn_here(scene) is None else {**labels, "add_action": "will do"}

    def idle(self, scene: Scene) -> frozenset[str]:
        idle = super().idle(scene) | {"take_back"}
        return idle if turn_here(scene) is None else idle | {"raise_gap", "lower_gap"}

    def new_action(self, scene: Scene) -> tuple[str, str, str]:
        here = turn_here(scene)
        return ("", here[1].owner, here[1].body) if here else ("", "", "")

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """For those who are named, else for as many as there is an hour for."""
        example = TurnsActivity(id="new", title=TITLE, minutes=0)
        count = len(present(session, example))
        airtime = sum(part.minutes for part in PARTS)
        minutes = min(MOST_MINUTES, count * airtime) if count > 1 else MINUTES
        whom = "people" if session.people else "partners"
        about = f"Turns, {airtime} minutes each{f', for {count} {whom}' if count > 1 else ''}"
        yield offer(about, TurnsActivity, TITLE, minutes, *SCRIPT)


def _number(session: Session, activity: TurnsActivity, taker: Taker) -> str:
    """ "Turn 2 of 6"; without a number for somebody who is passed over."""
    ids = [row.id for row in present(session, activity)]
    return f"Turn {ids.index(taker.id) + 1} of {len(ids)}" if taker.id in ids else "Turn"


def state_of(session: Session, activity: TurnsActivity, taker: Taker, now_id: str | None) -> str:
    """ "– not here", "▸ now", "✓ 18 min, 2 commitments", "· to come"."""
    if taker.away:
        return f"– {taker.away}"
    if taker.id == now_id:
        return "▸ now"
    if not had(session, activity, taker.id):
        return "· to come"
    own = len(commitments(session, activity, taker.id))
    commits = number_of(own, "commitment", "commitments") if own else ""
    said = (took(seconds_of(session, activity, taker.id)), commits)
    return " ".join(filter(None, ("✓", ", ".join(filter(None, said)))))
