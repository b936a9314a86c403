"""How a screen says something in passing, and how what could not be done stands until it is put away."""

from collections.abc import Callable
from typing import TypeVar

from textual.app import App

from sessions.disk import NotSure
from sessions.problem import Problem
from workshop import commands
from workshop.guarded import GuardedApp, GuardedScreen

ResultT = TypeVar("ResultT")
EndT = TypeVar("EndT")


class TellingScreen(GuardedScreen[ResultT]):
    """A screen that says things: one at a time, the next in the place of the one before."""

    _notice: tuple[str, bool] | None = None  # (what is to be said next, whether it is an error)
    _answer = ""  # what a key that asks for a text did instead, as long as that may be typed all the same
    _refused = False  # whether something could not be done since a dialog ended

    @property
    def unsaved(self) -> Problem | None:
        """Why what is seen is not on disk yet, or None."""
        return None

    def tell(self, text: str, *, error: bool = False) -> None:
        """Say something in passing. Never markup: it may hold what people typed."""
        # One at a time, and of one key the last: a pile of them would cover what the room looks at.
        self._notice = text, error
        self.call_later(self.say)

    def say(self) -> None:
        """Say what is to be said next, in the place of what is on show."""
        if self._notice is None:
            return
        (text, error), self._notice = self._notice, None
        if self.unsaved is not None:
            state = "Not sure" if isinstance(self.unsaved, NotSure) else "Not saved"
            text, error = f"{text}\n{state} yet, and tried again: {self.unsaved}".strip(), True
        self.app.clear_notifications()
        self.notify(
            text, severity="error" if error else "information", markup=False, timeout=6 if error else 4
        )

    def answer(self, text: str) -> None:
        """Say what a key that asks for a text has done instead of asking.

        People may type that text all the same: see `typed_on`.
        """
        self._answer = text
        self.tell(text)

    def typed_on(self, command_id: str) -> bool:
        """Whether a key comes from a text that nobody asked for; then that is said, and stands.

        So it is as long as the answer to the key before is on show, for whatever has a letter and is no undo.
        """
        app, text = self.app, self._answer
        said = [notice.message for notice in app._notifications if not notice.has_expired]
        on_show = bool(text) and text in (*said, *(self._notice or ()))
        if not on_show or command_id not in ("undo", "redo"):
            self._answer = ""  # what undo says stands in its place
        by_mouse = isinstance(app, GuardedApp) and app.guard.by_mouse
        if not on_show or by_mouse or command_id in commands.GO_ON:
            return False
        self.tell(text)
        self._let_stand()
        return True

    def attempt(self, change: Callable[[], object]) -> bool:
        """Do something that a person may have to mend; say so where it cannot be done."""
        try:
            change()
        except Problem as problem:
            self._refused = True
            self.tell(str(problem), error=True)
            return False
        return True

    def let_refusal_stand(self) -> None:
        """Where a command that asks for a text has said why it cannot, let that stand until it is put away.

        What people type on all the same must not act.
        """
        if self.app.screen is self:
            self._let_stand()

    def once_ended(self, done: Callable[[EndT], object]) -> Callable[[EndT], None]:
        """What follows upon a dialog: `done`, and where that was refused, the refusal stands.

        People may go on typing as if it had been recorded.
        """

        def ended(result: EndT) -> None:
            self._refused = False
            done(result)
            if self._refused:
                self._let_stand()  # over what asks for it again, too

        return ended

    def _let_stand(self) -> None:
        if self._notice is None:
            return
        from workshop.widgets.dialogs.refused import RefusedDialog  # noqa: PLC0415  # no first screen shows it

        text, self._notice = self._notice[0], None
        self.app.clear_notifications()
        self.app.push_screen(RefusedDialog(text))


def tell_in_front(app: App[None], text: str, *, error: bool = False) -> None:
    """Say it on the screen in front; over one that says nothing itself, it stands for longer."""
    if isinstance(screen := app.screen, TellingScreen):
        screen.tell(text, error=error)
    else:
        app.notify(text, severity="error" if error else "information", markup=False, timeout=10)
