"""Signing off: who was there, what is still open, and whether the record is a draft or final."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sessions import dates, meeting, understood
from sessions.chair import chairs
from sessions.edit import Edit
from sessions.edits import event as event_edits, notes as note_edits
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.sign_off import NO_SIGNATURE, approval, state
from sessions.spans import on_screen
from workshop import signing
from workshop.cells import clip
from workshop.commands import Command
from workshop.desk import Desk
from workshop.panels.attendance import AttendancePart
from workshop.screens.base import CommandScreen, bindings
from workshop.signing_page import standing
from workshop.steps.scene import PageLine, Tone
from workshop.typed import refusal
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.sign_off import AskedFor, SignOffDialog
from workshop.widgets.foot import Foot
from workshop.widgets.lines import LinesView

ResultT = TypeVar("ResultT")
OF_DRAFTS = {"make_final", "attendance", "quorum", "next_meeting", "undo"}
"""Commands that hold only as long as the record is a draft; elsewhere the key bar leaves them out."""
NOT_WHOLE = "This is no whole number. Type one such as 4, or leave it empty where none is set."


class SignOffScreen(CommandScreen[None]):
    """Dismissed when the person goes back."""

    CONTEXT = "sign-off"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = bindings("sign-off")
    DEFAULT_CSS = """
    SignOffScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SignOffScreen VerticalScroll { padding: 1 1 1 3; scrollbar-size-vertical: 1; }
    SignOffScreen VerticalScroll > Wrapped { padding-right: 2; }
    """

    def __init__(self, desk: Desk, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.desk = desk
        self._today = today
        undo = partial(self.undo_or_redo, desk.undo, self._show)
        redo = partial(self.undo_or_redo, desk.redo, self._show, redo=True)
        self._attendance = AttendancePart(self, undo, redo)

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        with VerticalScroll():
            yield LinesView(id="lines")
        yield Foot()

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        title = clip(f"Signing off · {meeting.title(self.desk.session)}", max(20, self.size.width - 4))
        self.query_one("#title", Static).update(Content(title))
        self.query_one(LinesView).show([*self._lines()])
        self.refresh_keys()

    def _lines(self) -> Iterator[PageLine]:
        session = self.desk.session
        for heading, lines in standing(session):
            tone: Tone = "lead" if heading == "Record" else "point"
            yield PageLine("heading", heading)
            yield from (PageLine(tone, on_screen(line), person=True) for line in lines)
        if self.desk.drafts.any:
            kept = "Something is typed and not recorded: it is no part of the record, and offered again."
            yield PageLine("warn", kept)
        if checksum := manifest.sealed(self.desk.path):
            yield PageLine("heading", "Checksum")
            yield PageLine("text", checksum)
            yield PageLine("muted", NO_SIGNATURE)
            if signing.has_changed(self.desk):
                yield PageLine("warn", "It has been changed since it was signed off.")

    @property
    def commands_here(self) -> Sequence[Command]:
        """What can be done with a draft, or with a final record."""
        session, gone = self.desk.session, set[str]()
        if state(session) == "final":
            gone |= OF_DRAFTS | ({"approve"} if approval(session) is not None else set())
        else:
            gone |= {"reopen", "approve"} | (set() if self.desk.history.done else {"undo"})
        return [command for command in super().commands_here if command.id not in gone]

    def do(self, edit: Edit) -> bool:
        done = self.attempt(lambda: self.desk.apply(edit))
        self._show()
        return done

    def open(self, dialog: ModalScreen[ResultT], done: Callable[[ResultT | None], None]) -> None:
        if self.attempt(self.desk.must_write):
            self.app.push_screen(dialog, self.once_ended(done))
        else:
            self.let_refusal_stand()

    def _ask(
        self, can_be: Callable[[], object], dialog: SignOffDialog, act: Callable[[Mapping[str, str]], str]
    ) -> None:
        """Ask for what an act needs, if it can be done at all; `act` does it, and gives what is said then."""

        def done(typed: Mapping[str, str] | None) -> None:
            said: list[str] = []
            if typed is not None and self.attempt(lambda: said.append(act(typed))):
                self._show()
                self.query_one(VerticalScroll).scroll_home(animate=False)
                self.tell(said[0])

        if self.attempt(can_be):
            self.app.push_screen(dialog, self.once_ended(done))
        else:
            self.let_refusal_stand()

    def _by(self) -> AskedFor:
        names = (person.name for person in chairs(self.desk.session))
        return AskedFor("by", "Who does so", next(names, ""))

    def action_make_final(self) -> None:
        def act(typed: Mapping[str, str]) -> str:
            signing.sign_off(self.desk, typed["by"])
            return f"It is final. {self.key('back')} goes back, to write the summary with that in it."

        title = "Make it final? Nothing in it can be changed then, until it is opened again with a reason."
        self._ask(
            partial(signing.check_draft, self.desk), SignOffDialog(title, [self._by()], "make it final"), act
        )

    def action_reopen(self) -> None:
        def act(typed: Mapping[str, str]) -> str:
            signing.reopen(self.desk, typed["reason"], typed["by"])
            return "It is a draft again, and the record says why."

        needed = "Say why, or leave with esc. The reason stands in the record."
        reason = AskedFor(
            "reason", "Why (it stands in the record)", check=lambda text: "" if text.strip() else needed
        )
        asked = [reason, self._by()]
        dialog = SignOffDialog("Open the record again", asked, "open it again")
        self._ask(partial(signing.check_final, self.desk), dialog, act)

    def action_approve(self) -> None:
        def read(day: str) -> date:
            return dates.parse_held(day, self._today()) if day.strip() else self._today()

        def check(day: str) -> str:
            return refusal(lambda: read(day))

        def act(typed: Mapping[str, str]) -> str:
            amendments = typed["amended"].split(";")
            signing.approve(self.desk, on=read(typed["day"]), amendments=amendments, by=typed["by"])
            return "It is approved, and the record says so."

        asked = [
            AskedFor("day", "The day of the meeting that approved it", dates.show(self._today()), check),
            AskedFor("amended", "Amendments, with ; between them; empty where it stands as it is"),
            AskedFor("by", "Who says so"),
        ]
        dialog = SignOffDialog("Approved as the minutes of the meeting", asked, "record")
        self._ask(partial(signing.check_as_signed_off, self.desk), dialog, act)

    def action_attendance(self) -> None:
        self._attendance.show()

    def action_quorum(self) -> None:
        def check(typed: Typed) -> str:
            return "" if re.fullmatch(r"\s*([1-9][0-9]?)?\s*", typed.text) else NOT_WHOLE

        def take(typed: Typed | None) -> None:
            if typed is not None and typed.record:
                self.do(event_edits.set_quorum(int(typed.text) if typed.text.strip() else None))

        quorum = self.desk.session.quorum
        title = f"How many of {len(self.desk.session.partners)} partners have to be there for a decision?"
        text, hint = str(quorum or ""), "such as 4; empty for none"
        dialog = TextDialog(title, text=text, placeholder=hint, may_be_empty=True, check=check, value=True)
        self.open(dialog, take)

    def action_next_meeting(self) -> None:
        since = dates.said_on(self.desk.session.date, self._today())

        def read(text: str) -> date | None:
            return dates.parse(text, since) if text.strip() else None

        def check(typed: Typed) -> str:
            return refusal(lambda: read(typed.text))

        def understand(text: str) -> str:
            try:
                day = read(text)
            except Problem:
                return ""
            return understood.day_understood(day, self._today()) if day else ""

        def take(typed: Typed | None) -> None:
            if typed is not None and typed.record:
                self.do(note_edits.set_next_meeting(read(typed.text)))

        known = self.desk.session.next_meeting
        text = dates.show(known) if known else ""
        dialog = TextDialog(
            "When is the next meeting?",
            text=text,
            placeholder="12 Jan, or next Friday",
            may_be_empty=True,
            check=check,
            value=True,
            understood=understand,
        )
        self.open(dialog, take)

    def action_undo(self) -> None:
        self.undo_or_redo(self.desk.undo, self._show)

    def action_back(self) -> None:
        self.dismiss(None)
