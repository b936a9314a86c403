"""Dot votes: placing dots blind, revealing the ranking, and the room's order of the gaps."""

from __future__ import annotations

from textual import on

from sessions import analysis, edits
from sessions.record import Activity, Session
from sessions.reveal import revealed_only
from sessions.votes import dots_left
from workshop import pages
from workshop.cells import clip
from workshop.screens.base import refusal
from workshop.screens.running.asking import Asking, whole_number
from workshop.widgets.dialogs.dots import DotsDialog
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.profile import ProfileView
from workshop.widgets.vote_grid import VoteGrid


class Votes(Asking):
    """The part of the run screen that prioritises."""

    def place_dots(self, activity: Activity) -> None:
        """Ask for the dots of the partner in focus."""
        partner = self.partner
        mine = self.session.dots_of(activity.id).get(partner.id)
        seen = activity.id in self.session.revealed_votes and self.session.as_bodies
        hidden = self._wall_shown and not seen
        own = [one for one, _ in mine.counts] if mine and not hidden else []
        labels = pages.candidate_labels(self.session, activity, own)
        again = " (has placed dots already; new ones replace them)" if mine and hidden else ""
        dialog = DotsDialog(
            f"Dots of {partner.name}{again}",
            [(labels[one], pages.candidate_name(self.session, one)) for one in labels],
            dots=activity.dots,
            stack=activity.stack,
            placed={labels[one]: count for one, count in mine.counts} if mine and not hidden else {},
            again=mine is not None,
            hidden=hidden,
        )
        ids = {label: one for one, label in labels.items()}

        def record(placed: dict[str, int] | None) -> None:
            if placed is None:
                return
            counts = {ids[label]: count for label, count in placed.items()}
            if self.do(lambda: self._desk.vote(activity.id, partner.id, counts)):
                # Who comes next would tell the room who has dots left over.
                left = {} if self._wall_shown else self._dots_left(activity)
                if many := left.get(partner.id, 0):
                    name = clip(partner.name, 40)
                    self.tell(f"{name} has {many} {'dot' if many == 1 else 'dots'} left over.")
                self.focus_after(partner.id, self.session.dots_of(activity.id).keys() - left)

        self.app.push_screen(dialog, record)

    def _dots_left(self, activity: Activity) -> dict[str, int]:
        """Dots left over, by the id of each partner that has placed some of its own."""
        candidates = pages.candidate_labels(self.session, activity)
        return dots_left(self.session, activity, len(candidates))

    @on(VoteGrid.Picked)
    def _voter_picked(self, event: VoteGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, asks for its dots."""
        self._focus_id = event.partner_id
        self._chosen = True
        self.show_session()
        if event.again and self.vote_here is not None:
            self.place_dots(self.vote_here)

    def reveal_dots(self, activity: Activity) -> None:
        """Show the ranking. With dots missing, it takes a second press."""
        missing = len(self.session.voices()) - len(self.session.dots_of(activity.id))
        if activity.id in self.session.revealed_votes:
            self.tell(f"The dots are revealed already. {self.key('undo')} hides them again.")
        elif 0 < missing < len(self.session.voices()) and self._asked_to_reveal != activity.id:
            self._asked_to_reveal = activity.id
            again = f"{self.key('reveal')} again reveals."
            self.tell(f"{missing} {'has' if missing == 1 else 'have'} not placed dots yet. {again}")
        else:
            self._desk.turn_wall(0)
            self.do(lambda: self._desk.reveal_vote(activity.id))

    def action_dot_rule(self) -> None:
        """Set how many dots each partner has, and whether all may go on one."""
        activity = self.vote_here
        if activity is None:
            self.tell("There is no vote here.")
            return
        if self._wall_shown and activity.id not in self.session.revealed_votes:
            # Whether a rule is refused tells how the dots lie that are placed already.
            self.tell(f"The room sees this window. {self.key('mirror')} goes back to yours.")
            return
        choices = ("all on one allowed", "one dot each")

        def changed(typed: Typed) -> Session:
            dots = whole_number(typed.text, "Type how many, such as 3 or 5.")
            stack = typed.choice == choices[0]
            return edits.change_dots(self.session, activity.id, dots=dots, stack=stack)

        def record(typed: Typed) -> bool:
            dots, stack = whole_number(typed.text, ""), typed.choice == choices[0]
            return self.do(lambda: self._desk.change_dots(activity.id, dots=dots, stack=stack))

        self.ask(
            "How many dots has each partner?",
            key=None,
            record=record,
            text=str(activity.dots),
            placeholder="3 or 5",
            choices=choices,
            chosen=choices[0] if activity.stack else choices[1],
            may_be_empty=True,
            check=lambda typed: refusal(lambda: changed(typed)),
        )

    # --- the room's order of the gaps ---------------------------------------------------------------

    def action_raise_gap(self) -> None:
        """Move the gap in focus up."""
        self._move_gap(-1)

    def action_lower_gap(self) -> None:
        """Move the gap in focus down."""
        self._move_gap(1)

    @on(ProfileView.Picked)
    def _gap_picked(self, event: ProfileView.Picked) -> None:
        """A click on a row puts its gap in focus."""
        if self.activity_here.kind == "gaps":
            self._focus_id = event.item_id
            self.show_session()

    @on(ProfileView.Moved)
    def _gap_moved(self, event: ProfileView.Moved) -> None:
        """A click on ▴ or ▾ moves the gap in focus."""
        self._move_gap(event.by)

    def _move_gap(self, by: int) -> None:
        if self.activity_here.kind != "gaps":
            self.tell(f"The gaps are ordered in their own step of the agenda. {self.key('jump')} goes there.")
            return
        ids = [gap.item_id for gap in analysis.gaps(revealed_only(self.session))]
        if not ids:
            return
        if self._sorting != "gap":
            self._sorting = "gap"
            self.show_session()
            self.tell(
                f"Back to the room's order, in which {self.key('raise_gap')} {self.key('lower_gap')} move."
            )
            return
        if self._focus_id is not None and self._focus_id not in ids:
            self.tell("This one is at its target: there is no gap to move.")
            return
        focused = self._focus_id or ids[0]
        place = ids.index(focused)
        ids.remove(focused)
        ids.insert(max(0, min(len(ids), place + by)), focused)
        self._focus_id = focused
        self.do(lambda: self._desk.order_gaps(ids))
