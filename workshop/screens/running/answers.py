"""Answers on an item: levels, hands, reveal, second round, agreed level and dissent."""

from __future__ import annotations

from textual import on

from workshop import pages
from workshop.cells import clip
from workshop.screens.running.asking import Asking
from workshop.widgets.answer_grid import AnswerGrid
from workshop.widgets.dialogs.agree import Agreed, AgreeDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.peek import PeekDialog


class Answers(Asking):
    """The part of the run screen that takes answers."""

    def _item_to_answer(self) -> str | None:
        if self.item_here is None:
            self.tell(
                f"{self.key('counts')} places the dots."
                if self.vote_here
                else f"There is nothing to answer here. {self.key('next_stop')} goes on."
            )
        return self.item_here

    def action_answer_level(self, level: int) -> None:
        """A digit: the level of the partner in focus, and on to the next partner."""
        self._answer(level)

    def action_dont_know(self) -> None:
        """The partner in focus does not know."""
        self._answer(None)

    @on(AnswerGrid.Chosen)
    def _level_clicked(self, event: AnswerGrid.Chosen) -> None:
        """A click on a level of the scale, as its digit."""
        self._answer(event.level)

    def _answer(self, level: int | None) -> None:
        item_id, partner = self._item_to_answer(), self.partner
        if item_id is None:
            return
        number, revealed = self.session.round_of(item_id)
        before = self.session.ballots_on(item_id, number).get(partner.id)
        if before is not None and revealed and not self._chosen:
            # In a room that has just seen the answers, a digit is more often meant for the agreed level.
            arrows = f"{self.key('previous_partner')} {self.key('next_partner')}"
            self.tell(
                f"{self.key('agree')} records the level the room agrees on. "
                f"To correct an answer, choose it with {arrows}."
            )
            return
        if self.do(lambda: self._desk.answer_level(item_id, partner.id, level)):
            told = []
            if before is not None:
                told.append(
                    f"The answer of {clip(partner.name, 40)} is changed. {self.key('undo')} takes it back."
                )
            if not self.session.as_bodies and (partner.members or 1) > 1:
                # People answer for themselves: a digit is one of them, and not what their body says.
                told.append(f"One answer of {partner.members}. {self.key('counts')} counts all hands.")
            if told:
                self.tell(" ".join(told))
            self._go_on(item_id)

    def action_take_back(self) -> None:
        """Take back the answer, or the dots, of the partner in focus."""
        partner, vote, item_id = self.partner, self.vote_here, self.item_here
        if vote is not None and partner.id in self.session.dots_of(vote.id):
            if self.do(lambda: self._desk.vote(vote.id, partner.id, {})):
                self._taken_back(f"The dots of {clip(partner.name, 40)} are taken back.", "them")
        elif item_id is not None and partner.id in self.session.ballots_on(
            item_id, self.session.round_of(item_id)[0]
        ):
            none = [0] * self.session.scale_of(item_id).top
            if self.do(lambda: self._desk.answer(item_id, partner.id, none)):
                self._taken_back(f"The answer of {clip(partner.name, 40)} is taken back.", "it")
        else:
            self.tell("There is no answer to take back here.")

    def _taken_back(self, said: str, which: str) -> None:
        """In the room view nothing else says whose it was, and after the reveal not that it is gone."""
        self._asked_to_reveal = None
        self.tell(f"{said} {self.key('undo')} brings {which} back.")

    def _go_on(self, item_id: str) -> None:
        """On to the next partner that has not answered yet; to the next one at all where all have."""
        answered = self.session.ballots_on(item_id, self.session.round_of(item_id)[0])
        self.focus_after(self.partner.id, answered)

    def count_hands(self, item_id: str) -> None:
        """Ask for a show of hands of the partner in focus."""
        partner = self.partner
        number, revealed = self.session.round_of(item_id)
        before = self.session.ballots_on(item_id, number).get(partner.id)
        secret = not (revealed and self.session.as_bodies)
        again = " (has answered already; new numbers replace it)" if before and secret else ""
        dialog = CountsDialog(
            f"Show of hands: {partner.name}{again}",
            self.session.scale_of(item_id),
            partner,
            None if secret else before,
            hidden=self._wall_shown and secret,
        )

        def record(counted: Counted | None) -> None:
            if counted is not None and self.do(
                lambda: self._desk.answer(item_id, partner.id, counted.counts, counted.dont_know)
            ):
                self._go_on(item_id)
                if counted.reveal and not self.session.round_of(item_id)[1]:
                    self.reveal_answers(item_id)

        self.app.push_screen(dialog, record)

    def reveal_answers(self, item_id: str) -> None:
        """Reveal; after the reveal of the first round, start the second.

        With answers missing, it takes a second press: what was seen cannot be unseen.
        """
        number, revealed = self.session.round_of(item_id)
        missing = len(self.session.voices()) - len(self.session.ballots_on(item_id, number))
        if not revealed and 0 < missing < len(self.session.voices()) and self._asked_to_reveal != item_id:
            self._asked_to_reveal = item_id
            again = f"{self.key('reveal')} again reveals."
            self.tell(f"{missing} {'has' if missing == 1 else 'have'} not answered yet. {again}")
        elif not revealed:
            self._chosen = False
            self.do(lambda: self._desk.reveal(item_id))
        elif self.do(lambda: self._desk.second_round(item_id)):
            self._focus_id = None
            self.show_session()
            self.tell("Second round: answer once more. Who does not answer keeps the first view.")

    def action_peek(self) -> None:
        """Show for a moment what is hidden from the room; nothing of it is kept or saved."""
        if self._wall_shown:
            self.tell(f"The room sees this window. {self.key('mirror')} goes back to yours.")
            return
        rows = pages.hidden_answers(self.session, self.stop_here)
        if not rows:
            self.tell("Nothing is hidden here.")
            return
        title = self.activity_here.title
        if (item_id := self.item_here) is not None:
            item = self.session.item(item_id)
            title = f"{item.number} {item.name}"
        self.app.push_screen(PeekDialog(title, rows))

    def action_agree(self) -> None:
        """Record the level that the room settles on."""
        item_id = self._item_to_answer()
        if item_id is None:
            return
        item = self.session.item(item_id)
        dialog = AgreeDialog(
            f"What the room agrees on {item.number} {item.name}",
            self.session.scale_of(item_id),
            self.session.agreement(item_id),
        )

        def record(agreed: Agreed | None) -> None:
            if agreed is None:
                return
            level = agreed.level
            if level is None:
                self.do(lambda: self._desk.withdraw_agreement(item_id))
            elif self.do(
                lambda: self._desk.agree(item_id, level, target=agreed.target, evidence=agreed.evidence)
            ):
                self._remark_on_dissent(item_id, level)

        self.app.push_screen(dialog, record)

    def _remark_on_dissent(self, item_id: str, level: int) -> None:
        """Dissent from another level stays on record; the room should say whether it still stands."""
        agreement = self.session.agreement(item_id)
        old = [one for one in agreement.dissents if one.from_level not in (None, level)] if agreement else []
        if old:
            names = ", ".join(self.session.partner(one.partner_id).name for one in old)
            said = f"Dissent from level {old[0].from_level} is still on record: {clip(names, 60)}."
            self.tell(f"{said} {self.key('dissent')} changes it.")

    def action_dissent(self) -> None:
        """Put on record why the partner in focus does not share the agreed level."""
        item_id, partner = self._item_to_answer(), self.partner
        if item_id is None:
            return
        agreement = self.session.agreement(item_id)
        if agreement is None:
            self.tell(f"Dissent is from an agreed level. Agree one first, with {self.key('agree')}.")
            return
        had = next((one.reason for one in agreement.dissents if one.partner_id == partner.id), "")

        def record(typed: Typed) -> bool:
            return self.do(lambda: self._desk.dissent(item_id, partner.id, typed.text))

        self.ask(
            f"Dissent of {partner.name} from level {agreement.level}",
            key=(f"dissent {partner.id}", item_id),
            record=record,
            text=had,
            placeholder="Empty takes the dissent back." if had else "Why it does not share the agreed level.",
            may_be_empty=bool(had),
        )
