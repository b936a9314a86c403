"""Options: which one partners would take, the reveal, the room's choice, and dissent from it."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions.kinds.options import edits
from sessions.kinds.options.kind import CHOICE, FEWEST
from sessions.kinds.options.records import OptionsActivity, is_revealed, options_here, views_of
from sessions.material import Level, Scale
from sessions.record import THE_ROOM
from sessions.rows import ROOM, Partner
from workshop.panels.host import Commands
from workshop.panels.option_choice import choice_commands
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import can_count, has_no_voice, leave_out, room_instead
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.option_grid import OptionGrid, option_views


class OptionsPanel(PartnersPanel):
    """At the last stop: who is for which option, and what the room takes."""

    kind = "options"

    def compose(self) -> ComposeResult:
        yield OptionGrid(id="options")

    @property
    def commands(self) -> Commands:
        if self.ready is None:
            return {}
        return {
            **{f"answer_level_{digit}": partial(self._say, digit) for digit in range(1, 10)},
            "dont_know": lambda: self._say(None),
            "counts": self._count_hands,
            "whole_room": self._count_room,
            "take_back": self._take_back,
            "takes_no_part": lambda: leave_out(self.host),
            "reveal": self._reveal,
            **choice_commands(self.host, self._step),
        }

    @property
    def _step(self) -> OptionsActivity:
        assert isinstance(self.scene.activity, OptionsActivity)
        return self.scene.activity

    @property
    def _revealed(self) -> bool:
        return is_revealed(self.session, self._step.id)

    @property
    def ready(self) -> Collection[str] | None:
        if self.scene.stop.part != CHOICE or len(options_here(self.session, self._step)) < FEWEST:
            return None
        return views_of(self.session, self._step.id).keys()

    def show(self) -> bool:
        if self.ready is None:
            return False
        self.query_one(OptionGrid).show(option_views(self.session, self._step), self.host.partner.id)
        return True

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(OptionGrid).line_of(self.host.partner.id)

    @on(OptionGrid.Picked)
    def _picked(self, event: OptionGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, counts its hands."""
        self.clicked(event.partner_id, again=event.again)

    @on(OptionGrid.Chosen)
    def _option_clicked(self, event: OptionGrid.Chosen) -> None:
        """A click on an option, as its digit."""
        self._say(event.digit)

    def _say(self, digit: int | None) -> None:
        """The option of this digit, or don't know, for the partner in focus; on to the next partner."""
        host, step, partner = self.host, self._step, self.host.partner
        if has_no_voice(host, partner):
            return
        options = options_here(self.session, step)
        if digit is not None and digit > len(options):
            host.tell(f"There is no option {digit}: they go from 1 to {len(options)}.")
            return
        before = views_of(self.session, step.id).get(partner.id)
        if before is not None and self._revealed and not host.in_focus.chosen:
            # In a room that has just seen the views, a digit is more often meant for the choice.
            arrows = f"{host.key('previous_partner')} {host.key('next_partner')}"
            host.tell(
                f"{host.key('agree')} records the room's choice. To correct a view, go to it with {arrows}."
            )
            return
        counts = {} if digit is None else {options[digit - 1]: 1}
        if host.do(edits.say_option(step.id, partner.id, counts, int(digit is None))):
            self.remark_on("view", changed=before is not None)
            self.go_on(self.ready or ())

    def _count_hands(self) -> None:
        """Of the partner in focus; where the room has said so as one, of that."""
        if can_count(self.host):
            self._hands_of(self.host.partner)

    def _count_room(self) -> None:
        """Of the whole room, instead of the partners."""
        partners = views_of(self.session, self._step.id).keys() - {ROOM}
        room_instead(self.host, len(partners), "said something", lambda: self._hands_of(THE_ROOM))

    def _hands_of(self, partner: Partner) -> None:
        host, step, session = self.host, self._step, self.session
        options = options_here(session, step)
        names = (session.item(item_id).name for item_id in options)
        levels = tuple(Level(number=number, label=name) for number, name in enumerate(names, start=1))
        before = views_of(session, step.id).get(partner.id)
        secret = not (self._revealed and session.as_bodies)
        known = None
        if before is not None and not secret:
            own = dict(before.counts)
            known = Counted(tuple(own.get(item_id, 0) for item_id in options), before.dont_know)
        again = " (has said already; new numbers replace it)" if before is not None and secret else ""
        dialog = CountsDialog(
            f"Show of hands: {partner.name}{again}",
            Scale(question="Which one?", levels=levels),
            partner,
            known,
            hidden=host.wall_shown and secret,
        )

        def record(counted: Counted | None) -> None:
            if counted is None:
                return
            counts = dict(zip(options, counted.counts, strict=True))
            instead = partner == THE_ROOM
            if host.do(edits.say_option(step.id, partner.id, counts, counted.dont_know, instead=instead)):
                self.go_on(self.ready or ())
                if counted.reveal and not self._revealed:
                    self._reveal()

        host.open(dialog, record)

    def _take_back(self) -> None:
        nothing = partial(edits.say_option, self._step.id, counts={})
        self.take_back(nothing, "The view of {} is taken back. {} brings it back.")

    def _reveal(self) -> None:
        """Show the views. With some missing it takes a second press."""
        host, step = self.host, self._step
        if self._revealed:
            host.tell(f"The views are revealed already. {host.key('undo')} hides them again.")
        elif not self.shows_remarks(step.id) and not self.asks_again(step.id, "said which"):
            host.in_focus = replace(host.in_focus, chosen=False)
            host.desk.wall.turn(0)
            host.do(edits.reveal_options(step.id))
