"""Prioritise: placing dots blind, revealing the ranking, and the rule of the vote."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from sessions.kinds.prioritise import edits
from sessions.kinds.prioritise.records import VoteActivity, dots_left, dots_of, is_revealed
from workshop.cells import clip
from workshop.panels.host import Commands, Focus, Question, focus_after
from workshop.panels.panel import PartnersPanel
from workshop.steps.candidates import candidate_labels, candidate_name, nothing_to_vote_on
from workshop.steps.scene import Scene
from workshop.typed import refusal, whole_number
from workshop.widgets.dialogs.dots import DotsDialog
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.vote_grid import VoteGrid, vote_state

RULES = ("all on one allowed", "one dot each")


class PrioritisePanel(PartnersPanel):
    """A dot vote: who has placed dots, and then the ranking."""

    kind = "prioritise"

    def compose(self) -> ComposeResult:
        yield VoteGrid(id="vote")

    @property
    def commands(self) -> Commands:
        if nothing_to_vote_on(self.host.scene.session, self._vote):
            return {}
        return {
            "counts": self._place_dots,
            "take_back": self._take_back,
            "reveal": self._reveal,
            "dot_rule": self._change_rule,
            # A digit, or a level of agreement, says nothing in a vote.
            **dict.fromkeys(
                ("dont_know", "agree", "dissent", *(f"answer_level_{n}" for n in range(1, 10))),
                lambda: self.host.tell(f"{self.host.key('counts')} places the dots."),
            ),
        }

    @property
    def _vote(self) -> VoteActivity:
        activity = self.host.scene.activity
        assert isinstance(activity, VoteActivity)
        return activity

    def show(self, scene: Scene, focus: Focus) -> bool:
        if nothing_to_vote_on(scene.session, self._vote):
            return False
        self.query_one(VoteGrid).show(vote_state(scene.session, self._vote), self.host.partner.id)
        return True

    def first_focus(self, scene: Scene) -> str | None:
        if nothing_to_vote_on(scene.session, self._vote):
            return None
        return self.first_silent(scene, dots_of(scene.session, scene.activity.id))

    def move(self, by: int) -> bool:
        session = self.host.scene.session
        if nothing_to_vote_on(session, self._vote) or is_revealed(session, self._vote.id):
            return False
        self.move_partner(by)
        return True

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(VoteGrid).line_of(self.host.partner.id)

    @on(VoteGrid.Picked)
    def _picked(self, event: VoteGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, asks for its dots."""
        self.pick(event.partner_id)
        if event.again:
            self._place_dots()

    def _place_dots(self) -> None:
        """Ask for the dots of the partner in focus."""
        host, vote, partner = self.host, self._vote, self.host.partner
        session = host.scene.session
        placed = dots_of(session, vote.id).get(partner.id)
        hidden = host.wall_shown and not (is_revealed(session, vote.id) and session.as_bodies)
        own = dict(placed.counts) if placed and not hidden else {}
        labels = candidate_labels(session, vote, own)
        again = " (has placed dots already; new ones replace them)" if placed and hidden else ""
        dialog = DotsDialog(
            f"Dots of {partner.name}{again}",
            [(label, candidate_name(session, candidate)) for candidate, label in labels.items()],
            dots=vote.dots,
            stack=vote.stack,
            placed={labels[candidate]: count for candidate, count in own.items()},
            again=placed is not None,
            hidden=hidden,
        )
        ids = {label: candidate for candidate, label in labels.items()}

        def record(typed: dict[str, int] | None) -> None:
            if typed is None:
                return
            counts = {ids[label]: count for label, count in typed.items()}
            if host.do(edits.vote(vote.id, partner.id, counts)):
                self._go_on(partner.id, partner.name)

        host.open(dialog, record)

    def _go_on(self, partner_id: str, name: str) -> None:
        """Say who has dots left over, and go on to the next partner."""
        host, session, vote = self.host, self.host.scene.session, self._vote
        # Who comes next would tell the room who has dots left over.
        left = {} if host.wall_shown else dots_left(session, vote, len(candidate_labels(session, vote)))
        if many := left.get(partner_id, 0):
            host.tell(f"{clip(name, 40)} has {many} {'dot' if many == 1 else 'dots'} left over.")
        focus_after(host, partner_id, dots_of(session, vote.id).keys() - left)

    def _take_back(self) -> None:
        """Take back the dots of the partner in focus."""
        host, vote, partner = self.host, self._vote, self.host.partner
        if partner.id not in dots_of(host.scene.session, vote.id):
            host.tell("There is no answer to take back here.")
        elif host.do(edits.vote(vote.id, partner.id, {})):
            # In the room's view nothing else says whose they were, nor after the reveal that they are gone.
            host.in_focus = replace(host.in_focus, asked=None)
            taken = f"The dots of {clip(partner.name, 40)} are taken back."
            host.tell(f"{taken} {host.key('undo')} brings them back.")

    def _reveal(self) -> None:
        """Show the ranking. With dots missing, it takes a second press."""
        host, vote, session = self.host, self._vote, self.host.scene.session
        missing = len(session.voices()) - len(dots_of(session, vote.id))
        if is_revealed(session, vote.id):
            host.tell(f"The dots are revealed already. {host.key('undo')} hides them again.")
        elif 0 < missing < len(session.voices()) and host.in_focus.asked != vote.id:
            host.in_focus = replace(host.in_focus, asked=vote.id)
            has = "has" if missing == 1 else "have"
            host.tell(f"{missing} {has} not placed dots yet. {host.key('reveal')} again reveals.")
        else:
            host.desk.wall.turn(0)
            host.do(edits.reveal_vote(vote.id))

    def _change_rule(self) -> None:
        """Set how many dots each partner has, and whether all may go on one."""
        host, vote = self.host, self._vote
        if host.wall_shown and not is_revealed(host.scene.session, vote.id):
            # Whether a rule is refused tells how the dots lie that are placed already.
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
            return

        def check(typed: Typed) -> str:
            def change() -> None:
                dots = whole_number(typed.text, "Type how many, such as 3 or 5.")
                edit = edits.change_dots(vote.id, dots=dots, stack=typed.choice == RULES[0])
                edit.apply(host.scene.session, host.desk.clock())

            return refusal(change)

        def record(typed: Typed) -> bool:
            dots = whole_number(typed.text, "")
            return host.do(edits.change_dots(vote.id, dots=dots, stack=typed.choice == RULES[0]))

        host.ask(
            Question(
                "How many dots has each partner?",
                key=None,
                record=record,
                text=str(vote.dots),
                placeholder="3 or 5",
                choices=RULES,
                chosen=RULES[0] if vote.stack else RULES[1],
                may_be_empty=True,
                check=check,
            )
        )
