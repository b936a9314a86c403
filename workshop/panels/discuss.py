"""Discuss: guesses of a figure, and its reveal."""

from collections.abc import Collection
from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from sessions.edit import Edit
from sessions.kinds.discuss import guessed_here
from sessions.kinds.guesses import guess, guesses_on, is_shown, show_figure
from sessions.record import THE_ROOM
from sessions.rows import ROOM, Partner
from workshop.panels.host import Commands, Question
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import can_count, room_instead
from workshop.widgets.guess_grid import GuessGrid, guess_state

DIGITS = ("dont_know", *(f"answer_level_{number}" for number in range(1, 10)))
SHORT = "A figure, such as 40 per cent or 12,000. Several with ; between them."


TAKEN_BACK = "The guess of {} is taken back. {} brings it back."


class DiscussPanel(PartnersPanel):
    """Who has guessed, as long as a figure is hidden; nothing at any other item."""

    kind = "discuss"

    def compose(self) -> ComposeResult:
        yield GuessGrid(id="guesses")

    @property
    def commands(self) -> Commands:
        if self.ready is None:
            return {}
        return {
            "counts": self._guess,
            "whole_room": self._guess_of_room,
            "takes_no_part": lambda: self.host.tell("Nobody has to guess: just go on to the next."),
            "take_back": lambda: self.take_back(self._nothing, TAKEN_BACK),
            "reveal": self._reveal,
            **dict.fromkeys(DIGITS, lambda: self.host.tell(f"{self.host.key('counts')} takes a guess.")),
        }

    @property
    def ready(self) -> Collection[str] | None:
        stop = self.scene.stop
        if not guessed_here(self.session, stop) or is_shown(self.session, stop.ref):
            return None
        return guesses_on(self.session, stop.ref).keys()

    def show(self) -> bool:
        if self.ready is None:
            return False
        state = guess_state(self.session, self.scene.stop.ref)
        self.query_one(GuessGrid).show(state, self.host.partner.id)
        return True

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(GuessGrid).line_of(self.host.partner.id)

    @on(GuessGrid.Picked)
    def _picked(self, event: GuessGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, asks for its guess."""
        self.clicked(event.partner_id, again=event.again)

    def _nothing(self, partner_id: str) -> Edit:
        return guess(self.scene.stop.ref, partner_id, "")

    def _guess(self) -> None:
        if can_count(self.host):
            self._ask(self.host.partner)

    def _guess_of_room(self) -> None:
        """Figures that people call out, instead of the partners' guesses."""
        partners = guesses_on(self.session, self.scene.stop.ref).keys() - {ROOM}
        room_instead(self.host, len(partners), "guessed", lambda: self._ask(THE_ROOM))

    def _ask(self, partner: Partner) -> None:
        """Ask for the guess of a partner; not before the eyes of the others."""
        host, item_id = self.host, self.scene.stop.ref
        if host.wall_shown and partner != THE_ROOM:
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
            return
        again = " (has guessed already; a new guess replaces it)" if partner.id in (self.ready or ()) else ""
        host.ask(
            Question(
                f"Guess of {'the whole room' if partner == THE_ROOM else partner.name}{again}",
                lambda typed: guess(item_id, partner.id, typed.text, instead=partner == THE_ROOM),
                placeholder=SHORT,
                replaces=True,
                recorded=lambda _: self.go_on(self.ready or ()),
            )
        )

    def _reveal(self) -> None:
        """The figure and all guesses; with some missing it takes a second press."""
        host, item_id = self.host, self.scene.stop.ref
        if not self.asks_again(item_id, "guessed"):
            host.in_focus = replace(host.in_focus, chosen=False)
            host.do(show_figure(item_id))
