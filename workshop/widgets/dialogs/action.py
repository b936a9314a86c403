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

from sessions import actionline, dates, plan, words
from sessions.edits.notes import ActionFields
from sessions.record import Session
from sessions.rows import ACTION_STATUSES, Action
from workshop.steps.recorded import bodies, homes
from workshop.widgets.dialogs.base import Dialog, Notice
from workshop.widgets.dialogs.key_line import KeyLine
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import DateInput, LineInput, Tick


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
    ]
    KEYS_TEXT = "↵ add   tab form   esc never mind"
    DEFAULT_CSS = """
    ActionDialog #form { display: none; }
    ActionDialog.form #form { display: block; }
    ActionDialog.form #line-part { display: none; }
    ActionDialog Choices { margin-top: 1; }
    """

    @dataclass
    class Understood(Message):
        """The action as it has been understood so far, for the room: (what it is, words) a row."""

        title: str
        rows: tuple[tuple[str, str], ...]

    def __init__(
        self, session: Session, title: str, *, today: date, action: Action | None = None, draft: str = ""
    ) -> None:
        """For a new action, whose line begins with `draft`, or for `action`, in the form."""
        super().__init__(title)
        self._session = session
        self._today = today
        self._action = action
        self._draft = draft

    def fields(self) -> Iterable[Widget]:
        known = self._action or ActionFields("")
        with VerticalGroup(id="line-part"):
            example = "Draft the protocol @Priya (NHS) ^30 Jan"
            yield LineInput(self._draft, placeholder=example, id="line", select_on_focus=False)
            yield Notice(id="understood")
        with VerticalGroup(id="form"):
            for label, name in (("What", "text"), ("Owner", "owner"), ("Body", "body")):
                yield Static(label, classes="label")
                yield LineInput(getattr(known, name), id=name)
            yield Static("Due, such as 30 Jan or in 2 weeks", classes="label")
            yield DateInput(known.due, id="due")
            yield Notice(id="due-understood")
            yield Static("How we will know", classes="label")
            yield LineInput(known.measure, id="measure")
            yield Choices(ACTION_STATUSES, known.status, id="status")
            yield Tick("We take a risk with this (space)", known.risk, id="risk")
            yield Notice(id="questions")

    def on_mount(self) -> None:
        """The line for a new action, the form for one that is there."""
        self._show_questions()
        if self._action is not None or self.was_kept("form"):
            self._open_form()
        else:
            self._understand()

    def _field(self, name: str) -> LineInput:
        return self.query_one(f"#{name}", LineInput)

    def _parsed(self) -> actionline.ActionLine:
        session = self._session
        return actionline.parse(
            self._field("line").value,
            self._today,
            bodies=bodies(session),
            people=[person.name for person in session.people],
            homes=homes(session),
        )

    @on(Input.Changed, "#line")
    def _understand(self) -> None:
        self.wrong("")
        typed = self._field("line").value.strip()
        rows = words.action_preview(self._parsed(), self._today) if typed else ()
        self.post_message(self.Understood(self._title, rows))
        text = "\n".join(f"{name:<7}{value}" for name, value in rows) or "@ who   ( ) body   ^ by when"
        self.query_one("#understood", Notice).show(text, "" if rows else "$muted")

    @property
    def _in_form(self) -> bool:
        return self.has_class("form")

    def action_form(self) -> None:
        """Open the form, with what the line said."""
        if self._in_form:
            return
        parsed = self._parsed()
        for name in ("text", "owner", "body"):
            self._field(name).value = getattr(parsed, name)
        self._field("due").value = dates.show(parsed.due) if parsed.due else ""
        self._open_form()

    def _open_form(self) -> None:
        self.add_class("form")
        self.query_one(KeyLine).show("↵ record   tab next field   F3 status   esc never mind")
        self._field("text").focus()
        self._understand_form()

    def action_form_or_next(self) -> None:
        """Tab: from the line to the form, and in the form to the next field."""
        if self._in_form:
            self.focus_next()
        else:
            self.action_form()

    def action_status(self) -> None:
        if self._in_form:
            self.query_one("#status", Choices).turn()

    @on(Tick.Turned)
    def _show_questions(self) -> None:
        questions = plan.risk_questions(self._session) if self.query_one("#risk", Tick).value else ()
        text = "\n".join(["Ask before taking it:", *(f"› {question}" for question in questions)])
        self.query_one("#questions", Notice).show(text if questions else "", "$accent")

    def _form(self) -> tuple[ActionFields, str]:
        """What stands in the form, and what is wrong with its date."""
        names = ("text", "owner", "body", "measure")
        text, owner, body, measure = (self._field(name).value.strip() for name in names)
        due, problem = self.query_one(DateInput).read(self._today)
        chosen = self.query_one("#status", Choices).chosen
        status = next(status for status in ACTION_STATUSES if status == chosen)
        risk = self.query_one("#risk", Tick).value
        return ActionFields(text, owner, body, due, measure, risk, status), problem

    @on(Input.Changed, "#form Input")
    def _understand_form(self) -> None:
        """Show the room what stands in the form; what was wrong when it was recorded may be mended now."""
        self.wrong("")
        form, problem = self._form()
        line = actionline.ActionLine(form.text, form.owner, form.body, form.due, problem or None)
        rows = words.action_preview(line, self._today)
        known = (("we will know", form.measure),) if form.measure else ()
        self.post_message(self.Understood(self._title, (*rows, *known)))
        notice = self.query_one("#due-understood", Notice)
        notice.show(problem or (dict(rows)["due"] if form.due else ""), "$warning" if problem else "")

    @on(Input.Submitted)
    def action_record(self) -> None:
        """Leave with what was typed, once it is an action."""
        if self._in_form:
            fields, problem = self._form()
        else:
            parsed = self._parsed()
            problem = parsed.problem or ""
            fields = ActionFields(parsed.text, parsed.owner, parsed.body, parsed.due)
        if problem and self._in_form:
            self.wrong("Correct the date, or leave it empty.")  # what is wrong stands beside it
            self._field("due").focus()
        elif problem:
            self.wrong("Correct it, or press tab for the form.")
        elif not fields.text.strip():
            self.wrong("What is to be done? Type a few words, or leave with esc.")
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


def _line(fields: ActionFields) -> str:
    """The line that says the same."""
    return actionline.compose(fields.text, fields.owner, fields.body, fields.due)
