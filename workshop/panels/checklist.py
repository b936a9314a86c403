"""Checklist: yes, partly, no, the questions under a check, and what partners say first."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions import words
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    COUNTED,
    OPENING,
    CheckAnswer,
    ChecklistActivity,
    asks_partners,
    check_on,
    checked_here,
    checks_on,
    is_revealed,
    partner_checks_on,
)
from sessions.kinds.checklist.words import CALLED
from sessions.rows import Stop
from sessions.voices import listed_on
from workshop.cells import clip
from workshop.panels import partner_checks
from workshop.panels.host import Commands, Host
from workshop.panels.panel import PartnersPanel
from workshop.panels.voices import turn_part
from workshop.widgets.check_grid import ITSELF, CheckGrid, check_rows, check_state
from workshop.widgets.dialogs.pick import PickDialog


class ChecklistPanel(PartnersPanel):
    """A check with its answer and questions; where partners answer first, their answers above it."""

    kind = "checklist"
    _turned: tuple[Stop, bool] | None = None
    """Where the questions were shown or put away by hand, and whether they are shown."""

    def compose(self) -> ComposeResult:
        yield CheckGrid(id="check")

    @property
    def commands(self) -> Commands:
        host = self.host
        if not checked_here(self.session, self.scene.stop):
            return {}
        own: Commands = {
            **{f"answer_level_{n}": partial(self._answer, a) for n, a in enumerate(COUNTED, start=1)},
            **{f"answer_level_{n}": lambda: _say_answers(host) for n in range(len(COUNTED) + 1, 10)},
            "dont_know": lambda: self._answer("unknown"),
            "take_back": self._take_back,
            "questions": self._turn_questions,
            "dissent": lambda: partner_checks.dissent(
                self, None if self._question is not None else host.partner
            ),
            "agree": lambda: partner_checks.settle(host, lambda answer: self._go_on_after(0, answer)),
            "dot_rule": lambda: _choose_who_answers(host, self.first_focus),
        }
        if self.ready is None:
            return own
        return {
            **own,
            "counts": lambda: self._of_partner(partner_checks.count_hands),
            "whole_room": lambda: partner_checks.count_room(self),
            "takes_no_part": lambda: self._of_partner(
                lambda panel: turn_part(host, lambda: panel.go_on(panel.ready or ()))
            ),
            "reveal": self._reveal,
        }

    @property
    def ready(self) -> Collection[str] | None:
        if not asks_partners(self.session, self.scene.stop):
            return None
        return partner_checks_on(self.session, self.scene.stop.ref).keys()

    @property
    def _open(self) -> bool:
        """Whether the questions are shown."""
        if self._turned is not None and self._turned[0] == self.scene.stop:
            return self._turned[1]
        check = check_on(self.session, self.scene.stop.ref)
        return check is not None and check.answer in OPENING

    def show(self) -> bool:
        grid, session, stop = self.query_one(CheckGrid), self.session, self.scene.stop
        grid.display = checked_here(session, stop)
        if grid.display:
            key, grid.out_key = self.host.key("questions"), self.host.key("does_not_apply")
            grid.show(check_state(session, stop, shown=self._open, questions_key=key), self._focus)
        return bool(grid.display)

    # --- the focus ---------------------------------------------------------------------------------------

    @property
    def _ids(self) -> list[str]:
        """Ids of all that can be in focus, from above: partners, the check, its questions."""
        session, stop = self.session, self.scene.stop
        listed = listed_on(session, stop.ref) if asks_partners(session, stop) else ()
        rows = check_rows(session, stop, shown=self._open)
        return [*(partner.id for partner in listed), *(row.id for row in rows)]

    @property
    def _focus(self) -> str:
        """Id of what the next key is for."""
        ids, wanted = self._ids, self.host.in_focus.id
        if wanted in ids:
            return str(wanted)
        asked = self.ready is not None and not is_revealed(self.session, self.scene.stop.ref)
        return self.host.partner.id if asked or ITSELF not in ids else ITSELF

    @property
    def _question(self) -> int | None:
        """Number of the question in focus, 0 for the check itself; None where a partner is."""
        return int(self._focus[1:]) if self._focus.startswith("?") else None

    def first_focus(self) -> str | None:
        session, stop = self.session, self.scene.stop
        if not checked_here(session, stop):
            return None
        if self.ready is not None and not is_revealed(session, stop.ref) and not checks_on(session, stop.ref):
            return super().first_focus()
        return self._next_open() or ITSELF

    def _next_open(self) -> str | None:
        """The check itself where it is not answered, else the first question that is shown and is not."""
        checks = checks_on(self.session, self.scene.stop.ref)
        rows = check_rows(self.session, self.scene.stop, shown=self._open)
        return next((row.id for row in rows if int(row.id[1:]) not in checks), None)

    def move(self, by: int) -> bool:
        if not checked_here(self.session, self.scene.stop) or len(self._ids) < 2:
            return False
        self.pick(self._ids[(self._ids.index(self._focus) + by) % len(self._ids)])
        if self.host.wall_shown:  # the room's view marks nothing: the next digit must not land elsewhere
            item, number = self.session.item(self.scene.stop.ref), self._question
            called = item.questions[number - 1] if number else f"{item.number} {item.name}"
            self.host.tell(f"In focus: {clip(self.host.partner.name if number is None else called, 60)}")
        return True

    @property
    def line_in_focus(self) -> int | None:
        grid = self.query_one(CheckGrid)
        return grid.line_of(self._focus) if grid.display else None

    @on(CheckGrid.Picked)
    def _picked(self, event: CheckGrid.Picked) -> None:
        """A click puts in focus what was clicked; on the partner in focus, counts its hands."""
        countable = self._question is None and not is_revealed(self.session, self.scene.stop.ref)
        self.clicked(event.partner_id, again=event.again and countable)

    # --- answers -----------------------------------------------------------------------------------------

    @on(CheckGrid.Chosen)
    def _clicked(self, event: CheckGrid.Chosen) -> None:
        """A click on an answer, as its digit."""
        self._answer(COUNTED[event.number - 1] if event.number else "unknown")

    def _answer(self, answer: CheckAnswer) -> None:
        """Of what is in focus: of the check, a question, or a partner; and on to the next that has none."""
        number, item_id = self._question, self.scene.stop.ref
        if number is None:
            partner_checks.answer(self, answer)
        elif self.host.do(
            edits.tick_question(item_id, number, answer) if number else edits.tick(item_id, answer)
        ):
            self._go_on_after(number, answer)

    def _go_on_after(self, number: int, answer: CheckAnswer) -> None:
        """Put in focus the next question without an answer; offer an action where something is missing."""
        host = self.host
        host.take_focus(replace(host.in_focus, id=self._next_open() or f"?{number}", chosen=False))
        check = check_on(self.session, self.scene.stop.ref)
        old = [d for d in check.dissents if d.from_answer != check.answer] if check and not number else []
        if old:
            still = f"Dissent from “{CALLED[old[0].from_answer]}” is still on record."
            host.tell(f"{still} {host.key('dissent')} changes it.")
        elif answer in OPENING and not host.wall_shown:
            host.tell(f"{words.first_upper(answer)}. {host.key('add_action')} takes it as an action now.")

    def _take_back(self) -> None:
        """Take back the answer in focus."""
        host, item_id, number = self.host, self.scene.stop.ref, self._question
        if number is None:
            partner_checks.take_back(self)
        elif check_on(self.session, item_id, number) is None:
            host.tell("There is no answer to take back here.")
        elif host.do(edits.untick(item_id, number)):
            host.tell(f"The answer is taken back. {host.key('undo')} brings it back.")

    def _turn_questions(self) -> None:
        """Show the questions under the check, or put them away."""
        host = self.host
        if not self.session.item(self.scene.stop.ref).questions:
            host.tell("There are no questions under this check.")
            return
        self._turned = (self.scene.stop, not self._open)
        host.take_focus(replace(host.in_focus, id=self._next_open() if self._open else None))
        if host.wall_shown:
            host.tell(f"They stand in your own window alone: {host.key('mirror')} goes there.")

    def _of_partner(self, do: Callable[[PartnersPanel], object]) -> None:
        """Do something with the partner in focus; where the check or a question is, say so."""
        if self._question is None:
            do(self)
        else:
            arrows = f"{self.host.key('previous_partner')} {self.host.key('next_partner')}"
            self.host.tell(f"Choose a partner first, with {arrows}.")

    def _reveal(self) -> None:
        """Show what partners said, with answers missing at a second press; then the room's answer is next."""
        host, item_id = self.host, self.scene.stop.ref
        if is_revealed(self.session, item_id):
            host.tell(f"The answers are revealed already. {host.key('undo')} hides them again.")
        elif self.shows_remarks(item_id) or self.asks_again(item_id, "answered"):
            return
        elif host.do(edits.reveal_check(item_id)):
            host.take_focus(replace(host.in_focus, id=self._next_open() or ITSELF, chosen=False))


def _say_answers(host: Host) -> None:
    """Say which digits answer."""
    said = (
        f"{host.key(f'answer_level_{number}')} {answer}" for number, answer in enumerate(COUNTED, start=1)
    )
    host.tell(f"There is no such answer here: {', '.join(said)}.")


def _choose_who_answers(host: Host, first_focus: Callable[[], str | None]) -> None:
    """Whether each partner answers first in this step."""
    activity = host.scene.activity
    assert isinstance(activity, ChecklistActivity)
    rows = [
        (False, "The room gives one answer, together"),
        (True, "Each partner answers first, hidden until the reveal"),
    ]

    def choose(by_partner: bool | None) -> None:
        if by_partner in (None, activity.by_partner):
            return
        if host.do(edits.answer_by(activity.id, by_partner=bool(by_partner))):
            host.take_focus(replace(host.in_focus, id=first_focus()))

    title = f"Who answers in {activity.title}?"
    host.open(PickDialog[bool](title, rows, at=int(activity.by_partner)), choose)
