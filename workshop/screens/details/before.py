"""From which session this one goes on: offered where the place is known, said where it does, and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Button

from sessions import meeting, words
from sessions.edit import Edit
from sessions.edits.series import leave_parked, left_in, stand_alone, take_left
from sessions.files import SUFFIX
from sessions.many.card import Card, folded_place
from sessions.many.series import by_id, offered, read_back, way_back
from sessions.problem import Problem
from sessions.record import Session
from sessions.series import Chain, is_over, taken_on
from sessions.spans import plain_text
from workshop.cells import clip
from workshop.current import Current
from workshop.going_on import called
from workshop.prepare import Draft, linking
from workshop.screens.details.details import Details
from workshop.screens.details.fields import Choice, Field
from workshop.widgets.dialogs.pick import PickDialog


class Before(VerticalGroup):
    """A button that says from which session this one goes on, or could; not there where there is none."""

    def __init__(
        self,
        details: Details,
        current: Current,
        cards: Callable[[], Iterable[Card]],
        draft: Callable[[], Draft],
        *,
        keeps_agenda: Callable[[], bool],
        taken: Callable[[], None],
    ) -> None:
        """`draft` is what is typed; `taken` is called once the session goes on from another one.

        `keeps_agenda` says whether a template was chosen by hand, which then stays.
        """
        super().__init__()
        self._details = details
        self._current = current
        self._cards = cards
        self._draft = draft
        self._keeps_agenda = keeps_agenda
        self._taken = taken

    def compose(self) -> ComposeResult:
        yield Field("Before", Choice("before"))

    @cached_property
    def _known(self) -> dict[str, Card]:
        """The other sessions: none of them changes as long as this one is on the screen."""
        return by_id(self._cards())

    @property
    def _today(self) -> dt.date:
        return self._current.clock().astimezone().date()

    @property
    def _follows(self) -> str | None:
        own = self._details.session.series if self._details.session else None
        return own.previous if own else None

    @property
    def offer(self) -> Card | None:
        """The session that this one could go on from, and does not."""
        session = self._details.session
        if self._follows is not None:
            return None
        on_day = session.date.isoformat() if session and session.date else ""
        own = session.id if session else ""
        begun = session is None or session.at is None
        return offered(self._draft().place, self._known, on=on_day, but=own, begun=begun)

    def show(self) -> None:
        """Say from which session it goes on, or which one is offered."""
        button, session = self.query_one(Choice), self._details.session
        if session is not None and session.series is not None and self._follows is not None:
            before = plain_text(meeting.session_before(session.series, self._follows))
            carried = sum(bool(action.carried_from) for action in session.open_actions())
            with_it = words.first_upper(words.number_of(carried, "open action", "open actions"))
            self.display = True
            button.show(f"{with_it} from {before}" if session.series.took_on else f"It comes after {before}")
        elif (card := self.offer) is not None:
            key = self._details.screen.key("go_on")
            over = session is not None and is_over(session, self._today)
            takes = f"takes on {_open(card)} from" if card.open_actions else "goes on from"
            does = "puts it after" if over else takes
            self.display = True
            button.show(f"{key} {does} {called(card)}")
        else:
            self.display = False

    @on(Button.Pressed, "#before")
    def ask(self) -> None:
        """Take what is offered; where it goes on from one already, ask what else comes along, or not."""
        if self._follows is None:
            if (card := self.offer) is not None:
                self._take(card.id)
            else:
                self._details.screen.tell("No session was held at this place before.")
            return

        def picked(change: Callable[[], None] | None) -> None:
            if change is not None:
                change()

        rows = list(self._choices())
        self.app.push_screen(PickDialog("What comes along from before?", rows), picked)

    def _choices(self) -> Iterable[tuple[Callable[[], None], str]]:
        """What can be changed of that from which it goes on."""
        session, chain = self._details.session, list[Session]()
        with suppress(Problem):  # nothing can be taken from what can't be read; it can be left all the same
            chain = [*self._chain(self._follows or "")]
        yield (lambda: None), "Leave it as it is"
        if session is not None and chain:
            if left := [ref for refs in left_in(session, chain[0]).values() for ref in refs]:
                many = words.number_of(len(left), "item", "items")
                yield partial(self._apply, take_left(chain[0])), f"Take on the {many} that nobody came to"
            uids = {note.uid for note in chain[0].notes}
            if points := [note for note in session.notes if note.is_parked and note.uid in uids]:
                many = words.number_of(len(points), "parked point", "parked points")
                yield partial(self._apply, leave_parked(chain[0])), f"Leave the {many} there"
        known = self._known
        own = session.id if session else ""
        for card in known.values():
            is_here = folded_place(card.place) == folded_place(self._draft().place)
            if is_here and card.id not in (own, self._follows) and own not in way_back(card.id, known):
                yield partial(self._take, card.id), f"Go on from {called(card)} instead"
        yield partial(self._apply, stand_alone()), "Go on from none: this session stands alone"

    def _chain(self, session_id: str) -> Chain:
        """A session and those before it; none where it is gone. Raises Problem where it can't be read."""
        library = self._current.library
        path = library.folder / f"{session_id}{SUFFIX}"
        return read_back(library, library.read(str(path))) if path.is_file() else ()

    def _take(self, session_id: str) -> None:
        """Go on from a session, with what it had and nobody has given this one yet."""
        details = self._details
        try:
            done = self._make(session_id) if details.desk is None else self._change(session_id)
        except Problem as problem:
            details.screen.tell(str(problem), error=True)
            return
        if done and (session := details.session) is not None and session.series is not None:
            self._taken()
            name = clip(session.series.previous_title, 40)
            key = details.screen.key("go_on")
            if session.series.took_on:
                with_it = f"Goes on from {name}, with {taken_on(session)}"
                details.screen.tell(f"{with_it}. {key} says what else comes along.")
            else:
                held = "It was held already, so that its record stays: no action comes along"
                details.screen.tell(f"Comes after {name}. {held}. {key} changes that.")
        details.show()

    def _make(self, session_id: str) -> bool:
        """Make the session at once as the next one."""
        draft, details = self._draft(), self._details
        given: dict[str, object] = {"title": draft.title, "on": draft.on}
        if self._keeps_agenda():
            given |= {"template_id": draft.template_id, "sections": draft.sections, "items": draft.items}
        known = {name: value for name, value in given.items() if value}
        details.make = partial(self._current.follow, session_id, **known)
        return details.ensure_desk() is not None

    def _change(self, session_id: str) -> bool:
        """Put the session that is there behind another one."""
        chain, session = self._chain(session_id), self._details.session
        return session is not None and bool(chain) and self._details.apply(self._edit(session, chain))

    def _edit(self, session: Session, chain: Chain) -> Edit:
        templates, packs = self._current.templates.usable, self._current.packs.usable
        return linking(session, chain, templates, packs, self._today, keeps_agenda=self._keeps_agenda())

    def _apply(self, edit: Edit) -> None:
        if self._details.apply(edit):
            self._taken()
        self._details.show()


def _open(card: Card) -> str:
    return words.number_of(card.open_actions, "open action", "open actions")
