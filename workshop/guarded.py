"""The app and its screens behind the guard, with keys carried out one after the other."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar, cast

from textual import events
from textual.app import ScreenStackError
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen

from workshop import commands
from workshop.guard import Guard
from workshop.terminal import outlived
from workshop.widgets.notices import NoticesApp

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

ResultT = TypeVar("ResultT")
MOST_HELD = 0.5
"""Most seconds that keys wait for what follows upon a screen that was left."""


class Carrier(Protocol):
    """The app as far as its screens know it."""

    def carry_out(self, asked: "Message") -> None:
        """Do what a screen asks for, before the next key is looked at: a message in a queue would wait."""


class GuardedScreen(Screen[ResultT]):
    """A screen that gets no click that belongs to another one, and is not drawn anew for nothing."""

    OVER: ClassVar[bool] = False
    """Whether it stands over the screen below, which goes on being seen around it."""
    stays = False
    """Whether it stays as it is, whatever asks for it to be drawn: another screen comes up over it."""

    AT_ONCE: ClassVar[frozenset[str]] = frozenset()
    """Keys that say the same thing again by their nature, and may be pressed again at once."""

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have it drawn anew, as far as there is a reason."""
        if self.stays:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _forward_event(self, event: events.Event) -> None:
        # Here alone all clicks pass, on whatever widget they are.
        if isinstance(event, events.Click) and not event.is_forwarded and not self._takes(event):
            return
        super()._forward_event(event)

    def _takes(self, click: events.Click) -> bool:
        app = self.app
        if not isinstance(app, GuardedApp):
            return True
        at = (int(click.screen_x), int(click.screen_y))
        target = None  # on a screen that has gone by now
        with contextlib.suppress(NoWidget):
            target, _ = self.get_widget_at(*at)
        second = getattr(target, "SECOND_CLICK", False)
        taken = app.guard.takes_click(at, click.chain, self, target, second=second)
        app.settle()
        return taken

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Leave. Keys wait until whoever asked for this screen has done what follows."""
        asked_by = self._result_callbacks[-1].requester if self._result_callbacks else None
        left = super().dismiss(result)
        if isinstance(self.app, GuardedApp) and asked_by is not None and asked_by.is_running:
            asked_by.call_next(self.app.hold())
        return left

    def say(self) -> None:
        """Say what there is to say."""

    def hand_up(self, asked: "Message") -> None:
        """Have the app do it, before the next key is looked at."""
        cast("Carrier", self.app).carry_out(asked)


class GuardedApp(NoticesApp[None]):
    """Takes keys one at a time: what is typed while a screen comes up goes into that screen."""

    def __init__(self, guard: Guard | None = None) -> None:
        super().__init__()
        # What is said stands in `Notices`, and nothing here has a tooltip: no screen needs room for these.
        self._disable_notifications = self._disable_tooltips = True
        self.guard = guard or Guard()
        self._waiting: list[events.Key] = []  # keys that came before the screen in front could take any
        self._held_by: set[object] = set()  # what they wait for besides
        self._unseen = False  # whether what was done has not been painted yet
        self._under_way: tuple[events.Key, Callable[[], object]] | None = None  # and what lets them go

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Show another screen. One that stands over the one in front leaves that as it is."""
        below = self.screen if self.screen_stack else None
        if not (isinstance(screen, GuardedScreen) and screen.OVER and isinstance(below, GuardedScreen)):
            return super().push_screen(screen, *args, **options)
        below.stays = True
        try:
            return super().push_screen(screen, *args, **options)
        finally:
            below.stays = False

    def get_driver_class(self) -> type["Driver"]:
        """The driver of this platform; where the terminal goes away, the program ends all the same."""
        return outlived(super().get_driver_class())

    def hold(self) -> Callable[[], object]:
        """Let keys wait until the function that is given back is called, or for a moment at most."""
        mark = object()
        self._held_by.add(mark)

        def let_go() -> None:
            if mark in self._held_by:
                self._held_by.remove(mark)
                self.call_later(self._take_keys)

        self.set_timer(MOST_HELD, let_go)
        return let_go

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            if isinstance(event, events.Key):
                self._arrived(event)
            return
        self._waiting.append(event)
        await self._take_keys()

    async def _take_keys(self) -> None:
        """Carry out the keys that came, as far as the screen in front can take them."""
        while self._waiting and not self._held_by and self.screen.is_mounted:
            key = self._waiting.pop(0)
            if self._takes(key):
                target = self.focused or self.screen
                await super().on_event(key)
                if key.is_forwarded:
                    self._wait_for(key, target)
                self._say_at_once()
                self.settle()
        if self._waiting and not self._held_by:
            self.screen.call_later(self.call_later, self._take_keys)

    def _say_at_once(self) -> None:
        """Say what there is to say about a key in the frame that shows what it did."""
        for screen in self.screen_stack:
            if isinstance(screen, GuardedScreen):
                screen.say()
        self.show_notices()

    def _wait_for(self, key: events.Key, target: MessagePump) -> None:
        """Let the keys behind this one wait until it has acted: it goes from widget to widget, up to the app.

        One that a screen takes before its widgets, as enter in many lists, would overtake an arrow key.
        """
        self._under_way = (key, self.hold())
        target.call_later(lambda: self._arrived(key) if key._stop_propagation else None)

    def _arrived(self, key: events.Key) -> None:
        if self._under_way is not None and self._under_way[0] is key:
            (_, let_go), self._under_way = self._under_way, None
            let_go()

    def _takes(self, event: events.Key) -> bool:
        key, front, focused = event.key, self.screen, self.focused
        into = focused is not None and focused.check_consume_key("a", "a")
        typing = focused is not None and (
            focused.check_consume_key(key, event.character) or (into and key in ("backspace", "delete"))
        )
        if typing and not isinstance(front, ModalScreen) and self.guard.opened_by(key, front):
            typing = False
        idle = not typing and bool(event.is_printable) and key not in front.active_bindings
        return self.guard.takes_key(
            key, front, typing=typing, idle=idle, repeats=partial(_repeats, key, front)
        )

    def settle(self) -> None:
        """Tell the guard once what was done is painted."""
        self._unseen = True
        self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        self._unseen = False
        self.guard.painted(self.screen)

    def post_display_hook(self) -> None:
        """Another screen than before may have been painted."""
        super().post_display_hook()
        with contextlib.suppress(ScreenStackError):
            if self._unseen or self.guard.shown is not self.screen:
                self._seen()


def _repeats(key: str, front: Screen[object]) -> bool:
    if key in getattr(front, "AT_ONCE", ()):
        return True
    bound = front.active_bindings.get(key)
    return bound is not None and bound.binding.id in commands.AT_ONCE
