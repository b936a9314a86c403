"""Title, place and date, saved as they are typed."""

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from sessions import dates, understood
from sessions.edit import Edit
from sessions.edits import event as event_edits, notes as note_edits
from sessions.plan import Template
from sessions.record import Session
from workshop.cells import clip
from workshop.prepare import default_title
from workshop.screens.details.details import Details
from workshop.widgets.dialogs.base import Notice
from workshop.widgets.fields import DateInput, LineInput, NextDateInput

DETAILS, NEXT = "details", "next meeting"
"""Kinds of draft: title, place and date; the day of the next meeting."""
SAVE_AFTER = 0.4
"""Seconds without a key after which what was typed is saved."""


class Field(Horizontal):
    """A name on the left, and on the right what it names."""

    DEFAULT_CSS = """
    Field { height: auto; margin-top: 1; }
    Field > .label { width: 11; color: $muted; height: 1; }
    Field.-notice { margin-top: 0; }
    Field.-notice > Notice { padding-left: 1; }
    """

    def __init__(self, name: str, field: Widget) -> None:
        super().__init__(Static(name, classes="label", markup=False), field)
        self.set_class(isinstance(field, Notice), "-notice")


class Choice(Button):
    """A button that says what holds, and leads to other choices."""

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, compact=True)

    def show(self, text: str) -> None:
        width = max(16, min(72, self.screen.size.width - 22))
        self.label = Content(f"{clip(text, width)}  ▾")


class TypedFields(VerticalGroup):
    """Title, place and date of a session."""

    def __init__(
        self,
        details: Details,
        template: Callable[[], Template],
        today: Callable[[], date],
        *,
        saved: Callable[[], None],
    ) -> None:
        """`template` names what nobody else names; `saved` is called once a session has what is typed."""
        super().__init__()
        self._details = details
        self._template = template
        self._saved = saved
        self._today = today

    def compose(self) -> ComposeResult:
        session, kept = self._details.session, self._details.draft(DETAILS).typed
        title, place = (
            (session.title, session.place) if session else (kept.get("session-title"), kept.get("place"))
        )
        yield Field("Title", LineInput(title, id="session-title"))
        yield Field("Place", LineInput(place, id="place"))
        day, typed = session.date if session else None, kept.get("date", "")
        yield Field("Date", DateInput(day, kept=typed, placeholder="1 Dec, or next Friday", id="date"))
        yield Field("", Notice(id="date-understood"))

    def on_mount(self) -> None:
        self._saving = self.set_interval(SAVE_AFTER, self.save, pause=True)

    def value(self, field: str) -> str:
        """What is typed in the field of this id."""
        return self.query_one(f"#{field}", LineInput).value

    @property
    def known_date(self) -> date | None:
        """The date as typed; where it is none, the one that holds."""
        day, problem = self.query_one(DateInput).read(self._today())
        session = self._details.session
        return session.date if problem and session else day

    def show_date(self) -> None:
        """Say how the date is understood, or what is wrong with it."""
        today = self._today()
        day, problem = self.query_one(DateInput).read(today)
        text = understood.day_understood(day, today) if day else problem
        self.query_one("#date-understood", Notice).show(text, "$warning" if problem else "$muted")
        self._keep(mistyped=bool(problem))

    def _keep(self, *, mistyped: bool) -> None:
        """Keep what no session has: of one that is there, a date that is none; of a new one, all."""
        fields = [] if self._details.desk else list(self.query(LineInput))
        if mistyped:
            fields = [*fields, self.query_one(DateInput)]
        typed = {field.id or "": field.value for field in fields if field.value.strip()}
        draft = self._details.draft(DETAILS)
        if typed:
            draft.keep(typed)
        else:
            draft.drop()

    def put(self, session: Session) -> None:
        """Show what the session says instead of what was typed."""
        self._saving.pause()
        texts = (session.title, session.place, dates.show(session.date) if session.date else "")
        with self.prevent(Input.Changed):
            for field, text in zip(self.query(LineInput), texts, strict=True):
                field.value = text

    @on(Input.Blurred)
    def save(self) -> None:
        """Save title, place and date as they are typed; a new session is made of them."""
        self._saving.pause()
        if self._details.desk is None:
            if any(field.value.strip() for field in self.query(LineInput)):
                self._details.ensure_desk()
                self.show_date()
                self._saved()
            return
        self._details.apply(self.as_typed())
        self._saved()

    def as_typed(self) -> Edit:
        """Gives a session title, place and date as they are typed. Without a title its template names it."""
        place = self.value("place")
        title = self.value("session-title").strip() or default_title(self._template(), place.strip())
        return event_edits.describe(title=title, place=place, on=self.known_date)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.show_date()
        # A new session gets its name from whole fields, so it is made when a field is left.
        if self._details.desk is not None:
            self._saving.reset()
            self._saving.resume()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.save()
        self.screen.focus_next()

    def is_sound(self) -> bool:
        """Whether the date can be kept; if not, say so once, so that it is not lost without a word."""
        return self.query_one(DateInput).is_sound(self._today(), self._details.screen.tell)


class NextMeeting(VerticalGroup):
    """The day of the next meeting, on which actions can be due before it is known."""

    def __init__(self, details: Details, today: Callable[[], date]) -> None:
        super().__init__()
        self._details = details
        self._today = today

    @property
    def _known(self) -> date | None:
        return self._details.session.next_meeting if self._details.session else None

    def compose(self) -> ComposeResult:
        kept = self._details.draft(NEXT).typed.get("next", "")
        field = NextDateInput(self._known, kept=kept, placeholder="12 Jan, if it is known", id="next")
        yield Field("Meets next", field)
        yield Field("", Notice(id="next-understood"))

    def _read(self) -> tuple[date | None, str]:
        session = self._details.session
        since = dates.said_on(session.date if session else None, self._today())
        return self.query_one(NextDateInput).read(since)

    def put(self) -> None:
        """Show what the session says instead of what was typed."""
        with self.prevent(Input.Changed):
            self.query_one(NextDateInput).value = dates.show(self._known) if self._known else ""

    @on(Input.Changed)
    def show_date(self) -> None:
        """Say how the date is understood, or what is wrong with it."""
        day, problem = self._read()
        text = understood.day_understood(day, self._today()) if day else problem
        self.query_one("#next-understood", Notice).show(text, "$warning" if problem else "$muted")
        draft = self._details.draft(NEXT)
        if problem or (day and not self._details.desk):
            draft.keep({"next": self.query_one(NextDateInput).value})
        else:
            draft.drop()

    @on(Input.Blurred)
    @on(Input.Submitted)
    def save(self) -> None:
        """Save the date, once it is one; actions that are due then get it, too."""
        day, problem = self._read()
        if not problem and day != self._known:
            self._details.change(note_edits.set_next_meeting(day))

    def is_sound(self) -> bool:
        """Whether the date can be kept; if not, say so once."""
        return self.query_one(NextDateInput).is_sound(self._today(), self._details.screen.tell)
