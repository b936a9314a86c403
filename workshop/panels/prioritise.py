"""Prioritise: placing dots blind, revealing the ranking, and the rule of the vote."""

from collections.abc import Collection
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions.edit import Edit
from sessions.kinds.prioritise import edits
from sessions.kinds.prioritise.records import VoteActivity, dots_left, dots_of, is_revealed
from sessions.record import THE_ROOM
from sessions.rows import ROOM, Partner
from workshop.cells import clip
from workshop.panels.host import Commands, Question
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import has_no_voice, leave_out, room_instead
from workshop.steps.candidates import candidate_labels, candidate_name, nothing_to_vote_on
from workshop.typed import whole_number
from workshop.widgets.dialogs.dots import Ballot, DotsDialog
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.vote_grid import VoteGrid, vote_state

RULES = ("all on one allowed", "one dot each")
# A digit, or a level of agreement, says nothing in a vote.
NO_VOTE = (
    "dont_know",
    "agree",
    "dissent",
    *(f"answer_level_{number}" for number in range(10)),
)


class PrioritisePanel(PartnersPanel):
    """A dot vote: who has placed dots, and then the ranking."""

    kind = "prioritise"

    def compose(self) -> ComposeResult:
        yield VoteGrid(id="vote")

    @property
    def commands(self) -> Commands:
        if self.ready is None:
            return {}
        return {
            "counts": self._place_dots,
            "whole_room": self._count_room,
            "take_back": self._take_back,
            "reveal": self._reveal,
            "dot_rule": self._change_rule,
            "takes_no_part": lambda: leave_out(self.host),
            **dict.fromkeys(NO_VOTE, lambda: self.host.tell(f"{self.host.key('counts')} places the dots.")),
        }

    @property
    def _vote(self) -> VoteActivity:
        assert isinstance(self.scene.activity, VoteActivity)
        return self.scene.activity

    @property
    def _revealed(self) -> bool:
        return is_revealed(self.session, self._vote.id)

    @property
    def ready(self) -> Collection[str] | None:
        nothing = nothing_to_vote_on(self.session, self._vote)
        return None if nothing else dots_of(self.session, self._vote.id).keys()

    def show(self) -> bool:
        if self.ready is None:
            return False
        self.query_one(VoteGrid).show(vote_state(self.session, self._vote), self.host.partner.id)
        return True

    def move(self, by: int) -> bool:
        return not self._revealed and super().move(by)

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(VoteGrid).line_of(self.host.partner.id)

    @on(VoteGrid.Picked)
    def _picked(self, event: VoteGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, asks for its dots."""
        self.clicked(event.partner_id, again=event.again)

    def _place_dots(self) -> None:
        """Of the partner in focus: a body's own, or the totals of its people."""
        partner, session = self.host.partner, self.session
        if partner == THE_ROOM and session.partners:
            self._totals_of(partner)
        elif not has_no_voice(self.host, partner):
            self._dots_of(partner) if session.as_bodies else self._totals_of(partner)

    def _count_room(self) -> None:
        """The totals of the whole room, instead of the partners' dots."""
        partners = dots_of(self.session, self._vote.id).keys() - {ROOM}
        room_instead(self.host, len(partners), "placed dots", lambda: self._totals_of(THE_ROOM))

    def _totals_of(self, partner: Partner) -> None:
        placed = dots_of(self.session, self._vote.id).get(partner.id)
        members = [partner.members] if partner != THE_ROOM else [p.members for p in self.session.partners]
        known = [count for count in members if count is not None]
        people = sum(known) if known and len(known) == len(members) else ""
        self._dots_of(partner, str(placed.people if placed and placed.people else people))

    def _dots_of(self, partner: Partner, people: str | None = None) -> None:
        """Ask for its dots or, with `people`, for the totals of so many people; "" where nobody knows."""
        host, vote, session = self.host, self._vote, self.session
        placed = dots_of(session, vote.id).get(partner.id)
        hidden = host.wall_shown and not (self._revealed and session.as_bodies)
        own = dict(placed.counts) if placed and not hidden else {}
        labels = candidate_labels(session, vote, own)
        again = " (has placed dots already; new ones replace them)" if placed and hidden else ""
        dialog = DotsDialog(
            f"Dots of {'the whole room' if partner == THE_ROOM else partner.name}{again}",
            [(label, candidate_name(session, candidate)) for candidate, label in labels.items()],
            dots=vote.dots,
            stack=vote.stack,
            placed={labels[candidate]: count for candidate, count in own.items()},
            again=placed is not None,
            hidden=hidden,
            people=people,
            called=session.pack(vote.pack_id).item_word if vote.pack_id else "",
        )
        ids = {label: candidate for candidate, label in labels.items()}

        def record(typed: Ballot | None) -> None:
            if typed is not None:
                counts = {ids[label]: count for label, count in typed.placed.items()}
                instead = partner == THE_ROOM
                if host.do(edits.vote(vote.id, partner.id, counts, people=typed.people, instead=instead)):
                    self._remark_on_dots_left(partner.id, partner.name)

        host.open(dialog, record)

    def _remark_on_dots_left(self, partner_id: str, name: str) -> None:
        """Say whether the partner has dots left over, and go on to the next one."""
        session, vote = self.session, self._vote
        # Who comes next would tell the room who has dots left over.
        left = {} if self.host.wall_shown else dots_left(session, vote, len(candidate_labels(session, vote)))
        if many := left.get(partner_id, 0):
            self.host.tell(f"{clip(name, 40)} has {many} {'dot' if many == 1 else 'dots'} left over.")
        self.go_on(dots_of(session, vote.id).keys() - left)

    def _take_back(self) -> None:
        no_dots = partial(edits.vote, self._vote.id, counts={})
        self.take_back(no_dots, "The dots of {} are taken back. {} brings them back.")

    def _reveal(self) -> None:
        """Show the ranking. With dots missing, it takes a second press."""
        host, vote = self.host, self._vote
        if self._revealed:
            host.tell(f"The dots are revealed already. {host.key('undo')} hides them again.")
        elif not self.asks_again(vote.id, "placed dots"):
            host.desk.wall.turn(0)
            host.do(edits.reveal_vote(vote.id))

    def _change_rule(self) -> None:
        host, vote = self.host, self._vote
        if host.wall_shown and not self._revealed:
            # Whether a rule is refused tells how the dots lie that are placed already.
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
            return

        def edit(typed: Typed) -> Edit:
            dots = whole_number(typed.text, "Type how many, such as 3 or 5.")
            return edits.change_dots(vote.id, dots=dots, stack=typed.choice == RULES[0])

        host.ask(
            Question(
                f"How many dots has each {'partner' if self.session.as_bodies else 'person'}?",
                edit,
                replaces=True,
                text=str(vote.dots),
                placeholder="3 or 5",
                choices=RULES,
                chosen=RULES[0] if vote.stack else RULES[1],
                may_be_empty=True,
            )
        )
