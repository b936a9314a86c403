"""Answers on an item: levels, hands, reveal, second round, agreed level and dissent."""

from __future__ import annotations

from workshop.screens.running.asking import Asking
from workshop.widgets.dialogs.agree import Agreed, AgreeDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.note import Typed


class Answers(Asking):
    """The part of the run screen that takes answers."""

    def _item_to_answer(self) -> str | None:
        if self.item_here is None:
            self.tell("There is nothing to answer here. → goes on.")
        return self.item_here

    def action_answer_level(self, level: int) -> None:
        """A digit: the level of the partner in focus, and on to the next partner."""
        self._answer(level)

    def action_dont_know(self) -> None:
        """The partner in focus does not know."""
        self._answer(None)

    def _answer(self, level: int | None) -> None:
        item_id, partner = self._item_to_answer(), self.partner
        if item_id is None:
            return
        if self.do(lambda: self._desk.answer_level(item_id, partner.id, level)):
            self._go_on(item_id)

    def _go_on(self, item_id: str) -> None:
        """On to the next partner that has not answered yet; to the next one at all where all have."""
        answered = self.session.ballots_on(item_id, self.session.round_of(item_id)[0])
        self.focus_after(self.partner.id, answered)

    def count_hands(self, item_id: str) -> None:
        """Ask for a show of hands of the partner in focus."""
        partner = self.partner
        dialog = CountsDialog(
            f"Show of hands: {partner.name}",
            self.session.scale_of(item_id),
            partner,
            self.session.ballots_on(item_id, self.session.round_of(item_id)[0]).get(partner.id),
            hidden=self._mirrored and not self.session.round_of(item_id)[1],
        )

        def record(counted: Counted | None) -> None:
            if counted is not None and self.do(
                lambda: self._desk.answer(item_id, partner.id, counted.counts, counted.dont_know)
            ):
                self._go_on(item_id)

        self.app.push_screen(dialog, record)

    def reveal_answers(self, item_id: str) -> None:
        """Reveal; after the reveal of the first round, start the second."""
        if not self.session.round_of(item_id)[1]:
            self.do(lambda: self._desk.reveal(item_id))
        elif self.do(lambda: self._desk.second_round(item_id)):
            self._focus_id = None
            self.show_session()
            self.tell("Second round: answer once more. Who does not keeps the first view. u goes back.")

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
            else:
                self.do(
                    lambda: self._desk.agree(item_id, level, target=agreed.target, evidence=agreed.evidence)
                )

        self.app.push_screen(dialog, record)

    def action_dissent(self) -> None:
        """Put on record why the partner in focus does not share the agreed level."""
        item_id, partner = self._item_to_answer(), self.partner
        if item_id is None:
            return
        agreement = self.session.agreement(item_id)
        if agreement is None:
            self.tell("Dissent is from an agreed level. Agree one first, with g.")
            return
        had = next((one.reason for one in agreement.dissents if one.partner_id == partner.id), "")

        def record(typed: Typed) -> None:
            self.do(lambda: self._desk.dissent(item_id, partner.id, typed.text))

        self.ask(
            f"Dissent of {partner.name} from level {agreement.level}",
            key=(f"dissent {partner.id}", item_id),
            record=record,
            text=had,
            placeholder="Why it does not share the agreed level. Empty takes the dissent back.",
            may_be_empty=bool(had),
        )
