"""Asking for an action, the same from every screen that can."""

from __future__ import annotations

from datetime import date

from sessions import plan
from sessions.record import Session
from sessions.rows import Action
from workshop.steps.recorded import bodies, homes
from workshop.widgets.dialogs.action import ActionDialog


def action_dialog(
    session: Session, title: str, *, today: date, action: Action | None = None, draft: str = ""
) -> ActionDialog:
    """The dialog for an action: a new one, whose line begins with `draft`, or `action` in a form."""
    return ActionDialog(
        title,
        today=today,
        bodies=bodies(session),
        people=[person.name for person in session.people],
        homes=homes(session),
        risk_questions=plan.risk_questions(session),
        action=action,
        draft=draft,
    )
