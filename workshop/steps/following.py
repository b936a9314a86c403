"""The start of a step that goes on with the top of a vote, and the votes that one could go on with."""

from collections.abc import Iterator

from sessions.kinds.follow import FollowingActivity, items_of, top_items
from sessions.kinds.prioritise.records import VoteActivity
from sessions.record import Session
from workshop.steps.candidates import NOT_REVEALED, nothing_to_go_on_with
from workshop.steps.scene import PageLine, Scene
from workshop.wall.model import Entry, Wall


def following_lines(session: Session, activity: FollowingActivity) -> tuple[PageLine, ...]:
    """The first page: the items that it goes on with, or why there are none; nothing if it follows none."""
    if activity.follows is None:
        return ()
    items = items_of(session, activity)
    if not items:
        return (PageLine("lead", nothing_to_go_on_with(session, activity)),)
    lead = tie(session, activity) or "What has most dots:"
    return (PageLine("lead", lead), *(PageLine("point", f"{item.number} {item.name}") for item in items))


def following_wall(seen: Session, activity: FollowingActivity) -> Wall:
    """The first page on the wall: the items that it goes on with, or why there are none."""
    statement = nothing_to_go_on_with(seen, activity) or tie(seen, activity)
    entries = (Entry("numbered", item.name, item.number) for item in items_of(seen, activity))
    return Wall(activity.title, statement=statement, entries=tuple(entries))


def say_without(scene: Scene, activity: FollowingActivity) -> tuple[str, ...]:
    """What to say where nothing of the vote stands here; nothing where something does."""
    if not (why := nothing_to_go_on_with(scene.session, activity)):
        return ()
    if why == NOT_REVEALED:
        keys = scene.keys
        return (f"{keys['jump']} leads back to the vote, and {keys['reveal']} there reveals its dots.",)
    return ("“There is nothing here for us yet. We go on.”",)


def tie(session: Session, activity: FollowingActivity) -> str:
    """Why more items go on from a vote than were wanted; empty where they don't."""
    items = len(top_items(session, activity))
    return f"The last ones tie: {items} go on instead of {activity.top}." if items > activity.top else ""


def votes_before(session: Session, after_id: str) -> Iterator[VoteActivity]:
    """Votes up to a step that one behind it can go on with, the latest first."""
    ids = [activity.id for activity in session.agenda]
    for vote in reversed(session.agenda[: ids.index(after_id) + 1]):
        if isinstance(vote, VoteActivity) and vote.candidates != "actions" and vote.state == "planned":
            yield vote
