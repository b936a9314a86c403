"""Reading: what is read out, and lists to look at."""

from collections.abc import Iterator

from sessions.kinds.reading import ReadingActivity, is_aloud, read_in_steps
from sessions.material import Item, Section
from sessions.record import Session
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.steps.view import StepView, read_at
from workshop.wall.model import Entry, Wall

MINUTES = 5
LIST = "list"
"""The part of the step that is a list to look at."""


class ReadingView(StepView[ReadingActivity]):
    """Readings, and lists to look at. A reading looks as it does in all kinds."""

    id = "reading"
    offered = "Read out"
    promoted = frozenset({"note"})

    def page(self, scene: Scene) -> Page:
        if scene.stop.part != LIST:
            return super().page(scene)
        section = scene.session.section(scene.stop.ref)
        about = [PageLine("text", section.about)] if section.about else []
        points = (PageLine("point", f"{item.number} {text}") for item, text in _items(section))
        closing = [PageLine("question", section.closing)] if section.closing else []
        return Page(section.label, section.title, (*about, *points, *closing))

    def start(self, scene: Scene, activity: ReadingActivity) -> tuple[PageLine, ...]:
        titles = _titles(scene.session, activity)
        if not titles:
            return (PageLine("lead", "There is nothing to read here."),)
        return (PageLine("heading", "What we read"), *(PageLine("point", title) for title in titles))

    def wall(self, scene: Scene) -> Wall:
        if scene.stop.part != LIST:
            return super().wall(scene)
        section = scene.session.section(scene.stop.ref)
        about = [Entry("text", section.about, spare=True)] if section.about else []
        entries = (Entry("numbered", text, item.number) for item, text in _items(section))
        closing = [Entry("question", section.closing)] if section.closing else []
        return Wall(section.title, section.label, entries=(*about, *entries, *closing))

    def start_wall(self, scene: Scene, activity: ReadingActivity) -> Wall:
        entries = (Entry("point", title) for title in _titles(scene.session, activity))
        return Wall(activity.title, entries=tuple(entries))

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, stop, keys = scene.session, scene.stop, scene.keys
        if stop.part == "start":
            return (*self.script(scene), f"{keys['next_stop']} puts the first one before the room.")
        alone = len(_titles(session, self._own(scene))) == 1
        asked = f"“What strikes you?” {keys['note']} writes down what comes out of it."
        if alone and (script := self.script(scene)):
            return (*script, asked)
        read = (
            super().say_next(scene) if stop.part == "reading" else ("Read it aloud, or let the room read.",)
        )
        return (*read, asked)

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """What the session's packs have to read, and no step reads yet."""
        own = read_in_steps(session)
        for pack in session.packs:
            for reading in pack.readings:
                if is_aloud(reading) and f"{pack.id}/{reading.id}" not in own:
                    settings = {"pack_id": pack.id, "readings": (reading.id,)}
                    words = f"Read out: {reading.title} · {pack.name}"
                    yield offer(words, ReadingActivity, reading.title, MINUTES, **settings)


def _items(section: Section) -> Iterator[tuple[Item, str]]:
    """The items of a list, and each in a line."""
    for item in section.items:
        says_it = item.statement.casefold().startswith(item.name.casefold())
        yield item, item.statement if says_it else f"{item.name}: {item.statement}"


def _titles(session: Session, activity: ReadingActivity) -> tuple[str, ...]:
    """What is read and looked at, in its order."""
    read = (read_at(session, key).title for key in activity.read(session.packs))
    return (*read, *(session.section(key).title for key in activity.lists(session.packs)))
