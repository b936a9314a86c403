"""Discuss: an item with what others did, and the top ones of a vote."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.discuss import DiscussActivity
from sessions.material import Item
from sessions.record import Session
from workshop.steps.candidates import nothing_to_go_on_with
from workshop.steps.following import following_lines, following_wall, votes_before
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
        return following_lines(scene.session, activity)

    def start_wall(self, scene: Scene, activity: DiscussActivity) -> Wall:
        return following_wall(scene.seen, activity)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        if scene.stop.part == "start" and nothing_to_go_on_with(scene.session, self._own(scene)):
            return ("“There is nothing here for us yet. We go on.”",)
        return super().say_next(scene)

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Going on with a vote that comes before, the latest first."""
        for vote in votes_before(session, after_id):
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
