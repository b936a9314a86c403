"""Review: the open actions, one in focus: what became of it, in a key."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult

from sessions import words
from sessions.analysis.whole import is_overdue
from sessions.edit import Edit
from sessions.edits import notes as edits
from sessions.edits.series import reopen_action
from sessions.many.series import read_back
from sessions.record import Session
from sessions.rows import Action, ActionStatus
from sessions.series import closed_before
from sessions.spans import joined, on_screen, plain
from sessions.store.library import Library
from workshop.cells import clip
from workshop.panels.host import Commands, Question
from workshop.panels.panel import Panel
from workshop.steps.review import STATUSES, STAYS, history, reviewed
from workshop.widgets.action_rows import MARKS, ActionRow, ActionRows
from workshop.widgets.dialogs.action import ActionDialog, ActionTyped
from workshop.widgets.dialogs.note import Typed
from workshop.widgets.dialogs.pick import PickDialog


class ReviewPanel(Panel):
    """The actions to go through."""

    kind = "review"

    def compose(self) -> ComposeResult:
        yield ActionRows(id="reviewed")

    @property
    def commands(self) -> Commands:
        own: dict[str, Callable[[], object]] = {"dot_rule": self._reopen}
        if self._focus is None:
            return own
        own |= {f"answer_level_{n}": partial(self._set, status) for n, status in enumerate(STATUSES, start=1)}
        return {**own, STAYS: self._stays, "edit_notes": self._change, "note": self._remark}

    @property
    def _focus(self) -> Action | None:
        actions = reviewed(self.session)
        wanted = self.host.in_focus.id
        return next((action for action in actions if action.uid == wanted), next(iter(actions), None))

    def show(self) -> bool:
        actions, focus = reviewed(self.session), self._focus
        rows = [self._row(action) for action in actions]
        self.query_one(ActionRows).show(rows, focus.uid if focus else None)
        return bool(rows)

    def _row(self, action: Action) -> ActionRow:
        late = plain("OVERDUE") if is_overdue(action, self.scene.today) else ()
        talked = plain("talked about") if action.is_open and action.spoken_of == self.session.id else ()
        facts = (
            plain(action.status),
            words.owner_in_room(action),
            words.due_in_room(action),
            late,
            plain(f"from {words.called(self.session, action.origin)}") if action.origin else (),
            talked,
        )
        what = on_screen(words.action_what(action))
        past = history(self.session, action)
        return ActionRow(action.uid, MARKS[action.status], what, on_screen(joined(facts, " · ")), past)

    def first_focus(self) -> str | None:
        """The first action of which nothing was said yet."""
        return next((a.uid for a in reviewed(self.session) if a.spoken_of != self.session.id), None)

    def move(self, by: int) -> bool:
        ids = [action.uid for action in reviewed(self.session)]
        if (focus := self._focus) is None:
            return False
        self.host.take_focus(replace(self.host.in_focus, id=ids[(ids.index(focus.uid) + by) % len(ids)]))
        if self.host.wall_shown and (now := self._focus) is not None:  # the room's view marks none
            self.host.tell(f"In focus: {clip(on_screen(words.action_what(now)), 60)}")
        return True

    @property
    def line_in_focus(self) -> int | None:
        return self.query_one(ActionRows).line_in_focus

    @on(ActionRows.Picked)
    def _picked(self, event: ActionRows.Picked) -> None:
        self.host.take_focus(replace(self.host.in_focus, id=event.uid))

    def _go_on(self, done: Action) -> None:
        """Put the next one in focus of which nothing was said yet; the same where there is none."""
        actions = reviewed(self.session)
        at = next((n for n, action in enumerate(actions) if action.uid == done.uid), 0)
        turn = [*actions[at + 1 :], *actions[:at]]
        to_do = (action.uid for action in turn if action.spoken_of != self.session.id)
        self.host.take_focus(replace(self.host.in_focus, id=next(to_do, done.uid)))

    def _set(self, status: ActionStatus) -> None:
        if (action := self._focus) is None:
            return
        edit = edits.change_action(action.model_copy(update={"status": status}))
        if self.host.do(edit):
            self._go_on(action)
            self.host.tell(f"{action.id} is {status}. {self.host.key('undo')} takes it back.")

    def _stays(self) -> None:
        if (action := self._focus) is not None and self.host.do(edits.speak_of(action)):
            self._go_on(action)
            self.host.tell(f"{action.id} stays as it is. {self.host.key('undo')} takes it back.")

    def _remark(self) -> None:
        """Ask what is said of the action; that stays with it, beside what was said before."""
        if (action := self._focus) is None:
            return

        def edit(typed: Typed) -> Edit:
            return edits.change_action(edits.find_action(self.session, action.id), remark=typed.text)

        hint = "How far it is, or what is in the way."
        title = f"What is said of {action.id}"
        self.host.ask(Question(title, edit, ("remark", action.uid), placeholder=hint))

    def _change(self) -> None:
        """Ask for another date, owner or wording."""
        if (action := self._focus) is None:
            return
        draft = self.host.desk.drafts.of("change", action.uid)

        def record(typed: ActionTyped | None) -> None:
            if typed is None or typed.fields is None:
                return
            if self.host.do(edits.change_action(typed.fields.onto(action))):
                draft.drop()

        title = f"Change action {action.id}"
        dialog = ActionDialog(self.session, title, today=self.scene.today, action=action)
        dialog.draft = draft
        self.host.open(dialog, record)

    def _reopen(self) -> None:
        """Choose an action that was closed in a session before, and bring it back as the same one."""
        host, session = self.host, self.session
        before = read_back(Library(host.desk.path.parent), session)[1:]
        closed = closed_before(session, before)
        if not closed:
            host.tell("No action was closed in a session before this one.")
            return
        rows: list[tuple[tuple[Session, Action], str]] = [
            (pair, on_screen(joined((words.action_what(pair[1]), plain(pair[1].status)), " · ")))
            for pair in closed
        ]

        def bring_back(pair: tuple[Session, Action] | None) -> None:
            if pair is not None and host.do(reopen_action(pair[1], pair[0])):
                host.take_focus(replace(host.in_focus, id=pair[1].uid))
                new = self.session.actions[-1]
                host.tell(f"{new.id} is open again. {host.key('note')} says why.")

        host.open(PickDialog("Which one is open again?", rows), bring_back)
