"""Discuss: an item with what others did, and the top ones of a vote."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.follow import items_of, top_items
from sessions.kinds.prioritise.records import VoteActivity
from sessions.material import Item
from sessions.record import Session
from workshop.steps.candidates import nothing_to_go_on_with
from workshop.steps.scene import Offer, PageLine, Scene, offer
from workshop.steps.view import StepView, example_lines
from workshop.wall.model import Entry, Wall

TOP = 3
TALK_MINUTES = 15


class DiscussView(StepView[DiscussActivity]):
    """Items to talk about."""

    id = "discuss"

    def item_lines(self, item: Item) -> Iterator[PageLine]:
        yield from super().item_lines(item)
        yield from example_lines(item)
        yield from (PageLine("question", prompt) for prompt in item.prompts)

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """Prompts and examples stand on the page itself."""
        yield from super().item_help(scene, item.model_copy(update={"prompts": (), "examples": ()}))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """Questions, and then what others did."""
        item = scene.session.item(scene.stop.ref)
        entries = [Entry("question", prompt) for prompt in item.prompts]
        if item.examples:
            entries.append(Entry("heading", "In practice"))
        entries += [Entry("text", words.example(example)) for example in item.examples]
        return replace(wall, entries=tuple(entries))

    def start(self, scene: Scene, activity: DiscussActivity) -> tuple[PageLine, ...]:
        if activity.follows is None:
            return ()
        items = items_of(scene.session, activity)
        if not items:
            return (PageLine("lead", nothing_to_go_on_with(scene.session, activity)),)
        lead = _tie(len(top_items(scene.session, activity)), activity) or "What has most dots:"
        return (PageLine("lead", lead), *(PageLine("point", f"{item.number} {item.name}") for item in items))

    def start_wall(self, scene: Scene, activity: DiscussActivity) -> Wall:
        seen = scene.seen
        ties = _tie(len(top_items(seen, activity)), activity)
        statement = nothing_to_go_on_with(seen, activity) or ties
        entries = (Entry("numbered", item.name, item.number) for item in items_of(seen, activity))
        return Wall(activity.title, statement=statement, entries=tuple(entries))

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        if scene.stop.part == "start" and nothing_to_go_on_with(scene.session, self._own(scene)):
            return ("“There is nothing here for us yet. We go on.”",)
        return super().say_next(scene)

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Going on with a vote that comes before, the latest first."""
        ids = [activity.id for activity in session.agenda]
        for vote in reversed(session.agenda[: ids.index(after_id) + 1]):
            if not isinstance(vote, VoteActivity) or vote.candidates == "actions" or vote.state != "planned":
                continue
            script = ["Read it aloud. What stands in the way, and who can move it?"]
            if vote.candidates == "gaps":
                script.append("Ask: who does what first, and how will we know? One owner and a date each.")
            yield offer(
                f"Talk about the top {words.NUMBERS[TOP]} of: {vote.title}",
                DiscussActivity,
                f"The {words.NUMBERS[TOP]} with most dots",
                TALK_MINUTES,
                *script,
                pack_id=vote.pack_id,
                follows=vote.id,
                top=TOP,
            )


def _tie(items: int, activity: DiscussActivity) -> str:
    """Why more items go on from a vote than were wanted; empty where they don't."""
    return f"The last ones tie: {items} go on instead of {activity.top}." if items > activity.top else ""
