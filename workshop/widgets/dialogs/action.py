"""An action, in one line with what was understood shown while typing, or in a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions import actionline, dates, words
from sessions.edits.notes import ActionFields
from sessions.problem import Problem
from sessions.rows import ACTION_STATUSES, Action, ActionStatus
from workshop.widgets.dialogs.base import Dialog, Said
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput, Tick


@dataclass(frozen=True, slots=True)
class ActionTyped:
    """What was typed: as one `line` to be offered again, and to be recorded unless the dialog was left."""

    line: str
    fields: ActionFields | None = None


class ActionDialog(Dialog[ActionTyped]):
    """Starts with the line; Tab opens the form with what the line said. An existing action opens the form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "form", "form"),
        Binding("f3", "status", "status"),
        Binding("tab", "form_or_next", "form", show=False, priority=True),
        Binding("enter", "record", "record", show=False),
    ]
    KEYS_TEXT = "↵ add   tab form   esc never mind"
    DEFAULT_CSS = """
    ActionDialog #form { height: auto; display: none; }
    ActionDialog.form #form { display: block; }
    ActionDialog.form #line-part { display: none; }
    ActionDialog #line-part { height: auto; }
    ActionDialog LineInput { margin-bottom: 0; }
    ActionDialog Choices { margin-top: 1; }
    """

    class Understood(Message):
        """The action as it has been understood so far, for the room: (what it is, words) a row."""

        def __init__(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
            super().__init__()
            self.title = title
            self.rows = tuple(rows)

    def __init__(
        self,
        title: str,
        *,
        today: date,
        bodies: Sequence[str] = (),
        people: Sequence[str] = (),
        homes: Mapping[str, str] | None = None,
        risk_questions: Sequence[str] = (),
        action: Action | None = None,
        draft: str = "",
    ) -> None:
        super().__init__(title)
        self._today = today
        self._bodies = tuple(bodies)
        self._people = tuple(people)
        self._homes = dict(homes or {})
        self._questions = tuple(risk_questions)
        self._action = action
        self._draft = draft

    def fields(self) -> Iterable[Widget]:
        action = self._action
        yield Vertical(
            LineInput(
                self._draft,
                placeholder="Draft the protocol @Priya (NHS) ^30 Jan",
                id="line",
                select_on_focus=False,
            ),
            Said("@ who   ( ) body   ^ by when", "$muted", id="understood"),
            id="line-part",
        )
        yield Vertical(
            Static("What", classes="label"),
            LineInput(action.text if action else "", id="text"),
            Static("Owner", classes="label"),
            LineInput(action.owner if action else "", id="owner"),
            Static("Body", classes="label"),
            LineInput(action.body if action else "", id="body"),
            Static("Due, such as 30 Jan or in 2 weeks", classes="label"),
            LineInput(dates.show(action.due) if action and action.due else "", id="due"),
            Said(id="due-understood"),
            Static("How we will know", classes="label"),
            LineInput(action.measure if action else "", id="measure"),
            Choices(ACTION_STATUSES, action.status if action else "open", id="status"),
            Tick("We take a risk with this (space)", action.risk if action else False, id="risk"),
            Said(id="questions"),
            id="form",
        )

    def on_mount(self) -> None:
        """The line for a new action, the form for one that is there."""
        self._show_questions()
        if self._action is not None:
            self._open_form()
        else:
            self.query_one("#line", LineInput).focus()
            self._understand()

    # --- the line ---------------------------------------------------------------------------------

    def _parsed(self) -> actionline.ActionLine:
        line = self.query_one("#line", LineInput).value
        return actionline.parse(
            line, self._today, bodies=self._bodies, people=self._people, homes=self._homes
        )

    @on(Input.Changed, "#line")
    def _understand(self) -> None:
        self.wrong("")
        parsed = self._parsed()
        said = self.query_one("#understood", Said)
        if not self.query_one("#line", LineInput).value.strip():
            said.say("@ who   ( ) body   ^ by when", "$muted")
            self.post_message(self.Understood(self._title, ()))
            return
        rows = words.action_preview(parsed, self._today)
        self.post_message(self.Understood(self._title, rows))
        text = "\n".join(f"{name:<7}{value}" for name, value in rows)
        said.say(text)

    # --- the form ---------------------------------------------------------------------------------

    @property
    def _in_form(self) -> bool:
        return self.has_class("form")

    def action_form(self) -> None:
        """Open the form, with what the line said."""
        if self._in_form:
            return
        parsed = self._parsed()
        self.query_one("#text", LineInput).value = parsed.text
        self.query_one("#owner", LineInput).value = parsed.owner
        self.query_one("#body", LineInput).value = parsed.body
        self.query_one("#due", LineInput).value = dates.show(parsed.due) if parsed.due else ""
        self._open_form()

    def _open_form(self) -> None:
        self.wrong("")
        self.add_class("form")
        self.show_keys("↵ record   tab next field   F3 status   esc never mind")
        self.query_one("#text", LineInput).focus()
        self._understand_form()

    def action_form_or_next(self) -> None:
        """Tab: from the line to the form, and in the form to the next field."""
        if self._in_form:
            self.focus_next()
        else:
            self.action_form()

    def action_status(self) -> None:
        """Set the status on."""
        if self._in_form:
            self.query_one("#status", Choices).turn()

    @on(Tick.Turned)
    def _show_questions(self) -> None:
        risk = self.query_one("#risk", Tick).value
        text = "Ask before taking it:\n" + "\n".join(f"› {one}" for one in self._questions)
        self.query_one("#questions", Said).say(text if risk and self._questions else "", "$accent")

    def _due(self) -> date | None:
        """The date in the form. Raises Problem."""
        typed = self.query_one("#due", LineInput).value.strip()
        return dates.parse(typed, self._today) if typed else None

    @on(Input.Changed, "#due")
    def _understand_due(self) -> None:
        said = self.query_one("#due-understood", Said)
        try:
            due = self._due()
        except Problem as problem:
            said.say(str(problem), "$warning")
            return
        if due is None:
            said.say("")
            return
        remark = dates.remark(due, self._today)
        said.say(
            f"{dates.show_long(due)} ({dates.distance(due, self._today)}){', ' + remark if remark else ''}"
        )

    @on(Input.Changed, "#form Input")
    def _understand_form(self) -> None:
        """Show the room what stands in the form; what was wrong when it was recorded may be mended now."""
        self.wrong("")
        problem = None
        due = None
        try:
            due = self._due()
        except Problem as found:
            problem = str(found)
        text, owner, body, measure = (
            self.query_one(f"#{name}", LineInput).value.strip()
            for name in ("text", "owner", "body", "measure")
        )
        rows = words.action_preview(actionline.ActionLine(text, owner, body, due, problem), self._today)
        known = (("we will know", measure),) if measure else ()
        self.post_message(self.Understood(self._title, (*rows, *known)))

    # --- leaving ----------------------------------------------------------------------------------

    @on(Input.Submitted)
    def action_record(self) -> None:
        """Leave with what was typed, once it is an action."""
        if self._in_form:
            try:
                due = self._due()
            except Problem:
                self.wrong("Correct the date, or leave it empty.")  # what is wrong stands beside it
                self.query_one("#due", LineInput).focus()
                return
            fields = ActionFields(
                text=self.query_one("#text", LineInput).value,
                owner=self.query_one("#owner", LineInput).value,
                body=self.query_one("#body", LineInput).value,
                due=due,
                measure=self.query_one("#measure", LineInput).value,
                risk=self.query_one("#risk", Tick).value,
                status=_status(self.query_one("#status", Choices).chosen),
            )
        else:
            parsed = self._parsed()
            if parsed.problem:
                self.wrong("Correct it, or press tab for the form.")
                return
            fields = ActionFields(parsed.text, parsed.owner, parsed.body, parsed.due)
        if not fields.text.strip():
            self.wrong("What is to be done? Type a few words, or leave with esc.")
            return
        line = actionline.compose(fields.text, fields.owner, fields.body, fields.due)
        self.dismiss(ActionTyped(line, fields))

    def action_never_mind(self) -> None:
        if self._action is not None:
            self.dismiss(None)
        elif self._in_form:
            try:
                due = self._due()
            except Problem:
                due = None
            line = actionline.compose(
                self.query_one("#text", LineInput).value,
                self.query_one("#owner", LineInput).value,
                self.query_one("#body", LineInput).value,
                due,
            )
            self.dismiss(ActionTyped(line))
        else:
            self.dismiss(ActionTyped(self.query_one("#line", LineInput).value))


def _status(word: str) -> ActionStatus:
    return next(one for one in ACTION_STATUSES if one == word)
