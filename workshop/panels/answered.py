"""Items that partners answer: levels, hands, reveal, second round, agreed level and dissent."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions import words
from sessions.analysis.items import spread_of
from sessions.aspects import aspect_of
from sessions.edit import Edit
from sessions.kinds.score import edits
from sessions.kinds.score.records import (
    ROUNDS,
    Ballot,
    agreement_on,
    ballots_on,
    is_seen,
    round_of,
    scored_here,
    standing_ballots,
)
from sessions.record import THE_ROOM, Session
from sessions.rows import ROOM, Partner
from sessions.spans import on_screen, plain, plain_text
from sessions.voices import has_room, recusals_on
from workshop.cells import clip
from workshop.panels.host import Commands, Question
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import can_count, has_no_part, has_no_voice, room_instead, turn_part
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.dialogs.after_reveal import AfterRevealDialog
from workshop.widgets.dialogs.agree import Agreed, AgreeDialog
from workshop.widgets.dialogs.counts import Counted, CountsDialog
from workshop.widgets.dialogs.pick import PickDialog


class AnsweredPanel(PartnersPanel):
    """The answers on an item."""

    def compose(self) -> ComposeResult:
        yield AnswerGrid(id="answers")

    @property
    def commands(self) -> Commands:
        if self.ready is None:
            return {}
        return {
            **{f"answer_level_{level}": partial(self._answer, level) for level in range(10)},
            "dont_know": lambda: self._answer(None),
            "counts": self._count_hands,
            "whole_room": self._count_room,
            "takes_no_part": lambda: turn_part(self.host, lambda: self.go_on(self.ready or ())),
            "take_back": self._take_back,
            "reveal": self._reveal,
            "agree": self._agree,
            "dissent": self._dissent,
        }

    @property
    def ready(self) -> Collection[str] | None:
        if not scored_here(self.session, self.scene.stop):
            return None
        return ballots_on(self.session, self._item_id, self._round[0]).keys()

    def show(self) -> bool:
        grid, stop = self.query_one(AnswerGrid), self.scene.stop
        grid.display = scored_here(self.session, stop)
        if grid.display:
            grid.out_key = self.host.key("does_not_apply")
            grid.show(answers(self.session, stop.ref), self.host.partner.id)
        return bool(grid.display)

    @property
    def line_in_focus(self) -> int | None:
        grid = self.query_one(AnswerGrid)
        if not grid.display or (self._round[1] and not self.host.in_focus.chosen):
            return None
        return grid.line_of(self.host.partner.id)

    @property
    def _item_id(self) -> str:
        return self.scene.stop.ref

    @property
    def _round(self) -> tuple[int, bool]:
        """(number of the round, whether it has been revealed)."""
        return round_of(self.session, self._item_id)

    @on(AnswerGrid.Picked)
    def _picked(self, event: AnswerGrid.Picked) -> None:
        """A click on a partner puts it in focus; on the one in focus, counts its hands."""
        again = event.partner_id == self.host.partner.id
        self.clicked(event.partner_id, again=again and not self._round[1])

    @on(AnswerGrid.Chosen)
    def _level_clicked(self, event: AnswerGrid.Chosen) -> None:
        """A click on a level of the scale, as its digit."""
        self._answer(event.level)

    def _answer(self, level: int | None) -> None:
        """Record a level of the partner in focus, or don't know: None, and 0 where it is no level."""
        host, item_id, partner = self.host, self._item_id, self.host.partner
        number, revealed = self._round
        scale = self.session.scale_of(item_id)
        if has_no_voice(host, partner):
            return
        if level == 0 and level not in scale.numbers:
            level = None
        before = ballots_on(self.session, item_id, number).get(partner.id)
        if before is not None and revealed and not host.in_focus.chosen:
            # In a room that has just seen the answers, a digit is more often meant for the agreed level.
            arrows = f"{host.key('previous_partner')} {host.key('next_partner')}"
            records = f"{host.key('agree')} records the level the room agrees on."
            host.tell(f"{records} To correct an answer, choose it with {arrows}.")
            return
        if before is not None and _is_shown(self.session, before):
            if (before.counts, before.dont_know) != (scale.one_at(level), int(level is None)):
                self._ask_for_round(before, partial(edits.answer_level, item_id, partner.id, level))
            return
        if host.do(edits.answer_level(item_id, partner.id, level)):
            self.remark_on("answer", changed=before is not None)
            self.go_on(self.ready or ())

    def _ask_for_round(self, seen: Ballot, edit: Callable[..., Edit], *, again: bool = True) -> None:
        """Ask whether a new answer is one of the next round or corrects the one that the room has seen.

        `edit` makes the change, given the `number` of a round.
        """
        host, session = self.host, self.session
        rounds = (seen.round, seen.round + 1) if again and seen.round < ROUNDS else (seen.round,)
        was = words.answer(seen, session.scale_of(seen.item_id)) if session.as_bodies else ""

        def record(number: int | None) -> None:
            if number and host.do(edit(number=number)):
                if number > seen.round:
                    host.tell("Second round: answer once more. Who does not answer keeps the first view.")
                self.go_on(self.ready or ())

        name = session.partner(seen.partner_id).name
        host.open(AfterRevealDialog(name, rounds, on_screen(plain(was))), record)

    def _take_back(self) -> None:
        before = ballots_on(self.session, self._item_id, self._round[0]).get(self.host.partner.id)
        if before is not None and _is_shown(self.session, before):
            nobody = [0] * len(before.counts)
            edit = partial(edits.answer, before.item_id, before.partner_id, nobody)
            self._ask_for_round(before, edit, again=False)
            return
        edit = partial(edits.take_back, self._item_id)
        self.take_back(edit, "The answer of {} is taken back. {} brings it back.")

    def _count_hands(self) -> None:
        """Of the partner in focus; where the room has answered as one, of that."""
        if can_count(self.host):
            self._hands_of(self.host.partner)

    def _count_room(self) -> None:
        """Of the whole room, instead of the partners."""
        partners = standing_ballots(self.session, self._item_id).keys() - {ROOM}
        room_instead(self.host, len(partners), "answered", lambda: self._hands_of(THE_ROOM))

    def _hands_of(self, partner: Partner) -> None:
        host, item_id, session = self.host, self._item_id, self.session
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
            if counted is None:
                return
            hands = partial(
                edits.answer,
                item_id,
                partner.id,
                counted.counts,
                counted.dont_know,
                instead=partner == THE_ROOM,
            )
            if before is not None and _is_shown(self.session, before):
                if (before.counts, before.dont_know) != (counted.counts, counted.dont_know):
                    self._ask_for_round(before, hands)
            elif host.do(hands()):
                self.go_on(self.ready or ())
                if counted.reveal and not self._round[1]:
                    self._reveal()

        host.open(dialog, record)

    def _reveal(self) -> None:
        """Reveal, with answers missing at a second press; after the first round, start the second one."""
        host, item_id = self.host, self._item_id
        if not self._round[1]:
            if not self.shows_remarks(item_id) and not self.asks_again(item_id, "answered"):
                host.in_focus = replace(host.in_focus, chosen=False)
                host.do(edits.reveal(item_id))
        elif host.do(edits.second_round(item_id)):
            host.take_focus(replace(host.in_focus, id=None))
            host.tell("Second round: answer once more. Who does not answer keeps the first view.")

    def _agree(self) -> None:
        host, item_id, session = self.host, self._item_id, self.session
        item = session.item(item_id)
        dialog = AgreeDialog(
            f"What the room agrees on {self.scene.number} {item.name}",
            session.scale_of(item_id),
            agreement_on(session, item_id),
            spread_of(self.scene.seen, item_id),
            aims=aspect_of(item_id) is None,
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
        host, session = self.host, self.session
        agreement = agreement_on(session, self._item_id)
        dissents = agreement.dissents if agreement else ()
        old = [dissent for dissent in dissents if dissent.from_level not in (None, level)]
        if old:
            names = ", ".join(plain_text(words.partner_name(session, d.partner_id)) for d in old)
            still = f"Dissent from level {old[0].from_level} is still on record: {clip(names, 60)}."
            host.tell(f"{still} {host.key('dissent')} changes it.")

    def _dissent(self) -> None:
        """Of the partner in focus; where the room has answered as one, of the one that is picked."""
        if not has_room(self.session, self._item_id):
            self._dissent_of(self.host.partner)
            return
        if agreement_on(self.session, self._item_id) is None:
            self._dissent_of(THE_ROOM)  # which says why not, before anybody is picked
            return
        out = recusals_on(self.session, self._item_id)
        rows = [(partner, partner.name) for partner in self.session.partners if partner.id not in out]
        dialog = PickDialog[Partner]("Who does not share the agreed level?", rows)
        self.host.open(dialog, lambda partner: self._dissent_of(partner) if partner else None)

    def _dissent_of(self, partner: Partner) -> None:
        host, item_id = self.host, self._item_id
        if partner != THE_ROOM and has_no_part(host, partner):
            return
        agreement = agreement_on(self.session, item_id)
        if agreement is None:
            host.tell(f"Dissent is from an agreed level. Agree one first, with {host.key('agree')}.")
            return
        reason = next((d.reason for d in agreement.dissents if d.partner_id == partner.id), "")
        host.ask(
            Question(
                f"Dissent of {partner.name} from level {agreement.level}",
                lambda typed: edits.dissent(item_id, partner.id, typed.text),
                (f"dissent {partner.id}", item_id),
                reason,
                "Empty takes the dissent back." if reason else "Why it does not share the agreed level.",
                may_be_empty=bool(reason),
            )
        )


def _is_shown(session: Session, ballot: Ballot) -> bool:
    """Whether the room has seen this answer, so that it is not overwritten just like that."""
    return is_seen(session, ballot.item_id, ballot.round)
