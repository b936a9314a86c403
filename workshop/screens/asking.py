"""Asking for an action, the same from every screen that can."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import date

from sessions import actionline, plan
from sessions.record import Action, Note
from workshop import pages
from workshop.cells import clip
from workshop.facilitation import Facilitation
from workshop.screens.base import CommandScreen
from workshop.widgets.dialogs.action import ActionDialog, ActionTyped

Drafts = MutableMapping[tuple[str, str | None], str]
"""What was typed and not recorded, by (kind, origin), to be offered again."""


def ask_action(
    screen: CommandScreen[None],
    desk: Facilitation,
    *,
    origin: str | None,
    today: date,
    drafts: Drafts,
    do: Callable[[Callable[[], object]], bool],
) -> None:
    """Ask for a new action from `origin`; `do` carries the change out and shows it."""
    key = ("action", origin)

    def record(typed: ActionTyped | None) -> None:
        if typed is None:
            return
        # Kept until it is on disk: what cannot be saved is offered again.
        drafts[key] = typed.line
        fields = typed.fields
        if fields is not None and do(lambda: desk.act(fields, origin=origin)):
            drafts.pop(key, None)
            screen.tell(f"Added: {clip(pages.action_line(desk.session.actions[-1], today), 120)}")

    name = pages.named(desk.session, origin)
    title = f"New action from {name}" if name else "New action"
    dialog = _dialog(desk, title, today=today, action=None, draft=drafts.get(key, ""))
    screen.app.push_screen(dialog, record)


def ask_parked_action(
    screen: CommandScreen[None],
    desk: Facilitation,
    note: Note,
    *,
    today: date,
    do: Callable[[Callable[[], object]], bool],
) -> None:
    """Ask for the action that a parked point becomes; the line begins with its words."""

    def record(typed: ActionTyped | None) -> None:
        if typed is not None and (fields := typed.fields):
            do(lambda: desk.parked_to_action(note.id, fields))

    draft = actionline.compose(" ".join(note.text.split()))
    dialog = _dialog(desk, "Action from a parked point", today=today, action=None, draft=draft)
    screen.app.push_screen(dialog, record)


def ask_change(
    screen: CommandScreen[None],
    desk: Facilitation,
    action: Action,
    *,
    today: date,
    do: Callable[[Callable[[], object]], bool],
) -> None:
    """Ask for a change of an action, in the form."""

    def record(typed: ActionTyped | None) -> None:
        if typed is not None and (fields := typed.fields):
            do(lambda: desk.change_action(fields.onto(action)))

    screen.app.push_screen(
        _dialog(desk, f"Change action {action.id}", today=today, action=action, draft=""), record
    )


def _dialog(
    desk: Facilitation, title: str, *, today: date, action: Action | None, draft: str
) -> ActionDialog:
    return ActionDialog(
        title,
        today=today,
        bodies=pages.bodies(desk.session),
        people=[one.name for one in desk.session.people],
        homes=pages.homes(desk.session),
        risk_questions=plan.risk_questions(desk.session),
        action=action,
        draft=draft,
    )
