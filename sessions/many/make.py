"""Cards made from the sessions themselves. The only module here that loads the record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from sessions import analysis
from sessions.many.actions import ActionCard, pack, unpack
from sessions.many.card import NEVER, UNDATED, Card
from sessions.problem import Problem
from sessions.record import Action, Session
from sessions.store.load import load
from sessions.store.migrate import Foreign
from sessions.store.storage import Damaged
from sessions.text import clean, harmless


class Made(NamedTuple):
    """A card, and what goes into the index with it."""

    card: Card
    actions: str = ""
    """Its open actions, packed."""
    is_whole: bool = True
    """Whether it says all that the file says as long as that stays. It doesn't where the file could not be
    got at: that may pass without a trace in the file itself."""


def read_card(path: Path) -> Made:
    """The card of a session file. Never raises: what is wrong with it is on the card."""
    try:
        return card_of(path, load(path, called=path.stem).session)
    except Problem as problem:
        where = harmless(str(path))
        mend = problem.mend if problem.where == str(path) else f"({problem.where}) {problem.mend}"
        what = _lines(problem.what.replace(str(path), where))
        card = Card(path.name, created_at=_changed_at(path), what=what, mend=_lines(mend))
        return Made(card, is_whole=isinstance(problem, Damaged | Foreign))


def card_of(path: Path, session: Session) -> Made:
    """The card of a session that lies in this file."""
    answered, items = analysis.progress(session)
    actions = session.open_actions()
    card = Card(
        path.name,
        _line(session.title),
        _line(session.place),
        session.date,
        session.created_at,
        _line(session.template_id),
        session.at is not None,
        answered,
        items,
        session.summary_at,
        " ".join(action.due.isoformat() if action.due else UNDATED for action in actions),
    )
    return Made(card, pack(map(_action, actions)))


def _action(action: Action) -> ActionCard:
    owner, body, text = _line(action.owner), _line(action.body), _line(action.text)
    return ActionCard(action.due, _line(action.id), action.status, owner, body, text)


def _line(text: str) -> str:
    """`text` on one line that drives no terminal."""
    return clean(text, lines=False)


def _lines(text: str) -> str:
    return harmless(text).replace("\t", " ")


def _changed_at(path: Path) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return NEVER
