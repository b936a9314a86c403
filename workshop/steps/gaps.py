"""Gaps: what is furthest below its target, in the room's order."""

from collections.abc import Iterator

from sessions.analysis.whole import gaps
from sessions.kinds.gap_order import gap_order
from sessions.kinds.gaps import GapsActivity
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from workshop.profile import profile
from workshop.steps.scene import Offer, PageLine, Scene, offer
from workshop.steps.view import StepView
from workshop.wall.model import Standing, Wall

FIRST = 3  # how many gaps are suggested to talk about first


class GapsView(StepView[GapsActivity]):
    """The profile of all scored items, with the gaps on top."""

    id = "gaps"
    offered = "The gaps"
    promoted = frozenset({"sort_profile", "raise_gap", "lower_gap"})

    def start(self, scene: Scene, activity: GapsActivity) -> tuple[PageLine, ...]:
        session, keys = scene.session, scene.keys
        below = gaps(scene.seen)
        if not below:
            agree = f"agree levels with {keys['agree']}"
            return (PageLine("lead", f"No gap yet: {agree}, and those below target stand here."),)
        first = (session.item(gap.item_id) for gap in below[:FIRST])
        names = "; ".join(f"{item.number} {item.name}" for item in first)
        how = "In the order you gave them" if gap_order(session) else "Suggested by distance, then by spread"
        choose = f"{keys['previous_partner']} {keys['next_partner']} choose a gap"
        move = f"{keys['raise_gap']} {keys['lower_gap']} move it"
        return (
            PageLine("lead", f"To talk about first: {names}."),
            PageLine("muted", f"{how}. {choose}, {move}, {keys['sort_profile']} sorts."),
        )

    def start_wall(self, scene: Scene, activity: GapsActivity) -> Wall:
        """Where all items stand, in the room's order of the gaps; the first ones stand apart."""
        rows = profile(scene.seen, "gap")
        below = [row.item_id for row in rows if row.level is not None and (row.target or 0) > row.level]
        first = set(below[:FIRST])
        if not rows:
            statement = "Nothing is answered or agreed here yet."
        elif first:
            statement = ""
        elif any(row.level is not None for row in rows):
            statement = "Nothing that was agreed is below its target."
        else:
            statement = "No level is agreed yet."
        rest = "The others" if first else ""
        standings = (Standing(row, "To talk about first" if row.item_id in first else rest) for row in rows)
        return Wall(activity.title, statement=statement, profile=tuple(standings))

    def commands(self, scene: Scene) -> frozenset[str]:
        return self.promoted

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        planned = any(isinstance(a, GapsActivity) and a.state == "planned" for a in session.agenda)
        if not planned and any(session.items(ScoreActivity)):
            asked = "Ask: is this the right order? Which few will we work on first?"
            yield offer("The gaps, to put in order", GapsActivity, "Gaps", 8, asked)
