"""Appraise: levels criterion by criterion, their reveal, the criteria and what they weigh."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions.kinds.appraise import edits
from sessions.kinds.appraise.kind import RESULT
from sessions.kinds.appraise.records import (
    AppraiseActivity,
    appraisal_of,
    appraisals_on,
    appraisers,
    asks_partners,
    criteria_of,
    is_complete,
    is_revealed,
)
from sessions.kinds.appraise.result import result_of
from sessions.record import THE_ROOM
from sessions.rows import Partner
from sessions.scope import passed_over
from workshop.cells import clip
from workshop.panels.appraisal_settings import change_settings
from workshop.panels.host import Commands, Question
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import has_no_part, turn_part
from workshop.steps.appraisal import result_grid
from workshop.widgets.appraisal_grid import AppraisalGrid, appraised, listed
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.grid import GridView


class AppraisePanel(PartnersPanel):
    """The levels on a candidate; at the end all candidates against all criteria."""

    kind = "appraise"

    def compose(self) -> ComposeResult:
        yield AppraisalGrid(id="appraisal")
        yield GridView(id="result")

    @property
    def commands(self) -> Commands:
        at_end = self.scene.stop.part == RESULT
        settings = {"dot_rule": lambda: change_settings(self.host, self._step, at_end=at_end)}
        if at_end:
            return {**settings, "reveal": self._reveal_rest}
        if self.ready is None:
            return settings
        return {
            **settings,
            **{f"answer_level_{level}": partial(self._give, level) for level in range(10)},
            "dont_know": lambda: self._give(None),
            "takes_no_part": self._turn_part,
            "take_back": self._take_back,
            "reveal": self._reveal,
            "dissent": self._dissent,
        }

    @property
    def _step(self) -> AppraiseActivity:
        assert isinstance(self.scene.activity, AppraiseActivity)
        return self.scene.activity

    @property
    def _item_id(self) -> str:
        return self.scene.stop.ref

    @property
    def ready(self) -> Collection[str] | None:
        stop = self.scene.stop
        if (
            stop.part != "item"
            or passed_over(self.session, stop)
            or not criteria_of(self.session, self._step)
        ):
            return None
        criteria, rows = (
            criteria_of(self.session, self._step),
            appraisals_on(self.session, self._step, stop.ref),
        )
        return [partner_id for partner_id, row in rows.items() if is_complete(row, criteria)]

    @property
    def voices(self) -> tuple[Partner, ...]:
        return appraisers(self.session, self._step, self._item_id)

    @property
    def partner(self) -> Partner:
        """Who is in focus: whoever gives levels here, whether or not it answers the item in other steps."""
        rows = listed(self.session, self._step, self._item_id)
        first = next(iter(self.voices), rows[0])
        return next((row for row in rows if row.id == self.host.in_focus.id), first)

    def show(self) -> bool:
        grid, result = self.query_one(AppraisalGrid), self.query_one(GridView)
        grid.display = self.ready is not None
        result.display = (
            self.scene.stop.part == RESULT and result_of(self.scene.seen, self._step.id).has_ranking
        )
        if grid.display:
            grid.show(appraised(self.session, self._step, self._item_id), self.partner.id)
        if result.display:
            seen = self.scene.seen
            result.show(result_grid(seen, self._step, result_of(seen, self._step.id)))
        return bool(grid.display or result.display)

    def move(self, by: int) -> bool:
        if self.ready is None:
            return False
        ids = [row.id for row in listed(self.session, self._step, self._item_id)]
        self.pick(ids[(ids.index(self.partner.id) + by) % len(ids)])
        if self.host.wall_shown:
            self.host.tell(f"In focus: {clip(self.partner.name, 60)}")
        return True

    def go_on(self, done: Collection[str]) -> None:
        ids = [row.id for row in listed(self.session, self._step, self._item_id)]
        here, voices = ids.index(self.partner.id) + 1, {voice.id for voice in self.voices}
        turn = [partner_id for partner_id in ids[here:] + ids[:here] if partner_id in voices]
        next_id = next((voice for voice in turn if voice not in done), next(iter(turn), None))
        self.host.take_focus(replace(self.host.in_focus, id=next_id, chosen=False, asked=None))

    @property
    def line_in_focus(self) -> int | None:
        grid = self.query_one(AppraisalGrid)
        return grid.line_of(self.partner.id) if grid.display else None

    @on(AppraisalGrid.Picked)
    def _picked(self, event: AppraisalGrid.Picked) -> None:
        self.pick(event.partner_id)

    @on(AppraisalGrid.Chosen)
    def _level_clicked(self, event: AppraisalGrid.Chosen) -> None:
        """A click on a level, as its digit."""
        self._give(event.level)

    def _give(self, level: int | None) -> None:
        """The level of the one in focus on its next criterion; after the last, on to the next partner.

        None is don't know, and so is 0 where it is no level.
        """
        host, item_id, partner = self.host, self._item_id, self.partner
        if has_no_part(host, partner):
            return
        criteria = criteria_of(self.session, self._step)
        row = appraisal_of(self.session, self._step.id, item_id, partner.id)
        done = dict(row.levels) if row is not None else {}
        coming = next((c for c in criteria if c.id not in done), None)
        if coming is None:
            back = f"{host.key('take_back')} takes the last one back."
            host.tell(f"{clip(partner.name, 40)} has a level on every criterion. {back}")
            return
        known = None if level == 0 and level not in coming.scale.numbers else level
        if host.do(edits.appraise(self._step.id, item_id, partner.id, {coming.id: known})):
            if coming == criteria[-1] or len(done) + 1 == len(criteria):
                self.go_on(self.ready or ())
            elif host.in_focus.id != partner.id:
                self.host.take_focus(replace(host.in_focus, id=partner.id, asked=None))

    def _take_back(self) -> None:
        """The last level of the one in focus; where it has none, of the one whose turn was before."""
        host, item_id, partner = self.host, self._item_id, self.partner
        rows = appraisals_on(self.session, self._step, item_id)
        if partner.id not in rows and not host.in_focus.chosen:
            ids = [voice.id for voice in self.voices]
            at = ids.index(partner.id) if partner.id in ids else 0
            before = next((p for p in (*reversed(ids[:at]), *reversed(ids[at:])) if p in rows), None)
            partner = next((voice for voice in self.voices if voice.id == before), partner)
        if partner.id not in rows:
            host.tell("There is no level to take back here.")
            return
        criterion_id, _ = rows[partner.id].levels[-1]
        name = next(
            (c.name for c in criteria_of(self.session, self._step) if c.id == criterion_id), criterion_id
        )
        host.in_focus = replace(host.in_focus, id=partner.id, asked=None)
        if host.do(edits.take_back_levels(self._step.id, item_id, partner.id, [criterion_id])):
            undone = f"{host.key('undo')} brings it back."
            host.tell(f"{clip(partner.name, 40)}: the level on {name} is taken back. {undone}")

    def _turn_part(self) -> None:
        if asks_partners(self.session, self._step):
            turn_part(self.host, lambda: self.go_on(self.ready or ()))
        else:
            self.host.tell("The room settles the levels here: nobody is asked alone.")

    def _reveal(self) -> None:
        """Show the levels of this candidate. With some missing it takes a second press."""
        host = self.host
        if not asks_partners(self.session, self._step):
            host.tell("What the room settles on is never hidden.")
        elif is_revealed(self.session, self._step, self._item_id):
            host.tell(f"The levels are revealed already. {host.key('undo')} hides them again.")
        elif not self.shows_remarks(self._item_id) and not self.asks_again(self._item_id, "given all levels"):
            host.in_focus = replace(host.in_focus, chosen=False)
            host.desk.wall.turn(0)
            host.do(edits.reveal_levels(self._step.id, self._item_id))

    def _reveal_rest(self) -> None:
        self.host.desk.wall.turn(0)
        self.host.do(edits.reveal_all_levels(self._step.id))

    def _dissent(self) -> None:
        """Of a partner, from what the room has settled on."""
        host, item_id = self.host, self._item_id
        if asks_partners(self.session, self._step):
            note = f"{host.key('note')} keeps a remark."
            host.tell(f"Each partner's own levels are on record: there is nothing to dissent from. {note}")
        elif appraisal_of(self.session, self._step.id, item_id, THE_ROOM.id) is None:
            host.tell("The room has settled on no levels yet: nobody can dissent from them.")
        else:
            rows = [(partner, partner.name) for partner in self.session.partners]
            dialog = PickDialog[Partner]("Who does not share the levels?", rows)
            host.open(dialog, lambda partner: self._dissent_of(partner) if partner else None)

    def _dissent_of(self, partner: Partner) -> None:
        item_id = self._item_id
        row = appraisal_of(self.session, self._step.id, item_id, THE_ROOM.id)
        dissents = row.dissents if row is not None else ()
        reason = next((d.reason for d in dissents if d.partner_id == partner.id), "")
        self.host.ask(
            Question(
                f"Dissent of {partner.name} from the levels",
                lambda typed: edits.dissent_from_levels(self._step.id, item_id, partner.id, typed.text),
                (f"dissent {partner.id}", item_id),
                reason,
                "Empty takes the dissent back." if reason else "Why it does not share the levels.",
                may_be_empty=bool(reason),
            )
        )
