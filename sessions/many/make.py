"""Cards made from the sessions themselves. The only module here that loads the record."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sessions import meeting, words
from sessions.handing import away
from sessions.kinds.registry import kinds, revealed_only
from sessions.many.actions import ActionCard, StandingCard, pack
from sessions.many.card import LINE, UNDATED, Card
from sessions.many.merge.twins import twins
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action
from sessions.spans import joined, plain_text
from sessions.store.load import changed_at, load
from sessions.store.migrate import Foreign
from sessions.store.storage import Damaged
from sessions.text import clean, harmless


class CardRow(NamedTuple):
    """What a card says, and what goes into the index with it."""

    texts: tuple[str, ...]
    """Those of a card from its title on."""
    actions: str = ""
    """Its actions, packed."""
    standing: str = ""
    """Its decisions and rated risks, as far as the room has seen them, packed."""
    is_whole: bool = True
    """False where the file could not be got at: that may pass without a trace in the file itself."""

    def card(self, file: str, stamp: Sequence[int] = (0, 0, 0, 0), *, settled: bool = False) -> Card:
        """The card of the file that had this stamp."""
        return Card((file, *map(str, stamp), "1" if settled else "0", *self.texts))


def read_card(path: Path) -> CardRow:
    """The card of a session file. Never raises: what is wrong with it is on the card."""
    try:
        return card_of(load(path, called=path.stem).session)
    except Problem as problem:
        where = harmless(str(path))
        hint = problem.hint if problem.where == str(path) else f"({problem.where}) {problem.hint}"
        what = _lines(problem.what.replace(str(path), where))
        changed, unknown = changed_at(path).isoformat(), ("",) * 7
        texts = ("", "", "", changed, "", "0", "0", "0", *unknown, what, _lines(hint))
        return CardRow(texts, is_whole=isinstance(problem, Damaged | Foreign))


def card_of(session: Session) -> CardRow:
    """The card of a session."""
    answered, items = map(sum, zip(*(kind.progress(session) for kind in kinds()), strict=True))
    actions, gone = session.open_actions(), away(session)
    dues = " ".join(sorted(_iso(action.due) or UNDATED for action in actions))
    texts = (
        *(_line(session.title), _line(session.place), _iso(session.date), _iso(session.created_at)),
        *(_line(session.template_id), "0" if session.at is None else "1", str(answered), str(items)),
        *(_iso(session.summary_at), dues, _iso(gone.at if gone else None)),
        *(_iso(session.final_at), _line((session.series and session.series.previous) or "")),
        LINE.join(map(_line, session.series.taken_from if session.series else ())),
        *(_left_to_settle(session), "", ""),
    )
    packed = pack(_action(session, action) for action in session.actions)
    return CardRow(texts, packed, pack(_standing(session)))


def _left_to_settle(session: Session) -> str:
    if session.shared is None:
        return ""
    return str(len(session.shared.to_settle()) + sum(1 for _ in twins(session)))


def _iso(when: dt.date | None) -> str:
    return "" if when is None else when.isoformat()


def _action(session: Session, action: Action) -> ActionCard:
    origin = words.origin(session, action.origin) if action.origin else ""
    remarks = plain_text(joined(map(meeting.remarked, action.remarks), " · "))
    texts = (action.uid, action.status, action.id, action.owner, action.body, action.text, action.due_words)
    return ActionCard(_iso(action.due), *map(_line, (*texts, origin, remarks)))


def _standing(session: Session) -> Iterator[StandingCard]:
    """What was decided and rated in it, as far as the room has seen it."""
    seen = revealed_only(session)
    for note in seen.notes:
        if note.is_decision:
            origin = words.origin(seen, note.origin) if note.origin else ""
            texts = (note.uid, note.id, note.text, plain_text(meeting.votes(note)).strip(" ()"), origin, "1")
            yield StandingCard._make(("decision", *map(_line, texts)))
    for row in (row for kind in kinds() for tell in kind.standing for row in tell(seen)):
        texts = (row.uid, "", row.text, row.said, "", "1" if row.stands else "")
        yield StandingCard._make((row.kind, *map(_line, texts)))


def _line(text: str) -> str:
    """`text` on one line that drives no terminal."""
    return clean(text, lines=False)


def _lines(text: str) -> str:
    """`text` as the index keeps what may have several lines."""
    return harmless(text).replace("\t", " ").replace("\n", LINE)
