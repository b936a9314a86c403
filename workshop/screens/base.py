"""What all screens share: bindings and key bar out of the commands, and how problems are shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message

from workshop import commands, key_signs
from workshop.keynames import Keys
from workshop.settings import Settings
from workshop.telling import TellingScreen
from workshop.widgets.key_bar import Key, KeyBar

ResultT = TypeVar("ResultT")


def bindings(context: commands.Context, *, priority: bool = False) -> list[BindingType]:
    """Textual bindings of a context's commands; their ids are the command ids, so that keymaps apply.

    With `priority` a key is carried out before the next one is looked at, so that in `g3` typed fast the
    3 reaches the dialog that g opens. Not for screens with fields to type in: it takes the letters away.
    """
    return [
        Binding(
            ",".join(command.keys),
            command.action_in(context),
            command.label,
            id=command.id,
            tooltip=command.help,
            show=bool(command.bar),
            priority=priority,
        )
        for command in commands.of_context(context)
    ]


class CommandScreen(TellingScreen[ResultT]):
    """A screen of one context. Its `action_<command id>` methods carry the commands out."""

    CONTEXT: ClassVar[commands.Context]
    AUTO_FOCUS: ClassVar[str | None] = None
    TYPING: ClassVar[bool] = False
    """Whether the screen is for typing, so that letters are no keys most of the time."""
    labels: Mapping[str, str] = {}
    """Labels that commands have at the moment, by id, where the usual one would not fit."""
    promoted: frozenset[str] = frozenset()
    """Ids of commands that have their place in the key bar at the moment before all others."""
    idle: frozenset[str] = frozenset()
    """Ids of commands that would do nothing at the moment: the key bar leaves them out."""
    _bar: KeyBar | None = None  # where they are shown

    class Asked(Message):
        """Do something that this screen has no part in, by the name that the app has for it."""

        def __init__(self, what: str, *details: object) -> None:
            super().__init__()
            self.what = what
            self.details = details

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        """The commands that make sense at the moment; a screen may leave some out."""
        return commands.of_context(self.CONTEXT)

    def refresh_keys(self) -> None:
        """Show in the key bar the keys that work at the moment."""
        last = ("back", "leave", "quit", "help")
        shown = [command for command in self.commands_here if command.bar or command.id in self.promoted]
        shown = [command for command in shown if command.id not in self.idle]
        shown.sort(
            key=lambda command: (last.index(command.id) if command.id in last else -1, command.bar > 1)
        )
        *first, help_ = map(self._in_bar, shown)
        # The palette has all of them: so those that find no room here can be reached with the mouse too.
        if self._bar is None or not self._bar.is_attached:
            self._bar = next(iter(self.query(KeyBar)), None)
        if self._bar is not None:
            self._bar.show([*first, Key("ctrl+p", "all", "palette"), help_])

    def _in_bar(self, command: commands.Command) -> Key:
        label = self.labels.get(command.id, "")
        return Key(
            key_signs.shown(self._key_of(command)),
            label or command.label,
            command.action_in(self.CONTEXT),
            0 if command.id in self.promoted else command.bar,
            label or command.short,
        )

    def prefer(self, preferred: Settings) -> None:
        """Show what follows from other settings."""
        del preferred
        self.refresh_keys()

    def _key_of(self, command: commands.Command, *, typing: bool = False) -> str:
        """The key to show: where letters are typed, one that types none, if there is one."""
        keys = commands.keys_of(command, self.keymap)
        silent = [key for key in keys if not key_signs.character(key)]
        return silent[0] if (typing or self.TYPING) and silent else keys[0]

    @property
    def keymap(self) -> dict[str, str]:
        """Command id → keys, as the person remapped them."""
        return dict(getattr(self.app, "remapped", {}))

    @property
    def keys(self) -> Keys:
        """The key of every command, for the texts that name one."""
        return Keys(self.keymap)

    def key(self, command_id: str, *, typing: bool = False) -> str:
        """The key of a command, as it is written for people; where they are typing, one that types none."""
        return key_signs.shown(self._key_of(commands.BY_ID[command_id], typing=typing))

    def undo_or_redo(
        self, step: Callable[[], str | None], then: Callable[[], None], *, redo: bool = False
    ) -> None:
        """Take a step back or forth in the history, say which, and `then` show what it led to."""
        done, nothing = ("Done again", "to do again") if redo else ("Undone", "to undo")
        labels: list[str | None] = []
        if self.attempt(lambda: labels.append(step())):
            then()
            say = self.answer if self._answer else self.tell
            say(f"{done}: {labels[0]}" if labels[0] else f"There is nothing {nothing}.")

    def action_palette(self) -> None:
        self.app.action_command_palette()

    def action_help(self) -> None:
        self.ask_app("help", self.CONTEXT)

    def action_look_up(self) -> None:
        self.ask_app("look_up", self.texts_here())

    def texts_here(self) -> tuple[str, ...]:
        """What is on the screen, as far as a term in it may need to be looked up."""
        return ()

    def action_theme(self) -> None:
        self.ask_app("theme")

    def action_sign_off(self) -> None:
        self.ask_app("sign_off")

    def ask_app(self, what: str, *details: object) -> None:
        """Ask the app for something."""
        self.hand_up(self.Asked(what, *details))
