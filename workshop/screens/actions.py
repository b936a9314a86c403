"""All actions of a session: see, find, add, change, and set their status."""

from collections.abc import Callable
from datetime import date
from typing import Literal, get_args

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions import meeting, words
from sessions.analysis.whole import is_overdue
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ACTION_STATUSES, Action
from sessions.spans import on_screen
from workshop.cells import cells, clip
from workshop.desk import Desk
from workshop.screens.base import bindings
from workshop.screens.finding import FindingScreen
from workshop.widgets.action_rows import MARKS
from workshop.widgets.dialogs.action import ActionDialog, ActionTyped
from workshop.widgets.wrapped import wrap

Filter = Literal["open", "overdue", "all"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
APART, LEAST_OWNER = " · ", 18
"""What stands between two facts of an action; least cells of its owner where more could be told."""


def row(session: Session, action: Action, today: date, width: int) -> Content:
    """What, on as many lines as it takes up to three; then who, by when, and where it stands."""
    lines = wrap(action.text, max(10, width - 6), "bold", first=f"{action.id:<4} ", rest="     ")
    if len(lines) > 3:
        lines = [*lines[:2], Content.assemble(clip(lines[2].plain, width - 8), "…")]
    who = on_screen(words.owner_in_room(action))
    when = on_screen(words.due_in_room(action))
    when = f"due {clip(when, max(28, width // 3))}" if action.due or action.due_words else when
    origin = words.called(session, action.origin)
    late, risk = "OVERDUE" if is_overdue(action, today) else "", "a risk" if action.risk else ""
    facts = [f"{MARKS[action.status]} {action.status}", *filter(None, (when, late, risk))]
    room, whence = max(4, width - 7), f"from {origin}"
    spare = room - sum(cells(fact) + len(APART) for fact in facts)
    # Where it comes from stands there whole or not at all: an owner that is cut still says who it is.
    if origin and spare - len(APART) - cells(whence) >= min(cells(who), LEAST_OWNER):
        facts, spare = [*facts, whence], spare - len(APART) - cells(whence)
    facts.insert(1, clip(who, max(12, spare)))
    return Content("\n").join([*lines, Content("     " + clip(APART.join(facts), room))])


class ActionsScreen(FindingScreen[Action]):
    """Dismissed when the person goes back."""

    CONTEXT = "actions"
    ROWS = "actions"
    FIND_HINT = "words of an action, owner or body"
    BINDINGS = bindings("actions")

    def __init__(self, desk: Desk, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._today = today
        self._filter: Filter = "open"
        self._kept: set[str] = set()
        """Ids of actions whose status was just set: they stay in sight until the filter changes."""

    def on_mount(self) -> None:
        """Open ones first; all of them where none is open."""
        if not self._desk.session.open_actions():
            self._filter = "all"
        self._fill()

    def on_screen_resume(self) -> None:
        """Whatever was typed in a dialog is typed no more."""
        self._desk.wall.type("", ())

    def on_day_changed(self) -> None:
        """What is overdue is another today."""
        self._fill()

    def _passes(self, action: Action, which: Filter) -> bool:
        if which == "open":
            return action.is_open
        return which == "all" or is_overdue(action, self._today())

    def _has_words(self, action: Action) -> bool:
        return self.has_words(f"{action.id} {action.text} {action.owner} {action.body} {action.due_words}")

    def _fill(self, keep: str | None = None) -> None:
        session = self._desk.session
        focused = keep or (self._focused.id if self._focused else None)
        self._shown = tuple(
            action
            for action in filter(self._has_words, session.actions)
            if action.id in self._kept or self._passes(action, self._filter)
        )
        rows = self.query_one(OptionList)
        width = self._row_width
        rows.clear_options()
        rows.add_options([Option(row(session, action, self._today(), width)) for action in self._shown])
        ids = [action.id for action in self._shown]
        if ids:
            rows.highlighted = ids.index(focused) if focused in ids else 0
        self.query_one("#title", Static).update(Content(clip(f"Actions · {meeting.title(session)}", width)))
        self.query_one("#state", Static).update(Content(self._state()))
        self.refresh_keys()

    def _state(self) -> str:
        if not self._desk.session.actions:
            return f"No action yet. Press {self.key('add_action')} to add the first."
        actions = list(filter(self._has_words, self._desk.session.actions))
        parts = []
        for which in FILTERS:
            part = f"{which} {sum(self._passes(action, which) for action in actions)}"
            parts.append(f"[{part}]" if which == self._filter else part)
        return "   ".join(parts)

    @property
    def unsaved(self) -> Problem | None:
        return self._desk.unsaved

    def _do(self, edit: Edit) -> bool:
        before = {action.id for action in self._desk.session.actions}
        done = self.attempt(lambda: self._desk.apply(edit))
        new = [action.id for action in self._desk.session.actions if action.id not in before]
        self._fill(keep=new[0] if new else None)
        if done and self.unsaved is not None:
            self.tell("")
        return done

    def action_add_action(self) -> None:
        draft = self._desk.drafts.of("action")

        def record(typed: ActionTyped | None) -> None:
            if typed is None or typed.fields is None:
                return
            if self._do(note_edits.add_action(typed.fields)):
                draft.drop()
                new = on_screen(words.action_in_room(self._desk.session.actions[-1], self._today()))
                self.tell(f"Added: {clip(new, 120)}")

        if self.attempt(self._desk.must_write):
            session, today = self._desk.session, self._today()
            dialog = ActionDialog(session, "New action", today=today)
            dialog.draft = draft
            self.app.push_screen(dialog, self.once_ended(record))
        self.let_refusal_stand()

    @on(OptionList.OptionSelected)
    def action_edit_action(self) -> None:
        action = self._focused
        if action is None or not self.attempt(self._desk.must_write):
            self.let_refusal_stand()
            return

        draft = self._desk.drafts.of("change", action.uid)

        def record(typed: ActionTyped | None) -> None:
            if typed is None or typed.fields is None:
                return
            if self._do(note_edits.change_action(typed.fields.onto(action))):
                draft.drop()

        session, title = self._desk.session, f"Change action {action.id}"
        dialog = ActionDialog(session, title, today=self._today(), action=action)
        dialog.draft = draft
        self.app.push_screen(dialog, self.once_ended(record))

    def action_next_status(self) -> None:
        if action := self._focused:
            turn = ACTION_STATUSES
            status = turn[(turn.index(action.status) + 1) % len(turn)]
            self._kept.add(action.id)
            if self._do(note_edits.change_action(action.model_copy(update={"status": status}))):
                self.tell(f"{action.id} is {status}. {self.key('undo')} takes it back.")

    def action_next_filter(self) -> None:
        self._kept.clear()
        self._filter = FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)]
        self._fill()

    def action_undo(self) -> None:
        self.undo_or_redo(self._desk.undo, self._fill)

    def action_redo(self) -> None:
        self.undo_or_redo(self._desk.redo, self._fill, redo=True)

    def action_summary(self) -> None:
        self.ask_app("summary")

    def action_back(self) -> None:
        if not self.stop_finding():
            self.dismiss(None)
