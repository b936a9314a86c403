"""Changes to an action in its own session, while that is not open here: made, and taken back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sessions import dates
from sessions.clock import Clock, utc_now
from sessions.edit import Edit
from sessions.edits.notes import change_action
from sessions.many.cards import Cards
from sessions.owners import Owner, find_owner, names_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, ActionStatus
from sessions.store.file import SessionFile
from workshop.desk import Desk

EditOf = Callable[[Session, Action], Edit]
WAIT = 0.5
"""Seconds for another window to let go of the session."""
NOTHING = ("", "none", "-")
_OF_A_BODY = re.compile(r"(?P<person>.*?)\s*\((?P<body>[^()]+)\)", re.DOTALL)


def status_of(status: ActionStatus) -> EditOf:
    """Set the status."""
    return lambda _, action: change_action(action.model_copy(update={"status": status}))


def due_on(typed: str, today: date) -> EditOf:
    """Another date, of what was typed: a day or words, as for a new action; "none" takes it off."""

    def edit_of(session: Session, action: Action) -> Edit:
        due = due_typed(typed, today, session.next_meeting)
        return change_action(action.model_copy(update={"due": due.day, "due_words": due.words}))

    return edit_of


def due_typed(typed: str, today: date, next_meeting: date | None = None) -> dates.Due:
    """When it is due. Raises Problem for what has the form of a date, and is none."""
    if typed.strip().casefold() in NOTHING:
        return dates.Due()
    due = dates.read_due(typed, today, next_meeting)
    if due.mistake:
        raise Problem(due.mistake, hint="Type a day, such as 30 Jan, or words, such as next meeting.")
    return due


def owned_by(typed: str) -> EditOf:
    """Another owner, of what was typed."""

    def edit_of(session: Session, action: Action) -> Edit:
        owner = owner_typed(typed, session)
        return change_action(action.model_copy(update={"owner": owner.person, "body": owner.body}))

    return edit_of


def owner_typed(typed: str, session: Session) -> Owner:
    """Who is meant: "Priya", "ICB" or "Priya (ICB)", as the session knows them; "none" for nobody."""
    if typed.strip().casefold() in NOTHING:
        return Owner()
    named = _OF_A_BODY.fullmatch(typed.strip())
    person, body = (named["person"], named["body"]) if named else (typed.strip(), "")
    return find_owner(person, body, names_of(session))


def remarked(text: str) -> EditOf:
    """Say something about it."""
    return lambda _, action: change_action(action, remark=text)


@dataclass(frozen=True, slots=True)
class _Made:
    """A change that was made: what takes it back is kept beside the session."""

    path: Path
    uid: str
    label: str
    after: Action


class Elsewhere:
    """What was changed from here, the last one last. Each change opens the session, and lets go of it."""

    def __init__(self, cards: Cards, *, clock: Clock = utc_now, author: str = "") -> None:
        self._cards = cards
        self._clock = clock
        self._author = author
        self._made: list[_Made] = []

    def change(self, path: Path, uid: str, edit_of: EditOf) -> Action:
        """The action of this uid in the session at `path`, after the change. Raises Problem; see `_open`."""
        with self._open(path) as desk:
            action = _action(desk.session, uid)
            edit = edit_of(desk.session, action)
            label, before = edit.label(desk.session), desk.session
            after = _action(desk.apply(edit), uid)
            if desk.session is not before:
                self._made.append(_Made(path, uid, label, _said(after)))
                self._cards.renew(path, desk.session)
        return after

    def must_write(self, path: Path) -> Session:
        """The session as it stands. Raises Problem where it can't be changed now, before anybody types."""
        with self._open(path) as desk:
            return desk.session

    def undo(self) -> tuple[str, Path, str] | None:
        """Take back the last change made from here: (what it was, the session's file, uid of the action).

        None where there is none. Raises Problem, and the change stays, where the session can't be changed, or
        was changed since: what is taken back is never somebody else's change.
        """
        if not self._made:
            return None
        last = self._made[-1]
        with self._open(last.path) as desk:
            done = desk.history.done
            if (
                not done
                or done[-1].label != last.label
                or _said(_action(desk.session, last.uid)) != last.after
            ):
                self._made.pop()
                hint = "Open the session, and take it back there."
                raise Problem("The session was changed since", where=desk.session.title, hint=hint)
            desk.undo()
            self._made.pop()
            self._cards.renew(last.path, desk.session)
        return last.label, last.path, last.uid

    def _open(self, path: Path) -> Desk:
        """The session on a desk. Raises Problem: why it can't be changed, and what to do about it."""
        file = SessionFile.open(path, called=path.stem, wait=WAIT, clock=self._clock)
        desk = Desk(file, self._clock, author=self._author)
        if (why := desk.read_only) is not None:
            title = desk.session.title
            desk.close()
            raise Problem(f"“{title}” can't be changed now", hint=why)
        return desk


def _said(action: Action) -> Action:
    """The action without the stamps that each save gives it anew."""
    return action.model_copy(update={"author": "", "counter": 0})


def _action(session: Session, uid: str) -> Action:
    for action in session.actions:
        if action.uid == uid:
            return action
    raise Problem("The action is gone from its session", where=session.title, hint="Open the session to see.")
