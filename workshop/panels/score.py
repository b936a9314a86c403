"""Score: levels, hands, reveal, second round, agreed level and dissent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions import words
from sessions.edit import Edit
from sessions.kinds.score import edits
from sessions.kinds.score.records import agreement_on, ballots_on, round_of, scored_here
from sessions.spans import plain_text
from workshop.cells import clip
from workshop.panels.host import Commands, Focus, Question, focus_after
from workshop.panels.panel import PartnersPanel
from workshop.profile import profile
from workshop.steps.scene import Scene
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.dialogs.agree import Agreed, AgreeDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.profile import ProfileView


class ScorePanel(PartnersPanel):
    """The answers on an item; at the close of a section, how far it has got."""

    kind = "score"

    def compose(self) -> ComposeResult:
        yield AnswerGrid(id="answers")
        yield ProfileView(id="so-far")

    @property
    def commands(self) -> Commands:
        if not scored_here(self.host.scene.session, self.host.scene.stop):
            return {}
        return {
            **{f"answer_level_{level}": partial(self._answer, level) for level in range(1, 10)},
            "dont_know": lambda: self._answer(None),
            "counts": self._count_hands,
            "take_back": self._take_back,
            "reveal": self._reveal,
            "agree": self._agree,
            "dissent": self._dissent,
        }

    def show(self, scene: Scene, focus: Focus) -> bool:
        grid, so_far = self.query_one(AnswerGrid), self.query_one(ProfileView)
        grid.display = scored_here(scene.session, scene.stop)
        rows = profile(scene.session, "agenda", scene.stop.ref) if scene.stop.part == "closing" else ()
        so_far.display = bool(rows)
        if grid.display:
            grid.show(answers(scene.session, scene.stop.ref), self.host.partner.id)
        if rows:
            so_far.show(rows, None, "  by agenda")
        return bool(grid.display or rows)

    def first_focus(self, scene: Scene) -> str | None:
        if not scored_here(scene.session, scene.stop):
            return None
        number, _ = round_of(scene.session, scene.stop.ref)
        return self.first_silent(scene, ballots_on(scene.session, scene.stop.ref, number))

    def move(self, by: int) -> bool:
        here = scored_here(self.host.scene.session, self.host.scene.stop)
        if here:
            self.move_partner(by)
        return here

    @property
    def line_in_focus(self) -> int | None:
        host = self.host
        grid = self.query_one(AnswerGrid)
        if not grid.display or not (host.in_focus.chosen or not self._round[1]):
            return None
        return grid.line_of(host.partner.id)

    @property
    def _item_id(self) -> str:
        return self.host.scene.stop.ref

    @property
    def _round(self) -> tuple[int, bool]:
        """(number of the round, whether it has been revealed)."""
        return round_of(self.host.scene.session, self._item_id)

    @on(AnswerGrid.Picked)
    def _picked(self, event: AnswerGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, counts its hands."""
        again = event.partner_id == self.host.partner.id
        self.pick(event.partner_id)
        if again and not self._round[1]:
            self._count_hands()

    @on(AnswerGrid.Chosen)
    def _level_clicked(self, event: AnswerGrid.Chosen) -> None:
        """A click on a level of the scale, as its digit."""
        self._answer(event.level)

    def _answer(self, level: int | None) -> None:
        """The level of the partner in focus, or that it does not know, and on to the next partner."""
        host, item_id, partner = self.host, self._item_id, self.host.partner
        number, revealed = self._round
        before = ballots_on(host.scene.session, item_id, number).get(partner.id)
        if before is not None and revealed and not host.in_focus.chosen:
            # In a room that has just seen the answers, a digit is more often meant for the agreed level.
            arrows = f"{host.key('previous_partner')} {host.key('next_partner')}"
            host.tell(
                f"{host.key('agree')} records the level the room agrees on. "
                f"To correct an answer, choose it with {arrows}."
            )
            return
        if host.do(edits.answer_level(item_id, partner.id, level)):
            notices = []
            if before is not None:
                changed = f"The answer of {clip(partner.name, 40)} is changed."
                notices.append(f"{changed} {host.key('undo')} takes it back.")
            if not host.scene.session.as_bodies and (partner.members or 1) > 1:
                # People answer for themselves: a digit is one of them, and not what their body says.
                counts = f"{host.key('counts')} counts all hands."
                notices.append(f"One answer of {partner.members}. {counts}")
            if notices:
                host.tell(" ".join(notices))
            self._go_on()

    def _take_back(self) -> None:
        """Take back the answer of the partner in focus."""
        host, partner = self.host, self.host.partner
        if partner.id not in ballots_on(host.scene.session, self._item_id, self._round[0]):
            host.tell("There is no answer to take back here.")
        elif host.do(edits.take_back(self._item_id, partner.id)):
            # In the room's view nothing else says whose it was, and after the reveal not that it is gone.
            host.in_focus = replace(host.in_focus, asked=None)
            taken = f"The answer of {clip(partner.name, 40)} is taken back."
            host.tell(f"{taken} {host.key('undo')} brings it back.")

    def _go_on(self) -> None:
        """On to the next partner that has not answered yet; to the next one at all where all have."""
        answered = ballots_on(self.host.scene.session, self._item_id, self._round[0])
        focus_after(self.host, self.host.partner.id, answered)

    def _count_hands(self) -> None:
        """Ask for a show of hands of the partner in focus."""
        host, item_id, partner = self.host, self._item_id, self.host.partner
        session = host.scene.session
        number, revealed = self._round
        before = ballots_on(session, item_id, number).get(partner.id)
        secret = not (revealed and session.as_bodies)
        again = " (has answered already; new numbers replace it)" if before and secret else ""
        dialog = CountsDialog(
            f"Show of hands: {partner.name}{again}",
            session.scale_of(item_id),
            partner,
            None if secret else before,
            hidden=host.wall_shown and secret,
        )

        def record(counted: Counted | None) -> None:
            if counted is not None and host.do(
                edits.answer(item_id, partner.id, counted.counts, counted.dont_know)
            ):
                self._go_on()
                if counted.reveal and not self._round[1]:
                    self._reveal()

        host.open(dialog, record)

    def _reveal(self) -> None:
        """Reveal; after the reveal of the first round, start the second.

        With answers missing, it takes a second press: what was seen cannot be unseen.
        """
        host, item_id, session = self.host, self._item_id, self.host.scene.session
        number, revealed = self._round
        missing = len(session.voices()) - len(ballots_on(session, item_id, number))
        if not revealed and 0 < missing < len(session.voices()) and host.in_focus.asked != item_id:
            host.in_focus = replace(host.in_focus, asked=item_id)
            has = "has" if missing == 1 else "have"
            host.tell(f"{missing} {has} not answered yet. {host.key('reveal')} again reveals.")
        elif not revealed:
            host.in_focus = replace(host.in_focus, chosen=False)
            host.do(edits.reveal(item_id))
        elif host.do(edits.second_round(item_id)):
            host.take_focus(replace(host.in_focus, id=None))
            host.tell("Second round: answer once more. Who does not answer keeps the first view.")

    def _agree(self) -> None:
        """Record the level that the room settles on."""
        host, item_id, session = self.host, self._item_id, self.host.scene.session
        item = session.item(item_id)
        dialog = AgreeDialog(
            f"What the room agrees on {item.number} {item.name}",
            session.scale_of(item_id),
            agreement_on(session, item_id),
        )

        def record(agreed: Agreed | None) -> None:
            if agreed is None:
                return
            if agreed.level is None:
                host.do(edits.withdraw_agreement(item_id))
            elif host.do(edits.agree(item_id, agreed.level, target=agreed.target, evidence=agreed.evidence)):
                self._remark_on_dissent(agreed.level)

        host.open(dialog, record)

    def _remark_on_dissent(self, level: int) -> None:
        """Dissent from another level stays on record; the room should say whether it still stands."""
        host, session = self.host, self.host.scene.session
        agreement = agreement_on(session, self._item_id)
        dissents = agreement.dissents if agreement else ()
        old = [dissent for dissent in dissents if dissent.from_level not in (None, level)]
        if old:
            names = ", ".join(plain_text(words.partner_name(session, d.partner_id)) for d in old)
            still = f"Dissent from level {old[0].from_level} is still on record: {clip(names, 60)}."
            host.tell(f"{still} {host.key('dissent')} changes it.")

    def _dissent(self) -> None:
        """Put on record why the partner in focus does not share the agreed level."""
        host, item_id, partner = self.host, self._item_id, self.host.partner
        agreement = agreement_on(host.scene.session, item_id)
        if agreement is None:
            host.tell(f"Dissent is from an agreed level. Agree one first, with {host.key('agree')}.")
            return
        had = next((d.reason for d in agreement.dissents if d.partner_id == partner.id), "")

        def edit(typed: Typed) -> Edit:
            return edits.dissent(item_id, partner.id, typed.text)

        host.ask(
            Question(
                f"Dissent of {partner.name} from level {agreement.level}",
                key=(f"dissent {partner.id}", item_id),
                record=lambda typed: host.do(edit(typed)),
                text=had,
                placeholder=(
                    "Empty takes the dissent back." if had else "Why it does not share the agreed level."
                ),
                may_be_empty=bool(had),
            )
        )
