"""Discuss: an item with what others did, and the top ones of a vote."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.discuss import DiscussActivity, guessed_here
from sessions.kinds.guesses import is_shown
from sessions.material import Item
from sessions.record import Session
from workshop.steps.carried import bringing, carried
from workshop.steps.figure import figure_lines, figure_wall, hidden_figure, say_of_figure
from workshop.steps.following import following_lines, following_wall, say_without, votes_before
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.steps.view import StepView, example_lines
from workshop.wall.model import Entry, Wall

TOP = 3
TALK_MINUTES = 15
FIGURES = "figures"
"""Id of the pack whose figures can be guessed in any session."""


class DiscussView(StepView[DiscussActivity]):
    """The views of items to talk about."""

    id = "discuss"
    offered = "Discuss"

    def page(self, scene: Scene) -> Page:
        """Of a figure that is guessed first, what was guessed and the figure, once the room has seen them."""
        page = super().page(scene)
        if not guessed_here(scene.session, scene.stop):
            return page
        first, *rest = page.lines
        return replace(page, lines=(first, *figure_lines(scene), *rest))

    def item_lines(self, item: Item) -> Iterator[PageLine]:
        yield from super().item_lines(item)
        yield from example_lines(item)
        yield from (PageLine("question", prompt) for prompt in item.prompts)

    def item_help(self, scene: Scene, item: Item) -> Iterator[PageLine]:
        """Prompts and examples stand on the page itself."""
        yield from super().item_help(scene, item.model_copy(update={"prompts": (), "examples": ()}))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """Questions, and then what others did; of a figure that is guessed first, none of it before that."""
        item = scene.session.item(scene.stop.ref)
        if guessed_here(scene.session, scene.stop):
            wall = figure_wall(scene, wall)
            if not is_shown(scene.session, item.id):
                return wall
        entries = [Entry("question", prompt) for prompt in item.prompts]
        if item.examples:
            entries.append(Entry("heading", "In practice"))
        entries += [Entry("text", words.example(example)) for example in item.examples]
        return replace(wall, entries=(*wall.entries, *entries))

    def start(self, scene: Scene, activity: DiscussActivity) -> tuple[PageLine, ...]:
        return following_lines(scene.session, activity)

    def start_wall(self, scene: Scene, activity: DiscussActivity) -> Wall:
        return following_wall(scene.seen, activity)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        if scene.stop.part == "start" and (without := say_without(scene, self._own(scene))):
            return without
        guessing = guessed_here(scene.session, scene.stop)
        return say_of_figure(scene) if guessing else super().say_next(scene)

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        return hidden_figure(scene) if guessed_here(scene.session, scene.stop) else ()

    def commands(self, scene: Scene) -> frozenset[str]:
        if not guessed_here(scene.session, scene.stop) or is_shown(scene.session, scene.stop.ref):
            return frozenset()
        return frozenset({"counts", "whole_room", "reveal"})

    def labels(self, scene: Scene) -> dict[str, str]:
        return {"counts": "guess"} if self.commands(scene) else {}

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
        steps = (step for step in session.agenda if isinstance(step, DiscussActivity))
        if all(step.pack_id != FIGURES for step in steps):
            pack, asked = carried(session, FIGURES), "Take two or three: guess first, then look."
            of_it = {"pack_id": FIGURES}
            step = offer("Guess first: figures", DiscussActivity, pack.name, TALK_MINUTES, asked, **of_it)
            yield bringing(step, pack)
