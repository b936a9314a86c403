"""Items that are added in the room: what else is to be discussed, and what there is to vote on."""

from sessions.edits.items import add_item, change_item
from sessions.kinds.registry import kind_of
from sessions.material import Item
from sessions.problem import Problem
from workshop.cells import clip
from workshop.panels.host import Commands, Host, Question
from workshop.steps.scene import Scene

PLACEHOLDER = "A few words, or a sentence: its first words become the name."


class ItemsPart:
    """The part of the run screen that adds items."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def commands(self) -> Commands:
        return {"add_item": self._add}

    def _add(self) -> None:
        """Ask for an item to stand behind the one in focus; at the start of a step, for one after another."""
        host, scene = self.host, self.host.scene
        if (refusal := no_new_item(scene)) is not None:
            host.tell(f"{refusal}", error=True)
            return
        behind = scene.origin
        number = f" after {scene.item.number}" if scene.item is not None else ""
        host.ask(
            Question(
                f"Add to {scene.activity.title}{number}",
                lambda typed: add_item(scene.activity.id, typed.text, behind=behind),
                ("item", behind or scene.activity.id),
                placeholder=PLACEHOLDER,
                tried=True,
                recorded=lambda _: self._say_added(scene),
            )
        )

    def _say_added(self, before: Scene) -> None:
        """Say what was added and where, or ask for the next one."""
        host = self.host
        known = {item.id for pack in before.session.packs for item in pack.items()}
        packs = host.scene.session.packs
        new = next(item for pack in packs for item in pack.items() if item.id not in known)
        comes = {"item": f"{host.key('next_stop')} goes there", "start": "Esc ends the list"}.get(
            before.stop.part, "at the end of this part"
        )
        host.tell(f"Added: {new.number} {clip(new.name, 60)} ({comes})")
        if before.stop.part == "start":
            self._add()


def no_new_item(scene: Scene) -> Problem | None:
    """Why nothing can be added where a scene is; None where something can."""
    return kind_of(scene.activity).no_new_item(scene.session, scene.activity)


def edit_item(host: Host, item: Item) -> None:
    """Ask how an item that was added is to be called."""
    host.ask(
        Question(
            f"Change {item.number}",
            lambda typed: change_item(item.id, typed.text),
            ("change item", item.id),
            item.statement,
            "Empty removes the item.",
            may_be_empty=True,
            tried=True,
        )
    )
