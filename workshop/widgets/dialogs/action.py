"""An action, in one line with what was understood shown while typing, or in a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions import actionline, dates, plan, understood
from sessions.edits.notes import ActionFields
from sessions.owners import find_owner, names_of
from sessions.record import Session
from sessions.rows import ACTION_STATUSES, Action, ActionStatus
from workshop.day import DayChanged
from workshop.widgets.dialogs.base import Dialog, Frame, Notice
from workshop.widgets.dialogs.doubt import Doubt
from workshop.widgets.dialogs.key_line import KeyLine
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput, Tick


@dataclass(frozen=True, slots=True)
class ActionTyped:
    """What was typed: as one `line` to be offered again, and to be recorded unless the dialog was left."""

    line: str
    fields: ActionFields | None = None


class ActionDialog(Dialog[ActionTyped]):
    """Starts with the line; Tab opens the form with what the line said. An existing action opens the form."""

    BINDINGS = [
        Binding("f2", "form", "form"),
        Binding("f3", "status", "status"),
        Binding("tab", "form_or_next", "form", show=False, priority=True),
        Binding("enter", "record", "record", show=False),
        Binding("down", "next_name", "next name", show=False),
    ]
    KEYS_TEXT = "↵ add   tab form   esc never mind"
    DEFAULT_CSS = """
    ActionDialog #form { display: none; }
    ActionDialog.form #form { display: block; }
    ActionDialog.form #line, ActionDialog.form #understood { display: none; }
    ActionDialog Choices { margin-top: 1; }
    """

    @dataclass
    class Understood(Message):
        """The action as it has been understood so far, for the room: (what it is, words) a row."""

        title: str
        rows: tuple[tuple[str, str], ...]

    def __init__(
        self,
        session: Session,
        title: str,
        *,
        today: date,
        action: Action | None = None,
        draft: str = "",
        before: bool = False,
    ) -> None:
        """For a new action, whose line is `draft` to begin with, or for `action`, in the form.

        What is typed goes on from the draft; `before` it, where that is who it is for.
        """
        super().__init__(title)
        self._session = session
        self._names = names_of(session)
        self._today = today
        self._doubt = Doubt(self._names)
        self._asked = ""  # the mistaken date of which it was asked whether to keep it in words
        self._action = action
        self._draft = f" {draft}" if before and draft else draft
        self._before = before and bool(draft)

    def fields(self) -> Iterable[Widget]:
        example = "Draft the protocol @Priya (NHS) ^30 Jan"
        yield LineInput(self._draft, placeholder=example, id="line")
        yield Notice(id="understood")
        kept = self.draft.typed if self.draft is not None else {}
        # Only once it is asked for, unless it has something: mounting it takes longer than all the rest.
        if self._action is not None or any(text for name, text in kept.items() if name != "line"):
            yield self._made_form()

    def _made_form(self) -> Widget:
        fields = list(_form_fields(self._action or ActionFields("")))
        for field in fields:
            self.offer_again(field)
        return VerticalGroup(*fields, id="form")

    def on_mount(self) -> None:
        """The line for a new action, the form for one that is there."""
        if self._action is not None or self.was_kept("form"):
            self._open_form()
        else:
            self._understand()
            if self._before and self._field("line").value == self._draft:
                self._field("line").cursor_position = 0

    def on_day_changed(self, event: DayChanged) -> None:
        """Dates are understood from today."""
        self._today = event.today
        self._understand_form() if self._in_form else self._understand()

    def _field(self, name: str) -> LineInput:
        return self.query_one(f"#{name}", LineInput)

    def _parsed(self) -> actionline.ActionLine:
        since = dates.said_on(self._session.date, self._today)
        line, next_meeting = self._field("line").value, self._session.next_meeting
        return actionline.parse(line, since, self._names, next_meeting=next_meeting)

    @on(Input.Changed, "#line")
    def _understand(self) -> None:
        self.wrong("")
        self._asked = ""
        typed = self._field("line").value.strip()
        parsed = self._parsed()
        rows = understood.action_preview(parsed, self._today) if typed else ()
        self.post_message(self.Understood(self._title, rows))
        text = "\n".join(f"{name:<7}{value}" for name, value in rows) or "@ who   ( ) body   ^ by when"
        self.query_one("#understood", Notice).show(text, "" if rows else "$muted")
        self._show_keys(parsed)

    @property
    def _in_form(self) -> bool:
        return self.has_class("form")

    async def action_form(self) -> None:
        """Open the form, with what the line said."""
        if self._in_form:
            return
        if not self.query("#form"):
            await self.query_one(Frame).mount(self._made_form(), after="#understood")
        parsed = self._parsed()
        for name in ("text", "owner", "body"):
            self._field(name).value = getattr(parsed, name)
        self._field("due").value = parsed.due_words or (dates.show(parsed.due) if parsed.due else "")
        self._open_form()

    def _open_form(self) -> None:
        self.add_class("form")
        self._field("text").focus()
        self._understand_form()
        self._show_questions()

    async def action_form_or_next(self) -> None:
        """Tab: from the line to the form, and in the form to the next field."""
        if self._in_form:
            self.focus_next()
        else:
            await self.action_form()

    def action_status(self) -> None:
        if self._in_form:
            self.query_one("#status", Choices).turn()

    @on(Tick.Turned)
    def _show_questions(self) -> None:
        questions = plan.risk_questions(self._session) if self.query_one("#risk", Tick).value else ()
        text = "\n".join(["Ask before taking it:", *(f"› {question}" for question in questions)])
        self.query_one("#questions", Notice).show(text if questions else "", "$accent")

    def _form(self) -> tuple[ActionFields, actionline.ActionLine]:
        """What stands in the form, and how it is understood."""
        names = ("text", "owner", "body", "measure", "due")
        text, person, body, measure, when = (self._field(name).value.strip() for name in names)
        owner = find_owner(person, body, self._names)
        since = dates.said_on(self._session.date, self._today)
        due = dates.read_due(when, since, self._session.next_meeting)
        if (old := self._action) is not None and when == old.due_words:
            due = dates.Due(old.due, old.due_words)  # also where that next meeting is not this session's
        line = actionline.ActionLine(
            text, owner.person, owner.body, due.day, due.words, which=owner.which, mistake=due.mistake
        )
        chosen = self.query_one("#status", Choices).chosen
        status = next(status for status in ACTION_STATUSES if status == chosen)
        risk = self.query_one("#risk", Tick).value
        return _fields(line, measure=measure, risk=risk, status=status), line

    @on(Input.Changed, "#form Input")
    def _understand_form(self) -> None:
        """Show the room what stands in the form; what was wrong when it was recorded may be mended now."""
        self.wrong("")
        self._asked = ""
        form, line = self._form()
        rows = dict(understood.action_preview(line, self._today))
        known = (("we will know", form.measure),) if form.measure else ()
        self.post_message(self.Understood(self._title, (*rows.items(), *known)))
        self.query_one("#which", Notice).show(rows.get("which", ""), "")
        self._show_keys(line)
        due = rows["due"] if form.due or form.due_words else ""
        self.query_one("#due-understood", Notice).show(
            line.mistake or due, "$warning" if line.mistake else ""
        )

    def _show_keys(self, line: actionline.ActionLine) -> None:
        keys = "↵ record   tab next field   F3 status" if self._in_form else "↵ add   tab form"
        in_doubt = "↓ next name   " if self._doubt.is_about(line) else ""
        self.query_one(KeyLine).show(f"{in_doubt}{keys}   esc never mind")

    def action_next_name(self) -> None:
        """Put the next of the names there that what was typed can mean."""
        line = self._form()[1] if self._in_form else self._parsed()
        if not self._doubt.is_about(line):
            return
        owner = self._doubt.next()
        if self._in_form:
            self._field("owner").value, self._field("body").value = owner.person, owner.body
        else:
            field = self._field("line")
            field.value = actionline.compose(line.text, owner.person, owner.body, line.due, line.due_words)
            field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def action_record(self) -> None:
        """Leave with what was typed, once it is an action. A date that is none is asked about once."""
        if self._in_form:
            fields, line = self._form()
        else:
            line = self._parsed()
            fields = _fields(line)
        if not fields.text.strip():
            self.wrong("What is to be done? Type a few words, or leave with esc.")
        elif line.problem:
            self.wrong("Correct it, or press tab for the form.")
        elif line.mistake and self._asked != line.mistake:
            self._asked = line.mistake
            self.wrong("Correct the date, or press ↵ again to keep these words.")
            if self._in_form:
                self._field("due").focus()
        else:
            self.dismiss(ActionTyped(_line(fields), fields))

    def action_never_mind(self) -> None:
        """Leave. What was typed for a new action is offered again in one line."""
        if self._action is not None:
            self.forget_typed()
        elif self._in_form:
            self._field("line").value = _line(self._form()[0])
            self.remove_class("form")
        self.dismiss(None)


def _form_fields(known: Action | ActionFields) -> Iterable[Widget]:
    for label, name in (("What", "text"), ("Owner", "owner"), ("Body", "body")):
        yield Static(label, classes="label")
        yield LineInput(getattr(known, name), id=name)
    yield Notice(id="which")
    yield Static("Due, such as 30 Jan, Q4 or next meeting", classes="label")
    when = known.due_words or (dates.show(known.due) if known.due else "")
    yield LineInput(when, id="due", replaces=True)
    yield Notice(id="due-understood")
    yield Static("How we will know", classes="label")
    yield LineInput(known.measure, id="measure")
    yield Choices(ACTION_STATUSES, known.status, field=True, id="status")
    yield Tick("We take a risk with this (space)", known.risk, id="risk")
    yield Notice(id="questions")


def _fields(
    line: actionline.ActionLine, *, measure: str = "", risk: bool = False, status: ActionStatus = "open"
) -> ActionFields:
    return ActionFields(
        *(line.text, line.owner, line.body, line.due, measure, risk, status), due_words=line.due_words
    )


def _line(fields: ActionFields) -> str:
    """The line that says the same."""
    return actionline.compose(fields.text, fields.owner, fields.body, fields.due, fields.due_words)
