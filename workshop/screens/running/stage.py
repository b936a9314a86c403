"""What the parts of the run screen stand on: the open session, where it is, and how a change is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.message import Message

from sessions import plan
from sessions.record import Activity, Partner, Session, Stop
from workshop import commands, pages
from workshop.facilitation import Facilitation
from workshop.screens.base import CommandScreen


class Stage(CommandScreen[None]):
    """Parts call `_do` to change the session and `_arrive` after a move; the run screen shows."""

    CONTEXT: ClassVar[commands.Context] = "run"

    class ActionsAsked(Message):
        """Show the session's actions."""

    class SummaryAsked(Message):
        """Show what the summary will hold."""

    class DetailsAsked(Message):
        """Show title, place, date, partners and people."""

    def __init__(self, facilitation: Facilitation, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = facilitation
        self._today = today
        self._focus_id: str | None = None
        """Id of the partner, or of the gap, in focus."""
        self._sorting: pages.Sorting = "gap"
        """How the profile is sorted."""
        self._found: tuple[Session, Stop, Activity | None] | None = None
        """The session that was last asked where it is, where it is, and the vote there."""
        self._chosen = False
        """Whether the partner in focus was chosen with the arrows or the mouse."""
        self._asked_to_reveal: str | None = None
        """Id of the item that was to be revealed while answers are missing."""
        self._wall_shown = False
        """Whether this window shows what the room sees."""

    @property
    def session(self) -> Session:
        """The record as it is on disk."""
        return self._desk.session

    @property
    def stop_here(self) -> Stop:
        """Where the session is."""
        return self._here()[0]

    def _here(self) -> tuple[Stop, Activity | None]:
        """(where the session is, the vote there)."""
        # Asked for many times between two changes, and every change makes a new session.
        session = self.session
        if self._found is None or self._found[0] is not session:
            places = plan.stops(session)
            stop = places[plan.where(session, places)]
            activity = session.activity(stop.activity_id)
            votes = activity.kind == "prioritise" and pages.candidate_labels(session, activity)
            self._found = (session, stop, activity if votes else None)
        return self._found[1:]

    @property
    def activity_here(self) -> Activity:
        """The activity where the session is."""
        return self.session.activity(self.stop_here.activity_id)

    @property
    def item_here(self) -> str | None:
        """Id of the item to answer here, if there is one."""
        return self.stop_here.ref if pages.scored_here(self.session, self.stop_here) else None

    @property
    def vote_here(self) -> Activity | None:
        """The vote here, if there is one, and something to vote on."""
        return self._here()[1]

    @property
    def partner(self) -> Partner:
        """The partner in focus; the first where none was chosen."""
        voices = self.session.voices()
        return next((one for one in voices if one.id == self._focus_id), voices[0])

    def texts_here(self) -> tuple[str, ...]:
        stop, today = self.stop_here, self._today()
        page = pages.page(self.session, stop, today)
        item = (
            (page.item.statement, *page.item.parts, *page.item.prompts, *page.item.evidence)
            if page.item
            else ()
        )
        return (page.title, *item, *(line.text for line in page.lines if not line.person))

    def show_session(self) -> None:
        """Bring every widget up to the record."""
        raise NotImplementedError

    def arrive(self) -> None:
        """After a move: focus where work goes on, and the page at its top."""
        raise NotImplementedError

    def do(self, change: Callable[[], object]) -> bool:
        """Make a change and show it; say so where it cannot be made."""
        self.app.clear_notifications()  # what was said before a change is of no use after it
        done = self.attempt(change)
        self.show_session()
        if self._desk.file.warning:
            self.tell(self._desk.file.warning, error=True)
        return done
