"""The run screen as far as its panels and parts know it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from textual.screen import ModalScreen

from sessions.edit import Edit
from sessions.rows import Partner, Votes
from workshop.desk import Desk
from workshop.profile import Sorting
from workshop.steps.scene import Scene
from workshop.widgets.dialogs.note import Typed

ResultT = TypeVar("ResultT")
Commands = Mapping[str, Callable[[], object]]  # command id → what carries it out


@dataclass(frozen=True, slots=True)
class Focus:
    """What the next key is for. All of it is dropped at the next stop, but the sorting."""

    id: str | None = None  # id of the partner, or of the gap, in focus
    chosen: bool = False  # whether it was chosen with the arrows or the mouse
    asked: str | None = None  # id of what was to be revealed while answers are missing
    sorting: Sorting = "gap"  # how the profile is sorted


@dataclass(frozen=True, slots=True)
class Question:
    """A text to ask for, and the change to make with it.

    What is left unrecorded is offered again the next time under the same `key`; without one it is dropped.
    Where it `replaces` what stands there, such as a number of minutes, it is tried before it is taken.
    """

    title: str
    edit: Callable[[Typed], Edit]  # may raise Problem, where it replaces something
    key: tuple[str, str | None] | None = None
    text: str = ""
    placeholder: str = ""
    choices: tuple[str, ...] = ()
    chosen: str = ""
    may_be_empty: bool = False
    replaces: bool = False
    tried: bool = False  # tried before it is taken, though it replaces nothing
    with_votes: bool = False  # whether it is a decision, or may become one
    votes: Votes | None = None
    recorded: Callable[[Typed], object] = lambda _: None  # what comes after it, once it is recorded
    then: Callable[[], None] = lambda: None  # what comes after it, recorded or not


class Host(Protocol):
    """Where a panel gets what it works on, and what it asks to be done."""

    desk: Desk
    in_focus: Focus
    wall_shown: bool  # whether this window shows what the room sees

    @property
    def is_active(self) -> bool:
        """Whether nothing stands in front of it."""

    @property
    def scene(self) -> Scene:
        """Where the session is. The same object until something changes."""

    @property
    def partner(self) -> Partner:
        """The partner in focus; the first where none was chosen."""

    def action_command(self, command_id: str) -> None:
        """Carry out a command as its key does."""

    def do(self, edit: Edit) -> bool:
        """Make a change and show it; say so, and False, where it cannot be made."""

    def arrive(self) -> None:
        """After a move: put in focus where work goes on, and show it from its top."""

    def take_focus(self, focus: Focus) -> None:
        """Put something else in focus, and show it."""

    def attempt(self, change: Callable[[], object]) -> bool:
        """Do something that a person may have to mend; say so, and False, where it cannot be done."""

    def tell(self, text: str, *, error: bool = False) -> None:
        """Say something in passing."""

    def answer(self, text: str) -> None:
        """Say what a key that asks for a text did instead; a text that is typed all the same does not act."""

    def key(self, command_id: str) -> str:
        """The key of a command, as it is written for people."""

    def ask(self, question: Question) -> None:
        """Ask for a text; what is left unrecorded, or cannot be recorded, is offered again."""

    def open(
        self, dialog: ModalScreen[ResultT], done: Callable[[ResultT | None], None], *, reads: bool = False
    ) -> None:
        """Show a dialog, and hand on what it ends with.

        Where nothing can be changed, one that does more than read is refused before anybody types in it.
        """
