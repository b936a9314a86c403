"""Actions of all sessions: who has to do what by when. Each is changed from here, in its own session."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, get_args

from textual.content import Content

from sessions import understood
from sessions.days import show_iso
from sessions.many.actions import ActionCard
from sessions.many.card import Card
from sessions.many.everywhere import ORDERS, ActionRow, all_actions, series_names, sorted_by
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ACTION_STATUSES, Action, ActionStatus
from workshop.behind import Behind
from workshop.cells import cells, clip
from workshop.elsewhere import (
    EditOf,
    Elsewhere,
    due_on,
    due_typed,
    owned_by,
    owner_typed,
    remarked,
    status_of,
)
from workshop.screens.base import bindings
from workshop.screens.everywhere import EverywhereScreen, where_from
from workshop.shelf import Shelf
from workshop.typed import refusal
from workshop.widgets.action_rows import MARKS
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.wrapped import wrap

WIDE = 100
"""Columns from which all that is said of an action below its text may have one line."""
Filter = Literal["open", "overdue", "all"]
FILTERS: tuple[Filter, ...] = get_args(Filter)


class AllActionsScreen(EverywhereScreen[ActionRow]):
    """Who has to do what by when, in all sessions; each can be changed from here, in its own session."""

    CONTEXT = "all-actions"
    LIST = "actions"
    FIND_HINT = "words of an action, owner, body, place or session"
    OF_A_ROW = frozenset({"open", "next_status", "new_date", "new_owner", "note", "sort_rows"})
    BINDINGS = bindings("all-actions")

    def __init__(
        self, shelf: Shelf, *, behind: Behind, today: Callable[[], date], elsewhere: Elsewhere
    ) -> None:
        super().__init__(shelf, behind=behind, today=today)
        self._elsewhere = elsewhere
        self._filter: Filter = "open"
        self._order = ORDERS[0]
        self._kept: set[str] = set()
        """Uids of actions that were just changed: they stay in sight until the filter changes."""

    def _rows_of(self, cards: tuple[Card, ...]) -> Sequence[ActionRow]:
        return all_actions(cards, self._shelf.cards.packed()[0])

    def _passes(self, row: ActionRow, which: Filter) -> bool:
        if which == "open":
            return row.action.is_open
        return which == "all" or row.action.is_overdue(self._today().isoformat())

    def _found(self) -> Sequence[ActionRow]:
        if not self.words:
            return self._rows
        names = series_names(self._rows)
        return [
            row
            for row in self._rows
            if self.has_words(
                f"{row.action.label} {row.action.text} {row.action.owner} {row.action.body} "
                f"{row.action.due_words} {where_from(row.card)} {names[row.series]}"
            )
        ]

    def _wanted(self) -> Sequence[tuple[str, ActionRow]]:
        rows = [
            row for row in self._found() if row.action.uid in self._kept or self._passes(row, self._filter)
        ]
        return sorted_by(self._order, rows, self._today().isoformat())

    def _uid(self, row: ActionRow) -> str:
        return row.action.uid

    def _content(self, row: ActionRow, width: int) -> list[Content]:
        action = row.action
        lines = wrap(action.text, max(10, width - 6), "bold", first=f"{action.label:<4} ", rest="     ")
        if len(lines) > 2:
            cut = clip(lines[1].plain, width - 8)
            lines = [lines[0], Content.assemble("     ", (f"{cut.rstrip('…')}…", "bold"))]
        when = ", ".join(filter(None, (action.due_words, show_iso(action.due) if action.due else "")))
        late = "OVERDUE" if action.is_overdue(self._today().isoformat()) else ""
        who = ", ".join(filter(None, (action.owner, action.body))) or "no owner yet"
        state = f"{MARKS.get(action.status, '')} {action.status}"
        taken = cells(f"{state} · due {when} · {late}") + 10
        facts = [state, clip(who, max(12, width - taken)), f"due {when}" if when else "no date yet", late]
        source = f"{where_from(row.card)}{f', {action.origin}' if action.origin else ''}"
        line = " · ".join(filter(None, facts))
        if width >= WIDE and cells(line) + cells(source) + 10 < width:
            return [*lines, Content(f"     {line} · {source}")]
        return [*lines, *(Content("     " + clip(text, max(4, width - 7))) for text in (line, source))]

    def _facts(self) -> str:
        if not self._rows:
            return "" if self._looking else "No action is recorded in any session."
        found = self._found()
        counts = []
        for which in FILTERS:
            part = f"{which} {sum(self._passes(row, which) for row in found):,}"
            counts.append(f"[{part}]" if which == self._filter else part)
        by = "due date" if self._order == "due" else self._order
        return f"{'   '.join(counts)}      by {by}"

    # --- changes -----------------------------------------------------------------------------------------

    def _change(self, edit_of: EditOf, say: Callable[[Action], str]) -> None:
        if (row := self._focused) is None:
            return
        done: list[Action] = []
        path = self._shelf.folder / row.card.file
        if self.attempt(lambda: done.append(self._elsewhere.change(path, row.action.uid, edit_of))):
            self._kept.add(row.action.uid)
            self._renewed(path.name, row.action.uid)
            self.tell(f"{say(done[0])} {self.key('undo')} takes it back.")

    def _renewed(self, file: str, uid: str) -> None:
        """Show an action as it stands now in the session of this file, in the place of what was known."""
        card = next((card for card in self._shelf.cards.glance() if card.file == file), None)
        if card is None:
            return
        now = next((action for action in self._shelf.cards.actions(card) if action.uid == uid), None)
        self._cards = tuple([card if old.file == file else old for old in self._cards])
        self._rows = [
            row
            if row.card.file != file
            else ActionRow(now if now and row.action.uid == uid else row.action, card, row.series)
            for row in self._rows
        ]
        self._fill()

    def action_next_status(self) -> None:
        if (row := self._focused) is not None:
            turn: tuple[ActionStatus, ...] = ACTION_STATUSES
            here = next((at for at, status in enumerate(turn) if status == row.action.status), -1)
            status = turn[(here + 1) % len(turn)]
            self._change(status_of(status), lambda action: f"{action.id} is {status}.")

    def _ask(
        self,
        title: str,
        text: str,
        edit_of: Callable[[str], EditOf],
        say: Callable[[Action], str],
        *,
        hint: str = "",
        check: Callable[[Typed], str] | None = None,
        read: Callable[[str, Session], str] | None = None,
        value: bool = True,
    ) -> None:
        """`read` says how what is typed is understood in the session of the action."""

        def record(typed: Typed | None) -> None:
            if typed is not None and typed.record:
                self._change(edit_of(typed.text), say)

        row = self._focused
        if row is None:
            return
        path = self._shelf.folder / row.card.file
        opened: list[Session] = []
        if self.attempt(lambda: opened.append(self._elsewhere.must_write(path))):
            dialog = TextDialog(
                f"{title} {row.action.label} {clip(row.action.text, 80)}",
                text=text,
                placeholder=hint,
                check=check,
                value=value,
                understood=read and (lambda typed: read(typed, opened[0])),
            )
            self.app.push_screen(dialog, self.once_ended(record))
        self.let_refusal_stand()

    def action_new_date(self) -> None:
        if (row := self._focused) is None:
            return
        today, card = self._today(), row.action

        def read(typed: str, session: Session) -> str:
            """How what is typed is understood, as far as it is a date or words already."""
            try:
                due = due_typed(typed, today, session.next_meeting)
            except Problem:
                return ""
            return understood.due_understood(due.day, due.words, today)

        def say(action: Action) -> str:
            due = understood.due_understood(action.due, action.due_words, today)
            return f"{action.id} is due {due}." if due else f"{action.id} has no date."

        def check(typed: Typed) -> str:
            return refusal(lambda: due_typed(typed.text, today))

        def edit_of(typed: str) -> EditOf:
            return due_on(typed, today)

        text = card.due_words or (show_iso(card.due) if card.due else "")
        hint = "30 Jan, in 6 weeks, next meeting, or none"
        self._ask("New date for", text, edit_of, say, hint=hint, check=check, read=read)

    def action_new_owner(self) -> None:
        if (row := self._focused) is not None:
            self._ask(
                "New owner for",
                _owner(row.action),
                owned_by,
                _told_owner,
                hint="a person, a body, Priya (ICB), or none",
                read=_read_owner,
            )

    def action_note(self) -> None:
        self._ask("Remark on", "", remarked, lambda action: f"Remarked on {action.id}.", value=False)

    def action_sort_rows(self) -> None:
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._fill()

    def action_next_filter(self) -> None:
        self._kept.clear()
        self._filter = FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)]
        self._fill()

    def action_undo(self) -> None:
        undone: list[tuple[str, str, str]] = []

        def take_back() -> str | None:
            if (done := self._elsewhere.undo()) is None:
                return None
            label, path, uid = done
            undone.append((label, path.name, uid))
            return label

        def show() -> None:
            for _, file, uid in undone:
                self._kept.add(uid)
                self._renewed(file, uid)

        self.undo_or_redo(take_back, show)


def _owner(action: ActionCard) -> str:
    if action.owner and action.body:
        return f"{action.owner} ({action.body})"
    return action.owner or action.body


def _read_owner(typed: str, session: Session) -> str:
    """How what is typed is understood: names in full, and a question where it may be one of several."""
    owner = owner_typed(typed, session)
    if owner.which:
        return f"{understood.either(owner.which)}?"
    return " · ".join(filter(None, (owner.person, owner.body))) or "nobody"


def _told_owner(action: Action) -> str:
    who = ", ".join(filter(None, (action.owner, action.body))) or "nobody yet"
    return f"{action.id} is for {who}."
