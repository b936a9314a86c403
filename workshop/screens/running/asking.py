"""Asking for a text, with what was left unrecorded offered again, and moving the focus between partners."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from sessions.problem import Problem
from workshop.facilitation import Facilitation
from workshop.screens.running.stage import Stage
from workshop.widgets.dialogs.note import TextDialog, Typed


class Asking(Stage):
    """What answers, votes and notes share."""

    def __init__(self, facilitation: Facilitation, *, today: Callable[[], date]) -> None:
        super().__init__(facilitation, today=today)
        self._drafts: dict[tuple[str, str | None], str] = {}
        """What was typed and not recorded, by (kind, origin)."""

    def focus_after(self, partner_id: str, done: Collection[str]) -> None:
        """Put in focus the next partner that is not among `done`, or the next one where all are."""
        voices = [one.id for one in self.session.voices()]
        here = voices.index(partner_id)
        turn = voices[here + 1 :] + voices[: here + 1]
        self._focus_id = next((one for one in turn if one not in done), turn[0])
        self._chosen = False
        self._asked_to_reveal = None  # who is missing now are others than those it was asked about
        self.show_session()

    def ask(
        self,
        title: str,
        *,
        key: tuple[str, str | None] | None,
        record: Callable[[Typed], bool],
        text: str = "",
        placeholder: str = "",
        choices: tuple[str, ...] = (),
        chosen: str = "",
        may_be_empty: bool = False,
        check: Callable[[Typed], str] | None = None,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for a text, and `then` go on, recorded or not.

        What is left unrecorded, or cannot be recorded, is offered again the next time under the same `key`.
        Without one it is a value that is set, such as a number of minutes: what is typed replaces it, and
        what was not meant is dropped.
        """

        def done(typed: Typed | None) -> None:
            if typed is None:
                return
            left = "" if typed.record and record(typed) else typed.text
            if key is not None:
                self._drafts[key] = left
            then()

        dialog = TextDialog(
            title,
            text=(self._drafts.get(key) if key else "") or text,
            placeholder=placeholder,
            choices=choices,
            chosen=chosen,
            may_be_empty=may_be_empty,
            check=check,
            value=key is None,
        )
        self.app.push_screen(dialog, done)


def whole_number(text: str, allowed: str) -> int:
    """The number that was typed. Raises Problem, which says what is `allowed`."""
    kept = text.strip()
    if not kept:
        raise Problem("There is no number yet", mend=allowed)
    if not (kept.isascii() and kept.isdecimal()):
        raise Problem(f"{kept[:40]!r} is not a whole number", mend=allowed)
    return int(kept[:6])
